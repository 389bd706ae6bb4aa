"""The temp score: all cues mixed into one WAV file, block by block."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from t2m_engine.audio.decoding import Decoding
from t2m_engine.errors import CancelledError
from t2m_engine.export.cue import FRAME_RATE, Cue, CuePlan, to_frame
from t2m_engine.export.fades import envelope

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 48_000
"""Hertz: film's and video's; 1,920 samples a frame."""
CHANNELS = 2
_BLOCK = 5 * RATE
_RIFF_LIMIT = 2**32 - 2**16
MONO_PAN = np.float32(0.5**0.5)
"""A mono track sounds 3 dB less on each side, as MLT's and most mixers' pan law has it."""
_CEILING = 10 ** (-1.0 / 20.0)
"""−1 dBFS. Gains keep the mix below it; a resampler's overshoot is clipped there."""


def _unwatched(done: float, total: float, text: str) -> None:
    pass


def _never() -> bool:
    return False


def write_temp_score(
    plan: CuePlan,
    target: Path,
    *,
    progress: Callable[[float, float, str], None] = _unwatched,
    cancelled: Callable[[], bool] = _never,
) -> None:
    """Write the mix of `plan` to `target`: WAV, 48 kHz, stereo, 24 bit; RF64 above 4 GB.

    Silence where there is no cue, up to the end of the story. Memory stays the same whatever
    the length. `progress(done, total, text)` counts seconds. Raises InputError when a track
    cannot be read, CancelledError; the file is then not whole.
    """
    total = max(1, to_frame(plan.end) * (RATE // FRAME_RATE))
    large = total * CHANNELS * 3 > _RIFF_LIMIT
    waiting = sorted(plan.cues, key=lambda cue: cue.start, reverse=True)
    sounding: list[_Voice] = []
    try:
        with soundfile.SoundFile(
            target, "w", RATE, CHANNELS, "PCM_24", format="RF64" if large else "WAV"
        ) as file:
            for first in range(0, total, _BLOCK):
                if cancelled():
                    raise CancelledError("Scoring was cancelled.")
                count = min(_BLOCK, total - first)
                progress(first / RATE, total / RATE, "Mixing the temp score")
                mix = np.zeros((count, CHANNELS), np.float32)
                while waiting and _sample(waiting[-1].start) < first + count:
                    sounding.append(_Voice(waiting.pop()))
                for voice in sounding:
                    voice.add_to(mix, first)
                for voice in [voice for voice in sounding if voice.end <= first + count]:
                    voice.close()
                    sounding.remove(voice)
                file.write(np.clip(mix, -_CEILING, _CEILING))
    finally:
        for voice in sounding:
            voice.close()


def _sample(seconds: float) -> int:
    return to_frame(seconds) * (RATE // FRAME_RATE)


class _Voice:
    """One cue being decoded while the mix goes on."""

    def __init__(self, cue: Cue) -> None:
        self.cue = cue
        self.start = _sample(cue.start)
        self.end = _sample(cue.end)
        self._decoding = Decoding(
            cue.track, start=cue.source_start, end=cue.source_end, sample_rate=RATE
        )
        self._blocks = self._decoding.blocks()
        self._held = np.zeros((0, CHANNELS), np.float32)

    def add_to(self, mix: NDArray[np.float32], first: int) -> None:
        """Add the cue to `mix`, float32 (n, 2), whose first sample is `first` of the score."""
        begin, end = max(self.start, first), min(self.end, first + len(mix))
        if end <= begin:
            return
        gains = envelope(self.cue, begin - self.start, end - begin, RATE)
        samples = self._take(end - begin)
        mix[begin - first : begin - first + len(samples)] += samples * gains[: len(samples), None]

    def _take(self, count: int) -> NDArray[np.float32]:
        """The next `count` samples, or what the track still has."""
        parts, have = [self._held], len(self._held)
        while have < count and (block := next(self._blocks, None)) is not None:
            parts.append(to_stereo(block))
            have += len(block)
        samples = np.concatenate(parts)
        self._held = samples[count:]
        return samples[:count]

    def close(self) -> None:
        self._decoding.close()


def to_stereo(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return float32 (n, channels) as (n, 2): mono panned to the middle, more mixed evenly."""
    channels = block.shape[1]
    if channels == CHANNELS:
        return block
    if channels == 1:
        return np.repeat(MONO_PAN * block, CHANNELS, axis=1)
    centre = block.mean(axis=1, keepdims=True, dtype=np.float32)
    return np.repeat(centre, CHANNELS, axis=1)
