"""Tables 1 and 2: neighbours side by side, and mappings beside the published ones."""

import numpy as np
import pytest

from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.emotion.mappings import PUBLISHED
from t2m_engine.errors import UsageError
from t2m_engine.evaluation import words
from t2m_engine.evaluation.words import GENERAL, MUSIC, as_markdown, table1, table2
from t2m_engine.training.glove import Glove

GLOVE = Glove(
    ["cold", "chill", "music"],
    {"cold": 0, "chill": 1, "music": 2},
    np.array([[1, 0.1], [2, 0], [0, 1]], np.float32),
)


def test_neighbours_stand_side_by_side() -> None:
    found = table1(["chill"], 2, general=GLOVE)
    assert found["vectors"] == [GENERAL, MUSIC]
    assert found["neighbours"]["chill"][GENERAL] == ["cold", "music"]
    assert len(found["neighbours"]["chill"][MUSIC]) == 2
    assert "chill" not in found["neighbours"]["chill"][MUSIC]


def test_without_glove_there_is_no_general_column(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Glove:
        raise UsageError("GloVe is not installed.")

    monkeypatch.setattr(words, "load_glove", missing)
    found = table1(["epic"])
    assert found["vectors"] == [MUSIC]
    assert list(found["neighbours"]["epic"]) == [MUSIC]


def test_mappings_stand_beside_the_published_ones() -> None:
    found = table2()
    assert [(entry["source"], entry["target"]) for entry in found] == [
        ("alm", "audioset"),
        ("isear", "audioset"),
    ]
    fearful = found[0]["labels"]["fearful"]
    assert fearful["va"]["published"] == ["sad"]
    assert fearful["w2v"]["published"] == ["scary"]
    assert fearful["manual"] == {"published": ["scary"]}
    assert tuple(found[1]["labels"]) == tuple(PUBLISHED["va"]["isear"])
    assert all(len(ways["va"]["ours"]) == 1 for ways in found[1]["labels"].values())


def test_markdown_marks_what_differs() -> None:
    moods = {"happy": (0.8, 0.5), "funny": (0.7, 0.6), "sad": (-0.8, -0.4), "tender": (0.5, -0.5),
             "exciting": (0.6, 0.9), "angry": (-0.7, 0.6), "scary": (-0.6, 0.4)}  # fmt: skip
    texts = {"fearful": (-0.6, 0.4), "surprised": (0.6, 0.9), "anger": (-0.7, 0.6),
             "disgust": (-0.7, 0.6), "fear": (-0.7, 0.6), "guilt": (-0.8, -0.4), "joy": (0.6, 0.9),
             "sadness": (-0.8, -0.4), "shame": (-0.7, 0.6)}  # fmt: skip
    mappings = table2(lexicon=Lexicon({**moods, **texts}))
    page = as_markdown(table1(["chill"], 1, general=GLOVE), mappings)
    assert "| chill | cold | " in page
    assert "| alm | fearful | sad | **scary** | scary | " in page
    assert "| isear | joy | exciting | exciting | tender | " in page
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + 1 + 5 + 7
