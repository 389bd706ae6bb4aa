"""Valence and arousal of a piece, from its own parameters: what it was composed to express."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compose import families as gm
from compose.piece import DRUMS

if TYPE_CHECKING:
    from compose.piece import Piece

_MODES = {
    "lydian": 0.6, "major": 0.6, "mixolydian": 0.35, "dorian": 0.0, "minor": -0.35,
    "harmonic minor": -0.4, "phrygian": -0.5, "locrian": -0.6, "octatonic": -0.6,
    "whole-tone": -0.5, "chromatic": -0.6,
}  # fmt: skip
# How rough two tones sound together, by their interval in semitones modulo the octave.
_ROUGH = (0.0, 1.0, 0.4, 0.05, 0.0, 0.0, 0.7, 0.0, 0.05, 0.0, 0.25, 0.7)
_HARSH = {gm.DISTORTION, gm.OVERDRIVE, gm.SAW_LEAD, gm.ORCHESTRA_HIT, gm.SYNTH_BRASS}


@dataclass(frozen=True)
class Affect:
    """Valence and arousal in -1..1 and what they were made from."""

    valence: float
    arousal: float
    dissonance: float
    onsets_per_second: float
    mean_velocity: float


def dissonance(piece: Piece) -> float:
    """Mean roughness (0..1) of the intervals between tones that sound together."""
    tones = [note for p in piece.parts if p.program != DRUMS for note in p.notes]
    end, total, count = piece.end, 0.0, 0
    beat = 0.05
    while beat < end:
        pitches = sorted({n.pitch for n in tones if n.start <= beat < n.start + n.length})
        for i, low in enumerate(pitches):
            for high in pitches[i + 1 :]:
                total += _ROUGH[(high - low) % 12]
                count += 1
        beat += 0.5
    return total / max(1, count)


def judge(piece: Piece) -> Affect:
    """Valence from mode, roughness, tempo and touch; arousal from tempo, force and density."""
    notes = [(note, part) for part in piece.parts for note in part.notes]
    seconds = piece.seconds()
    onsets = len({round(note.start * 8) for note, _ in notes}) / seconds
    force = sum(note.velocity * piece.loudness(note.start) for note, _ in notes) / len(notes)
    drums = sum(part.program == DRUMS or part.program == gm.TAIKO for _, part in notes) / len(notes)
    harsh = sum(part.program in _HARSH for _, part in notes) / len(notes)
    quarter = 60 / (piece.tempo * piece.beat)  # seconds
    light = sum(note.length * quarter < 0.25 for note, part in notes if part.program != DRUMS)
    light /= len(notes)
    rough = dissonance(piece)
    fast = _within((piece.tempo - 96) / 56)
    loud = _within((force - 78) / 34)
    dense = _within(math.log2(onsets / 3.2) / 1.5)
    # Short light tones smile even in minor; roughness is tense as well as unpleasant.
    valence = (
        1.1 * _MODES[piece.mode] + 0.25 * fast + 0.35 * light - 1.6 * (rough - 0.08) - 0.6 * harsh
    )
    arousal = 0.4 * fast + 0.5 * loud + 0.4 * dense + 0.6 * drums + 2.4 * (rough - 0.12)
    return Affect(
        valence=round(math.tanh(valence), 3),
        arousal=round(math.tanh(arousal), 3),
        dissonance=round(rough, 3),
        onsets_per_second=round(onsets, 2),
        mean_velocity=round(force, 1),
    )


def _within(value: float) -> float:
    return max(-1.0, min(1.0, value))
