"""Melodies from motifs: rhythm cells and contours, bent to the harmony and led to cadences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from compose.theory import Chord, Span, chord_at, local_scale

if TYPE_CHECKING:
    from random import Random

    from compose.piece import Part

Rhythm = tuple[float, ...]  # lengths in quarter notes; negative ones are rests


@dataclass(frozen=True)
class Tone:
    """A melody note: start and length in quarter notes, MIDI pitch, strong on a main beat."""

    start: float
    length: float
    pitch: int
    strong: bool


@dataclass
class Melodist:
    """Makes the phrases of one theme; a motif's letter keeps its rhythm and contour.

    `low` and `high` are MIDI pitches, `leap` is the share of intervals wider than a step,
    `line` how far a phrase's arch reaches in scale steps (negative: it sags).
    """

    rng: Random
    tonic: int
    mode: str
    low: int
    high: int
    rhythms: list[Rhythm]
    cadences: list[Rhythm]
    leap: float = 0.25
    reach: int = 3
    line: float = 3.0
    fall: float = 0.0
    motifs: dict[str, tuple[Rhythm, list[int]]] = field(default_factory=dict)

    def motif(self, letter: str) -> tuple[Rhythm, list[int]]:
        """The rhythm and contour (scale steps from its first note) that a letter stands for."""
        if letter not in self.motifs:
            used = [rhythm for rhythm, _ in self.motifs.values()]
            fresh = [rhythm for rhythm in self.rhythms if rhythm not in used] or self.rhythms
            rhythm = self.rng.choice(fresh)
            steps = [0]
            direction = self.rng.choice((-1, 1))
            for _ in range(sum(1 for r in rhythm if r > 0) - 1):
                if self.rng.random() < self.leap:
                    size = self.rng.randint(2, self.reach)
                    steps.append(steps[-1] + direction * size)
                    direction = -direction  # a leap is answered by a turn
                else:
                    if self.rng.random() < 0.25 or abs(steps[-1]) > 4:
                        direction = -1 if steps[-1] > 0 else 1
                    steps.append(steps[-1] + direction)
            self.motifs[letter] = (rhythm, steps)
        return self.motifs[letter]

    def phrase(
        self, form: str, harmony: list[Span], start: float, bar: float, beat: float, close: str
    ) -> list[Tone]:
        """A phrase of one motif a bar; "." rests a bar and the last bar is the cadence.

        `close` is "full" (ends on the tonic) or "half" (ends on an open chord tone).
        """
        tones: list[Tone] = []
        middle = (self.low + self.high) / 2
        here = middle - self.line
        bars = len(form)
        for number, letter in enumerate(form):
            at = start + number * bar
            if letter == ".":
                continue
            share = number / max(1, bars - 1)
            target = middle + 1.7 * (self.line * (1 - (2 * share - 1) ** 2) - self.fall * share)
            target = 0.6 * target + 0.4 * here
            if number == bars - 1:
                tones += self._cadence(harmony, at, beat, here, close)
            else:
                tones += self._bar(letter, harmony, at, beat, target)
            here = tones[-1].pitch
        return tones

    def _grid(self, chord: Chord) -> list[int]:
        scale = local_scale(self.mode, self.tonic, chord)
        return [p for p in range(self.low, self.high + 1) if p % 12 in scale]

    def _chord_tone(self, chord: Chord, near: float, avoid: int | None = None) -> int:
        classes = chord.pitch_classes
        tones = [p for p in range(self.low, self.high + 1) if p % 12 in classes and p != avoid]
        return min(tones, key=lambda p: (abs(p - near), p))

    def _bar(
        self, letter: str, harmony: list[Span], at: float, beat: float, target: float
    ) -> list[Tone]:
        rhythm, steps = self.motif(letter)
        tones: list[Tone] = []
        now, count = at, 0
        first = self._chord_tone(chord_at(harmony, at), target)
        for length in rhythm:
            if length < 0:
                now -= length
                continue
            chord = chord_at(harmony, now)
            grid = self._grid(chord)
            base = min(range(len(grid)), key=lambda i: (abs(grid[i] - first), i))
            pitch = grid[max(0, min(len(grid) - 1, base + steps[count]))]
            strong = abs((now - at) / beat - round((now - at) / beat)) < 1e-6
            if strong or length >= 1:
                moves = count > 0 and steps[count] != steps[count - 1]
                pitch = self._chord_tone(chord, pitch, tones[-1].pitch if moves else None)
            tones.append(Tone(now, length, pitch, strong))
            now += length
            count += 1
        return tones

    def _cadence(
        self, harmony: list[Span], at: float, beat: float, here: float, close: str
    ) -> list[Tone]:
        rhythm = self.rng.choice(self.cadences)
        count = sum(1 for r in rhythm if r > 0)
        last = at + sum(abs(r) for r in rhythm[:-1])
        chord = chord_at(harmony, last)
        if close == "full":
            goal = min(
                (p for p in range(self.low, self.high + 1) if p % 12 == self.tonic),
                key=lambda p: (abs(p - here), p),
            )
        else:
            goal = self._chord_tone(chord, here, None)
        grid = sorted({*self._grid(chord), goal})
        place = grid.index(goal)
        side = 1 if here >= goal else -1
        tones: list[Tone] = []
        now, number = at, 0
        for length in rhythm:
            if length > 0:
                away = count - 1 - number
                index = max(0, min(len(grid) - 1, place + side * min(away, 4)))
                strong = abs((now - at) / beat - round((now - at) / beat)) < 1e-6
                tones.append(Tone(now, length, grid[index], strong))
                number += 1
            now += abs(length)
        return tones


def play(
    part: Part,
    tones: list[Tone],
    velocity: float,
    *,
    touch: float = 0.95,
    shift: int = 0,
    delay: float = 0.0,
    accent: float = 8.0,
) -> None:
    """Write a melody into a part; `touch` is the share of its length a note sounds.

    `shift` is in semitones and `delay` in quarter notes; strong notes get `accent` more.
    """
    for tone in tones:
        loud = velocity + (accent if tone.strong else 0)
        part.add(tone.start + delay, tone.length * touch, tone.pitch + shift, loud)


def parallel(
    tones: list[Tone], harmony: list[Span], mode: str, tonic: int, steps: int
) -> list[Tone]:
    """A second voice so many scale steps away, on chord tones where the first is strong."""
    second: list[Tone] = []
    for tone in tones:
        chord = chord_at(harmony, tone.start)
        scale = local_scale(mode, tonic, chord)
        grid = [p for p in range(tone.pitch - 16, tone.pitch + 17) if p % 12 in scale]
        place = min(range(len(grid)), key=lambda i: abs(grid[i] - tone.pitch)) + steps
        pitch = grid[max(0, min(len(grid) - 1, place))]
        if tone.strong and pitch % 12 not in chord.pitch_classes:
            away = -1 if steps < 0 else 1
            pitch = next(
                p for p in (pitch + away * k for k in range(7)) if p % 12 in chord.pitch_classes
            )
        second.append(Tone(tone.start, tone.length, pitch, tone.strong))
    return second


def ornament(
    part: Part, tones: list[Tone], rng: Random, velocity: float, share: float, below: int = 1
) -> None:
    """Quick grace notes `below` semitones under some of the strong notes."""
    for tone in tones:
        if tone.strong and rng.random() < share:
            part.add(tone.start - 0.1, 0.09, tone.pitch - below, velocity - 10)


def lean(tones: list[Tone], rng: Random, share: float, scale_of: set[int]) -> list[Tone]:
    """Turn some long strong notes into appoggiaturas: a step above, sighing down."""
    leaned: list[Tone] = []
    for tone in tones:
        if tone.strong and tone.length >= 1.5 and rng.random() < share:
            above = next(p for p in range(tone.pitch + 1, tone.pitch + 5) if p % 12 in scale_of)
            half = tone.length / 2 if tone.length < 3 else tone.length / 3
            leaned.append(Tone(tone.start, half, above, True))
            leaned.append(Tone(tone.start + half, tone.length - half, tone.pitch, False))
        else:
            leaned.append(tone)
    return leaned
