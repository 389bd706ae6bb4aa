"""The music of a library as scoring sees it: its tracks' clips, and how each fits a feeling."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.steering import steering_space
from t2m_engine.suggest.suggester import Suggester

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.moods import Emotion
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading
    from t2m_engine.emotion.spaces import Space
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.records import Clip, Track

NO_GAP = 3.0
"""Seconds between two clips up to which the music goes on: what is left out of clips is silent, or
too short to be suggested."""
LEAST_MUSIC = 20.0
"""Seconds that a track must have to be a cue: the sounds and jingles of a library are none."""
_NO_POWER = 1e-12
DECIMALS = 6
"""Fits are rounded to this, so that no order of arithmetic shows."""
CELLS = 8_000_000
"""Fits that are looked at together at most: 32 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class ShelvedTrack:
    """A track and its clips, by start.

    `starts`, `ends` float64 (c,) seconds; `vectors` float32 (c, d); `powers` float64 (c,), where
    1 is full scale, NaN where not measured; `arousals` float64 (c,); `runs` int64 (c,) numbers the
    stretches through which music goes on. `work` is the same for files of the same music.
    """

    track: Track
    work: int
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    vectors: NDArray[np.float32]
    powers: NDArray[np.float64]
    arousals: NDArray[np.float64]
    emotions: tuple[Emotion, ...]
    runs: NDArray[np.int64]

    def overlaps(self, start: float, end: float) -> NDArray[np.float64]:
        """Return how many seconds of each clip lie in `start`…`end`, float64 (c,).

        Where none does, the nearest clip has all of them.
        """
        found = np.minimum(self.ends, end) - np.maximum(self.starts, start)
        best = int(found.argmax())
        if found[best] <= 0.0:
            found[best] = end - start
        return np.maximum(found, 0.0)

    def emotions_between(self, start: float, end: float) -> list[tuple[Emotion, float]]:
        """Return the emotions of the clips in `start`…`end` seconds with their shares, seconds."""
        overlaps = self.overlaps(start, end).tolist()
        return [pair for pair in zip(self.emotions, overlaps, strict=True) if pair[1] > 0.0]

    def level_between(self, start: float, end: float) -> float:
        """Return the mean level of the clips in `start`…`end` seconds, dBFS; NaN if not known."""
        overlaps = self.overlaps(start, end)
        power = float(overlaps @ self.powers / overlaps.sum())
        return 10.0 * math.log10(max(power, _NO_POWER))


