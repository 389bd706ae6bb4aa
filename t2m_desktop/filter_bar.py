"""Quiet chips above the suggestions: tempo, key, length, vocals, marks, folder, any query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QSizePolicy, QWidget

from t2m_desktop.feeling import key_in_words
from t2m_desktop.flow_layout import FlowLayout
from t2m_desktop.suggestions import Suggestion
from t2m_desktop.translation import tr

_TONICS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True)
class Filter:
    """A condition: its `field` (one of a kind holds at a time), as a query, and in words."""

    field: str
    query: str
    words: str


class FilterBar(QWidget):
    """Shown where a filter holds, and where the writer asks for it."""

    changed = Signal(str)  # the query that suggestions must meet; "": none
    unlike_changed = Signal(object)  # the clips that they should be less like
    folders_wanted = Signal()  # the menu is about to show the library's folders
    emptied = Signal()  # the last chip is gone: the focus must go elsewhere

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters: list[Filter] = []
        self._unlike: list[Suggestion] = []
        self._folders: tuple[str, ...] = ()
        self._like: Callable[[], Suggestion | None] = lambda: None
        self._wanted = False
        self.setAccessibleName(tr("Filters"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self, spacing=6)
        self.add = QPushButton(tr("add filter ▾"))
        self.add.setProperty("role", "chip")
        self.add.setAccessibleName(tr("Add a filter"))
        self.menu = QMenu(self.add)
        self.add.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._flow.addWidget(self.add)
        self._chips: list[QPushButton] = []
        self.hide()

    def use_selection(self, selected: Callable[[], Suggestion | None]) -> None:
        """Offer tempo and key of the suggestion that `selected` tells."""
        self._like = selected

    @property
    def query(self) -> str:
        """What suggestions must meet."""
        return " ".join(one.query for one in self._filters)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters that hold, in the order in which they were chosen."""
        return tuple(self._filters)

    @property
    def unlike(self) -> tuple[Suggestion, ...]:
        """The clips that suggestions should be less like."""
        return tuple(self._unlike)

    @property
    def wanted(self) -> bool:
        """Whether the writer asked for the bar."""
        return self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Show the bar, whether a filter holds or not; or only where one does."""
        self._wanted = wanted
        self._show()

    def set_folders(self, folders: Sequence[str]) -> None:
        """These folders were added to the library."""
        self._folders = tuple(folders)

    def put(self, one: Filter) -> None:
        """Have a filter, in the place of one of its field."""
        self._filters = [other for other in self._filters if other.field != one.field]
        self._filters.append(one)
        self._tell()

    def take(self, one: Filter) -> None:
        """Have it no more."""
        self._filters = [other for other in self._filters if other != one]
        self._tell()

    def set_all(self, filters: Sequence[Filter], unlike: Sequence[Suggestion]) -> None:
        """Have exactly these."""
        filters_changed = list(filters) != self._filters
        unlike_changed = list(unlike) != self._unlike
        self._filters, self._unlike = list(filters), list(unlike)
        self._show()
        if filters_changed:
            self.changed.emit(self.query)
        if unlike_changed:
            self.unlike_changed.emit(self.unlike)

    def clear(self) -> None:
        """Take all away."""
        self.set_all((), ())

    def put_unlike(self, clip: Suggestion) -> None:
        """Have music that is less like a clip, too."""
        if clip.key not in [other.key for other in self._unlike]:
            self.set_all(self._filters, [*self._unlike, clip])

    def _tell(self) -> None:
        self._show()
        self.changed.emit(self.query)

    def _show(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self._flow.removeWidget(self.add)
        for one in self._filters:
            self._add_chip(one.words, lambda one=one: self.take(one))
        for clip in self._unlike:
            rest = [other for other in self._unlike if other is not clip]
            words = tr("less like “{}”").format(clip.title)
            self._add_chip(words, lambda rest=rest: self.set_all(self._filters, rest))
        self._flow.addWidget(self.add)
        self.setVisible(self._wanted or bool(self._chips))
        self.updateGeometry()
        if had_focus:
            if self.isVisible():
                self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.emptied.emit()

    def _add_chip(self, words: str, take: Callable[[], object]) -> None:
        chip = QPushButton(f"{words}  ×")
        chip.setProperty("role", "chip")
        chip.setProperty("on", True)
        chip.setAccessibleName(tr("Filter: {}. Press to take it away").format(words))
        chip.setToolTip(tr("Take this filter away"))
        chip.clicked.connect(lambda _=False: take())
        self._flow.addWidget(chip)
        self._chips.append(chip)
        chip.show()

    def _fill_menu(self) -> None:
        self.folders_wanted.emit()
        menu = self.menu
        menu.clear()
        like = self._like()
        tempo = menu.addMenu(tr("Tempo"))
        for query, words in (
            ("<70", tr("under 70 bpm")),
            ("70-90", tr("70 to 90 bpm")),
            ("90-120", tr("90 to 120 bpm")),
            (">120", tr("over 120 bpm")),
        ):
            self._offer(tempo, Filter("bpm", f"bpm:{query}", words))
        if like is not None and like.tempo:
            near = (round(0.94 * like.tempo), round(1.06 * like.tempo))
            words = tr("as “{}”: {} to {} bpm").format(like.title, *near)
            self._offer(tempo, Filter("bpm", f"bpm:{near[0]}-{near[1]}", words))
        keys = menu.addMenu(tr("Key"))
        if like is not None and like.tonality:
            words = tr("as “{}”: {}").format(like.title, key_in_words(like.tonality))
            self._offer(keys, Filter("key", f"key:{like.tonality}", words))
            keys.addSeparator()
        for tonic in _TONICS:
            for key in (tonic, f"{tonic}m"):
                self._offer(keys, Filter("key", f"key:{key}", key_in_words(key)))
        length = menu.addMenu(tr("Length"))
        for query, words in (
            ("<1:00", tr("under a minute")),
            ("1:00-3:00", tr("one to three minutes")),
            (">3:00", tr("over three minutes")),
        ):
            self._offer(length, Filter("length", f"length:{query}", words))
        menu.addSeparator()
        self._offer(menu, Filter("vocals", "-vocals", tr("no vocals")))
        self._offer(menu, Filter("vocals", "vocals", tr("with vocals")))
        menu.addSeparator()
        self._offer(menu, Filter("favourite", "favourite", tr("favourites")))
        for stars in (5, 4, 3):
            words = "★" * stars + (tr(" and more") if stars < 5 else "")
            self._offer(menu, Filter("rating", f"rating:>={stars}", words))
        menu.addSeparator()
        folders = menu.addMenu(tr("Folder"))
        folders.setEnabled(bool(self._folders))
        for folder in self._folders:
            words = tr("in {}").format(Path(folder).name)
            self._offer(folders, Filter("folder", f'folder:"{folder}"', words)).setToolTip(folder)
        other = menu.addAction(tr("In words of the search…"))
        other.triggered.connect(self._ask)
        if self._filters or self._unlike:
            menu.addSeparator()
            menu.addAction(tr("Take all away")).triggered.connect(self.clear)

    def _offer(self, menu: QMenu, one: Filter) -> QAction:
        action = menu.addAction(one.words)
        action.setCheckable(True)
        action.setChecked(one in self._filters)
        action.triggered.connect(lambda on, one=one: self.put(one) if on else self.take(one))
        return action

    def _ask(self) -> None:
        now = next((one.query for one in self._filters if one.field == "query"), "")
        line, good = QInputDialog.getText(
            self,
            tr("A filter in words"),
            tr("As in the search, such as bpm:80-100 mood:tender tag:strings -vocals"),
            text=now,
        )
        if good:
            line = " ".join(line.split())
            rest = [one for one in self._filters if one.field != "query"]
            self._filters = rest
            if line:
                self.put(Filter("query", line, line))
            else:
                self._tell()
