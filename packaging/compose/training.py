"""Training music: further pieces of every mood, mono FLAC, with a manifest of what they are."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TYPE_CHECKING

import soundfile

from compose.affect import judge
from compose.composer import MOODS, compose_piece
from compose.demo import DEMO, RESERVED_SEEDS, describe
from compose.rendering import LOUDNESS, finish, synthesise

if TYPE_CHECKING:
    from pathlib import Path

RATE = 32_000  # Hz, the teachers' rate


def check_seeds(first: int, count: int) -> range:
    """The seeds of a training set; refuses any that belongs to the demo set."""
    seeds = range(first, first + count)
    taken = {entry.seed for entry in DEMO} | set(RESERVED_SEEDS)
    if taken.intersection(seeds):
        last = RESERVED_SEEDS[-1]
        raise ValueError(f"Seeds up to {last} belong to the demo set; begin at {last + 1} or later")
    return seeds


def make_training_piece(
    out: Path, mood: str, seed: int, soundfont: Path | None = None
) -> dict[str, object]:
    """Compose and render one piece as mono 32 kHz FLAC; returns its line of the manifest."""
    piece = compose_piece(mood, seed, varied=True)
    chance = Random(f"room/{mood}/{seed}")
    room = chance.uniform(0.2, 0.85)
    loudness = LOUDNESS + chance.uniform(-8, 4)
    sound = synthesise(piece.to_midi(), RATE, room=room, soundfont=soundfont)
    mono = finish(sound.mean(axis=1, keepdims=True), RATE, loudness=loudness)
    name = f"{mood}_{seed}.flac"
    partial = out / f".{name}"
    soundfile.write(partial, mono, RATE, subtype="PCM_16", format="FLAC")
    partial.replace(out / name)
    affect = judge(piece)
    return {
        "file": name,
        **describe(piece),
        "duration": round(len(mono) / RATE, 2),
        "loudness_wished_lufs": round(loudness, 2),
        "room": round(room, 2),
        "valence": affect.valence,
        "arousal": affect.arousal,
        "dissonance": affect.dissonance,
        "onsets_per_second": affect.onsets_per_second,
        "mean_velocity": affect.mean_velocity,
    }


def make_training(
    out: Path, per_mood: int, first: int, jobs: int = 1, soundfont: Path | None = None
) -> None:
    """Render `per_mood` pieces for each mood; what the manifest already lists is kept."""
    seeds = check_seeds(first, per_mood)
    out.mkdir(parents=True, exist_ok=True)
    manifest = out / "manifest.jsonl"
    done: set[str] = set()
    if manifest.is_file():
        lines = manifest.read_text(encoding="utf-8").splitlines()
        done = {json.loads(line)["file"] for line in lines}
    # Moods take turns, so that a set that is cut short is still balanced.
    wanted = [(mood, seed) for seed in seeds for mood in MOODS]
    wanted = [(mood, seed) for mood, seed in wanted if f"{mood}_{seed}.flac" not in done]
    with ThreadPoolExecutor(jobs) as pool, manifest.open("a", encoding="utf-8") as lines_out:
        rows = pool.map(lambda w: make_training_piece(out, *w, soundfont), wanted)
        for count, row in enumerate(rows, 1):
            lines_out.write(json.dumps(row) + "\n")
            lines_out.flush()
            print(f"{count}/{len(wanted)} {row['file']} {row['duration']} s")
