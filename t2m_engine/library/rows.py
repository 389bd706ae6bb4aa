"""Rows of the catalogue's tables as values, and values as rows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.emotion.moods import Emotion
from t2m_engine.library.records import USUAL_ENERGY, Clip, Track

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACTS = 2
"""The version of how facts are measured, kept with them: a scan measures older ones again."""

_OF_FILE = (
    "id", "path", "size", "mtime_ns", "content_id", "missing", "duration", "sample_rate",
    "channels", "codec", "title", "artist", "pack", "added",
)  # fmt: skip
_MEASURED = (
    "tempo", "tempo_confidence", "first_beat", "key", "key_confidence", "loudness", "true_peak",
    "vocals",
)  # fmt: skip
_CREDITED = (
    "album", "composer", "publisher", "isrc", "copyright", "licence", "genre", "comment",
)  # fmt: skip
_LICENCE = (
    "coalesce((SELECT nullif(marks.licence, '') FROM marks "
    "WHERE marks.content_id = tracks.content_id), licence)"
)
"""What the user says of the licence goes before what the file says."""
TRACK = ", ".join((*_OF_FILE, "facts", *_MEASURED, *_CREDITED, "original", "offline")).replace(
    "licence", _LICENCE
)
"""The columns of a track, as `as_track` takes them."""
CLIPS = 'SELECT id, track_id, start, "end", valence, arousal, moods, pack, energy, best FROM clips'
"""All clips, as `as_clip` takes them."""
THERE = "NOT tracks.missing AND NOT tracks.offline AND tracks.original IS NULL"
"""Whether a track can be played and is not a copy of another."""
_OF_THEM = "SELECT 1 FROM tracks WHERE missing = 0 AND offline = 0 AND original IS NULL AND pack"
STALE = f"(EXISTS ({_OF_THEM} < :pack) OR EXISTS ({_OF_THEM} > :pack))"
"""Whether another pack than `:pack` has heard any of them. Two looks into an index, which every
suggestion can afford; to look for what differs would go through all tracks."""
UNMEASURED: dict[str, Any] = {
    "facts": 0, "tempo": None, "tempo_confidence": 0.0, "first_beat": 0.0, "key": "",
    "key_confidence": 0.0, "loudness": 0.0, "true_peak": 0.0, "vocals": None, "fingerprint": None,
}  # fmt: skip
"""The columns of facts, by name, of a track that has none."""


def as_track(row: Any) -> Track:
    """The track of a row of `TRACK`."""
    of_file: dict[str, Any] = dict(zip(_OF_FILE, row, strict=False))
    of_file |= {"path": Path(os.fsdecode(row[1])), "missing": bool(row[5])}
    version, known, (original, offline) = row[len(_OF_FILE)], row[len(_OF_FILE) + 1 : -2], row[-2:]
    return Track(
        **of_file,
        facts=MusicFacts(*known[: len(_MEASURED)]) if version else None,
        credits=Credits(*known[len(_MEASURED) :]),
        original=original,
        offline=bool(offline),
    )


def columns(facts: MusicFacts | None, credits_: Credits) -> dict[str, Any]:
    """What is known of a track, by column."""
    row: dict[str, Any] = {name: text(getattr(credits_, name)) for name in _CREDITED}
    if facts is not None:
        row |= {"facts": FACTS, **{name: getattr(facts, name) for name in _MEASURED}}
        if facts.fingerprint is not None:
            row["fingerprint"] = np.ascontiguousarray(facts.fingerprint, "<u4").tobytes()
    return row


def as_clip(row: Any) -> Clip:
    """The clip of a row of `CLIPS`."""
    moods = tuple(float(share) for share in np.frombuffer(row[6], "<f4"))
    energy = USUAL_ENERGY if row[8] is None else row[8]
    emotion = Emotion(row[4], row[5], moods)
    return Clip(row[0], row[1], row[2], row[3], emotion, row[7], energy, bool(row[9]))


def floats(values: NDArray[Any]) -> bytes:
    """Numbers as the catalogue keeps them: float32, little-endian."""
    return np.ascontiguousarray(values, "<f4").tobytes()


def text(words: str) -> str:
    """A text that SQLite takes: half a surrogate pair, as in odd file names, becomes “?”."""
    return words.encode("utf-8", "replace").decode("utf-8")
