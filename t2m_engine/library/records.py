"""What the catalogue hands out and takes in: tracks, clips, curves and errors as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.audio.facts import NO_CREDITS, Credits, MusicFacts
from t2m_engine.emotion.moods import MOODS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.audio.encoder import MusicCurve
    from t2m_engine.emotion.moods import Emotion
    from t2m_engine.emotion.reading import Reading

_COLUMNS = 3 + len(MOODS)
_FAINTEST = 1e-5
"""The level of what counts as nothing in an energy curve: −100 dBFS."""
USUAL_ENERGY = -20.0
"""dBFS; stands in for the energy of clips that were heard before it was measured."""


@dataclass(frozen=True, slots=True)
class Track:
    """A piece of music that was heard.

    `duration` in seconds; `missing` says that the file was gone, or could no longer be read, when
    its folder was last scanned; `offline`, that the drive or the folder that holds it was not
    there, so that nobody can tell; `pack` is the id of the model pack that heard it last. `facts`
    is None when it was heard before facts were measured: a scan of its folder fills them in; they
    come without the fingerprint (`Catalogue.fingerprints`). `original` is the id of the track that
    this one is a copy of. What the user says of the licence goes before what the file says.
    """

    id: int
    path: Path
    size: int
    mtime_ns: int
    content_id: bytes
    missing: bool
    duration: float
    sample_rate: int
    channels: int
    codec: str
    title: str
    artist: str
    pack: str
    added: float
    facts: MusicFacts | None = None
    credits: Credits = NO_CREDITS
    original: int | None = None
    offline: bool = False

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "track": str(self.path),
            "title": self.title,
            "artist": self.artist,
            "duration": round(self.duration, 3),
            "sample_rate": self.sample_rate,
            "channels": self.channels,
            "codec": self.codec,
            "missing": self.missing,
            "offline": self.offline,
            "facts": self.facts.as_json() if self.facts else None,
            "credits": self.credits.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a track, `start` to `end` in seconds, and what it feels like.

    `energy` is its mean level, dBFS (RMS); `USUAL_ENERGY` where its track has no facts yet. `best`
    marks the best section of its track.
    """

    id: int
    track_id: int
    start: float
    end: float
    emotion: Emotion
    pack: str
    energy: float = USUAL_ENERGY
    best: bool = False

    def as_json(self) -> dict[str, Any]:
        """The form of the JSON-RPC."""
        return {
            "start": round(self.start, 3),
            "end": round(self.end, 3),
            "energy": round(self.energy, 2),
            "best": self.best,
            **self.emotion.as_json(),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The emotion and the energy of a track over time, in chunks of `length` seconds.

    `starts` float32 (c,) seconds; `valence`, `arousal` float32 (c,); `moods` float32 (c, 7);
    `energy` float32 (c,), the level (RMS) in dBFS, None of a track that was heard before it was
    kept.
    """

    length: float
    starts: NDArray[np.float32]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    moods: NDArray[np.float32]
    energy: NDArray[np.float32] | None = None

    @classmethod
    def of(cls, heard: MusicCurve) -> Curve:
        """Return what is kept of what the network heard."""
        levels = 20.0 * np.log10(np.maximum(heard.level, _FAINTEST))
        return cls(
            heard.length,
            heard.starts,
            heard.valence,
            heard.arousal,
            heard.moods,
            levels.astype(np.float32),
        )

    def to_bytes(self) -> bytes:
        """float32 (c, 10), little-endian: start, valence, arousal, moods; energy lies apart."""
        columns = [self.starts[:, None], self.valence[:, None], self.arousal[:, None], self.moods]
        return np.concatenate(columns, axis=1).astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, length: float, content: bytes, energy: bytes | None = None) -> Curve:
        """The inverse of `to_bytes`; `energy` is float32 (c,), little-endian."""
        table = np.frombuffer(content, "<f4").reshape(-1, _COLUMNS)
        starts, valence, arousal = (np.ascontiguousarray(table[:, i]) for i in range(3))
        moods = np.ascontiguousarray(table[:, 3:])
        levels = None if energy is None else np.frombuffer(energy, "<f4")
        return cls(length, starts, valence, arousal, moods, levels)


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells, without opening it, whether a file is the one that was seen before."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class KnownTrack:
    """What a scan needs of a track that the catalogue holds.

    `measured` says that its facts are there, and were measured as they would be today, `levelled`
    that its energy curve is there.
    """

    id: int
    state: FileState
    content_id: bytes
    pack: str
    missing: bool
    measured: bool
    levelled: bool

    @property
    def is_complete(self) -> bool:
        """Whether a scan has nothing to measure in it."""
        return self.measured and self.levelled


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """A file that could not be read, why, and how it looked then; `noticed` is a Unix time."""

    path: Path
    reason: str
    state: FileState
    noticed: float

    def as_json(self) -> dict[str, Any]:
        """The form of `t2m library errors --json`."""
        return {"path": str(self.path), "reason": self.reason}


@dataclass(frozen=True, slots=True, eq=False)
class NewClip:
    """A clip to be stored; `energy` and `best` as in `Clip`, `energy` None if not measured."""

    start: float
    end: float
    reading: Reading
    energy: float | None = None
    best: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NewTrack:
    """A track to be stored; `peaks` is uint8 (columns,), `facts` None when not measured."""

    path: Path
    state: FileState
    content_id: bytes
    duration: float
    sample_rate: int
    channels: int
    codec: str
    title: str
    artist: str
    pack: str
    peaks: NDArray[np.uint8]
    curve: Curve
    clips: tuple[NewClip, ...]
    facts: MusicFacts | None = None
    credits: Credits = NO_CREDITS


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All clips that can be cues, in one space, at one generation of the catalogue.

    Rows are ordered by the track's path, then the clip's start: a clip's row is its rank among
    equals. `clip_ids`, `track_ids` int64 (n,); `vectors` float32 (n, dimension).
    """

    generation: int
    clip_ids: NDArray[np.int64]
    track_ids: NDArray[np.int64]
    vectors: NDArray[np.float32]
