"""Does each scene of the demo story draw on the demo music that was composed for its mood?"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine import places
from t2m_engine.emotion.spaces import place_music
from t2m_engine.evaluation.hearing import hear

if TYPE_CHECKING:
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading


@dataclass(frozen=True, slots=True)
class SceneResult:
    """A scene of the story: its mood, what was read in it, and the moods of the first tracks."""

    title: str
    mood: str
    reading: Reading
    ranked: tuple[tuple[str, str, float], ...]
    """(title, mood, score) of every piece, best first."""

    @property
    def right_in_three(self) -> int:
        """How many of the first three pieces were composed for the scene's mood, 0…3."""
        return sum(mood == self.mood for _, mood, _ in self.ranked[:3])


def demo_music(pack: ModelPack) -> list[tuple[str, str, Reading]]:
    """Return (title, mood, reading of the whole piece) of the 21 demo pieces."""
    folder = places.resources() / "demo" / "music"
    pieces = json.loads((folder / "music.json").read_text("utf-8"))["pieces"]
    return [(p["title"], p["mood"], hear(pack, folder / p["file"])) for p in pieces]


def demo_scenes(pack: ModelPack) -> list[tuple[str, str, Reading]]:
    """Return (title, mood, reading) of the story's scenes, each read as one passage."""
    folder = places.resources() / "demo" / "story"
    scenes = json.loads((folder / "story.json").read_text("utf-8"))
    text = (folder / "the_ferrymans_house.md").read_text("utf-8")
    parts = re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]
    assert len(parts) == len(scenes), "story.json lists every scene"
    readings = pack.read_texts([part.strip() for part in parts])
    return [(s["title"], s["mood"], r) for s, r in zip(scenes, readings, strict=True)]


def evaluate_demo(pack: ModelPack, space_name: str | None = None) -> list[SceneResult]:
    """Rank the demo music for every scene in the space called `space_name`."""
    space = pack.space(space_name)
    music = demo_music(pack)
    vectors = place_music(space, [reading for _, _, reading in music])
    results = []
    for title, mood, reading in demo_scenes(pack):
        scores = vectors @ space.text_vector(reading)
        order = np.argsort(-scores, kind="stable")
        ranked = tuple((music[i][0], music[i][1], float(scores[i])) for i in order)
        results.append(SceneResult(title, mood, reading, ranked))
    return results
