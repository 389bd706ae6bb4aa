"""The library's table at 100,000 tracks: scrolling and sorting, beside a bare table of Qt.

Usage: python tests/benchmarks/bench_library_view.py [--tracks 100000] [--moves 200]

The tracks are made, and stored in a new catalogue; the engine is a real one, in its own process,
and the table is the window's, drawn offscreen at 1000 × 700. Measured are:

page down     one page further in what is there already, until it is painted
jump          the scroll bar set to a random place, until it is painted (with cells yet empty),
              and until its rows have come from the engine and are painted
sort          from the click on a heading to the first page painted: the first time, when the
              order is made, and again, the other way round

The baseline of the same run is a bare QTableView with as many rows, whose model makes its texts
out of row and column alone: what Qt itself costs.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from t2m_desktop.app import make_application
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.library.columns import COLUMNS
from t2m_desktop.library.table import TrackTable
from t2m_desktop.library.tracks import Tracks
from t2m_desktop.suggestions import Waveforms
from t2m_desktop.theme import Themes
from t2m_engine.library.catalogue import Catalogue

SIZE = (1000, 700)
PATIENCE = 120.0


class Static(QAbstractTableModel):
    """The baseline: texts out of nothing."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else self._columns

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"Row {index.row()}, {index.column()}"
        return None


def make(folder: Path, tracks: int) -> None:
    """Store made tracks in a new catalogue."""
    rng = random.Random(5)
    words = ("rain", "night", "ferry", "stone", "winter", "glass", "low", "door", "salt", "harrow")
    with Catalogue.open(folder) as catalogue, catalogue._writing() as connection:
        connection.executemany(
            "INSERT INTO tracks (path, size, mtime_ns, content_id, duration, sample_rate, "
            "channels, codec, title, artist, pack, peaks, curve_length, curve, added, facts, "
            "tempo, key, loudness) VALUES (?, 1, 1, ?, ?, 44100, 2, 'mp3', ?, ?, 'made', ?, 5, ?, "
            "?, 2, ?, 'Am', -18)",
            (
                (
                    f"/music/{i % 997:03}/{i:07}.mp3".encode(), i.to_bytes(16, "big"),
                    rng.uniform(20, 400), " ".join(rng.sample(words, 3)).title(),
                    f"Artist {rng.randrange(5000)}", bytes(600), bytes(2400), float(i),
                    rng.uniform(50, 180),
                )
                for i in range(tracks)
            ),
        )  # fmt: skip


def until(done: Callable[[], bool], what: str) -> None:
    """Let the window live until `done`."""
    end = time.monotonic() + PATIENCE
    while not done():
        QTest.qWait(0)
        if time.monotonic() > end:
            sys.exit(f"Waited {PATIENCE:.0f} s for {what}.")


def timed(do: Callable[[], object]) -> float:
    """Milliseconds that something takes."""
    begin = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - begin)


def paint(table: QTableView) -> None:
    """Paint what is to be painted, now."""
    table.viewport().repaint()


def report(name: str, times: list[float], baseline: float | None = None) -> float:
    """Print p50 and p95 and, where there is one, how many times the baseline that is."""
    middle, late = median(times), sorted(times)[int(0.95 * (len(times) - 1))]
    ratio = f"{middle / baseline:9.1f} ×" if baseline else ""
    print(f"  {name:<38}{middle:9.2f}{late:9.2f}{ratio}")
    return middle


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=100_000)
    parser.add_argument("--moves", type=int, default=200)
    options = parser.parse_args()
    make_application()
    themes = Themes("light")
    themes.apply()
    rng = random.Random(1)
    jumps = [rng.randrange(options.tracks) for _ in range(options.moves)]

    bare = QTableView()
    bare.setModel(Static(options.tracks, sum(column.shown for column in COLUMNS)))
    bare.resize(*SIZE)
    bare.show()
    QTest.qWait(50)

    with tempfile.TemporaryDirectory(prefix="t2m-bench-") as name:
        make(Path(name) / "library", options.tracks)
        bridge = EngineBridge(library=Path(name) / "library", device="cpu")
        waveforms = Waveforms(bridge)
        tracks = Tracks(bridge)
        table = TrackTable(themes, waveforms, tracks)
        table.resize(*SIZE)
        table.show()
        bridge.start()
        until(lambda: bridge.is_ready, "the engine")
        first = timed(lambda: (tracks.refresh(), until(lambda: tracks.total > 0, "the first page")))
        paint(table)
        load = os.getloadavg()[0]
        print(f"{options.tracks:,} tracks, load {load:.1f} on {os.cpu_count()} cores; milliseconds")
        print(f"  {'':<38}{'p50':>9}{'p95':>9}   p50 beside the bare table")
        print(f"  {'first page of a library just opened':<38}{first:9.2f}")

        def shown() -> bool:
            top, bottom = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
            last = tracks.total - 1 if bottom < 0 else bottom
            return all(tracks.row(row) is not None for row in (top, last))

        def jump(of: QTableView, row: int) -> None:
            of.verticalScrollBar().setValue(row)
            paint(of)

        baseline = report("bare: jump, painted", [timed(lambda r=r: jump(bare, r)) for r in jumps])
        empty, full = [], []
        for row in jumps:
            begin = time.perf_counter()
            jump(table, row)
            empty.append(1000 * (time.perf_counter() - begin))
            until(shown, "rows")
            paint(table)
            full.append(1000 * (time.perf_counter() - begin))
        report("jump, painted", empty, baseline)
        report("jump, its rows there and painted", full, baseline)
        table.verticalScrollBar().setValue(0)
        until(shown, "rows")
        steps = []
        for _ in range(options.moves):
            page = table.verticalScrollBar().pageStep()
            value = (table.verticalScrollBar().value() + page) % (20 * page)
            table.verticalScrollBar().setValue(value)
            until(shown, "rows")
            table.verticalScrollBar().setValue(value - 1)
            steps.append(timed(lambda value=value: jump(table, value)))
        report("page down in what is there", steps, baseline)
        for heading in ("title", "artist", "duration", "tempo"):
            column = next(i for i, one in enumerate(COLUMNS) if one.name == heading)
            for words, order in (
                ("the first time", Qt.SortOrder.AscendingOrder),
                ("again", Qt.SortOrder.DescendingOrder),
            ):
                begin = time.perf_counter()
                table.sortByColumn(column, order)
                wish = tracks.wish
                until(lambda wish=wish: tracks.showing == wish, "the order")
                paint(table)
                report(f"sort by {heading}, {words}", [1000 * (time.perf_counter() - begin)])
        table.close()
        bare.close()
        bridge.stop()


if __name__ == "__main__":
    main()
