"""What eyes, ears and fingers would complain of: overlaps, cut words, nameless things, traps."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QSizeGrip,
    QSplitterHandle,
    QWidget,
)

from t2m_desktop.labels import ElidedLabel

_SLACK = 2  # pixels: half a pixel of rounding on either side


def _parts(widget: QWidget) -> list[QWidget]:
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not isinstance(child, QSplitterHandle | QSizeGrip)
    ]


_WHOLE = (QAbstractSpinBox, QComboBox, QLineEdit, QHeaderView, QMenuBar, QMenu)


def overlaps(widget: QWidget) -> Iterator[str]:
    """Sibling widgets that lie over each other, or beyond their parent."""
    parts = _parts(widget)
    if isinstance(widget, _WHOLE):
        return  # Qt's own arrangements
    if isinstance(widget, QAbstractScrollArea):
        parts = [part for part in parts if part is widget.viewport()]
    for at, part in enumerate(parts):
        place = part.geometry()
        if not isinstance(part.parentWidget().parentWidget(), QAbstractScrollArea):
            inside = widget.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
            if not inside.contains(place):
                yield f"{_name(part)} {place} is beyond {_name(widget)} {widget.rect()}"
        for other in parts[at + 1 :]:
            common: QRect = place.intersected(other.geometry())
            if common.width() > _SLACK and common.height() > _SLACK:
                yield f"{_name(part)} lies over {_name(other)} in {_name(widget)}: {common}"
        yield from overlaps(part)


def cut(widget: QWidget) -> Iterator[str]:
    """Labels and buttons whose words have no room."""
    for part in widget.findChildren(QWidget):
        if not part.isVisibleTo(widget) or isinstance(part, ElidedLabel):
            continue
        if isinstance(part, QLabel) and part.text():
            if part.wordWrap():
                needed = part.heightForWidth(part.width())
                if part.height() + _SLACK < needed:
                    yield f"{_name(part)} is {part.height()} high and needs {needed}"
                continue
        elif not (isinstance(part, QAbstractButton) and part.text()):
            continue
        room = part.size()
        needed = part.minimumSizeHint()
        if room.width() + _SLACK < needed.width() or room.height() + _SLACK < needed.height():
            yield f"{_name(part)} has {room} and needs {needed}"


def nameless(widget: QWidget) -> Iterator[str]:
    """What a screen reader could not speak of: no name, or no role."""
    for part in (widget, *widget.findChildren(QWidget)):
        if not part.isVisibleTo(widget) or isinstance(part.parentWidget(), _WHOLE):
            continue
        found = QAccessible.queryAccessibleInterface(part)
        if found is None or not found.isValid():
            yield f"{_name(part)} is unknown to assistive technology"
            continue
        role = found.role()
        if part.focusPolicy().value and part.focusProxy() is None:
            if isinstance(part.parentWidget(), QAbstractItemView):
                continue  # the corner and the headers of a table
            if not found.text(QAccessible.Text.Name):
                yield f"{_name(part)} takes keys and has no name"
            if role in (QAccessible.Role.NoRole, QAccessible.Role.Client):
                yield f"{_name(part)} takes keys and has no role"


def reached(window: QWidget) -> set[QWidget]:
    """The widgets that the Tab key comes by, once round."""
    chain, at = set(), window.nextInFocusChain()
    while at is not None and at not in chain:
        chain.add(at)
        at = at.nextInFocusChain()
    return {part for part in chain if part.isVisible() and part.focusPolicy().value & 1}


def _name(part: QWidget) -> str:
    words = part.text() if isinstance(part, QLabel | QAbstractButton) else part.accessibleName()
    return f"{type(part).__name__}#{part.objectName()} “{words[:40]}”"
