"""The settings of the look, brought to the parts that show them, and to their commands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from t2m_desktop.commands import Registry
from t2m_desktop.score.reading import ReadAlong
from t2m_desktop.settings import Settings
from t2m_desktop.theme import Themes
from t2m_desktop.writing import WritingView
from t2m_engine.settings import SETTINGS

_SWITCHES = {"focus_mode": "view.focus", "typewriter": "view.typewriter", "arc": "view.arc"}
"""Settings that are on or off, and the command of each."""


class Looks(QObject):
    """Follows the settings: whoever changes one, a command or the preferences, it is shown."""

    def __init__(
        self,
        settings: Settings,
        themes: Themes,
        registry: Registry,
        writing: WritingView,
        reading: ReadAlong,
    ) -> None:
        super().__init__(writing)
        self._settings, self._themes, self._registry = settings, themes, registry
        self._writing, self._reading = writing, reading
        settings.changed.connect(self._changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of the look do."""
        return {
            **{
                command: lambda name=name, command=command: self._settings.set(
                    name, self._registry[command].isChecked()
                )
                for name, command in _SWITCHES.items()
            },
            "view.larger": lambda: self._resize(+1),
            "view.smaller": lambda: self._resize(-1),
            **{
                f"view.theme_{choice}": lambda choice=choice: self._settings.set("theme", choice)
                for choice in SETTINGS["theme"].choices
            },
        }

    def show(self) -> None:
        """Show all as the settings say."""
        for name in (*_SWITCHES, "text_size", "theme"):
            self._changed(name)

    def _resize(self, step: int) -> None:
        least, most = SETTINGS["text_size"].bounds
        self._settings.set("text_size", int(min(most, max(least, self._settings.text_size + step))))

    def _changed(self, name: str) -> None:
        settings, writing = self._settings, self._writing
        if name in _SWITCHES:
            self._registry[_SWITCHES[name]].setChecked(getattr(settings, name))
        if name == "focus_mode":
            writing.editor.set_focus_mode(settings.focus_mode)
        elif name == "typewriter":
            writing.editor.set_typewriter(settings.typewriter)
        elif name == "arc":
            writing.arc.setVisible(settings.arc)
        elif name == "text_size":
            writing.editor.set_text_size(settings.text_size)
            self._reading.set_text_size(settings.text_size)
        elif name == "theme":
            self._registry[f"view.theme_{settings.theme}"].setChecked(True)
            if self._themes.choice != settings.theme:
                self._themes.choose(settings.theme)
