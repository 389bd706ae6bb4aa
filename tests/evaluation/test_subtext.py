"""Subtext: who counts words, who knows, and who guesses."""

import json
from pathlib import Path

import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.evaluation.subtext import measure

SIGNS = {mood: f"sign{number}" for number, mood in enumerate(MOODS)}


def write(file: Path, rows: list[dict[str, str]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Passages that a word gives away, subtext that none does, and pairs."""
    for name, sign in (("passages", SIGNS), ("subtext", dict.fromkeys(MOODS, "sign"))):
        rows = [
            {
                "world": f"w{world}",
                "split": "test" if world > 7 else "train",
                "mood": mood,
                "text": f"{sign[mood]} of world {world}" if mood in MOODS else "a chair",
            }
            for world in range(12)
            for mood in (*sign, "neutral")
        ]
        write(tmp_path / f"{name}.jsonl", rows)
    write(tmp_path / "pages.jsonl", [{"world": "p", "mood": "sad", "text": "a page"}])
    for name in ("negation", "irony"):
        write(
            tmp_path / f"{name}.jsonl",
            [
                {"pair": "1", "mood": "sad", "text": "one"},
                {"pair": "1", "mood": "happy", "text": "two"},
                {"pair": "2", "mood": "sad", "text": "three"},
                {"pair": "2", "mood": "angry", "text": "four"},
                {"pair": "3", "mood": "sad", "text": "five"},
                {"pair": "3", "mood": "neutral", "text": "six"},
            ],
        )
    return tmp_path


def test_words_solve_what_words_give_away_and_nothing_else(corpus: Path) -> None:
    found = measure(lambda texts: ["sad"] * len(texts), corpus)
    assert found["passages"]["words"] == {"accuracy": 1.0, "95": [1.0, 1.0], "n": 28}
    assert found["subtext"]["words"]["accuracy"] <= 2 / 7
    assert found["passages"]["network"]["accuracy"] == pytest.approx(1 / 7, abs=0.001)


def test_a_pair_counts_when_both_halves_are_right(corpus: Path) -> None:
    right = {"one": "sad", "two": "happy", "three": "sad", "four": "sad", "five": "sad"}
    found = measure(lambda texts: [right.get(text, "sad") for text in texts], corpus)
    negation = found["negation"]
    assert negation["network"]["accuracy"] == 0.8  # neutral is not asked about
    assert (negation["both"], negation["pairs"]) == (1, 2)
    assert negation["network"]["95"][0] <= 0.8 <= negation["network"]["95"][1]
