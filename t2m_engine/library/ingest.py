"""The scan: music in folders → tracks, clips and vectors in the catalogue."""

from __future__ import annotations

import os
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from t2m_engine.audio.clips import ClipRange, best_clip, choose_clips
from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.facts import MusicFacts, energy, levels
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.library import lock
from t2m_engine.library.index import Index
from t2m_engine.library.opening import Job, Opened, Opener, Opening
from t2m_engine.library.records import Curve, FileState, KnownTrack, NewClip, NewTrack
from t2m_engine.library.walk import Found, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from t2m_engine.audio.encoder import MusicCurve
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
    measured from the first file's end on; `time_left` is None until then. Time in which the scan is
    `paused` does not count.
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
    paused: bool = False

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
            "paused": self.paused,
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
    paused: Callable[[], bool] | None = None,
    workers: int | None = None,
    retry_errors: bool = False,
) -> ScanResult:
    """Bring `catalogue` up to date with the music in `folders`, heard by `pack`.

    A file with the size, the date and the pack that the catalogue knows is not opened, unless its
    facts or its energy curve are missing: then they are measured, and it is not heard again. One
    that could not be read and has not changed is not tried again, unless `retry_errors`. A file
    that was moved or only touched keeps its clips. Every track is one transaction, so that a scan
    that is stopped, however it is stopped, has lost nothing and goes on where it was.

    While `paused` says so, nothing is heard; what was being decoded is decoded to its end, and
    waits.

    `workers` files are decoded at a time, in processes of their own, while the network hears those
    before, several together where its device is large enough; None chooses. A file that cannot be
    read is noted and the scan goes on.

    Raises InputError when no folder holds any music, LibraryError when the catalogue cannot be
    written to or another process is scanning into it, CancelledError once `cancelled` says so.
    """
    paths = [Path(folder) for folder in folders]
    with lock.scanning(catalogue.folder):
        return _Scan(catalogue, pack, progress, cancelled, paused, retry_errors).run(paths, workers)


