"""Writing a pack's card: what was learnt on top of old networks goes with them."""

import json
from pathlib import Path

from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.spaces import BUILT_IN, EMOTION, PLANE
from t2m_engine.training.pack import write_card
from t2m_engine.training.spaces.ship import write_spaces


def test_new_networks_take_the_old_spaces_out_of_the_card(small, tmp_path: Path) -> None:
    folder = small.make_pack(tmp_path / "pack")
    fusion = FusionSpace("fusion", ((EMOTION, 0.75), (PLANE, 0.25)))
    write_spaces(folder, {"fusion": fusion}, {"fusion": {"p5": 0.9}})
    pack = ModelPack.load(folder)
    assert list(pack.spaces) == ["fusion", EMOTION.name]
    assert pack.spaces["fusion"].id == fusion.id
    measured = {"text": {"seed": 2}}
    write_card(folder, {"text": pack.card["text"]}, measured, version="2", made="2026-11-22")
    after = ModelPack.load(folder)
    assert list(after.spaces) == list(BUILT_IN)
    card = json.loads((folder / "card.json").read_text("utf-8"))
    assert card["measured"] == measured
    assert (card["name"], card["version"], card["made"]) == ("pack", "2", "2026-11-22")
    assert {section: card[section] for section in ("text", "music", "tokenizer")} == {
        section: pack.card[section] for section in ("text", "music", "tokenizer")
    }
