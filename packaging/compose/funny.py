"""Recipes for funny music: tiptoeing pizzicato, a cartoon galop and a clumsy waltz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compose import families as gm
from compose import textures as tx
from compose.melody import Melodist, Tone, ornament, play
from compose.piece import DRUMS
from compose.theory import spans

if TYPE_CHECKING:
    from compose.desk import Desk
    from compose.piece import Part, Piece


def _run(part: Part, start: float, first: int, last: int, length: float, velocity: float) -> None:
    """A chromatic run that lands just before start + length."""
    count = abs(last - first)
    direction = 1 if last > first else -1
    step = length / max(1, count)
    for i in range(count):
        part.add(start + i * step, step * 0.8, first + direction * i, velocity * (0.75 + i / 200))


def tiptoe(desk: Desk) -> Piece:
    """Pizzicato on tiptoe, a bassoon that thinks nobody hears it, and sudden stops."""
    piece = desk.piece(("major", "minor", "dorian"), (118, 136), (4, 4))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    minor = piece.mode != "major"
    home, sub, dom = ("i", "iv", "V7") if minor else ("I", "IV", "V7")
    odd = rng.choice(("bII", "bVI7", "#ivdim7"))
    symbols = rng.choice(
        (f"{home} {home} {sub} {dom} {home} {odd} {dom} {home}",
         f"{home} {dom} {home} {odd} {sub} {home} {dom} {home}",
         f"{home} {odd} {home} {odd} {sub} #ivdim7 {dom} {home}")
    )  # fmt: skip
    lead = piece.part("bassoon", rng.choice((gm.BASSOON, gm.CLARINET)), pan=-0.2, level=0.82)
    reply = piece.part("reply", rng.choice((gm.PICCOLO, gm.CLARINET, gm.OBOE)), pan=0.4, level=0.6)
    pizz = piece.part("pizzicato", gm.PIZZICATO, pan=0.1, level=0.85)
    xylo = piece.part("xylophone", gm.XYLOPHONE, pan=0.35, level=0.7)
    tuba = piece.part("tuba", gm.TUBA, pan=-0.1, level=0.72)
    kit = piece.part("blocks", DRUMS, level=0.66)
    low = 48 if lead.program == gm.BASSOON else 55
    scale_mode = "harmonic minor" if minor else "major"
    tune = Melodist(
        rng, tonic, scale_mode, low, low + 24,
        rhythms=[(0.5, 0.5, -0.5, 0.5, 1, -1), (0.5, -0.5, 0.5, -0.5, 0.5, 0.5, 0.5, -0.5),
                 (0.75, 0.25, 0.5, -0.5, 0.5, 0.5, -1), (-0.5, 0.5, 0.5, 0.5, 0.5, -0.5, 0.5, -0.5),
                 (0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, -1.5)],
        cadences=[(0.5, -0.5, 0.5, -0.5, 0.5, -1.5), (0.25, 0.25, 0.25, 0.25, 0.5, -2.5)],
        leap=0.55, reach=6, line=2.0,
    )  # fmt: skip
    answer = Melodist(
        rng, tonic, scale_mode, 74, 95, tune.rhythms, tune.cadences, leap=0.6, reach=6
    )
    sections = ("ab.cab.x", "abacabdx")
    for number in range(3):
        at = (1 + number * 8) * bar
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase(sections[min(number, 1)], harmony, at, bar, 1.0, "full")
        play(lead, tones, 84, touch=0.45, accent=14)
        ornament(lead, tones, rng, 76, 0.5)
        if number == 0:
            for place in (2, 6):
                echo = answer.phrase("ab"[place // 4], harmony, at + place * bar, bar, 1.0, "half")
                play(reply, echo, 76, touch=0.4)
                ornament(reply, echo, rng, 70, 0.8)
        else:
            play(xylo, tones, 74, touch=0.4, shift=24 if number == 2 else 12, delay=0)
        stop = rng.choice((3, 4)) if number else 7  # the bar in which everyone freezes
        for index, span in enumerate(harmony):
            if index == stop:
                pizz.chord(span.start, 0.3, [60 + (pc % 12) for pc in span.chord.pitch_classes], 96)
                kit.add(span.start + 2.5, 0.2, tx.WOOD_HIGH, 84)
                kit.add(span.start + 3, 0.2, tx.WOOD_LOW, 84)
                continue
            one = [span]
            tx.bass(tuba if number == 2 else pizz, one, 40, 86, hits=((0, 0.35, 0), (2, 0.35, 7)))
            hits = ((1, 0.3), (3, 0.3)) if number < 2 else ((0.5, 0.2), (1.5, 0.2), (2.5, 0.2),
                                                           (3.5, 0.2))  # fmt: skip
            tx.rhythm_chords(pizz, one, 64, 72, hits=hits, bar=bar, voices=3)
            rows = {tx.WOOD_HIGH: "..o...o...o...o.", tx.TRIANGLE: "............o..."}
            tx.drums(kit, rows if number else {tx.WOOD_LOW: "....o.......o..."}, span.start, 1,
                     bar, 74)  # fmt: skip
    tx.bass(pizz, spans(home, tonic, 0, bar), 40, 80, hits=((0, 0.3, 0), (1, 0.3, 7), (2, 0.3, 0),
            (3, 0.3, 7)))  # fmt: skip
    at = 25 * bar
    _run(xylo, at - 1, 72, 84 + tonic, 1, 80)
    _end_wink(piece, pizz, tuba, kit, at + 1)
    piece.dynamics = [(0, 0.8), (9 * bar, 0.9), (17 * bar, 0.95), (24 * bar, 1.15)]
    return piece


def _end_wink(piece: Piece, chords: Part, tuba: Part, kit: Part, at: float) -> None:
    """A pause, two soft steps, and a bang."""
    tonic = piece.tonic
    third = 3 if piece.mode in {"minor", "dorian"} else 4
    chords.add(at + 1, 0.3, 55 + tonic, 60)
    chords.add(at + 2, 0.3, 60 + tonic, 50)
    chords.chord(at + 3.5, 0.4, [48 + tonic, 60 + tonic, 60 + tonic + third, 67 + tonic], 110)
    tuba.add(at + 3.5, 0.5, 36 + tonic, 108)
    kit.add(at + 3.5, 0.3, tx.SPLASH, 84)
    kit.add(at + 3.5, 0.3, tx.KICK, 100)


def cartoon_galop(desk: Desk) -> Piece:
    """A breathless galop: oom-pah tuba, honky-tonk piano, xylophone runs and slapstick."""
    piece = desk.piece(("major",), (150, 172), (2, 4), (0, 3, 5, 7, 8, 10))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    strain = rng.choice(("I I I V7 V7 V7 V7 I", "I VI7 II7 V7 I VI7 II7_V7 I",
                         "I I #Idim7 V7 ii V7 V7 I", "I I IV #ivdim7 I VI7 II7_V7 I"))  # fmt: skip
    second = rng.choice(("vi III7 vi III7 IV I II7 V7", "IV IV I I II7 II7 V7 V7"))
    lead = piece.part("lead", rng.choice((gm.CLARINET, gm.XYLOPHONE, gm.PICCOLO)), level=0.74)
    xylo = piece.part("xylophone", gm.XYLOPHONE, pan=0.4, level=0.74)
    piano = piece.part("piano", gm.HONKY_TONK, pan=-0.35, level=0.7)
    tuba = piece.part("tuba", gm.TUBA, pan=0.1, level=0.85)
    bone = piece.part("trombone", rng.choice((gm.TROMBONE, gm.MUTED_TRUMPET)), pan=-0.3, level=0.76)
    banjo = piece.part("banjo", gm.BANJO, pan=0.25, level=0.5)
    kit = piece.part("drums", DRUMS, level=0.74)
    tune = Melodist(
        rng, tonic, "major", 70, 91,
        rhythms=[(0.5,) * 4, (0.25,) * 4 + (0.5, 0.5), (0.5, 0.25, 0.25, 0.5, 0.5),
                 (0.25,) * 8, (0.75, 0.25, 0.5, 0.5)],
        cadences=[(0.5, 0.5, 0.5, -0.5), (0.25, 0.25, 0.25, 0.25, 0.5, -0.5)],
        leap=0.4, reach=5,
    )  # fmt: skip
    at = 2 * bar
    _run(xylo, 0, 60 + tonic % 7, 84 + tonic % 7, 1.5 * bar, 84)
    kit.add(1.75 * bar, 0.2, tx.WOOD_HIGH, 96)
    order = ((strain, "abacabdx"), (strain, "abacabdx"), (second, "efefeggx"), (None, ""),
             (strain, "abacabdx"), (second, "efefeggx"), (None, ""),
             (strain, "abacabdx"))  # fmt: skip
    for number, (symbols, form) in enumerate(order):
        if symbols is None:
            at = _slapstick(piece, bone, tuba, kit, at)
            continue
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase(form, harmony, at, bar, 1.0, "half" if symbols is second else "full")
        if symbols is second:
            shift = -17 if bone.program == gm.TROMBONE else -12
            play(bone, tones, 84, touch=0.55, shift=shift)
            _run(xylo, at + 7 * bar, 72 + tonic, 72 + tonic + 16, bar, 80)
        else:
            play(lead, tones, 84, touch=0.5)
            ornament(lead, tones, rng, 80, 0.35)
            if number:
                play(xylo, tones, 70, touch=0.4)
        tx.rhythm_chords(piano, harmony, 62, 76, hits=((0.5, 0.2), (1.5, 0.2)), bar=bar)
        if number > 1:
            tx.rhythm_chords(banjo, harmony, 64, 72, hits=((0.5, 0.2), (1, 0.2), (1.5, 0.2)),
                             bar=bar, voices=3)  # fmt: skip
        tx.bass(tuba, harmony, 38, 92, hits=((0, 0.4, 0), (1, 0.4, 7)))
        tx.drums(kit, {tx.KICK: "X.x.", tx.SNARE: ".x.x", tx.WOOD_HIGH: "x.xxx.x." if number % 2
                 else "........"}, at, 8, bar, 78)  # fmt: skip
        at += 8 * bar
    _run(xylo, at, 91, 67, 2, 84)
    _end_wink(piece, piano, tuba, kit, at + 1)
    piece.tempi.append((at - 8 * bar, 1.1))
    return piece


def _slapstick(piece: Piece, bone: Part, tuba: Part, kit: Part, at: float) -> float:
    """Everything stops: a sliding fall, a thud, an astonished pause. Returns where it ends."""
    pitch = 58 + piece.tonic % 6
    bone.add(at, 1.8, pitch, 96)
    bone.slide(at + 0.3, at + 1.8, 0, -9)
    bone.bends.append((at + 2.2, 0))
    kit.add(at + 2, 0.3, tx.SPLASH, 100)
    kit.add(at + 2, 0.3, tx.KICK, 110)
    tuba.add(at + 2, 0.5, 31 + piece.tonic % 6, 104)
    for i, drum in enumerate((tx.WOOD_HIGH, tx.WOOD_LOW, tx.COWBELL)):
        kit.add(at + 4 + i * 0.5, 0.2, drum, 92)
    return at + 6


def clumsy_waltz(desk: Desk) -> Piece:
    """A waltz for tuba and bassoon on two left feet, with a giggling piccolo."""
    piece = desk.piece(("major", "major", "minor"), (132, 156), (3, 4))
    rng, bar, tonic = piece.rng, piece.bar, piece.tonic
    minor = piece.mode == "minor"
    home, sub = ("i", "iv") if minor else ("I", "IV")
    strain = rng.choice(
        (f"{home} {home} V7 V7 V7 V7 {home} {home}", f"{home} VI7 II7 V7 {home} VI7 II7 V7",
         f"{home} {home} {sub} {sub} bII bII V7 V7")
    )  # fmt: skip
    final = " ".join(strain.split()[:6]) + f" V7 {home}"
    mode = "harmonic minor" if minor else "major"
    lead = piece.part("tuba", rng.choice((gm.TUBA, gm.BASSOON)), pan=-0.1, level=0.9)
    giggle = piece.part("piccolo", rng.choice((gm.PICCOLO, gm.CLARINET)), pan=0.4, level=0.6)
    after = piece.part(
        "after-beats", rng.choice((gm.ACCORDION, gm.PIZZICATO)), pan=-0.3, level=0.62
    )
    low = piece.part("bass", gm.PIZZICATO, pan=0.1, level=0.8)
    bells = piece.part("xylophone", rng.choice((gm.XYLOPHONE, gm.GLOCKENSPIEL)), pan=0.3, level=0.6)
    wah = piece.part("wah", gm.MUTED_TRUMPET, pan=0.2, level=0.7)
    kit = piece.part("drums", DRUMS, level=0.62)
    tune = Melodist(
        rng, tonic, mode, 40, 62,
        rhythms=[(1, 1, 1), (2, 1), (1, 0.5, 0.5, 1), (0.5, 0.5, 1, -1), (1, -1, 1),
                 (0.5, 0.5, 0.5, 0.5, 1)],
        cadences=[(1, -2), (0.5, 0.5, 1, -1)], leap=0.6, reach=6,
    )  # fmt: skip
    high = Melodist(
        rng, tonic, mode, 79, 98,
        rhythms=[(0.25, 0.25, 0.25, 0.25, 0.5, 0.5, -1), (-1, 0.5, 0.5, 0.5, 0.5),
                 (0.5, -0.5, 0.5, -0.5, 0.5, -0.5)],
        cadences=[(0.25, 0.25, 0.25, 0.25, 0.5, -1.5)], leap=0.5, reach=5,
    )  # fmt: skip
    at = 2 * bar
    tx.rhythm_chords(after, spans(f"{home} {home}", tonic, 0, bar), 62, 70,
                     hits=((1, 0.3), (2, 0.3)), bar=bar, voices=3)  # fmt: skip
    tx.bass(low, spans(f"{home} {home}", tonic, 0, bar), 41, 84, hits=((0, 0.4, 0),))
    for number, symbols in enumerate((strain, final, strain, final)):
        harmony = spans(symbols, tonic, at, bar)
        tones = tune.phrase("ab.cab.x", harmony, at, bar, 1.0, "full" if number % 2 else "half")
        play(lead, tones, 92, touch=0.5)
        ornament(lead, tones, rng, 84, 0.4)
        for place in (2, 6):
            reply = high.phrase("ab"[place // 4] + "x", harmony, at + place * bar, bar, 1.0, "half")
            reply = [tone for tone in reply if tone.start < at + (place + 1) * bar]
            play(giggle, reply, 80, touch=0.45)
            play(bells, reply, 62, touch=0.4)
        if number >= 2:
            play(
                wah, [Tone(t.start, t.length, t.pitch + 24, t.strong) for t in tones], 66, touch=0.4
            )
        for index, span in enumerate(harmony):
            late = 0.35 if index == 3 and number % 2 == 0 else 0.0  # somebody missed the step
            tx.bass(low, [span], 41, 88, hits=((late, 0.4, 0),))
            tx.rhythm_chords(after, [span], 62, 70, hits=((1 + late, 0.25), (2, 0.25)), bar=bar,
                             voices=3)  # fmt: skip
        tx.drums(
            kit, {tx.KICK: "X.....", tx.STICK: "..o.o.", tx.TRIANGLE: "......"}, at, 8, bar, 74
        )
        at += 8 * bar
        if number == 1:
            kit.add(at, 0.3, tx.SPLASH, 92)
            wah.add(at + 0.5, 1.2, 70, 88)
            wah.slide(at + 0.6, at + 1.7, 0, -3)
            wah.add(at + 2, 2.2, 67, 88)
            wah.slide(at + 2.2, at + 4.2, 0, -5)
            wah.bends.append((at + 4.8, 0))
            at += 2 * bar
    piece.slow_down(at - 3 * bar, at - bar, 0.7)
    piece.tempi.append((at, 1.0))
    _end_wink(piece, after, lead, kit, at)
    return piece
