"""Each source of text is brought to shares of the eight classes."""

import json
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.training import text_data
from t2m_engine.training.datasets.records import TEST, TRAIN, VALIDATION
from t2m_engine.training.datasets.texts import ALM_VALIDATION
from t2m_engine.training.text_data import CLASSES, TALE_CLASSES


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "text"
    folder.mkdir()
    (folder / "goemotions_train.tsv").write_text(
        "text\tlabels\tid\n[NAME] made me laugh\t1\ta\nWell\t4\tb\nSo sad, so scared\t25,14\tc\n"
        "Oh\t26\td\nThere, there\t5\te\n"
    )
    (folder / "xed_en.tsv").write_text(
        "text\tlabels\nI will kill you !\t1\nLook at that !\t7\nMy love , my joy\t5, 8\n"
    )
    (folder / "alm_agreed.tsv").write_text(
        "author\tlabel\ttext\nGrimm\tsurprised\toh!\nPotter\thappy\tTea.\n"
    )
    header = "author\tstory\tsentence\temotion_a\temotion_b\tmood_a\tmood_b\ttext\n"
    (folder / "alm_full.tsv").write_text(
        header
        + "Grimm\tone\t0\tN\tN\tN\tN\tOnce.\n"
        + "Grimm\tone\t1\tF\tSa\tN\tN\tDark.\n"
        + "Grimm\ttwo\t0\tSu+\tN\tN\tN\tOh!\n"
        + "Potter\tthree\t0\tH\tH\tN\tN\tTea.\n"
    )
    rows = [("train", 2.8, 3.0), ("train", 3.2, 3.4), ("dev", 3.0, 3.2), ("dev", 9.0, 3.2)]
    (folder / "emobank.tsv").write_text(
        "id\tsplit\tvalence\tarousal\tdominance\ttext\n"
        + "".join(f"{i}\t{s}\t{v}\t{a}\t3\tA sentence, {i}\n" for i, (s, v, a) in enumerate(rows))
    )
    return tmp_path


def shares(example: text_data.Example) -> dict[str, float]:
    return {n: round(float(s), 3) for n, s in zip(CLASSES, example.shares, strict=True) if s}


def tale(example: text_data.Example) -> dict[str, float]:
    return {n: round(float(s), 3) for n, s in zip(TALE_CLASSES, example.tale, strict=True) if s}


def focus(example: text_data.Example) -> tuple[int, int]:
    assert example.focus is not None
    return example.focus


def test_goemotions_keeps_what_has_a_mood_or_an_emotion_of_alms(data: Path) -> None:
    funny, both, odd, warm = text_data.goemotions(data, "train")
    assert funny.text == "Jo made me laugh"
    assert (shares(funny), tale(funny)) == ({"funny": 1.0}, {"happy": 1.0})
    assert (shares(both), tale(both)) == (
        {"sad": 0.5, "scary": 0.5},
        {"sad": 0.5, "fearful": 0.5},
    )
    assert np.isnan(odd.shares).all(), "surprise is no mood"
    assert tale(odd) == {"surprised": 1.0}
    assert (shares(warm), np.isnan(warm.tale).all()) == ({"tender": 1.0}, True)
    assert np.isnan(funny.plane).all()


def test_xed_leaves_surprise_to_alms_emotions(data: Path) -> None:
    angry, odd, warm = text_data.xed(data)
    assert (shares(angry), tale(angry)) == ({"angry": 1.0}, {"angry": 1.0})
    assert (np.isnan(odd.shares).all(), tale(odd)) == (True, {"surprised": 1.0})
    assert shares(warm) == {"happy": 0.5, "tender": 0.5}
    assert np.isnan(warm.tale).all(), "trust is none of Alm's"


def test_alm_reads_a_sentence_with_its_neighbours_and_keeps_potter_apart(data: Path) -> None:
    once, dark, oh = text_data.alm(data, TRAIN)
    assert once.text == "Once. Dark."
    assert once.text[slice(*focus(once))] == "Once."
    assert dark.text[slice(*focus(dark))] == "Dark."
    assert shares(dark) == {"scary": 0.5, "sad": 0.5}
    assert tale(dark) == {"fearful": 0.5, "sad": 0.5}
    assert oh.text == "Oh!", "its neighbours are of other stories"
    assert np.isnan(oh.shares).all()
    assert tale(oh) == {"surprised": 0.5, "neutral": 0.5}
    (tea,) = text_data.alm(data, TEST)
    assert (tea.text, tea.group) == ("Tea.", "three")


def test_an_agreed_sentence_has_one_emotion_in_its_context(data: Path) -> None:
    (oh,) = text_data.alm_agreed(data, TRAIN)
    assert oh.text == "Oh!"
    assert tale(oh) == {"surprised": 1.0}
    (tea,) = text_data.alm_agreed(data, TEST)
    assert shares(tea) == {"happy": 1.0}
    assert text_data.alm_agreed(data, VALIDATION) == []


def test_potters_known_tales_are_for_validation(data: Path) -> None:
    story = min(ALM_VALIDATION)
    with (data / "text" / "alm_full.tsv").open("a") as file:
        file.write(f"Potter\t{story}\t0\tF\tF\tN\tN\tA fox.\n")
    (fox,) = text_data.alm(data, VALIDATION)
    assert fox.text == "A fox."


def test_mistyping_changes_a_share_of_the_longer_words() -> None:
    text = "the letters of several longer words are exchanged " * 20
    random = np.random.default_rng(0)
    assert text_data.mistyped(text, 0.0, random) == text
    changed = text_data.mistyped(text, 0.3, random)
    pairs = list(zip(text.split(), changed.split(), strict=True))
    assert all(sorted(a) == sorted(b) for a, b in pairs)
    assert all(a == b for a, b in pairs if len(a) < 4)
    touched = sum(a != b for a, b in pairs if len(a) > 3)
    assert 10 <= touched <= 50


def test_emobank_is_standardised_by_its_training_part(data: Path) -> None:
    low, high = text_data.emobank(data, "train")
    np.testing.assert_allclose([low.plane, high.plane], [[-0.4, -0.4], [0.4, 0.4]], atol=1e-5)
    middle, extreme = text_data.emobank(data, "dev")
    np.testing.assert_allclose(middle.plane, [0, 0], atol=1e-5)
    assert extreme.plane[0] == pytest.approx(0.95)
    assert np.isnan(middle.shares).all()


def test_a_weak_mood_leaves_some_to_neutral(tmp_path: Path) -> None:
    path = tmp_path / "passages.jsonl"
    rows = [
        {"mood": "sad", "strength": 0.5, "valence": -0.5, "arousal": -0.4, "split": "train"},
        {"mood": "neutral", "strength": 0.2, "valence": 0.0, "arousal": 0.0, "split": "train"},
        {"mood": "sad", "strength": 0.5, "valence": -0.5, "arousal": -0.4, "split": "test"},
    ]
    path.write_text(
        "\n".join(json.dumps({"text": "…", "world": "w", **row}) for row in rows), "utf-8"
    )
    sad, neutral = text_data.corpus(path, "train")
    assert shares(sad) == {"sad": 0.85, "neutral": 0.15}
    assert shares(neutral) == {"neutral": 1.0}
