"""The Score place: wishes on top, the timeline, the text that is read along, the inspector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop.commands import CHOICES, EXPORT, TIMELINE, TIMELINES, Registry
from t2m_desktop.flow_layout import FlowLayout
from t2m_desktop.score.desk import Change, ScoreDesk, first_difference
from t2m_desktop.score.inspector import Inspector
from t2m_desktop.score.model import Alternative, Cue, Score, Wishes, place_of
from t2m_desktop.score.panels import Difference, JobBar, NoScore, command_button
from t2m_desktop.score.playback import Playback
from t2m_desktop.score.reading import ReadAlong
from t2m_desktop.score.switch import Switch
from t2m_desktop.score.timeline import Timeline
from t2m_desktop.suggestions import Waveforms
from t2m_desktop.theme import Themes, scaled
from t2m_desktop.translation import tr, tr_known

DENSITIES = ((0.35, "sparse"), (0.7, "balanced"), (1.0, "wall to wall"))
STYLES = (("follow", "follow"), ("underscore", "underscore"), ("counterpoint", "counterpoint"))
STEP = 1.0  # seconds that a key makes a cue longer or shorter
_JUMP = 5.0  # seconds that a key moves the playhead


class ScoreView(QWidget):
    """Puts the parts together. What can be done is a method each, behind the commands."""

    plan_wanted = Signal(object)  # Wishes: plan the open score anew
    cue_heard = Signal(object)  # the Cue at the playhead, or None, whenever it is another

    def __init__(
        self,
        themes: Themes,
        registry: Registry,
        desk: ScoreDesk,
        playback: Playback,
        waveforms: Waveforms,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes, self._registry = themes, registry
        self.desk, self.playback = desk, playback
        self._ring: list[Alternative] = []  # what could play at the selected cue
        self._ring_of = 0  # its number
        self._heard: Cue | None = None
        self._hear_cue = False  # when the change has come, the selected cue is to be heard
        self._build(waveforms)
        self._connect()
        self._opened()

    @property
    def score(self) -> Score | None:
        """The score that is open."""
        return self.desk.score

    @property
    def cue(self) -> Cue | None:
        """The selected cue."""
        return self.timeline.cue

    # Building

    def _build(self, waveforms: Waveforms) -> None:
        self.timeline = Timeline(self._themes, waveforms)
        self.timeline.addActions(self._registry.at(TIMELINE))
        self.reading = ReadAlong(self._themes)
        self.inspector = Inspector(self._themes, self._registry)
        self.difference = Difference()
        self.job = JobBar(self._registry)
        self.no_score = NoScore(self._registry)
        side = _framed(QWidget(), "Side", self.inspector)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(1)
        for pane, least, stretch in ((self._build_main(), 520, 1), (side, scaled(264), 0)):
            pane.setMinimumWidth(least)
            self.panes.addWidget(pane)
            self.panes.setStretchFactor(self.panes.count() - 1, stretch)
        self.panes.setSizes([1100, 304])
        self._pages = QStackedWidget()
        self._pages.addWidget(self.no_score)
        self._pages.addWidget(self.panes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.job)
        layout.addWidget(self._pages, 1)

    def _build_main(self) -> QWidget:
        paper = _framed(QFrame(), "ReadingPaper", self.reading, margin=1)
        paper.setMinimumHeight(44)  # a line and a half: a small screen with a notice has no more
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(10)
        for place, part in enumerate((self.timeline, paper)):
            parts.addWidget(part)
            parts.setStretchFactor(place, 1)
        parts.setSizes([330, 220])
        main = _framed(QWidget(), "ScoreMain", self._build_tools(), self.difference, parts)
        column = main.layout()
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        return main

    def _build_tools(self) -> QWidget:
        tools = QWidget()
        row = FlowLayout(tools)
        self.play_button = command_button(self._registry, "score.play", tr("▶  Play"))
        self.density = Switch(tr("Density"), densities())
        self.style_switch = Switch(tr("Style"), styles())
        self.more_button = command_button(self._registry, "score.wishes", "")
        self.anew_button = command_button(self._registry, "score.anew", tr("Plan anew"))
        self.export_button = QPushButton(tr("Export"))
        self.export_button.setMenu(self._registry.menu(EXPORT))
        for part in (
            self.play_button, self.density, self.style_switch, self.more_button,
            self.anew_button, self.export_button,
        ):  # fmt: skip
            row.addWidget(part)
        return tools

    def _connect(self) -> None:
        desk, playback, timeline = self.desk, self.playback, self.timeline
        desk.opened.connect(self._opened)
        desk.changed.connect(self._changed)
        desk.refused.connect(self._refused)
        desk.told.connect(self.difference.tell)
        desk.worked.connect(self._worked)
        playback.moved.connect(self._moved)
        playback.changed.connect(self._played)
        timeline.seeked.connect(self._seeked)
        timeline.play_wanted.connect(playback.play)
        timeline.selected.connect(self._selected)
        timeline.resized.connect(self._resize)
        self.reading.seeked.connect(self._seeked)
        self.reading.play_wanted.connect(playback.play)
        self.reading.toggle_wanted.connect(self.toggle_playing)
        self.inspector.choice_taken.connect(self.take)
        self.density.chosen.connect(self._wished)
        self.style_switch.chosen.connect(self._wished)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do that need nothing but this view and its desk."""
        timeline = self.timeline
        return {
            "score.anew": self.plan_anew,
            "score.cancel": self.desk.cancel,
            "score.play": self.toggle_playing,
            "score.back": lambda: self.jump(-1),
            "score.on": lambda: self.jump(1),
            "score.previous_scene": lambda: self.go_to_scene(-1),
            "score.next_scene": lambda: self.go_to_scene(1),
            "score.previous_cue": lambda: self.go_to_cue(-1),
            "score.next_cue": lambda: self.go_to_cue(1),
            "score.first_cue": lambda: self.go_to_end(last=False),
            "score.last_cue": lambda: self.go_to_end(last=True),
            "score.next_music": lambda: self.take_next(1),
            "score.previous_music": lambda: self.take_next(-1),
            **{f"score.take_{n}": lambda n=n: self.take(n - 1) for n in range(1, CHOICES + 1)},
            "score.pin": self.toggle_pin,
            "score.mute": self.toggle_mute,
            "score.start_earlier": lambda: self.stretch(-STEP, 0.0),
            "score.start_later": lambda: self.stretch(STEP, 0.0),
            "score.end_earlier": lambda: self.stretch(0.0, -STEP),
            "score.end_later": lambda: self.stretch(0.0, STEP),
            "score.veto": self.veto,
            "score.remove": self.remove,
            "score.zoom_in": lambda: timeline.zoom(1.5),
            "score.zoom_out": lambda: timeline.zoom(1 / 1.5),
            "score.fit": timeline.fit,
            "score.render": self.desk.render,
            **{
                f"score.timeline_{name}": lambda name=name: self.desk.write_timeline(name)
                for name in TIMELINES
            },
        }

    # What can be done

    def take_keys(self) -> None:
        """Take the focus to where the keys are wanted, and show at the foot what is here."""
        if self.score is None:
            self.no_score.score_button.setFocus()
        else:
            (self.timeline.canvas.block or self.timeline).setFocus()
            self.cue_heard.emit(self._heard)

    def wishes(self) -> Wishes:
        """The open score's wishes, with what the switches say."""
        wishes = self.score.wishes if self.score is not None else Wishes()
        density = self.density.value
        if density != nearest_density(wishes.density):
            wishes = replace(wishes, density=density)
        return replace(wishes, style=str(self.style_switch.value or wishes.style))

    def plan_anew(self) -> None:
        """Plan the open score anew, as the switches say."""
        if self.score is not None:
            self.plan_wanted.emit(self.wishes())

    def toggle_playing(self) -> None:
        """Stop, or play from the playhead."""
        if self.playback.playing:
            self.playback.stop()
        else:
            self.playback.play()

    def jump(self, steps: int) -> None:
        """Move the playhead by so many times five seconds."""
        self._seeked(self.playback.position + steps * _JUMP)

    def go_to_scene(self, step: int) -> None:
        """Put the playhead at the next (1) or the previous (−1) scene."""
        if self.score is None:
            return
        at = self.playback.position
        starts = [scene.start for scene in self.score.scenes]
        later = [start for start in starts if start > at + 0.5]
        earlier = [start for start in starts if start < at - 1.5]
        if step > 0 and later:
            self._seeked(later[0])
        elif step < 0 and earlier:
            self._seeked(earlier[-1])

    def go_to_cue(self, step: int) -> None:
        """Select the next (1) or the previous (−1) cue."""
        if self.score is None or not self.score.cues:
            return
        cues = self.score.cues
        if self.cue is not None:
            place = cues.index(self.cue) + step
        else:
            at = self.playback.position
            later = [i for i, cue in enumerate(cues) if cue.end > at]
            place = later[0] if later else len(cues) - 1
        self._go_to(cues[max(0, min(len(cues) - 1, place))])

    def go_to_end(self, *, last: bool) -> None:
        """Select the first or the last cue."""
        if self.score is not None and self.score.cues:
            self._go_to(self.score.cues[-1 if last else 0])

    def take(self, place: int) -> None:
        """Play other music at the selected cue: that at `place` of the choices; heard at once."""
        cue = self.cue
        if cue is None or not 0 <= place < len(self._ring) or place == self._now():
            return
        wanted = self._ring[place]
        self._hear_cue = True
        alternative = place_of(wanted, cue.alternatives)
        if alternative is not None:
            self._change(cue, "swap", alternative=alternative)
        else:
            self._change(cue, "use", track=wanted.track, source_start=wanted.source_start)

    def take_next(self, step: int) -> None:
        """Play the next (1) or the previous (−1) music of the choices; it goes round."""
        if self.cue is not None and self._ring:
            self.take((self._now() + step) % len(self._ring))

    def toggle_pin(self) -> None:
        """Keep the selected cue whatever is planned anew, or let go of it."""
        if self.cue is not None:
            self._change(self.cue, "unpin" if self.cue.pinned else "pin")
            self._mark()  # until it is done, the button says what is

    def toggle_mute(self) -> None:
        """Have the selected cue sound nowhere, or sound again."""
        if self.cue is not None:
            self._change(self.cue, "unmute" if self.cue.muted else "mute")
            self._mark()

    def veto(self) -> None:
        """Never take the selected cue's track."""
        if self.cue is not None:
            self._change(self.cue, "veto")

    def remove(self) -> None:
        """Take the selected cue out of the score."""
        if self.cue is not None:
            self._change(self.cue, "remove")

    def stretch(self, start: float, end: float) -> None:
        """Move the edges of the selected cue by so many seconds."""
        cue = self.cue
        if cue is not None and cue.end + end - cue.start - start >= STEP:
            self._resize(cue, max(0.0, cue.start + start), cue.end + end)

    # What happens

    def _change(self, cue: Cue, op: str, **more: object) -> None:
        change: Change = {"op": op, "cue": cue.number, **more}
        self.desk.change(change)

    def _resize(self, cue: Cue, start: float, end: float) -> None:
        self._change(cue, "resize", start=round(start, 3), end=round(end, 3))

    def _seeked(self, seconds: float) -> None:
        self.playback.seek(seconds)

    def _go_to(self, cue: Cue) -> None:
        self.timeline.select(cue, focus=True)
        if not self.playback.playing:
            self.playback.seek(cue.start)

    def _opened(self) -> None:
        """Another score, or none."""
        score = self.score
        self._pages.setCurrentIndex(0 if score is None else 1)
        self.difference.hide()
        self.timeline.show_score(score, anew=True)
        self.reading.show_score(score)
        self.inspector.show_score(score)
        if score is not None and self.desk.out is not None:
            self._show_wishes(score.wishes)
            self.playback.load(self.desk.out, score.title, score.end)
            if self.isVisible():
                self.timeline.setFocus()
        self._mark()

    def _changed(self, before: Score | None) -> None:
        """The same score, with another plan."""
        score, old = self.score, self.cue
        assert score is not None
        focused = self.timeline.isAncestorOf(self.focusWidget())
        self.difference.hide()
        if before is None or before.wishes != score.wishes:
            self._show_wishes(score.wishes)
        self.timeline.show_score(score, anew=False)
        self.reading.show_score(score)
        self.playback.stretch(score.end)
        cue = counterpart(old, score) if old is not None else None
        self.timeline.select(cue, focus=focused)
        since = first_difference(before, score)
        hear, self._hear_cue = self._hear_cue, False
        here = cue is not None and cue.start <= self.playback.position < cue.end
        if hear and cue is not None and not (here and self.playback.playing):
            self.playback.play(cue.start)
        elif since is not None:
            self.playback.renew(since)
        self._moved(self.playback.position)

    def _refused(self) -> None:
        self._hear_cue = False
        self.timeline.canvas.let_go()
        self._mark()

    def _selected(self, cue: Cue | None) -> None:
        if cue is None:
            self._ring = []
            self.inspector.show_score(self.score)
        else:
            # Swapping leaves the order of the choices alone, so that the keys mean the same.
            if cue.number != self._ring_of or place_of(cue, self._ring) is None:
                self._ring = [_as_alternative(cue), *cue.alternatives][:CHOICES]
                self._ring_of = cue.number
            self.inspector.show_cue(cue, self._ring, self._now())
        self._mark()

    def _now(self) -> int:
        place = place_of(self.cue, self._ring) if self.cue is not None else None
        return 0 if place is None else place

    def _moved(self, seconds: float) -> None:
        playing = self.playback.playing
        self.timeline.set_position(seconds, follow=playing)
        self.reading.set_position(seconds, playing=playing)
        heard = self.score.cue_at(seconds) if self.score is not None else None
        if heard != self._heard:
            self._heard = heard
            self.cue_heard.emit(heard)

    def _played(self) -> None:
        playing = self.playback.playing
        self.play_button.setText(tr("■  Stop") if playing else tr("▶  Play"))
        self.reading.set_position(self.playback.position, playing=playing)

    def _show_wishes(self, wishes: Wishes) -> None:
        self.density.show_value(nearest_density(wishes.density))
        self.style_switch.show_value(wishes.style)
        pace = tr("{count} words a minute").format(count=f"{wishes.words_per_minute:.0f}")
        self.more_button.setText(tr("narrated") if wishes.narration else pace)
        self._wished()

    def _wished(self, *_: object) -> None:
        """Show whether the switches ask for something else than what is planned."""
        score = self.score
        other = score is not None and self.wishes() != score.wishes
        self.anew_button.setProperty("role", "primary" if other else "")
        self.anew_button.style().unpolish(self.anew_button)
        self.anew_button.style().polish(self.anew_button)

    def _worked(self) -> None:
        self.job.follow(self.desk)
        self._mark()

    def _mark(self) -> None:
        """Enable what can be done now."""
        score, cue, busy = self.score, self.cue, bool(self.desk.job)
        self._registry.allow(score=score is not None, cue=cue is not None and not busy, job=busy)
        self._registry["score.pin"].setChecked(cue is not None and cue.pinned)
        self._registry["score.mute"].setChecked(cue is not None and cue.muted)


