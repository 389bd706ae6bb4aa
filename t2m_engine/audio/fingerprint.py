"""An acoustic fingerprint: the same for one recording, whatever its file's format or level."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

from t2m_engine.audio.frames import whole_frames

SECONDS = 120.0
"""Only so much of a track is fingerprinted, from its beginning, as Chromaprint's fpcalc does."""
ITEM_SECONDS = 1365 / 11_025
"""Seconds from one item of a fingerprint to the next."""
SAME = 0.87
"""Likeness from which on two tracks are one recording. Of 54,285 pairs of real tracks the most
alike of plainly different music have .80; of 83 tracks as MP3 at 96 kbit/s, 10 dB softer and begun
3.7 s later, the least like itself has .93."""

# The method is Chromaprint's, algorithm 1 (L. Lalinský, “How does Chromaprint work?”, 2011, after
# Ke, Hoiem & Sukthankar 2005 and Jang et al. 2009), which no package on PyPI brings along as a
# wheel; tests compare it with Chromaprint's own bits. Its numbers are of Chromaprint 1.5.
_RATE = 11_025
_SIZE, _HOP = 4096, 1365
_LOWEST, _HIGHEST = 28.0, 3520.0
_REFERENCE = 440.0 / 16.0
"""Hertz of the A from which the twelve pitch classes count."""
_SMOOTHING = (0.25, 0.75, 1.0, 0.75, 0.25)
_FAINTEST = 0.01
"""A chroma vector shorter than that is silence."""
_WIDEST = 16
"""Frames of chroma that one item looks at."""
_BLOCK = 512
"""Looks at the spectrum made at a time."""
# Kind of filter, first pitch class, how many of them, how many frames; three thresholds.
_CLASSIFIERS = (
    ((0, 4, 3, 15), (1.98215, 2.35817, 2.63523)),
    ((4, 4, 6, 15), (-1.03809, -0.651211, -0.282167)),
    ((1, 0, 4, 16), (-0.298702, 0.119262, 0.558497)),
    ((3, 8, 2, 12), (-0.105439, 0.0153946, 0.135898)),
    ((3, 4, 4, 8), (-0.142891, 0.0258736, 0.200632)),
    ((4, 0, 3, 5), (-0.826319, -0.590612, -0.368214)),
    ((1, 2, 2, 9), (-0.557409, -0.233035, 0.0534525)),
    ((2, 7, 3, 4), (-0.0646826, 0.00620476, 0.0784847)),
    ((2, 6, 2, 16), (-0.192387, -0.029699, 0.215855)),
    ((2, 1, 3, 2), (-0.0397818, -0.00568076, 0.0292026)),
    ((5, 10, 1, 15), (-0.53823, -0.369934, -0.190235)),
    ((3, 6, 2, 10), (-0.124877, 0.0296483, 0.139239)),
    ((2, 1, 1, 14), (-0.101475, 0.0225617, 0.231971)),
    ((3, 5, 6, 4), (-0.0799915, -0.00729616, 0.063262)),
    ((1, 9, 2, 12), (-0.272556, 0.019424, 0.302559)),
    ((3, 4, 2, 14), (-0.164292, -0.0321188, 0.0846339)),
)
_GRAY = np.array([0, 1, 3, 2], np.uint32)


