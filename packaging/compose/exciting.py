"""Recipes for exciting music: a heroic chase, a driving band and a pulse of synthesisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose import families as gm
from compose import textures as tx
from compose.melody import Melodist, parallel, play
from compose.piece import DRUMS
from compose.theory import Span, spans

if TYPE_CHECKING:
    from compose.desk import Desk
    from compose.piece import Piece


def heroic_chase(desk: Desk) -> Piece:
    """String ostinati, taiko and timpani, brass fanfares; the key climbs from part to part."""
    piece = desk.piece(("major", "mixolydian", "dorian"), (142, 160), (4, 4), (0, 2, 3, 5, 7))
    rng, bar = piece.rng, piece.bar
    minor = piece.mode == "dorian"
    verse = rng.choice(("i i bVII bVII IV IV i bVII", "i bVII IV i i bVII bIII IV") if minor else
                       ("I I bVII bVII IV IV I V", "I bVI bVII I I bIII IV V",
                        "I V vi IV I V IV V"))  # fmt: skip
    spiccato = piece.part("strings", gm.STRINGS, pan=-0.3, level=0.72)
    cellos = piece.part("cellos", gm.CELLO, pan=0.3, level=0.72)
    high = piece.part("high strings", gm.STRINGS, pan=-0.2, level=0.7, sustained=True)
    brass = piece.part("brass", rng.choice((gm.BRASS, gm.TRUMPET)), level=0.8, reverb=0.45)
    horns = piece.part("horns", gm.HORN, pan=0.25, level=0.82, reverb=0.45)
    bones = piece.part("low brass", gm.TROMBONE, pan=0.1, level=0.7)
    timpani = piece.part("timpani", gm.TIMPANI, level=0.8)
    taiko = piece.part("taiko", gm.TAIKO, level=0.85)
    kit = piece.part("drums", DRUMS, level=0.88, reverb=0.3)
    pattern = rng.choice(((0, 2, 1, 2), (0, 0, 2, 1), (0, 1, 2, 3, 2, 1, 2, 1)))
    accents = rng.choice(("X..x..x.X..x..x.", "X...x...X..x..x.", "X..X..X.X..X..X."))
    rhythms = [(1.5, 0.5, 2), (1, 0.5, 0.5, 2), (2, 1, 1), (1.5, 1.5, 1), (0.75, 0.25, 1, 2)]
    cadences = [(1, 3), (0.5, 0.5, 3), (1, 1, 2)]
    tune: Melodist | None = None
    rises = rng.choice(((0, 0, 2), (0, 3, 3), (0, 2, 3)))
    for number, rise in enumerate(rises):
        tonic = piece.tonic + rise
        at = (2 + number * 8) * bar
        harmony = spans(verse, tonic % 12, at, bar)
        motifs = tune.motifs if tune else {}
        tune = Melodist(rng, tonic % 12, piece.mode, 60 + rise, 79 + rise, rhythms, cadences,
                        leap=0.5, reach=4, line=3.5, motifs=motifs)  # fmt: skip
        tones = tune.phrase("abacabdx", harmony, at, bar, 1.0, "full" if number == 2 else "half")
        tx.ostinato(spiccato, harmony, 66 + rise, 84, order=pattern, accents=accents, step=0.25)
        tx.ostinato(cellos, harmony, 45 + rise, 86, order=(0, 0, 2, 0), accents=accents, step=0.5)
        play(horns, tones, 92, touch=0.92, accent=10)
        if number:
            play(brass, tones, 92, touch=0.88, accent=12, shift=0 if number == 1 else 12)
            play(brass, parallel(tones, harmony, piece.mode, tonic % 12, -2), 84, touch=0.88)
            tx.rhythm_chords(bones, harmony, 50, 92, hits=((0, 0.5), (1.5, 0.5), (3, 0.5)), bar=bar,
                             voices=3)  # fmt: skip
        if number == 2:
            tx.pad(high, harmony, 84, 82, voices=3)
        for span in harmony:
            timpani.add(span.start, 0.8, 36 + (span.chord.root - 36) % 12, 100)
        tx.drums(kit, {tx.SNARE: "g.o.X.o.g.o.X.xx", tx.KICK: "X.....x.X....x.."}, at, 8, bar, 82)
        if number:
            tx.drums(kit, {tx.RIDE: "x.x.x.x."}, at, 8, bar, 66)
        tx.drums(taiko, {41: "X..x..x.X..x..x.", 36: "X.......X..X...."}, at, 8, bar, 104)
        kit.add(at, 0.5, tx.CRASH, 104)
        kit.add(at + 4 * bar, 0.5, tx.CRASH, 90)
        tx.roll(timpani, 36 + tonic % 12, at + 7 * bar + 2, 2, 60, 108)
    home = spans("i i" if minor else "I I", piece.tonic, 0, bar)
    tx.ostinato(spiccato, home, 66, 78, order=pattern, accents=accents, step=0.25)
    tx.ostinato(cellos, home[1:], 45, 80, order=(0, 0, 2, 0), accents=accents, step=0.5)
    tx.roll(kit, tx.SNARE, bar, bar, 40, 100)
    at = 26 * bar
    final = spans("I", (piece.tonic + rises[-1]) % 12, at, bar)
    for part, centre in ((brass, 72), (horns, 60), (bones, 50), (high, 82), (spiccato, 70)):
        for offset, length in ((0, 0.4), (0.5, 0.4), (1, 0.4), (2, 3.0)):
            struck = [Span(at + offset, length, final[0].chord)]
            tx.pad(part, struck, centre, 104, voices=3)
    tx.roll(timpani, 36 + final[0].chord.root, at + 2, 3, 80, 115)
    for offset in (0, 0.5, 1, 2):
        kit.add(at + offset, 0.5, tx.CRASH if offset in {0, 2} else tx.SNARE, 110)
        taiko.add(at + offset, 0.5, 36, 115)
    piece.dynamics = [(0, 0.72), (2 * bar, 0.9), (18 * bar, 1.0), (at, 1.15), (at + 5, 1.1)]
    return piece


def open_road(desk: Desk) -> Piece:
    """A band at full speed: power chords, a soaring lead, drums that never let go."""
    piece = desk.piece(("mixolydian", "major", "dorian"), (152, 170), (4, 4), (2, 4, 7, 9, 0))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    verse = rng.choice(("I5 I5 bVII5 IV5 I5 I5 bVII5 V5", "I5 V5 IV5 IV5 I5 V5 bVII5 IV5",
                        "I5 bIII5 IV5 I5 I5 bIII5 IV5 V5"))  # fmt: skip
    chorus = rng.choice(("IV5 V5 I5 I5 IV5 V5 bVII5 V5", "bVI5 bVII5 I5 I5 bVI5 bVII5 I5 V5"))
    left = piece.part("guitar left", gm.OVERDRIVE, pan=-0.7, level=0.66, reverb=0.2)
    right = piece.part("guitar right", gm.DISTORTION, pan=0.7, level=0.56, reverb=0.2,
                       looseness=0.009)  # fmt: skip
    lead = piece.part("lead", rng.choice((gm.SAW_LEAD, gm.OVERDRIVE, gm.SYNTH_BRASS)), level=0.7)
    low = piece.part("bass", gm.PICK_BASS, level=0.85, reverb=0.1)
    organ = piece.part("organ", rng.choice((gm.ROCK_ORGAN, gm.SYNTH_STRINGS)), pan=0.2, level=0.5)
    kit = piece.part("drums", DRUMS, level=0.92, reverb=0.25)
    tune = Melodist(
        rng, tonic, piece.mode, 67, 86,
        rhythms=[(0.5, 0.5, 1, 1, 1), (1.5, 0.5, 1, 1), (1, 1.5, 1.5), (0.5, 0.5, 0.5, 0.5, 2),
                 (0.5, 1, 0.5, 1, 1)],
        cadences=[(1, 3), (0.5, 0.5, 3)], leap=0.35, line=3.5,
    )  # fmt: skip
    at = 0.0
    riff = rng.choice((((0, 0.4), (0.5, 0.4), (1, 0.4), (1.5, 0.9), (2.5, 0.4), (3, 0.9)),
                       tuple((i * 0.5, 0.42) for i in range(8)),
                       ((0, 1.4), (1.5, 1.4), (3, 0.9))))  # fmt: skip
    eighths = tuple((i * 0.5, 0.42, 0) for i in range(8))
    order = ((verse, None, 4), (verse, "abacabdx", 8), (chorus, "efefegex", 8),
             (verse, "abacabdx", 8))  # fmt: skip
    for number, (symbols, form, bars) in enumerate(order):
        harmony = spans(" ".join(symbols.split()[:bars]), tonic, at, bar)
        for part, centre in ((left, 50), (right, 48)):
            hits = ((0, 1.9), (2, 1.9)) if number == 2 else riff
            tx.rhythm_chords(part, harmony, centre, 94, hits=hits, bar=bar, voices=3)
        tx.bass(low, harmony, 36, 96, hits=eighths)
        if form:
            tones = tune.phrase(form, harmony, at, bar, 1.0, "full" if number == 3 else "half")
            play(lead, tones, 88, touch=0.92)
            if number == 3:
                play(organ, parallel(tones, harmony, piece.mode, tonic, -2), 84)
        if number == 2:
            tx.pad(organ, harmony, 66, 78, voices=3)
        rows = {tx.KICK: "X..xX.x.X..xX.x.", tx.SNARE: "....X.......X...",
                tx.CLOSED_HAT: "X.x.X.x.X.x.X.x."}  # fmt: skip
        if number >= 2:
            rows = {tx.KICK: "X.x.X.x.X.x.X.x.", tx.SNARE: "....X.......X..x",
                    tx.OPEN_HAT: "X...X...X...X...", tx.RIDE: "..x...x...x...x."}  # fmt: skip
        tx.drums(kit, rows, at, bars, bar, 104)
        kit.add(at, 0.5, tx.CRASH, 112)
        fill = at + (bars - 1) * bar + 2
        for i in range(8):
            drum = (tx.SNARE, tx.SNARE, tx.HIGH_TOM, tx.HIGH_TOM, tx.LOW_TOM, tx.LOW_TOM, 41, 41)[i]
            kit.add(fill + i * 0.25, 0.2, drum, 92 + 2 * i)
        at += bars * bar
    final = spans("I5", tonic, at, bar)
    for part, centre in ((left, 50), (right, 48), (organ, 64)):
        tx.pad(part, final, centre, 104, voices=3)
    low.add(at, 4, 36 + tonic - (12 if tonic > 4 else 0), 108)
    lead.add(at, 3.5, 72 + tonic, 96)
    for drum in (tx.CRASH, tx.KICK, tx.CHINA):
        kit.add(at, 0.5, drum, 116)
    tx.roll(kit, tx.SNARE, at + 1, 2.5, 60, 110)
    kit.add(at + 3.5, 0.5, tx.KICK, 118)
    piece.dynamics = [(0, 0.92), (12 * bar, 1.0), (20 * bar, 1.06)]
    return piece


def night_drive(desk: Desk) -> Piece:
    """Four on the floor, a sequencer that climbs, a break and a drop."""
    piece = desk.piece(("minor", "dorian", "mixolydian"), (132, 144), (4, 4))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    major = piece.mode == "mixolydian"
    minor_loops = ("i bVI bIII bVII", "i bVII bVI bVII", "bVI bVII i bIII")
    loop = rng.choice(("I bVII IV I", "I V bVII IV") if major else minor_loops)
    saw = piece.part("sequence", rng.choice((gm.SAW_LEAD, gm.SQUARE_LEAD)), pan=-0.2, level=0.6)
    chords = piece.part("chords", rng.choice((gm.SYNTH_BRASS, gm.SYNTH_STRINGS, 63)), level=0.62)
    padpart = piece.part("pad", gm.SYNTH_STRINGS, pan=0.2, level=0.5, sustained=True)
    low = piece.part("bass", rng.choice((gm.SYNTH_BASS, gm.SYNTH_BASS_2)), level=0.88, reverb=0.08)
    lead = piece.part("lead", rng.choice((gm.SAW_LEAD, gm.SQUARE_LEAD)), pan=0.15, level=0.66)
    riser = piece.part("riser", gm.REVERSE_CYMBAL, level=0.8)
    kit = piece.part("drums", DRUMS, level=0.95, reverb=0.15)
    order = rng.choice(((0, 2, 1, 3), (0, 3, 2, 4, 1, 3, 2, 5), (0, 0, 3, 2)))
    tune = Melodist(
        rng, tonic, piece.mode, 72, 91,
        rhythms=[(0.75, 0.75, 0.5, 1, 1), (1.5, 1.5, 1), (0.5, 0.5, 1, 0.5, 0.5, 1),
                 (0.75, 0.75, 0.75, 0.75, 1)],
        cadences=[(0.75, 0.75, 2.5), (1, 3)], leap=0.4, line=3.0,
    )  # fmt: skip
    stages = ("intro", "groove", "lead", "break", "drop", "drop")
    for number, stage in enumerate(stages):
        at = number * 4 * bar
        harmony = spans(loop, tonic, at, bar)
        rise = 12 if stage == "drop" else 0
        tx.ostinato(saw, harmony, 62 + rise // 2, 76 if stage != "break" else 88, order=order,
                    accents="X..x..x.", step=0.25, touch=0.7)  # fmt: skip
        if stage != "break":
            tx.drums(kit, {tx.KICK: "X...X...X...X...", tx.OPEN_HAT: "..x...x...x...x.",
                     tx.CLOSED_HAT: "xoxoxoxoxoxoxoxo", tx.CLAP: "....X.......X..."
                     if stage != "intro" else "................"}, at, 4, bar, 106)  # fmt: skip
            hits = tuple((i * 0.5 + 0.25 * (i % 2 == 0), 0.2, 0) for i in range(8))
            off = tuple((i + k, 0.22, 0) for i in range(4) for k in (0.25, 0.5, 0.75))
            tx.bass(low, harmony, 36, 98, hits=off if stage == "drop" else hits)
            kit.add(at, 0.5, tx.CRASH, 104)
        else:
            tx.pad(padpart, harmony, 66, 84)
            for i in range(16):
                tx.roll(kit, tx.SNARE, at + i, 1, 40 + 4 * i, 44 + 4 * i, 0.5 if i < 8 else 0.25)
            riser.add(at + 12, 4, 60, 110)
        if stage in {"lead", "drop"}:
            tones = tune.phrase("abax", harmony, at, bar, 1.0, "half")
            play(lead, tones, 90, touch=0.85)
            tx.rhythm_chords(chords, harmony, 64, 88, hits=((0, 0.5), (0.75, 0.5), (1.5, 0.5),
                             (2.5, 0.4), (3.25, 0.5)), bar=bar)  # fmt: skip
        elif stage == "groove":
            tx.pad(padpart, harmony, 64, 66)
    at = 24 * bar
    final = spans("I" if major else "i", tonic, at, bar)
    for part, centre in ((chords, 64), (padpart, 66)):
        tx.pad(part, final, centre, 96)
    low.add(at, 3, 36 + final[0].chord.root % 12 - (12 if final[0].chord.root > 4 else 0), 108)
    kit.add(at, 0.5, tx.CRASH, 112)
    kit.add(at, 0.5, tx.KICK, 116)
    piece.dynamics = [(0, 0.85), (12 * bar, 0.98), (16 * bar, 1.05), (24 * bar, 1.1)]
    return piece
