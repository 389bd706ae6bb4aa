"""The editors of Debian, started in a room as if they had been used before: nothing is asked."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

_KDENLIVE = """[version]
version=22.12.3
[unmanaged]
force_breeze=true
[Notification Messages]
"""
_MAIN = "/kdenlive/MainWindow_1"


class Kdenlive:
    """Kdenlive with a project, its window beside our own; `service` is its name on the bus."""

    def __init__(self, kit: Any, room: Any, project: Path) -> None:
        self._kit, self._room, self.project = kit, room, project
        config = room.home / ".config" / "kdenliverc"
        config.parent.mkdir(exist_ok=True)
        config.write_text(_KDENLIVE, "utf-8")
        self.process: subprocess.Popen[bytes] = room.start(kit.program("kdenlive"), project)
        self.window = room.window("Kdenlive$")
        room.lay(self.window, 380, 30, 1050, 840)
        found = [name for name in room.services() if name.startswith("org.kde.kdenlive")]
        self.service = found[0]
        kit.until(lambda: "true" in self._ask("actionIsEnabled", "string:file_save_as"), "Kdenlive")

    @property
    def changed(self) -> bool:
        """Whether there is something to save: its title has a star."""
        return any(" */ " in title for title in self._room.titles())

    def save(self) -> None:
        """Save the project."""
        before = self.project.stat().st_mtime_ns
        self._ask("activateAction", "string:file_save")
        self._kit.until(lambda: self.project.stat().st_mtime_ns != before, "the saved project")

    def _ask(self, method: str, *arguments: str) -> str:
        return self._room.bus(self.service, _MAIN, f"org.kde.KMainWindow.{method}", *arguments)


_SHOTCUT = """[General]
language=en_US
titleBars=true
upgradeText=false
"""


class Shotcut:
    """Shotcut with an MLT file, its window beside our own."""

    def __init__(self, kit: Any, room: Any, project: Path) -> None:
        self._kit, self._room, self.project = kit, room, project
        config = room.home / ".config" / "Meltytech" / "Shotcut.conf"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(_SHOTCUT, "utf-8")
        self.process: subprocess.Popen[bytes] = room.start(
            kit.program("shotcut"), "--noupgrade", project
        )
        # Until the project is open the title is that of none.
        self.window = room.window(f"^{project.name} - Shotcut$")
        room.lay(self.window, 380, 30, 1050, 840)

    @property
    def changed(self) -> bool:
        """Whether there is something to save: its title has a star."""
        return any("* - Shotcut" in title for title in self._room.titles())

    def save(self) -> None:
        """Save the project, by its key."""
        before = self.project.stat().st_mtime_ns

        def saved() -> bool:
            self._room.hand("windowactivate", "--sync", self.window, "key", "ctrl+s")
            return self.project.stat().st_mtime_ns != before

        self._kit.until(saved, "the saved project", pause=1.0, instead=self._room.titles)
