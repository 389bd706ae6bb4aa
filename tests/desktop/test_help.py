"""The help: the same pages in every language, true to the program, found from the command box."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QImage

from t2m_desktop import help_pages
from t2m_desktop.commands import Registry
from t2m_desktop.help_window import HelpWindow
from t2m_desktop.translation import tr_known
from t2m_desktop.window import Window
from t2m_engine import places
from tests.desktop.looking import cut, nameless, overlaps

PICTURE = re.compile(r"!\[[^]]+\]\((\w+)\)")
NAMED = re.compile(r"\*(\w+) → ([^*]+)\*")  # *View → Filter bar*


def pages_of(language: str) -> tuple[help_pages.Page, ...]:
    return help_pages._read(places.resources() / "help" / language)


def test_every_language_has_every_page_section_and_picture() -> None:
    english = pages_of("en")
    assert [page.name for page in english] == ["write", "hear", "library", "map", "score"]
    for folder in (places.resources() / "help").iterdir():
        pages = pages_of(folder.name)
        assert [page.name for page in pages] == [page.name for page in english]
        for page, other in zip(pages, english, strict=True):
            assert len(page.sections) == len(other.sections)
            assert all(section.text for section in page.sections)
            named = PICTURE.findall(page.markdown)
            assert named == PICTURE.findall(other.markdown)
            for name in named:
                for look in ("light", "dark"):
                    own = "" if folder.name == "en" else f"{folder.name}/"
                    kind = "webp" if own else "png"
                    picture = places.resources() / "pictures" / f"{own}{name}_{look}.{kind}"
                    assert not QImage(str(picture)).isNull(), picture


@pytest.mark.usefixtures("qapp")
def test_the_commands_that_are_named_exist() -> None:
    registry = Registry()
    titles = {
        (c.menu.split("/")[0], words.rstrip("…"))
        for c in registry.commands.values()
        for words in (c.title, *c.menu.split("/")[1:])
    }
    named = [found for page in pages_of("en") for found in NAMED.findall(page.markdown)]
    assert len(named) > 5
    assert {(menu, title.rstrip("…")) for menu, title in named} <= titles


def test_in_german_too(german: None) -> None:
    registry = Registry()
    titles = {
        (tr_known(c.menu.split("/")[0]), tr_known(words).rstrip("… "))
        for c in registry.commands.values()
        for words in (c.title, *c.menu.split("/")[1:])
    }
    assert help_pages.pages()[0].title == "Schreiben"
    named = [found for page in help_pages.pages() for found in NAMED.findall(page.markdown)]
    assert {(menu, title.rstrip("… ")) for menu, title in named} <= titles
    assert "Strg+Umschalt+S" in help_pages.keys(registry)


def test_a_language_without_pages_reads_english(qapp: Any) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Finnish))
    assert help_pages.pages()[0].title == "Write"
    QLocale.setDefault(before)


@pytest.mark.usefixtures("qapp")
def test_no_key_is_missing() -> None:
    registry = Registry()
    told = help_pages.keys(registry)
    for command in registry.commands.values():
        if command.keys and not command.id.startswith("score.take_"):
            assert f"<td>{registry.title(command).rstrip('… ')}</td>" in told, command


def test_f1_tells_of_the_place_that_is_shown(window: Window, qtbot: Any) -> None:
    window.registry["view.library"].trigger()
    window.registry["help.pages"].trigger()
    page = window.findChild(HelpWindow)
    assert page.isVisible()
    assert page.list.currentItem().text() == "Library"
    assert "bpm:90-120" in page.text.toPlainText()
    assert list(overlaps(page)) == []
    assert list(cut(page)) == []
    assert list(nameless(page)) == []
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentItem().text() == "Map"
    assert page.text.toPlainText().startswith("Map")
    window.registry["help.keys"].trigger()
    assert "Ctrl+Shift+S" in page.text.toPlainText()
    assert len(window.findChildren(HelpWindow)) == 1, "one window, wherever it was asked for"
    page.close()


def test_pictures_are_as_wide_as_the_column_and_of_the_theme(window: Window, qtbot: Any) -> None:
    page = window.extras.help("score")
    qtbot.waitUntil(lambda: page.text._wide == page.text._column())
    wide = page.text._wide

    def picture() -> QImage:
        """What the page shows (a picture of another width would lie in its cache)."""
        return page.text.document().resource(2, QUrl("score"))

    light = picture()
    assert round(light.width() / light.devicePixelRatio()) == wide
    assert page.text.document().size().width() <= page.text.width()
    window.registry["view.theme_dark"].trigger()
    assert picture().pixelColor(2, 2).lightness() < light.pixelColor(2, 2).lightness()
    page.resize(page.width() - 200, page.height())
    qtbot.waitUntil(lambda: page.text._wide != wide)
    assert page.text._wide == page.text._column()
    assert round(picture().width() / light.devicePixelRatio()) == page.text._wide
    page.close()


def test_the_command_box_finds_the_help(window: Window) -> None:
    assert [place.section for place in help_pages.search("crash")] == ["Opening and saving"]
    assert help_pages.search("the arc")[0].section == "The arc", "headings first"
    assert help_pages.search("") == []
    offers = [offer for offer in window.search.offers("crash") if offer.kind == "help"]
    assert [offer.title for offer in offers] == ["Opening and saving"]
    window.search.help_wanted.emit(offers[0].name, offers[0].title)
    page = window.findChild(HelpWindow)
    assert page.list.currentItem().text() == "Write"
    assert page.text.verticalScrollBar().value() > 0, "at the heading"
    page.close()
