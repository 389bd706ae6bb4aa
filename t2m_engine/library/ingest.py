"""The scan: music in folders → tracks, clips and vectors in the catalogue."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from t2m_engine.audio.clips import choose_clips
from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.facts import MusicFacts, energy, measure
from t2m_engine.audio.guard import Guard
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.library import lock
from t2m_engine.library.index import Index
from t2m_engine.library.records import Curve, FileState, KnownTrack, NewClip, NewTrack
from t2m_engine.library.walk import Found, content_id, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from t2m_engine.audio.guard import LoadedTrack
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading
    from t2m_engine.library.catalogue import Catalogue

_POLL = 0.1
"""Seconds between two looks at `cancelled` while a file is being decoded."""


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """How far a scan is: `done` of `total` files that had to be opened, and `path` the next one.

    While vectors are made anew for a space that has changed (“indexing”), these are counted
    instead. `rate` is seconds of audio heard in a second and `time_left` is in seconds, both
    measured
    from the first file's end on; `time_left` is None until then.
    """

    stage: Literal["looking", "listening", "indexing"]
    done: int
    total: int
    path: Path | None
    tracks: int
    errors: int
    skipped: int
    measured: int
    seconds_of_audio: float
    elapsed: float
    rate: float
    time_left: float | None

    def as_json(self) -> dict[str, Any]:
        """The form of the JSON-RPC's progress notification."""
        return {
            "stage": self.stage,
            "done": self.done,
            "total": self.total,
            "path": str(self.path) if self.path else None,
            "tracks": self.tracks,
            "errors": self.errors,
            "skipped": self.skipped,
            "measured": self.measured,
            "seconds_of_audio": round(self.seconds_of_audio, 1),
            "elapsed": round(self.elapsed, 1),
            "rate": round(self.rate, 1),
            "time_left": None if self.time_left is None else round(self.time_left, 1),
        }


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What one scan did.

    `tracks`, `clips` were heard now; `errors` could not be read now; `skipped` were known and
    unchanged; `measured` were too, but got their facts now; `moved` were known under another name
    or with another date; `missing` are tracks whose files were found to be gone. `problems` are
    folders that gave nothing, beside others that did.
    """

    tracks: int
    clips: int
    errors: int
    skipped: int
    measured: int
    moved: int
    missing: int
    seconds_of_audio: float
    elapsed: float
    problems: tuple[InputError, ...] = ()

    @property
    def rate(self) -> float:
        """Seconds of audio heard in a second (× real time)."""
        return self.seconds_of_audio / self.elapsed if self.elapsed else 0.0

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "tracks": self.tracks,
            "clips": self.clips,
            "errors": self.errors,
            "skipped": self.skipped,
            "measured": self.measured,
            "moved": self.moved,
            "missing": self.missing,
            "seconds_of_audio": round(self.seconds_of_audio, 3),
            "elapsed": round(self.elapsed, 3),
            "rate": round(self.rate, 2),
            "problems": [str(problem) for problem in self.problems],
        }


def scan(
    folders: Iterable[Path | str],
    catalogue: Catalogue,
    pack: ModelPack,
    *,
    progress: Callable[[ScanProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int | None = None,
    retry_errors: bool = False,
) -> ScanResult:
    """Bring `catalogue` up to date with the music in `folders`, heard by `pack`.

    A file with the size, the date and the pack that the catalogue knows is not opened, unless its
    facts are missing: then they are measured, and it is not heard again. One that could not be
    read and has not changed is not tried again, unless `retry_errors`. A file that was moved or
    only touched keeps its clips. Every track is one transaction, so that a scan that is stopped,
    however it is stopped, has lost nothing and goes on where it was.

    `workers` files are decoded at a time, in processes of their own, while the network hears the
    one before; None chooses. A file that cannot be read is noted and the scan goes on.

    Raises InputError when no folder holds any music, LibraryError when the catalogue cannot be
    written to or another process is scanning into it, CancelledError once `cancelled` says so.
    """
    paths = [Path(folder) for folder in folders]
    with lock.scanning(catalogue.folder):
        return _Scan(catalogue, pack, progress, cancelled, retry_errors).run(
            paths, workers or default_workers()
        )


def default_workers() -> int:
    """Files to decode at a time: decoding is about as dear as the network on a CPU."""
    return max(1, min(4, (os.cpu_count() or 2) // 2))


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to be opened; `unmeasured` is the track that it is, where only facts are wanted."""

    path: Path
    state: FileState
    unmeasured: KnownTrack | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A point in a scan: when, and how many bytes and seconds of audio were done."""

    time: float
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was read: `same` is a known track that it is, and keeps its clips.

    `loaded` is its sound and `facts` what was measured in it; None where that is known.
    """

    content: bytes
    same: KnownTrack | None
    loaded: LoadedTrack | None = None
    facts: MusicFacts | None = None


