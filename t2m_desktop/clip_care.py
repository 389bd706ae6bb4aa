"""The folder of the clips, kept within its bounds while the window is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.clips import Clips
from t2m_desktop.settings import Settings
from t2m_desktop.translation import tr, tr_n
from t2m_engine import places

_AFTER_MS = 10_000
"""After the last clip was made: a hand that is at work is not disturbed."""
_REST_MS = 15 * 60_000
"""Between two times: looking through projects may cost seconds."""
_GIGABYTE = 1_000_000_000


class ClipCare(QObject):
    """Asks the engine to clean up some seconds after a clip was made; says what went."""

    said = Signal(str)

    def __init__(
        self, bridge: EngineBridge, clips: Clips, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge, self._clips, self._settings = bridge, clips, settings
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._soon.timeout.connect(self.clean_up)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._problem = ""
        clips.made.connect(self._made)

    def clean_up(self) -> None:
        """Clean up now."""
        self._rest.start()
        projects = self._settings.projects_folder
        params: dict[str, Any] = {
            "folder": str(self._clips.wishes.folder or places.cache_folder() / "clips"),
            "limit": self._settings.clips_limit * _GIGABYTE,
        }
        if projects != Path():
            params["projects"] = [str(projects)]
        # Nobody asked for it: what fails is tried again after the next clip.
        self._bridge.request("clips.clean_up", params, self._cleaned)

    def stop(self) -> None:
        """Nothing more is asked for."""
        self._soon.stop()
        self._rest.stop()

    def _made(self, _: object) -> None:
        if not self._rest.isActive():
            self._soon.start()

    def _cleaned(self, result: dict[str, Any]) -> None:
        if result["problem"] and result["problem"] != self._problem:
            self.said.emit(result["problem"])
        self._problem = result["problem"]
        if count := len(result["removed"]):
            said = tr_n("%n old clip was cleaned up", "%n old clips were cleaned up", count)
            gigabytes = f"{result['freed'] / _GIGABYTE:.2f}"
            self.said.emit(tr("{what}: {size} GB").format(what=said, size=gigabytes))
