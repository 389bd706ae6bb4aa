"""Light, dark, high contrast: colours from resources/themes/*.json, palette, fonts, icons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from t2m_desktop.stylesheet import stylesheet
from t2m_engine import places

INTERFACE_FAMILY = "Inter"
BOOK_FAMILY = "Noto Serif"
NAMES = ("light", "dark", "contrast")


@dataclass(frozen=True)
class Theme:
    """One look: `colours` by token, `moods` by name, both as #RRGGBB."""

    name: str
    dark: bool
    colours: Mapping[str, str]
    moods: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> Theme:
        """Read a theme file."""
        data = json.loads(path.read_text("utf-8"))
        return cls(data["name"], data["dark"], data["colours"], data["moods"])

    def colour(self, token: str) -> QColor:
        """The colour of a token, for painting."""
        return QColor(self.colours[token])

    def mood(self, name: str) -> QColor:
        """The colour of a mood; soft ink for a mood that this theme does not know."""
        return QColor(self.moods.get(name, self.colours["soft"]))

    def blend(self, shares: Mapping[str, float]) -> QColor:
        """The colour between moods: their colours weighted by the squares of their shares.

        Squared, because a plain mean of seven colours is always the same grey-brown; mixed as
        light (gamma 2.2), because a mean of codes darkens.
        """
        weights = {m: max(0.0, s) ** 2 for m, s in shares.items() if m in self.moods}
        total = sum(weights.values())
        if total <= 0:
            return self.colour("soft")
        channels = [0.0, 0.0, 0.0]
        for mood, weight in weights.items():
            for i, part in enumerate(_light(self.moods[mood])):
                channels[i] += weight / total * part
        return QColor.fromRgbF(*(min(1.0, c ** (1 / 2.2)) for c in channels))

    def pale(self, colour: QColor, strength: float = 0.38) -> QColor:
        """`colour` laid thinly (0…1) over the panel."""
        under = self.colour("panel")
        return QColor.fromRgbF(
            *(
                strength * over + (1 - strength) * base
                for over, base in zip(
                    (colour.redF(), colour.greenF(), colour.blueF()),
                    (under.redF(), under.greenF(), under.blueF()),
                    strict=True,
                )
            )
        )


@lru_cache(maxsize=64)
def _light(code: str) -> tuple[float, float, float]:
    """Red, green and blue of a #RRGGBB colour as light, 0…1."""
    colour = QColor(code)
    return colour.redF() ** 2.2, colour.greenF() ** 2.2, colour.blueF() ** 2.2


def contrast(first: str, second: str) -> float:
    """The contrast of two #RRGGBB colours, 1…21 (WCAG 2.2, relative luminance)."""

    def luminance(code: str) -> float:
        parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Themes(QObject):
    """Holds the theme in use, and lays it over the application."""

    changed = Signal()

    def __init__(self, choice: str = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder = places.resources() / "themes"
        self._known = {name: Theme.read(folder / f"{name}.json") for name in NAMES}
        self._choice = choice
        self.current = self._wanted()
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @property
    def choice(self) -> str:
        """What the user chose: "system", or one of NAMES."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Switch to one of NAMES, or to what the system says ("system")."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        """Lay the theme over the application: palette and stylesheet."""
        self.current = self._wanted()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setPalette(_palette(self.current))
        turned = application.layoutDirection() == Qt.LayoutDirection.RightToLeft
        application.setStyleSheet(stylesheet(self.current.colours, scaled, right_to_left=turned))
        self.changed.emit()

    def _wanted(self) -> Theme:
        if self._choice in self._known:
            return self._known[self._choice]
        hints = QApplication.styleHints()
        if hints.colorScheme() == Qt.ColorScheme.Dark:
            return self._known["dark"]
        if hasattr(hints, "accessibility"):
            wanted = hints.accessibility().contrastPreference()
            if wanted == Qt.ContrastPreference.HighContrast:
                return self._known["contrast"]
        return self._known["light"]

    def _system_changed(self) -> None:
        if self._choice == "system":
            self.apply()


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, token in (
        (QPalette.ColorRole.Window, "window"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.Base, "paper"),
        (QPalette.ColorRole.AlternateBase, "panel"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.Button, "panel"),
        (QPalette.ColorRole.ButtonText, "ink"),
        (QPalette.ColorRole.ToolTipBase, "raised"),
        (QPalette.ColorRole.ToolTipText, "ink"),
        (QPalette.ColorRole.PlaceholderText, "soft"),
        (QPalette.ColorRole.Highlight, "marked"),
        (QPalette.ColorRole.HighlightedText, "ink"),
        (QPalette.ColorRole.Link, "focus"),
        (QPalette.ColorRole.Mid, "line"),
    ):
        palette.setColor(role, theme.colour(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("edge"))
    return palette


def load_fonts() -> None:
    """Make the bundled fonts known to the application, and Inter its own."""
    for path in sorted((places.resources() / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    QApplication.setFont(interface_font(13))


def set_scale(percent: int) -> None:
    """Draw the interface's text so large (80…200 %); for what is built from now on."""
    global _scale  # noqa: PLW0603 - one screen, one size of text
    _scale = percent / 100


def scaled(pixels: float) -> int:
    """A length that goes with the text, at the size that the user chose."""
    return round(pixels * _scale)


_scale = 1.0


def interface_font(pixels: int, *, bold: bool = False) -> QFont:
    """Inter at a size of the scale 11, 13, 17, 22 (pixels), times the user's own."""
    font = QFont(INTERFACE_FAMILY)
    font.setPixelSize(scaled(pixels))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def book_font(pixels: int) -> QFont:
    """The serif of the manuscript."""
    font = QFont(BOOK_FAMILY)
    font.setPixelSize(pixels)
    font.setStyleHint(QFont.StyleHint.Serif)
    return font


@lru_cache(maxsize=64)
def icon(name: str, colour: str, size: int = 16) -> QIcon:
    """An icon of resources/icons in a colour (#RRGGBB), sharp up to a scale of 3."""
    drawing = (places.resources() / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    result = QIcon()
    for scale in (1, 2, 3):
        pixmap = QPixmap(QSize(size, size) * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        result.addPixmap(pixmap)
    return result
