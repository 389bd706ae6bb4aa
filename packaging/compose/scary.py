"""Recipes for scary music: a broken music box, trembling strings and something in the deep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose import families as gm
from compose import textures as tx
from compose.piece import DRUMS
from compose.theory import SCALES

if TYPE_CHECKING:
    from compose.desk import Desk
    from compose.piece import Part, Piece


def _stinger(piece: Piece, at: float, parts: list[tuple[Part, int]], kit: Part) -> None:
    """A sudden chord of seconds and tritones out of the quiet."""
    for part, root in parts:
        part.chord(at, 1.6, [root, root + 1, root + 6, root + 7, root + 13], 116)
    kit.add(at, 0.5, tx.CHINA, 96)
    kit.add(at, 0.5, tx.KICK, 120)
    piece.dynamics += [(at - 0.1, 0.9), (at, 1.0), (at + 1.5, 1.0), (at + 2, 0.8)]


def broken_box(desk: Desk) -> Piece:
    """A nursery tune on a music box that is out of true, over a drone that comes nearer."""
    piece = desk.piece(("harmonic minor", "octatonic"), (70, 84), (3, 4), (9, 10, 11, 0, 1))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    box = piece.part("music box", rng.choice((gm.MUSIC_BOX, gm.CELESTA)), pan=0.25, level=0.8,
                     reverb=0.75, looseness=0.02)  # fmt: skip
    ghost = piece.part("echo", gm.MUSIC_BOX, pan=-0.5, level=0.5, reverb=0.95, looseness=0.02)
    drone = piece.part("drone", gm.CONTRABASS, level=0.75, reverb=0.6, sustained=True)
    strings = piece.part("strings", gm.TREMOLO, pan=-0.2, level=0.6, reverb=0.7, sustained=True)
    voices = piece.part("voices", rng.choice((gm.CHOIR, gm.VOICE)), pan=0.3, level=0.5, reverb=0.85,
                        sustained=True)  # fmt: skip
    metal = piece.part("metal", rng.choice((gm.BOWED_PAD, gm.METAL_PAD)), level=0.5, reverb=0.8,
                       sustained=True)  # fmt: skip
    kit = piece.part("thud", DRUMS, level=0.8, reverb=0.8)
    scale = SCALES[piece.mode]
    high = 72 + tonic if tonic < 6 else 60 + tonic
    tune = [rng.choice((0, 2, 4)) for _ in range(2)] + [rng.randint(0, 7) for _ in range(6)]
    ghost.bends = [(0, -0.4)]
    bars, at = 16, 0.0
    halt = rng.choice((7, 9))  # where the spring catches
    for number in range(bars):
        at = number * bar
        if number == halt:
            continue
        for i in range(3 if number % 4 != 3 else 2):
            degree = tune[(number % 2 * 3 + i) % 8] + (1 if number % 4 == 2 else 0)
            pitch = high + scale[degree % len(scale)] + 12 * (degree // len(scale))
            wrong = number > 3 and rng.random() < 0.3
            box.add(at + i, 1.5, pitch - (1 if wrong else 0), 88)
            if number > 1 and rng.random() < 0.6:
                ghost.add(at + i + 0.5, 2, pitch + rng.choice((0, -1, 6)), 74)
            if wrong:
                box.add(at + i, 1.2, pitch + 6, 72)
    root = 24 + tonic if tonic > 6 else 36 + tonic
    drone.chord(0, bars * bar, [root, root + 1 if rng.random() < 0.5 else root + 6], 74)
    for number in range(4, bars, 4):
        cluster = [high - 12 + k for k in (0, 1, 6, 7)]
        strings.chord(number * bar, 4 * bar - 1, cluster, 76 + 2 * number)
        metal.chord((number - 2) * bar, 4 * bar, [root + 24, root + 30, root + 31], 88)
    for number in (6, 10, 12):
        voices.chord(number * bar, 3 * bar, [high - 12, high - 11, high - 6], 84)
        voices.slide(number * bar + 4, number * bar + 8.5, 0, 1.5)
        voices.bends.append((number * bar + 8.9, 0))
    piece.slow_down((halt - 1) * bar, halt * bar, 0.6)
    piece.tempi.append(((halt + 1) * bar, 1.0))
    piece.dynamics = [(0, 0.85), (4 * bar, 0.92), (14 * bar, 1.0)]
    end = bars * bar + rng.choice((1, 2))
    _stinger(piece, end, [(strings, high - 12), (metal, root + 24)], kit)
    box.add(end + 3.5, 3, high + 11, 54)
    drone.add(end, 5, root, 90)
    return piece


def cold_stairs(desk: Desk) -> Piece:
    """Tremolo clusters that creep upwards, low piano, a heartbeat, stingers and silence."""
    piece = desk.piece(("octatonic", "chromatic"), (54, 66), (4, 4))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    upper = piece.part(
        "tremolo high", gm.TREMOLO, pan=-0.4, level=0.72, reverb=0.65, sustained=True
    )
    lower = piece.part("tremolo low", gm.TREMOLO, pan=0.4, level=0.72, reverb=0.65, sustained=True)
    glide = piece.part("violins", gm.STRINGS, pan=-0.1, level=0.6, reverb=0.7, sustained=True)
    piano = piece.part("piano", gm.PIANO, level=0.85, reverb=0.7)
    heart = piece.part("heartbeat", gm.TIMPANI, level=0.9, reverb=0.5)
    brass = piece.part("brass", gm.TROMBONE, pan=0.2, level=0.75, reverb=0.6)
    bell = piece.part("bell", rng.choice((gm.CELESTA, gm.VIBRAPHONE, gm.TUBULAR_BELLS)), pan=0.5,
                      level=0.6, reverb=0.9)  # fmt: skip
    kit = piece.part("drums", DRUMS, level=0.85, reverb=0.7)
    root = 28 + tonic
    stings = sorted(rng.sample((3, 5, 7, 8), 2))
    bars = 10
    piece.dynamics = [(0, 0.75), (bar, 0.85)]
    for number in range(bars):
        at = number * bar
        if number in stings:
            _stinger(piece, at, [(upper, root + 44), (lower, root + 26), (brass, root + 14)], kit)
            piano.chord(at, 4, [root - 4, root - 3, root + 2], 120)
            bell.add(at + 3, 2, 84 + tonic % 7, 46)
            continue
        climb = number + (4 if number > stings[0] else 0)
        upper.chord(at, bar, [root + 36 + climb + k for k in (0, 1, 2)], 92 + 2 * number)
        lower.chord(at, bar, [root + 12 + k for k in (0, 1, 6)], 86 + 2 * number)
        if number % 2:
            glide.chord(at, bar, [root + 48, root + 49, root + 55], 64)
            glide.slide(at, at + bar - 0.3, 0, rng.choice((3, 5, -4)))
            glide.bends.append((at + bar - 0.05, 0))
        for beat in range(4):
            heart.add(at + beat, 0.3, 36 + root % 12, 84)
            heart.add(at + beat + 0.3, 0.3, 36 + root % 12, 66)
        for _ in range(rng.randint(1, 2)):
            piano.add(at + rng.randint(0, 7) / 2, 3, root - 4 + rng.choice((0, 1, 6)), 78)
        piano.pedal(at, at + bar)
        if rng.random() < 0.7:
            step = rng.choice(SCALES["octatonic"])
            bell.add(at + rng.choice((1.5, 2.5, 3)), 2, 84 + step, 58)
        piece.dynamics.append((at + bar - 0.2, 0.85 + 0.02 * number))
    at = bars * bar + 1
    piece.dynamics.append((at - 0.2, 0.75))
    _stinger(piece, at, [(upper, root + 48), (lower, root + 24), (brass, root + 12)], kit)
    piano.chord(at, 4, [root - 4, root - 3, root + 3], 124)
    tx.roll(heart, 36 + root % 12, at + 2, 3, 90, 30)
    return piece


def the_well(desk: Desk) -> Piece:
    """Something breathes far below: drones, sliding voices, whole-tone bells, long waits."""
    piece = desk.piece(("whole-tone", "chromatic", "octatonic"), (52, 60), (4, 4))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    deep = piece.part("deep", rng.choice((gm.CONTRABASS, gm.CELLO)), level=0.8, reverb=0.7,
                      sustained=True)  # fmt: skip
    dark = piece.part("pad", rng.choice((gm.METAL_PAD, gm.SWEEP_PAD, gm.BOWED_PAD)), pan=0.3,
                      level=0.75, reverb=0.8, sustained=True)  # fmt: skip
    voices = piece.part("voices", rng.choice((gm.CHOIR_PAD, gm.CHOIR)), pan=-0.3, level=0.66,
                        reverb=0.85, sustained=True)  # fmt: skip
    strings = piece.part("strings", gm.TREMOLO, pan=0.1, level=0.6, reverb=0.75, sustained=True)
    bells = piece.part("bells", rng.choice((gm.TUBULAR_BELLS, gm.CELESTA, gm.MUSIC_BOX)), pan=0.45,
                       level=0.62, reverb=0.95)  # fmt: skip
    back = piece.part("backwards", gm.REVERSE_CYMBAL, pan=-0.2, level=0.75, reverb=0.7)
    drum = piece.part("drum", gm.TAIKO, level=0.85, reverb=0.8)
    kit = piece.part("kit", DRUMS, level=0.8, reverb=0.8)
    root = 26 + tonic % 9
    scale = SCALES["whole-tone" if piece.mode == "chromatic" else piece.mode]
    bars = 9
    piece.dynamics = [(0, 0.8)]
    for number in range(0, bars, 2):
        at = number * bar
        deep.chord(at, 2 * bar - 0.2, [root, root + (1 if number % 4 else 6)], 84)
        deep.slide(at + 3, at + 2 * bar - 0.5, 0, rng.choice((-1, 1)))
        deep.bends.append((at + 2 * bar - 0.1, 0))
        dark.chord(at + 1, 2 * bar, [root + 24, root + 25, root + 30], 76)
        if number >= 2:
            voices.chord(at, bar * 1.6, [root + 36, root + 37, root + 42], 74)
            voices.slide(at + 1, at + 5.5, 0, rng.choice((-3, 2, -5)))
            voices.bends.append((at + 2 * bar - 0.1, 0))
        if number >= 4:
            strings.chord(at + 2, 2 * bar - 3, [root + 48 + k for k in (0, 1, 3)], 62 + 5 * number)
        back.add(at + bar, bar, 48 + rng.randint(0, 6), 92)
        drum.add(at + 2 * bar - 0.02, 0.5, 36, 104)
        for _ in range(3):
            bells.add(at + rng.randint(0, 15) / 2, 3, 72 + tonic % 8 + rng.choice(scale), 60)
        piece.dynamics += [(at + bar, 1.0), (at + 2 * bar, 0.85)]
    at = 10 * bar + 1
    _stinger(piece, at, [(strings, root + 42), (voices, root + 36), (dark, root + 24)], kit)
    drum.add(at, 0.5, 36, 124)
    deep.add(at, 5, root, 108)
    bells.add(at + 4, 3, 83 + tonic % 8, 50)
    return piece