def default_workers(device: str, cores: int | None = None) -> int:
    """Files to decode at a time, on `cores` (None: those that there are).

    Decoding is about as dear as the network on a CPU. Beside a GPU all cores but one decode.
    """
    cores = cores or os.cpu_count() or 2
    return max(1, min(8, cores // 2)) if device == "cpu" else max(1, min(16, cores - 1))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A point in a scan: when, and how many bytes and seconds of audio were done."""

    time: float
    bytes: int
    seconds: float


class _Scan:
    """One run of `scan`: its wishes, and the counts that its progress shows."""

    def __init__(
        self,
        catalogue: Catalogue,
        pack: ModelPack,
        progress: Callable[[ScanProgress], None] | None,
        cancelled: Callable[[], bool] | None,
        paused: Callable[[], bool] | None,
        retry_errors: bool,
    ) -> None:
        self._catalogue = catalogue
        self._pack = pack
        self._tell = progress or (lambda _: None)
        self._cancelled = cancelled or (lambda: False)
        self._paused = paused or (lambda: False)
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
        self._gone: set[int] = set()

    def run(self, folders: list[Path], workers: int | None) -> ScanResult:
        self._report("looking", None)
        found = find(folders)
        jobs = self._compare(found)
        if not found.files and not found.unreadable and found.problems:
            raise found.problems[0]
        self._total = len(jobs)
        self._bytes_total = sum(job.state.size for job in jobs)
        if jobs:
            self._listen(jobs, workers or default_workers(self._pack.device))
        self._index()
        self._catalogue.settle(self._pack.music_id)
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

    def _compare(self, found: Found) -> list[Job]:
        """Note what is gone, back or beyond reach; return the files that must be opened."""
        known = self._catalogue.known_tracks()
        failed = {error.path: error for error in self._catalogue.errors()}
        jobs, back, healed = [], [], []
        for path, state in found.files.items():
            track = known.get(path)
            ours = track is not None and track.pack == self._pack.music_id
            if track and ours and track.state == state:
                if track.is_complete:
                    self._skipped += 1
                else:
                    jobs.append(Job(path, state, track))
                if path in failed:
                    healed.append(path)
                if track.missing:
                    back.append(track.id)
            elif path in failed and failed[path].state == state and not self._retry_errors:
                self._skipped += 1
            else:
                jobs.append(Job(path, state))
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
            if track.pack == self._pack.music_id:
                self._homeless.setdefault(track.content_id, []).append((path, track))

    def _listen(self, jobs: list[Job], workers: int) -> None:
        self._paced_from = _Mark(time.monotonic(), 0, 0.0)
        with Opener(workers, self._touched, self._homeless) as opener:
            together: list[tuple[Opening, Opened]] = []
            seconds = 0.0
            for opening in opener.ahead(jobs):
                job = opening.job
                self._report("listening", job.path)
                self._hold(job.path)
                try:
                    opened = self._wait(opening.opened)
                except InputError as error:
                    self._refuse(job, error)
                    opener.let_go(opening)
                else:
                    together.append((opening, opened))
                    if opened.same is None and opened.loaded is not None:
                        seconds += opened.loaded.info.duration
                if not opener.has_more or not seconds or seconds >= self._pack.at_once:
                    self._take(together)
                    for taken, _ in together:
                        opener.let_go(taken)
                    together, seconds = [], 0.0
            self._report("listening", None)

    def _go_on(self) -> None:
        if self._cancelled():
            raise CancelledError(
                f"Stopped after {self._done} of {self._total} files; what was done is kept, "
                "and adding the folder again goes on from there."
            )

    def _hold(self, path: Path) -> None:
        """Wait while the scan is paused, and take that time off."""
        if not self._paused():
            return
        began = time.monotonic()
        while self._paused():
            self._report("listening", path, paused=True)
            self._go_on()
            time.sleep(_POLL)
        waited = time.monotonic() - began
        self._began += waited
        self._paced_from = replace(self._paced_from, time=self._paced_from.time + waited)
        self._report("listening", path)

    def _take(self, together: list[tuple[Opening, Opened]]) -> None:
        """Hear what was opened, and store it, each in one transaction."""
        loaded = [opened.loaded for _, opened in together if opened.same is None]
        new = [one.samples for one in loaded if one is not None]
        curves = iter(self._pack.listen_all(new) if new else ())
        for opening, opened in together:
            job = opening.job
            try:
                if opened.same is not None:
                    self._keep(job, opened.same, opened)
                else:
                    track = self._hear(job, opened, next(curves))
                    self._catalogue.put_track(track, self._spaces.values())
                    self._tracks += 1
                    self._clips += len(track.clips)
            except InputError as error:
                self._refuse(job, error)
                continue
            if opened.loaded is not None:
                self._seconds += opened.loaded.info.duration
            self._count(job)

    def _refuse(self, job: Job, error: InputError) -> None:
        self._catalogue.put_error(job.path, error.reason, job.state)
        self._errors += 1
        self._count(job)

    def _count(self, job: Job) -> None:
        self._done += 1
        self._bytes_done += job.state.size
        if self._done == 1:  # the network was loaded meanwhile: no measure of the pace
            self._paced_from = _Mark(time.monotonic(), self._bytes_done, self._seconds)

    def _wait(self, opening: Future[Opened]) -> Opened:
        while True:
            self._go_on()
            try:
                return opening.result(timeout=_POLL)
            except FutureTimeout:
                if opening.done():  # it was the decoder's own
                    raise

    def _keep(self, job: Job, same: KnownTrack, opened: Opened) -> None:
        """Note where a known track is now, and its facts if they were measured."""
        if job.unmeasured is None:
            self._catalogue.move_track(same.id, job.path, job.state)
            self._gone.discard(same.id)
            self._moved += 1
        if opened.loaded is not None:
            self._level(same.id, opened.loaded)
            if opened.facts is not None:
                self._measure(same.id, opened.loaded, opened.facts)
            self._measured += 1

    def _level(self, track_id: int, loaded: LoadedTrack) -> None:
        """Store the energy curve of a known track, over the chunks that the network heard."""
        known = self._catalogue.waveform(track_id)
        if known is not None:
            curve = known[1]
            heard = levels(loaded.samples, MODEL_RATE, curve.starts, curve.length)
            self._catalogue.put_levels(track_id, heard)

    def _measure(self, track_id: int, loaded: LoadedTrack, facts: MusicFacts) -> None:
        """Store what was measured of a known track; what the network heard of it is there."""
        clips = self._catalogue.clips(track_id)
        heard = self._catalogue.embeddings(clip.id for clip in clips)
        ranges = [ClipRange(clip.start, clip.end) for clip in clips]
        energies = [energy(loaded.samples, MODEL_RATE, clip.start, clip.end) for clip in clips]
        best = None
        if clips:
            embeddings = np.stack([heard[clip.id] for clip in clips])
            feelings = [(clip.emotion.valence, clip.emotion.arousal) for clip in clips]
            best = clips[best_clip(ranges, embeddings, energies, feelings)].id
            facts = replace(facts, vocals=self._pack.vocals(embeddings))
        by_id = {clip.id: energy_ for clip, energy_ in zip(clips, energies, strict=True)}
        self._catalogue.put_facts(track_id, facts, loaded.info.credits, by_id, best)

    def _hear(self, job: Job, opened: Opened, curve: MusicCurve) -> NewTrack:
        loaded = opened.loaded
        assert loaded is not None, "only a known track comes without its sound"
        info, samples = loaded.info, loaded.samples
        ranges = choose_clips(
            info.duration, curve.starts, curve.embedding, curve.level, opened.changes
        )
        if not ranges:
            raise InputError(job.path, "is silent")
        readings = [self._pack.read_clip(curve, clip.start, clip.end) for clip in ranges]
        if not all(_is_finite(reading) for reading in readings):
            raise InputError(job.path, "makes no sense to the music network")
        energies = [energy(samples, MODEL_RATE, clip.start, clip.end) for clip in ranges]
        embeddings = np.stack([reading.embedding for reading in readings])
        feelings = [(reading.emotion.valence, reading.emotion.arousal) for reading in readings]
        best = best_clip(ranges, embeddings, energies, feelings)
        clips = tuple(
            NewClip(clip.start, clip.end, reading, level, place == best)
            for place, (clip, reading, level) in enumerate(
                zip(ranges, readings, energies, strict=True)
            )
        )
        assert opened.facts is not None, "whatever was loaded was measured"
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
            pack=self._pack.music_id,
            peaks=loaded.peaks,
            curve=Curve.of(curve),
            clips=clips,
            facts=replace(opened.facts, vocals=self._pack.vocals(embeddings)),
            credits=info.credits,
        )

    def _index(self) -> None:
        """Make what searching needs beside the clips: vectors of new spaces, and a large index.

        That of the default space; those of the others are made where they are asked for.
        """
        for space in self._spaces.values():
            self._catalogue.fill(
                space,
                self._pack.music_id,
                progress=lambda done, total: self._report("indexing", None, (done, total)),
                cancelled=self._cancelled,
            )
        if self._tracks or self._moved:
            self._report("indexing", None)
            index = Index.open(self._catalogue, self._pack.space(), self._pack.music_id)
            index.keep(self._cancelled)

    def _report(
        self,
        stage: Literal["looking", "listening", "indexing"],
        path: Path | None,
        counted: tuple[int, int] | None = None,
        *,
        paused: bool = False,
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
                paused=paused,
            )
        )


def _is_finite(reading: Reading) -> bool:
    emotion = reading.emotion
    feelings = (emotion.valence, emotion.arousal, *emotion.moods)
    return bool(np.isfinite(feelings).all() and np.isfinite(reading.embedding).all())
