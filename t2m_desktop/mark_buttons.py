"""What the writer says of a suggestion, as small buttons: favourite, thumbs, and more."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from t2m_desktop.suggestions import Suggestion
from t2m_desktop.theme import Themes, icon, scaled
from t2m_desktop.translation import tr

BEST, WORST = 5, 1
"""The ratings that a thumb up and a thumb down are."""
_SIZE = 15


class MarkButtons(QWidget):
    """Quiet: what is not said shows only where the pointer or the selection is (`set_awake`)."""

    wanted = Signal(str)  # "favourite", "up", "down" or "more"

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._awake = False
        self._on: dict[str, bool] = {}
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for name in ("favourite", "up", "down", "more"):
            button = QToolButton()
            button.setObjectName("Mark")
            button.setIconSize(QSize(scaled(_SIZE), scaled(_SIZE)))
            button.setFixedSize(scaled(_SIZE) + 5, scaled(_SIZE) + 5)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list has keys for them
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            kept = button.sizePolicy()
            kept.setRetainSizeWhenHidden(True)  # nothing moves when they come
            button.setSizePolicy(kept)
            row.addWidget(button)
            self.buttons[name] = button
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self._refresh)
        self._refresh()

    def show_marks(self, suggestion: Suggestion) -> None:
        """Show what is said of a suggestion."""
        self._on = {
            "favourite": suggestion.favourite,
            "up": suggestion.rating == BEST,
            "down": suggestion.rating == WORST,
        }
        self._refresh()

    def set_awake(self, awake: bool) -> None:
        """Show all of them, or only what is said."""
        if awake != self._awake:
            self._awake = awake
            self._refresh()

    def _refresh(self) -> None:
        colours = self._themes.current.colours
        back = tr("Take the thumb back")
        words = {
            "favourite": (tr("Favourite"), tr("No favourite any more")),
            "up": (tr("Thumb up"), back),
            "down": (tr("Thumb down: do not suggest it again"), back),
            "more": (tr("What else can be done with it"), ""),
        }
        drawings = {"favourite": "heart", "up": "thumb_up", "down": "thumb_down", "more": "more"}
        for name, button in self.buttons.items():
            on = self._on.get(name, False)
            drawing = drawings[name] + ("_on" if on else "")
            button.setIcon(icon(drawing, colours["ink" if on else "soft"], scaled(_SIZE)))
            button.setToolTip(words[name][on])
            button.setAccessibleName(words[name][on])
            button.setVisible(on or self._awake)
