"""The ear: what the passage feels like, as a point in the plane, in words, in shares; and what its
writer says of it: steps, a mood, the opposite.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop.feeling import Emotion, in_words, percent, place_in_words
from t2m_desktop.labels import ElidedLabel
from t2m_desktop.plane import Plane
from t2m_desktop.suggestions import Answer
from t2m_desktop.theme import Themes, interface_font, scaled
from t2m_desktop.translation import tr, tr_known
from t2m_engine.sidecar import NO_STEER, Steer


class Shares(QWidget):
    """The strongest moods as bars: word, bar, percent."""

    ROWS = 3
    _ROW = 19

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._shares: list[tuple[str, float]] = []
        self.setFixedHeight(self.ROWS * scaled(self._ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Shares of moods"))
        themes.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(180, self.ROWS * scaled(self._ROW))

    def set_shares(self, emotion: Emotion | None) -> None:
        """Show the three strongest."""
        moods = emotion.moods if emotion else {}
        self._shares = sorted(moods.items(), key=lambda item: -item[1])[: self.ROWS]
        words = ", ".join(f"{tr_known(mood)} {percent(share)}" for mood, share in self._shares)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        theme = self._themes.current
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # bars grow to the right
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(11))
        left, right = scaled(58), scaled(40)
        for row, (mood, share) in enumerate(self._shares):
            top = row * scaled(self._ROW)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(theme.colour("soft"))
            painter.drawText(QRectF(0, top, left, scaled(self._ROW)), middle, tr_known(mood))
            painter.drawText(
                QRectF(self.width() - right, top, right, scaled(self._ROW)),
                middle | Qt.AlignmentFlag.AlignRight,
                percent(share),
            )
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(
                left, top + scaled(self._ROW) / 2 - 3, self.width() - left - right - 4, 6
            )
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(track, 3, 3)
            track.setWidth(max(6.0, track.width() * share))
            painter.setBrush(theme.mood(mood))
            painter.drawRoundedRect(track, 3, 3)
        painter.end()


class Ear(QWidget):
    """The plane, the feeling in words, the space that ranks, the shares, and the steps."""

    step_wanted = Signal(str)  # "calmer", "tenser", "darker", "brighter" or "counter"
    mood_wanted = Signal(object)  # a mood's name; None: none
    released = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steer = NO_STEER
        self.plane = Plane(themes)
        self.plane.released.connect(self.released)
        self.words = ElidedLabel("", "title")
        self.place = ElidedLabel("", "soft")
        self.mood = QPushButton()
        self.mood.setObjectName("Quiet")
        self.mood.setMenu(QMenu(self.mood))
        self.space = QPushButton()
        self.space.setObjectName("Quiet")
        self.space.hide()
        self.shares = Shares(themes)
        self._moods = QActionGroup(self)
        self._moods.setExclusive(True)
        self.steps: dict[str, QPushButton] = {}
        steps = QHBoxLayout()
        steps.setSpacing(6)
        for name, word in (
            ("calmer", tr("calmer")),
            ("tenser", tr("tenser")),
            ("darker", tr("darker")),
            ("brighter", tr("brighter")),
            ("counter", tr("counter")),
        ):
            button = QPushButton(word)
            button.setProperty("role", "step")
            button.setCheckable(name == "counter")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, name=name: self.step_wanted.emit(name))
            self.steps[name] = button
            steps.addWidget(button)
        self.steps["counter"].setToolTip(tr("Counterpoint: music that feels the opposite"))
        quiet = QHBoxLayout()
        quiet.setSpacing(12)
        quiet.addWidget(self.mood)
        quiet.addWidget(self.space)
        quiet.addStretch()
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.place)
        column.addLayout(quiet)
        column.addStretch()
        column.addWidget(self.shares)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.plane)
        row.addLayout(column, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(row)
        whole.addLayout(steps)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hear(None)
        self.set_steer(NO_STEER, "")

    def set_moods(self, moods: Sequence[str]) -> None:
        """Offer these moods to be pinned."""
        menu = self.mood.menu()
        menu.clear()
        for action in self._moods.actions():
            action.deleteLater()
        for mood in moods:
            action = QAction(tr_known(mood), self._moods)
            action.setData(mood)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, mood=mood: self.mood_wanted.emit(mood))
            menu.addAction(action)
        menu.addSeparator()
        back = menu.addAction(tr("Take back all that is pinned"))
        back.triggered.connect(self.released)
        self.set_steer(self._steer, "")

    def set_space(self, title: str) -> None:
        """Say by which embedding space the music is ranked; "" while that is not known."""
        self.space.setVisible(bool(title))
        self.space.setText(tr("by {} ▾").format(title))
        self.space.setAccessibleName(tr("Embedding space: {}").format(title))
        self.space.setToolTip(tr("The embedding space in which text and music are compared"))

    def set_steer(self, steer: Steer, scene: str) -> None:
        """Show what is pinned to the scene with the heading `scene`."""
        self._steer = steer
        pinned = tr_known(steer.mood or "")
        self.mood.setText(tr("pinned: {} ▾").format(pinned) if pinned else tr("pin a mood ▾"))
        self.mood.setAccessibleName(
            tr("Mood that is pinned: {}").format(pinned) if pinned else tr("Pin a mood")
        )
        where = f"“{scene}”" if scene else tr("this manuscript")
        self.mood.setToolTip(tr("What you say of the feeling holds for {}").format(where))
        for action in self._moods.actions():
            action.setChecked(action.data() == steer.mood)
        self.steps["counter"].setChecked(steer.counter)
        for name, steps in (
            ("calmer", -steer.tenser),
            ("tenser", steer.tenser),
            ("darker", -steer.brighter),
            ("brighter", steer.brighter),
        ):
            button = self.steps[name]
            button.setProperty("steps", max(0, steps))
            said = tr_known(name)
            if steps > 0:
                said = tr("{}, {} steps").format(said, steps)
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.style().unpolish(button)
            button.style().polish(button)

    def hear_answer(self, answer: Answer) -> None:
        """Show what a passage feels like, and the clips that were suggested for it."""
        clips = tuple(suggestion.emotion for suggestion in answer.suggestions)
        self.hear(answer.emotion, clips, answer.steered, answer.spread)
        if answer.ranked:
            self.set_space(answer.ranked)

    def hear(
        self,
        emotion: Emotion | None,
        clips: tuple[Emotion, ...] = (),
        steered: Emotion | None = None,
        spread: tuple[float, float, float] | None = None,
    ) -> None:
        """Show the feeling of a passage, as its writer wants it where that is `steered`, and of
        the clips suggested for it; None: no passage.
        """
        felt = steered or emotion
        if not self.plane.dragging:
            self.plane.set_point(felt, emotion if steered else None, spread)
        self.plane.set_clips(clips)
        self.shares.set_shares(felt)
        for button in self.steps.values():
            button.setEnabled(felt is not None)
        if felt is None:
            self.words.set_whole(tr("Listening"))
            self.place.set_whole(tr("Write a sentence"))
        else:
            self.words.set_whole(in_words(felt))
            words = place_in_words(felt)
            self.place.set_whole(tr("yours · {}").format(words) if steered else words)
