"""The editors of Debian, started in a room as if they had been used before: nothing is asked."""

from __future__ import annotations

import re
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
    """Kdenlive with a project, its window beside our own; `service` is its name on the bus.

    `clips` are on the project's timeline: it takes orders before they are, and would save none.
    """

    def __init__(self, kit: Any, room: Any, project: Path, clips: int = 0) -> None:
        self._kit, self._room, self.project = kit, room, project
        config = room.home / ".config" / "kdenliverc"
        config.parent.mkdir(exist_ok=True)
        config.write_text(_KDENLIVE, "utf-8")
        self.process: subprocess.Popen[bytes] = room.start(kit.program("kdenlive"), project)
        self.window = room.window(f"^{re.escape(project.stem)} .*Kdenlive$")
        kit.until(lambda: room.log("kdenlive").count("qml: loaded clip:") >= clips, "its timeline")
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


_AUDACITY = """PrefsVersion=1.1.1r1
[GUI]
ShowSplashScreen=0
[Window]
X=380
Y=30
Width=1050
Height=800
Normal_X=380
Normal_Y=30
Normal_Width=1050
Normal_Height=800
Maximized=0
[Warnings]
FirstProjectSave=0
[Module]
mod-script-pipe=0
[Version]
Major=3
Minor=2
Micro=4
"""


class Audacity:
    """Audacity with an empty project, its window beside our own.

    Its pipe for scripts stays shut: it lies at one place for all Audacities of a user.
    """

    def __init__(self, kit: Any, room: Any, project: Path) -> None:
        self._kit, self._room, self.project = kit, room, project
        config = room.home / ".config" / "audacity" / "audacity.cfg"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(_AUDACITY, "utf-8")
        self.process: subprocess.Popen[bytes] = room.start(kit.program("audacity"))
        self.window = room.window("^Audacity$")

    def save_and_quit(self) -> None:
        """Save the project by its key and in the dialog that asks for its name, and end.

        As long as it runs it keeps its database to itself.
        """
        room = self._room
        for _ in range(2):
            room.hand("windowactivate", "--sync", self.window, "key", "ctrl+s")
            dialog = room.window("^Save Project")
            room.hand("windowactivate", "--sync", dialog, "key", "ctrl+a")
            room.hand("type", "--delay", 30, str(self.project))
            room.hand("sleep", 1, "key", "Return")
            try:
                self._kit.until(self._is_saved, "the saved project", limit=60, pause=0.5)
            except AssertionError:
                continue  # a key was swallowed
            room.hand("windowactivate", "--sync", self.window, "key", "ctrl+q")
            self.process.wait(self._kit.PATIENCE)
            return
        raise AssertionError(f"Audacity did not save; {room.titles()}")

    def _is_saved(self) -> bool:
        return self.project.exists() and not self._room.windows("^Save Project")


_ARDOUR = """<?xml version="1.0" encoding="UTF-8"?>
<Ardour><Config><Option name="hide-dummy-backend" value="0"/>
<Option name="try-autostart-engine" value="1"/></Config>
<Extra><AudioMIDISetup><EngineStates>
<State backend="None (Dummy)" driver="Normal Speed" device="Silence" input-device=""
 output-device="" sample-rate="48000" buffer-size="1024" n-periods="0" input-latency="0"
 output-latency="0" lm-input="" lm-output="" active="1" use-buffered-io="0"
 midi-option="1 in, 1 out, Silence" lru="1795279966"><MIDIDevices/></State>
</EngineStates></AudioMIDISetup></Extra></Ardour>
"""
_SESSION = """local session = create_session ("%s", "%s", 48000)
assert (session)
session:new_audio_track (2, 2, nil, 1, "Music", 0, ARDOUR.TrackMode.Normal, true)
for name, start, last in string.gmatch ("%s", "([^|]+)|(%%d+)|(%%d+)") do
  local from, to = Temporal.timepos_t (tonumber (start)), Temporal.timepos_t (tonumber (last))
  session:locations ():add_range (from, to):set_name (name)
end
session:save_state ("")
close_session ()
quit ()
"""


class Ardour:
    """Ardour with a new session of one empty track, on an engine that makes no sound.

    `region` is a range marker that it has: its name, and from which sample to which.
    """

    def __init__(
        self, kit: Any, room: Any, folder: Path, region: tuple[str, int, int] | None = None
    ) -> None:
        self._kit, self._room = kit, room
        config = room.home / ".config" / "ardour7"
        config.mkdir(parents=True, exist_ok=True)
        (config / ".a7").touch()  # been here before
        (config / "config").write_text(_ARDOUR, "utf-8")
        script = room.home / "session.lua"
        marked = "|".join(map(str, region)) if region else ""
        script.write_text(_SESSION % (folder, folder.name, marked), "utf-8")
        room.read(kit.program("ardour7-lua"), script, limit=kit.PATIENCE)
        self.project = folder / f"{folder.name}.ardour"
        assert self.project.exists(), "no session was made"
        self.open()

    def open(self) -> None:
        """Start it with the session, once more where it ended."""
        self.process: subprocess.Popen[bytes] = self._room.start(
            self._kit.program("ardour", "ardour7"), "-n", "-a", self.project
        )
        self.window = self._room.window(f"^{re.escape(self.project.stem)} - Ardour$")

    @property
    def changed(self) -> bool:
        """Whether there is something to save: its title has a star."""
        return bool(self._room.windows(r"^\*.* - Ardour$"))

    def save(self) -> None:
        """Save the session, by its key."""

        def saved() -> bool:
            self._room.hand("windowactivate", "--sync", self.window, "key", "ctrl+s")
            return not self.changed

        self._kit.until(saved, "the saved session", pause=2.0, instead=self._room.titles)
