"""A piece in the making: parts, notes, dynamics and tempo, and their way into a MIDI file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import mido

from compose.families import swap_program
from compose.theory import KEY_NAMES

if TYPE_CHECKING:
    from random import Random

TICKS = 480
DRUM_CHANNEL = 9
DRUMS = -1  # the "program" of a part that plays the General MIDI drum kit
BEND_RANGE = 12  # semitones a full pitch bend moves


@dataclass
class Note:
    """A note: start and length in quarter notes, MIDI pitch, velocity 1..127."""

    start: float
    length: float
    pitch: int
    velocity: float


@dataclass
class Part:
    """One instrument's part. Pan -1 (left) .. 1 (right); level and reverb 0..1."""

    name: str
    program: int
    channel: int
    pan: float
    level: float
    reverb: float
    looseness: float
    sustained: bool
    notes: list[Note] = field(default_factory=list)
    controls: list[tuple[float, int, int]] = field(default_factory=list)
    bends: list[tuple[float, float]] = field(default_factory=list)

    def add(self, start: float, length: float, pitch: int, velocity: float) -> None:
        """Write a note; pitches outside the keyboard are folded back by octaves."""
        while pitch > 108:
            pitch -= 12
        while pitch < 21:
            pitch += 12
        self.notes.append(Note(start, length, pitch, velocity))

    def chord(
        self, start: float, length: float, pitches: list[int], velocity: float, strum: float = 0.0
    ) -> None:
        """Write a chord, `strum` quarter notes from string to string (negative: downwards)."""
        order = pitches if strum >= 0 else pitches[::-1]
        for i, pitch in enumerate(order):
            late = i * abs(strum)
            self.add(start + late, max(0.05, length - late), pitch, velocity - i)

    def pedal(self, start: float, end: float) -> None:
        """Hold the sustaining pedal from just after `start` to just before `end`."""
        self.controls += [(start + 0.03, 64, 127), (end - 0.03, 64, 0)]

    def slide(self, start: float, end: float, first: float, last: float, steps: int = 24) -> None:
        """Bend the pitch from `first` to `last` semitones between two times."""
        for i in range(steps + 1):
            share = i / steps
            self.bends.append((start + (end - start) * share, first + (last - first) * share))


