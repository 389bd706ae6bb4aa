"""What the engine is and does, in one line: "21 tracks · 40 clips · fusion · CPU, 41 ms"."""

from __future__ import annotations

import math
import time
from typing import Any

from PySide6.QtCore import QObject

from t2m_desktop import counting
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import said
from t2m_desktop.spaces import Spaces
from t2m_desktop.translation import tr, tr_n
from t2m_desktop.transport import Transport
from t2m_engine.service.client import EngineError, EngineGone
from t2m_engine.service.supervisor import State

_DEVICES = {"cpu": "CPU", "cuda": "GPU", "mps": "Apple GPU"}


class EngineWords(QObject):
    """Follows the engine's state, and has it load its model once it is up."""

    def __init__(
        self, bridge: EngineBridge, transport: Transport, spaces: Spaces, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge, self._transport, self._spaces = bridge, transport, spaces
        self._status: dict[str, Any] = {}
        self._info: dict[str, Any] = {}
        self._milliseconds: float | None = None
        self._trouble = ""
        self._warm_since = math.inf
        bridge.state_changed.connect(self._changed)
        spaces.changed.connect(self._tell)
        transport.set_engine(tr("The engine is starting…"))

    def count(self, status: dict[str, Any]) -> None:
        """Take the library's numbers (library.status)."""
        self._status = status
        self._tell()

    def took(self, milliseconds: float) -> None:
        """Take the time from a passage to its suggestions."""
        # A question that had to wait for the model says nothing of the next one.
        if time.perf_counter() - milliseconds / 1000 >= self._warm_since:
            self._milliseconds = milliseconds
        self._trouble = ""
        self._tell()

    def warm_up(self) -> None:
        """Have the engine load its model and its index (again, after a scan)."""
        self._bridge.request("engine.warm", {}, self._warm, self._cold)

    def _changed(self, state: State, detail: str) -> None:
        if state is State.READY:
            self._info = self._bridge.info
            trouble = self._info.get("model_error") or self._info.get("library_error") or ""
            self._trouble = said(trouble)
            self._warm_since = math.inf
            self.warm_up()
            self._tell()
        elif state is State.STARTING:
            if not self._info:
                self._transport.set_engine(tr("The engine is starting…"))
        elif state is State.RESTARTING:
            self._milliseconds = None
            self._transport.set_engine(
                tr("The engine stopped and is starting again…"), warning=True
            )
        elif detail:
            self._transport.set_engine(
                tr("The engine cannot start: {detail}").format(detail=detail), warning=True
            )

    def _warm(self, info: dict[str, Any]) -> None:
        self._info, self._trouble = info, ""
        self._warm_since = min(self._warm_since, time.perf_counter())
        self._tell()

    def _cold(self, error: EngineError) -> None:
        if not isinstance(error, EngineGone):
            self._trouble = str(error)
            self._tell()

    def _tell(self) -> None:
        if not self._bridge.is_ready:
            return
        if self._status.get("stale"):
            stale = tr_n(
                "%n track was heard by another model: scan again",
                "%n tracks were heard by another model: scan again",
                int(self._status["stale"]),
            )
            self._transport.set_engine(stale, warning=True)
            return
        if self._trouble and self._status.get("tracks", 1):
            self._transport.set_engine(self._trouble, warning=True)
            return
        parts = []
        if self._status.get("tracks"):
            parts.append(counting.tracks(int(self._status["tracks"])))
            parts.append(counting.clips(int(self._status["clips"])))
        else:
            parts.append(tr("No music yet"))
        if not self._info.get("warm"):
            parts.append(tr("loading the model…"))
        else:
            parts.append(self._spaces.title(self._spaces.current))
            device = _DEVICES.get(self._info["device"], str(self._info["device"]))
            taken = "" if self._milliseconds is None else f", {self._milliseconds:.0f} ms"
            parts.append(f"{device}{taken}")
        self._transport.set_engine(" · ".join(parts))
