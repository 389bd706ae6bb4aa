"""What opens beside the window: the preferences, and the first steps of a newcomer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from t2m_desktop.editor.spelling import Spelling, languages
from t2m_desktop.targets import Targets
from t2m_desktop.translation import tr
from t2m_engine.settings import SETTINGS

if TYPE_CHECKING:
    from t2m_desktop.first_run import FirstRun
    from t2m_desktop.help_window import HelpWindow
    from t2m_desktop.preferences import Preferences
    from t2m_desktop.setting_fields import Offers
    from t2m_desktop.window import Window


class Extras(QObject):
    """Opens them over the window; they are read in when they are first wanted."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._greets = False
        self._help: HelpWindow | None = None
        self.targets = Targets(window.document, window.settings, window.writing)
        self.spelling = Spelling(window.writing.editor, window.settings, window.themes)

        window.settings.changed.connect(self._setting_changed)

    def _setting_changed(self, name: str) -> None:
        # Which space ranks, and at what pace, is asked with every question.
        if SETTINGS[name].engine and name not in ("space", "words_per_minute"):
            self._window.bridge.restart()

    def close(self) -> None:
        """End what goes on behind the window."""
        self.spelling.close()

    def preferences(self) -> Preferences:
        """Open the preferences."""
        from t2m_desktop.preferences import Preferences  # noqa: PLC0415 - the window comes first

        window = self._window
        off = [("", tr("off"))]
        offers: dict[str, Offers] = {
            "spelling": lambda: off + [(name, name) for name in languages()]
        }
        if spaces := [(space.name, space.title) for space in window.spaces.known]:
            offers["space"] = lambda: spaces
        if packs := window.bridge.info.get("packs"):
            offers["model"] = lambda: [(name, name) for name in packs]
        page = Preferences(window.settings, offers, window)
        page.open()
        return page

    def setting(self, name: str) -> None:
        """Open the preferences at a setting."""
        self.preferences().open_at(name)

    def first_steps(self) -> FirstRun:
        """Open what greets a newcomer."""
        from t2m_desktop.first_run import FirstRun  # noqa: PLC0415

        window = self._window
        window.settings.met = True
        steps = FirstRun(window.bridge, window.themes, window)
        steps.folders_chosen.connect(window.library.add)
        steps.demo_wanted.connect(window.try_demo)
        steps.show()
        return steps

    def help(self, page: str, section: str = "") -> HelpWindow:
        """Open the help at a page, beside the window."""
        from t2m_desktop.help_window import HelpWindow  # noqa: PLC0415

        window = self._window
        if self._help is None:
            self._help = HelpWindow(window.registry, window.themes, window)
        self._help.open_at(page, section)
        return self._help

    def greet(self) -> None:
        """Open the first steps, once, as soon as it is known that there is no music yet."""
        self._greets = not self._window.settings.met

    def library_is(self, status: dict[str, Any]) -> None:
        """Take what the library has (library.status)."""
        if self._greets and self._window.isVisible():
            self._greets = False
            if not status["tracks"]:
                self.first_steps()
