"""Making a pack from its manifest: each step once, on again where it stopped, out when whole."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from t2m_engine import places
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.errors import InputError, ModelError, UsageError
from t2m_engine.training.making import make_pack
from t2m_engine.training.manifest import Manifest, read_manifest


class Fakes:
    """Steps that note that they were taken; text makes a pack, `fails` breaks off."""

    def __init__(self, pack: Path) -> None:
        self.pack = pack
        self.taken: list[str] = []
        self.fails = ""

    def __getitem__(self, name: str) -> Any:
        def step(shop: Any, told: Any) -> None:
            if name == self.fails:
                raise ModelError("stopped")
            self.taken.append(name)
            if name == "text":
                shutil.copytree(self.pack, shop.draft, dirs_exist_ok=True)
                (shop.draft / "left.training").write_text("not of the pack")

        return step


@pytest.fixture
def fakes(small, tmp_path: Path) -> Fakes:
    return Fakes(small.make_pack(tmp_path / "small"))


@pytest.fixture
def manifest() -> Manifest:
    found = read_manifest(places.resources() / "models" / "open.toml")
    return replace(found, sources=tuple(replace(s, file="") for s in found.sources))


@pytest.fixture
def make(manifest: Manifest, fakes: Fakes, tmp_path: Path):
    told: list[str] = []

    def run(changed: Manifest = manifest, **more: Any) -> list[str]:
        told.clear()
        make_pack(
            changed,
            tmp_path,
            tmp_path,
            tmp_path / "out" / "open",
            heard=tmp_path,
            steps=fakes,
            tell=told.append,
            **more,
        )
        return told

    return run


STEPS = ["lessons", "text", "music", "vocals", "spaces", "verify"]


def test_all_steps_are_taken_and_the_card_says_what_the_manifest_says(
    make, fakes: Fakes, manifest: Manifest, tmp_path: Path
) -> None:
    told = make()
    assert fakes.taken == STEPS
    assert told[0].startswith("[1/6] lessons: {")
    out = tmp_path / "out" / "open"
    card = ModelPack.load(out).card
    assert (card["name"], card["version"], card["licence"]) == ("open", "3", "CC-BY-SA-4.0")
    assert card["limits"] == manifest.limits
    assert card["sources"] == [{"name": s.name, "licence": s.licence} for s in manifest.sources]
    assert sorted(path.name for path in out.iterdir()) == [
        "card.json", "music.safetensors", "text.safetensors", "tokenizer.json",
    ]  # fmt: skip


def test_it_goes_on_where_it_was_stopped(make, fakes: Fakes, tmp_path: Path) -> None:
    fakes.fails = "vocals"
    with pytest.raises(ModelError, match="stopped"):
        make()
    assert fakes.taken == ["lessons", "text", "music"]
    assert not (tmp_path / "out" / "open").exists()
    fakes.fails, fakes.taken = "", []
    told = make()
    assert fakes.taken == ["vocals", "spaces", "verify"]
    assert [line for line in told if line.endswith("done before")] == [
        "[1/6] lessons: done before",
        "[2/6] text: done before",
        "[3/6] music: done before",
    ]
    fakes.taken = []
    make()
    assert fakes.taken == []


def test_a_change_takes_again_what_follows_from_it(make, fakes: Fakes, manifest: Manifest) -> None:
    make()
    fakes.taken = []
    steps = manifest.steps | {"music": manifest.steps["music"] | {"epochs": 3}}
    make(replace(manifest, steps=steps))
    assert fakes.taken == ["music", "vocals", "spaces", "verify"]
    fakes.taken = []
    fakes.fails = "text"
    steps |= {"text": steps["text"] | {"steps": 3}}
    with pytest.raises(ModelError):
        make(replace(manifest, steps=steps))
    fakes.fails = ""
    make(replace(manifest, steps=steps))
    assert fakes.taken == ["text", "music", "vocals", "spaces", "verify"]


def test_a_folder_that_is_no_pack_is_not_thrown_away(make, tmp_path: Path) -> None:
    out = tmp_path / "out" / "open"
    out.mkdir(parents=True)
    (out / "novel.txt").write_text("mine")
    with pytest.raises(ModelError, match=r"card\.json is missing"):
        make()
    assert (out / "novel.txt").read_text() == "mine"
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == []


def test_data_that_are_missing_are_named_before_anything_is_done(
    fakes: Fakes, tmp_path: Path
) -> None:
    whole = read_manifest(places.resources() / "models" / "open.toml")
    with pytest.raises(InputError, match=r"lacks text/alm_full\.tsv.*Get it from its publisher"):
        make_pack(whole, tmp_path, tmp_path, tmp_path / "out", heard=tmp_path, steps=fakes)
    assert fakes.taken == []


def test_spaces_need_music_that_was_not_met(
    manifest: Manifest, fakes: Fakes, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="--heard"):
        make_pack(manifest, tmp_path, tmp_path, tmp_path / "out", steps=fakes)
    assert fakes.taken == []


def test_parts_make_a_card_when_both_are_there(small, tmp_path: Path, manifest: Manifest) -> None:
    from t2m_engine.training.making import Workshop, _put_part

    pack = ModelPack.load(small.make_pack(tmp_path / "work" / "draft" / "open"))
    draft = pack.folder
    shop = Workshop(manifest, tmp_path, tmp_path, None, tmp_path / "work", draft, tmp_path)
    sections = {name: pack.card[name] for name in ("text", "tokenizer", "music")}
    (draft / "card.json").unlink()
    text = {name: sections[name] for name in ("text", "tokenizer")}
    _put_part(shop, "text", text, {"accuracy": 0.5})
    _put_part(shop, "music", {"music": sections["music"]}, {"r": 0.25})
    found = ModelPack.load(draft)
    assert found.id == pack.id
    assert found.card["measured"] == {"text": {"accuracy": 0.5}, "music": {"r": 0.25}}
    assert json.loads((draft / "card.json").read_text("utf-8"))["version"] == "3"