class _Scan:
    """One run of `scan`: its wishes, and the counts that its progress shows."""

    def __init__(
        self,
        catalogue: Catalogue,
        pack: ModelPack,
        progress: Callable[[ScanProgress], None] | None,
        cancelled: Callable[[], bool] | None,
        retry_errors: bool,
    ) -> None:
        self._catalogue = catalogue
        self._pack = pack
        self._tell = progress or (lambda _: None)
        self._cancelled = cancelled or (lambda: False)
        self._retry_errors = retry_errors
        self._spaces = pack.spaces
        self._began = time.monotonic()
        self._tracks = self._clips = self._errors = self._skipped = 0
        self._measured = self._moved = 0
        self._done = self._total = 0
        self._bytes_done = self._bytes_total = 0
        self._seconds = 0.0
        self._paced_from = _Mark(self._began, 0, 0.0)
        self._touched: dict[Path, KnownTrack] = {}
        self._homeless: dict[bytes, list[tuple[Path, KnownTrack]]] = {}
        self._homeless_lock = threading.Lock()
        self._gone: set[int] = set()

    def run(self, folders: list[Path], workers: int) -> ScanResult:
        self._report("looking", None)
        found = find(folders)
        jobs = self._compare(found)
        if not found.files and not found.unreadable and found.problems:
            raise found.problems[0]
        self._total = len(jobs)
        self._bytes_total = sum(job.state.size for job in jobs)
        if jobs:
            self._listen(jobs, workers)
        self._index()
        self._catalogue.settle(self._pack.id)
        return ScanResult(
            tracks=self._tracks,
            clips=self._clips,
            errors=self._errors,
            skipped=self._skipped,
            measured=self._measured,
            moved=self._moved,
            missing=len(self._gone),
            seconds_of_audio=self._seconds,
            elapsed=time.monotonic() - self._began,
            problems=tuple(found.problems),
        )

    def _compare(self, found: Found) -> list[_Job]:
        """Note what is gone, back or beyond reach; return the files that must be opened."""
        known = self._catalogue.known_tracks()
        failed = {error.path: error for error in self._catalogue.errors()}
        jobs, back, healed = [], [], []
        for path, state in found.files.items():
            track = known.get(path)
            ours = track is not None and track.pack == self._pack.id
            if track and ours and track.state == state:
                if track.measured:
                    self._skipped += 1
                else:
                    jobs.append(_Job(path, state, track))
                if path in failed:
                    healed.append(path)
                if track.missing:
                    back.append(track.id)
            elif path in failed and failed[path].state == state and not self._retry_errors:
                self._skipped += 1
            else:
                jobs.append(_Job(path, state))
                if track and ours:
                    self._touched[path] = track
        self._note_absent(found, known)
        healed += [
            path
            for path in failed
            if path not in found.files and path not in found.unreadable and found.covers(path)
        ]
        self._catalogue.put_presence(gone=self._gone, back=back, forgotten_errors=healed)
        for path, reason in found.unreadable.items():
            self._errors += 1
            if path not in failed or failed[path].reason != reason:
                self._catalogue.put_error(path, reason, FileState(0, 0))
        return jobs

    def _note_absent(self, found: Found, known: dict[Path, KnownTrack]) -> None:
        """Keep in mind the tracks that were not found, gone or moved or elsewhere."""
        for path, track in known.items():
            if path in found.files:
                continue
            if not track.missing and found.covers(path):
                self._gone.add(track.id)
            if track.pack == self._pack.id:
                self._homeless.setdefault(track.content_id, []).append((path, track))

    def _listen(self, jobs: list[_Job], workers: int) -> None:
        self._paced_from = _Mark(time.monotonic(), 0, 0.0)
        with ExitStack() as stack:
            # One more than there are decoders: it measures what they have decoded.
            pool = ThreadPoolExecutor(workers + 1, thread_name_prefix="t2m-decode")
            stack.callback(pool.shutdown)
            # The guard goes first: it ends what is being decoded, and so lets the threads end.
            guard = stack.enter_context(Guard(workers=workers))
            stack.callback(pool.shutdown, wait=False, cancel_futures=True)
            decoding = _ahead(jobs, workers + 1, lambda job: pool.submit(self._open, guard, job))
            for job, opening in decoding:
                self._report("listening", job.path)
                try:
                    opened = self._wait(opening)
                    if opened.same is not None:
                        self._keep(job, opened.same, opened)
                    else:
                        track = self._hear(job, opened)
                        self._catalogue.put_track(track, self._spaces.values())
                        self._tracks += 1
                        self._clips += len(track.clips)
                    if opened.loaded is not None:
                        self._seconds += opened.loaded.info.duration
                except InputError as error:
                    self._catalogue.put_error(job.path, error.reason, job.state)
                    self._errors += 1
                self._done += 1
                self._bytes_done += job.state.size
                if self._done == 1:  # the network was loaded meanwhile: no measure of the pace
                    self._paced_from = _Mark(time.monotonic(), self._bytes_done, self._seconds)
            self._report("listening", None)

    def _wait(self, opening: Future[_Opened]) -> _Opened:
        while True:
            if self._cancelled():
                raise CancelledError(
                    f"Stopped after {self._done} of {self._total} files; what was done is kept, "
                    "and adding the folder again goes on from there."
                )
            try:
                return opening.result(timeout=_POLL)
            except FutureTimeout:
                if opening.done():  # it was the decoder's own
                    raise

    def _open(self, guard: Guard, job: _Job) -> _Opened:
        """Read, decode and measure one file, in a thread of the pool."""
        if job.unmeasured is not None:
            return self._loaded(guard, job, job.unmeasured.content_id, job.unmeasured)
        if job.state.size == 0:
            raise InputError(job.path, "is empty")
        try:
            content = content_id(job.path)
        except OSError as error:
            detail = (error.strerror or "no reason given").lower()
            raise InputError(job.path, f"cannot be read ({detail})") from error
        same = self._known_as(job.path, content)
        if same is not None and same.measured:
            return _Opened(content, same)
        return self._loaded(guard, job, content, same)

    def _loaded(self, guard: Guard, job: _Job, content: bytes, same: KnownTrack | None) -> _Opened:
        loaded = guard.load(job.path, measure=True)
        if not np.isfinite(loaded.samples).all():
            raise InputError(job.path, "holds samples that are not numbers")
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
        return _Opened(content, same, loaded, facts)

    def _keep(self, job: _Job, same: KnownTrack, opened: _Opened) -> None:
        """Note where a known track is now, and its facts if they were measured."""
        if job.unmeasured is None:
            self._catalogue.move_track(same.id, job.path, job.state)
            self._gone.discard(same.id)
            self._moved += 1
        if opened.loaded is not None and opened.facts is not None:
            samples = opened.loaded.samples
            energies = {
                clip.id: energy(samples, MODEL_RATE, clip.start, clip.end)
                for clip in self._catalogue.clips(same.id)
            }
            self._catalogue.put_facts(same.id, opened.facts, opened.loaded.info.credits, energies)
            self._measured += 1

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

    def _hear(self, job: _Job, opened: _Opened) -> NewTrack:
        loaded = opened.loaded
        assert loaded is not None, "only a known track comes without its sound"
        info, samples = loaded.info, loaded.samples
        curve = self._pack.listen(samples)
        ranges = choose_clips(info.duration, curve.starts, curve.embedding, curve.level)
        if not ranges:
            raise InputError(job.path, "is silent")
        clips = []
        for start, end in ((clip.start, clip.end) for clip in ranges):
            reading = self._pack.read_clip(curve, start, end)
            if not _is_finite(reading):
                raise InputError(job.path, "makes no sense to the music network")
            clips.append(NewClip(start, end, reading, energy(samples, MODEL_RATE, start, end)))
        return NewTrack(
            path=job.path,
            state=job.state,
            content_id=opened.content,
            duration=info.duration,
            sample_rate=info.sample_rate,
            channels=info.channels,
            codec=info.codec,
            title=info.title or job.path.stem,
            artist=info.artist or "",
            pack=self._pack.id,
            peaks=loaded.peaks,
            curve=Curve(curve.length, curve.starts, curve.valence, curve.arousal, curve.moods),
            clips=tuple(clips),
            facts=opened.facts,
            credits=info.credits,
        )

    def _index(self) -> None:
        """Make what searching needs beside the clips: vectors of new spaces, and large indexes."""
        for space in self._spaces.values():
            self._catalogue.fill(
                space,
                self._pack.id,
                progress=lambda done, total: self._report("indexing", None, (done, total)),
                cancelled=self._cancelled,
            )
        if self._tracks or self._moved:
            self._report("indexing", None)
            for space in self._spaces.values():
                Index.open(self._catalogue, space, self._pack.id)

    def _report(
        self,
        stage: Literal["looking", "listening", "indexing"],
        path: Path | None,
        counted: tuple[int, int] | None = None,
    ) -> None:
        done, total = counted or (self._done, self._total)
        now = time.monotonic()
        paced = self._paced_from
        took, left = now - paced.time, None
        heard, read = self._seconds - paced.seconds, self._bytes_done - paced.bytes
        if stage == "listening" and self._done == self._total:
            left = 0.0
        elif stage == "listening" and read:
            left = took * (self._bytes_total - self._bytes_done) / read
        self._tell(
            ScanProgress(
                stage=stage,
                done=done,
                total=total,
                path=path,
                tracks=self._tracks,
                errors=self._errors,
                skipped=self._skipped,
                measured=self._measured,
                seconds_of_audio=self._seconds,
                elapsed=now - self._began,
                rate=heard / took if took > 0 else 0.0,
                time_left=left,
            )
        )


def _is_finite(reading: Reading) -> bool:
    emotion = reading.emotion
    feelings = (emotion.valence, emotion.arousal, *emotion.moods)
    return bool(np.isfinite(feelings).all() and np.isfinite(reading.embedding).all())


def _ahead(
    jobs: list[_Job], depth: int, submit: Callable[[_Job], Future[_Opened]]
) -> Iterator[tuple[_Job, Future[_Opened]]]:
    """Yield every job in order, with at most `depth` of them under way or waiting to be taken."""
    under_way: deque[tuple[_Job, Future[_Opened]]] = deque()
    for job in jobs:
        under_way.append((job, submit(job)))
        if len(under_way) == depth:
            yield under_way.popleft()
    yield from under_way
