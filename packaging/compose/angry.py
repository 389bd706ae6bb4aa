"""Recipes for angry music: a metal riff, drums of war and a grinding machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose import families as gm
from compose import textures as tx
from compose.piece import DRUMS

if TYPE_CHECKING:
    from random import Random

    from compose.desk import Desk
    from compose.piece import Piece

# Riff degrees in semitones over the low string: the narrow seconds and the tritone bite.
_BITES = (1, 3, 5, 6, 8, 1, 6, -1, 10)


def _riff(rng: Random, steps: int, share: float) -> list[tuple[int, int]]:
    """A bar's riff as (sixteenth, semitones): a pounding low tone, biting tones on accents."""
    riff: list[tuple[int, int]] = []
    place = 0
    while place < steps:
        bite = place > 0 and rng.random() < share
        riff.append((place, rng.choice(_BITES) if bite else 0))
        place += rng.choice((2, 2, 1, 3) if not bite else (2, 3, 4))
    return riff


def iron_riff(desk: Desk) -> Piece:
    """Two distorted guitars, double kick and a half-time breakdown, phrygian all through."""
    piece = desk.piece(("phrygian", "locrian"), (150, 184), (4, 4), (2, 4, 1, 3))
    rng, bar = piece.rng, piece.bar
    root = 28 + piece.tonic  # down to the low strings
    left = piece.part("guitar left", gm.DISTORTION, pan=-0.8, level=0.74, reverb=0.12)
    right = piece.part("guitar right", gm.DISTORTION, pan=0.8, level=0.74, reverb=0.12,
                       looseness=0.01)  # fmt: skip
    squeal = piece.part("lead", gm.OVERDRIVE, level=0.62, reverb=0.3)
    low = piece.part("bass", gm.PICK_BASS, level=0.9, reverb=0.05)
    kit = piece.part("drums", DRUMS, level=1.0, reverb=0.2)
    one, two, slow = _riff(rng, 16, 0.25), _riff(rng, 16, 0.5), _riff(rng, 12, 0.5)
    bars = 32 if piece.tempo > 172 else 28 if piece.tempo > 158 else 26
    at = 0.0
    for number in range(bars):
        breakdown = bars // 2 - 2 <= number < bars // 2 + 4
        riff = slow if breakdown else two if number % 4 == 3 else one
        shift = {2: 1, 3: 6}.get(number // 4 % 4, 0) if not breakdown else 0
        for i, (place, semitones) in enumerate(riff):
            until = riff[i + 1][0] if i + 1 < len(riff) else (12 if breakdown else 16)
            step = bar / 12 if breakdown else 0.25
            start, length = at + place * step, (until - place) * step
            pitch = root + semitones + shift
            palm = semitones == 0 and not breakdown
            for part in (left, right):
                part.chord(start, length * (0.5 if palm else 0.95), [pitch, pitch + 7, pitch + 12],
                           98 if palm else 118)  # fmt: skip
            low.add(start, length * 0.8, pitch - 12 if pitch > 40 else pitch, 108)
            if breakdown or not palm:
                kit.add(start, 0.2, tx.KICK, 118)
        if breakdown:
            tx.drums(kit, {tx.CHINA: "X.X.X.X.", tx.SNARE: "....X..."}, at, 1, bar, 116)
        else:
            tx.drums(kit, {tx.KICK: "xxxxxxxxxxxxxxxx" if number % 8 > 3 else "X.xxX.xxX.xxX.xx",
                     tx.SNARE: "....X.......X...", tx.RIDE: "X.x.X.x.X.x.X.x.",
                     }, at, 1, bar, 110)  # fmt: skip
        if number % 4 == 0:
            kit.add(at, 0.5, tx.CRASH, 120)
        if number % 8 in {6, 7} or number > bars - 5:
            high = root + 36
            for i in range(8):
                squeal.add(at + i * 0.5, 0.45, high + (0, 1, 6, 1, 0, 6, 7, 6)[i], 100)
        at += bar
    for part in (left, right):
        part.chord(at, 3.5, [root, root + 6, root + 12], 122)
    low.add(at, 3.5, root, 116)
    squeal.add(at, 3, root + 37, 104)
    squeal.slide(at + 0.5, at + 3, 0, -7)
    squeal.bends.append((at + 3.5, 0))
    for drum in (tx.CRASH, tx.CHINA, tx.KICK):
        kit.add(at, 0.5, drum, 124)
    tx.roll(kit, tx.KICK, at + 0.5, 3, 100, 120, 0.25)
    return piece


def war_drums(desk: Desk) -> Piece:
    """Pounding taiko and low brass stabs in seconds and tritones; strings saw away."""
    piece = desk.piece(("phrygian", "minor", "octatonic"), (92, 112), (4, 4), (0, 1, 2, 3, 4))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    root = 36 + tonic
    bones = piece.part("trombones", gm.TROMBONE, pan=0.2, level=0.92, reverb=0.4)
    tuba = piece.part("tuba", gm.TUBA, level=0.9, reverb=0.4)
    horns = piece.part("horns", rng.choice((gm.HORN, gm.BRASS)), pan=-0.3, level=0.86, reverb=0.45)
    saws = piece.part("low strings", gm.STRINGS, pan=0.3, level=0.84)
    basses = piece.part("basses", gm.CONTRABASS, pan=0.1, level=0.85)
    growl = piece.part("guitar", gm.DISTORTION, pan=-0.5, level=0.5)
    taiko = piece.part("taiko", gm.TAIKO, level=1.0, reverb=0.45)
    timpani = piece.part("timpani", gm.TIMPANI, level=0.9, reverb=0.4)
    hit = piece.part("hit", gm.ORCHESTRA_HIT, level=0.7, reverb=0.4)
    kit = piece.part("drums", DRUMS, level=0.85, reverb=0.4)
    accents = rng.choice(("X..X..X.X..X.X..", "X.X..X..X.X..XX.", "X..XX...X..XX.X."))
    stabs = [i for i, mark in enumerate(accents) if mark == "X"]
    motion = [rng.choice((0, 1, 6, 3, -1)) for _ in range(4)]
    bars = 18
    for number in range(bars):
        at = number * bar
        shift = motion[number // 2 % 4] if number >= 2 else 0
        heavy = number >= 2
        for i in range(16):
            accent = accents[i] == "X"
            bite = 1 if i % 8 == 7 else 6 if i == 12 else 0
            saws.chord(at + i * 0.25, 0.16, [root + shift + bite, root + 12 + shift + bite],
                       116 if accent else 88)  # fmt: skip
            if i % 2 == 0:
                basses.add(at + i * 0.25, 0.35, root - 12 + shift, 112 if accent else 92)
        tx.drums(
            taiko, {36: accents, 43: "X...x...X...x.x.", 31: "X.......X......."}, at, 1, bar, 122
        )
        tx.drums(kit, {tx.KICK: accents, tx.SNARE: "....X.......X.xx" if heavy else "." * 16,
                 tx.LOW_TOM: "..x...x...x..xxx"}, at, 1, bar, 110)  # fmt: skip
        timpani.add(at, 0.8, root + shift, 118)
        if heavy:
            for place in stabs:
                if rng.random() < 0.75 or place == 0:
                    cluster = [root + shift, root + shift + 6, root + shift + 11, root + shift + 13]
                    bones.chord(at + place * 0.25, 0.3, cluster, 120)
                    tuba.add(at + place * 0.25, 0.35, root - 12 + shift, 120)
                    growl.chord(at + place * 0.25, 0.3, [root + shift, root + shift + 6], 112)
        if heavy and number % 4 in {2, 3}:
            for i, semitones in enumerate((0, 1, 6, 5) if number % 4 == 2 else (6, 7, 1, 0)):
                horns.chord(at + i, 0.9, [root + 24 + semitones + shift, root + 12 + semitones
                            + shift], 118)  # fmt: skip
        if number % 4 == 2:
            hit.chord(at, 0.8, [root + 12, root + 18], 118)
            kit.add(at, 0.5, tx.CRASH, 116)
    at = bars * bar
    for offset in (0, 0.75, 1.5):
        length = 3 if offset == 1.5 else 0.4
        bones.chord(at + offset, length, [root, root + 6, root + 11, root + 13], 126)
        tuba.add(at + offset, length, root - 12, 126)
        saws.chord(at + offset, length, [root, root + 1, root + 12], 120)
        horns.chord(at + offset, length, [root + 18, root + 24], 122)
        taiko.chord(at + offset, 0.5, [31, 36, 43], 127)
        kit.chord(at + offset, 0.5, [tx.KICK, tx.CRASH], 120)
    hit.chord(at + 1.5, 1.5, [root, root + 6], 122)
    piece.dynamics = [(0, 0.86), (2 * bar, 1.0), (14 * bar, 1.02), (at, 1.1)]
    return piece


def machine(desk: Desk) -> Piece:
    """A grinding machine: synth bass and guitar in unison, alarms, anvils, no way out."""
    piece = desk.piece(("phrygian", "octatonic"), (118, 138), (4, 4), (0, 1, 2, 4, 11))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    root = 36 + (tonic if tonic < 6 else tonic - 12)
    grind = piece.part(
        "bass", rng.choice((gm.SYNTH_BASS_2, gm.SYNTH_BASS)), level=0.92, reverb=0.05
    )
    guitar = piece.part("guitar", gm.DISTORTION, pan=-0.6, level=0.74, reverb=0.1)
    second = piece.part("guitar 2", gm.OVERDRIVE, pan=0.6, level=0.7, reverb=0.1, looseness=0.01)
    alarm = piece.part("alarm", rng.choice((gm.SAW_LEAD, gm.SQUARE_LEAD)), pan=0.2, level=0.6)
    stab = piece.part("stab", gm.ORCHESTRA_HIT, pan=-0.1, level=0.66)
    brass = piece.part("brass", gm.SYNTH_BRASS, level=0.7)
    anvil = piece.part("anvil", gm.TUBULAR_BELLS, pan=0.4, level=0.5)
    kit = piece.part("drums", DRUMS, level=1.0, reverb=0.25)
    one, two = _riff(rng, 16, 0.35), _riff(rng, 16, 0.55)
    alarm_pair = rng.choice(((0, 1), (0, 6), (6, 7)))
    bars = 22
    for number in range(bars):
        at = number * bar
        full = number >= 4
        shift = (0, 0, 1, 0, 0, 0, 6, 1)[number % 8] if full else 0
        riff = two if number % 4 == 3 else one
        for i, (place, semitones) in enumerate(riff):
            until = riff[i + 1][0] if i + 1 < len(riff) else 16
            start, length = at + place * 0.25, (until - place) * 0.25
            pitch = root + semitones + shift
            grind.add(start, length * 0.8, pitch, 112)
            if full or number >= 2:
                guitar.chord(start, length * 0.7, [pitch, pitch + 7], 112 if semitones else 100)
            if full:
                second.chord(start, length * 0.7, [pitch + 12, pitch + 13 if semitones else
                             pitch + 19], 110)  # fmt: skip
        tx.drums(kit, {tx.KICK: "X..xX...X.xxX...", tx.SNARE: "....X.......X..." if number > 1
                 else "." * 16, tx.CHINA: "X...X...X...X..." if full else "." * 16,
                 tx.LOW_TOM: "..x..x....x..x.x"}, at, 1, bar, 116)  # fmt: skip
        anvil.chord(at + 1, 0.5, [root + 37, root + 42], 96)
        anvil.chord(at + 3, 0.5, [root + 37, root + 42], 96)
        if number % 8 in {4, 5, 6, 7} and full:
            for i in range(8):
                alarm.add(at + i * 0.5, 0.48, root + 36 + alarm_pair[i % 2], 104)
        if full and number % 2 == 0:
            stab.chord(at, 0.6, [root + 12, root + 18], 116)
            brass.chord(at + 2.5, 0.4, [root + 12, root + 13, root + 18], 112)
            brass.chord(at + 3.25, 0.7, [root + 13, root + 14, root + 19], 116)
        if number % 4 == 0:
            kit.add(at, 0.5, tx.CRASH, 118)
    at = bars * bar
    for part in (guitar, second):
        part.chord(at, 3.5, [root, root + 6, root + 12], 122)
    grind.add(at, 3.5, root, 120)
    alarm.add(at, 3, root + 42, 110)
    alarm.slide(at + 0.3, at + 3, 0, -11)
    stab.chord(at, 1, [root, root + 6], 122)
    for drum in (tx.CRASH, tx.KICK, tx.CHINA):
        kit.add(at, 0.5, drum, 124)
    piece.dynamics = [(0, 0.92), (4 * bar, 1.0), (at, 1.06)]
    return piece
