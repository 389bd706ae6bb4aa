"""Switching the embedding space: what is asked, what is shown, what is kept."""

from __future__ import annotations

from typing import Any

from t2m_desktop.settings import Settings
from t2m_desktop.spaces import Space
from t2m_desktop.window import Window


def test_a_space_is_a_name_or_a_map() -> None:
    assert Space.from_json("valence_arousal") == Space("valence_arousal", "valence arousal")
    told = {"name": "soft", "title": "soft labels", "about": "Best so far.", "figures": {"mrr": 1}}
    assert Space.from_json(told) == Space("soft", "soft labels", "Best so far.")


def test_another_space_asks_again_and_says_so(window: Window, engine: Any, qtbot: Any) -> None:
    ear = window.writing.ear
    qtbot.waitUntil(ear.space.isVisible)
    assert ear.space.text() == "by Fusion ▾"
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.keyClicks(window.writing.editor, "Something breathed.")
    assert "space" not in engine.params("suggest")[-1], "the engine's own choice"
    card = window.writing.list.cards()[0]
    assert card.toolTip().startswith("0:00 to 0:02, its best fit: 0.90 by “Fusion”, number 1")
    assert [c.title for c in window.registry.search("rank by valence")] == [
        "Rank by Valence-arousal"
    ]
    with qtbot.waitSignal(window.writing.list.shown):
        window.registry["space.valence_arousal"].trigger()
    assert engine.params("suggest")[-1]["space"] == "valence_arousal"
    assert ear.space.text() == "by Valence-arousal ▾"
    assert "Valence-arousal" in card.accessibleDescription()
    assert "Valence-arousal" in window.transport.state.whole
    assert window.registry["space.valence_arousal"].isChecked()
    assert window.registry["space.valence_arousal"].toolTip() == "The plane."
    assert not window.registry["space.fusion"].isChecked()
    window.writing.editor.document().setModified(False)
    window.close()
    assert Settings.load().space == "valence_arousal"


def test_a_chosen_space_that_is_gone_leaves_it_to_the_engine(
    window: Window, engine: Any, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: bool(window.spaces.known))
    window.spaces.choose("valence_arousal")
    engine.answers["engine.info"] |= {
        "spaces": [{"name": "fusion", "title": "Fusion", "about": ""}]
    }
    engine.die()
    qtbot.waitUntil(lambda: window.spaces.current == "fusion")
    assert window.spaces.chosen is None
    assert window.registry["space.fusion"].isChecked()
    assert "space.valence_arousal" not in window.registry.commands
