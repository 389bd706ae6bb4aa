"""A timeline: tracks of clips, and markers, in samples. What every writer takes.

All times are whole samples at the timeline's sample rate. Formats that know frames only get the
frame nearest to each; what comes from a score lies on frames, so that nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from t2m_engine.export.cue import Piece
from t2m_engine.export.fades import STEADY, Ducking, keyframes
from t2m_engine.export.timelines.rates import Rate

SAMPLE_RATE = 48_000
"""Hertz; film's and video's."""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that a timeline plays.

    `path` is where it lies; `reference` is how the timeline names it: an absolute path, or one
    relative to the timeline's own folder, with forward slashes. `duration` is all of it, in
    samples at the timeline's rate; `sample_rate` in hertz and `channels` are the file's own.
    """

    path: Path
    reference: str
    duration: int
    sample_rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch `source_in` to `source_out` of `media` from `start` on, in samples.

    The source's samples are counted at the timeline's rate, too: seconds of it are samples by
    that rate. `fade_in` and `fade_out`, in samples, lie inside and are quarter sines (equal
    power); `gain_db` is over all of it. `id` is a word that no other clip has; `note` says why
    the music is there.
    """

    id: str
    name: str
    note: str
    media: Media
    start: int
    source_in: int
    source_out: int
    fade_in: int = 0
    fade_out: int = 0
    gain_db: float = 0.0

    @property
    def duration(self) -> int:
        """Samples."""
        return self.source_out - self.source_in

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.duration


@dataclass(frozen=True, slots=True)
class Track:
    """Clips that do not overlap, in order; `ducked` ones give way to the narrator."""

    name: str
    clips: tuple[Clip, ...]
    ducked: bool = True


@dataclass(frozen=True, slots=True)
class Marker:
    """A place that has a name: a scene, from sample `start` to `end`."""

    start: int
    end: int
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Tracks under each other, `duration` samples long, with the narrator's `ducking`."""

    title: str
    rate: Rate
    duration: int
    tracks: tuple[Track, ...]
    markers: tuple[Marker, ...] = ()
    ducking: Ducking = STEADY
    sample_rate: int = SAMPLE_RATE

    @property
    def clips(self) -> tuple[Clip, ...]:
        """All clips, track by track."""
        return tuple(clip for track in self.tracks for clip in track.clips)

    @property
    def media(self) -> tuple[Media, ...]:
        """The files that it plays, each once, in the order of the clips."""
        return tuple(dict.fromkeys(clip.media for clip in self.clips))

    def seconds(self, sample: int) -> float:
        """Return a time in seconds, which six decimals tell to the sample."""
        return sample / self.sample_rate

    def frame(self, sample: int) -> int:
        """Return the frame nearest to a sample."""
        return self.rate.frame(sample, self.sample_rate)

    def frames(self, clip: Clip) -> tuple[int, int, int]:
        """Return (start, source start, length ≥ 1) of a clip in frames."""
        start = self.frame(clip.start)
        return start, self.frame(clip.source_in), max(1, self.frame(clip.end) - start)

    def fades(self, clip: Clip) -> list[tuple[int, float]]:
        """Return (frame from the clip's start, decibels) of its fades: `keyframes`, gain left out.

        Between two of them the level is a straight line.
        """
        return keyframes(self._piece(clip), self.rate.fps)

    def levels(self, track: Track, clip: Clip) -> list[tuple[int, float]]:
        """Return `fades` with how the music gives way to the narrator, where it does."""
        return keyframes(self._piece(clip), self.rate.fps, self.ducking if track.ducked else STEADY)

    def ducks(self, track: Track, clip: Clip) -> list[tuple[int, float]]:
        """Return (sample from the clip's start, decibels) of the narrator's doing alone.

        A point a frame where the level changes, two where it does not; none where nothing is
        to be done.
        """
        if not track.ducked:
            return []
        start, end = self.seconds(clip.start), self.seconds(clip.end)
        places = {0, clip.duration}
        for left, right in self.ducking.moves(start, end):
            first, last = (round((time - start) * self.sample_rate) for time in (left, right))
            places.update((*range(first, last, self.rate.sample(1, self.sample_rate)), last))
        levels = [
            (place, round(self.ducking.level(start + self.seconds(place)), 4))
            for place in sorted(places)
        ]
        return levels if any(level for _, level in levels) else []

    def _piece(self, clip: Clip) -> Piece:
        times = (clip.start, clip.source_in, clip.source_out, clip.fade_in, clip.fade_out)
        return Piece(*(float(Fraction(time, self.sample_rate)) for time in times))
