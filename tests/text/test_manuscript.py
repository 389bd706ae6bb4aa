"""Manuscripts: scenes and passages whose offsets hold their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.errors import InputError, UsageError
from t2m_engine.text.manuscript import count_words, parse, read_manuscript

LINES = st.sampled_from(
    ["The rain fell on the long grey roofs of the town.", "She ran.", "CHAPTER IV", "* * *", "",
     "", "    set in", "  like verse", "II.", "# Head", "- *item* one", "> quoted **words**", "---",
     "```", "“Stop!” he said, and a [link](http://x.y/z) came.", "THE END", "[Illustration]",
     "Title\r\n====", "\t", "CONTENTS", "| a | b |", "  \x0c", "é ü — ‘x’", "<!-- gone -->"]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)


def check_order(manuscript):
    last = 0
    for number, passage in enumerate(manuscript.passages):
        assert passage.id == number
        assert last <= passage.start < passage.end <= len(manuscript.text)
        scene = manuscript.scenes[passage.scene]
        assert scene.start <= passage.start
        assert passage.end <= scene.end
        last = passage.end
    assert [scene.index for scene in manuscript.scenes] == list(range(len(manuscript.scenes)))
    assert all(manuscript.passages_of(scene.index) for scene in manuscript.scenes)


def letters(text: str) -> str:
    return "".join(text.split())


@given(TEXTS)
def test_plain_passages_lie_in_order_and_hold_their_words(text):
    manuscript = parse(text, "txt")
    check_order(manuscript)
    for passage in manuscript.passages:
        assert letters(text[passage.start : passage.end]) == letters(passage.text)


@given(TEXTS)
def test_markdown_passages_lie_in_order_and_hold_their_words(text):
    manuscript = parse(text, "md")
    check_order(manuscript)
    for passage in manuscript.passages:
        place = passage.start
        for word in passage.text.split():  # markup stands between words, never in another order
            place = text.index(word.strip("*"), place, passage.end) + len(word.strip("*"))


def test_headings_without_passages_give_no_scene_and_join_the_next():
    manuscript = parse("THE FOX\n\n\nFIRST STORY\n\nA fox lived there, and so he did.\n")
    assert [scene.title for scene in manuscript.scenes] == ["THE FOX — FIRST STORY"]


def test_a_break_starts_a_numbered_part_of_its_chapter():
    text = "CHAPTER I\n\nOne went out.\n\n* * *\n\nTwo came in.\n\nCHAPTER II\n\nThree.\n"
    titles = [scene.title for scene in parse(text).scenes]
    assert titles == ["CHAPTER I", "CHAPTER I · 2", "CHAPTER II"]


def test_words_are_counted_as_they_are_read():
    assert count_words("Half-past two--don’t go, it's “late”—he said.") == 8
    assert count_words("… — !") == 0


@pytest.mark.parametrize(("tale", "mark"), [("txt", ""), ("md", "# ")])
def test_a_text_without_passages_is_parsed_but_not_read(tale, mark, tmp_path):
    file = tmp_path / f"a.{tale}"
    file.write_text(f"{mark}CHAPTER ONE\n\n***\n")
    assert parse(file.read_text(), tale).passages == ()
    with pytest.raises(InputError, match="holds no passage"):
        read_manuscript(file)


def test_the_title_is_the_texts_own_or_the_files_name(tmp_path):
    file = tmp_path / "my tale.md"
    file.write_text("# The Door\n\n## One\n\nIt was open.\n")
    assert read_manuscript(file).title == "The Door"
    file.write_text("It was open.\n")
    assert read_manuscript(file).title == "my tale"


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no reader"):
        parse("x", "docx")
    with pytest.raises(InputError, match=r"does not read \(\.pdf\). Export it as \.docx"):
        read_manuscript(tmp_path / "a.pdf")
