"""Recipes for happy music: a jig, a sunny pop tune and a bright march."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose import families as gm
from compose import textures as tx
from compose.melody import Melodist, ornament, parallel, play
from compose.piece import DRUMS
from compose.theory import spans

if TYPE_CHECKING:
    from compose.desk import Desk
    from compose.piece import Piece


def village_jig(desk: Desk) -> Piece:
    """A folk dance in 6/8: fiddle and accordion over strummed guitar and tambourine."""
    piece = desk.piece(("major", "major", "mixolydian"), (112, 126), (6, 8), (2, 4, 7, 9, 0))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    seventh = "bVII" if piece.mode == "mixolydian" else "V"
    first = rng.choice(
        (f"I I IV I I IV {seventh} {seventh}", f"I IV I {seventh} I IV I_{seventh} {seventh}",
         f"I vi IV I I ii {seventh} {seventh}")
    )  # fmt: skip
    answer = " ".join(first.split()[:6]) + f" IV_{seventh} I"
    other = rng.choice(
        (f"IV IV I I ii ii {seventh} {seventh}", f"vi vi IV I vi IV {seventh} {seventh}")
    )
    closing = " ".join(other.split()[:4]) + f" ii IV {seventh} I"
    fiddle = piece.part("fiddle", gm.FIDDLE, pan=-0.3, level=0.8)
    partner = rng.choice((gm.ACCORDION, gm.WHISTLE, gm.CLARINET))
    second = piece.part("second", partner, pan=0.35, level=0.66)
    squeeze = piece.part("chords", gm.ACCORDION, pan=0.5, level=0.5, sustained=True)
    guitar = piece.part("guitar", gm.STEEL_GUITAR, pan=0.2, level=0.66)
    low = piece.part("bass", gm.ACOUSTIC_BASS, level=0.8, reverb=0.15)
    kit = piece.part("drums", DRUMS, level=0.7)
    base = 62 + (tonic - 2) % 12 - (12 if tonic > 7 else 0)
    tune = Melodist(
        rng, tonic, piece.mode, base, base + 21,
        rhythms=[(0.5,) * 6, (1, 0.5, 0.5, 0.5, 0.5), (1, 0.5, 1, 0.5), (0.5, 0.5, 0.5, 1, 0.5),
                 (0.75, 0.25, 0.5, 0.5, 0.5, 0.5)],
        cadences=[(0.5, 0.5, 0.5, 1.5), (1, 0.5, 1, -0.5), (0.5, 0.5, 0.5, 1, -0.5)],
        leap=0.35,
    )  # fmt: skip
    sections = (first, answer, other, closing, first, answer)
    forms = ("abacabad", "abacabax", "efefegex", "efefegex", "abacabad", "abacabax")
    for number, (symbols, form) in enumerate(zip(sections, forms, strict=True)):
        at = 2 * bar + number * 8 * bar
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase(form, harmony, at, bar, 1.5, "full" if number % 2 else "half")
        play(fiddle, tones, 84, touch=0.82)
        ornament(fiddle, tones, rng, 80, 0.22, below=2)
        if number >= 1:
            lower = parallel(tones, harmony, piece.mode, tonic, -2)
            play(second, lower if number % 2 else tones, 70, touch=0.8, shift=0)
        if number >= 2:
            tx.rhythm_chords(squeeze, harmony, 64, 58, hits=((0.5, 0.4), (1.0, 0.4), (2.0, 0.4),
                             (2.5, 0.4)), bar=bar)  # fmt: skip
        tx.rhythm_chords(guitar, harmony, 58, 70, hits=((0, 0.9), (1, 0.45), (1.5, 0.9),
                         (2.5, 0.45)), bar=bar, strum=0.02)  # fmt: skip
        tx.bass(low, harmony, 40, 84, hits=((0, 1.1, 0), (1.5, 1.1, 7)))
        rows = {tx.TAMBOURINE: "xgoxgo", tx.KICK: "X..x.." if number else "x....."}
        if number >= 2:
            rows[tx.STICK] = "..o..o"
        tx.drums(kit, rows, at, 8, bar, 84)
    intro = spans("I I", tonic, 0, bar)
    tx.rhythm_chords(guitar, intro, 58, 72, hits=((0, 0.9), (1, 0.45), (1.5, 0.9), (2.5, 0.45)),
                     bar=bar, strum=0.02)  # fmt: skip
    tx.drums(kit, {tx.TAMBOURINE: "xgoxgo", tx.KICK: "X..X.."}, 0, 2, bar, 80)
    at = 50 * bar
    end = spans("I", tonic, at, bar)
    for part, pitch in ((guitar, 58), (squeeze, 64)):
        tx.pad(part, end, pitch, 88, touch=0.4)
    fiddle.chord(at, 1.2, [base + 12 + (tonic - base) % 12, base + (tonic - base) % 12], 96)
    low.add(at, 1.2, 36 + tonic % 12, 96)
    kit.add(at, 0.3, tx.CRASH, 80)
    piece.dynamics = [(0, 0.9), (18 * bar, 0.95), (34 * bar, 1.05), (50 * bar, 1.12)]
    return piece


def sunny_pop(desk: Desk) -> Piece:
    """A whistling tune over ukulele strums, claps and glockenspiel."""
    piece = desk.piece(("major",), (120, 136), (4, 4), (0, 2, 4, 5, 7, 9))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    verse = rng.choice(("I V vi IV I V IV V", "I iii IV V I vi IV V", "I IV I V I IV V V",
                        "I vi ii V I vi IV V"))  # fmt: skip
    chorus = rng.choice(("IV V I vi IV V I I", "IV I V vi IV I V_V7 I", "vi IV I V IV V I I"))
    lead = piece.part("lead", rng.choice((gm.WHISTLE, gm.RECORDER, gm.OCARINA)), level=0.66)
    uke = piece.part("ukulele", gm.NYLON_GUITAR, pan=-0.4, level=0.82)
    bells = piece.part("bells", gm.GLOCKENSPIEL, pan=0.4, level=0.6)
    keys = piece.part("piano", gm.BRIGHT_PIANO, pan=0.25, level=0.55)
    low = piece.part("bass", rng.choice((gm.FINGER_BASS, gm.ACOUSTIC_BASS)), level=0.82)
    kit = piece.part("drums", DRUMS, level=0.72)
    tune = Melodist(
        rng, tonic, "major", 72, 91,
        rhythms=[(0.5, 0.5, 1, 0.5, 0.5, 1), (1, 0.5, 0.5, 1, -1), (0.5, 0.5, 0.5, 1, 0.5, -1),
                 (1.5, 0.5, 1, 1), (0.5, 0.5, 0.5, 0.5, 1, -1), (-0.5, 0.5, 0.5, 0.5, 1, 1)],
        cadences=[(0.5, 0.5, 1, 2), (1, 1, 1, -1), (0.5, 0.5, 0.5, 0.5, 1, -1)],
        leap=0.3,
    )  # fmt: skip
    uke_hits = ((0, 0.9), (1, 0.45), (1.5, 0.45), (2.5, 0.45), (3, 0.45), (3.5, 0.45))
    plan = ((verse, "abababcx", 2), (chorus, "dededefx", 10), (verse, "ababaacx", 18))
    sections = [("I I_V", None, 0), *plan] if rng.random() < 0.5 else [
        ("I IV_V", None, 0), *plan]  # fmt: skip
    for number, (symbols, form, start) in enumerate(sections):
        at = start * bar
        harmony = spans(symbols, tonic, at, bar)
        bars = len(symbols.split())
        tx.rhythm_chords(uke, harmony, 69, 80, hits=uke_hits, bar=bar, strum=0.025)
        if form is not None:
            tones = tune.phrase(form, harmony, at, bar, 1.0, "full" if number > 1 else "half")
            play(lead, tones, 82, touch=0.85)
            if number == 2:
                play(bells, parallel(tones, harmony, "major", tonic, 2), 66, touch=0.9)
            elif number == 3:
                play(bells, tones, 66, shift=12 if tones[0].pitch < 84 else 0)
            tx.rhythm_chords(keys, harmony, 60, 66, hits=((1, 0.3), (3, 0.3)), bar=bar)
            tx.bass(low, harmony, 38, 86, hits=((0, 0.9, 0), (1.5, 0.4, 0), (2, 0.9, 7),
                    (3.5, 0.4, 7)))  # fmt: skip
        rows = {tx.KICK: "X...x...X...x...", tx.CLAP: "....X.......X...",
                tx.SHAKER: "xgogxgogxgogxgog"}  # fmt: skip
        if number == 2:
            rows[tx.TAMBOURINE] = "..x...x...x...x."
            rows[tx.SNARE] = "....x.......x..o"
        if number == 0:
            rows = {tx.CLAP: "....X.......X..." if rng.random() < 0.5 else "....X.......X.X."}
        tx.drums(kit, rows, at, bars, bar, 82)
    at = 26 * bar
    last = spans("I6", tonic, at, bar)
    tx.pad(uke, last, 69, 92)
    tx.pad(bells, last, 79, 76, voices=3)
    tx.pad(keys, last, 60, 82)
    low.add(at, 2, 36 + tonic, 92)
    kit.add(at, 0.3, tx.SPLASH, 86)
    kit.add(at, 0.3, tx.KICK, 96)
    piece.dynamics = [
        (0, 0.9),
        (9 * piece.bar, 0.96),
        (10 * piece.bar, 1.06),
        (26 * piece.bar, 1.08),
    ]
    return piece


def holiday_march(desk: Desk) -> Piece:
    """A bright march: trumpets and piccolo over tuba, horns and snare."""
    piece = desk.piece(("major",), (122, 138), (2, 4), (0, 2, 5, 7, 10, 3))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    strain = rng.choice(("I I V I vi ii V V", "I V I IV ii V V V", "I I IV IV V V7 V V"))
    reply = " ".join(strain.split()[:4]) + rng.choice((" IV I_V7 V7 I", " ii ii V7 I"))
    trio = rng.choice(("IV IV I I V V I I", "I iii IV IV ii V I I"))
    trio_reply = " ".join(trio.split()[:4]) + " II7 V V7 I"
    trumpet = piece.part("trumpet", rng.choice((gm.TRUMPET, gm.BRASS)), pan=-0.2, level=0.7)
    flute = piece.part("piccolo", rng.choice((gm.PICCOLO, gm.FLUTE)), pan=0.4, level=0.66)
    violins = piece.part("strings", gm.STRINGS, pan=-0.45, level=0.62, sustained=True)
    horns = piece.part("horns", gm.HORN, pan=0.3, level=0.62)
    tuba = piece.part("tuba", gm.TUBA, level=0.85)
    bells = piece.part("glockenspiel", gm.GLOCKENSPIEL, pan=0.5, level=0.62)
    piano = piece.part("piano", gm.BRIGHT_PIANO, pan=-0.3, level=0.62)
    kit = piece.part("drums", DRUMS, level=0.72, reverb=0.45)
    tune = Melodist(
        rng, tonic, "major", 65, 84,
        rhythms=[(0.75, 0.25, 0.5, 0.5), (1, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5), (0.75, 0.25, 1),
                 (0.5, 0.25, 0.25, 0.5, 0.5)],
        cadences=[(1, 1), (0.5, 0.5, 0.75, -0.25), (1, 0.5, -0.5)],
        leap=0.4,
    )  # fmt: skip
    sections = ((strain, "abacabdx"), (reply, "abacabdx"), (trio, "efeffegx"),
                (trio_reply, "efeffegx"), (strain, "abacabdx"), (reply, "abacabdx"))  # fmt: skip
    tx.roll(kit, tx.SNARE, 0, 2 * bar, 40, 84, 0.125)
    for number, (symbols, form) in enumerate(sections):
        at = 2 * bar + number * 8 * bar
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase(form, harmony, at, bar, 1.0, "full" if number % 2 else "half")
        trio_now = number in {2, 3}
        hits = ((0.5, 0.3), (1, 0.2), (1.5, 0.3))
        tx.rhythm_chords(piano, harmony, 66, 74, hits=hits, bar=bar)
        tx.drums(kit, {tx.TAMBOURINE: "g.x.g.xo", tx.CLAP: "....X..."}, at, 8, bar, 74)
        lead = violins if trio_now else trumpet
        play(lead, tones, 86, touch=0.7 if not trio_now else 0.92)
        if number in {1, 5}:
            play(trumpet, parallel(tones, harmony, "major", tonic, -2), 74, touch=0.7)
        if trio_now or number >= 4:
            play(flute, tones, 78, touch=0.75, shift=12)
        if number not in {2, 3}:
            play(bells, tones, 72, shift=12)
        if number >= 4:
            for span in harmony:
                violins.chord(span.start, span.length * 0.9, [
                    72 + (pc - 72) % 12 for pc in span.chord.pitch_classes[:3]], 66)  # fmt: skip
        tx.rhythm_chords(horns, harmony, 58, 76, hits=((0.5, 0.3), (1.5, 0.3)), bar=bar, voices=3)
        tx.bass(tuba, harmony, 40, 88, hits=((0, 0.6, 0), (1, 0.6, -5)))
        tx.drums(kit, {tx.KICK: "X...x...", tx.SNARE: "..x.x.xo" if number % 2 else "..x...xx",
                 tx.PEDAL_HAT: "..x...x."}, at, 8, bar, 80)  # fmt: skip
        kit.add(at, 0.3, tx.CRASH, 74)
    at = 50 * bar
    final = spans("I", tonic, at, bar)
    for part, centre in ((trumpet, 72), (horns, 60), (violins, 76), (bells, 84)):
        tx.pad(part, final, centre, 94, voices=3, touch=0.5)
        tx.pad(part, spans("I", tonic, at - 0.5, 0.5), centre, 80, voices=3, touch=0.7)
    tuba.add(at, 1, 36 + tonic, 100)
    kit.add(at, 0.3, tx.CRASH, 96)
    kit.add(at, 0.3, tx.KICK, 104)
    piece.dynamics = [(0, 0.9), (18 * bar, 0.98), (19 * bar, 0.86), (34 * bar, 0.95),
                      (35 * bar, 1.1), (50 * bar, 1.18)]  # fmt: skip
    return piece
