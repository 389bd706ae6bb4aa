"""Around a score: how to make one, work under way, and what changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from t2m_desktop.commands import Registry
from t2m_desktop.engine_speech import said
from t2m_desktop.labels import ElidedLabel, label
from t2m_desktop.score.desk import ScoreDesk, notable
from t2m_desktop.score.inspector import Words
from t2m_desktop.translation import tr, tr_known, tr_n

_TOLD = 3  # differences that are told in full


def command_button(registry: Registry, identifier: str, words: str) -> QPushButton:
    """A button for a command: enabled as its action, the key in its tooltip."""
    action = registry[identifier]
    button = QPushButton(words)
    button.setAccessibleName(action.text())
    keys = action.shortcut().toString()
    button.setToolTip(f"{action.text()}{f'  ({keys})' if keys else ''}")
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button


class NoScore(QWidget):
    """In the place of a score while there is none."""

    def __init__(self, registry: Registry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = label(
            tr(
                "Scoring reads the whole manuscript and places music where it turns: cues with "
                "their "
                "reasons, which you can hear, swap and move here before they go out as a cue "
                "sheet, "
                "a timeline and a temp score."
            ),
            "soft",
        )
        words.setWordWrap(True)
        words.setMaximumWidth(460)
        self.score_button = command_button(registry, "file.score", tr("Score the manuscript…"))
        self.score_button.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.score_button)
        buttons.addWidget(command_button(registry, "score.open", tr("Open a score…")))
        buttons.addStretch()
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        for part in (label(tr("No score yet"), "heading"), words):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 32, 40, 32)
        row.addStretch()
        row.addLayout(column)
        row.addStretch()


class JobBar(QFrame):
    """How far scoring or rendering is, and a way to stop it."""

    def __init__(self, registry: Registry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("JobBar")
        self.step = ElidedLabel("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(240)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(16)
        row.addWidget(self.step, 1)
        row.addWidget(self._bar)
        row.addWidget(command_button(registry, "score.cancel", tr("Cancel")))
        self.hide()

    def follow(self, desk: ScoreDesk) -> None:
        """Show where the desk's work is; nothing, if there is none."""
        self.setVisible(bool(desk.job))
        self.step.set_whole(desk.step)
        self._bar.setAccessibleName(tr("Progress of {job}").format(job=tr_known(desk.job)))
        self._bar.setRange(0, 0 if desk.share is None else 1000)
        self._bar.setValue(round(1000 * (desk.share or 0.0)))


class Difference(QFrame):
    """What planning anew made different."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Notice")
        self.words = Words()
        close = QPushButton(tr("Close"))
        close.setProperty("role", "quiet")
        close.setAccessibleName(tr("Close: what changed"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 5, 5)
        row.addWidget(self.words, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, sentences: list[str]) -> None:
        """Tell the first few; all in the tooltip."""
        changes = notable(sentences)
        shown = [said(change) for change in changes[:_TOLD]]
        if len(changes) > _TOLD:
            shown.append(tr_n("And %n more change.", "And %n more changes.", len(changes) - _TOLD))
        self.words.say(" ".join(shown))
        self.setToolTip("\n".join(map(said, sentences)))
        self.show()
