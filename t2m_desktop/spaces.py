"""Embedding spaces: which there are, and which one ranks the music now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import said
from t2m_desktop.settings import Settings


@dataclass(frozen=True)
class Space:
    """A space as the engine tells of it; `title` is for people, `about` a sentence or ""."""

    name: str
    title: str
    about: str = ""

    @classmethod
    def from_json(cls, data: str | Mapping[str, Any]) -> Space:
        """Take a space out of `engine.info`: a name, or a map with "name", "title" and "about"."""
        if isinstance(data, str):
            return cls(data, said(data.replace("_", " ")))
        name = str(data["name"])
        title, about = said(str(data.get("title") or name)), said(str(data.get("about") or ""))
        return cls(name, title, about)


class Spaces(QObject):
    """Follows `engine.info`; what the user chose holds as long as the engine has it."""

    learnt = Signal()  # the spaces on offer are known, or are others
    changed = Signal()  # another one ranks

    def __init__(self, bridge: EngineBridge, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._settings = bridge, settings
        self._default = ""
        self._told = ""
        self.known: tuple[Space, ...] = ()
        bridge.state_changed.connect(self._engine_changed)
        settings.changed.connect(lambda name: self._tell() if name == "space" else None)

    @property
    def chosen(self) -> str | None:
        """The name to ask with; None where the engine ranks by it anyway, or has none so called."""
        space = self._settings.space
        return space if space in self._names() and space != self._default else None

    @property
    def current(self) -> str:
        """The name of the one that ranks; "" while no engine has said."""
        return self.chosen or self._default

    def title(self, name: str) -> str:
        """A space's name for people."""
        return next((space.title for space in self.known if space.name == name), name)

    def choose(self, name: str) -> None:
        """Rank by another space from now on."""
        self._settings.set("space", name)

    def _names(self) -> set[str]:
        return {space.name for space in self.known}

    def _engine_changed(self, *_: object) -> None:
        if self._bridge.is_ready:
            self._learn(self._bridge.info)

    def _learn(self, info: Mapping[str, Any]) -> None:
        known = tuple(Space.from_json(data) for data in info.get("spaces") or ())
        self._default = str(info.get("space") or "")
        if known != self.known:
            self.known = known
            self.learnt.emit()
        self._tell()

    def _tell(self) -> None:
        if self.current != self._told:
            self._told = self.current
            self.changed.emit()
