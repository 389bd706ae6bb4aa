"""Scoring the manuscript: where to, how far, stop, and the report at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.feeling import clock, counted
from t2m_desktop.labels import ElidedLabel, label
from t2m_engine.service.client import Cancelled, EngineError


class ScoreDialog(QDialog):
    """Runs the engine's `score`; closing it stops the run."""

    def __init__(
        self, bridge: EngineBridge, manuscript: Path, out: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._out = bridge, out
        self._request: int | None = None
        self.setWindowTitle("Score manuscript")
        self.setMinimumWidth(460)
        self.title = label(f"Scoring {manuscript.name}", "title")
        self.step = ElidedLabel("Reading…", "soft")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the score")
        self.stop_button = QPushButton("Cancel")
        self.stop_button.clicked.connect(self.reject)
        self.report_button = QPushButton("Open the report")
        self.report_button.setProperty("role", "primary")
        self.report_button.clicked.connect(lambda: self._open(out / "report.html"))
        self.folder_button = QPushButton("Open the folder")
        self.folder_button.clicked.connect(lambda: self._open(out))
        for button in (self.report_button, self.folder_button):
            button.hide()
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in (self.stop_button, self.folder_button, self.report_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        for widget in (self.title, self.step, self.bar):
            column.addWidget(widget)
        column.addLayout(buttons)
        self._request = bridge.request(
            "score",
            {"manuscript": str(manuscript), "out": str(out)},
            self._done,
            self._failed,
            self._progressed,
        )

    def reject(self) -> None:
        """Stop the run, then close."""
        self._stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is stopping."""
        self._stop()
        super().closeEvent(event)

    def _stop(self) -> None:
        if self._request is not None:
            self._bridge.cancel(self._request)
            self._request = None

    def _progressed(self, progress: dict[str, Any]) -> None:
        if self._request is None:
            return
        self.bar.setRange(0, int(progress["total"]))
        self.bar.setValue(int(progress["done"]))
        if progress["text"]:
            self.step.set_whole(progress["text"])

    def _done(self, result: dict[str, Any]) -> None:
        if self._request is None:
            return
        self._request = None
        self.title.setText("The score is ready")
        self.step.set_whole(
            f"{counted(result['cues'], 'cue')} in {counted(result['scenes'], 'scene')}, "
            f"{clock(result['duration'])} read aloud: in {self._out}"
        )
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        self.stop_button.setText("Close")
        self.report_button.show()
        self.folder_button.show()
        self.report_button.setFocus()

    def _failed(self, error: EngineError) -> None:
        if self._request is None or isinstance(error, Cancelled):
            return
        self._request = None
        self.title.setText("The score was not made")
        self.step.setWordWrap(True)
        self.step.set_whole(str(error))
        self.bar.hide()
        self.stop_button.setText("Close")

    def _open(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
