"""Model packs: what is refused, and that readings are what the networks say."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.errors import ExitCode, ModelError, UsageError


def change(folder: Path, **fields: object) -> None:
    path = folder / "card.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | fields), "utf-8")


def noise(seconds: float, seed: int = 0) -> np.ndarray:
    samples = np.random.default_rng(seed).normal(0, 0.1, int(seconds * 16_000))
    return samples.astype(np.float32)


def test_a_passage_has_an_emotion(tiny_pack: Path) -> None:
    pack = ModelPack.load(tiny_pack, device="cpu")
    readings = pack.read_texts(["the sea was dark", "he laughed and she ran"])
    assert [r.embedding.shape for r in readings] == [(16,), (16,)]
    for reading in readings:
        assert sum(reading.emotion.moods) == pytest.approx(1.0, abs=1e-5)
        assert -1 <= reading.emotion.valence <= 1
        assert np.linalg.norm(reading.embedding) == pytest.approx(1.0, abs=1e-5)
    assert readings[0].emotion != readings[1].emotion


def test_the_batch_does_not_change_the_reading(tiny_pack: Path) -> None:
    pack = ModelPack.load(tiny_pack, device="cpu")
    texts = ["the sea " * n + "was dark" for n in range(1, 20)]
    together = pack.read_texts(texts)
    for text, reading in zip(texts, together, strict=True):
        alone = pack.read_texts([text])[0]
        np.testing.assert_allclose(alone.embedding, reading.embedding, atol=1e-5)
        np.testing.assert_allclose(alone.emotion.moods, reading.emotion.moods, atol=1e-5)


def test_a_long_passage_is_the_mean_of_its_windows(tiny_pack: Path) -> None:
    pack = ModelPack.load(tiny_pack, device="cpu")
    calm, wild = "The sea was dark. " * 30, "He laughed and she ran. " * 30
    both = pack.read_texts([calm + wild])[0].emotion
    parts = [r.emotion for r in pack.read_texts([calm, wild])]
    low, high = sorted(p.valence for p in parts)
    assert low < both.valence < high


def test_no_text_is_no_reading(tiny_pack: Path) -> None:
    assert ModelPack.load(tiny_pack).read_texts([]) == []


def test_a_clip_is_the_mean_of_its_chunks_by_overlap(tiny_pack: Path) -> None:
    pack = ModelPack.load(tiny_pack, device="cpu")
    curve = pack.listen(noise(20))
    assert curve.starts.tolist() == [0, 5, 10, 15]
    reading = pack.read_clip(curve, 0.0, 7.5)
    expected = (curve.valence[0] * 5 + curve.valence[1] * 2.5) / 7.5
    assert reading.emotion.valence == pytest.approx(expected, abs=1e-6)
    beyond = pack.read_clip(curve, 90.0, 95.0)
    assert beyond.emotion.valence == pytest.approx(float(curve.valence[-1]), abs=1e-6)


@pytest.mark.parametrize(("seconds", "chunks"), [(0.01, 1), (5, 1), (5.5, 1), (6.5, 2), (9.9, 2)])
def test_every_length_is_heard_to_its_end(tiny_pack: Path, seconds: float, chunks: int) -> None:
    curve = ModelPack.load(tiny_pack, device="cpu").listen(noise(seconds))
    assert len(curve.starts) == chunks
    assert np.isfinite(curve.embedding).all()
    if chunks == 2:
        assert curve.starts[-1] + curve.length == pytest.approx(seconds, abs=0.001)


def test_loudness_does_not_tell_the_mood(tiny_pack: Path) -> None:
    pack = ModelPack.load(tiny_pack, device="cpu")
    loud, soft = pack.listen(noise(5)), pack.listen(noise(5) * 0.1)
    np.testing.assert_allclose(loud.mood_logits, soft.mood_logits, atol=1e-3)


def test_silence_has_a_finite_reading(tiny_pack: Path) -> None:
    curve = ModelPack.load(tiny_pack, device="cpu").listen(np.zeros(80_000, np.float32))
    assert np.isfinite(curve.mood_logits).all()


def test_the_id_follows_the_weights(tiny_pack: Path) -> None:
    pack = ModelPack.load(tiny_pack)
    before, ear = pack.id, pack.music_id
    change(tiny_pack, version="2", measured={"a": 1})
    assert ModelPack.load(tiny_pack).id == before
    card = json.loads((tiny_pack / "card.json").read_text("utf-8"))
    card["text"]["temperature"] = 1.3
    change(tiny_pack, text=card["text"])
    pack = ModelPack.load(tiny_pack)
    assert pack.id != before
    assert pack.music_id == ear, "music is heard as before"
    change(tiny_pack, music=card["music"] | {"file": "other.safetensors"})
    assert ModelPack.load(tiny_pack).music_id != ear


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model pack “nothere”") as caught:
        ModelPack.load("nothere")
    assert caught.value.exit_code == ExitCode.MODEL
    with pytest.raises(ModelError, match=r"card\.json is missing"):
        ModelPack.load(tmp_path)


def test_a_changed_weight_is_refused(tiny_pack: Path) -> None:
    path = tiny_pack / "music.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match="not the file that its model card pins"):
        ModelPack.load(tiny_pack).listen(noise(5))


def test_weights_that_are_not_weights_are_refused(tiny_pack: Path) -> None:
    spec = importlib.util.spec_from_file_location("kit", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    kit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kit)
    (tiny_pack / "music.safetensors").write_bytes(b"not safetensors")
    kit.pin(tiny_pack, json.loads((tiny_pack / "card.json").read_text("utf-8")))
    with pytest.raises(ModelError, match="cannot be read"):
        ModelPack.load(tiny_pack).listen(noise(5))


def test_a_missing_file_is_named(tiny_pack: Path) -> None:
    (tiny_pack / "text.safetensors").unlink()
    with pytest.raises(ModelError, match=r"text\.safetensors"):
        ModelPack.load(tiny_pack).read_texts(["the sea"])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"format": 4}, "of no format up to 3.*for a newer t2m: update it"),
        ({"surprise": 1}, "unknown fields: surprise"),
        ({"music": {"file": "a.safetensors"}}, "needs exactly"),
        (
            {"tokenizer": {"file": "../other.json", "sha256": "0"}},
            "weights are .safetensors in its folder",
        ),
        ({"tokenizer": {"file": "code.pkl", "sha256": "0"}}, "weights are .safetensors"),
    ],
)
def test_a_strange_card_is_refused(tiny_pack: Path, fields: dict, message: str) -> None:
    change(tiny_pack, **fields)
    with pytest.raises(ModelError, match=message):
        ModelPack.load(tiny_pack)


def test_a_card_that_is_not_json_is_refused(tiny_pack: Path) -> None:
    (tiny_pack / "card.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        ModelPack.load(tiny_pack)


def test_an_unknown_device_is_refused(tiny_pack: Path) -> None:
    with pytest.raises(UsageError, match="Unknown device"):
        _ = ModelPack.load(tiny_pack, device="abacus").device
