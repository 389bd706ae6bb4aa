"""Looking at a pack in full: each thing that can be wrong with one, made wrong."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.pack_check import sizes, verify
from t2m_engine.emotion.spaces import EMOTION, PLANE
from t2m_engine.errors import CancelledError, ModelError


def repin(folder: Path, **changes: dict) -> None:
    """Give the card the hashes of the files as they are, and change some of its sections."""
    card = json.loads((folder / "card.json").read_text("utf-8"))
    for section, change in changes.items():
        card[section] = card.get(section, {}) | change
    for section in ("text", "tokenizer", "music", "spaces", "vocals"):
        if section in card:
            content = (folder / card[section]["file"]).read_bytes()
            card[section]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "card.json").write_text(json.dumps(card), "utf-8")


def change_tensors(folder: Path, section: str, **tensors: torch.Tensor | None) -> None:
    """Put other tensors into a file (None takes one out), and pin it anew."""
    path = folder / f"{section}.safetensors"
    content = load_file(path) | {k.replace("__", "."): v for k, v in tensors.items()}
    save_file({k: v for k, v in content.items() if v is not None}, path)
    repin(folder)


def check(folder: Path) -> list[str]:
    return verify(ModelPack.load(folder, device="cpu"))


def test_a_whole_pack_passes_and_tells_how_far_it_is(tiny_pack: Path) -> None:
    told = []
    files = verify(
        ModelPack.load(tiny_pack, device="cpu"),
        progress=lambda done, total, text, **_: told.append((done, total, text)),
    )
    assert files == ["text.safetensors", "tokenizer.json", "music.safetensors"]
    assert [text for _, _, text in told] == [*files, "reading", "listening", ""]
    assert told[-1][0] == told[-1][1] == 5


def test_the_pack_that_ships_passes() -> None:
    pack = ModelPack.load("open", device="cpu")
    assert set(verify(pack)) >= {"text.safetensors", "spaces.safetensors", "vocals.safetensors"}
    found = sizes(pack)
    assert set(found) == {"text", "tokenizer", "music", "spaces", "vocals"}
    assert sum(found.values()) < 60_000_000


def test_spaces_and_vocals_are_looked_at(tiny_pack: Path) -> None:
    from t2m_engine.training.spaces.ship import write_spaces

    write_spaces(tiny_pack, {"fusion": FusionSpace("fusion", ((EMOTION, 0.5), (PLANE, 0.5)))}, {})
    head = {"weights": torch.ones(12), "bias": torch.zeros(1)}
    save_file(head, tiny_pack / "vocals.safetensors")
    repin(tiny_pack, vocals={"file": "vocals.safetensors"})
    assert check(tiny_pack)[-2:] == ["spaces.safetensors", "vocals.safetensors"]
    save_file(head | {"weights": torch.full((12,), torch.nan)}, tiny_pack / "vocals.safetensors")
    repin(tiny_pack)
    with pytest.raises(ModelError, match=r"vocals\.safetensors.*are no numbers"):
        check(tiny_pack)
    save_file({"weights": torch.ones(5), "bias": torch.zeros(1)}, tiny_pack / "vocals.safetensors")
    repin(tiny_pack)
    with pytest.raises(ModelError, match=r"vocals\.safetensors"):
        check(tiny_pack)
    save_file(head, tiny_pack / "vocals.safetensors")
    save_file({"more": torch.ones(1)}, tiny_pack / "spaces.safetensors")
    repin(tiny_pack)
    with pytest.raises(ModelError, match=r"spaces\.safetensors holds “more”"):
        check(tiny_pack)


def test_a_byte_that_changed_is_found_in_every_file(tiny_pack: Path) -> None:
    for name in ("text.safetensors", "tokenizer.json", "music.safetensors"):
        path = tiny_pack / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(ModelError, match=f"{name} is not the file that its model card pins"):
            check(tiny_pack)
        path.write_bytes(whole)
    assert len(check(tiny_pack)) == 3


@pytest.mark.parametrize(
    ("section", "tensors", "message"),
    [
        ("text", {"moods__bias": torch.full((8,), torch.inf)}, "moods.bias” that are no numbers"),
        ("music", {"moods__bias": torch.full((7,), torch.nan)}, "moods.bias” that are no numbers"),
        ("text", {"moods__bias": torch.zeros(8, dtype=torch.float64)}, "moods.bias” as F64"),
        ("text", {"moods__bias": None}, "do not fit its card"),
        ("text", {"moods__bias": torch.zeros(9)}, "do not fit its card"),
        ("text", {"more": torch.zeros(1)}, "do not fit its card"),
        ("text", {"transformer__more": torch.zeros(1)}, "no place for “more”"),
        ("music", {"moods__bias": None}, "do not fit its card"),
        ("music", {"moods__bias": torch.zeros(9)}, "do not fit its card"),
        ("music", {"more": torch.zeros(1)}, "do not fit its card"),
    ],
)
def test_tensors_that_are_not_the_networks_are_refused(
    tiny_pack: Path, section: str, tensors: dict, message: str
) -> None:
    change_tensors(tiny_pack, section, **tensors)
    with pytest.raises(ModelError, match=message):
        check(tiny_pack)


def test_a_truncated_file_with_the_right_hash_is_refused(tiny_pack: Path) -> None:
    path = tiny_pack / "text.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    repin(tiny_pack)
    with pytest.raises(ModelError, match=r"text\.safetensors cannot be read"):
        check(tiny_pack)


@pytest.mark.parametrize("content", [b"", b"{", b"null", b'{"model": 3}', b"[" * 100_000])
def test_a_tokenizer_that_is_none_is_refused(tiny_pack: Path, content: bytes) -> None:
    (tiny_pack / "tokenizer.json").write_bytes(content)
    repin(tiny_pack)
    with pytest.raises(ModelError, match=r"tokenizer\.json is no tokenizer"):
        check(tiny_pack)


def test_a_tokenizer_of_another_network_is_refused(tiny_pack: Path) -> None:
    tokenizer = json.loads((tiny_pack / "tokenizer.json").read_text("utf-8"))
    tokenizer["model"]["vocab"] |= {f"word {n}": n for n in range(11, 60)}
    (tiny_pack / "tokenizer.json").write_text(json.dumps(tokenizer), "utf-8")
    repin(tiny_pack)
    with pytest.raises(ModelError, match="do not belong together"):
        check(tiny_pack)


@pytest.mark.parametrize(
    "change",
    [
        {"num_hidden_layers": 10**9},
        {"vocab_size": 10**15},
        {"hidden_size": 10**6},
        {"max_position_embeddings": 2},
        {"auto_map": {"AutoModel": "evil.Model"}},
        {"_attn_implementation": "somebody/kernel"},
    ],
)
def test_a_configuration_that_wants_too_much_is_refused(tiny_pack: Path, change: dict) -> None:
    config = json.loads((tiny_pack / "card.json").read_text("utf-8"))["text"]["config"]
    repin(tiny_pack, text={"config": config | change})
    with pytest.raises(ModelError):
        check(tiny_pack)


def test_a_link_is_refused(tiny_pack: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.safetensors"
    (tiny_pack / "music.safetensors").rename(outside)
    (tiny_pack / "music.safetensors").symlink_to(outside)
    with pytest.raises(ModelError, match=r"music\.safetensors is a link"):
        check(tiny_pack)


@pytest.mark.parametrize(
    "name", ["pytorch_model.bin", "more.pkl", "best.CKPT", "model.pt", "setup.py", "x.pth", "a.so"]
)
def test_what_may_run_code_is_refused(tiny_pack: Path, name: str) -> None:
    (tiny_pack / name).write_bytes(b"cos\nsystem\n(S'touch /nowhere'\ntR.")
    with pytest.raises(ModelError, match=f"{name} may run code.*Take it away"):
        ModelPack.load(tiny_pack)


def test_it_can_be_stopped(tiny_pack: Path) -> None:
    with pytest.raises(CancelledError):
        verify(ModelPack.load(tiny_pack, device="cpu"), cancelled=lambda: True)


def card_with(**changes: object) -> bytes:
    shape = {"stem": 4, "stages": [4, 8], "embedding": 12, "moods": 7}
    pin = "0" * 64
    card = {
        "format": 3, "name": "x", "version": "1", "licence": "CC0-1.0", "made": "2026-01-01",
        "text": {"file": "text.safetensors", "sha256": pin, "config": {}, "hidden": 8,
                 "temperature": 1.0},
        "tokenizer": {"file": "tokenizer.json", "sha256": pin},
        "music": {"file": "music.safetensors", "sha256": pin, "shape": shape},
    }  # fmt: skip
    for path, value in changes.items():
        *sections, field = path.split("__")
        place = card
        for section in sections:
            place = place[section]
        place[field] = value
    return json.dumps(card).encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (card_with(format=4), "for a newer t2m: update it"),
        (card_with(format="3"), "this is no model pack"),
        (card_with(format=True), "this is no model pack"),
        (card_with(format=0), "this is no model pack"),
        (card_with(code="import os"), "unknown fields: code"),
        (card_with(name="../x"), "needs a “name”"),
        (card_with(name=".x"), "needs a “name”"),
        (card_with(name=3), "needs a “name”"),
        (card_with(licence=["a"]), "text in “licence”"),
        (card_with(sources=[{"name": "a"}]), "list of sources"),
        (card_with(sources={}), "list of sources"),
        (card_with(measured=[]), "object in “measured”"),
        (card_with(text=None), "needs exactly"),
        (card_with(text__code="x"), "needs exactly"),
        (card_with(text__kind="remote"), "of an unknown kind, 'remote'"),
        (card_with(text__kind=["transformers"]), "unknown kind"),
        (card_with(tokenizer__kind="x"), "unknown kind"),
        (card_with(text__config=[]), "needs an object"),
        (card_with(text__config={"model_type": "roberta"}), "needs the kind “transformers”"),
        (card_with(text__hidden=10**9), "“hidden” that is no layer's width"),
        (card_with(text__hidden=-1), "“hidden”"),
        (card_with(text__hidden=8.0), "“hidden”"),
        (card_with(text__temperature=0), "positive “temperature”"),
        (card_with(text__temperature=float("nan")), "positive “temperature”"),
        (card_with(text__file="/etc/passwd.safetensors"), "in its folder"),
        (card_with(text__file="../text.safetensors"), "in its folder"),
        (card_with(text__file="a\\b.safetensors"), "in its folder"),
        (card_with(text__file=".safetensors"), "in its folder"),
        (card_with(text__file="text.bin"), "in its folder"),
        (card_with(text__file="text.json"), "in its folder"),
        (card_with(text__file=7), "in its folder"),
        (card_with(tokenizer__file="card.json"), "in its folder"),
        (card_with(music__sha256="abc"), "64 hexadecimal digits"),
        (card_with(music__sha256="A" * 64), "64 hexadecimal digits"),
        (card_with(music__shape__stem=10**8), "“stem” that is no layer's width"),
        (card_with(music__shape__stages=[4] * 1000), "“stages” that is no layer's width"),
        (card_with(music__shape__stages=["x"]), "“stages”"),
        (b"[1]", "no JSON object"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 50_000, "cannot be read"),
        (b" " * ((1 << 20) + 1), "that is no card"),
    ],
)
def test_a_card_that_is_none_is_refused_by_name(content: bytes, message: str) -> None:
    from t2m_engine.emotion.pack_card import parse_card

    with pytest.raises(ModelError, match=message) as caught:
        parse_card(content, Path("folder/card.json"))
    assert "folder/card.json" in str(caught.value)


def test_a_good_card_is_taken() -> None:
    from t2m_engine.emotion.pack_card import parse_card, parts

    card = parse_card(card_with(text__kind="transformers"), Path("card.json"))
    assert [part.section for part in parts(card)] == ["text", "tokenizer", "music"]


def test_a_shape_of_another_kind_is_refused(tiny_pack: Path) -> None:
    repin(tiny_pack, music={"kind": "paper_resnet"})
    with pytest.raises(ModelError, match="not one of its kind"):
        check(tiny_pack)
