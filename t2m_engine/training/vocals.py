"""Teaches a pack to tell whether somebody sings or speaks: a linear head on its music encoder.

Three sources, none of them labelled by people:

- windows of free music, with what the teachers mn04 and YAMNet score for voices (soft labels);
- pieces by packaging/compose, in which nobody sings, whatever the teachers hear in a synthesizer;
- the same music with a voice of espeak-ng put over it, where the truth is known.

The head is a ridge regression on the teachers' mean log-odds, brought to 0…1 by a logistic (Platt
1999) on packages in `music.HELD_OUT`, which it has not learnt from, and on mixes of them.
Emotify's recordings, heard by the teachers, measure it: not a weight comes from them. One half was
looked at when the settings below were chosen, so that only the other is reported (songs keep
together).
"""

from __future__ import annotations

import io
import json
import subprocess
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
import soxr

from t2m_engine import places
from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.vocals import VocalsHead
from t2m_engine.files import replacing
from t2m_engine.training.datasets.features import network_key
from t2m_engine.training.lessons import Track, find_tracks, windows
from t2m_engine.training.music_lessons import COMPOSED, HELD_OUT
from t2m_engine.training.teachers import SOURCE_RATE, patches, session

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack

_MUSIC_WINDOWS, _EMOTIFY_WINDOWS, _MIX_WINDOWS = 5, 3, 2
"""Windows of 10 s a track."""
_SUNG = (0.05, 0.03)
"""What mn04 and YAMNet must both exceed for a voice to be there: their scores are small."""
_UNSUNG = (0.02, 0.02)
"""Both below: there is none. What lies between counts as neither."""
_RIDGE = 300.0
_MIXED = (-2.0, 0.3)
"""Log-odds and weight of a mix. Ridge and both numbers are from plateaus of what was held out and
of a half of Emotify."""
_COMPOSED = (-5.0, 2.0)
"""The most log-odds of a composed piece, and its weight, chosen likewise."""
_COMPOSED_HELD_OUT = 3
"""Every third composed piece, by its seed, is not learnt from."""
_VOICES = ("m1", "m2", "m3", "m4", "m5", "m7", "f1", "f2", "f3", "f4", "f5", "croak", "klatt",
           "klatt2", "klatt3")  # fmt: skip
_CLASSES = ("Speech", "Male speech, man speaking", "Female speech, woman speaking",
            "Narration, monologue", "Singing", "Male singing", "Female singing", "Child singing",
            "Synthetic singing", "Choir", "Chant", "Mantra", "Rapping", "Yodeling",
            "A capella")  # fmt: skip
"""AudioSet's classes of voices."""
_FRAMES = 8
"""Of 0.96 s, in which YAMNet hears a window; the second highest score counts."""
_LANGUAGES = ("en", "en-us", "en-gb-scotland", "de", "fr", "it", "es", "pl", "cs", "ro")


@dataclass(frozen=True, slots=True)
class Heard:
    """Windows of tracks: what the teachers score, float32 (n, 2), and the pack's embedding."""

    source: NDArray[np.str_]
    track: NDArray[np.str_]
    scores: NDArray[np.float32]
    embedding: NDArray[np.float32]

    @property
    def sung(self) -> NDArray[np.bool_]:
        """Whether both teachers hear a voice."""
        return np.asarray((self.scores > _SUNG).all(axis=1))

    @property
    def unsung(self) -> NDArray[np.bool_]:
        """Whether neither does."""
        return np.asarray((self.scores < _UNSUNG).all(axis=1))


@dataclass(frozen=True, slots=True)
class Mixes:
    """Windows with a voice over them: embeddings of both, float32 (n, d)."""

    source: NDArray[np.str_]
    track: NDArray[np.str_]
    plain: NDArray[np.float32]
    mixed: NDArray[np.float32]


