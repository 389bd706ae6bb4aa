"""Plain text: what is a heading, a paragraph, verse, and no story at all."""

from __future__ import annotations

import pytest

from t2m_engine.text.manuscript import parse
from t2m_engine.text.readers.headings import is_break, is_heading

PROSE = "It was a long way to the river, and nobody had gone there for a year.\n"


@pytest.mark.parametrize(
    "line",
    ["第一章", "第 12 章：门", "الفصل الأول", "บทที่ 1", "제1장", "Глава 4", "Chapitre II",
     "CHAPTER IV", "Chapter 12. The Door", "STAVE ONE", "Stave Two: The Spirit", "IV", "IV.", "12",
     "II. What Happened to the Councillor", "1. HOW THEY WENT OUT", "THE RED SHOES", "Prologue",
     "FIRST STORY. Which Treats of a Mirror", "Chapter the First", "Part Twenty-One"],
)  # fmt: skip
def test_looks_like_a_heading(line):
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    ["“STOP!”", "HELP!", "Night fell.", "Act now or never.", "The first night I slept soundly.",
     "He came.", "C. smiled.", "THE END", "Introduction to her was easy.", "O", "—", "I did it.",
     "THEN, WITHOUT A WORD, " * 6, "他来了", "ثم ذهب", "ฝนตก", "第一次他笑了"],
)  # fmt: skip
def test_does_not_look_like_a_heading(line):
    assert not is_heading(line)


@pytest.mark.parametrize("line", ["* * *", "***", "---", "*", "#", "⁂", "~~~", "_ _ _"])
def test_breaks(line):
    assert is_break(line)
    assert not is_break("- word")
    assert not is_break("--")


def test_hard_wrapped_lines_are_joined_and_verse_keeps_its_lines():
    text = "One half-\nhearted line\nand --\nanother.\n\n   Roses are red,\n   Violets blue.\n"
    prose, verse = parse(text).passages
    assert prose.text == "One half-hearted line and -- another."
    assert (verse.kind, verse.text) == ("verse", "Roses are red,\nViolets blue.")
    assert text[verse.start : verse.end] == "Roses are red,\n   Violets blue."


def test_long_lines_are_paragraphs_without_blank_lines_between():
    text = f"{PROSE.strip() * 3}\n“Yes,” she said.\n{PROSE.strip() * 2}\n"
    assert len(parse(text).passages) == 3


def test_an_indent_starts_a_paragraph():
    text = "  It was late and cold\nin the town of Saltry.\n  Nobody came\nthat night.\n"
    assert [p.text[:6] for p in parse(text).passages] == ["It was", "Nobody"]


def test_a_title_page_a_table_of_contents_pictures_and_notes_are_not_scored():
    text = (
        "THE TALE OF\n\nA FOX\n\nby Somebody\n\nFirst published 1902\n\n\nCONTENTS\n\n"
        "     I. The Den\n     II. The Hunt\n\n\n\nI. The Den\n\n[Illustration]\n\n"
        f"{PROSE}\n* A.D. 1482\n\nII. The Hunt\n\n{PROSE}\nTHE END\n"
    )
    manuscript = parse(text)
    assert manuscript.title == "THE TALE OF A FOX"
    assert [scene.title for scene in manuscript.scenes] == ["I. The Den", "II. The Hunt"]
    assert [passage.text for passage in manuscript.passages] == [PROSE.strip()] * 2


def test_contents_with_blank_lines_between_are_not_scored():
    text = (
        f"CONTENTS\n\nCHAPTER I\n\nCHAPTER II\n\n\n\nCHAPTER I\n\n{PROSE}\n\nCHAPTER II\n\n{PROSE}"
    )
    assert [scene.title for scene in parse(text).scenes] == ["CHAPTER I", "CHAPTER II"]


def test_a_short_first_line_under_a_heading_is_story():
    text = f"CHAPTER I\n\n“Where is he?”\n\n{PROSE}"
    assert len(parse(text).passages) == 2


def test_what_project_gutenberg_adds_is_not_scored():
    text = (
        "The Project Gutenberg eBook of A Fox\n\nTitle: A Fox\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK A FOX ***\n\n"
        f"{PROSE}\n*** END OF THE PROJECT GUTENBERG EBOOK A FOX ***\n\n{PROSE}"
    )
    manuscript = parse(text)
    assert manuscript.title == "A Fox"
    assert len(manuscript.passages) == 1


def test_numbers_over_stanzas_are_no_scenes():
    text = f"{PROSE}\n            I.\n\n     In the greenest\n     of our valleys\n\n{PROSE}"
    assert len(parse(text).scenes) == 1


def test_parts_stand_over_chapters_and_acts_over_scenes():
    novel = parse(f"PART ONE\n\n\n\nCHAPTER I\n\n{PROSE}\nCHAPTER II\n\n{PROSE}")
    assert [part.title for part in novel.parts] == ["PART ONE"]
    assert [(c.title, c.part) for c in novel.chapters] == [("CHAPTER I", 0), ("CHAPTER II", 0)]
    play = parse(f"ACT I\n\nSCENE 1\n\n{PROSE}\nSCENE 2\n\n{PROSE}")
    assert [chapter.title for chapter in play.chapters] == ["ACT I"]
    assert [(s.title, s.chapter) for s in play.scenes] == [("SCENE 1", 0), ("SCENE 2", 0)]


@pytest.mark.parametrize("text", ["Rain", "HELP", "It rained and rained", "雨", "ฝนตกหนัก"])
def test_a_word_or_a_line_is_a_manuscript(text):
    manuscript = parse(f"{text}\n")
    assert [passage.text for passage in manuscript.passages] == [text]
    assert manuscript.words >= 1


def test_short_lines_that_end_as_sentences_are_paragraphs():
    text = "It rained.\n“Who is there?”\nNobody came.\nShe shut the door.\n"
    assert [p.text for p in parse(text).passages] == text.splitlines()


def test_stories_in_scripts_without_capitals_or_spaces():
    chinese = parse(
        "第一章 国王\n　　从前有一个国王。\n　　他有三个女儿。\n\n第二章\n　　他们走了。\n"
    )
    assert [scene.title for scene in chinese.scenes] == ["第一章 国王", "第二章"]
    assert [p.text for p in chinese.passages] == [
        "从前有一个国王。",
        "他有三个女儿。",
        "他们走了。",
    ]
    thai = parse("กาลครั้งหนึ่งนานมาแล้ว\n\nมีพระราชาองค์หนึ่ง\n\nพระองค์ทรงมีพระธิดา")
    assert len(thai.passages) == 3


def test_hard_wrapped_lines_of_chinese_are_joined_without_a_space():
    assert (
        parse("从前有一个国\n王，他有三\n个女儿。\n").passages[0].text
        == "从前有一个国王，他有三个女儿。"
    )
