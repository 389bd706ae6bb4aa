"""Beside the timeline: why the selected cue is here, what could take its place, what to do to it.

Without a selected cue it speaks of the whole score.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting
from t2m_desktop.commands import Registry
from t2m_desktop.engine_speech import said
from t2m_desktop.feeling import clock, in_words, key_in_words
from t2m_desktop.flow_layout import FlowLayout
from t2m_desktop.labels import MoodWords, label
from t2m_desktop.score.model import Alternative, Cue, Score, length
from t2m_desktop.theme import Themes, interface_font
from t2m_desktop.translation import tr, tr_known

CREDITS = (
    ("composer", "Composer"),
    ("publisher", "Publisher"),
    ("album", "Album"),
    ("isrc", "ISRC"),
    ("copyright", "Copyright"),
    ("licence", "Licence"),
)
"""What is known of a track's rights, and its names, which are said through `tr_known`."""
_LONGEST_NOTES = 6


class Words(QLabel):
    """A paragraph that takes as many lines as its width needs."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        if role:
            self.setProperty("role", role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A layout does not ask a label again for the height at its new width."""
        super().resizeEvent(event)
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def say(self, text: str) -> None:
        """Show a text; nothing hides it."""
        self.setText(text)
        self.setVisible(bool(text))
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))


