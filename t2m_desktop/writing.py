"""The Write place: scenes, the manuscript on its paper, the ear and the suggestions."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from t2m_desktop import counting
from t2m_desktop.arc_view import ArcView
from t2m_desktop.clips import Clips
from t2m_desktop.ear import Ear
from t2m_desktop.editor.outline import WORDS_PER_MINUTE, Outline, reading_time
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.filter_bar import FilterBar
from t2m_desktop.find_bar import FindBar
from t2m_desktop.labels import ElidedLabel, label
from t2m_desktop.scenes import SceneList
from t2m_desktop.suggestion_list import SuggestionList
from t2m_desktop.suggestions import Answer, Waveforms
from t2m_desktop.theme import Themes, scaled
from t2m_desktop.translation import tr


class Welcome(QFrame):
    """In the place of suggestions while there is no music."""

    demo_wanted = Signal()
    add_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Notice")
        self.title = label("", "title")
        self.words = label("", "soft")
        self.words.setWordWrap(True)
        self.again = QPushButton(tr("Listen again"))
        self.again.setProperty("role", "primary")
        self.again.clicked.connect(self.again_wanted)
        self.demo = QPushButton(tr("Try the demo"))
        self.demo.setProperty("role", "primary")
        self.demo.setToolTip(tr("A short story and its music, both free (CC0)"))
        self.demo.clicked.connect(self.demo_wanted)
        self.add = QPushButton(tr("Add a folder of music…"))
        self.add.clicked.connect(self.add_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        for part in (self.title, self.words, self.again, self.demo, self.add):
            column.addWidget(part)
        self.set_stale(0)

    def set_stale(self, tracks: int) -> None:
        """Say instead that so many tracks were heard by another model; 0: that there is none."""
        for button, shown in ((self.again, tracks > 0), (self.demo, not tracks)):
            button.setVisible(shown)
        if tracks:
            self.title.setText(tr("Another model listens now"))
            self.words.setText(
                tr(
                    "It has not heard {tracks} of your library yet. What was there stays until "
                    "it has."
                ).format(tracks=counting.tracks(tracks))
            )
        else:
            self.title.setText(tr("Your music, listening"))
            self.words.setText(
                tr(
                    "Add a folder of music. It is heard once, on this computer, and nothing leaves "
                    "it. Then every paragraph that you write finds its clips here."
                )
            )


class WritingView(QWidget):
    """Lays the parts out; what they do together is the window's business."""

    def __init__(
        self, themes: Themes, waveforms: Waveforms, clips: Clips, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._outline = Outline("", (), 0)
        self._line = 0
        self._target, self._pace = 0, float(WORDS_PER_MINUTE)
        self.scenes = SceneList(themes)
        self.editor = ManuscriptEditor(themes)
        self.figures = label("", "small")
        self.figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.figures.setContentsMargins(16, 6, 16, 8)
        paper = QWidget()
        paper.setObjectName("Paper")
        paper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.arc = ArcView(themes)
        self.find = FindBar(self.editor, themes)
        self.find.left.connect(self.editor.setFocus)
        column.addWidget(self.find)
        column.addWidget(self.editor, 1)
        column.addWidget(self.figures)
        column.addWidget(self.arc)

        side = self._build_side(waveforms, clips)
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.setChildrenCollapsible(False)
        self.panes.setHandleWidth(1)
        for pane, least, stretch in ((self.scenes, 150, 0), (paper, 360, 1), (side, 320, 0)):
            pane.setMinimumWidth(least if pane is paper else scaled(least))
            self.panes.addWidget(pane)
            self.panes.setStretchFactor(self.panes.count() - 1, stretch)
        self.panes.setSizes([scaled(236), 812, scaled(392)])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panes)
        self.scenes.chosen.connect(self.editor.go_to_line)
        self.arc.chosen.connect(self.editor.go_to_line)
        self.editor.outlined.connect(self._outlined)
        self.editor.cursorPositionChanged.connect(self._cursor_moved)
        self.list.left.connect(self.editor.setFocus)
        themes.changed.connect(self._themed)
        self._answer: Answer | None = None

    def _build_side(self, waveforms: Waveforms, clips: Clips) -> QWidget:
        self.ear = Ear(self._themes)
        self.welcome = Welcome()
        self.welcome.hide()
        self.caption = ElidedLabel("", "small")
        self.filters = FilterBar()
        self.nothing = QPushButton(tr("The filters leave nothing: take them away"))
        self.nothing.setProperty("role", "quiet")
        self.nothing.hide()
        self.list = SuggestionList(self._themes, waveforms, clips)
        self.side = side = QWidget()
        side.setObjectName("Side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(18, 16, 8, 0)
        inner.setSpacing(12)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 10, 0)
        head.addWidget(self.ear)
        inner.addLayout(head)
        inner.addWidget(self.filters)
        inner.addWidget(self.caption)
        inner.addWidget(self.nothing)
        inner.addWidget(self.welcome)
        inner.addWidget(self.list, 1)
        return side

    def show_answer(self, answer: Answer) -> None:
        """Show what a passage feels like, and what fits it."""
        self._answer = answer
        self.ear.hear_answer(answer)
        self.nothing.setVisible(answer.narrowed and not answer.suggestions)
        self.list.show_answer(answer)
        self._themed()

    def show_nothing(self) -> None:
        """There is no passage."""
        self._answer = None
        self.ear.hear(None)
        self.nothing.hide()
        self.list.show_answer(None)
        self.editor.set_passage_colour(None)

    def set_caption(self, words: str) -> None:
        """Say above the cards what they are for, if not for the cursor's passage."""
        self.caption.set_whole(words)
        self.caption.setVisible(bool(words))

    def show_target(self, words: int, pace: float) -> None:
        """Say under the text how far it is to a target (0: none), read aloud at `pace`."""
        self._target, self._pace = words, pace
        self._cursor_moved()

    def _outlined(self, outline: Outline) -> None:
        self._outline = outline
        self.scenes.show_outline(outline)
        self.arc.show_outline(outline)
        self._cursor_moved()

    def _cursor_moved(self) -> None:
        line = self.editor.textCursor().blockNumber()
        self.scenes.mark_line(line)
        self.arc.mark_line(line)
        words = counting.words(self._outline.words)
        if self._target:
            share = self._outline.words / self._target
            words = tr("{words} of {target}, {share:.0%}").format(
                words=QLocale().toString(self._outline.words),
                target=counting.words(self._target),
                share=share,
            )
        time = reading_time(self._outline.words, round(self._pace))
        words += " · " + tr("{time} read aloud").format(time=time)
        scenes = self._outline.scenes
        at = bisect_right(scenes, line, key=lambda scene: scene.line)
        if at and line < scenes[at - 1].end:
            words = tr("Scene {at} of {scenes}").format(at=at, scenes=len(scenes)) + f" · {words}"
        self.figures.setText(words)

    def _themed(self) -> None:
        if self._answer is not None:
            colour = self._themes.current.blend(self._answer.felt.moods)
            self.editor.set_passage_colour(colour)
