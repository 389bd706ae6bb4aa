"""The finder: the library by a line of words and fields, or by music that it should be like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.sound import SOUND
from t2m_engine.emotion.spaces import unit
from t2m_engine.errors import UsageError
from t2m_engine.library.search import words
from t2m_engine.library.search.filters import NO_FILTERS
from t2m_engine.library.search.query import parse
from t2m_engine.suggest.suggester import away

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.spaces import Space
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.index import Allowed, Index
    from t2m_engine.library.records import Clip, Track
    from t2m_engine.library.search.filters import Filters
    from t2m_engine.library.search.query import Query
    from t2m_engine.suggest.suggester import Suggester, Suggestion

_ENOUGH = 0.5
"""The share of a stretch that known clips must cover to speak for it; else it is heard."""


@dataclass(frozen=True, slots=True)
class Found:
    """A track that was searched for, and the clip of it that fits best.

    `by` says how it was found: by "words" of its tags, by "meaning", when `score` (−1…1) says how
    well it fits, or by "fields" alone.
    """

    track: Track
    clip: Clip
    by: str
    score: float | None

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            **self.track.as_json(),
            **self.clip.as_json(),
            "by": self.by,
            "score": None if self.score is None else round(self.score, 6),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: `total` tracks that its fields and phrases let through, the best."""

    total: int
    found: tuple[Found, ...]

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {"total": self.total, "found": [found.as_json() for found in self.found]}


class Finder:
    """Searches a library; see `Suggester` for what it depends on."""

    def __init__(self, catalogue: Catalogue, pack: ModelPack, suggester: Suggester) -> None:
        self._catalogue, self._pack, self._suggester = catalogue, pack, suggester

    def search(self, line: str, limit: int, space: str | None = None) -> Answer:
        """Return the tracks that `line`, a query (library/search/query.py), finds.

        Its fields and phrases must hold for all. Then come the tracks whose tags have all of the
        plain words, or words that begin so, best matches first (bm25), then, by how near the clip
        that fits best is in `space` (None: the default), what means the like, short clips after
        all others. Without plain words they come by path. Raises UsageError for a query that is
        none, LibraryError, ModelError.
        """
        query = parse(line)
        chosen = self._pack.space(space)
        while True:
            index = self._suggester.index(chosen)
            if not len(index):
                raise self._suggester.nothing()
            found = self._search(index, query, limit, chosen)
            if found is not None:
                return found

    def _search(
        self,
        index: Index,
        query: Query,
        limit: int,
        space: Space,
    ) -> Answer | None:
        allowed = index.allowed(query.filters, short=True)
        rows = index.by_path(allowed)
        tracks, first = np.unique(index.track_ids[rows], return_index=True)
        row_of = dict(zip(tracks.tolist(), rows[first].tolist(), strict=True))
        total = len(row_of)
        ranked: list[tuple[int, str, float | None]] = []  # row, by, score
        if not query.words:
            ranked = [(row, "fields", None) for row in rows[np.sort(first)][:limit].tolist()]
        else:
            with self._catalogue._reading() as connection:
                named = words.best(connection, query.words)
            named = [track for track in named if track in row_of][:limit]
            ranked = [(row_of[track], "words", None) for track in named]
            if len(ranked) < limit and total > len(ranked):
                vector = space.text_vector(self._pack.read_texts([query.text])[0])
                known = set(named)
                for some in (index.allowed(query.filters), allowed):
                    places, scores = _one_a_track(index, vector, limit, some)
                    meant = [
                        (row, "meaning", score)
                        for row, score in zip(places.tolist(), scores.tolist(), strict=True)
                        if int(index.track_ids[row]) not in known
                    ][: limit - len(ranked)]
                    ranked += meant
                    known.update(int(index.track_ids[row]) for row, _, _ in meant)
                    if len(ranked) == limit:
                        break
        clips = self._catalogue.clips_by_id(index.clip_ids[row] for row, _, _ in ranked)
        known_tracks = self._catalogue.tracks_by_id({c.track_id for c in clips.values()})
        found = []
        for row, by, score in ranked:
            clip = clips.get(int(index.clip_ids[row]))
            track = known_tracks.get(clip.track_id) if clip else None
            if clip is None or track is None:
                return None  # heard again meanwhile: searched again
            found.append(Found(track, clip, by, score))
        return Answer(total, tuple(found))

    def similar(
        self,
        like: Sequence[NDArray[np.float32]],
        unlike: Sequence[NDArray[np.float32]] = (),
        *,
        k: int = 10,
        per_track: int | None = 1,
        filters: Filters = NO_FILTERS,
        without: Iterable[int] = (),
    ) -> list[Suggestion]:
        """Return up to `k` clips that sound like `like`, and not like `unlike`, best first.

        Both are embeddings of the music encoder, float32 (d,), see `embedding` and
        `ModelPack.read_clip`. `without` are ids of tracks that must not come. Raises UsageError
        for wishes that make no sense, LibraryError when there is nothing to suggest.
        """
        if not like:
            raise UsageError("Give at least one piece of music that it should sound like.")
        vector = _placed(like).mean(axis=0)
        vector = away(vector, _placed(unlike)) if unlike else unit(vector[None])[0]
        return self._suggester.nearest(
            [vector], SOUND, k, per_track, filters, without=tuple(without)
        )[0]

    def embedding(
        self, track: Track, start: float | None = None, end: float | None = None
    ) -> NDArray[np.float32] | None:
        """Return what the encoder heard in a track, or from `start` to `end` seconds: float32 (d,).

        It is the mean of the track's clips, each by its overlap. None where these cover less than
        half of the stretch, or another pack has heard them: then it must be heard.
        """
        clips = [c for c in self._catalogue.clips(track.id) if c.pack == self._pack.music_id]
        first = 0.0 if start is None else start
        last = track.duration if end is None else end
        overlaps = {c.id: min(c.end, last) - max(c.start, first) for c in clips}
        overlaps = {identity: length for identity, length in overlaps.items() if length > 0.0}
        whole = start is None and end is None
        if not overlaps or not (whole or sum(overlaps.values()) >= _ENOUGH * (last - first)):
            return None
        heard = self._catalogue.embeddings(overlaps)
        weights = np.array([overlaps[identity] for identity in heard], np.float32)
        return np.asarray(weights @ np.stack(list(heard.values())) / weights.sum(), np.float32)


def _placed(embeddings: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    nothing = np.zeros(len(embeddings), np.float32)
    return SOUND.music_vectors(nothing, nothing, nothing, np.stack(embeddings))


def _one_a_track(
    index: Index, vector: NDArray[np.float32], limit: int, allowed: Allowed
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows and scores of the nearest clips of up to twice `limit` tracks, one of each.

    Twice, since some may have been found by their words.
    """
    depth = 4 * limit
    while True:
        rows, scores = index.search_rows(vector, depth, allowed)
        _, first = np.unique(index.track_ids[rows], return_index=True)
        if len(first) >= 2 * limit or depth >= len(allowed):
            kept = np.sort(first)[: 2 * limit]
            return rows[kept], scores[kept]
        depth *= 4
