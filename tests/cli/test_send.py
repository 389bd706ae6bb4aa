"""`t2m send`, `t2m markers` and `t2m suggest --from`, to an editor in memory."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from t2m_engine.links import editors
from t2m_engine.links.model import Marker, State, Track

FILM = State(
    "Film",
    Fraction(25),
    5.0,
    (Track("Voice"), Track("Noise", locked=True)),
    (),
    (Marker("Storm", "It rained.", 7.0, 9.0), Marker("", "She laughed.", 3.0, 3.0),
     Marker("", "", 1.0, 1.0)),
)  # fmt: skip


@pytest.fixture
def link(load_kit, monkeypatch):
    kit = load_kit("t2m_link_kit", Path(__file__).parents[1] / "links" / "link_kit.py")
    link = kit.FakeLink(FILM)
    monkeypatch.setitem(editors.EDITORS, "kdenlive", lambda _: link)
    monkeypatch.setitem(editors.EDITORS, "reaper", lambda _: kit.FakeLink(FILM, wrong="absent"))
    return link


def test_what_lies_there_now_is_told(t2m, link, music):
    file = sorted(music.iterdir())[0]
    ended = t2m("send", "--to", "kdenlive", "--at", "1:02.5", file)
    assert ended.code == 0
    assert ended.out.splitlines()[0] == "On the timeline of “Film”, read back:"
    assert ended.out.splitlines()[1].split() == ["1:02", "track", "1", *file.stem.split()]
    assert link.state.clips[0].file == file
    ended = t2m("send", "--to", "kdenlive", "--clip", file, "1", "2.5", "--json")
    [told] = ended.lines
    assert [(c["track"], c["start"], c["length"]) for c in told["clips"]] == [(1, 5.0, 1.5)]


def test_what_is_refused_changes_nothing_and_says_why(t2m, link, music):
    file = sorted(music.iterdir())[0]
    for words, code, said in (
        (["--to", "reaper", file], 6, "is not running"),
        (["--to", "kdenlive", "--track", "2", file], 6, "Track 2 (“Noise”) of Fake is locked"),
        (["--to", "kdenlive", "--project", "Book", file], 6, "shows “Film”, not “Book”"),
        (["--to", "kdenlive", file.with_name("none.wav")], 3, "none.wav is missing"),
        (["--to", "kdenlive", "--cue", "1", file], 2, "Cues are of a score"),
        (["--to", "kdenlive"], 2, "exactly one of them"),
    ):
        ended = t2m("send", *words)
        assert (ended.code, ended.out) == (code, "")
        assert said in ended.err
    assert link.steps == []


def test_markers_are_listed_and_asked_for_as_passages(t2m, link, library):
    listed = t2m("markers", "kdenlive", "--json").lines
    assert [(row["text"], row["start"]) for row in listed[:2]] == [
        ("Storm\nIt rained.", 7.0), ("She laughed.", 3.0),
    ]  # fmt: skip
    answers = t2m("suggest", "--from", "kdenlive", "-k", "1", "--json", library=library).lines
    assert [(a["id"], a["passage"], a["start"], a["end"]) for a in answers] == [
        ("0:03", "She laughed.", 3.0, 3.0), ("Storm", "Storm\nIt rained.", 7.0, 9.0),
    ]  # fmt: skip
    told = t2m("suggest", "--from", "kdenlive", "-k", "1", library=library).out
    assert "0:03: “She laughed.”" in told
    assert "0:07–0:09 Storm: “Storm It rained.”" in told
    assert all(len(answer["suggestions"]) == 1 for answer in answers)
    both = t2m("suggest", "--from", "kdenlive", "--text", "x", library=library)
    assert (both.code, "exactly one of" in both.err) == (2, True)
    absent = t2m("suggest", "--from", "reaper", library=library)
    assert (absent.code, "is not running" in absent.err) == (6, True)
    link.state = State("Film")
    empty = t2m("suggest", "--from", "kdenlive", library=library)
    assert empty.code == 2
    assert "shows no markers with words" in empty.err