@dataclass
class Piece:
    """A composition; `tempo` in felt beats a minute, `beat` the quarter notes of a felt beat."""

    mood: str
    recipe: str
    seed: int
    rng: Random
    tonic: int
    mode: str
    tempo: float
    metre: tuple[int, int]
    varied: bool = False
    parts: list[Part] = field(default_factory=list)
    dynamics: list[tuple[float, float]] = field(default_factory=list)
    tempi: list[tuple[float, float]] = field(default_factory=list)

    @property
    def beat(self) -> float:
        """Quarter notes in a felt beat: 1.5 in 6/8, 9/8 and 12/8."""
        return 1.5 if self.metre[1] == 8 and self.metre[0] % 3 == 0 else 4 / self.metre[1]

    @property
    def bar(self) -> float:
        """Quarter notes in a bar."""
        return self.metre[0] * 4 / self.metre[1]

    @property
    def key(self) -> str:
        """The tonic's name."""
        return KEY_NAMES[self.tonic]

    @property
    def end(self) -> float:
        """Where the last note ends, in quarter notes."""
        return max(note.start + note.length for part in self.parts for note in part.notes)

    def part(
        self,
        name: str,
        program: int,
        *,
        pan: float = 0.0,
        level: float = 0.78,
        reverb: float = 0.35,
        looseness: float = 0.006,
        sustained: bool = False,
    ) -> Part:
        """Add an instrument; `looseness` is the timing's standard deviation in seconds.

        A `sustained` part (bowed, blown) follows the dynamics with its expression as well.
        """
        melodic = [p for p in self.parts if p.program != DRUMS]
        if program == DRUMS:
            channel = DRUM_CHANNEL
        else:
            channel = [c for c in range(16) if c != DRUM_CHANNEL][len(melodic)]
            if self.varied:
                program = swap_program(self.rng, program)
        made = Part(name, program, channel, pan, level, reverb, looseness, sustained)
        self.parts.append(made)
        return made

    def loudness(self, beat: float) -> float:
        """The dynamics' factor at `beat`: 1 is as written."""
        if not self.dynamics:
            return 1.0
        points = sorted(self.dynamics)
        after = bisect_right(points, (beat, 1e9))
        if after == 0:
            return points[0][1]
        if after == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[after - 1], points[after]
        return y0 + (y1 - y0) * (beat - x0) / max(1e-9, x1 - x0)

    def slow_down(self, start: float, end: float, factor: float) -> None:
        """A ritardando (or, with a factor over 1, an accelerando) between two times."""
        for i in range(1, 9):
            share = i / 8
            self.tempi.append((start + (end - start) * share, 1 + (factor - 1) * share))

    def seconds(self) -> float:
        """How long the written notes last, in seconds, without the instruments' decay."""
        return float(self.to_midi().length)

    def to_midi(self) -> mido.MidiFile:
        """The MIDI file, humanised by the piece's own seed: the same every time."""
        state = self.rng.getstate()
        midi = mido.MidiFile(type=1, ticks_per_beat=TICKS)
        midi.tracks.append(self._conductor())
        for part in self.parts:
            midi.tracks.append(self._track(part))
        self.rng.setstate(state)
        return midi

    def _conductor(self) -> mido.MidiTrack:
        track = mido.MidiTrack()
        numerator, denominator = self.metre
        track.append(
            mido.MetaMessage("time_signature", numerator=numerator, denominator=denominator)
        )
        quarter_bpm = self.tempo * self.beat
        now = 0
        for beat, factor in [(0.0, 1.0), *sorted(self.tempi)]:
            tick = round(beat * TICKS)
            tempo = round(60e6 / (quarter_bpm * factor))
            track.append(mido.MetaMessage("set_tempo", tempo=tempo, time=tick - now))
            now = tick
        return track

    def _track(self, part: Part) -> mido.MidiTrack:
        channel = part.channel
        events: list[tuple[int, int, mido.Message]] = []

        def control(tick: int, number: int, value: float) -> None:
            message = mido.Message(
                "control_change", channel=channel, control=number, value=_seven_bits(value)
            )
            events.append((tick, 1, message))

        if part.program != DRUMS:
            change = mido.Message("program_change", channel=channel, program=part.program)
            events.append((0, 0, change))
        control(0, 7, part.level * 127)
        control(0, 10, 64 + part.pan * 60)
        control(0, 91, part.reverb * 127)
        control(0, 93, 8)
        if part.bends:
            for number, value in ((101, 0), (100, 0), (6, BEND_RANGE), (38, 0)):
                control(0, number, value)
        for beat, number, value in part.controls:
            control(_tick(beat), number, value)
        if part.sustained and part.notes:
            last = max(note.start + note.length for note in part.notes)
            for step in range(int(last * 2) + 1):
                # The root, because velocity follows the dynamics too and both act as squares.
                control(_tick(step / 2), 11, 108 * self.loudness(step / 2) ** 0.5)
        for beat, semitones in part.bends:
            value = round(max(-1.0, min(1.0, semitones / BEND_RANGE)) * 8191)
            bend = mido.Message("pitchwheel", channel=channel, pitch=value)
            events.append((_tick(beat), 1, bend))
        for start, stop, pitch, velocity in self._humanised(part):
            on = mido.Message("note_on", channel=channel, note=pitch, velocity=velocity)
            off = mido.Message("note_off", channel=channel, note=pitch, velocity=0)
            events += [(start, 3, on), (stop, 2, off)]
        events.sort(key=lambda event: event[:2])
        track = mido.MidiTrack([mido.MetaMessage("track_name", name=part.name)])
        now = 0
        for tick, _, message in events:
            track.append(message.copy(time=tick - now))
            now = tick
        return track

    def _humanised(self, part: Part) -> list[tuple[int, int, int, int]]:
        """Ticks of start and stop, pitch, velocity; a pitch never sounds twice at a time."""
        spread = part.looseness * self.tempo * self.beat / 60  # seconds to quarter notes
        notes: list[tuple[int, int, int, int]] = []
        latest: dict[int, int] = {}  # pitch -> its last note's place in the list
        for note in sorted(part.notes, key=lambda n: (n.start, n.pitch)):
            start = _tick(note.start + self.rng.gauss(0, spread))
            stop = max(start + 20, _tick(note.start + note.length))
            velocity = note.velocity * self.loudness(note.start) + self.rng.gauss(0, 3)
            before = latest.get(note.pitch)
            if before is not None and notes[before][1] >= start:
                began = notes[before][0]
                start = max(start, began + 12)
                stop = max(stop, start + 12)
                notes[before] = (began, start - 1, *notes[before][2:])
            latest[note.pitch] = len(notes)
            notes.append((start, stop, note.pitch, max(1, _seven_bits(velocity))))
        return notes


def _tick(beat: float) -> int:
    return max(0, round(beat * TICKS))


def _seven_bits(value: float) -> int:
    return max(0, min(127, round(value)))