def _framed(frame: QWidget, name: str, *parts: QWidget, margin: int = 0) -> QWidget:
    """`parts` in a column in `frame`, which the stylesheet knows by `name`; the last one grows."""
    frame.setObjectName(name)
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        column.addWidget(part)
    column.setStretch(len(parts) - 1, 1)
    return frame


def densities() -> list[tuple[float, str]]:
    """How much music, in the user's language."""
    return [(value, tr_known(words)) for value, words in DENSITIES]


def styles() -> list[tuple[str, str]]:
    """How the music goes with the text, in the user's language."""
    return [(value, tr_known(words)) for value, words in STYLES]


def nearest_density(density: float) -> float:
    """The one of DENSITIES that a density is shown as."""
    return min((value for value, _ in DENSITIES), key=lambda value: abs(value - density))


def counterpart(cue: Cue, score: Score) -> Cue | None:
    """The cue of a changed score that stands where `cue` stood."""
    shared = {
        other.number: min(cue.end, other.end) - max(cue.start, other.start) for other in score.cues
    }
    best = max(score.cues, key=lambda other: shared[other.number], default=None)
    # A cue that only cross-fades with it is another one.
    return best if best is not None and shared[best.number] > (cue.end - cue.start) / 4 else None


def _as_alternative(cue: Cue) -> Alternative:
    return Alternative(
        cue.track,
        cue.title,
        cue.artist,
        cue.source_start,
        cue.source_end,
        cue.fit,
        tr("the plan's first choice"),
    )
