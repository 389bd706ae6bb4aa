"""Roles for what is drawn by hand: Qt cannot know that a picture is a slider, or a chart."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLES = {
    "ArcView": QAccessible.Role.Chart,
    "Canvas": QAccessible.Role.Canvas,
    "Card": QAccessible.Role.ListItem,
    "CueBlock": QAccessible.Role.ListItem,
    "Inspector": QAccessible.Role.Grouping,
    "MapView": QAccessible.Role.Chart,
    "Plane": QAccessible.Role.Slider,
    "SuggestionList": QAccessible.Role.List,
    "Timeline": QAccessible.Role.Canvas,
    "WaveformView": QAccessible.Role.Slider,
}
"""The roles of our own widgets, by the names of their classes."""


def install() -> None:
    """Tell Qt of the roles; once a program."""
    if not getattr(install, "done", False):
        QAccessible.installFactory(_made)
        install.done = True  # type: ignore[attr-defined]


def _made(name: str, thing: QObject) -> QAccessibleInterface | None:
    role = ROLES.get(name)
    return QAccessibleWidget(thing, role) if role and isinstance(thing, QWidget) else None
