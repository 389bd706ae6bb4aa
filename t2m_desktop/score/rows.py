"""How high the rows of the timeline are, in the interface's letters; pixels."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF

from t2m_desktop.theme import interface_font


def ruler() -> float:
    """The times on top."""
    return QFontMetricsF(interface_font(11)).height() + 8


def band() -> float:
    """The scenes."""
    return QFontMetricsF(interface_font(12)).height() + 13


def narration() -> float:
    """Where the narrator speaks."""
    return QFontMetricsF(interface_font(11)).height() + 16
