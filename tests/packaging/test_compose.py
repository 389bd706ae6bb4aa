"""The composer: the same seed is the same piece, the MIDI is sound, the demo set as listed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import itertools

from compose import affect, melody, rendering, theory, training
from compose.composer import MOODS, RECIPES, compose, compose_piece
from compose.demo import DEMO, compose_entry, describe

ROOT = Path(__file__).resolve().parents[2]
MUSIC = ROOT / "resources" / "demo" / "music"
EVERY_RECIPE = [(mood, recipe) for mood in MOODS for recipe in RECIPES[mood]]


def as_bytes(midi: mido.MidiFile) -> bytes:
    """The MIDI file as it would be saved."""
    buffer = io.BytesIO()
    midi.save(file=buffer)
    return buffer.getvalue()


def listed() -> list[dict]:
    return json.loads((MUSIC / "music.json").read_text(encoding="utf-8"))["pieces"]


@pytest.mark.parametrize(("mood", "recipe"), EVERY_RECIPE)
def test_same_seed_same_piece_other_seed_other_piece(mood, recipe):
    first = as_bytes(compose(mood, 7, recipe))
    assert first == as_bytes(compose(mood, 7, recipe))
    assert first != as_bytes(compose(mood, 8, recipe))
    varied = compose_piece(mood, 7, recipe, varied=True)
    assert first != as_bytes(varied.to_midi())


def test_writing_the_midi_twice_gives_the_same_file():
    piece = compose_piece("happy", 3)
    assert as_bytes(piece.to_midi()) == as_bytes(piece.to_midi())


@pytest.mark.parametrize(("mood", "recipe"), EVERY_RECIPE)
@pytest.mark.parametrize("seed", [2, 1003])
def test_midi_is_sound(mood, recipe, seed):
    piece = compose_piece(mood, seed, recipe, varied=seed > 1000)
    midi = piece.to_midi()
    assert 28 < midi.length < 60
    for track in midi.tracks:
        sounding: set[int] = set()
        pedal = 0
        for message in track:
            assert message.time >= 0
            if message.type == "note_on":
                assert message.note not in sounding, "a pitch is struck while it sounds"
                sounding.add(message.note)
            elif message.type == "note_off":
                sounding.remove(message.note)
            elif message.is_cc(64):
                pedal = message.value
        assert not sounding, "a note hangs"
        assert pedal == 0, "the pedal stays down"


@pytest.mark.parametrize(("mood", "recipe"), EVERY_RECIPE)
def test_tempo_and_metre_are_as_described(mood, recipe):
    piece = compose_piece(mood, 5, recipe)
    said = describe(piece)
    conductor = piece.to_midi().tracks[0]
    metre = next(m for m in conductor if m.type == "time_signature")
    tempo = next(m for m in conductor if m.type == "set_tempo")
    assert said["metre"] == f"{metre.numerator}/{metre.denominator}"
    felt = 1.5 if metre.denominator == 8 else 1.0
    assert mido.tempo2bpm(tempo.tempo) / felt == pytest.approx(said["tempo_bpm"], rel=1e-4)


@pytest.mark.parametrize("mood", ["happy", "sad", "tender"])
def test_the_notes_are_in_the_mode_described(mood):
    for recipe in RECIPES[mood]:
        piece = compose_piece(mood, 4, recipe)
        scale = {(piece.tonic + step) % 12 for step in theory.SCALES[piece.mode]}
        held = [0.0] * 12
        for part in piece.parts:
            for note in part.notes:
                if part.program >= 0:
                    held[note.pitch % 12] += note.length
        inside = sum(held[pc] for pc in scale) / sum(held)
        assert inside > 0.85, f"{recipe} in {piece.key} {piece.mode}"
        minor, major = held[(piece.tonic + 3) % 12], held[(piece.tonic + 4) % 12]
        assert (minor > major) == (3 in theory.SCALES[piece.mode])


def test_a_melody_keeps_its_motif_and_ends_on_the_tonic():
    rng = compose_piece("happy", 1).rng
    tune = melody.Melodist(rng, 0, "major", 60, 79, [(1, 1, 1, 1), (2, 1, 1)], [(1, 3)])
    harmony = theory.spans("I IV I V I IV V I", 0, 0, 4)
    tones = tune.phrase("abacabax", harmony, 0, 4, 1, "full")
    bars = [[tone for tone in tones if tone.start // 4 == bar] for bar in range(8)]
    rhythm = [tone.length for tone in bars[0]]
    assert [tone.length for tone in bars[2]] == rhythm
    assert [tone.length for tone in bars[4]] == rhythm
    assert tones[-1].pitch % 12 == 0
    assert all(60 <= tone.pitch <= 79 for tone in tones)
    for tone in tones:
        if tone.strong and tone.start < 28:
            assert tone.pitch % 12 in theory.chord_at(harmony, tone.start).pitch_classes


def test_voices_move_little_from_chord_to_chord():
    led = theory.voice_lead(theory.spans("I vi IV V7 I", 0, 0, 4), 60, 4)
    for before, after in itertools.pairwise(led):
        moved = sum(abs(a - b) for a, b in zip(before, after, strict=True))
        assert moved <= 12
        assert sorted(set(after)) == after


@pytest.mark.parametrize(
    ("symbol", "classes"),
    [("I", {0, 4, 7}), ("vi", {9, 0, 4}), ("bVII", {10, 2, 5}), ("V7", {7, 11, 2, 5}),
     ("iihd", {2, 5, 8, 0}), ("#ivdim7", {6, 9, 0, 3}), ("IVmaj7", {5, 9, 0, 4})],
)  # fmt: skip
def test_chord_symbols(symbol, classes):
    assert set(theory.parse_chord(symbol, 0).pitch_classes) == classes


def test_an_unknown_chord_symbol_is_refused():
    with pytest.raises(ValueError, match="H7"):
        theory.parse_chord("H7", 0)


def test_moods_differ_in_valence_and_arousal():
    means = {}
    for mood in MOODS:
        judged = [affect.judge(compose_piece(mood, 2, recipe)) for recipe in RECIPES[mood]]
        means[mood] = (
            sum(a.valence for a in judged) / len(judged),
            sum(a.arousal for a in judged) / len(judged),
        )
        assert all(-1 <= a.valence <= 1 and -1 <= a.arousal <= 1 for a in judged)
    assert min(means[m][0] for m in ("happy", "tender")) > 0.2
    assert max(means[m][0] for m in ("sad", "angry", "scary")) < -0.1
    assert min(means[m][1] for m in ("happy", "exciting", "angry")) > 0.2
    assert max(means[m][1] for m in ("sad", "tender")) < -0.2


def test_training_refuses_the_demo_seeds():
    for first in (1, 500, 999):
        with pytest.raises(ValueError, match="1000"):
            training.check_seeds(first, 10)
    seeds = set(training.check_seeds(1000, 50))
    assert seeds.isdisjoint(entry.seed for entry in DEMO)


def test_the_demo_set_is_listed_and_complete():
    rows = listed()
    assert len(rows) == 21
    assert {row["file"] for row in rows} == {path.name for path in MUSIC.glob("*.opus")}
    for mood in MOODS:
        recipes = [row["recipe"] for row in rows if row["mood"] == mood]
        assert sorted(recipes) == sorted(RECIPES[mood])
        assert all(mood not in f"{row['title']} {row['file']}".lower() for row in rows)
    assert sum(path.stat().st_size for path in MUSIC.iterdir()) < 10_000_000


def test_the_listing_agrees_with_the_composer():
    for entry, row in zip(DEMO, listed(), strict=True):
        said = describe(compose_entry(entry))
        assert {name: row[name] for name in said} == said
        assert (row["file"], row["title"]) == (entry.file, entry.title)


def test_the_listing_agrees_with_the_files():
    for row in listed():
        samples, rate = soundfile.read(MUSIC / row["file"], dtype="float32")
        assert rate == 48_000
        assert samples.shape[1] == 2
        seconds = len(samples) / rate
        assert 30 <= seconds <= 60
        assert seconds == pytest.approx(row["duration"], abs=0.05)
        assert np.abs(samples).max() <= 10 ** (-1 / 20) + 1e-3, row["file"]
        assert np.sqrt((samples**2).mean()) > 0.02, row["file"]


def test_tags_name_the_licence_and_never_the_mood():
    for row in listed():
        with soundfile.SoundFile(MUSIC / row["file"]) as file:
            tags = file.copy_metadata()
        assert tags["title"] == row["title"]
        assert tags["artist"] == "t2m"
        assert tags["album"] == "t2m demo music"
        assert "CC0" in tags["license"]
        assert not any(mood in " ".join(tags.values()).lower() for mood in MOODS)


def test_the_limiter_holds_peaks_and_leaves_the_rest():
    sound = np.full((8000, 2), 0.25, dtype=np.float32)
    sound[4000] = 1.6
    held = rendering.limit(sound, 8000, ceiling=0.8)
    assert np.abs(held).max() <= 0.8 + 1e-6
    assert np.array_equal(held[:3500], sound[:3500])


@pytest.mark.skipif(
    not rendering.can_render(), reason="needs fluidsynth, ffmpeg and FluidR3_GM.sf2"
)
def test_rendering_gives_a_levelled_opus_file(tmp_path):
    piece = compose_piece("tender", 5, "cradle song")
    for part in piece.parts:
        part.notes = [note for note in part.notes if note.start < 9]
        part.controls = []
    piece.tempi = []
    path = tmp_path / "short.opus"
    seconds = rendering.render(piece.to_midi(), path, {"TITLE": "Short"})
    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == 48_000
    assert len(samples) / rate == pytest.approx(seconds, abs=0.05)
    assert np.abs(samples).max() * 4 > 0.5
    assert np.abs(samples).max() <= 10 ** (-1 / 20)
    assert np.abs(samples[-100:]).max() < 0.01
