"""The head for vocals, learnt from made embeddings in which a voice is a direction."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.training.datasets.features import network_key
from t2m_engine.training.pack import write_vocals_part
from t2m_engine.training.vocals import auc, train_vocals

WIDTH = 16
PACK = SimpleNamespace(card={"music": {"sha256": "made"}})


def made(rng, rows: int, sung: np.ndarray, source: str, name: str) -> dict[str, np.ndarray]:
    """Windows of which the first number of the embedding, and the teachers, tell a voice."""
    embedding = rng.normal(size=(rows, WIDTH)).astype(np.float32)
    embedding[:, 0] += 3.0 * sung
    scores = np.where(sung[:, None], 0.2, 0.005) * rng.uniform(0.8, 1.2, (rows, 2))
    track = np.array([f"{name}_{row // 3}.ogg" for row in range(rows)])
    return {
        "source": np.full(rows, source),
        "track": track,
        "scores": scores.astype(np.float32),
        "embedding": embedding,
    }


def joined(*parts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    rng, folder = np.random.default_rng(0), tmp_path / "vocals" / network_key(PACK, "music")
    folder.mkdir(parents=True)
    # Of pieces that nobody sings in, the teachers are wrong about half.
    composed = made(rng, 90, np.arange(90) % 2 == 0, "composed", "sad")
    composed["embedding"][:, 0] = rng.normal(size=90)
    composed["embedding"][:, 1] += 2.0 * (np.arange(90) % 2 == 0)
    music = made(rng, 300, np.arange(300) % 5 == 0, "a-game", "tune")
    kept = made(rng, 60, np.zeros(60, bool), "krank", "held")
    np.savez(folder / "music.npz", **joined(music, kept, composed))
    songs = made(rng, 240, np.arange(240) // 3 % 2 == 0, "emotify", "song")
    np.savez(folder / "emotify.npz", **songs)
    over = {"source": kept["source"], "track": kept["track"], "plain": kept["embedding"]}
    mixed = kept["embedding"].copy()
    mixed[:, 0] += 3.0
    np.savez(folder / "mixes.npz", **over, mixed=mixed)
    return tmp_path


def test_a_head_is_learnt_and_measured_on_what_it_has_not_met(cache: Path) -> None:
    head, measured = train_vocals(cache, cache, PACK, cache)
    assert measured["emotify_windows_auc"] > 0.95
    assert measured["emotify_songs_auc"] > 0.95
    assert measured["emotify_songs_right_at_half"] > 0.9
    assert measured["mixes_held_out_auc"] > 0.95
    assert measured["composed_windows"] == 30
    assert measured["composed_windows_taken_for_sung"] < 0.15
    assert measured["emotify_windows"] < 240, "the half that chose is not measured"
    assert int(np.abs(head.weights).argmax()) == 0
    again, _ = train_vocals(cache, cache, PACK, cache)
    np.testing.assert_array_equal(again.weights, head.weights)


def test_the_head_goes_into_a_pack_and_out_of_it(cache: Path, small, tmp_path: Path) -> None:
    folder = small.make_pack(tmp_path / "pack")
    before = ModelPack.load(folder)
    width = before.card["music"]["shape"]["embedding"]
    assert before.vocals(np.ones((1, width), np.float32)) is None
    head, measured = train_vocals(cache, cache, PACK, cache)
    write_vocals_part(folder, head, measured)
    after = ModelPack.load(folder)
    assert after.id == before.id, "nothing need be heard again"
    clips = np.random.default_rng(1).normal(size=(3, WIDTH)).astype(np.float32)
    assert after.vocals(clips) == pytest.approx(head.of_track(clips))
    assert json.loads((folder / "card.json").read_text())["measured"]["vocals"] == measured


def test_auc_counts_pairs() -> None:
    scores = np.array([0.1, 0.4, 0.4, 0.9])
    assert auc(scores, np.array([False, True, False, True])) == pytest.approx(3.5 / 4)
