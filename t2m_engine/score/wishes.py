"""What a writer wishes of a score: its pace, its density, its style, and what is fixed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from t2m_engine.errors import UsageError
from t2m_engine.export.cue import FRAME_RATE, FRAME_RATES
from t2m_engine.score.timing import WORDS_PER_MINUTE
from t2m_engine.sidecar import Steer

STYLES = ("follow", "underscore", "counterpoint")
"""Music that feels what the text feels, that is calmer than it, or that feels the opposite."""
DENSITY = 0.7
"""Most of a story under music, its even stretches silent."""


@dataclass(frozen=True, slots=True)
class Pin:
    """What stands under the manuscript's text from character `start` to `end`, whatever else does.

    `track` plays there from `source_start` seconds on (None: from where it fits best); a track of
    None is silence. A stretch that begins with a scene takes the pause before it too. A `muted`
    pin keeps its place and sounds nowhere.
    """

    start: int
    end: int
    track: Path | None
    source_start: float | None = None
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Felt:
    """What the writer says of the feeling of the text from character `start` to `end`."""

    start: int
    end: int
    steer: Steer


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a manuscript is to be scored; wishes that make no sense raise UsageError.

    `density` is from 0 (sparse) to 1 (wall-to-wall), `style` one of STYLES, `space` that in which
    text and music are compared (None: the default), `frame_rate` one of FRAME_RATES. `seed`
    chooses among plans that are equally good; the same seed gives the same plan. `narration` is a
    recording of the text. `pins` and `vetoes` (tracks that play nowhere) always win. `feelings`
    go before what is read in the text.
    """

    words_per_minute: float = WORDS_PER_MINUTE
    space: str | None = None
    density: float = DENSITY
    style: str = "follow"
    seed: int = 0
    frame_rate: Fraction = Fraction(FRAME_RATE)
    narration: Path | None = None
    pins: tuple[Pin, ...] = ()
    vetoes: tuple[Path, ...] = ()
    feelings: tuple[Felt, ...] = ()

    def __post_init__(self) -> None:
        if not (self.words_per_minute > 0.0 and math.isfinite(self.words_per_minute)):
            raise UsageError("The pace must be a number of words a minute above 0.")
        if not 0.0 <= self.density <= 1.0:
            raise UsageError(
                f"The density must lie between 0 (sparse) and 1 (wall-to-wall), not "
                f"{self.density:g}."
            )
        if self.style not in STYLES:
            raise UsageError(f"There is no style “{self.style}”; choose one of {_list(STYLES)}.")
        if self.seed < 0:
            raise UsageError(f"The seed must be 0 or more, not {self.seed}.")
        if self.frame_rate not in FRAME_RATES.values():
            raise UsageError(
                f"There is no frame rate of {float(self.frame_rate):g}; choose one of "
                f"{_list(tuple(FRAME_RATES))}."
            )
        self._check_pins()

    def _check_pins(self) -> None:
        for pin in self.pins:
            if not 0 <= pin.start < pin.end:
                raise UsageError(
                    f"A pin must end after it starts, not at character {pin.end} from {pin.start}."
                )
            start = pin.source_start
            if start is not None and not (start >= 0.0 and math.isfinite(start)):
                raise UsageError(
                    f"{pin.track} cannot be pinned from second {start:g} on; choose a time from 0."
                )
            if pin.track in self.vetoes:
                raise UsageError(
                    f"{pin.track} is both pinned and vetoed; take one of the two back."
                )
        ordered = sorted(self.pins, key=lambda pin: pin.start)
        for before, after in pairwise(ordered):
            if after.start < before.end:
                raise UsageError(
                    f"Two pins meet at character {after.start} of the manuscript; make one of "
                    "them shorter."
                )


def rate_named(name: str) -> Fraction:
    """Return the frame rate that people know as `name`; UsageError."""
    if name not in FRAME_RATES:
        raise UsageError(
            f"There is no frame rate of {name}; choose one of {_list(tuple(FRAME_RATES))}."
        )
    return FRAME_RATES[name]


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names)
