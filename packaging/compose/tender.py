"""Recipes for tender music: a lullaby, a piano reverie and an evening with a guitar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose import families as gm
from compose import textures as tx
from compose.melody import Melodist, play
from compose.theory import spans

if TYPE_CHECKING:
    from compose.desk import Desk
    from compose.piece import Piece


def cradle(desk: Desk) -> Piece:
    """A lullaby in 3/4: celesta and harp over soft strings, a flute at the end."""
    piece = desk.piece(("major",), (76, 90), (3, 4), (0, 2, 3, 5, 7, 8, 10))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    verse = rng.choice(("I I IV I I vi ii V", "Imaj7 vi IV I Imaj7 iii IV V",
                        "Iadd9 IV Iadd9 V Iadd9 vi ii V"))  # fmt: skip
    reply = " ".join(verse.split()[:5]) + " IV V I"
    lead = piece.part("celesta", rng.choice((gm.CELESTA, gm.VIBRAPHONE, gm.MUSIC_BOX)), pan=0.2,
                      level=0.78, reverb=0.5, looseness=0.01)  # fmt: skip
    harp = piece.part("harp", rng.choice((gm.HARP, gm.NYLON_GUITAR)), pan=-0.3, level=0.72,
                      reverb=0.5)  # fmt: skip
    strings = piece.part("strings", gm.SLOW_STRINGS, level=0.52, reverb=0.6, sustained=True)
    flute = piece.part("flute", rng.choice((gm.FLUTE, gm.CLARINET)), pan=-0.2, level=0.6,
                       reverb=0.55, sustained=True)  # fmt: skip
    tune = Melodist(
        rng, tonic, "major", 67, 84,
        rhythms=[(2, 1), (1, 1, 1), (1.5, 0.5, 1), (3,), (1, 2)],
        cadences=[(1, 2), (3,)], leap=0.25, line=2.5,
    )  # fmt: skip
    order = rng.choice(((0, 1, 2, 3, 2, 1), (0, 2, 1, 3, 1, 2)))
    tx.arpeggio(harp, spans("I I", tonic, 0, bar), 55, 52, order=order, step=0.5, touch=3)
    at = 2 * bar
    for number, symbols in enumerate((verse, reply)):
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase("abacabdx", harmony, at, bar, 1.0, "full" if number else "half")
        play(lead, tones, 64, touch=1.2, accent=4)
        if number:
            play(flute, tones, 56, touch=1.0, accent=3)
            tx.pad(strings, harmony, 62, 46)
        else:
            tx.pad(strings, harmony, 57, 42, voices=3)
        tx.arpeggio(harp, harmony, 55, 52, order=order, step=0.5, touch=3)
        tx.bass(harp, harmony, 40, 54, hits=((0, 3, 0),))
        at += 8 * bar
    last = [48 + tonic, 55 + tonic, 60 + tonic, 64 + tonic, 74 + tonic]
    harp.chord(at, 5, last, 50, strum=0.14)
    strings.chord(at, 5, [48 + tonic, 55 + tonic, 64 + tonic], 38)
    lead.add(at + 1, 4, 84 + tonic if tonic < 6 else 72 + tonic, 50)
    piece.dynamics = [(0, 0.85), (9 * bar, 1.0), (14 * bar, 1.1), (at, 0.85), (at + 4, 0.6)]
    piece.slow_down(at - 2 * bar, at, 0.78)
    return piece


def reverie(desk: Desk) -> Piece:
    """A piano dreams in major sevenths and ninths; warm strings answer."""
    piece = desk.piece(("major", "lydian"), (66, 78), (4, 4), (0, 1, 3, 5, 7, 8, 10))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    verse = rng.choice(("Imaj7 IVmaj7 vim7 IVmaj7", "Iadd9 iiim7 IVmaj7 V",
                        "IVmaj7 Iadd9/4 vim7 Vsus4_V", "Imaj9 vim7 IVmaj9 Vsus4_V"))  # fmt: skip
    bridge = rng.choice(("vim7 iiim7 IVmaj7 Vsus4_V", "iim7 Iadd9/4 IVmaj7 Vsus4_V"))
    piano = piece.part("piano", rng.choice((gm.PIANO, gm.PIANO, gm.ELECTRIC_PIANO)), level=0.82,
                       reverb=0.5, looseness=0.012)  # fmt: skip
    strings = piece.part("strings", gm.SLOW_STRINGS, pan=0.25, level=0.52, reverb=0.6,
                         sustained=True)  # fmt: skip
    horn = piece.part("solo", rng.choice((gm.CELLO, gm.HORN, gm.CLARINET)), pan=-0.3, level=0.58,
                      reverb=0.55, sustained=True)  # fmt: skip
    low = piece.part("bass", gm.FRETLESS_BASS, level=0.45, reverb=0.3)
    tune = Melodist(
        rng, tonic, "major", 69, 86,
        rhythms=[(1.5, 0.5, 2), (2, 1, 1), (1, 1, 2), (3, 1), (-0.5, 0.5, 1, 2)],
        cadences=[(1, 3), (2, 2)], leap=0.35, line=3.0,
    )  # fmt: skip
    order = rng.choice(((0, 1, 2, 3, 4, 3, 2, 1), (0, 2, 1, 3, 2, 4, 3, 2)))
    at = bar
    opening = verse.split()[0]
    tx.arpeggio(piano, spans(opening, tonic, 0, bar), 57, 46, order=order, step=0.5, pedal=True,
                touch=1.4)  # fmt: skip
    for number, (symbols, form) in enumerate(((verse, "abax"), (bridge, "cdcx"), (verse, "abax"))):
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase(form, harmony, at, bar, 1.0, "full" if number == 2 else "half")
        play(piano, tones, 62, touch=1.0, accent=4)
        tx.arpeggio(piano, harmony, 57, 46, order=order, step=0.5, pedal=True, touch=1.4)
        tx.bass(piano, harmony, 41, 48, hits=((0, 3.5, 0),))
        if number:
            tx.pad(strings, harmony, 62, 44)
            tx.bass(low, harmony, 38, 56, hits=((0, 3.8, 0),))
        if number == 1:
            play(horn, tones, 54, touch=1.0, shift=-12, accent=2)
        elif number == 2:
            for span in harmony:
                pitch = 55 + (span.chord.pitch_classes[1] - 55) % 12
                horn.add(span.start, span.length, pitch, 50)
        at += 4 * bar
    last = [36 + tonic, 43 + tonic, 52 + tonic, 59 + tonic, 62 + tonic, 67 + tonic]
    piano.chord(at, 6, last, 46, strum=0.12)
    piano.pedal(at, at + 6)
    strings.chord(at, 5.5, [48 + tonic, 55 + tonic, 64 + tonic, 67 + tonic], 36)
    piece.dynamics = [(0, 0.85), (5 * bar, 1.0), (8 * bar, 1.12), (at, 0.82), (at + 5, 0.55)]
    piece.slow_down(at - bar, at, 0.8)
    return piece


def by_the_lamp(desk: Desk) -> Piece:
    """Fingerpicked guitar in 6/8, a flute or an oboe sings, strings hold it together."""
    piece = desk.piece(("major",), (48, 56), (6, 8), (0, 2, 4, 7, 9))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    verse = rng.choice(("Iadd9 IVmaj7 Iadd9 Vsus4_V", "I iiim7 IVadd9 Vsus4_V",
                        "Iadd9 vim7 IVmaj7 V"))  # fmt: skip
    bridge = rng.choice(("vim7 IVmaj7 I V", "iim7 V iiim7 vim7", "IVadd9 I/4 iim7 V"))
    guitar = piece.part("guitar", rng.choice((gm.NYLON_GUITAR, gm.HARP)), pan=-0.2, level=0.86,
                        reverb=0.4, looseness=0.01)  # fmt: skip
    lead = piece.part("lead", rng.choice((gm.FLUTE, gm.OBOE, gm.CLARINET, gm.VIOLIN)), pan=0.2,
                      level=0.62, reverb=0.55, sustained=True)  # fmt: skip
    strings = piece.part("strings", gm.SLOW_STRINGS, level=0.48, reverb=0.6, sustained=True)
    cello = piece.part("cello", gm.CELLO, pan=-0.3, level=0.5, reverb=0.55, sustained=True)
    bells = piece.part("bells", gm.CELESTA, pan=0.4, level=0.5, reverb=0.55)
    tune = Melodist(
        rng, tonic, "major", 65, 82,
        rhythms=[(1.5, 1, 0.5), (1, 0.5, 1.5), (2, 0.5, 0.5), (3,), (1, 0.5, 1, 0.5)],
        cadences=[(1.5, 1.5), (3,), (1, 2)], leap=0.3, line=2.5,
    )  # fmt: skip
    order = rng.choice(((0, 2, 3, 4, 3, 2), (0, 1, 3, 2, 3, 1)))
    tx.arpeggio(guitar, spans("I", tonic, 0, bar), 55, 58, order=order, step=0.5, touch=2.5)
    at = bar
    order_of_parts = ((verse, "abax"), (verse, "abax"), (bridge, "cdcx"), (verse, "abax"))
    for number, (symbols, form) in enumerate(order_of_parts):
        harmony = spans(symbols, tonic, at, bar)
        close = "full" if number in {1, 3} else "half"
        tones = tune.phrase(form, harmony, at, bar, 1.5, close)
        play(lead, tones, 62, touch=1.0, accent=4)
        tx.arpeggio(guitar, harmony, 55, 58, order=order, step=0.5, touch=2.5)
        tx.bass(guitar, harmony, 42, 58, hits=((0, 2.8, 0),))
        if number:
            tx.pad(strings, harmony, 62, 44)
            for span in harmony:
                cello.add(span.start, span.length, 43 + (span.chord.bass - 43) % 12, 50)
        if number == 3:
            play(bells, tones, 46, shift=12, touch=1.2, accent=2)
        at += 4 * bar
    last = [40 + tonic, 48 + tonic, 55 + tonic, 64 + tonic]
    guitar.chord(at, 5, [36 + tonic if tonic > 3 else 48 + tonic, *last[1:]], 52, strum=0.12)
    strings.chord(at, 4.5, [48 + tonic, 55 + tonic, 62 + tonic, 64 + tonic], 36)
    piece.dynamics = [(0, 0.88), (9 * bar, 1.0), (12 * bar, 1.1), (at, 0.82), (at + 4, 0.55)]
    piece.slow_down(at - bar, at, 0.8)
    return piece