class Shelf:
    """Every clip of a library that can be a cue, in one space, at one generation.

    Beside it is the space of plain emotions, in which the writer's own feelings are looked for.

    `pieces` is how many tracks are long enough to be a cue, `jingles` how many are not; `least`
    is how many seconds that takes: LEAST_MUSIC, or 0 in a library that has jingles only. Raises
    LibraryError, saying what to do, when there is no music, and UsageError for an unknown space.
    """

    def __init__(self, music: Catalogue, pack: ModelPack, space: str | None = None) -> None:
        self.space: Space = pack.space(space)
        self._music = music
        self._reader = Suggester(music, pack)
        music.fill(self.space, pack.music_id)
        snapshot = music.snapshot(self.space, pack.music_id)
        self._vectors = snapshot.vectors
        self._steering: Space | None = None
        if not self.space.steers:
            self._steering = pack.space(steering_space(pack, space))
            music.fill(self._steering, pack.music_id)
            others = music.snapshot(self._steering, pack.music_id)
            while not np.array_equal(others.clip_ids, snapshot.clip_ids):  # scanned meanwhile
                snapshot = music.snapshot(self.space, pack.music_id)
                others = music.snapshot(self._steering, pack.music_id)
            # A wish has one of the two and zeros for the other: its fit is the one space's.
            self._vectors = np.hstack([snapshot.vectors, others.vectors])
        self.generation = snapshot.generation
        self._clip_ids = snapshot.clip_ids
        # Rows are ordered by path: a track's rows lie together.
        changes = np.flatnonzero(np.diff(snapshot.track_ids)) + 1
        self._firsts = np.concatenate([[0], changes]).astype(np.int64)[: len(snapshot.track_ids)]
        self._lasts = np.concatenate([changes, [len(snapshot.track_ids)]])[: len(self._firsts)]
        records = music.tracks_by_id(np.unique(snapshot.track_ids))
        self.tracks = [records[int(snapshot.track_ids[first])] for first in self._firsts]
        self._places = {track.path: place for place, track in enumerate(self.tracks)}
        lengths = np.array([track.duration for track in self.tracks])
        self.least = LEAST_MUSIC if lengths.max(initial=0.0) >= LEAST_MUSIC else 0.0
        self._long = lengths >= self.least
        self.works = _works(self.tracks)
        self.pieces = len({work for work, long in zip(self.works, self._long, strict=True) if long})
        self.jingles = int((~self._long).sum())
        self._shelved: dict[int, ShelvedTrack] = {}

    def text_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Return the wish for music that fits `reading`, float32 (d,).

        What its writer steers is looked for by plain emotions: see `steering.steering_space`.
        """
        if self._steering is None:
            return self.space.text_vector(reading)
        parts = [np.zeros(space.dimension, np.float32) for space in (self.space, self._steering)]
        own = int(reading.steered)
        parts[own] = (self.space, self._steering)[own].text_vector(reading)
        return np.concatenate(parts)

    def check(self, reading: Reading) -> None:
        """Raise LibraryError, saying what to do, when there is nothing to choose from."""
        if not self.tracks:
            self._reader.suggest([reading], 1, self.space.name)

    def all_banned(self, banned: Iterable[int]) -> bool:
        """Return whether nothing is left to choose from without `banned` tracks."""
        return not np.delete(self._long, sorted(banned)).any()

    def place(self, path: Path) -> int | None:
        """Return the number of the track at `path`, or None when it cannot be played."""
        found = self._places.get(path)
        if found is None:
            found = self._places.get(path.expanduser().absolute())
        if found is None:  # a copy of another file is played by that
            track = self._music.track(path)
            if track is not None and track.original is not None:
                for original in self._music.tracks_by_id([track.original]).values():
                    return self._places.get(original.path)
        return found

    def rank(
        self, wish: NDArray[np.float32], k: int, banned: Iterable[int] = ()
    ) -> tuple[list[int], int]:
        """Return the numbers of the `k` tracks whose best clips fit `wish` best, best first.

        Tracks that are too short for a cue, or `banned`, are left out, and of files of the same
        music all but the best. The second is how many tracks there were to choose from.
        """
        found, of = self.ranks(wish[None, :], k, banned)
        return found[0], of

    def ranks(
        self, wishes: NDArray[np.float32], k: int, banned: Iterable[int] = ()
    ) -> tuple[list[list[int]], int]:
        """As `rank`, for each of `wishes`, float32 (n, d): many at once take far less time."""
        allowed = self._long.copy()
        allowed[list(banned)] = False
        of = int(allowed.sum())
        if not of:
            return [[] for _ in wishes], 0
        found: list[list[int]] = []
        block = max(1, CELLS // len(self._vectors))
        for first in range(0, len(wishes), block):
            fits = self._vectors @ wishes[first : first + block].T
            best = np.round(np.maximum.reduceat(fits, self._firsts, axis=0), DECIMALS)
            best[~allowed] = -np.inf
            found += [self._first(row, k, of) for row in np.ascontiguousarray(best.T)]
        return found, of

    def _first(self, fits: NDArray[np.float32], k: int, of: int) -> list[int]:
        """The `k` tracks that fit best, of the `of` whose fit is finite; each music once."""
        most = min(2 * k, of)
        while True:
            least = np.partition(fits, len(fits) - most)[len(fits) - most]
            likely = np.flatnonzero(fits >= least)
            found: dict[int, int] = {}
            for place in likely[np.argsort(-fits[likely], kind="stable")].tolist():
                found.setdefault(self.works[place], place)
                if len(found) == k:
                    break
            if len(found) == k or most == of:
                return list(found.values())
            most = min(4 * most, of)

    def track(self, place: int) -> ShelvedTrack | None:
        """Return the track with that number, or None when a scan has taken its clips since."""
        return self.several([place]).get(place)

    def several(self, places: Sequence[int]) -> dict[int, ShelvedTrack]:
        """Return the tracks with these numbers, by number; see `track`."""
        missing = [place for place in places if place not in self._shelved]
        spans = [np.arange(self._firsts[place], self._lasts[place]) for place in missing]
        if missing:
            clips = self._music.clips_by_id(self._clip_ids[np.concatenate(spans)].tolist())
            for place, rows in zip(missing, spans, strict=True):
                self._shelve(place, rows, clips)
        return {place: self._shelved[place] for place in places if place in self._shelved}

    def _shelve(self, place: int, rows: NDArray[np.int64], clips: dict[int, Clip]) -> None:
        rows = rows[[clip_id in clips for clip_id in self._clip_ids[rows].tolist()]]
        if not len(rows):
            return
        own = [clips[clip_id] for clip_id in self._clip_ids[rows].tolist()]
        starts = np.array([clip.start for clip in own])
        ends = np.array([clip.end for clip in own])
        powers = np.power(10.0, np.array([clip.energy for clip in own]) / 10.0)
        if self.tracks[place].facts is None:
            powers[:] = np.nan
        self._shelved[place] = ShelvedTrack(
            self.tracks[place],
            self.works[place],
            starts,
            ends,
            self._vectors[rows],
            powers,
            np.array([clip.emotion.arousal for clip in own]),
            tuple(clip.emotion for clip in own),
            np.concatenate([[0], np.cumsum(starts[1:] - ends[:-1] > NO_GAP)]),
        )


def _works(tracks: Sequence[Track]) -> list[int]:
    """Number the music of `tracks`: files of one content, or of one title, artist and length."""
    by_content: dict[bytes, int] = {}
    by_title: dict[tuple[str, str, int], int] = {}
    found = []
    for number, track in enumerate(tracks):
        title = (track.title.casefold(), track.artist.casefold(), round(track.duration))
        work = by_content.get(track.content_id, by_title.get(title, number))
        by_content.setdefault(track.content_id, work)
        by_title.setdefault(title, work)
        found.append(work)
    return found
