"""The scan that is under way: its queue, how far it is, pause and cancel."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from t2m_desktop import counting
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import said
from t2m_desktop.feeling import clock
from t2m_desktop.labels import ElidedLabel, label
from t2m_desktop.translation import tr
from t2m_engine.service.client import Cancelled, EngineError, EngineGone

_FALLS = 3
"""Falls of the engine in one scan, after which it is left to the user."""
_LOOK_S = 2.0
"""Seconds between two looks at what has been heard meanwhile."""
_Job = tuple[str, dict[str, Any]]


class Scan(QFrame):
    """Scans folders, one request after the other, and shows how far it is; else it is hidden."""

    ended = Signal()
    grown = Signal()  # some was heard: every few seconds
    said = Signal(str)

    def __init__(self, bridge: EngineBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._request: int | None = None
        self._job: _Job | None = None
        self._queue: list[_Job] = []
        self._falls = 0
        self._looked = 0.0
        self.setObjectName("Notice")
        self.file = ElidedLabel("", "strong")
        self.rate = label("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of the scan"))
        self.pause_button = QPushButton(tr("Pause"))
        self.pause_button.setCheckable(True)
        self.pause_button.setAccessibleName(tr("Pause the scan"))
        self.pause_button.toggled.connect(self.pause)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setAccessibleName(tr("Cancel the scan"))
        self.cancel_button.clicked.connect(self.cancel)
        words = QHBoxLayout()
        words.addWidget(self.file, 1)
        words.addWidget(self.rate)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.pause_button)
        row.addWidget(self.cancel_button)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a scan runs, or waits for the engine."""
        return self._request is not None or bool(self._queue)

    def add(self, folders: list[Path], *, retry: bool = False) -> None:
        """Scan folders, or files; while a scan runs, after it. `retry`: failed files once more."""
        params: dict[str, Any] = {"folders": [str(folder) for folder in folders]}
        if retry:
            params["retry_errors"] = True
        self._add(("library.add", params))

    def update_all(self) -> None:
        """Look through everything that was added."""
        self._add(("library.update", {}))

    def _add(self, job: _Job) -> None:
        last = self._queue[-1] if self._queue else None
        if (
            last is not None
            and last[0] == job[0] == "library.add"
            and last[1].keys() == job[1].keys()
        ):
            last[1]["folders"] += job[1]["folders"]
        else:
            self._queue.append(job)
        self._falls = 0
        self.go_on()

    def cancel(self) -> None:
        """Stop the scan; what it has found stays."""
        self._queue.clear()
        if self._request is not None:
            self._bridge.cancel(self._request)
            self.file.set_whole(tr("Stopping…"))
            self.cancel_button.setEnabled(False)

    def pause(self, wanted: bool) -> None:
        """Let the scan rest between two files, or go on."""
        self.pause_button.setText(tr("Go on") if wanted else tr("Pause"))
        self._bridge.request("library.pause", {"paused": wanted})

    def go_on(self) -> None:
        """Begin what waits, if the engine is there."""
        if self._request is not None or not self._queue or not self._bridge.is_ready:
            return
        self._job = self._queue.pop(0)
        self.show()
        self.bar.setRange(0, 0)
        self.file.set_whole(tr("Looking for music…"))
        self.rate.setText("")
        self.cancel_button.setEnabled(True)
        method, params = self._job
        self._request = self._bridge.request(
            method, params, self._done, self._refused, self._progressed
        )

    def _progressed(self, progress: dict[str, Any]) -> None:
        done, total = int(progress["done"]), int(progress["total"])
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.cancel_button.isEnabled():
            doing = {"looking": tr("Looking for music…"), "indexing": tr("Sorting…")}
            name = Path(progress["text"]).name
            self.file.set_whole(doing.get(progress["stage"]) or name or tr("Listening…"))
        parts = (
            [
                tr("%1 of %2")
                .replace("%1", counting.number(done))
                .replace("%2", counting.files(total))
            ]
            if total
            else []
        )
        if progress["rate"]:
            parts.append(_rate(progress["rate"]))
        if progress["time_left"] is not None:
            parts.append(tr("%1 left").replace("%1", clock(progress["time_left"])))
        if progress.get("paused"):
            parts = [tr("paused"), *parts]
        self.rate.setText(" · ".join(parts))
        now = time.monotonic()
        if now - self._looked > _LOOK_S:  # the list grows while one watches
            self._looked = now
            self.grown.emit()

    def _done(self, result: dict[str, Any]) -> None:
        parts = [tr("%1 added").replace("%1", counting.tracks(result["tracks"]))]
        if result.get("moved"):
            parts.append(tr("%1 found again").replace("%1", counting.tracks(result["moved"])))
        if result["skipped"]:
            parts.append(tr("%1 known already").replace("%1", counting.number(result["skipped"])))
        if result["errors"]:
            parts.append(tr("%1 could not be read").replace("%1", counting.files(result["errors"])))
        if result["tracks"]:
            parts.append(_rate(result["rate"]))
        parts += map(said, result["problems"])
        self._finish(" · ".join(parts))

    def _refused(self, error: EngineError) -> None:
        if isinstance(error, EngineGone) and self._falls < _FALLS:
            # The engine fell over. What it had heard is kept; the new one goes on from there.
            self._falls += 1
            if self._job is not None:
                self._queue.insert(0, self._job)
            self._stop(tr("The engine stopped; the scan goes on when it is back."))
        elif isinstance(error, Cancelled):
            self._finish(tr("The scan was stopped. What it found stays; add the folder to go on."))
        else:
            self._finish(str(error))

    def _finish(self, sentence: str) -> None:
        self._stop(sentence)
        self.ended.emit()

    def _stop(self, sentence: str) -> None:
        self._request = None
        self.hide()
        self.said.emit(sentence)
        self.go_on()


def _rate(rate: float) -> str:
    return tr("%1 × real time").replace("%1", f"{rate:.0f}")
