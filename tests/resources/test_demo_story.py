"""The demo story: its shape, its length and its seven moods."""

import itertools
import json
import re
from pathlib import Path

import pytest

STORY = Path(__file__).resolve().parents[2] / "resources" / "demo" / "story"
MOODS = {"happy", "funny", "sad", "tender", "exciting", "angry", "scary"}


def read_scenes():
    """(title, [(scene title, [paragraph, ...]), ...]) of the Markdown file."""
    text = (STORY / "the_ferrymans_house.md").read_text(encoding="utf-8")
    head, *parts = re.split(r"^## ", text, flags=re.M)
    scenes = []
    for part in parts:
        title, body = part.split("\n", 1)
        paragraphs = [p.strip() for p in body.split("\n\n") if p.strip()]
        scenes.append((title.strip(), paragraphs))
    return head.strip(), scenes


@pytest.fixture(scope="module")
def story():
    return read_scenes()


@pytest.fixture(scope="module")
def meta():
    return json.loads((STORY / "story.json").read_text(encoding="utf-8"))


def test_title(story):
    assert story[0] == "# The Ferryman's House"


def test_scenes_match_the_index_in_order(story, meta):
    assert [t for t, _ in story[1]] == [s["title"] for s in meta]
    assert len(story[1]) >= 8


def test_every_scene_has_a_mood_and_a_note(meta):
    for scene in meta:
        assert scene["mood"] in MOODS, scene
        assert scene["note"].strip(), scene


def test_all_seven_moods(meta):
    assert {s["mood"] for s in meta} == MOODS


def test_neighbouring_scenes_turn(meta):
    moods = [s["mood"] for s in meta]
    assert all(a != b for a, b in itertools.pairwise(moods))


def test_length(story):
    words = sum(len(p.split()) for _, ps in story[1] for p in ps)
    assert 1500 <= words <= 2300


def test_paragraphs(story):
    for title, paragraphs in story[1]:
        assert 3 <= len(paragraphs) <= 6, title
        for p in paragraphs:
            assert 40 <= len(p.split()) <= 120, (title, len(p.split()), p[:60])


def test_license():
    assert "CC0" in (STORY / "LICENSE.md").read_text(encoding="utf-8")
