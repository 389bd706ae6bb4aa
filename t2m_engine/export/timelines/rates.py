"""Frame rates and their timecode (SMPTE ST 12-1), drop-frame included."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from t2m_engine.errors import UsageError
from t2m_engine.export.cue import FRAME_RATES

_DROPPED = 2
"""Frame numbers that drop-frame timecode leaves out at 29.97, at every minute but the tenth."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`fps` frames a second; `drop` counts them so that timecode keeps up with the clock."""

    fps: Fraction
    drop: bool = False

    def __post_init__(self) -> None:
        if self.drop and self.fps != FRAME_RATES["29.97"]:
            raise UsageError(
                f"There is no drop-frame timecode at {self.name} frames a second; it belongs to "
                "29.97."
            )

    @property
    def base(self) -> int:
        """Frames that timecode counts in a second: 30 at 29.97."""
        return round(self.fps)

    @property
    def ntsc(self) -> bool:
        """Whether it is a rate of NTSC: 1000/1001 of a whole one."""
        return self.fps.denominator != 1

    @property
    def name(self) -> str:
        """What people call it, such as "23.976" or "29.97df"."""
        return f"{float(self.fps):.5g}{'df' if self.drop else ''}"

    def frame(self, sample: int, sample_rate: int) -> int:
        """Return the frame nearest to a sample."""
        return round(Fraction(sample, sample_rate) * self.fps)

    def sample(self, frame: int, sample_rate: int) -> int:
        """Return the sample nearest to where a frame begins."""
        return round(frame / self.fps * sample_rate)

    def timecode(self, frame: int) -> str:
        """Return hh:mm:ss:ff of a frame ≥ 0, hh:mm:ss;ff with dropped numbers."""
        if self.drop:
            minute = 60 * self.base - _DROPPED
            tens, rest = divmod(frame, 10 * minute + _DROPPED)
            # The first minute of ten drops nothing: it is two frames longer.
            minutes = max(0, (rest - _DROPPED) // minute)
            frame += _DROPPED * (9 * tens + minutes)
        seconds, frames = divmod(frame, self.base)
        mark = ";" if self.drop else ":"
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{frames:02}"


DROP = "29.97df"
RATES = {name: Rate(fps) for name, fps in FRAME_RATES.items()} | {
    DROP: Rate(FRAME_RATES["29.97"], drop=True)
}
"""Every rate that a timeline can have, by the name that people know it by."""


def rate_called(name: str) -> Rate:
    """Return the rate called `name`; UsageError."""
    if name not in RATES:
        raise UsageError(f"There is no frame rate of {name}; choose one of {', '.join(RATES)}.")
    return RATES[name]
