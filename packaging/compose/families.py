"""General MIDI instruments: their names, and which may stand in for which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

PIANO, BRIGHT_PIANO, HONKY_TONK, ELECTRIC_PIANO = 0, 1, 3, 4
CELESTA, GLOCKENSPIEL, MUSIC_BOX, VIBRAPHONE, MARIMBA, XYLOPHONE = 8, 9, 10, 11, 12, 13
TUBULAR_BELLS, DULCIMER, ROCK_ORGAN, CHURCH_ORGAN, ACCORDION, HARMONICA = 14, 15, 18, 19, 21, 22
NYLON_GUITAR, STEEL_GUITAR, CLEAN_GUITAR, MUTED_GUITAR = 24, 25, 27, 28
OVERDRIVE, DISTORTION = 29, 30
ACOUSTIC_BASS, FINGER_BASS, PICK_BASS, FRETLESS_BASS, SYNTH_BASS, SYNTH_BASS_2 = (
    32, 33, 34, 35, 38, 39,
)  # fmt: skip
VIOLIN, VIOLA, CELLO, CONTRABASS, TREMOLO, PIZZICATO, HARP, TIMPANI = range(40, 48)
STRINGS, SLOW_STRINGS, SYNTH_STRINGS = 48, 49, 50
CHOIR, VOICE, ORCHESTRA_HIT = 52, 53, 55
TRUMPET, TROMBONE, TUBA, MUTED_TRUMPET, HORN, BRASS, SYNTH_BRASS = 56, 57, 58, 59, 60, 61, 62
OBOE, ENGLISH_HORN, BASSOON, CLARINET, PICCOLO, FLUTE, RECORDER, PAN_FLUTE = range(68, 76)
WHISTLE, OCARINA, SQUARE_LEAD, SAW_LEAD = 78, 79, 80, 81
NEW_AGE_PAD, WARM_PAD, CHOIR_PAD, BOWED_PAD, METAL_PAD, HALO_PAD, SWEEP_PAD = range(88, 95)
BANJO, KALIMBA, FIDDLE = 105, 108, 110
STEEL_DRUMS, WOODBLOCK, TAIKO, TOM, REVERSE_CYMBAL = 114, 115, 116, 117, 119

NAMES: dict[int, str] = {
    -1: "drum kit",
    PIANO: "piano", BRIGHT_PIANO: "bright piano", HONKY_TONK: "honky-tonk piano",
    ELECTRIC_PIANO: "electric piano", CELESTA: "celesta", GLOCKENSPIEL: "glockenspiel",
    MUSIC_BOX: "music box", VIBRAPHONE: "vibraphone", MARIMBA: "marimba",
    XYLOPHONE: "xylophone", TUBULAR_BELLS: "tubular bells", DULCIMER: "dulcimer",
    ROCK_ORGAN: "rock organ", CHURCH_ORGAN: "church organ", ACCORDION: "accordion",
    HARMONICA: "harmonica", NYLON_GUITAR: "nylon-string guitar",
    STEEL_GUITAR: "steel-string guitar", CLEAN_GUITAR: "clean electric guitar",
    MUTED_GUITAR: "muted electric guitar", OVERDRIVE: "overdriven guitar",
    DISTORTION: "distorted guitar", ACOUSTIC_BASS: "double bass (plucked)",
    FINGER_BASS: "electric bass", PICK_BASS: "picked bass", FRETLESS_BASS: "fretless bass",
    SYNTH_BASS: "synth bass", SYNTH_BASS_2: "synth bass", VIOLIN: "violin", VIOLA: "viola",
    CELLO: "cello", CONTRABASS: "double bass", TREMOLO: "tremolo strings",
    PIZZICATO: "pizzicato strings", HARP: "harp", TIMPANI: "timpani",
    STRINGS: "strings", SLOW_STRINGS: "soft strings", SYNTH_STRINGS: "synth strings",
    CHOIR: "choir", VOICE: "voices", ORCHESTRA_HIT: "orchestra hit", TRUMPET: "trumpet",
    TROMBONE: "trombone", TUBA: "tuba", MUTED_TRUMPET: "muted trumpet", HORN: "horns",
    BRASS: "brass", SYNTH_BRASS: "synth brass", OBOE: "oboe", ENGLISH_HORN: "cor anglais",
    BASSOON: "bassoon", CLARINET: "clarinet", PICCOLO: "piccolo", FLUTE: "flute",
    RECORDER: "recorder", PAN_FLUTE: "pan flute", WHISTLE: "whistle", OCARINA: "ocarina",
    SQUARE_LEAD: "square-wave synth", SAW_LEAD: "saw-wave synth", NEW_AGE_PAD: "glassy pad",
    WARM_PAD: "warm pad", CHOIR_PAD: "choir pad", BOWED_PAD: "bowed pad",
    METAL_PAD: "metallic pad", HALO_PAD: "halo pad", SWEEP_PAD: "sweeping pad",
    BANJO: "banjo", KALIMBA: "kalimba", FIDDLE: "fiddle", STEEL_DRUMS: "steel drums",
    WOODBLOCK: "woodblock", TAIKO: "taiko drums", TOM: "tom-toms",
    REVERSE_CYMBAL: "reversed cymbal", 54: "synth voice", 63: "synth brass",
    51: "synth strings",
}  # fmt: skip

# Instruments that can take each other's part without changing what the music says.
_FAMILIES: tuple[tuple[int, ...], ...] = (
    (PIANO, BRIGHT_PIANO, ELECTRIC_PIANO),
    (CELESTA, MUSIC_BOX, VIBRAPHONE, KALIMBA),
    (NYLON_GUITAR, STEEL_GUITAR, HARP),
    (OVERDRIVE, DISTORTION),
    (ACOUSTIC_BASS, FINGER_BASS, FRETLESS_BASS),
    (SYNTH_BASS, SYNTH_BASS_2),
    (VIOLIN, VIOLA, FIDDLE),
    (CELLO, VIOLA),
    (STRINGS, SLOW_STRINGS, SYNTH_STRINGS),
    (TRUMPET, BRASS, TROMBONE),
    (OBOE, ENGLISH_HORN, CLARINET, FLUTE),
    (BASSOON, CLARINET, TUBA),
    (XYLOPHONE, MARIMBA),
    (WHISTLE, RECORDER, PICCOLO, OCARINA, PAN_FLUTE),
    (SQUARE_LEAD, SAW_LEAD),
    (WARM_PAD, NEW_AGE_PAD, HALO_PAD),
    (METAL_PAD, BOWED_PAD, SWEEP_PAD),
    (CHOIR, VOICE, CHOIR_PAD),
    (TAIKO, TOM),
)


def swap_program(rng: Random, program: int) -> int:
    """A relative of the instrument now and then (one time in three), else itself."""
    if rng.random() > 1 / 3:
        return program
    relatives = [p for family in _FAMILIES if program in family for p in family]
    return rng.choice(relatives) if relatives else program
