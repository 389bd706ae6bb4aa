"""From the start of the process to the first painted window, beside a bare PySide6 window.

Usage: python tests/benchmarks/bench_startup.py [-n RUNS] [--screen offscreen|xvfb|both]

Each run is a new process. Runs of the bare QMainWindow and of t2m-desktop take turns, so that both
meet the same machine. "Painted" is the first turn of the event loop after the first paint event of
a visible top-level window. Printed: p50 and p95 in milliseconds, and the ratio of the p50s.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds until a window that never comes is given up


def child(which: str) -> None:
    """Open one window, print the monotonic time at which it was painted, and wait to be ended."""
    from PySide6 import QtCore, QtWidgets

    class Watch(QtCore.QObject):
        painted = False

        def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
            if (
                not self.painted
                and event.type() == QtCore.QEvent.Type.Paint
                and isinstance(watched, QtWidgets.QWidget)
                and watched.isWindow()
                and watched.isVisible()
            ):
                self.painted = True
                QtCore.QTimer.singleShot(0, lambda: print(time.monotonic(), flush=True))
            return False

    watch = Watch()
    run_events = QtWidgets.QApplication.exec

    def watched_exec(*_: object) -> int:
        application = QtWidgets.QApplication.instance()
        assert application is not None
        application.installEventFilter(watch)
        return run_events()

    QtWidgets.QApplication.exec = watched_exec
    if which == "bare":
        application = QtWidgets.QApplication([])
        window = QtWidgets.QMainWindow()
        window.resize(1440, 900)
        window.show()
        application.exec()
    else:
        from t2m_desktop.__main__ import main

        sys.argv = ["t2m-desktop"]
        main()


def one_run(which: str, environment: dict[str, str]) -> float:
    """Seconds from just before the process is started to its painted window."""
    command = [sys.executable, __file__, "--child", which]
    begun = time.monotonic()
    with subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        alarm = signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, alarm)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
    if not line.strip():
        sys.exit(f"The {which} window was not painted within {PATIENCE:.0f} s.")
    return float(line) - begun


@contextmanager
def screen(name: str) -> Iterator[dict[str, str]]:
    """The environment of a screen, with settings and library of its own."""
    with tempfile.TemporaryDirectory(prefix="t2m-bench-") as home:
        environment = dict(os.environ)
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            environment[f"XDG_{kind}_HOME"] = home
        environment["PYTHONPATH"] = str(ROOT)
        if name == "offscreen":
            yield environment | {"QT_QPA_PLATFORM": "offscreen"}
            return
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        try:
            with os.fdopen(read) as pipe:
                number = pipe.readline().strip()
            environment.pop("WAYLAND_DISPLAY", None)
            yield environment | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()
            server.wait()


def line(name: str, times: list[float]) -> str:
    """One row of the table, in milliseconds."""
    milliseconds = sorted(1000 * value for value in times)
    p95 = statistics.quantiles(milliseconds, n=20, method="inclusive")[-1]
    return f"{name:24s} p50 {statistics.median(milliseconds):7.0f} ms   p95 {p95:7.0f} ms"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--runs", type=int, default=10)
    parser.add_argument("--screen", choices=["offscreen", "xvfb", "both"], default="both")
    parser.add_argument("--child", choices=["bare", "t2m"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child)
        return
    for name in ("offscreen", "xvfb") if options.screen == "both" else (options.screen,):
        with screen(name) as environment:
            for which in ("bare", "t2m"):
                one_run(which, environment)  # fills the disk's cache
            bare, ours = [], []
            for _ in range(max(2, options.runs)):
                bare.append(one_run("bare", environment))
                ours.append(one_run("t2m", environment))
        print(line(f"{name}: bare window", bare))
        print(line(f"{name}: t2m-desktop", ours))
        print(f"{name}: ratio of p50    {statistics.median(ours) / statistics.median(bare):.2f}")


if __name__ == "__main__":
    main()
