"""Other people's programs, driven by tests: each in a room with a screen, a bus and a home.

A room is an X server with a window manager, a D-Bus session and an empty home folder. Programs
that are started in it, and whatever these start, end with it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import pytest

T = TypeVar("T")
PATIENCE = 300.0
"""Seconds to wait for a state: a program that starts in two may get a fiftieth of a processor."""
_MARK = "T2M_ROOM"
_LEFT_OUT = ("PULSE", "QT_", "XDG_", "DBUS_", "WAYLAND", "GTK_", "GDK_", "KDE", "SESSION")
"""What a program must not learn of the desktop that the tests run on."""


def program(*names: str) -> str:
    """Return the first of the programs that is installed; skip the test if none is."""
    for name in names:
        if found := shutil.which(name):
            return found
    pytest.skip(f"{names[0]} is not installed")


def until(
    look: Callable[[], T],
    what: str,
    *,
    limit: float = PATIENCE,
    pause: float = 0.05,
    instead: Callable[[], object] = lambda: "",
) -> T:
    """Return what `look` finds, once that is something.

    AssertionError says that `what` did not come, and what `instead` sees.
    """
    end = time.monotonic() + limit
    while not (found := look()):
        assert time.monotonic() < end, f"waited {limit:g} s in vain for {what}; {instead()}"
        time.sleep(pause)
    return found


class Room:
    """A screen with a window manager, a D-Bus session and a home; a context manager.

    `environment` is what programs in it see; `home` is its folder.
    """

    def __init__(self, *, size: tuple[int, int] = (1440, 900)) -> None:
        for name in ("Xvfb", "openbox", "xdotool", "dbus-daemon"):
            program(name)
        self.size = size
        # Short: the path of a Unix socket may hold 107 bytes.
        self._folder = tempfile.TemporaryDirectory(prefix="t2m-room-", ignore_cleanup_errors=True)
        self.home = Path(self._folder.name)
        self._mark = uuid.uuid4().hex
        self._bus: subprocess.Popen[bytes] | None = None
        self._screen: subprocess.Popen[bytes] | None = None
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(_LEFT_OUT)}
        folders = {
            f"XDG_{name}_HOME": str(self.home / place)
            for name, place in (
                ("CONFIG", ".config"), ("DATA", ".local/share"), ("CACHE", ".cache"),
                ("STATE", ".local/state"),
            )
        }  # fmt: skip
        self.environment = {
            **kept,
            **folders,
            _MARK: self._mark,
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "TMPDIR": str(self.home),
            "LC_ALL": "C.UTF-8",
            "LANG": "C.UTF-8",
            "LANGUAGE": "en",
            "QT_QPA_PLATFORM": "xcb",
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
            "OMP_NUM_THREADS": "1",
        }
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> None:
        reading, writing = os.pipe()
        width, height = self.size
        self._screen = self.start(
            "Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
            "-nolisten", "tcp", "-noreset", keep=(writing,),
        )  # fmt: skip
        os.close(writing)
        self.environment["DISPLAY"] = f":{self._line(reading, 'Xvfb')}"
        reading, writing = os.pipe()
        self._bus = self.start(
            "dbus-daemon", "--session", "--nofork", f"--print-address={writing}", keep=(writing,)
        )
        os.close(writing)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._line(reading, "dbus-daemon")
        self.start("openbox")
        until(lambda: self.read("xdotool", "get_num_desktops"), "the window manager")

    @staticmethod
    def _line(descriptor: int, what: str) -> str:
        with os.fdopen(descriptor) as pipe:
            line = pipe.readline().strip()
        assert line, f"{what} did not start"
        return line

    def start(
        self,
        *command: object,
        name: str = "",
        keep: Sequence[int] = (),
        more: dict[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a program in the room; what it says goes to NAME.log in the room's home."""
        name = name or Path(str(command[0])).name
        with (self.home / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                env={**self.environment, **(more or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=keep,
                cwd=self.home,
            )
        self._started.append(process)
        return process

    def read(self, *command: object, limit: float = 60.0) -> str:
        """Run a program to its end, and return what it says; "" where it fails."""
        done = subprocess.run(
            [str(part) for part in command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=limit,
        )
        return done.stdout if done.returncode == 0 else ""

    def bus(self, name: str, path: str, method: str, *arguments: object) -> str:
        """Call a method on the room's D-Bus, and return its answer as dbus-send prints it.

        Arguments are in dbus-send's words ("string:x"). "" where nobody answers.
        """
        return self.read(
            "dbus-send", "--session", "--print-reply=literal", f"--dest={name}", path, method,
            *arguments,
        )  # fmt: skip

    def services(self) -> list[str]:
        """Return the names on the room's D-Bus."""
        said = self.bus("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames")
        return [word for word in said.split() if "." in word and not word.startswith(":")]

    def log(self, name: str) -> str:
        """Return what a program said so far."""
        path = self.home / f"{name}.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def told(self, name: str) -> list[dict[str, Any]]:
        """Return the JSON objects that a program told, each on a line of its own."""
        lines = self.log(name).split("\n")[:-1]
        return [json.loads(line) for line in lines if line.startswith("{")]

    # Windows, mouse and keys

    def hand(self, *arguments: object) -> None:
        """Move the mouse and press keys, in xdotool's words."""
        subprocess.run(
            ["xdotool", *map(str, arguments)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )

    def windows(self, title: str) -> list[int]:
        """Return the visible windows in whose titles a regular expression is found."""
        return [window for window, name in self._named() if re.search(title, name)]

    def titles(self) -> list[str]:
        """Return the titles of all visible windows."""
        return [name for _, name in self._named()]

    def _named(self) -> list[tuple[int, str]]:
        # By class, as xdotool's search for names trips over letters that are not Latin-1.
        windows = self.read("xdotool", "search", "--onlyvisible", "--class", ".").split()
        return [(int(w), self.read("xdotool", "getwindowname", w).strip()) for w in windows]

    def window(self, title: str, limit: float = PATIENCE) -> int:
        """Return the window with such a title, once it is there."""

        def look() -> list[int]:
            self.check()
            return self.windows(title)

        said = f"a window “{title}”"
        return until(look, said, limit=limit, pause=0.2, instead=self.titles)[0]

    def lay(self, window: int, x: int, y: int, width: int, height: int) -> None:
        """Put a window somewhere, and wait until it is there (its frame may shift it a little)."""
        self.hand("windowactivate", window, "windowsize", window, width, height)
        self.hand("windowmove", window, x, y)

        def there() -> bool:
            at = self.place(window)
            return abs(at[0] - x) < 40 and abs(at[1] - y) < 40

        until(there, "the window's place")

    def place(self, window: int) -> tuple[int, int, int, int]:
        """Return a window's left, top, width and height."""
        said = self.read("xdotool", "getwindowgeometry", "--shell", window)
        at = {k: int(v) for k, v in re.findall(r"^([A-Z]+)=(-?\d+)$", said, re.MULTILINE)}
        return at["X"], at["Y"], at["WIDTH"], at["HEIGHT"]

    def picture(self, path: Path) -> None:
        """Write what is on the screen, as PNG: for who looks into a failure."""
        width, height = self.size
        self.read(
            "ffmpeg", "-loglevel", "error", "-y", "-f", "x11grab", "-video_size",
            f"{width}x{height}", "-i", self.environment["DISPLAY"], "-frames:v", "1", path,
        )  # fmt: skip

    def drag(
        self,
        grip: tuple[int, int],
        target: tuple[int, int],
        landed: Callable[[], Any],
        *,
        carried: Callable[[], Any],
        taken: Callable[[], Any],
        limit: float = PATIENCE,
    ) -> None:
        """Drag from `grip` to `target` by hand, until `landed` says that it did.

        `carried` tells whether the source is dragging, `taken` whether the place under the
        pointer takes what is carried. A press that the window manager swallowed is made once more.
        """
        for _ in range(2):
            self._drag_once(grip, target, carried, taken)
            with suppress(AssertionError):
                until(landed, "the drop", limit=limit / 2, pause=0.25)
                return
        raise AssertionError(f"nothing came of two drags to {target}; windows: {self.titles()}")

    def _drag_once(
        self,
        grip: tuple[int, int],
        target: tuple[int, int],
        carried: Callable[[], Any],
        taken: Callable[[], Any],
    ) -> None:
        (x, y), (to_x, to_y) = grip, target
        self.hand("mousemove", x, y, "sleep", 0.2, "mousedown", 1, "sleep", 0.3)
        try:
            for i in (8, 16, 24):
                self.hand("mousemove", x + i, y, "sleep", 0.05)
            # Let go before the source has begun, and it would never hear of it.
            with suppress(AssertionError):
                until(carried, "the drag", limit=60)
            steps = 12
            path: list[object] = []
            for i in range(1, steps + 1):
                at = x + (to_x - x) * i // steps, y + (to_y - y) * i // steps
                path += ["mousemove", *at, "sleep", 0.05]  # a hand's pace: toolkits look between
            self.hand(*path)

            def trembling() -> Any:
                for step in (1, 0):
                    self.hand("mousemove", to_x + step, to_y, "sleep", 0.15)
                return taken()

            # Rest over the target, until it was asked and said yes.
            with suppress(AssertionError):
                until(trembling, "a place that takes it", limit=20)
            trembling()
        finally:
            self.hand("mouseup", 1)
        with suppress(AssertionError):
            until(lambda: not carried(), "the end of the drag", limit=60)

    # The end

    def check(self) -> None:
        """Fail if the screen or the bus ended."""
        for process in (self._screen, self._bus):
            assert process is None or process.poll() is None, f"{process.args} ended"

    def stop(self, process: subprocess.Popen[bytes], limit: float = 20.0) -> None:
        """End a program of the room."""
        process.terminate()
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def close(self) -> None:
        """End everything in the room, at once and without a question, and remove its home."""
        kept = (self._screen, self._bus)
        for process in [p for p in self._started if p not in kept]:
            process.kill()
            process.wait()
        for left in self._left():
            with suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)
        for process in kept[::-1]:
            if process is not None:
                self.stop(process)
        self._folder.cleanup()

    def _left(self) -> list[int]:
        """What programs left behind: processes that carry the room's mark."""
        keep = {p.pid for p in (self._bus, self._screen) if p is not None}
        mark = f"{_MARK}={self._mark}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (folder / "environ").read_bytes() and int(folder.name) not in keep:
                    found.append(int(folder.name))
        return found
