"""The suggester: readings of passages → ranked clips of the user's own music."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.spaces import unit
from t2m_engine.errors import LibraryError, T2MError, UsageError
from t2m_engine.library import lock
from t2m_engine.library.index import Index
from t2m_engine.library.search.filters import NO_FILTERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.moods import Emotion
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading
    from t2m_engine.emotion.spaces import Space
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.index import Allowed
    from t2m_engine.library.records import Track
    from t2m_engine.library.search.filters import Filters


UNLIKE = 0.5
"""How much the mean of what it should be unlike is taken from the mean of what it should be like
(Rocchio 1971). On clips of packages, each beside the most similar one of another package, it
lowers the share of that package among the ten best from .12 to .09 and keeps that of the clip's
own (.70, .68); 1 would lose half of it (.37). Measured on validation packages; on test the same."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clip for a passage: `track` from `start` to `end` seconds.

    `rank` counts from 1; `score` lies in −1…1 and is larger the better the clip fits.
    `record` is what the catalogue knows of the track.
    """

    rank: int
    clip_id: int
    track: Path
    start: float
    end: float
    score: float
    title: str
    artist: str
    emotion: Emotion
    record: Track

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        facts = self.record.facts
        return {
            "rank": self.rank,
            "track": str(self.track),
            "start": round(self.start, 3),
            "end": round(self.end, 3),
            "score": round(self.score, 6),
            "title": self.title,
            "artist": self.artist,
            "clip": self.clip_id,
            "duration": round(self.record.duration, 3),
            "facts": facts.as_json() if facts else None,
            **self.emotion.as_json(),
        }


class Suggester:
    """Ranks the catalogue's clips for passages: a pure function of what goes in.

    That is the readings, the wishes, the catalogue's generation and the model pack; only in spaces
    so large that they are searched by a graph, it also depends on how that came about. Indexes are
    kept, and brought up to date when the generation has changed, by whichever process. Safe to use
    from several threads; to be closed, as a graph is made in a thread of its own.
    """

    def __init__(self, catalogue: Catalogue, pack: ModelPack) -> None:
        self._catalogue = catalogue
        self._pack = pack
        self._indexes: dict[str, Index] = {}
        self._opening: dict[str, Lock] = {}
        self._searched: set[str] = set()
        self._lock = Lock()
        self._chores: Thread | None = None
        self._closing = Event()

    def close(self) -> None:
        """Stop making graphs."""
        self._closing.set()
        if self._chores is not None:
            self._chores.join()

    def suggest(
        self,
        readings: Sequence[Reading],
        k: int = 10,
        space: str | None = None,
        per_track: int | None = 1,
        filters: Filters = NO_FILTERS,
        unlike: Sequence[int] = (),
    ) -> list[list[Suggestion]]:
        """Return up to `k` suggestions for each of `readings`, best first.

        `space` names the embedding space (None: the default). `per_track` is how many clips of
        one track may come, its best ones; None sets no limit. `filters` say which may come at all.
        `unlike` are ids of clips that they should be less like; their tracks do not come.
        Equal scores are ordered by the track's path, then the clip's start. Raises UsageError for
        wishes that make no sense and LibraryError, saying what to do, when there is nothing to
        suggest; nothing that the filters let through is no error.
        """
        chosen = self._pack.space(space)
        vectors = [chosen.text_vector(reading) for reading in readings]
        without: Sequence[int] = ()
        if unlike:
            index = self.index(chosen)
            rows = index.table.rows_of(np.sort(np.array(unlike, np.int64)))
            without = np.unique(index.track_ids[rows]).tolist()
            vectors = [away(vector, index.table.vectors[rows]) for vector in vectors]
        return self.nearest(vectors, chosen, k, per_track, filters, without)

    def nearest(
        self,
        vectors: Sequence[NDArray[np.float32]],
        space: Space,
        k: int,
        per_track: int | None = 1,
        filters: Filters = NO_FILTERS,
        without: Sequence[int] = (),
    ) -> list[list[Suggestion]]:
        """As `suggest`, for vectors of `space`, float32 (dimension,), of unit length.

        `without` are ids of tracks that must not come.
        """
        if k < 1:
            raise UsageError(f"The number of suggestions must be at least 1, not {k}.")
        if per_track is not None and per_track < 1:
            raise UsageError(f"The clips per track must be at least 1, not {per_track}.")
        while True:
            index = self.index(space)
            if not len(index):
                raise self.nothing()
            allowed = index.allowed(filters)
            ranked = [
                self._rank(index, vector, k, per_track, allowed, without) for vector in vectors
            ]
            # A scan may have heard a track again between the search and the look at its clips.
            if all(found is not None for found in ranked):
                return [found for found in ranked if found is not None]

    def index(self, space: Space, *, searched: bool = True) -> Index:
        """Return the index of `space` at the catalogue's present generation.

        Of one that is only looked at, and never `searched`, no graph is made.
        """
        with self._lock:
            opening = self._opening.setdefault(space.name, Lock())
        with opening:  # it may take seconds, in which the other spaces are there for who asks
            kept = self._indexes.get(space.name)
            if kept is None or kept.generation != self._catalogue.generation:
                kept = Index.open(self._catalogue, space, self._pack.music_id, known=kept)
                with self._lock:
                    self._indexes[space.name] = kept
        with self._lock:
            if searched:
                self._searched.add(space.name)
            # A scan needs the processor more than a graph does, and will add to it.
            if (
                kept.has_chores(searched=space.name in self._searched)
                and not self._busy()
                and not lock.is_scanning(self._catalogue.folder)
            ):
                self._chores = Thread(target=self._keep, name="t2m-index", daemon=True)
                self._chores.start()
        return kept

    def _busy(self) -> bool:
        return self._closing.is_set() or (self._chores is not None and self._chores.is_alive())

    def _keep(self) -> None:
        with self._lock:
            indexes = [(index, name in self._searched) for name, index in self._indexes.items()]
        with suppress(T2MError):  # a library that is gone is told of where it is asked for
            for index, searched in indexes:
                index.keep(self._closing.is_set, searched=searched)

    def _rank(
        self,
        index: Index,
        vector: NDArray[np.float32],
        k: int,
        per_track: int | None,
        allowed: Allowed,
        without: Sequence[int],
    ) -> list[Suggestion] | None:
        """The suggestions for one vector, or None when the index is older than the catalogue."""
        depth = k if per_track is None and not without else 4 * k
        while True:
            rows, scores = index.search_rows(vector, depth, allowed)
            if without:
                kept = ~np.isin(index.track_ids[rows], without)
                rows, scores = rows[kept], scores[kept]
            if per_track is not None:
                kept = _places_in_track(index.track_ids[rows]) < per_track
                rows, scores = rows[kept], scores[kept]
            if len(rows) >= k or depth >= len(allowed):
                break
            depth *= 4
        rows, scores = rows[:k], scores[:k]
        clips = self._catalogue.clips_by_id(index.clip_ids[rows])
        tracks = self._catalogue.tracks_by_id(np.unique(index.track_ids[rows]))
        found: list[Suggestion] = []
        for clip_id, score in zip(index.clip_ids[rows].tolist(), scores.tolist(), strict=True):
            clip = clips.get(clip_id)
            track = tracks.get(clip.track_id) if clip else None
            if clip is None or track is None:
                return None
            found.append(
                Suggestion(
                    rank=len(found) + 1,
                    clip_id=clip_id,
                    track=track.path,
                    start=clip.start,
                    end=clip.end,
                    score=score,
                    title=track.title,
                    artist=track.artist,
                    emotion=clip.emotion,
                    record=track,
                )
            )
        return found

    def nothing(self) -> LibraryError:
        """Return the sentence for a library in which no clip can be suggested, and what to do."""
        folder = self._catalogue.folder
        status = self._catalogue.status(self._pack.music_id)
        if status["stale"]:
            return LibraryError(
                f"The music in the library at {folder} was heard by another model pack than "
                f"“{self._pack.name}”; run `t2m library update`."
            )
        if status["offline"]:
            return LibraryError(
                f"The {status['offline']} tracks of the library at {folder} are on a drive that is "
                "not there; connect it, or add another folder."
            )
        if status["missing"]:
            return LibraryError(
                f"All {status['missing']} tracks of the library at {folder} are gone from the "
                "disk; connect the disk that holds them and run `t2m library add` again, or add "
                "another folder."
            )
        return LibraryError(
            f"The library at {folder} holds no music; add a folder with `t2m library add FOLDER`."
        )


def away(vector: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `vector` (d,) of unit length moved away from the mean of `others` (n, d)."""
    if not len(others):
        return vector
    return unit((vector - UNLIKE * others.mean(axis=0))[None])[0]


def _places_in_track(track_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many earlier entries are of the same track, for each entry, int64 (n,)."""
    order = np.argsort(track_ids, kind="stable")
    ordered = track_ids[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(ordered)])
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order)) - np.repeat(starts, lengths)
    return places
