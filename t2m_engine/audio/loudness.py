"""Integrated loudness and true peak, measured while a file is decoded (ITU-R BS.1770-4)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from t2m_engine.audio.facts import SILENT

STEPS_PER_SECOND = 10
"""Gating blocks of 400 ms begin every 100 ms (annex 1: an overlap of 75 %)."""
BLOCK_STEPS = 4
RELATIVE_GATE = -10.0
"""LU under the loudness of the blocks above the absolute gate."""
_OFFSET = -0.691
"""Annex 1, equation 2: what K-weighting adds at 1 kHz, taken off again."""
_WEIGHTS = {
    # By the number of channels, in the order of WAVE: left, right, centre, LFE, surrounds.
    4: (1.0, 1.0, 1.41, 1.41),
    5: (1.0, 1.0, 1.0, 1.41, 1.41),
    6: (1.0, 1.0, 1.0, 0.0, 1.41, 1.41),
    8: (1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.41, 1.41),  # the pair at the back is not raised
}
_SHELF = 1681.974450955533
"""Hertz of the shelf; this and the numbers beside it in `_k_weighting` are libebur128's."""
_TAPS = 12
"""Samples from which a value between two of them is made (annex 2 has 12 too)."""
_FRAME = 64
"""Samples a row of filtering, which is a product of dense matrices: as fast as it gets."""
_ROW = _FRAME + _TAPS - 1
_STRETCH = 64 * _FRAME
"""Samples that are looked at, or skipped, together."""
_FLOOR = 1e-10
"""Amplitude of what counts as nothing: −200 dBTP."""


class Meter:
    """Hears blocks of one sound, one after the other, and says how loud it was.

    Memory is 40 bytes a second of sound, whatever its rate. Loudness follows BS.1770-4 annex 1,
    the K-weighting filters re-made for the rate from their analogue form (as in libebur128). The
    true peak is that of the samples and of values between them, by 12-point windowed sincs: every
    quarter of a sample, every half from 96 kHz on, none from 192 kHz on (annex 2).
    """

    def __init__(self, sample_rate: int, channels: int) -> None:
        self._step = max(1, round(sample_rate / STEPS_PER_SECOND))
        self._weighting = _Weighting(sample_rate, channels)
        self._weights = np.array(_WEIGHTS.get(channels, (1.0,) * channels))
        self._powers: list[NDArray[np.float64]] = []
        self._sum, self._count = 0.0, 0  # of the step that is not yet full
        between = 4 if sample_rate < 96_000 else 2 if sample_rate < 192_000 else 1
        self._interpolate, self._most = _interpolator(between)
        self._past = np.zeros((_ROW - 1, channels), np.float32)
        self._peak = 0.0

    def add(self, block: NDArray[np.float32]) -> None:
        """Hear `block`, float32 (n, channels), finite."""
        self._gather(self._weights @ np.square(self._weighting.filtered(block)))
        self.look(block)

    def _gather(self, powers: NDArray[np.float64]) -> None:
        """Sum the powers of samples into steps."""
        missing = self._step - self._count
        if len(powers) < missing:
            self._sum += float(powers.sum())
            self._count += len(powers)
            return
        whole = (len(powers) - missing) // self._step
        end = missing + whole * self._step
        steps = powers[missing:end].reshape(whole, self._step).sum(axis=1)
        first = self._sum + powers[:missing].sum()
        self._powers.append(np.append(first, steps) / self._step)
        self._sum, self._count = float(powers[end:].sum()), len(powers) - end

    def look(self, block: NDArray[np.float32]) -> None:
        """Raise the peak to that of `block` and of what lies between its samples, no more."""
        if not len(block):
            return
        sound = np.concatenate([self._past, block])
        self._past = sound[-len(self._past) :]
        for channel in sound.T:
            for start in range(0, len(block), _STRETCH):
                # Overlapping, so that each value has the samples on both of its sides.
                stretch = channel[start : start + _STRETCH + len(self._past)]
                highest = float(np.abs(stretch).max())
                if highest * self._most <= self._peak:
                    continue
                self._peak = max(self._peak, highest)
                if self._interpolate is not None:
                    self._peak = max(self._peak, _highest_between(stretch, self._interpolate))

    @property
    def loudness(self) -> float:
        """Integrated loudness in LUFS; `SILENT` where nothing is above the absolute gate.

        A sound shorter than 400 ms, which the standard does not know, is one block.
        """
        steps = np.concatenate([*self._powers, np.zeros(0)])
        if len(steps) >= BLOCK_STEPS:
            sums = np.convolve(steps, np.ones(BLOCK_STEPS), "valid")
            blocks = sums / BLOCK_STEPS
        else:
            size = len(steps) * self._step + self._count
            total = float(steps.sum()) * self._step + self._sum
            blocks = np.array([total / max(1, size)])
        blocks = blocks[_lufs(blocks) > SILENT]
        if not blocks.size:
            return SILENT
        gate = _lufs(blocks.mean(keepdims=True))[0] + RELATIVE_GATE
        return float(_lufs(blocks[_lufs(blocks) > gate].mean(keepdims=True))[0])

    @property
    def true_peak(self) -> float:
        """The highest true peak of any channel, in dBTP."""
        return 20.0 * math.log10(max(self._peak, _FLOOR))


