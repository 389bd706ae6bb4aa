"""Nothing overlaps or is cut, everything has a name and is reached by keys: in every place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.preferences import Preferences
from t2m_desktop.settings import Settings
from t2m_desktop.theme import Themes, interface_font, set_scale
from t2m_desktop.window import Window
from tests.desktop.looking import cut, nameless, overlaps, reached

STORY = (
    "# The Ferryman’s House\n\n## The harbour\n\nIt rained on the boats, and nobody came.\n\n"
    "## Up the stairs\n\nAt the seventh he stopped. The house had always creaked.\n"
)
SIZES = {"1280 × 720": (1280, 720, 100), "200 % text": (1920, 1080, 200)}
PLACES = ("view.write", "view.library", "view.score")


def settled(window: QWidget) -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture(params=SIZES)
def sized(request: Any, qtbot: Any, qapp: Any, engine: Any) -> Iterator[Window]:
    """The window at a size, its text drawn so large, a story and suggestions in it."""
    width, height, percent = SIZES[request.param]
    set_scale(percent)
    qapp.setFont(interface_font(13))
    themes = Themes("light")
    themes.apply()
    bridge = EngineBridge(make_client=engine)
    window = Window(bridge, Settings(theme="light"), themes)
    bridge.setParent(window)
    window.painted.connect(bridge.start)
    window.resize(width, height)
    window.show()
    qtbot.waitUntil(lambda: bridge.is_ready)
    with qtbot.waitSignal(window.writing.list.shown):
        window.writing.editor.set_manuscript(STORY)
        window.writing.editor.go_to_line(6)
    yield window
    window.writing.editor.document().setModified(False)
    window.close()
    window.deleteLater()
    set_scale(100)
    qapp.setFont(interface_font(13))


@pytest.mark.parametrize("place", PLACES)
def test_nothing_overlaps_and_no_word_is_cut(sized: Window, place: str) -> None:
    size = sized.size()
    sized.registry[place].trigger()
    settled(sized)
    assert sized.size() == size, "the window did not grow"
    assert list(overlaps(sized.centralWidget())) == []
    assert list(cut(sized.centralWidget())) == []


def test_nothing_overlaps_in_what_opens_beside(sized: Window) -> None:
    told = sized.extras.help("keys")
    settled(told)
    assert list(overlaps(told)) == []
    assert list(cut(told)) == []
    told.close()
    steps = sized.extras.first_steps()
    page = sized.extras.preferences()
    for name in ("theme", "autosave", "clip_name", "output", "density", "library"):
        page.open_at(name)
        settled(page)
        assert list(overlaps(page)) == []
        assert list(cut(page)) == []
    for step in range(steps.steps.count()):
        steps.steps.setCurrentIndex(step)
        settled(steps)
        assert list(overlaps(steps)) == []
        assert list(cut(steps)) == []
    steps.reject()
    page.close()


@pytest.mark.parametrize("place", PLACES)
def test_everything_has_a_name_and_is_reached_by_keys(
    window: Window, qtbot: Any, place: str
) -> None:
    with qtbot.waitSignal(window.writing.list.shown):
        window.writing.editor.set_manuscript(STORY)
        window.writing.editor.go_to_line(6)
    window.registry[place].trigger()
    settled(window)
    assert list(nameless(window)) == []
    wanted = {
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy().value & 1 and not part.isWindow()
    }
    assert len(wanted) > 5
    assert wanted <= reached(window)


def test_pages_have_names_too(window: Window) -> None:
    page = window.extras.preferences()
    for name in ("theme", "autosave", "clip_name", "output", "density", "library"):
        page.open_at(name)
        assert list(nameless(page)) == []
    page.close()
    steps = window.extras.first_steps()
    assert list(nameless(steps)) == []
    steps.steps.setCurrentIndex(1)
    assert list(nameless(steps)) == []
    steps.reject()


def test_what_looks_for_faults_finds_them(qtbot: Any, themes: Any) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    page = QWidget()
    qtbot.addWidget(page)
    page.resize(200, 100)
    first, second = QLabel("One long line of words", page), QPushButton(page)
    first.setGeometry(0, 0, 60, 30)
    second.setGeometry(40, 10, 200, 30)
    page.show()
    assert len(list(overlaps(page))) == 2  # over each other, and one beyond the page
    assert len(list(cut(page))) == 1
    assert any("no name" in fault for fault in nameless(page))


def test_right_to_left_turns_the_window(qtbot: Any, qapp: Any, engine: Any) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        themes = Themes("light")
        themes.apply()
        bridge = EngineBridge(make_client=engine)
        window = Window(bridge, Settings(theme="light"), themes)
        bridge.setParent(window)
        window.painted.connect(bridge.start)
        window.resize(1280, 720)
        window.show()
        qtbot.waitUntil(lambda: bridge.is_ready)
        with qtbot.waitSignal(window.writing.list.shown):
            window.writing.editor.set_manuscript("# السفينة\n\nكان البيت يصر في الليل.\n")
            window.writing.editor.go_to_line(0)
        settled(window)
        middle = window.width() // 2
        writing = window.writing
        centre = writing.scenes.mapTo(window, writing.scenes.rect().center())
        assert centre.x() > middle, "the scenes are on the right"
        assert writing.ear.mapTo(window, writing.ear.rect().center()).x() < middle
        assert window.search.mapTo(window, window.search.rect().center()).x() < middle
        line = writing.editor.document().findBlockByNumber(2)
        assert line.textDirection() == Qt.LayoutDirection.RightToLeft
        assert list(overlaps(window.centralWidget())) == []
        window.registry["view.search"].trigger()
        offers = window.search._popup()
        assert offers.isVisible()
        assert window.rect().contains(offers.geometry())
        page = Preferences(window.settings, {}, window)
        page.show()
        settled(page)
        assert page.sections.x() > page.area.x()
        assert list(overlaps(page)) == []
        page.close()
        writing.editor.document().setModified(False)
        window.close()
        window.deleteLater()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
