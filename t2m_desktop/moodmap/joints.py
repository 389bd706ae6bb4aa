"""Joins the Map to what is around it: the player, the story's scenes, the library."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from t2m_desktop.hearing import Hearing, gain
from t2m_desktop.library.columns import title_of
from t2m_desktop.library.place import LibraryPlace
from t2m_desktop.moodmap.place import MapPlace
from t2m_desktop.player import Piece, Player
from t2m_desktop.story_feelings import StoryFeelings

QUIET = 0.35
"""What is only hovered over is heard so much softer: about nine decibels."""


class MapJoints(QObject):
    """Plays clips, quietly those under the pointer, which stop when it goes."""

    def __init__(
        self,
        place: MapPlace,
        library: LibraryPlace,
        hearing: Hearing,
        player: Player,
        feelings: StoryFeelings,
    ) -> None:
        super().__init__(place)
        self._hearing, self._player = hearing, player
        self._hovering: Piece | None = None
        place.play_wanted.connect(self._play)
        place.hear_wanted.connect(self._hear)
        place.track_wanted.connect(library.play_wanted)
        place.region_wanted.connect(library.show_region)
        place.region_wanted.connect(lambda *_: library.wanted.emit())
        feelings.scenes_felt.connect(place.set_scenes)
        library.scanned.connect(place.refresh)

    def _play(self, clip: dict[str, Any]) -> None:
        self._hovering = None
        self._hearing.play(_piece(clip))

    def _hear(self, clip: dict[str, Any] | None) -> None:
        if clip is None:
            if self._hovering is not None and self._player.piece == self._hovering:
                self._player.stop()
            self._hovering = None
        elif self._player.piece is None or self._player.piece == self._hovering:
            # What was chosen to be played goes on: only silence, or another whisper, gives way.
            self._hovering = _piece(clip, QUIET)
            self._hearing.play(self._hovering)


def _piece(clip: dict[str, Any], quiet: float = 1.0) -> Piece:
    track, start, end = clip["track"], float(clip["start"]), float(clip["end"])
    facts = clip["facts"] or {}
    loudness = quiet * gain(facts.get("loudness"), facts.get("true_peak") or 0.0)
    return Piece((track, start, end), title_of(clip), track, start, end, loudness)
