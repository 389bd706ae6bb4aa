"""The first half of a scan: files are read, decoded and measured, some ahead of the network."""

from __future__ import annotations

import os
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.facts import MusicFacts, measure
from t2m_engine.audio.guard import Guard
from t2m_engine.audio.novelty import novelty
from t2m_engine.errors import InputError
from t2m_engine.library.walk import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from t2m_engine.audio.guard import LoadedTrack
    from t2m_engine.library.records import FileState, KnownTrack

ROOM = 768 << 20
"""Bytes of samples that may wait for the network: the longest track that is taken has 690 MB."""
_SMALL = 8 << 20
"""Bytes of a file that is decoded without asking how long it is; an hour and a half at most."""
_OF_SMALL = 64 << 20
"""What such a file is taken to need: a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be opened; `unmeasured` is the track that it is, where only what was not measured
    is wanted.
    """

    path: Path
    state: FileState
    unmeasured: KnownTrack | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read: `same` is a known track that it is, and keeps its clips.

    `loaded` is its sound, `facts` what was measured in it and `changes` its novelty; None where
    that is known: of a track that lacks no more than its energy curve there is only the sound.
    """

    content: bytes
    same: KnownTrack | None
    loaded: LoadedTrack | None = None
    facts: MusicFacts | None = None
    changes: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A job under way: its number among all, and what it will have opened."""

    number: int
    job: Job
    opened: Future[Opened]


class Opener:
    """Opens files ahead of who asks for them, `workers` at a time. A context manager.

    `touched` are tracks whose file is there with another date, by path; `homeless` those whose
    file was not found, by content.
    """

    def __init__(
        self,
        workers: int,
        touched: dict[Path, KnownTrack],
        homeless: dict[bytes, list[tuple[Path, KnownTrack]]],
    ) -> None:
        self._workers = workers
        self._touched, self._homeless = touched, homeless
        self._homeless_lock = threading.Lock()
        self._room = _Room(ROOM)
        self._under_way: deque[Opening] = deque()
        self._stack = ExitStack()
        self._guard = Guard(workers=workers)
        # One more than there are decoders: it measures what they have decoded.
        self._pool = ThreadPoolExecutor(workers + 1, thread_name_prefix="t2m-decode")
        self._stack.callback(self._pool.shutdown)
        # The guard goes first: it ends what is being decoded, and so lets the threads end.
        self._stack.enter_context(self._guard)
        self._stack.callback(self._room.close)
        self._stack.callback(self._pool.shutdown, wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def ahead(self, jobs: Iterable[Job]) -> Iterator[Opening]:
        """Yield every job in order; whoever has taken what it opened lets go of it.

        Some more are opened meanwhile, as many as there are workers and as `ROOM` allows.
        """
        for number, job in enumerate(jobs):
            opened = self._pool.submit(self._open, number, job)
            self._under_way.append(Opening(number, job, opened))
            if len(self._under_way) > self._workers:
                yield self._first()
        while self._under_way:
            yield self._first()

    def _first(self) -> Opening:
        opening = self._under_way.popleft()
        self._room.serve(opening.number)
        return opening

    @property
    def has_more(self) -> bool:
        """Whether the next of them is there already, so that nobody would have to wait for it."""
        return bool(self._under_way) and self._under_way[0].opened.done()

    def let_go(self, opening: Opening) -> None:
        """Say that what was opened is not held any more."""
        self._room.leave(opening.number)

    def _open(self, number: int, job: Job) -> Opened:
        """Read, decode and measure one file, in a thread of the pool."""
        if job.unmeasured is not None:
            return self._loaded(number, job, job.unmeasured.content_id, job.unmeasured)
        if job.state.size == 0:
            raise InputError(job.path, "is empty")
        try:
            content = content_id(job.path)
        except OSError as error:
            detail = (error.strerror or "no reason given").lower()
            raise InputError(job.path, f"cannot be read ({detail})") from error
        same = self._known_as(job.path, content)
        if same is not None and same.is_complete:
            return Opened(content, same)
        return self._loaded(number, job, content, same)

    def _loaded(self, number: int, job: Job, content: bytes, same: KnownTrack | None) -> Opened:
        needed = _OF_SMALL
        if job.state.size > _SMALL:
            needed = round(self._guard.probe(job.path).duration * MODEL_RATE) * 4
        self._room.enter(number, needed)
        known = same is not None and same.measured
        loaded = self._guard.load(job.path, measure=not known)
        if not np.isfinite(loaded.samples).all():
            raise InputError(job.path, "holds samples that are not numbers")
        if known:
            return Opened(content, same, loaded)
        assert loaded.loudness is not None, "it was asked for"
        assert loaded.true_peak is not None, "likewise"
        facts = measure(
            loaded.samples,
            MODEL_RATE,
            loudness=loaded.loudness,
            true_peak=loaded.true_peak,
            told_tempo=loaded.info.tempo,
            told_key=loaded.info.key,
        )
        changes = novelty(loaded.samples, MODEL_RATE) if same is None else None
        return Opened(content, same, loaded, facts, changes)

    def _known_as(self, path: Path, content: bytes) -> KnownTrack | None:
        """The track that `path` with this content is: its old self, or one whose file has gone."""
        touched = self._touched.get(path)
        if touched and touched.content_id == content:
            return touched
        with self._homeless_lock:
            candidates = self._homeless.get(content, [])
            while candidates:
                old_path, track = candidates.pop(0)
                if not os.path.lexists(old_path):
                    return track
        return None


class _Room:
    """Memory that numbered guests share: who would be too much waits, but for whose turn it is."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken: dict[int, int] = {}
        self._turn = 0
        self._open = True
        self._changed = threading.Condition()

    def enter(self, number: int, size: int) -> None:
        """Wait until there is room for `size` bytes, or `number` is served."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    not self._open
                    or number <= self._turn
                    or sum(self._taken.values()) + size <= self._size
                )
            )
            self._taken[number] = size

    def serve(self, number: int) -> None:
        """Say that `number` is waited for: it needs no room."""
        with self._changed:
            self._turn = number
            self._changed.notify_all()

    def leave(self, number: int) -> None:
        """Say that `number` has gone."""
        with self._changed:
            self._taken.pop(number, None)
            self._changed.notify_all()

    def close(self) -> None:
        """Let all in: nobody serves them any more."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
