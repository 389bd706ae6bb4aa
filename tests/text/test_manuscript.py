"""Manuscripts: their scenes, titles and words. Of places see readers/test_round_trip.py."""

from __future__ import annotations

import pytest

from t2m_engine.errors import InputError, UsageError
from t2m_engine.text.manuscript import count_words, parse, read_manuscript


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
