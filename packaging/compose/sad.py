"""Recipes for sad music: a cello lament, a piano elegy and a lonely oboe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose import families as gm
from compose import textures as tx
from compose.melody import Melodist, lean, parallel, play
from compose.theory import SCALES, spans

if TYPE_CHECKING:
    from compose.desk import Desk
    from compose.piece import Piece


def _scale(piece: Piece) -> set[int]:
    return {(piece.tonic + step) % 12 for step in SCALES[piece.mode]}


def lament(desk: Desk) -> Piece:
    """A cello sighs over a descending bass, with low strings and a harp."""
    piece = desk.piece(("minor", "harmonic minor"), (54, 63), (4, 4), (0, 2, 4, 7, 9, 11))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    ground = rng.choice(("i v/3 bVI V", "i i/10 bVI V", "i bVII/4 iv/3 V"))
    middle = rng.choice(("iv i bVI V", "bVI bIII iv V", "iv bVII bIII V"))
    solo = piece.part("solo", rng.choice((gm.CELLO, gm.VIOLA, gm.ENGLISH_HORN)), level=0.9,
                      reverb=0.55, sustained=True)  # fmt: skip
    strings = piece.part("strings", gm.SLOW_STRINGS, pan=0.2, level=0.62, reverb=0.6, sustained=True)
    low = piece.part("low strings", gm.CONTRABASS, pan=-0.2, level=0.6, reverb=0.5, sustained=True)
    harp = piece.part("harp", rng.choice((gm.HARP, gm.PIANO)), pan=0.4, level=0.6, reverb=0.5)
    violin = piece.part("violin", gm.VIOLIN, pan=-0.4, level=0.6, reverb=0.6, sustained=True)
    tune = Melodist(
        rng, tonic, piece.mode, 48, 67,
        rhythms=[(2, 1, 1), (3, 1), (1.5, 0.5, 2), (2, 2), (2, 1.5, 0.5)],
        cadences=[(1, 3), (2, 2), (1, 1, 2)], leap=0.2, line=2.0, fall=4.0,
    )  # fmt: skip
    at = bar
    tx.pad(strings, spans("i", tonic, 0, bar), 55, 50)
    for number, (symbols, form) in enumerate(((ground, "abax"), (middle, "cdcx"), ("i iv_V", "ax"))):
        harmony = spans(symbols, tonic, at, bar)
        tones = lean(tune.phrase(form, harmony, at, bar, 1.0, "half"), rng, 0.6, _scale(piece))
        play(solo, tones, 78, touch=1.02, accent=5)
        if number == 1:
            play(violin, parallel(tones, harmony, piece.mode, tonic, 5), 58, touch=1.0, accent=3)
        tx.pad(strings, harmony, 57, 52)
        tx.bass(low, harmony, 36, 58, hits=((0, 4, 0),))
        if number:
            tx.arpeggio(harp, harmony, 60, 46, order=(0, 1, 2, 3, 4, 3, 2, 1), step=0.5, voices=4)
        at += len(form) * bar
    close = spans("i", tonic, at, 1.5 * bar)
    tx.pad(strings, close, 55, 48)
    solo.add(at, 1.4 * bar, 48 + tonic % 12, 62)
    low.add(at, 1.5 * bar, 24 + tonic + (12 if tonic < 4 else 0), 56)
    piece.dynamics = [(0, 0.7), (4 * bar, 0.9), (8 * bar, 1.12), (10 * bar, 0.95), (at, 0.72),
                      (at + 6, 0.45)]  # fmt: skip
    piece.slow_down(at - bar, at, 0.82)
    return piece


def elegy(desk: Desk) -> Piece:
    """A piano alone in a room; strings come in late and leave early."""
    piece = desk.piece(("minor",), (66, 75), (3, 4), (0, 1, 2, 4, 5, 9, 11))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    verse = rng.choice(("i bVI bIII bVII i bVI iv V", "i iv bVII bIII bVI iv iihd V",
                        "i v bVI bIII iv i iihd V"))  # fmt: skip
    ending = " ".join(verse.split()[:5]) + " iv V i"
    piano = piece.part("piano", gm.PIANO, level=0.86, reverb=0.5, looseness=0.012)
    strings = piece.part("strings", gm.SLOW_STRINGS, pan=0.3, level=0.55, reverb=0.6, sustained=True)
    cello = piece.part("cello", gm.CELLO, pan=-0.3, level=0.62, reverb=0.55, sustained=True)
    tune = Melodist(
        rng, tonic, "minor", 64, 82,
        rhythms=[(2, 1), (1, 1, 1), (1.5, 0.5, 1), (3,), (-1, 1, 1)],
        cadences=[(1, 2), (3,), (2, -1)], leap=0.25, line=2.0, fall=4.5,
    )  # fmt: skip
    at = 2 * bar
    tx.arpeggio(piano, spans("i i", tonic, 0, bar), 52, 44, order=(0, 2, 3, 4, 3, 2), step=0.5,
                pedal=True, touch=1.5)  # fmt: skip
    for number, symbols in enumerate((verse, ending)):
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase("abacabdx", harmony, at, bar, 1.0, "full" if number else "half")
        tones = lean(tones, rng, 0.5, _scale(piece))
        play(piano, tones, 66, touch=1.0, accent=5)
        tx.arpeggio(piano, harmony, 52, 44, order=(0, 2, 3, 4, 3, 2), step=0.5, pedal=True,
                    touch=1.5)  # fmt: skip
        tx.bass(piano, harmony, 36, 50, hits=((0, 2.5, 0),))
        if number:
            tx.pad(strings, harmony, 60, 48, voices=3)
            for span in harmony:
                pitch = 48 + (span.chord.pitch_classes[1] - 48) % 12
                cello.add(span.start, span.length, pitch, 56)
        at += 8 * bar
    piano.chord(at, 5, [36 + tonic, 48 + tonic, 55 + tonic, 60 + tonic + 3], 44, strum=0.09)
    piano.pedal(at, at + 6)
    piano.add(at + 3, 3, 72 + tonic, 34)
    strings.chord(at, 5, [55 + tonic, 60 + tonic], 36)
    piece.dynamics = [(0, 0.8), (10 * bar, 1.0), (14 * bar, 1.15), (16 * bar, 1.0), (at, 0.75),
                      (at + 6, 0.5)]  # fmt: skip
    piece.slow_down(at - 2 * bar, at, 0.75)
    return piece


def empty_field(desk: Desk) -> Piece:
    """An oboe over a bare drone and a few guitar notes; long rests."""
    piece = desk.piece(("minor", "dorian"), (52, 60), (4, 4), (2, 4, 7, 9))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    verse = rng.choice(("i i bVII i", "i v iv i", "i bVII v i"))
    farewell = f"i {rng.choice(('v', 'bVII', 'iv'))}_i"
    second = rng.choice(("iv i bVII v", "bIII bVII iv v", "bVI bIII iv v"))
    solo = piece.part("oboe", rng.choice((gm.OBOE, gm.ENGLISH_HORN, gm.CLARINET)), pan=-0.15,
                      level=0.78, reverb=0.7, sustained=True)  # fmt: skip
    drone = piece.part("drone", rng.choice((gm.SLOW_STRINGS, gm.STRINGS)), pan=0.2, level=0.5,
                       reverb=0.7, sustained=True)  # fmt: skip
    guitar = piece.part("guitar", rng.choice((gm.NYLON_GUITAR, gm.HARP)), pan=0.35, level=0.72,
                        reverb=0.5, looseness=0.015)  # fmt: skip
    voices = piece.part("voices", gm.CHOIR, pan=-0.3, level=0.4, reverb=0.75, sustained=True)
    tune = Melodist(
        rng, tonic, piece.mode, 62, 81,
        rhythms=[(2, 1, -1), (1.5, 0.5, 2), (3, -1), (1, 1, 2), (-1, 1, 2)],
        cadences=[(1, 2, -1), (2, -2)], leap=0.3, line=2.5, fall=4.0,
    )  # fmt: skip
    guitar_order = rng.choice(((0, 2, 3, -1, 2, -1, 1, -1), (0, -1, 2, 3, -1, 2, -1, -1)))
    tx.arpeggio(guitar, spans("i", tonic, 0, bar), 55, 56, order=guitar_order, step=0.5, touch=3)
    at = bar
    for number, (symbols, form) in enumerate(((verse, "abax"), (second, "cdcx"), (farewell, "ax"))):
        harmony = spans(symbols, tonic, at, bar)
        tones = lean(tune.phrase(form, harmony, at, bar, 1.0, "full" if number == 2 else "half"),
                     rng, 0.5, _scale(piece))  # fmt: skip
        play(solo, tones, 70, touch=1.0, accent=4)
        tx.arpeggio(guitar, harmony, 55, 54, order=guitar_order, step=0.5, touch=3)
        low = 36 + tonic if tonic > 3 else 48 + tonic
        drone.chord(at, len(form) * bar, [low, low + 7], 46)
        if number == 1:
            tx.pad(voices, harmony, 60, 48, voices=3)
        elif number == 2:
            tx.pad(drone, harmony, 62, 42, voices=3)
        at += len(form) * bar
    guitar.chord(at, 5, [low, low + 7, low + 12, low + 15], 46, strum=0.12)
    drone.chord(at, 5, [low, low + 12], 40)
    piece.dynamics = [(0, 0.75), (5 * bar, 0.95), (8 * bar, 1.08), (at, 0.7), (at + 5, 0.4)]
    piece.slow_down(at - bar, at, 0.82)
    return piece
