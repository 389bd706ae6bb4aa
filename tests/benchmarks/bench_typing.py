"""From a key to its paint: the manuscript's editor in its window, beside a bare QTextEdit.

Usage: python tests/benchmarks/bench_typing.py [--words 1000000] [--keys 300] [--giant]
                                               [--busy [--music FOLDER]] [--memory]

A story of so many words, drawn from the corpus in resources, is opened, and letters are typed in
the middle of it, one after the other, as fast as they are painted. `--giant` puts all of it into
one paragraph of 500 kB instead. Beside the time by the clock stands the processor's, which does not
depend on what else the machine does.

`--busy` starts the window's real engine, which then hears a folder of music (default: the demo's)
while it reads the manuscript from beginning to end, one question after the other, and answers what
the window itself asks; the keys come from a fast hand, 20 in a second and then a pause, in which
the outline, the spelling and the arc have their turn. How many processors the engine took meanwhile
is printed: none would be no proof. Without it the window has no engine. `--memory` types nothing,
and prints what the window's process holds once all of the text is laid out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from t2m_desktop.app import make_application, make_window
from t2m_desktop.settings import Settings
from t2m_desktop.window import Window
from t2m_engine import places

ROOT = Path(__file__).resolve().parents[2]
PAUSE_MS = 2500
"""Longer than the editor's own pauses: for the passage, the spelling, the outline, the arc."""


class Paints(QObject):
    """Counts the paints of a widget."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--giant", action="store_true")
    parser.add_argument("--busy", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--music", type=Path, default=ROOT / "resources" / "demo" / "music")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    text = giant() if options.giant else story(options.words)
    with tempfile.TemporaryDirectory(prefix="t2m-typing-") as home:
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = home
        application = make_application()
        print(f"{len(text.split()):,} words, {len(text) / 1e6:.1f} MB, {options.keys} keys")
        baseline = 0.0
        if not options.memory:
            bare = QTextEdit()
            bare.resize(800, 700)
            bare.setPlainText(text)
            bare.show()
            baseline = show("a bare QTextEdit", *typed(application, bare, options.keys))
            bare.close()
        window = make_window(settings=Settings(theme="light"))
        window.painted.disconnect()
        window.resize(1440, 900)
        window.show()
        began = time.perf_counter()
        editor = window.writing.editor
        editor.set_manuscript(text)
        print(f"shown after {time.perf_counter() - began:.1f} s")
        QTest.qWait(3000)  # the outline
        if options.memory:
            until(lambda: editor._layout.settled, "the layout")
            status = Path("/proc/self/status").read_text("ascii")
            held = int(status.split("VmRSS:")[1].split()[0]) / 1024
            print(f"the window holds {held:.0f} MB (resident)")
        elif options.busy:
            busy = Busy(window, text, options.music)
            show("t2m, engine busy", *typed(application, editor, options.keys, pace=50))
            busy.end()
        else:
            took = show("t2m", *typed(application, editor, options.keys))
            print(f"t2m / bare: {took / baseline:.2f} (processor, p50)")
        editor.document().setModified(False)
        window.close()
    return 0


class Busy:
    """The window's engine, with all that it can be asked to do at once."""

    _AT_ONCE = 4
    """Paragraphs a question, as the window asks for its arc."""

    def __init__(self, window: Window, text: str, music: Path) -> None:
        """Begin; returns once the model is loaded and the engine hears and reads."""
        self._bridge, self._live = window.bridge, True
        self.read, self.heard = 0, 0
        self._passages = [part for part in text.split("\n") if part and len(part) < 20_000]
        warm: list[object] = []
        self._bridge.start()
        until(lambda: self._bridge.is_ready, "the engine")
        self._bridge.request("engine.warm", {}, warm.append, warm.append)
        until(lambda: warm, "the model")
        self._scan = self._bridge.request(
            "library.add", {"folders": [str(music)]}, self._ended, self._ended, self._progressed
        )
        self._ask()
        until(lambda: self.read > 40 and self.heard, "the engine at work")
        self._began, self._worked = time.perf_counter(), self._work()

    def end(self) -> None:
        """Stop, and say how busy the engine was."""
        seconds = time.perf_counter() - self._began
        share = (self._work() - self._worked) / seconds
        scan = "hearing" if self._scan else "done with hearing"
        print(
            f"in {seconds:.0f} s the engine took {share:.2f} of {os.cpu_count()} processors; "
            f"it had read {self.read:,} paragraphs, and was {scan} at file {self.heard}"
        )
        self._live = False
        if self._scan:
            self._bridge.cancel(self._scan)

    def _ask(self, _: object = None) -> None:
        if self._live:
            at = self.read % len(self._passages)
            texts = self._passages[at : at + self._AT_ONCE]
            self.read += len(texts)
            self._bridge.request("emotion", {"texts": texts}, self._ask, self._ask)

    def _progressed(self, progress: dict[str, object]) -> None:
        self.heard = int(str(progress["done"]))

    def _ended(self, _: object) -> None:
        self._scan = 0

    def _work(self) -> float:
        """Seconds of processors that the engine and its helpers have taken so far."""
        family, grown = {self._bridge.pid}, True
        stats = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # it has ended
                stats[int(path.parent.name)] = path.read_text().rsplit(")", 1)[1].split()
        while grown:
            grown = False
            for pid, fields in stats.items():
                if pid not in family and int(fields[1]) in family:
                    family.add(pid)
                    grown = True
        ticks = sum(sum(map(int, stats[pid][11:15])) for pid in family if pid in stats)
        return ticks / os.sysconf("SC_CLK_TCK")