class Choice(QPushButton):
    """Music that could play here: its number is the key that takes it."""

    _PAD, _BADGE = 12.0, 22.0

    def __init__(self, number: int, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setObjectName("Choice")
        self.number = number
        self.choice: Alternative | None = None
        self._why = ""

    def sizeHint(self) -> QSize:
        """As high as its two lines."""
        lines = sum(QFontMetricsF(interface_font(size)).height() for size in (13, 11))
        return QSize(200, round(lines + 19))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(120, self.sizeHint().height())

    def show_choice(self, choice: Alternative, now: bool) -> None:
        """Show music; `now`: what plays here at present."""
        self.choice = choice
        self._why = tr("plays here now") if now else said(choice.reason)
        self.setProperty("now", now)
        self.style().unpolish(self)
        self.style().polish(self)
        what = tr("Plays here now") if now else tr("Choice {number}").format(number=self.number)
        parts = [choice.title, choice.artist or tr("unknown artist"), "" if now else self._why]
        self.setAccessibleName(f"{what}: {', '.join(part for part in parts if part)}")
        times = f"{clock(choice.source_start)} – {clock(choice.source_end)}"
        self.setToolTip(f"{choice.title} {times}\n{self._why}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw title and artist, the reason, and the number."""
        super().paintEvent(event)
        if self.choice is None:
            return
        theme = self._themes.current
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as it is measured here
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.width() - self._PAD - self._BADGE - 8
        first = QRectF(self._PAD, 8, right - self._PAD, _line(13))
        used = _draw(
            painter, first, self.choice.title, interface_font(13, bold=True), theme.colour("ink")
        )
        rest = first.adjusted(used + 6, 0, 0, 0)
        if rest.width() > 30:
            _draw(painter, rest, self.choice.artist, interface_font(13), theme.colour("soft"))
        second = QRectF(self._PAD, first.bottom() + 1, first.width(), _line(11))
        _draw(painter, second, self._why, interface_font(11), theme.colour("soft"))
        badge = QRectF(self.width() - self._PAD - self._BADGE, 0, self._BADGE, 20)
        badge.moveTop((self.height() - badge.height()) / 2)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(badge, 5, 5)
        painter.setFont(interface_font(11))
        painter.setPen(theme.colour("soft"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.end()


def _line(size: int) -> float:
    return QFontMetricsF(interface_font(size)).height()


def _draw(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> float:
    """Draw as much of a line as there is room for; returns its width."""
    painter.setFont(font)
    painter.setPen(colour)
    metrics = QFontMetricsF(font)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
    return metrics.horizontalAdvance(text)


class Inspector(QScrollArea):
    """Shows the selected cue, or the score."""

    choice_taken = Signal(int)  # the place of the music in `show_cue`'s choices

    def __init__(self, themes: Themes, registry: Registry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._registry = themes, registry
        self.setObjectName("Inspector")
        self.setAccessibleName(tr("About the cue"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QWidget()
        column.setObjectName("InspectorColumn")
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(18, 16, 14, 18)
        self._column.setSpacing(4)
        self.setWidget(column)
        self._choices: list[Choice] = []
        self._build_head()
        self._build_choices()
        self._build_actions()
        self._column.addStretch()

    def show_score(self, score: Score | None) -> None:
        """Speak of the whole score."""
        self._cue_parts.setVisible(False)
        self._score_parts.setVisible(score is not None)
        if score is None:
            return
        self.caption.setText(tr("THE SCORE"))
        self.title.say(score.title)
        cues, scenes = counting.cues(len(score.cues)), counting.scenes(len(score.scenes))
        self.where.say(
            tr("{cues} in {scenes} · {music} of music in {end}").format(
                cues=cues, scenes=scenes, music=clock(score.music), end=clock(score.end)
            )
        )
        motifs = sorted({cue.motif for cue in score.cues if cue.motif})
        self.motifs.say(tr("Motifs: {motifs}").format(motifs=", ".join(motifs)) if motifs else "")
        notes = [said(note) for note in score.notes]
        if len(notes) > _LONGEST_NOTES:
            notes = [
                *notes[:_LONGEST_NOTES],
                tr("And {count} more, in the report.").format(count=len(notes) - _LONGEST_NOTES),
            ]
        self._notes_caption.setVisible(bool(notes))
        self.notes.say("\n".join(notes))

    def show_cue(self, cue: Cue, choices: Sequence[Alternative], now: int) -> None:
        """Speak of a cue; `choices` are what could play there, `now` the place of what does."""
        self._score_parts.setVisible(False)
        self._cue_parts.setVisible(True)
        self.caption.setText(
            " · ".join([tr("CUE {name}").format(name=cue.name), *self._state(cue)])
        )
        self.title.say(cue.title)
        pieces = len(cue.pieces)
        times = "" if pieces == 1 else ", " + tr("in {count} pieces").format(count=pieces)
        self.where.say(f"{cue.artist or tr('Unknown artist')} · {length(cue)}{times}")
        self.moods.set_moods(cue.emotion.leading(most=3))
        facts = [in_words(cue.emotion)]
        if cue.tempo:
            facts.append(f"{cue.tempo:.0f} bpm")
        if cue.musical_key:
            facts.append(key_in_words(cue.musical_key))
        if cue.role not in {"", "follow"}:
            facts.append(
                tr_known(cue.role)
                if cue.role != "motif"
                else tr("motif of {name}").format(name=cue.motif)
            )
        self.facts.say(" · ".join(facts))
        self.excerpt.say(f"“{cue.excerpt}”")
        self.why.say(said(cue.reason))
        self._show_choices(choices, now)
        lines = [
            f"{tr_known(name)}: {cue.credits[key]}" for key, name in CREDITS if cue.credits.get(key)
        ]
        if cue.attribution:
            lines.append(cue.attribution)
        self._credits_caption.setVisible(bool(lines))
        self.credits.say("\n".join(lines))

    def choices(self) -> list[Choice]:
        """The music on offer that is on the screen, from the top."""
        return [choice for choice in self._choices if not choice.isHidden()]

    # Building

    def _build_head(self) -> None:
        self.caption = label("", "caption")
        self.title = Words("title")
        self.where = Words("soft")
        for part in (self.caption, self.title, self.where):
            self._column.addWidget(part)
        self._score_parts, score = _group()
        self.motifs, self.notes = Words("soft"), Words("soft")
        self._notes_caption = _caption(tr("TO KNOW"))
        for part in (self.motifs, self._notes_caption, self.notes):
            score.addWidget(part)
        hint = Words("small")
        hint.say(tr("Choose a cue with ← and →, or click one."))
        score.addSpacing(12)
        score.addWidget(hint)
        self._cue_parts, self._cue_column = _group()
        self._column.addWidget(self._score_parts)
        self._column.addWidget(self._cue_parts)
        self.moods = MoodWords(self._themes)
        self.facts, self.excerpt, self.why = Words("soft"), Words("book"), Words()
        for part in (self.moods, self.facts):
            self._cue_column.addWidget(part)
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=6)  # words are longer in some languages
        for identifier, words in (
            ("score.pin", tr("pin")),
            ("score.mute", tr("mute")),
            ("score.veto", tr("never")),
            ("score.remove", tr("remove")),
        ):
            row.addWidget(ActionButton(self._registry, identifier, words))
        self._cue_column.addSpacing(8)
        self._cue_column.addWidget(buttons)
        self._cue_column.addSpacing(8)
        self._cue_column.addWidget(self.excerpt)
        self._cue_column.addWidget(_caption(tr("WHY")))
        self._cue_column.addWidget(self.why)

    def _build_choices(self) -> None:
        self._choices_caption = _caption(tr("INSTEAD (PRESS THE NUMBER)"))
        self._cue_column.addWidget(self._choices_caption)
        self._choice_column = QVBoxLayout()
        self._choice_column.setSpacing(2)
        self._cue_column.addLayout(self._choice_column)

    def _build_actions(self) -> None:
        self._cue_column.addWidget(_caption(tr("ITS EDGES")))
        grid = QGridLayout()
        grid.setSpacing(6)
        names = (
            ("score.start_earlier", tr("start earlier")),
            ("score.end_later", tr("end later")),
            ("score.start_later", tr("start later")),
            ("score.end_earlier", tr("end earlier")),
        )
        for place, (identifier, words) in enumerate(names):
            grid.addWidget(ActionButton(self._registry, identifier, words), place // 2, place % 2)
        self._cue_column.addLayout(grid)
        self._credits_caption = _caption(tr("CREDITS"))
        self.credits = Words("soft")
        self._cue_column.addWidget(self._credits_caption)
        self._cue_column.addWidget(self.credits)

    def _show_choices(self, choices: Sequence[Alternative], now: int) -> None:
        self._choices_caption.setVisible(len(choices) > 1)
        while len(self._choices) < len(choices):
            choice = Choice(len(self._choices) + 1, self._themes)
            choice.clicked.connect(lambda _=False, n=choice.number: self.choice_taken.emit(n - 1))
            self._choice_column.addWidget(choice)
            self._choices.append(choice)
        for place, shown in enumerate(self._choices):
            shown.setVisible(place < len(choices) and len(choices) > 1)
            if place < len(choices):
                shown.show_choice(choices[place], now=place == now)

    @staticmethod
    def _state(cue: Cue) -> list[str]:
        return [word for word, so in ((tr("PINNED"), cue.pinned), (tr("MUTED"), cue.muted)) if so]


class ActionButton(QPushButton):
    """A command as a button: as enabled, as checked as its action; the key in its tooltip."""

    def __init__(self, registry: Registry, identifier: str, words: str) -> None:
        super().__init__(words)
        self._action = registry[identifier]
        self.setProperty("role", "quiet")
        self.setCheckable(self._action.isCheckable())
        self.setAccessibleName(self._action.text())
        keys = self._action.shortcut().toString()
        self.setToolTip(f"{self._action.text()}{f'  ({keys})' if keys else ''}")
        self.clicked.connect(self._action.trigger)
        self._action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())


def _group() -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    return widget, column


def _caption(text: str) -> QLabel:
    caption = label(text, "caption")
    caption.setContentsMargins(0, 14, 0, 2)
    return caption
