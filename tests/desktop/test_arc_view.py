from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from t2m_desktop.arc import Arc
from t2m_desktop.arc_view import ArcView
from t2m_desktop.editor.outline import Paragraph, Scene, outline
from t2m_desktop.feeling import Emotion
from t2m_desktop.story_feelings import MOST, Felt, of_scene, sample
from t2m_desktop.theme import Themes

BRIGHT = Emotion(0.8, -0.2, {"happy": 0.9, "scary": 0.1})
DARK = Emotion(-0.8, 0.6, {"happy": 0.1, "scary": 0.9})
STORY = [
    "# A Story", "", "## Day", "", "Ten words of sun upon the water and the boats.",
    "", "## Night", "", "Ten words of wind upon the water and the boats.", "",
]  # fmt: skip


@pytest.fixture
def view(themes: Themes, qtbot: Any) -> ArcView:
    made = ArcView(themes)
    qtbot.addWidget(made)
    made.resize(456, 84)
    made.show_outline(outline(STORY))
    return made


def felt(*emotions: Emotion | None) -> tuple[Felt, ...]:
    paragraphs = outline(STORY).paragraphs
    return tuple(Felt(p, "", e) for p, e in zip(paragraphs, emotions, strict=True))


def colours(view: ArcView, x: int) -> set[str]:
    """The colours of a column, the background left out."""
    image = view.grab().toImage()
    found = {image.pixelColor(x, y).name() for y in range(image.height())}
    return found - {image.pixelColor(2, image.height() - 1).name()}


def test_a_click_goes_to_the_paragraph_under_it(view: ArcView) -> None:
    lines: list[int] = []
    view.chosen.connect(lines.append)
    for x in (60, 430):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(x, 40))
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=QPoint(60, 40))
    assert lines == [4, 8]


def test_bright_is_above_the_line_and_dark_below(view: ArcView) -> None:
    view.show_feelings(felt(BRIGHT, DARK))
    image = view.grab().toImage()
    above, below = 14, 64
    paper = image.pixelColor(2, below).name()

    def painted(x: int, y: int) -> bool:
        return any(image.pixelColor(x + dx, y).name() != paper for dx in range(6))

    left, right = 80, 400
    assert painted(left, above)
    assert not painted(left, below)
    assert painted(right, below)
    assert not painted(right, above)


def test_what_is_not_read_yet_stays_empty(view: ArcView) -> None:
    view.show_feelings(felt(None, None))
    assert view.accessibleDescription() == "Nothing has been read yet"
    empty = len(colours(view, 80))
    view.show_feelings(felt(BRIGHT, None))
    assert len(colours(view, 80)) > empty
    assert view.words_at(430) == "Night\nnot read yet"


def test_it_speaks(view: ArcView) -> None:
    view.show_feelings(felt(BRIGHT, DARK))
    assert view.accessibleName() == "Emotion arc of the manuscript"
    assert view.accessibleDescription() == "From beginning to end: gladness; terror"
    assert view.words_at(80) == "Day\ngladness: very bright, a little calm · fairly sure"
    assert ArcView.words_at(view, 0) == view.words_at(80)


def test_an_empty_manuscript_has_an_empty_arc(view: ArcView) -> None:
    view.show_outline(outline([""]))
    view.show_feelings(())
    assert view.line_at(100) is None
    assert view.words_at(100) == ""
    view.grab()


def test_between_passages_the_arc_is_a_straight_line_and_far_from_them_nothing(
    themes: Themes,
) -> None:
    arc = Arc([10.0, 30.0], [BRIGHT, DARK], 100.0, themes.current, reach=12.0)
    middle = arc.at(20.0)
    assert middle is not None
    assert middle[:2] == pytest.approx((0.0, 0.2))
    assert arc.at(42.5) is None
    assert arc.at(41.0) is not None


def paragraphs(count: int, words: int = 10) -> list[Paragraph]:
    return [Paragraph(2 * i, 2 * i + 1, words, i * words) for i in range(count)]


def test_a_short_story_is_read_whole_and_a_long_one_in_parts() -> None:
    short = paragraphs(MOST)
    assert sample(short, ()) == short
    long = paragraphs(20 * MOST)
    chosen = sample(long, ())
    assert len(chosen) == MOST
    gaps = {b.before - a.before for a, b in pairwise(chosen)}
    assert gaps == {200}  # evenly over the story


def test_no_scene_of_a_long_story_is_left_out() -> None:
    long = paragraphs(20 * MOST)
    scenes = [Scene("", 2 * i, 2 * i + 6, 30) for i in range(0, len(long), 3)]
    chosen = {paragraph.first for paragraph in sample(long, scenes)}
    assert all(any(line in chosen for line in range(s.line, s.end)) for s in scenes)
    assert sorted(chosen) == [p.first for p in sample(long, scenes)]


def test_a_scene_feels_as_its_paragraphs_do_by_their_words() -> None:
    scene = Scene("Day", 0, 10, 40)
    known = [
        Felt(Paragraph(1, 2, 30, 0), "", BRIGHT),
        Felt(Paragraph(3, 4, 10, 30), "", DARK),
        Felt(Paragraph(5, 6, 10, 40), "", None),
        Felt(Paragraph(11, 12, 90, 50), "", DARK),
    ]
    found = of_scene(scene, known)
    assert found is not None
    assert found.valence == pytest.approx(0.4)
    assert found.moods["happy"] == pytest.approx(0.7)
    assert of_scene(Scene("Dusk", 5, 6, 10), known) is None
