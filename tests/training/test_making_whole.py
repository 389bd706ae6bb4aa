"""A pack made from its manifest in miniature: real lessons, a real music network, verified."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from t2m_engine import places
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.training import lessons, music_targets
from t2m_engine.training.making import _put_part, make_pack, real_steps
from t2m_engine.training.manifest import SETTINGS, read_manifest
from t2m_engine.training.pack import copy_text_part
from t2m_engine.training.teachers import MUSIC_CLASSES, Lesson


class Teachers:
    """Says of a window what its own sound draws."""

    def __init__(self, _data: Path, threads: int = 1) -> None:
        self.threads = threads

    def hear(self, window: np.ndarray) -> Lesson:
        random = np.random.default_rng(int(1e6 * np.abs(window).mean()))
        sizes = (146, 384, 6, 1024, 50, 200)
        return Lesson(*(random.normal(size=size).astype(np.float32) for size in sizes))


def make_data(folder: Path) -> Path:
    """The labels of the teachers and the lexicon, as they lie under --data."""
    (folder / "teachers").mkdir(parents=True)
    (folder / "lexicon").mkdir()
    classes = {name for hints in music_targets._CLASS_HINTS.values() for name in hints}
    rows = [f"class {n}" for n in range(283)]
    rows[MUSIC_CLASSES.start : MUSIC_CLASSES.start + len(classes)] = sorted(classes)
    tags = {name for hints in music_targets._TAG_HINTS.values() for name in hints}
    names = sorted(tags | set(music_targets._PLANE_TAGS))
    names += [f"tag {n}" for n in range(50 - len(names))]
    for stem, found in (("mn04_audioset_32k_10s", rows), ("musicnn_msd_16k_3s", names)):
        (folder / "teachers" / f"{stem}.labels.txt").write_text("\n".join(found), "utf-8")
    shutil.copy(places.resources() / "lexicon" / "glasgow_vad.tsv", folder / "lexicon")
    return folder


@pytest.mark.slow
def test_a_pack_is_made_from_music_to_verified(
    small: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(0)
    for number, source in enumerate(["one", "two", "three", "four", "five", "six", "krank"]):
        (tmp_path / "music" / source).mkdir(parents=True)
        sound = random.normal(0, 0.02 * (number + 1), 65 * 8_000)
        soundfile.write(tmp_path / "music" / source / "a.flac", sound, 8_000)
    monkeypatch.setattr(lessons, "Teachers", Teachers)
    base = ModelPack.load(small.make_pack(tmp_path / "small"))
    steps = real_steps()
    steps["text"] = lambda shop, _: _put_part(shop, "text", copy_text_part(base, shop.draft), {})
    whole = read_manifest(places.resources() / "models" / "open.toml")
    told = {name: dict(SETTINGS[name]) for name in ("lessons", "text", "music", "verify")}
    told["lessons"] |= {"copies": 0}
    told["music"] |= {"epochs": 1}
    manifest = replace(whole, steps=told, sources=tuple(replace(s, file="") for s in whole.sources))
    where = (make_data(tmp_path / "data"), tmp_path / "music", tmp_path / "out" / "open")
    said: list[str] = []
    make_pack(manifest, *where, steps=steps, tell=said.append)
    pack = ModelPack.load(where[-1], device="cpu")
    assert pack.card["measured"]["music"]["epochs"] == 1
    assert "real_valence_r" in pack.card["measured"]["music"]
    assert pack.listen(random.normal(0, 0.1, 80_000).astype(np.float32)).embedding.shape == (1, 256)
    assert len(list((tmp_path / "out" / "open.work" / "cache" / "lessons").glob("*.npz"))) == 7
    make_pack(manifest, *where, steps=steps, tell=said.append)
    assert said[-5:-1] == [
        f"[{n}/4] {step}: done before" for n, step in enumerate(manifest.steps, 1)
    ]
    assert ModelPack.load(where[-1]).id == pack.id
