"""Scales, chords from Roman numerals, and voice leading, in semitones and MIDI pitches."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Pitch classes above the tonic, in semitones.
SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "octatonic": (0, 1, 3, 4, 6, 7, 9, 10),
    "whole-tone": (0, 2, 4, 6, 8, 10),
    "chromatic": tuple(range(12)),
}

KEY_NAMES = ("C", "D flat", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B")

_NUMERALS = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
_SYMBOL = re.compile(
    r"([b#]?)([IViv]+)(maj7|maj9|add9|m7|sus4|sus2|dim7|dim|aug|hd|6|7|9|5)?(?:/(\d+))?"
)


@dataclass(frozen=True)
class Chord:
    """A chord: root and bass as pitch classes (0 is C), intervals in semitones above the root."""

    root: int
    intervals: tuple[int, ...]
    bass: int

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """The chord's pitch classes, root first."""
        return tuple((self.root + interval) % 12 for interval in self.intervals)


@dataclass(frozen=True)
class Span:
    """A chord that lasts from `start` for `length`, both in quarter notes."""

    start: float
    length: float
    chord: Chord


def parse_chord(symbol: str, tonic: int) -> Chord:
    """Read a Roman numeral: lower case is minor, degrees are those of the major scale.

    A suffix changes the quality ("V7", "Iadd9", "iihd" for half-diminished, "I5" for a power
    chord); "/n" puts the tone n semitones above the root into the bass.
    """
    match = _SYMBOL.fullmatch(symbol)
    if match is None:
        raise ValueError(f"Not a chord symbol: {symbol}")
    accidental, numeral, quality, bass = match.groups()
    root = (tonic + _NUMERALS[numeral.upper()] + {"b": -1, "#": 1, "": 0}[accidental]) % 12
    third = 3 if numeral.islower() else 4
    intervals = {
        None: (0, third, 7),
        "maj7": (0, third, 7, 11),
        "maj9": (0, third, 7, 11, 14),
        "add9": (0, third, 7, 14),
        "m7": (0, 3, 7, 10),
        "sus4": (0, 5, 7),
        "sus2": (0, 2, 7),
        "dim": (0, 3, 6),
        "dim7": (0, 3, 6, 9),
        "hd": (0, 3, 6, 10),
        "aug": (0, 4, 8),
        "6": (0, third, 7, 9),
        "7": (0, third, 7, 10),
        "9": (0, third, 7, 10, 14),
        "5": (0, 7),
    }[quality]
    return Chord(root, intervals, (root + int(bass or 0)) % 12)


def spans(symbols: str, tonic: int, start: float, bar: float) -> list[Span]:
    """Lay chords out one a bar from `start`; "I_V" shares a bar. Times in quarter notes."""
    laid: list[Span] = []
    for number, word in enumerate(symbols.split()):
        parts = word.split("_")
        length = bar / len(parts)
        laid += [
            Span(start + number * bar + i * length, length, parse_chord(part, tonic))
            for i, part in enumerate(parts)
        ]
    return laid


def chord_at(harmony: list[Span], beat: float) -> Chord:
    """The chord sounding at `beat` (quarter notes); the last one after the end."""
    for span in harmony:
        if beat < span.start + span.length - 1e-6:
            return span.chord
    return harmony[-1].chord


def nearest(pitch_class: int, pitch: float) -> int:
    """The MIDI pitch of that class nearest to `pitch`."""
    return round((pitch - pitch_class) / 12) * 12 + pitch_class


def voicing(chord: Chord, centre: int, count: int, previous: list[int] | None) -> list[int]:
    """Close `count` voices around MIDI pitch `centre`, moving as little as may be.

    Tones beyond the chord's size are doubled an octave up; when the chord has more tones than
    there are voices the fifth goes first, for it says least.
    """
    classes = list(chord.pitch_classes)
    while len(classes) > count:
        classes.remove(classes[2] if len(classes) > 3 else classes[-2])
    best: list[int] = []
    best_cost = 1e9
    for inversion in range(len(classes)):
        order = classes[inversion:] + classes[:inversion]
        for base in (centre - 12, centre - 6, centre):
            pitches = [nearest(order[0], base)]
            for i in range(1, count):
                above = pitches[-1] + 1
                pitches.append(above + (order[i % len(order)] - above) % 12)
            cost = abs(sum(pitches) / count - centre) * 0.5
            if previous is not None and len(previous) == count:
                cost += sum(abs(a - b) for a, b in zip(pitches, previous, strict=True)) / count
            if cost < best_cost:
                best, best_cost = pitches, cost
    return best


def voice_lead(harmony: list[Span], centre: int, count: int) -> list[list[int]]:
    """Voicings of a whole progression, each led from the one before."""
    led: list[list[int]] = []
    for span in harmony:
        led.append(voicing(span.chord, centre, count, led[-1] if led else None))
    return led


def bass_line(harmony: list[Span], centre: int) -> list[int]:
    """The bass pitches of a progression around `centre`, by the shorter way."""
    line: list[int] = []
    for span in harmony:
        towards = (line[-1] + centre) / 2 if line else centre
        line.append(nearest(span.chord.bass, towards))
    return line


def local_scale(mode: str, tonic: int, chord: Chord) -> set[int]:
    """The mode's pitch classes, bent so that they agree with a chord from outside it."""
    scale = {(tonic + step) % 12 for step in SCALES[mode]}
    foreign = {pc for pc in chord.pitch_classes if pc not in scale}
    clashing = {pc for pc in scale for f in foreign if (pc - f) % 12 in (1, 11)}
    return (scale - clashing) | set(chord.pitch_classes)
