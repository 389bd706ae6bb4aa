from __future__ import annotations

import pytest

from t2m_desktop.editor.outline import (
    Paragraph,
    Scene,
    heading,
    outline,
    passage_lines,
    reading_time,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# One", (1, "One")),
        ("### Deep ##", (3, "Deep")),
        ("#hashtag", None),
        ("Chapter 12", (2, "Chapter 12")),
        ("CHAPTER XIV. The Storm", (2, "CHAPTER XIV. The Storm")),
        ("Prologue", (2, "Prologue")),
        ("Part of the trouble was the rain.", None),
        ("Act now, he said.", None),
        ("INT. BOATHOUSE – NIGHT", (3, "INT. BOATHOUSE – NIGHT")),
        ("EXT./INT. FERRY", (3, "EXT./INT. FERRY")),
        ("INTO THE WATER!", None),
        ("", None),
    ],
)
def test_headings(line: str, expected: tuple[int, str] | None) -> None:
    assert heading(line) == expected


def test_scenes_and_words() -> None:
    lines = ["# The House", "", "## One", "", "Two words.", "## Two", "And three words."]
    found = outline(lines)
    assert found.title == "The House"
    assert found.scenes == (Scene("One", 2, 5, 2), Scene("Two", 5, 7, 3))
    assert found.words == 5


def test_chapter_lines_of_plain_text_and_an_empty_part() -> None:
    found = outline(["Part I", "Chapter 1", "It rained.", "Chapter 2", "It stopped."])
    assert [scene.title for scene in found.scenes] == ["Chapter 1", "Chapter 2"]
    assert found.title == ""


def test_a_text_without_headings_has_no_scenes() -> None:
    assert outline(["It rained.", "", "It stopped."]).scenes == ()
    assert outline([""]).words == 0


def test_reading_time() -> None:
    assert reading_time(1946) == "12:58"
    assert reading_time(0) == "0:00"
    assert reading_time(9900) == "1 h 06 min"


WRAPPED = ["A line that was cut by hand after some sixty characters or so,", "and its second."]


@pytest.mark.parametrize(
    ("lines", "at", "expected"),
    [
        (["One.", "", "Two."], 0, (0, 1)),
        (["One.", "", "Two."], 1, (0, 1)),  # just after it
        (["One.", "Two."], 1, (1, 2)),  # short lines are paragraphs
        (["# T", "", "One."], 0, (2, 3)),
        (["One.", "", "# T"], 2, (0, 1)),
        (["", ""], 1, None),
        ([*WRAPPED, "", "Next."], 1, (0, 2)),
        ([*WRAPPED, "", "Next."], 0, (0, 2)),
        (["x"], 5, None),
    ],
)
def test_passages(lines: list[str], at: int, expected: tuple[int, int] | None) -> None:
    assert passage_lines(lines.__getitem__, len(lines), at) == expected


def test_paragraphs_know_their_lines_and_the_words_before_them() -> None:
    found = outline(["# T", "", "One two.", "Three.", "", *WRAPPED])
    wrapped = len(" ".join(WRAPPED).split())
    assert found.paragraphs == (
        Paragraph(2, 3, 2, 2),
        Paragraph(3, 4, 1, 4),
        Paragraph(5, 7, wrapped, 5),
    )


def test_the_paragraphs_of_the_outline_are_the_passages_of_the_cursor() -> None:
    lines = ["# T", "", "One.", *WRAPPED, "", "## U", *WRAPPED, *WRAPPED, "x " * 30, "", "End."]
    for paragraph in outline(lines).paragraphs:
        for at in range(paragraph.first, paragraph.end):
            found = passage_lines(lines.__getitem__, len(lines), at)
            assert found == (paragraph.first, paragraph.end)
