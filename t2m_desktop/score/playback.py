"""Hearing a score: previews are fetched ahead of the play position, and anew after an edit.

Without a sound device the position goes on at reading speed, in silence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.player import Piece, Player
from t2m_desktop.translation import tr
from t2m_engine.service.client import Cancelled, EngineError, EngineGone, Replaced
from t2m_engine.service.supervisor import State

FIRST = 5.0
"""Seconds of the first stretch, so that it is heard soon."""
NEXT = 20.0
"""Seconds of the stretches after it."""
_AHEAD = 25.0  # seconds that are fetched ahead of what is heard
_JOINT = 0.1  # seconds that stretches overlap: a whole number of samples at every usual rate
_NOTICE = 0.4  # seconds before an edit is heard at the earliest: the player's buffer, and a fetch
_TICK_MS = 33
_LATE_MS = 1000  # from when on a sentence says what is waited for


class Playback(QObject):
    """Plays the score in the folder `out` through the window's player."""

    moved = Signal(float)  # seconds of the story
    changed = Signal()  # it plays, or does not any more
    said = Signal(str)

    def __init__(self, bridge: EngineBridge, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._player = bridge, player
        self._out: Path | None = None
        self._title = ""
        self._end = 0.0
        self._piece: Piece | None = None
        self._position = 0.0
        self._fetched = 0.0  # up to here the player was fed
        self._asked = 0.0  # up to here it will be, when the request is answered
        self._request: int | None = None
        self._number = 0
        self._silent = False
        self._since = QElapsedTimer()
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._from = 0.0
        self._late = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._late.timeout.connect(lambda: self.said.emit(tr("The sound is being made ready…")))
        player.moved.connect(self._player_moved)
        player.changed.connect(self._player_changed)
        player.failed.connect(self._player_failed)
        bridge.state_changed.connect(self._engine_changed)

    @property
    def playing(self) -> bool:
        """Whether the position moves, or is about to."""
        return self._piece is not None

    @property
    def silent(self) -> bool:
        """Whether it goes on without sound."""
        return self._silent

    @property
    def position(self) -> float:
        """Seconds of the story."""
        return self._position

    def load(self, out: Path | None, title: str, end: float) -> None:
        """Take another score of `end` seconds; it stands at its beginning."""
        self.stop()
        self._out, self._title, self._end = out, title, end
        self.seek(0.0)

    def stretch(self, end: float) -> None:
        """The same score ends elsewhere now."""
        self._end = end

    def seek(self, seconds: float) -> None:
        """Go to a time; what plays goes on from there."""
        seconds = min(max(0.0, seconds), max(0.0, self._end - 0.1))
        if self.playing:
            self.play(seconds)
        else:
            self._move(seconds)

    def play(self, seconds: float | None = None) -> None:
        """Play from a time, or from where it stands (from the beginning, at the end)."""
        if self._out is None:
            return
        if seconds is None:
            seconds = self._position if self._position < self._end - 0.2 else 0.0
        seconds = round(min(max(0.0, seconds), max(0.0, self._end - 0.1)), 1)
        self._drop_request()
        silent = self._silent and self.playing  # a device that is not there need not be asked again
        self._fetched = seconds
        # A number in its key: playing from the same place again is another piece.
        piece = Piece(("score", float(self._number), 0.0), self._title, "", seconds, self._end)
        self._piece = piece
        self._move(seconds)
        if silent:
            self._go_on_silently()
        else:
            self._silent = False
            self._clock.stop()
            self._player.play(piece)
            self._late.start()
            self._fetch(FIRST)
        self.changed.emit()

    def stop(self) -> None:
        """Stop; the position stays."""
        if self._piece is None:
            return
        ours = self._player.piece is self._piece
        self._piece = None
        self._clock.stop()
        self._late.stop()
        self._silent = False
        self._drop_request()
        if ours:
            self._player.stop()
        self.changed.emit()

    def renew(self, since: float) -> None:
        """The plan sounds different from `since` on: fetch that anew, while it plays."""
        if not self.playing or self._silent:
            return
        turn = round(max(since, self._position + _NOTICE), 1)
        if turn < (self._fetched if self._request is None else self._asked):
            self._drop_request()
            self._fetched = min(turn, self._fetched)
            self._fetch(FIRST)

    def _move(self, seconds: float) -> None:
        self._position = seconds
        self.moved.emit(seconds)

    # Fetching

    def _fetch(self, seconds: float) -> None:
        if self._request is not None or self._fetched >= self._end:
            return
        piece, number = self._piece, self._number
        assert piece is not None
        start = max(piece.start, self._fetched - _JOINT)
        end = min(self._end, self._fetched + seconds)

        def came(result: dict[str, Any]) -> None:
            if number != self._number or self._player.piece is not piece:
                return
            self._request = None
            self._late.stop()
            self._fetched = end
            self._player.feed(Path(result["path"]), start)
            self._fetch_more()

        def failed(error: EngineError) -> None:
            if number != self._number or isinstance(error, Cancelled | Replaced):
                return
            self._request = None
            if not isinstance(error, EngineGone):  # then it is asked again when it is back
                self.said.emit(str(error))
                self.stop()

        self._asked = end
        params = {"out": str(self._out), "start": start, "end": end}
        self._request = self._bridge.request("score.preview", params, came, failed)

    def _fetch_more(self) -> None:
        fed = self._fetched - self._position
        if self.playing and not self._silent and fed < _AHEAD:
            self._fetch(NEXT)

    def _drop_request(self) -> None:
        self._number += 1
        if self._request is not None:
            self._bridge.cancel(self._request)
            self._request = None

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY:
            self._fetch_more()

    # What the player tells

    def _player_moved(self, seconds: float) -> None:
        if self._piece is not None and self._player.piece is self._piece:
            self._move(max(seconds, self._position))
            self._fetch_more()

    def _player_changed(self) -> None:
        if self.playing and not self._silent and self._player.piece is not self._piece:
            # It came to its end, or something else plays now.
            self._piece = None
            self._late.stop()
            self._drop_request()
            self.changed.emit()

    def _player_failed(self, _: str) -> None:
        # The player has let go of a piece, and says why next; without sound the text still scrolls.
        if self.playing and not self._silent:
            self._drop_request()
            self._go_on_silently()

    # Without sound

    def _go_on_silently(self) -> None:
        self._silent = True
        self._from = self._position
        self._since.start()
        self._clock.start()

    def _tick(self) -> None:
        seconds = self._from + self._since.elapsed() / 1000
        if seconds >= self._end:
            self._move(self._end)
            self.stop()
        else:
            self._move(seconds)
