"""`t2m library search`, `t2m similar` and `t2m suggest --filter`."""

from __future__ import annotations

import pytest

from t2m_engine.cli.commands.search import _example, _joined
from t2m_engine.errors import ExitCode


def test_search_as_json(t2m, library):
    ended = t2m("library", "search", "a", "stormy", "night", "--json", "-n", "3", library=library)
    assert ended.code == ExitCode.DONE
    (answer,) = ended.lines
    assert answer["total"] == 6
    assert len(answer["found"]) == 3
    first = answer["found"][0]
    assert {"track", "title", "facts", "credits", "start", "end", "moods", "by", "score"} <= set(
        first
    )
    assert first["by"] == "meaning"


def test_search_for_people(t2m, library):
    ended = t2m("library", "search", "length:>0", "-n", "2", library=library)
    assert ended.code == ExitCode.DONE
    assert "2 of 6 tracks; -n shows more." in ended.out
    ended = t2m("library", "search", "bpm:900-999", library=library)
    assert ended.out == "Nothing in the library fits.\n"


def test_a_minus_is_the_lines_wherever_it_stands(t2m, library):
    """As somebody types it who quotes nothing; options stay options."""
    quoted = t2m("library", "search", "length:>0 -favourite", "--json", library=library).lines[0]
    assert quoted["total"] == 6
    for line in (
        ("length:>0", "-favourite", "--json"),
        ("-favourite", "--json", "length:>0"),
        ("-favourite length:>0", "--json"),
        ("--json", "-n", "20", "--", "-favourite", "length:>0"),
        ("-n20", "-favourite", "length:>0", "-newest", "--json"),
    ):
        assert t2m("library", "search", *line, library=library).lines[0] == quoted
    few = t2m("library", "search", "-favourite", "-n", "1", "--json", library=library).lines[0]
    assert len(few["found"]) == 1
    for wrong in (("a", "--jsn"), ("a", "-n"), ("-n", "5"), ("--json",)):
        ended = t2m("library", "search", *wrong, library=library)
        assert (ended.code, ended.out) == (ExitCode.USAGE, "")


def test_a_typo_in_a_field_is_a_sentence(t2m, library):
    for arguments in (
        ("library", "search", "bmp:90"),
        ("suggest", "--text", "Night.", "--filter", "bmp:90"),
    ):
        ended = t2m(*arguments, library=library)
        assert ended.code == ExitCode.USAGE
        assert "There is no field “bmp:”; did you mean “bpm:”? Known are bpm:," in ended.err


def test_suggestions_keep_to_the_filter(t2m, library):
    (answer,) = t2m("suggest", "--text", "Night.", "--json", library=library).lines
    name = answer["suggestions"][0]["track"].rsplit("/", 1)[-1]
    one = t2m(
        "suggest", "--text", "Night.", "--json", "--filter", f'file:"{name}"', library=library
    )
    tracks = {s["track"] for s in one.lines[0]["suggestions"]}
    assert [track.rsplit("/", 1)[-1] for track in tracks] == [name]
    none = t2m("suggest", "--text", "Night.", "--json", "--filter", "bpm:>900", library=library)
    assert none.code == ExitCode.DONE
    assert none.lines[0]["suggestions"] == []


def test_similar_to_a_known_track_a_stretch_and_a_new_file(t2m, library, music, small, tmp_path):
    known = sorted(path for path in music.rglob("*") if path.is_file())[0]
    (answer,) = t2m("similar", known, "--json", library=library).lines
    assert 0 < len(answer["suggestions"]) <= 5
    assert str(known) not in {s["track"] for s in answer["suggestions"]}
    (stretch,) = t2m("similar", f"{known}@0:01-4", "--json", library=library).lines
    assert len(stretch["suggestions"]) == len(answer["suggestions"])
    copy = tmp_path / f"new{known.suffix}"
    copy.write_bytes(known.read_bytes())
    (heard,) = t2m("similar", copy, "--json", library=library).lines
    assert heard["suggestions"][0]["track"] == str(known)
    assert heard["suggestions"][0]["score"] > 0.95
    unlike = t2m("similar", copy, "--unlike", known, "--filter", "length:>0", library=library)
    assert unlike.code == ExitCode.DONE
    assert str(known) not in unlike.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nowhere.wav",), ExitCode.INPUT, "nowhere.wav"),
        (("{known}@900-901",), ExitCode.USAGE, "is not in it"),
        (("{known}@3-2",), ExitCode.USAGE, "the stretch from 3 to 2 s"),
        (("{known}@1:2:.-3",), ExitCode.USAGE, "is no time"),
        (("{known}", "--filter", "mood:glad"), ExitCode.USAGE, "There is no mood “glad”"),
    ],
)
def test_similar_says_what_is_wrong(t2m, library, music, arguments, code, words):
    known = sorted(path for path in music.rglob("*") if path.is_file())[0]
    ended = t2m("similar", *(a.format(known=known) for a in arguments), library=library)
    assert ended.code == code
    assert words in ended.err


def test_a_name_with_an_at_sign_is_a_file_where_there_is_one(tmp_path):
    odd = tmp_path / "live@10-20"
    odd.touch()
    assert _example(str(odd)) == (odd, None, None)
    assert _example(f"{odd}@1:00-90.5") == (odd, 60.0, 90.5)
    assert _example("a@b.wav")[1:] == (None, None)


def test_the_shells_words_become_one_line():
    assert _joined(('bpm:90-120 "a b"',)) == 'bpm:90-120 "a b"'
    assert _joined(("artist:clara schumann", "rain")) == 'artist:"clara schumann" rain'
    assert _joined(("-two words", "x")) == '-"two words" x'
    assert _joined(("rain at night",)) == "rain at night"
    assert _joined(("rain at night", "bpm:90-")) == "rain at night bpm:90-"