class _Weighting:
    """The K-weighting filter, a block of samples after the other.

    Two numbers a section are all that it remembers of the past, so that a row of samples goes
    through it as a product with a matrix (scipy has such a filter, but takes a second to import).
    """

    def __init__(self, sample_rate: int, channels: int) -> None:
        step = _StateSpace(_k_weighting(sample_rate))
        memory, answers = step.inputs, [step.through]
        powers = [np.eye(len(memory))]
        for _ in range(_FRAME):
            answers.append(float(step.outputs @ memory))
            memory = step.states @ memory
            powers.append(step.states @ powers[-1])
        later = np.subtract.outer(np.arange(_FRAME), np.arange(_FRAME))  # rows are outputs
        self._direct = np.where(later >= 0, np.array(answers)[np.abs(later)], 0.0).T
        self._recalled = np.stack([step.outputs @ power for power in powers[:-1]]).T
        self._learned = np.stack([power @ step.inputs for power in powers[-2::-1]])
        self._forgetting = powers[-1].T
        self._state = np.zeros((channels, len(memory)))
        self._rest = np.zeros((0, channels), np.float32)

    def filtered(self, block: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the next weighted samples, float64 (channels, n); up to a row is held back."""
        sound = np.concatenate([self._rest, block])
        count = len(sound) // _FRAME
        self._rest = sound[count * _FRAME :]
        rows = sound[: count * _FRAME].T.reshape(len(self._state), count, _FRAME).astype(np.float64)
        if not count:
            return rows.reshape(len(rows), 0)
        # What is remembered before each row: its sum over all earlier rows, by doubling.
        states = np.concatenate([self._state[:, None], rows @ self._learned], axis=1)
        reach, forgetting = 1, self._forgetting
        while reach <= count:
            states[:, reach:] += states[:, :-reach] @ forgetting
            reach, forgetting = 2 * reach, forgetting @ forgetting
        self._state = states[:, -1]
        weighted = rows @ self._direct + states[:, :-1] @ self._recalled
        return np.asarray(weighted.reshape(len(rows), -1))


class _StateSpace:
    """Second-order sections (n, 6) as matrices: states (2 n, 2 n), inputs, outputs, through."""

    def __init__(self, sections: NDArray[np.float64]) -> None:
        self._sections = sections
        units = np.eye(2 * len(sections))
        self.states = np.stack([self._step(unit, 0.0)[0] for unit in units], axis=1)
        self.outputs = np.array([self._step(unit, 0.0)[1] for unit in units])
        self.inputs, self.through = self._step(np.zeros(len(units)), 1.0)

    def _step(self, state: NDArray[np.float64], sample: float) -> tuple[Any, float]:
        """One sample through all sections (direct form II, transposed): states and output."""
        after = []
        for (b0, b1, b2, _, a1, a2), (first, second) in zip(
            self._sections, state.reshape(-1, 2), strict=True
        ):
            output = float(b0 * sample + first)
            after += [b1 * sample - a1 * output + second, b2 * sample - a2 * output]
            sample = output
        return np.array(after), sample


def _lufs(powers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(_OFFSET + 10.0 * np.log10(np.maximum(powers, 1e-20)))


def _k_weighting(rate: int) -> NDArray[np.float64]:
    """Second-order sections (n, 6): the head's shelf, then the high-pass (annex 1, figure 3).

    A sound of so few samples a second that it has nothing up there goes without the shelf.
    """
    q = 0.5003270373238773
    ks = (math.tan(math.pi * 38.13547087602444 / hertz) for hertz in (rate, 48_000))
    (k, scale), (_, usual) = ((k, 1.0 + k / q + k * k) for k in ks)
    # The standard's numerator is 1, −2, 1 at 48 kHz, which passes .04 dB more than it should.
    over = usual / scale
    poles = [1.0, 2.0 * (k * k - 1.0) / scale, (1.0 - k / q + k * k) / scale]
    sections = [[over, -2.0 * over, over, *poles]]
    if rate > 2.0 * _SHELF:
        gain = 10.0 ** (3.999843853973347 / 20.0)
        middle = gain**0.4996667741545416
        k, q = math.tan(math.pi * _SHELF / rate), 0.7071752369554196
        scale = 1.0 + k / q + k * k
        above = [gain + middle * k / q + k * k, 2.0 * (k * k - gain), gain - middle * k / q + k * k]
        below = [scale, 2.0 * (k * k - 1.0), 1.0 - k / q + k * k]
        sections.insert(0, [value / scale for value in above + below])
    return np.array(sections)


def _interpolator(between: int) -> tuple[NDArray[np.float32] | None, float]:
    """A matrix from `_ROW` samples to the values between them, and its bound.

    The bound is how often higher than the highest sample a value can be at most.
    """
    if between == 1:
        return None, 1.0
    half = _TAPS // 2
    at = np.arange(_TAPS) - (half - 1)  # sample 5 is the one before the value
    columns, bound = [], 1.0
    for place in range(1, between):
        distance = at - place / between
        taps = np.sinc(distance) * np.square(np.cos(np.pi * distance / (_TAPS + 1)))
        taps /= taps.sum()
        bound = max(bound, float(np.abs(taps).sum()))
        columns += [np.pad(taps, (shift, _FRAME - 1 - shift)) for shift in range(_FRAME)]
    return np.ascontiguousarray(np.stack(columns, axis=1), np.float32), bound


def _highest_between(stretch: NDArray[np.float32], matrix: NDArray[np.float32]) -> float:
    """The highest absolute value between the samples of `stretch` (n,), n ≥ `_ROW`."""
    rows = np.lib.stride_tricks.sliding_window_view(stretch, _ROW)
    between = np.vstack([rows[::_FRAME], rows[-1:]]) @ matrix
    return float(max(between.max(), -between.min()))
