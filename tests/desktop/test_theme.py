from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from t2m_desktop.stylesheet import _SHEET, stylesheet
from t2m_desktop.theme import NAMES, Theme, Themes, book_font, contrast, icon, interface_font
from t2m_engine import places

MOODS = ("happy", "funny", "sad", "tender", "exciting", "angry", "scary")


def theme(name: str) -> Theme:
    return Theme.read(places.resources() / "themes" / f"{name}.json")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ink", ["ink", "soft", "warning"])
@pytest.mark.parametrize("ground", ["window", "panel", "paper", "raised", "selected", "hover"])
def test_text_is_readable(name: str, ink: str, ground: str) -> None:
    colours = theme(name).colours
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_buttons_selections_and_the_focus_are_readable(name: str) -> None:
    colours = theme(name).colours
    assert contrast(colours["on_accent"], colours["accent"]) >= 4.5
    assert contrast(colours["on_accent"], colours["soft"]) >= 4.5, "a pointed-at primary button"
    assert contrast(colours["ink"], colours["marked"]) >= 4.5
    for ground in ("panel", "paper", "raised"):
        assert contrast(colours["focus"], colours[ground]) >= 3, "WCAG 1.4.11"


def test_the_playhead_is_readable() -> None:
    for name in NAMES:
        colours = theme(name).colours
        assert contrast(colours["on_accent"], colours["playhead"]) >= 4.5


def test_high_contrast_is_high() -> None:
    high = theme("contrast")
    for ink in ("ink", "soft", "warning"):
        for ground in ("window", "panel", "paper", "raised", "selected", "hover", "marked"):
            assert contrast(high.colours[ink], high.colours[ground]) >= 7, "WCAG AAA"
    for code in (high.colours["line"], high.colours["edge"], *high.moods.values()):
        assert contrast(code, high.colours["window"]) >= 4.5


def test_all_themes_have_the_same_tokens_and_the_seven_moods() -> None:
    light, dark, high = map(theme, ("light", "dark", "contrast"))
    assert light.colours.keys() == dark.colours.keys() == high.colours.keys()
    assert tuple(light.moods) == tuple(dark.moods) == tuple(high.moods) == MOODS
    assert [each.dark for each in (light, dark, high)] == [False, True, False]
    for each in (light, dark, high):
        for code in (*each.colours.values(), *each.moods.values()):
            assert re.fullmatch("#[0-9A-F]{6}", code)


def test_the_stylesheet_uses_only_known_tokens() -> None:
    used = set(_SHEET.get_identifiers()) - {"start", "end", "half"}  # of the layout, not colours
    assert used <= theme("light").colours.keys()
    assert "$" not in stylesheet(theme("light").colours)
    with pytest.raises(KeyError):
        stylesheet({"ink": "#000000"})


def test_blending_keeps_a_clear_mood_and_mixes_two() -> None:
    light = theme("light")
    assert light.blend({"scary": 1.0}).name().upper() == light.moods["scary"]
    assert light.blend({}).name().upper() == light.colours["soft"]
    between = light.blend({"sad": 0.5, "angry": 0.5})
    sad, angry = light.mood("sad"), light.mood("angry")
    assert sad.red() < between.red() < angry.red()
    assert angry.blue() < between.blue() < sad.blue()


def test_switching_the_theme_repaints(qapp: QApplication, qtbot: Any) -> None:
    themes = Themes("light")
    themes.apply()
    light = qapp.palette().window().color()
    with qtbot.waitSignal(themes.changed):
        themes.choose("dark")
    assert themes.current.dark
    assert qapp.palette().window().color().lightness() < light.lightness()
    themes.choose("light")


@pytest.mark.parametrize("path", sorted((places.resources() / "icons").glob("*.svg")), ids=str)
def test_icons_are_drawn_in_the_colour_asked_for(path: Path, qapp: QApplication) -> None:
    picture = icon(path.stem, "#FF0000", 24).pixmap(QSize(24, 24), 2.0).toImage()
    inked = [
        picture.pixelColor(x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 200
    ]
    assert len(inked) > 20
    assert all(colour.red() > 240 and colour.green() < 16 for colour in inked)


def test_the_fonts_are_bundled_with_their_licence(qapp: QApplication) -> None:
    folder = places.resources() / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text("utf-8")
    named = (folder / "OFL.txt").read_text("utf-8")
    for path in folder.glob("*.[ot]tf"):
        assert path.name in named
        number = QFontDatabase.addApplicationFont(str(path))
        assert QFontDatabase.applicationFontFamilies(number)
        QFontDatabase.removeApplicationFont(number)
    assert QFontInfo(interface_font(13)).family() == "Inter"
    assert QFontInfo(book_font(18)).family() == "Noto Serif"
    assert QFontInfo(interface_font(13, bold=True)).weight() >= QFont.Weight.DemiBold


def test_theme_files_are_data() -> None:
    for path in (places.resources() / "themes").glob("*.json"):
        assert set(json.loads(path.read_text("utf-8"))) == {"name", "dark", "colours", "moods"}
