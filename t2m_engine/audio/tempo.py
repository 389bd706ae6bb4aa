"""The tempo of a track and where its beats fall, from how its sound begins anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from t2m_engine.audio.frames import frames

SLOWEST, FASTEST = 30.0, 280.0
"""Beats a minute; what is outside is a bar or a part of a beat."""
SHORTEST = 4.0
"""Seconds of music in which a beat can be told at all."""
STEADY = 0.4
"""Clearness from which on there is a beat. Of composed pieces (even seeds) that have less, 2 in 7
would have got their tempo or a simple multiple of it; of those that have more, 48 in 49 do."""

_RATE = 100
"""Onset values a second."""
_FRAME = 0.032
"""Seconds of sound in one look at its spectrum."""
_BANDS = 32
_BLOCK = 4096
"""Looks made at a time; some 40 s."""
_LAG = 2
"""Looks over which a rise is measured: 20 ms, an attack."""
_WINDOW, _STRIDE = 12.0, 4.0
"""Seconds of music in one judgement of the period, and between two: some bars; a tempo drifts."""
_TEMPI = np.exp(np.arange(np.log(SLOWEST), np.log(FASTEST), 0.005))

# Which of the periods that fit is the beat, as felt: see `_preference`. The middle of a flat
# optimum of composed pieces (even seeds).
_USUAL, _LEAST, _MOST, _SPREAD = 100.0, 70.0, 120.0, 0.7
_USUAL_FLUX, _SLOPE = 3.0, 0.7
_HARMONICS = ((1, 1.0), (2, 0.5), (4, 0.25))
_SPECTRUM = 0.6
_CLEAR_PULSE, _CLEAR_LINE = 0.25, 0.1
_NEAR = 0.02
"""Share of the tempo by which the grid of a whole track may differ from the local judgement."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """`beats` a minute, None without a steady beat, `confidence` in 0…1, `first_beat` in seconds.

    The confidence is that of the grid from `first_beat` on through the whole of the track: how
    clear its period is, times how well all parts agree on where its beats fall.
    """

    beats: float | None
    confidence: float
    first_beat: float


def find_tempo(samples: NDArray[np.float32], rate: int, told: float | None = None) -> Tempo:
    """Return the tempo of `samples`, float32 (n,), mono at `rate` hertz.

    `told` is the tempo in beats a minute that the file's tags give: it is believed, and made exact.
    """
    rises = _rises(samples, rate) if len(samples) >= SHORTEST * rate else np.zeros(1, np.float32)
    if not rises.any():
        return Tempo(told, 0.0, 0.0)
    onsets = _levelled(rises)
    pulse, spectrum = _local(onsets)
    if told is None:
        fit = pulse * spectrum**_SPECTRUM * _preference(float(rises.mean()))
        place = int(fit.argmax())
    else:
        place = int(np.abs(np.log(_TEMPI / told)).argmin())
    clearness = np.sqrt(
        min(1.0, pulse[place] / _CLEAR_PULSE) * min(1.0, spectrum[place] / _CLEAR_LINE)
    )
    if told is None and clearness < STEADY:
        return Tempo(None, 0.0, 0.0)
    return _grid(onsets, told or float(_TEMPI[place]), float(clearness))


def _rises(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """How much the sound rises, summed over its bands: float32 (n,), `_RATE` a second.

    Log-compressed magnitudes in mel bands, their half-wave rectified difference (the spectral
    flux of Böck & Widmer 2013, without their tracking of vibrato). A recording's level does not
    show.
    """
    hop, size = rate // _RATE, 1 << round(np.log2(_FRAME * rate))
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    level = float(np.sqrt(samples @ samples / len(samples)))
    bands = _mel_bands(rate, size) * np.float32(400.0 / size / max(level, 1e-5))
    before = np.zeros((0, _BANDS), np.float32)
    rises = [np.zeros(_LAG, np.float32)]
    for block in frames(samples, size, hop, _BLOCK):
        levels = np.log1p(np.abs(np.fft.rfft(block * window, axis=1)) @ bands)
        levels = np.concatenate([before, levels])
        rises.append(np.maximum(levels[_LAG:] - levels[:-_LAG], 0.0).sum(axis=1))
        before = levels[-_LAG:]
    return np.concatenate(rises)


def _mel_bands(rate: int, size: int) -> NDArray[np.float32]:
    """Triangles from 40 Hz to 7.6 kHz, each of sum 1: float32 (size // 2 + 1, _BANDS)."""
    pitches = np.arange(size // 2 + 1) * rate / size
    lowest, highest = 2595.0 * np.log10(1.0 + np.array([40.0, 7600.0]) / 700.0)
    mels = np.linspace(lowest, highest, _BANDS + 2)
    edges = 700.0 * (10.0 ** (mels / 2595.0) - 1.0)
    rising = (pitches[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - pitches[:, None]) / (edges[2:] - edges[1:-1])
    bands = np.clip(np.minimum(rising, falling), 0.0, None)
    return np.asarray(bands / np.maximum(bands.sum(axis=0), 1e-9), np.float32)


def _levelled(rises: NDArray[np.float32]) -> NDArray[np.float64]:
    """Rises over their mean around them (1 s), in units of their size around them (4 s)."""
    over = np.maximum(0.0, rises - _mean_around(rises, _RATE))
    size = np.sqrt(_mean_around(np.square(over), 4 * _RATE))
    return np.asarray(over / np.maximum(size, 1e-3 * size.max()))


def _mean_around(values: NDArray[np.floating], width: int) -> NDArray[np.float64]:
    sums = np.cumsum(np.pad(values.astype(np.float64), (width // 2 + 1, width - width // 2 - 1)))
    sums = np.append(sums, np.full(1, sums[-1]))
    return np.asarray((sums[width : width + len(values)] - sums[: len(values)]) / width)


def _local(onsets: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How well every tempo of `_TEMPI` fits, by time and by frequency, the mean of local looks.

    Returns the autocorrelation at its period (1: all alike from beat to beat), and how much of
    the onsets is a wave of it and its harmonics.
    """
    size = int(_WINDOW * _RATE)
    onsets = np.pad(onsets, (0, max(0, size - len(onsets))))
    window, weights = np.hanning(size), size / (size - np.arange(size))
    correlations, waves = np.zeros(size), np.zeros(4 * size + 1)
    starts = range(0, len(onsets) - size + 1, int(_STRIDE * _RATE))
    for start in starts:
        part = onsets[start : start + size]
        part = part - part.mean()
        power = float(part @ part)
        if power > 0.0:
            spectrum = np.fft.rfft(part, 2 * size)
            correlation = np.fft.irfft(np.square(np.abs(spectrum)))[:size]
            correlations += correlation * weights / power
            waves += np.abs(np.fft.rfft(part * window, 8 * size)) / np.sqrt(power * size / 4.0)
    pulse = np.interp(60.0 / _TEMPI * _RATE, np.arange(size), correlations / len(starts))
    at = np.arange(len(waves)) * _RATE / (8 * size)
    total = sum(
        weight * np.interp(multiple * _TEMPI / 60.0, at, waves / len(starts))
        for multiple, weight in _HARMONICS
    )
    spectrum = total / sum(weight for _, weight in _HARMONICS)
    return np.maximum(pulse, 1e-4), np.maximum(spectrum, 1e-4)


def _preference(flux: float) -> NDArray[np.float64]:
    """How likely each of `_TEMPI` is felt as the beat: log-normal about the usual one.

    Music that rises more (`flux`, the mean rise) is felt faster: it has more and harder onsets
    than calm music of the same periods.
    """
    usual = np.clip(_USUAL * (flux / _USUAL_FLUX) ** _SLOPE, _LEAST, _MOST)
    return np.asarray(np.exp(-0.5 * np.square(np.log2(_TEMPI / usual) / _SPREAD)))


def _grid(onsets: NDArray[np.float64], beats: float, clearness: float) -> Tempo:
    """Lay one grid of beats through the whole track, near `beats` a minute."""
    onsets = onsets - onsets.mean()
    size = 1 << int(np.ceil(np.log2(2 * len(onsets))))
    spectrum = np.abs(np.fft.rfft(onsets, size))
    at = np.arange(len(spectrum)) * _RATE / size
    seconds = len(onsets) / _RATE
    # At the fourth harmonic, the waves of neighbours are an eighth of a turn apart at the end.
    near = np.exp(np.linspace(-_NEAR, _NEAR, 1 + int(64.0 * _NEAR * seconds * beats / 60.0)))
    fit = sum(w * np.interp(k * near * beats / 60.0, at, spectrum) for k, w in _HARMONICS)
    beats *= float(near[np.argmax(fit)])

    # Finer, and for its phase, by the waves of the track's parts, each turned at its middle.
    width = min(len(onsets) // 4, int(_WINDOW * _RATE))
    middles = (np.arange(len(onsets) // width) + 0.5) * width / _RATE
    # Hertz: as wide as a spectral line.
    finer = np.linspace(-1.0, 1.0, 401) * min(1.0 / seconds, _NEAR * beats / 60.0)
    turned, fit = {}, np.zeros(len(finer))
    for k, weight in _HARMONICS:
        turns = np.exp(-2j * np.pi * k * np.outer(finer, middles))
        turned[k] = turns * _waves(onsets, k * beats / 60.0, width)
        fit += weight * np.abs(turned[k].sum(axis=1))
    best = int(np.argmax(fit))
    beats += 60.0 * float(finer[best])

    angles = np.exp(1j * np.angle(turned[1][best]))
    agreement = float(np.abs(angles.mean()))
    phases = np.linspace(0.0, 1.0, 256, endpoint=False)
    hits = np.zeros(len(phases))
    for k, weight in _HARMONICS:
        wave = turned[k][best].sum() * np.exp(2j * np.pi * k * phases)
        hits += weight * wave.real
    first_beat = float(phases[np.argmax(hits)]) * 60.0 / beats
    return Tempo(beats, clearness * agreement, first_beat)


def _waves(onsets: NDArray[np.float64], hertz: float, width: int) -> NDArray[np.complex128]:
    """The wave of that frequency in each whole window of `width` values: complex (windows,)."""
    whole = onsets[: len(onsets) // width * width]
    turns = np.exp(-2j * np.pi * hertz / _RATE * np.arange(len(whole)))
    return np.asarray((whole * turns).reshape(-1, width).sum(axis=1))
