"""Joins the Library to what is around it: what is heard, and what is like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.feeling import Emotion
from t2m_desktop.hearing import Hearing, gain
from t2m_desktop.library.columns import Row, title_of
from t2m_desktop.library.place import LibraryPlace
from t2m_desktop.player import Piece, Player
from t2m_desktop.suggestions import Suggestion


class LibraryJoints(QObject):
    """Plays tracks from their best section, shows what is heard, and asks for more of the kind."""

    def __init__(
        self,
        place: LibraryPlace,
        bridge: EngineBridge,
        hearing: Hearing,
        player: Player,
        like: Callable[[Suggestion], object],
    ) -> None:
        super().__init__(place)
        self._place, self._bridge, self._like = place, bridge, like
        self._hearing, self._player = hearing, player
        place.play_wanted.connect(self._toggle)
        place.seek_wanted.connect(self._seek)
        place.similar_wanted.connect(self._similar)
        player.changed.connect(self._changed)
        player.moved.connect(self._moved)

    def _toggle(self, row: Row) -> None:
        if self._playing() == row["track"]:
            self._player.stop()
        elif row["missing"] or row["offline"]:
            self._place.said.emit(self._place.inspector.state.text())
        else:
            self._seek(row, row["best"][0])

    def _seek(self, row: Row, seconds: float) -> None:
        track, end, facts = row["track"], float(row["duration"]), row["facts"] or {}
        loudness = gain(facts.get("loudness"), facts.get("true_peak") or 0.0)
        self._hearing.play(Piece((track, 0.0, end), title_of(row), track, seconds, end, loudness))

    def _similar(self, row: Row) -> None:
        def came(waveform: dict[str, Any]) -> None:
            start = row["best"][0]
            clips = waveform["clips"]
            if not clips:
                return
            clip = min(clips, key=lambda one: abs(one["start"] - start))
            self._like(
                Suggestion(
                    0, row["track"], clip["start"], clip["end"], 0.0, title_of(row),
                    row["artist"], Emotion.from_json(clip),
                )
            )  # fmt: skip

        self._bridge.request("track.waveform", {"track": row["track"]}, came)

    def _playing(self) -> str | None:
        piece = self._player.piece
        return piece.track if piece is not None and piece.track else None

    def _changed(self) -> None:
        track = self._playing()
        self._place.table.set_playing(track)
        self._place.inspector.set_playing(track)

    def _moved(self, seconds: float) -> None:
        self._place.inspector.set_playing(self._playing(), seconds)
