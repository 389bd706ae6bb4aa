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
    strings = piece.part(
        "strings", gm.SLOW_STRINGS, pan=0.2, level=0.62, reverb=0.6, sustained=True
    )
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
    for number, (symbols, form) in enumerate(
        ((ground, "abax"), (middle, "cdcx"), ("i iv_V", "ax"))
    ):
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
    piece.dynamics = [(0, 0.85), (4 * bar, 0.95), (8 * bar, 1.08), (9 * bar, 0.98), (at, 0.85),
                      (at + 6, 0.65)]  # fmt: skip
    piece.slow_down(at - bar, at, 0.82)
    return piece


def elegy(desk: Desk) -> Piece:
    """A piano repeats its chords while the bass sinks; a cello takes the melody from it."""
    piece = desk.piece(("minor",), (64, 71), (4, 4), (0, 1, 2, 4, 5, 9, 11))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    sinking = rng.choice(
        (
            "i V/4 v/3 IV/4 iv/3 i/7 iihd V",
            "i V/4 bVII bVII/4 iv/3 i/7 iv V",
            "i v/3 IV/4 iv/3 i/7 bII/4 iihd V",
        )
    )
    ending = rng.choice(("bVI iv V i", "iv bII V i", "bVI iihd V i"))
    piano = piece.part("piano", gm.PIANO, level=0.86, reverb=0.5, looseness=0.012)
    strings = piece.part(
        "strings", gm.SLOW_STRINGS, pan=0.3, level=0.62, reverb=0.6, sustained=True
    )
    cello = piece.part(
        "solo", rng.choice((gm.CELLO, gm.VIOLA)), pan=-0.3, level=0.72, reverb=0.6, sustained=True
    )
    tune = Melodist(
        rng,
        tonic,
        "minor",
        60,
        77,
        rhythms=[(3, 1), (2, 2), (2.5, 0.5, 1), (1.5, 0.5, 2)],
        cadences=[(1, 3), (2, 2), (4,)],
        leap=0.12,
        line=1.0,
        fall=4.5,
    )
    at = bar
    eighths = tuple((i * 0.5, 0.5) for i in range(8))
    opening = spans("i", tonic, 0, bar)
    tx.rhythm_chords(piano, opening, 54, 40, hits=eighths, bar=bar, voices=3)
    for number, (symbols, form) in enumerate(((sinking, "abacabax"), (ending, "acax"))):
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase(form, harmony, at, bar, 1.0, "full" if number else "half")
        tones = lean(tones, rng, 0.6, _scale(piece))
        early = [tone for tone in tones if not number and tone.start < at + 4 * bar]
        play(piano, early, 68, touch=1.0, accent=5)
        tx.rhythm_chords(piano, harmony, 54, 42, hits=eighths, bar=bar, voices=3)
        tx.bass(piano, harmony, 38, 50, hits=((0, 3.8, 0),))
        late = [span for span in harmony if number or span.start >= at + 4 * bar]
        tx.pad(strings, late, 57, 48)
        play(cello, [tone for tone in tones if tone not in early], 72, accent=3)
        at += len(form) * bar
    piano.chord(at, 5, [36 + tonic, 48 + tonic, 51 + tonic, 55 + tonic], 44, strum=0.09)
    piano.pedal(at, at + 6)
    strings.chord(at, 4.5, [48 + tonic, 55 + tonic, 63 + tonic], 40)
    piece.dynamics = [
        (0, 0.88), (5 * bar, 0.98), (8 * bar, 1.1), (10 * bar, 1.0), (at, 0.85), (at + 6, 0.65),
    ]  # fmt: skip
    piece.slow_down(at - bar, at, 0.78)
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
    guitar.chord(at, 5, [low, low + 7, low + 12, low + 15], 58, strum=0.12)
    drone.chord(at, 5, [low, low + 12], 40)
    piece.dynamics = [(0, 0.85), (5 * bar, 0.97), (8 * bar, 1.06), (at, 0.85), (at + 5, 0.65)]
    piece.slow_down(at - bar, at, 0.82)
    return piece