class _Teachers:
    """How sure mn04 and YAMNet are that there is a voice."""

    def __init__(self, data: Path) -> None:
        folder = data / "teachers"
        self._mn04 = session(folder / "mn04_audioset_32k_10s.onnx", 1)
        self._yamnet = session(folder / "yamnet_16k_0.98s.onnx", 1)
        self._rows = []
        for name in ("mn04_audioset_32k_10s", "yamnet_16k_0.98s"):
            labels = (folder / f"{name}.labels.txt").read_text("utf-8").splitlines()
            self._rows.append([labels.index(c) for c in _CLASSES if c in labels])

    def scores(self, window: NDArray[np.float32], low: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return both scores, 0…1, of 10 s at 32 kHz (`window`) and at 16 kHz (`low`)."""
        mn04 = self._mn04.run(None, {"waveform": window[None]})[0][0, self._rows[0]]
        frames = patches(low, 15_600, _FRAMES)
        yamnet = self._yamnet.run(None, {"waveform": frames})[0][:, self._rows[1]]
        odds = np.array([mn04.max(), np.sort(yamnet.max(axis=1))[-2]], np.float64)
        return (1.0 / (1.0 + np.exp(-np.clip(odds, -50, 50)))).astype(np.float32)


def train_vocals(
    data: Path, music: Path, pack: ModelPack, cache: Path
) -> tuple[VocalsHead, dict[str, float]]:
    """Return a head for `pack` and what was measured; what was heard is kept in `cache`.

    Needs espeak-ng. FileNotFoundError when teachers, Emotify or espeak-ng are missing.
    """
    folder = cache / "vocals" / network_key(pack, "music")
    heard = _cached(folder / "music.npz", lambda: _hear(find_tracks(music), data, pack))
    emotify = [
        Track(path, "emotify") for path in sorted((data / "music/emotify/audio").glob("*.opus"))
    ]
    judged = _cached(folder / "emotify.npz", lambda: _hear(emotify, data, pack, _EMOTIFY_WINDOWS))
    songs, real = Heard(**heard), Heard(**judged)
    mixes = Mixes(**_cached(folder / "mixes.npz", lambda: _mix(find_tracks(music), pack)))
    # A mix is no truth where there was a voice before.
    loudest = {t: songs.scores[songs.track == t, 0].max() for t in set(songs.track)}
    clean = np.array([loudest.get(t, 1.0) < 0.03 for t in mixes.track])
    kept = np.isin(mixes.source, list(HELD_OUT))
    ridge = _ridge(songs, mixes.mixed[clean & ~kept])

    held = clean & kept
    known = np.isin(songs.source, list(HELD_OUT)) & (songs.sung | songs.unsung)
    chosen_x = np.concatenate([songs.embedding[known], mixes.plain[held], mixes.mixed[held]])
    chosen_y = np.concatenate([songs.sung[known], np.zeros(held.sum()), np.ones(held.sum())])
    head = _calibrated(ridge, chosen_x, chosen_y)
    half = np.array([zlib.crc32(str(track).encode()) % 2 == 0 for track in real.track])
    test = (real.sung | real.unsung) & ~half
    pieces = head.sureness(songs.embedding[_kept_pieces(songs)])
    measured = {
        "composed_windows": len(pieces),
        "composed_windows_taken_for_sung": round(float(np.mean(pieces > 0.5)), 3),
        "emotify_windows": int(test.sum()),
        "emotify_windows_auc": _auc(head, real.embedding[test], real.sung[test]),
        "mixes_held_out": int(held.sum()),
        "mixes_held_out_auc": _auc(
            head,
            np.concatenate([mixes.plain[held], mixes.mixed[held]]),
            np.repeat([False, True], held.sum()),
        ),
    }
    return head, measured | _songs(head, real, ~half)


def _songs(head: VocalsHead, real: Heard, test: NDArray[np.bool_]) -> dict[str, float]:
    """Whole songs: sung where most windows are, unsung where all are."""
    sure, truth = [], []
    for song in sorted(set(real.track[test])):
        rows = real.track == song
        if real.sung[rows].mean() > 0.5 or real.unsung[rows].all():
            sure.append(head.of_track(real.embedding[rows]))
            truth.append(bool(real.sung[rows].any()))
    found, told = np.array(sure), np.array(truth)
    return {
        "emotify_songs": len(told),
        "emotify_songs_auc": round(auc(found, told), 3),
        "emotify_songs_right_at_half": round(float(np.mean((found > 0.5) == told)), 3),
    }


def _ridge(songs: Heard, mixed: NDArray[np.float32]) -> tuple[NDArray[np.float64], float]:
    """Weights (d,) and bias of the regression on log-odds of embeddings."""
    learnt = ~np.isin(songs.source, list(HELD_OUT)) & ~_kept_pieces(songs)
    composed = songs.source[learnt] == COMPOSED
    odds = np.clip(songs.scores[learnt].astype(np.float64), 1e-4, 0.99)
    heard = np.log(odds / (1 - odds)).mean(axis=1)
    heard = np.where(composed, np.minimum(heard, _COMPOSED[0]), heard)
    x = np.concatenate([songs.embedding[learnt], mixed]).astype(np.float64)
    y = np.concatenate([heard, np.full(len(mixed), _MIXED[0])])
    weight = np.concatenate([np.where(composed, _COMPOSED[1], 1.0), np.full(len(mixed), _MIXED[1])])
    mean, spread = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-6)
    scaled, centre = (x - mean) / spread, float(np.average(y, weights=weight))
    scaled -= np.average(scaled, axis=0, weights=weight)
    gram = (scaled * weight[:, None]).T @ scaled + _RIDGE * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, (scaled * weight[:, None]).T @ (y - centre)) / spread
    return weights, centre - float(np.average(x, axis=0, weights=weight) @ weights)


def _kept_pieces(songs: Heard) -> NDArray[np.bool_]:
    """Windows of composed pieces that are not learnt from."""
    seeds = [
        int(track.rpartition("_")[2].partition(".")[0]) if source == COMPOSED else 1
        for source, track in zip(songs.source, songs.track, strict=True)
    ]
    return np.array(seeds) % _COMPOSED_HELD_OUT == 0


def _calibrated(
    ridge: tuple[NDArray[np.float64], float], x: NDArray[np.float32], sung: NDArray[Any]
) -> VocalsHead:
    """The head whose sureness is the share of voices, were both kinds as frequent (Newton)."""
    score = x @ ridge[0] + ridge[1]
    design, truth = np.stack([score, np.ones(len(score))], axis=1), sung.astype(np.float64)
    weight = np.where(truth > 0, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    line = np.zeros(2)
    for _ in range(50):
        sure = 1.0 / (1.0 + np.exp(-np.clip(design @ line, -30, 30)))
        slope = design.T @ (weight * (truth - sure))
        bend = (design * (weight * sure * (1 - sure))[:, None]).T @ design + 1e-6 * np.eye(2)
        line += np.linalg.solve(bend, slope)
    weights = np.ascontiguousarray(ridge[0] * line[0], np.float32)
    return VocalsHead(weights, float(ridge[1] * line[0] + line[1]))


def auc(scores: NDArray[np.floating], true: NDArray[np.bool_]) -> float:
    """Return how often a true row's score exceeds a false one's (equal ones count half)."""
    found, lost = scores[true], scores[~true]
    higher = (found[:, None] > lost).mean() + 0.5 * (found[:, None] == lost).mean()
    return float(higher)


def _auc(head: VocalsHead, x: NDArray[np.float32], sung: NDArray[np.bool_]) -> float:
    return round(auc(head.sureness(x), sung), 3)


def _hear(
    tracks: list[Track], data: Path, pack: ModelPack, most: int = _MUSIC_WINDOWS
) -> dict[str, NDArray[Any]]:
    teachers = _Teachers(data)
    rows = []
    for track in tracks:
        for _, window in windows(track.path, most=most):
            low = soxr.resample(window, SOURCE_RATE, MODEL_RATE).astype(np.float32)
            embedding = pack.listen(low).embedding.mean(axis=0)
            rows.append((track.source, str(track.path), teachers.scores(window, low), embedding))
    return _columns(("source", "track", "scores", "embedding"), rows)


def _mix(tracks: list[Track], pack: ModelPack) -> dict[str, NDArray[Any]]:
    """Put a voice over windows of `tracks`, 8 dB softer to 6 dB louder, in a room or none."""
    rng = np.random.default_rng(7)
    corpus = (places.resources() / "corpus" / "passages.jsonl").read_text("utf-8")
    texts = [json.loads(line)["text"] for line in corpus.splitlines()]
    rows = []
    for track in tracks:
        for _, window in windows(track.path, most=_MIX_WINDOWS):
            plain = soxr.resample(window, SOURCE_RATE, MODEL_RATE).astype(np.float32)
            voice = _voice(texts, len(plain), rng)
            gain = (np.sqrt(np.square(plain).mean()) + 1e-5) * 10 ** (rng.uniform(-8, 6) / 20)
            mixed = (plain + gain * voice).astype(np.float32)
            heard = [pack.listen(sound).embedding.mean(axis=0) for sound in (plain, mixed)]
            rows.append((track.source, str(track.path), *heard))
    return _columns(("source", "track", "plain", "mixed"), rows)


def _voice(texts: list[str], length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Some sentences by espeak-ng, `length` samples at 16 kHz, of RMS 1."""
    parts: list[NDArray[np.float64]] = []
    while sum(map(len, parts)) < length:
        name = f"{rng.choice(_LANGUAGES)}+{rng.choice(_VOICES)}"
        pitch, speed = str(rng.integers(20, 95)), str(rng.integers(70, 190))
        text = str(rng.choice(texts))[:220]
        told = subprocess.run(  # noqa: S603 - our own words
            ["espeak-ng", "-v", name, "-p", pitch, "-s", speed, "--stdout", text],  # noqa: S607
            capture_output=True,
            check=True,
        ).stdout
        sound, rate = soundfile.read(io.BytesIO(told))
        parts.append(soxr.resample(sound, rate * rng.uniform(0.85, 1.2), MODEL_RATE))
    voice = np.concatenate(parts)[:length]
    if rng.random() < 0.5:
        tail = rng.standard_normal(8000) * np.exp(-np.arange(8000) / rng.uniform(800, 3000))
        tail[0] += 8.0
        voice = np.convolve(voice, tail)[:length]
    return np.asarray(voice / np.sqrt(np.square(voice).mean()))


def _columns(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[str, NDArray[Any]]:
    table = zip(names, zip(*rows, strict=True), strict=True)
    return {name: np.array(column) for name, column in table}


def _cached(path: Path, make: Any) -> dict[str, NDArray[Any]]:
    if not path.exists():
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez(file, allow_pickle=False, **make())
    with np.load(path) as content:
        return dict(content)
