"""`t2m suggest` and `t2m emotion`."""

import codecs
import json

import pytest

MOODS = ["happy", "funny", "sad", "tender", "exciting", "angry", "scary"]


def test_a_passage_draws_ranked_suggestions_as_json(t2m, library, music):
    ended = t2m("suggest", "--text", "It rained.", "--json", library=library)
    assert (ended.code, ended.err) == (0, "")
    [answer] = ended.lines
    assert list(answer) == ["id", "passage", "emotion", "spread", "steered", "space", "suggestions"]
    assert answer["space"] == "fusion"
    assert answer["passage"] == "It rained."
    assert list(answer["emotion"]["moods"]) == MOODS
    found = answer["suggestions"]
    assert [s["rank"] for s in found] == [1, 2, 3, 4, 5, 6]
    assert {s["track"] for s in found} == {str(p) for p in music.iterdir()}
    assert [s["score"] for s in found] == sorted((s["score"] for s in found), reverse=True)
    for suggestion in found:
        assert suggestion["start"] < suggestion["end"]
        assert {"title", "moods", "valence", "arousal"} <= suggestion.keys()


def test_the_same_question_has_the_same_answer_in_another_process(t2m, t2m_process, library):
    asked = ("suggest", "--text", "She laughed aloud.", "-k", "100", "--per-track", "0", "--json")
    one = t2m(*asked, library=library)
    other = t2m_process(*asked, library=library)
    assert one.code == other.code == 0
    assert one.out == other.out


def test_people_read_ranks_times_and_titles(t2m, library):
    ended = t2m("suggest", "--text", "It rained.", "-k", "2", library=library)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert "It rained." in lines[0]
    assert "valence" in lines[1]
    assert lines[2].split()[0] == "1"
    assert "0:00–" in lines[2]
    assert ".wav" in lines[3]


def test_passages_come_from_json_lines_with_their_ids(t2m, library, tmp_path):
    file = tmp_path / "passages.jsonl"
    rows = [
        {"id": "a", "text": "It rained.\u2028"},
        {"id": 7, "text": "é", "more": 1},
        {"text": "x"},
    ]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n"
    file.write_bytes(codecs.BOM_UTF8 + text.encode())
    for command in ("suggest", "emotion"):
        ended = t2m(command, "--passages", file, "--json", library=library)
        assert ended.code == 0
        assert [line["id"] for line in ended.lines] == ["a", 7, 3]
    emotion = ended.lines[1]
    assert list(emotion) == ["id", "valence", "arousal", "moods"]
    assert -1 <= emotion["valence"] <= 1
    assert -1 <= emotion["arousal"] <= 1
    assert sum(emotion["moods"].values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_read_in_its_encoding(t2m, library, tmp_path, encoding):
    file = tmp_path / "passage.txt"
    file.write_bytes("The café “stood” open.".encode(encoding))
    ended = t2m("suggest", "--text-file", file, "-k", "1", "--json", library=library)
    assert [line["passage"] for line in ended.lines] == ["The café “stood” open."]


def test_a_passage_comes_from_stdin(t2m_process, library):
    ended = t2m_process(
        "suggest", "--text-file", "-", "-k", "1", "--json", library=library, input=b"It rained."
    )
    assert ended.lines[0]["passage"] == "It rained."


@pytest.mark.parametrize(
    "arguments",
    [
        ["suggest"],
        ["suggest", "--text", "x", "--passages", "y"],
        ["suggest", "--text", "x", "--text-file", "y"],
        ["suggest", "--text", "  "],
        ["suggest", "--text", "\udcff"],
        ["suggest", "--text", "x", "-k", "0"],
        ["suggest", "--text", "x", "-k", "many"],
        ["suggest", "--text", "x", "--space", "outer"],
        ["suggest", "--text", "x", "--no-such-option"],
        ["emotion"],
        ["emotion", "--text", "x", "--passages", "y"],
        ["no-such-command"],
        ["--device", "abacus", "emotion", "--text", "x"],
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(t2m, library, arguments):
    ended = t2m(*arguments, library=library)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.strip()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"text": "x"}\n{"text": }\n', "line 2"),
        (b'{"text": "x"}\n\n{"id": 1}\n', "line 3"),
        (b'{"text": " "}\n', "line 1"),
        (b'{"text": "\\ud800"}\n', "line 1"),
        (b'{"id": [], "text": "x"}\n', "line 1"),
        (b"[]\n", "line 1"),
        (b"[" * 100_000, "line 1"),
        (b"\n\n", "no passages"),
        (b"\xff\xfe{", "UTF-8"),
    ],
)
def test_bad_json_lines_are_named_by_file_and_line(t2m, library, tmp_path, content, words):
    file = tmp_path / "bad.jsonl"
    file.write_bytes(content)
    ended = t2m("suggest", "--passages", file, "--json", library=library)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("Error: ")
    assert words in ended.err
    assert str(file) in ended.err


@pytest.mark.parametrize("content", [None, b"", b" \n", b"a\0b", b"\xff\xfea"])
def test_a_text_file_that_is_none_is_refused(t2m, library, tmp_path, content):
    file = tmp_path / "bad.txt"
    if content is not None:
        file.write_bytes(content)
    ended = t2m("suggest", "--text-file", file, library=library)
    assert (ended.code, ended.out) == (3, "")
    assert str(file) in ended.err
    assert t2m("suggest", "--text-file", tmp_path, library=library).code == 3


def test_a_missing_or_newer_library_ends_with_4_and_says_what_to_do(t2m, library, tmp_path):
    import shutil
    import sqlite3

    ended = t2m("suggest", "--text", "x", library=tmp_path / "none")
    assert ended.code == 4
    assert "t2m library add" in ended.err
    assert not (tmp_path / "none").exists()
    newer = shutil.copytree(library, tmp_path / "newer")
    connection = sqlite3.connect(newer / "catalogue.sqlite")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = (newer / "catalogue.sqlite").read_bytes()
    for command in (["suggest", "--text", "x"], ["library", "status"], ["library", "errors"]):
        ended = t2m(*command, library=newer)
        assert ended.code == 4
        assert "newer" in ended.err
    assert (newer / "catalogue.sqlite").read_bytes() == before


@pytest.mark.parametrize("command", ["suggest", "emotion"])
def test_a_missing_or_changed_model_ends_with_5(t2m, library, pack, tmp_path, command):
    import shutil

    ended = t2m(command, "--text", "x", library=library, model="no-such-pack")
    assert ended.code == 5
    assert "no-such-pack" in ended.err
    broken = shutil.copytree(pack, tmp_path / "broken")
    weights = bytearray((broken / "text.safetensors").read_bytes())
    weights[-1] ^= 1
    (broken / "text.safetensors").write_bytes(weights)
    ended = t2m(command, "--text", "x", library=library, model=broken)
    assert ended.code == 5
    assert "text.safetensors" in ended.err
