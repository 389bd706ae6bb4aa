"""From a key to its paint: the manuscript's editor in its window, beside a bare QTextEdit.

Usage: python tests/benchmarks/bench_typing.py [--words 1000000] [--keys 300] [--giant]

A story of so many words, drawn from the corpus in resources, is opened, and letters are typed in
the middle of it, one after the other, as fast as they are painted. `--giant` puts all of it into
one paragraph of 500 kB instead. Beside the time by the clock stands the processor's, which does not
depend on what else the machine does. The window has no engine: it is a process of its own, which
takes no part in a key.
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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from t2m_desktop.app import make_application, make_window
from t2m_desktop.settings import Settings
from t2m_engine import places


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
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    text = giant() if options.giant else story(options.words)
    with tempfile.TemporaryDirectory(prefix="t2m-typing-") as home:
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = home
        application = make_application()
        print(f"{len(text.split()):,} words, {len(text) / 1e6:.1f} MB, {options.keys} keys")
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
        took = show("t2m", *typed(application, editor, options.keys))
        print(f"t2m / bare: {took / baseline:.2f} (processor, p50)")
        editor.document().setModified(False)
        window.close()
    return 0


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


def typed(application: object, editor: QTextEdit, keys: int) -> tuple[list[float], list[float]]:
    """Milliseconds, by the clock and of the processor, from each key to its paint."""
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
        if number % 10 == 9:
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
