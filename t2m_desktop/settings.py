"""The user's settings as the window has them, and what the window remembers by itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from t2m_desktop.engine_speech import said
from t2m_engine import files, places
from t2m_engine import settings as kept
from t2m_engine.errors import UsageError


@dataclass
class Memory:
    """What nobody sets: it lies in desktop.json, and a damaged file is forgotten."""

    geometry: str = ""  # of the window, base64 of Qt's saveGeometry
    panes: str = ""  # widths of the writing view's panes, base64 of Qt's saveState
    score_panes: str = ""  # likewise, of the score
    library_panes: str = ""  # likewise, of the library
    library_columns: str = ""  # of its table: which, in which order, how wide
    last_manuscript: str = ""  # opened again at the next start
    last_folder: str = ""  # where the file dialogs open
    met: bool = False  # the first run was shown
    targets: dict[str, int] = field(default_factory=dict)  # words, by a manuscript's path

    @classmethod
    def load(cls, path: Path) -> Memory:
        """Read it; what is missing, damaged or of another type keeps its default."""
        memory = cls()
        try:
            stored = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return memory
        if not isinstance(stored, dict):
            return memory
        for one in fields(cls):
            value: Any = stored.get(one.name)
            if type(value) is type(getattr(memory, one.name)):
                setattr(memory, one.name, value)
        memory.targets = {k: v for k, v in memory.targets.items() if type(v) is int and v >= 0}
        return memory


class Settings(QObject):
    """All settings, as attributes (`t2m_engine.settings` declares them), and the memory's.

    Whoever shows something that hangs on a setting listens to `changed`. A change is on the disk
    at once.
    """

    changed = Signal(str)  # a setting's name
    failed = Signal(str)  # a sentence: a change could not be written

    def __init__(
        self, file: Path | None = None, *, memory: Memory | None = None, **values: Any
    ) -> None:
        """The defaults, but for `values`; nothing is read. `load` reads."""
        super().__init__()
        remembered = {one.name for one in fields(Memory)} & values.keys()
        self.__dict__["memory"] = replace(
            memory or Memory(), **{name: values.pop(name) for name in remembered}
        )
        self.__dict__["values"] = kept.Settings(**values)
        self.__dict__["told"] = ""
        self.__dict__["_file"] = file

    @classmethod
    def load(cls, file: Path | None = None) -> Settings:
        """Read the settings; of a file that is broken, `told` says what, and where it is kept."""
        settings = cls(file)
        settings.__dict__["memory"] = Memory.load(settings._memory_file())
        try:
            settings.__dict__["told"] = said(kept.mend(file))
            settings.__dict__["values"] = kept.load(file)
        except UsageError as error:  # such as a folder that may not be written to
            settings.__dict__["told"] = said(str(error))
        return settings

    def __getattr__(self, name: str) -> Any:
        for holder in ("values", "memory"):
            if hasattr(self.__dict__.get(holder), name):
                return getattr(self.__dict__[holder], name)
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in kept.SETTINGS:
            self.set(name, value)
        else:
            assert hasattr(self.memory, name), name
            setattr(self.memory, name, value)

    def set(self, name: str, value: Any) -> None:
        """Give a setting another value, and write it; ValueError for one that it does not take."""
        setting = kept.SETTINGS[name]
        checked = setting.check(str(value) if isinstance(value, Path) else value)
        if checked == getattr(self.values, name):
            return
        self.__dict__["values"] = replace(self.values, **{name: checked})
        self._write(lambda: kept.change({name: checked}, self._file))
        self.changed.emit(name)

    def reset(self, name: str) -> None:
        """Give a setting its default again."""
        default = kept.SETTINGS[name].default()
        before = getattr(self.values, name)
        self.__dict__["values"] = replace(self.values, **{name: default})
        self._write(lambda: kept.reset([name], self._file))
        if before != default:
            self.changed.emit(name)

    def save(self) -> None:
        """Write what the window remembers, atomically; OSError."""
        text = json.dumps(asdict(self.memory), indent=2, ensure_ascii=False)
        files.write_text(self._memory_file(), text + "\n")

    def _write(self, write: Any) -> None:
        try:
            write()
        except UsageError as error:
            self.failed.emit(said(str(error)))

    def _memory_file(self) -> Path:
        return (self._file or places.settings_file()).with_name("desktop.json")