def until(done: Callable[[], object], what: str) -> None:
    """Let the window live until `done`."""
    end = time.monotonic() + 120
    while not done():
        QTest.qWait(20)
        if time.monotonic() > end:
            sys.exit(f"Waited 120 s for {what}.")


def story(words: int) -> str:
    """Chapters of scenes of paragraphs of the corpus."""
    lines = (places.resources() / "corpus" / "passages.jsonl").read_text("utf-8").splitlines()
    passages = [json.loads(line)["text"].replace("\n", " ") for line in lines]
    chance = random.Random(1)
    parts, count = ["# A Million Words"], 0
    while count < words:
        if len(parts) % 40 == 1:
            parts.append(f"## Scene {len(parts) // 40 + 1}")
        parts.append(chance.choice(passages))
        count += len(parts[-1].split())
    return "\n\n".join(parts) + "\n"


def giant() -> str:
    """One paragraph of 500 kB."""
    return story(100_000).replace("\n", " ").replace("#", "")[:500_000]


def typed(
    application: object, editor: QTextEdit, keys: int, pace: int = 0
) -> tuple[list[float], list[float]]:
    """Milliseconds, by the clock and of the processor, from each key to its paint.

    `pace` is what the hand rests between two keys, in milliseconds.
    """
    flush: Callable[[], None] = application.processEvents  # type: ignore[attr-defined]
    paints = Paints()
    editor.viewport().installEventFilter(paints)
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().characterCount() // 2)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.setFocus()
    QTest.qWait(500)
    clock, processor = [], []
    for number in range(keys):
        before = paints.count
        began, work = time.perf_counter(), time.process_time()
        QTest.keyClick(editor, "abcdefg "[number % 8])
        while paints.count == before:
            flush()
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - work))
        if pace:  # what is done in a pause may be met by the key after it
            QTest.qWait(PAUSE_MS if number % 20 == 19 else pace)
        elif number % 10 == 9:
            QTest.qWait(20)  # a hand rests now and then; timers come to their right
    return clock, processor


def show(name: str, clock: list[float], processor: list[float]) -> float:
    """Print a row; returns the median of the processor's milliseconds."""

    def row(values: list[float]) -> str:
        cuts = statistics.quantiles(values, n=100)
        return f"p50 {cuts[49]:6.2f}   p99 {cuts[98]:6.2f}   most {max(values):6.2f}"

    print(f"{name:20} by the clock {row(clock)} ms    of the processor {row(processor)} ms")
    return statistics.median(processor)


if __name__ == "__main__":
    sys.exit(main())