def fingerprint(samples: NDArray[np.float32], rate: int) -> NDArray[np.uint32]:
    """Return the fingerprint of the first `SECONDS` of `samples`, float32 (n,), mono at `rate` Hz.

    uint32 (items,), one every `ITEM_SECONDS`; none for less than 2.9 s of sound.
    """
    sound = samples[: round(SECONDS * rate)]
    if rate != _RATE:
        sound = soxr.resample(sound, rate, _RATE, quality="MQ")
    chroma = _chroma(np.asarray(sound, np.float32))
    count = len(chroma) - _WIDEST + 1
    if count < 1:
        return np.zeros(0, np.uint32)
    sums = np.pad(chroma.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    items = np.zeros(count, np.uint32)
    for (kind, first, height, width), thresholds in _CLASSIFIERS:
        inside, outside = _areas(sums, count, kind, first, height, width)
        values = np.log((1.0 + inside) / (1.0 + outside))
        items = (items << np.uint32(2)) | _GRAY[np.searchsorted(thresholds, values, side="right")]
    return items


def likeness(
    left: NDArray[np.uint32], right: NDArray[np.uint32], *, most_shift: float = 10.0
) -> float:
    """Return the share of equal bits, where the two lie best on one another: 0…1.

    Different music has about .5; `SAME` and more is one recording. One may begin up to
    `most_shift` seconds later than the other. 0 where less than half of the shorter overlaps, or
    one is empty.
    """
    if not len(left) or not len(right):
        return 0.0
    least = max(1, min(len(left), len(right)) // 2)
    reach = round(most_shift / ITEM_SECONDS)
    best = 0.0
    for shift in range(-reach, reach + 1):
        here, there = left[max(0, shift) :], right[max(0, -shift) :]
        size = min(len(here), len(there))
        if size >= least:
            different = int(np.bitwise_count(here[:size] ^ there[:size]).sum())
            best = max(best, 1.0 - different / (32.0 * size))
    return best


def _chroma(sound: NDArray[np.float32]) -> NDArray[np.float64]:
    """Smoothed pitch classes of every look at `sound`, each row of length 1: (frames − 4, 12)."""
    window = np.hamming(_SIZE).astype(np.float32)
    low = max(1, round(_SIZE * _LOWEST / _RATE))
    high = min(_SIZE // 2, round(_SIZE * _HIGHEST / _RATE))
    octaves = np.log2(np.arange(low, high) * _RATE / _SIZE / _REFERENCE)
    classes = (12.0 * (octaves - np.floor(octaves))).astype(int)
    folding = (classes[:, None] == np.arange(12)).astype(np.float32)
    parts = [np.zeros((0, 12), np.float32)]
    for block in whole_frames(sound, _SIZE, _HOP, _BLOCK):
        spectrum = np.fft.rfft(block * window, axis=1)[:, low:high]
        parts.append((np.square(spectrum.real) + np.square(spectrum.imag)) @ folding)
    energies = np.concatenate(parts).astype(np.float64)
    count = len(energies) - len(_SMOOTHING) + 1
    if count < 1:
        return np.zeros((0, 12))
    chroma = sum(w * energies[k : k + count] for k, w in enumerate(_SMOOTHING))
    lengths = np.linalg.norm(chroma, axis=1, keepdims=True)
    return np.asarray(np.where(lengths < _FAINTEST, 0.0, chroma / np.maximum(lengths, _FAINTEST)))


def _areas(
    sums: NDArray[np.float64], count: int, kind: int, first: int, height: int, width: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The chroma in the two halves of a filter (Ke et al., figure 3) at each of `count` frames."""

    def area(t0: int, p0: int, t1: int, p1: int) -> NDArray[np.float64]:
        early, late = sums[t0 : t0 + count], sums[t1 : t1 + count]
        p0, p1 = first + p0, first + p1
        return np.asarray(late[:, p1] - early[:, p1] - late[:, p0] + early[:, p0])

    half_w, half_h, third_w, third_h = width // 2, height // 2, width // 3, height // 3
    whole = area(0, 0, width, height)
    if kind == 0:
        return whole, np.zeros(count)
    if kind == 1:
        inside = area(0, half_h, width, height)
    elif kind == 2:
        inside = area(half_w, 0, width, height)
    elif kind == 3:
        inside = area(0, half_h, half_w, height) + area(half_w, 0, width, half_h)
    elif kind == 4:
        inside = area(0, third_h, width, 2 * third_h)
    else:
        inside = area(third_w, 0, 2 * third_w, height)
    return inside, whole - inside
