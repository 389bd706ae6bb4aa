"""The window: puts the parts together, and binds the commands."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import dialogs, help_dialogs, versions_dialog
from t2m_desktop.autosave import Autosave
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.clips import Clips
from t2m_desktop.commands import SPACES, Command, Registry
from t2m_desktop.document import Document
from t2m_desktop.editor.outline import Outline
from t2m_desktop.engine_words import EngineWords
from t2m_desktop.extras import Extras
from t2m_desktop.hearing import Hearing
from t2m_desktop.help_pages import KEYS
from t2m_desktop.labels import ElidedLabel
from t2m_desktop.leaving import Leaving
from t2m_desktop.library.joints import LibraryJoints
from t2m_desktop.library.place import LibraryPlace
from t2m_desktop.listening import Listening
from t2m_desktop.looks import Looks
from t2m_desktop.manuscript_file import is_project
from t2m_desktop.moodmap.joints import MapJoints
from t2m_desktop.moodmap.place import MapPlace
from t2m_desktop.player import Player
from t2m_desktop.score.desk import ScoreDesk
from t2m_desktop.score.errands import Errands
from t2m_desktop.score.model import Cue
from t2m_desktop.score.playback import Playback
from t2m_desktop.score.view import ScoreView
from t2m_desktop.search_box import SearchBox
from t2m_desktop.settings import Settings
from t2m_desktop.spaces import Spaces
from t2m_desktop.story_feelings import StoryFeelings
from t2m_desktop.suggestions import Answer, Suggestion, Suggestions, Waveforms
from t2m_desktop.theme import Themes, scaled
from t2m_desktop.translation import tr
from t2m_desktop.transport import Transport
from t2m_desktop.writing import WritingView
from t2m_engine import places

WRITE, LIBRARY, MAP, SCORE = range(4)
_PLACES = ("view.write", "view.library", "view.map", "view.score")
_HELP = ("write", "library", "map", "score")  # the page of each place


class Window(QMainWindow):
    """One window, three places, one transport."""

    painted = Signal()  # once, when it is first on the screen

    def __init__(self, bridge: EngineBridge, settings: Settings, themes: Themes) -> None:
        super().__init__()
        self.bridge, self.settings, self.themes = bridge, settings, themes
        self._was_painted = False
        self._closed = False
        self.registry = Registry(parent=self)
        self.waveforms = Waveforms(bridge, self)
        self.clips = Clips(bridge, self)
        self.clips.follow(settings)
        self.spaces = Spaces(bridge, settings, self)
        self.suggestions = Suggestions(bridge, self.spaces, self)
        self.player = Player(self)
        self.writing = WritingView(themes, self.waveforms, self.clips)
        self.library = LibraryPlace(bridge, themes, self.waveforms)
        self.map = MapPlace(bridge, themes, self.waveforms)
        self.registry.fill(self.menuBar())
        self.desk = ScoreDesk(bridge, self)
        self.playback = Playback(bridge, self.player, self)
        self.scoring = ScoreView(themes, self.registry, self.desk, self.playback, self.waveforms)
        self.transport = Transport(themes)
        self.hearing = Hearing(
            self.player, self.playback, self.transport, self.writing.list, self.waveforms, self
        )
        self.document = Document(self.writing.editor, settings, bridge, self)
        Autosave(self.document, self.writing.editor, settings)
        self.story_feelings = StoryFeelings(bridge, self.writing.editor, self)
        self.errands = Errands(
            self, self.registry, settings, self.document, self.editor, self.spaces, self.desk
        )
        self.engine_words = EngineWords(bridge, self.transport, self.spaces, self)
        self.looks = Looks(settings, themes, self.registry, self.writing, self.scoring.reading)
        self.extras = Extras(self)
        self.listening = Listening(self)
        self.leaving = Leaving(self)
        self._build()
        self._connect()
        self._bind()
        self._restore()

    @property
    def editor(self) -> QTextEdit:
        """The manuscript's editor."""
        return self.writing.editor

    # Building

    def _build(self) -> None:
        self.setMinimumSize(QSize(960, 600))
        self.resize(1440, 900)
        self.writing.ear.space.setMenu(self.registry.menu(SPACES))
        self.registry.menu(SPACES).setToolTipsVisible(True)
        self.name = ElidedLabel(tr("Untitled"))
        self.name.setObjectName("ManuscriptTitle")
        self.name.set_width(scaled(192))
        bar = QWidget()
        bar.setObjectName("TopBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(scaled(44))
        row = QHBoxLayout(bar)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(4)
        row.addWidget(self.name)
        row.addSpacing(8)
        self.place_buttons = QButtonGroup(self)
        for place, identifier in enumerate(_PLACES):
            button = QToolButton()
            button.setObjectName("Place")
            title = self.registry.title(self.registry.commands[identifier])
            button.setText(title)
            button.setAccessibleName(title)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.registry[identifier].trigger)
            self.place_buttons.addButton(button, place)
            row.addWidget(button)
        row.addStretch()
        self.search = SearchBox(self.registry)
        row.addWidget(self.search)
        self.places = QStackedWidget()
        self.places.addWidget(self.writing)
        self.places.addWidget(self.library)
        self.places.addWidget(self.map)
        self.places.addWidget(self.scoring)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.places, 1)
        column.addWidget(self.transport)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        writing, library = self.writing, self.library
        writing.editor.passage_changed.connect(self._passage_changed)
        writing.editor.outlined.connect(self._outlined)
        # Not in the drop itself: Qt still holds the text that another manuscript would replace.
        writing.editor.files_dropped.connect(
            self._files_dropped, Qt.ConnectionType.QueuedConnection
        )
        writing.editor.document().modificationChanged.connect(self._name_window)
        writing.welcome.demo_wanted.connect(self.try_demo)
        writing.welcome.add_wanted.connect(self.add_folder)
        writing.welcome.again_wanted.connect(self._scan_again)
        writing.list.said.connect(self.transport.say)
        self.spaces.learnt.connect(self._offer_spaces)
        self.spaces.changed.connect(self._space_changed)
        self.suggestions.arrived.connect(self._arrived)
        self.suggestions.emptied.connect(writing.show_nothing)
        self.suggestions.failed.connect(self.transport.say)
        self.story_feelings.scenes_felt.connect(writing.scenes.set_emotions)
        self.story_feelings.arc_felt.connect(writing.arc.show_feelings)
        library.add_wanted.connect(self.add_folder)
        library.demo_wanted.connect(self.try_demo)
        LibraryJoints(library, self.bridge, self.hearing, self.player, self._more_like_this)
        library.wanted.connect(lambda: self.go_to(LIBRARY))
        self.map.wanted.connect(lambda: self.go_to(MAP))
        self.map.said.connect(self.transport.say)
        self.map.left.connect(self._go_to_editor)
        MapJoints(self.map, library, self.hearing, self.player, self.story_feelings)
        library.changed.connect(self._library_changed)
        library.scanned.connect(self._library_scanned)
        library.said.connect(self.transport.say)
        self.settings.failed.connect(self.transport.say)
        self.document.renamed.connect(self._renamed)
        self.document.said.connect(self.transport.say)
        self.search.music_wanted.connect(self._search_music)
        self.search.left.connect(writing.editor.setFocus)
        self.search.setting_wanted.connect(self.extras.setting)
        self.search.help_wanted.connect(self.extras.help)
        self.transport.play_clicked.connect(self.toggle_playing)
        self.desk.opened.connect(self._score_opened)
        self.desk.said.connect(self.transport.say)
        self.scoring.plan_wanted.connect(self.errands.plan)
        self.scoring.cue_heard.connect(self._cue_heard)

    def _bind(self) -> None:
        editor, suggestion_list = self.writing.editor, self.writing.list
        self.registry.bind(
            {
                "file.new": self.document.new,
                "file.open": self.document.open,
                "file.demo": self.open_demo_story,
                "file.save": self.document.save,
                "file.save_as": self.document.save_as,
                "file.versions": lambda: versions_dialog.show(self, self.document),
                "file.target": self.extras.targets.ask,
                "file.score": self.score,
                "file.quit": self.close,
                "edit.undo": lambda: self._here().undo(),
                "edit.redo": lambda: self._here().redo(),
                "edit.cut": editor.cut,
                "edit.copy": self._copy,
                "edit.paste": editor.paste,
                "edit.select_all": editor.selectAll,
                "edit.find": lambda: self._find(replace=False),
                "edit.find_next": self.writing.find.next,
                "edit.find_previous": self.writing.find.previous,
                "edit.replace": lambda: self._find(replace=True),
                "edit.preferences": self.extras.preferences,
                "view.write": lambda: self.go_to(WRITE),
                "view.library": lambda: self.go_to(LIBRARY),
                "view.map": lambda: self.go_to(MAP),
                "view.score": lambda: self.go_to(SCORE),
                "view.search": self.search.setFocus,
                "view.editor": self._go_to_editor,
                "view.suggestions": self._go_to_suggestions,
                **self.looks.handlers(),
                "music.play": self.toggle_playing,
                "music.next": lambda: suggestion_list.select(1),
                "music.previous": lambda: suggestion_list.select(-1),
                "music.similar": self._more_like_this,
                "music.add": self.add_folder,
                "music.demo": self.try_demo,
                "help.first": self.extras.first_steps,
                "help.pages": lambda: self.extras.help(_HELP[self.places.currentIndex()]),
                "help.keys": lambda: self.extras.help(KEYS),
                "help.about": lambda: help_dialogs.about(self, self.bridge.info),
                **self.listening.handlers(),
                **self.leaving.handlers(),
                **self.scoring.handlers(),
                **self.library.handlers(),
                **self.map.handlers(),
                "score.open": self.open_score,
                "score.wishes": lambda: self.errands.ask_wishes(self.scoring.wishes()),
                "score.report": self.errands.open_report,
                "score.folder": self.errands.open_folder,
            }
        )

    def _restore(self) -> None:
        settings = self.settings
        if settings.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(settings.geometry)))
        if settings.panes:
            self.writing.panes.restoreState(QByteArray(base64.b64decode(settings.panes)))
        self.library.restore_looks(settings.library_panes, settings.library_columns)
        if settings.score_panes:
            self.scoring.panes.restoreState(QByteArray(base64.b64decode(settings.score_panes)))
        self.looks.show()
        self.writing.set_caption("")
        self.go_to(WRITE)
        self._renamed()

    # Places and looks

    def go_to(self, place: int) -> None:
        """Show Write, Library, Map or Score."""
        self.places.setCurrentIndex(place)
        self.place_buttons.button(place).setChecked(True)
        self.registry[_PLACES[place]].setChecked(True)
        takers: dict[int, Any] = {LIBRARY: self.library, MAP: self.map, SCORE: self.scoring}
        (takers[place].take_keys if place in takers else self.writing.editor.setFocus)()

    def _go_to_editor(self) -> None:
        self.go_to(WRITE)

    def _go_to_suggestions(self) -> None:
        self.go_to(WRITE)
        self.writing.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.writing.list.selected is None:
            self.writing.list.select(1, play=False)

    # The manuscript

    def open_demo_story(self) -> bool:
        """Open the demo story; saving it asks where to."""
        story = places.resources() / "demo" / "story" / "the_ferrymans_house.md"
        return self.document.open_as_new(story)

    def score(self) -> None:
        """Score the manuscript as it is on the screen."""
        if self.errands.score():
            self.go_to(SCORE)

    def open_score(self) -> None:
        """Open a score that was made before."""
        if self.errands.open():
            self.go_to(SCORE)

    def _here(self) -> Any:
        """What undoes and redoes where the person is."""
        if self.listening.has_keys:
            return self.listening
        kept = {SCORE: self.desk, LIBRARY: self.library}
        return kept.get(self.places.currentIndex(), self.writing.editor)

    def _find(self, *, replace: bool) -> None:
        self.go_to(WRITE)
        self.writing.find.open_bar(replace=replace)

    def _renamed(self) -> None:
        path = self.document.file.path
        self.suggestions.project = path.absolute() if path is not None else None
        self.writing.scenes.forget()
        self._name_window()

    def _name_window(self) -> None:
        mark = "*" if self.document.modified else ""
        self.name.set_whole(f"{self.title_of_manuscript()}{mark and ' •'}")
        self.setWindowTitle(f"{mark}{self.document.name} – t2m")

    def title_of_manuscript(self) -> str:
        """Its only top heading; else its file's name."""
        return self._title or self.document.name

    _title = ""

    def _outlined(self, outline: Outline) -> None:
        self._title = outline.title
        self._name_window()
        self.story_feelings.follow(outline)

    def _files_dropped(self, paths: list[Path]) -> None:
        folders = [path for path in paths if path.is_dir() and not is_project(path)]
        if folders:
            self.add_to_library(folders)
        elif paths:
            self.document.open(paths[0])

    def _copy(self) -> None:
        widget = self.focusWidget()
        if widget is self.writing.list:
            self.writing.list.copy_selected()
        elif isinstance(widget, QLineEdit | QTextEdit):
            widget.copy()

    # Music

    def add_folder(self) -> None:
        """Ask for a folder of music, and add it."""
        chosen = dialogs.folder(self, tr("Add a folder of music"), self.settings.last_folder)
        if chosen is not None:
            self.add_to_library([chosen])

    def add_to_library(self, folders: list[Path]) -> None:
        """Add folders, and show the progress."""
        self.go_to(LIBRARY)
        self.library.add(folders)

    def _scan_again(self) -> None:
        self.go_to(LIBRARY)
        self.library.scan_again()

    def try_demo(self) -> None:
        """Add the demo music; open the demo story in an empty editor."""
        self.library.add([places.resources() / "demo" / "music"])
        if not self.writing.editor.text().strip():
            self.open_demo_story()
        self.go_to(WRITE)

    def toggle_playing(self) -> None:
        """Stop what plays; else play the score, where it is shown, or a suggestion."""
        self.hearing.toggle(score=self.places.currentIndex() == SCORE)

    def _cue_heard(self, cue: Cue | None) -> None:
        if self.playback.playing or self.places.currentIndex() == SCORE:
            self.hearing.show_cue(cue)

    def _score_opened(self) -> None:
        if self.desk.score is not None and self.places.currentIndex() != SCORE:
            self.transport.say(tr("The score is ready: Ctrl+4 shows it."))

    # Suggestions and library

    def _passage_changed(self, passage: object) -> None:
        self.writing.set_caption("")
        self.suggestions.follow(passage)

    def _search_music(self, words: str) -> None:
        self.go_to(WRITE)
        self.writing.set_caption(tr("Music for “{words}”").format(words=words))
        self.suggestions.ask(words)

    def _more_like_this(self, clip: Suggestion | None = None) -> None:
        suggestion = clip or self.writing.list.selected
        if suggestion is None:
            self.transport.say(tr("Choose a suggestion first: then there can be more like it."))
            return
        if self.places.currentIndex() != WRITE:
            self.go_to(WRITE)
        self.writing.set_caption(tr("Sounds like “{title}”").format(title=suggestion.title))
        self.suggestions.ask_like(suggestion)

    def _arrived(self, answer: Answer) -> None:
        self.writing.show_answer(answer)
        self.engine_words.took(answer.milliseconds)

    def _offer_spaces(self) -> None:
        self.registry.offer(
            SPACES,
            [
                (
                    Command(
                        f"space.{space.name}",
                        tr("Rank by {space}").format(space=space.title),
                        SPACES,
                        group="space",
                    ),
                    lambda name=space.name: self.spaces.choose(name),
                )
                for space in self.spaces.known
            ],
        )
        for space in self.spaces.known:
            self.registry[f"space.{space.name}"].setToolTip(space.about)

    def _space_changed(self) -> None:
        current = self.spaces.current
        self.writing.ear.set_space(self.spaces.title(current))
        if current in (space.name for space in self.spaces.known):
            self.registry[f"space.{current}"].setChecked(True)

    def _library_changed(self, status: dict[str, Any]) -> None:
        stale = int(status.get("stale") or 0)
        self.extras.library_is(status)
        self.writing.welcome.set_stale(stale)
        self.writing.welcome.setVisible(
            bool(stale or not status["tracks"]) and not self.library.scanning
        )
        self.engine_words.count(status)

    def _library_scanned(self) -> None:
        self.waveforms.forget()
        self.engine_words.warm_up()
        self.suggestions.again()

    # Qt's hooks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time: only then the engine is started."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; remember the window; silence."""
        if not self.document.may_leave():
            event.ignore()
            return
        if not self._closed:
            self._closed = True
            geometry, panes = self.saveGeometry(), self.writing.panes.saveState()
            self.settings.geometry = base64.b64encode(geometry.data()).decode("ascii")
            self.settings.panes = base64.b64encode(panes.data()).decode("ascii")
            panes = self.scoring.panes.saveState()
            self.settings.score_panes = base64.b64encode(panes.data()).decode("ascii")
            self.settings.library_panes, self.settings.library_columns = self.library.kept_looks()
            self.settings.save()
            self.document.journal.stop()
            self.extras.close()
            self.leaving.care.stop()
            self.hide()
            self.listening.steering.save()
            self.playback.stop()
            self.player.close()
            self.bridge.stop()
        event.accept()
