"""The music of a library as scoring sees it: a track's clips, and how each fits a feeling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import Space, place_music

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.moods import Emotion
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.suggest.suggester import Suggestion

NO_GAP = 2.0
"""Seconds between two clips up to which the music goes on; what is left out of clips is silent."""
FITS = 0.10
"""How much less than the suggested clip a neighbour may fit and still be played on into."""
FITS_STILL = 0.25
"""The same, where else there would be silence: music that goes on is rarely wrong."""
LEAST_MUSIC = 20.0
"""Seconds that a track must have to be a cue: the sounds and jingles of a library are none."""


@dataclass(frozen=True, slots=True, eq=False)
class ShelvedTrack:
    """A track's clips: `starts`, `ends` float64 (c,) seconds, `vectors` float32 (c, d)."""

    duration: float
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    vectors: NDArray[np.float32]
    emotions: tuple[Emotion, ...]


class Shelf:
    """Keeps what was asked of the catalogue while a manuscript is scored.

    `pieces` is how many tracks are long enough to be a cue, `jingles` how many are not; `least`
    is how many seconds that takes: LEAST_MUSIC, or 0 in a library that has jingles only.
    """

    def __init__(self, music: Catalogue, space: Space) -> None:
        self._music = music
        self._space = space
        self._tracks: dict[Path, ShelvedTrack | None] = {}
        there = [track.duration for track in music.tracks() if not track.missing]
        self.least = LEAST_MUSIC if max(there, default=0.0) >= LEAST_MUSIC else 0.0
        self.jingles = sum(duration < self.least for duration in there)
        self.pieces = len(there) - self.jingles

    def track(self, path: Path) -> ShelvedTrack | None:
        """Return the track at `path`, or None when it left the catalogue."""
        if path not in self._tracks:
            self._tracks[path] = self._load(path)
        return self._tracks[path]

    def without_jingles(self, ranked: Sequence[Suggestion]) -> list[Suggestion]:
        """Return the suggestions whose track is long enough to be a cue."""
        return [
            suggestion
            for suggestion in ranked
            if (track := self.track(suggestion.track)) and track.duration >= self.least
        ]

    def _load(self, path: Path) -> ShelvedTrack | None:
        track = self._music.track(path)
        clips = self._music.clips(track.id) if track else []
        if track is None or not clips:
            return None
        embeddings = self._music.embeddings(clip.id for clip in clips)
        readings = [Reading(clip.emotion, embeddings[clip.id]) for clip in clips]
        return ShelvedTrack(
            track.duration,
            np.array([clip.start for clip in clips]),
            np.array([clip.end for clip in clips]),
            place_music(self._space, readings),
            tuple(clip.emotion for clip in clips),
        )


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a track that fits, `start` to `end` seconds, with the clip it grew from."""

    start: float
    end: float
    clip: int

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


def grow(track: ShelvedTrack, start: float, wish: NDArray[np.float32], need: float) -> Region:
    """Return the stretch of `track` around the clip at `start` that fits `wish`.

    It begins with that clip and goes on through the clips after it while they fit, then through
    those before it, until it has `need` seconds; where it has not, less fitting neighbours are
    taken too. `wish` is a vector of the space, float32 (d,). A region that is longer than
    needed keeps its beginning, for that is where a clip begins.
    """
    fits = track.vectors @ wish
    chosen = int(np.abs(track.starts - start).argmin())
    first = last = chosen
    for tolerance in (FITS, FITS_STILL):
        least = fits[chosen] - tolerance
        while track.ends[last] - track.starts[first] < need and _goes_on(track, last, last + 1):
            if fits[last + 1] < least:
                break
            last += 1
        while track.ends[last] - track.starts[first] < need and _goes_on(track, first - 1, first):
            if fits[first - 1] < least:
                break
            first -= 1
    end = min(float(track.ends[last]), track.duration, float(track.starts[first]) + need)
    return Region(float(track.starts[first]), end, chosen)


def _goes_on(track: ShelvedTrack, left: int, right: int) -> bool:
    inside = left >= 0 and right < len(track.starts)
    return inside and bool(track.starts[right] - track.ends[left] <= NO_GAP)


def emotion_between(track: ShelvedTrack, start: float, end: float) -> list[tuple[Emotion, float]]:
    """Return the emotions of the clips in `start`…`end` seconds with their shares in seconds."""
    overlaps = np.minimum(track.ends, end) - np.maximum(track.starts, start)
    found = [
        (emotion, float(overlap))
        for emotion, overlap in zip(track.emotions, overlaps, strict=True)
        if overlap > 0.0
    ]
    return found or [(track.emotions[int(overlaps.argmax())], 1.0)]
