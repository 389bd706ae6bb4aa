"""Accompaniments: pads, arpeggios, strums, basses, ostinati and drum patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose.theory import Span, bass_line, voice_lead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compose.piece import Part

KICK, STICK, SNARE, CLAP, RIM_TOM, CLOSED_HAT, LOW_TOM, PEDAL_HAT = 36, 37, 38, 39, 41, 42, 45, 44
OPEN_HAT, HIGH_TOM, CRASH, RIDE, CHINA, TAMBOURINE, SPLASH, COWBELL = (
    46, 50, 49, 51, 52, 54, 55, 56,
)  # fmt: skip
SHAKER, CLAVES, WOOD_HIGH, WOOD_LOW, TRIANGLE = 70, 75, 76, 77, 81
_LEVELS = {"X": 1.0, "x": 0.82, "o": 0.62, "g": 0.42}


def pad(
    part: Part,
    harmony: list[Span],
    centre: int,
    velocity: float,
    *,
    voices: int = 4,
    touch: float = 1.0,
) -> None:
    """Held chords, led smoothly; a voice that stays on its pitch is struck again."""
    for span, pitches in zip(harmony, voice_lead(harmony, centre, voices), strict=True):
        part.chord(span.start, span.length * touch, pitches, velocity)


def arpeggio(
    part: Part,
    harmony: list[Span],
    centre: int,
    velocity: float,
    *,
    order: Sequence[int],
    step: float,
    voices: int = 4,
    touch: float = 1.0,
    pedal: bool = False,
) -> None:
    """Broken chords: `order` names voices from the lowest, one every `step` quarter notes.

    Voice numbers beyond the chord go on an octave higher.
    """
    for span, pitches in zip(harmony, voice_lead(harmony, centre, voices), strict=True):
        for i in range(round(span.length / step)):
            voice = order[i % len(order)]
            if voice < 0:
                continue
            pitch = pitches[voice % voices] + 12 * (voice // voices)
            loud = velocity + (6 if i % len(order) == 0 else 0)
            part.add(span.start + i * step, step * touch, pitch, loud)
        if pedal:
            part.pedal(span.start, span.start + span.length)


def rhythm_chords(
    part: Part,
    harmony: list[Span],
    centre: int,
    velocity: float,
    *,
    hits: Sequence[tuple[float, float]],
    bar: float,
    voices: int = 4,
    strum: float = 0.0,
) -> None:
    """Chords at the (offset, length) of `hits` in every bar; strums alternate down and up."""
    led = voice_lead(harmony, centre, voices)
    first = harmony[0].start
    for span, pitches in zip(harmony, led, strict=True):
        base = first + round((span.start - first) // bar * bar, 6)
        for i, (offset, length) in enumerate(hits):
            at = base + offset
            if span.start - 1e-6 <= at < span.start + span.length - 1e-6:
                loud = velocity + (7 if i == 0 else 0)
                part.chord(at, length, pitches, loud, strum if i % 2 == 0 else -strum)


def bass(
    part: Part,
    harmony: list[Span],
    centre: int,
    velocity: float,
    *,
    hits: Sequence[tuple[float, float, int]],
) -> None:
    """A bass at (offset, length, semitones above the chord's bass) within each chord."""
    for span, low in zip(harmony, bass_line(harmony, centre), strict=True):
        for offset, length, above in hits:
            if offset < span.length - 1e-6:
                stop = min(length, span.length - offset)
                part.add(span.start + offset, stop, low + above, velocity)


def ostinato(
    part: Part,
    harmony: list[Span],
    centre: int,
    velocity: float,
    *,
    order: Sequence[int],
    accents: str,
    step: float,
    touch: float = 0.6,
) -> None:
    """A driving figure over each chord: chord tones by number, accents as "X..x"."""
    for span, pitches in zip(harmony, voice_lead(harmony, centre, 3), strict=True):
        for i in range(round(span.length / step)):
            voice = order[i % len(order)]
            if voice < 0:
                continue
            pitch = pitches[voice % 3] + 12 * (voice // 3)
            mark = accents[i % len(accents)]
            loud = velocity * (1.18 if mark == "X" else 1.05 if mark == "x" else 0.85)
            part.add(span.start + i * step, step * touch, pitch, loud)


def drums(
    part: Part,
    rows: dict[int, str],
    start: float,
    bars: int,
    bar: float,
    velocity: float,
) -> None:
    """A drum pattern, a string per drum and bar: "X" accent, "x", "o", "g" ever softer."""
    for drum, row in rows.items():
        step = bar / len(row)
        for number in range(bars):
            for i, mark in enumerate(row):
                if mark in _LEVELS:
                    at = start + number * bar + i * step
                    part.add(at, min(step, 0.25), drum, velocity * _LEVELS[mark])


def roll(
    part: Part,
    pitch: int,
    start: float,
    length: float,
    first: float,
    last: float,
    step: float = 0.125,
) -> None:
    """A roll on one pitch from velocity `first` to `last`."""
    count = max(1, round(length / step))
    for i in range(count):
        part.add(start + i * step, step * 0.9, pitch, first + (last - first) * i / count)
