"""The texts: what is left out, and which part of a set each belongs to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine import places
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.taxonomies import ALM, ISEAR
from t2m_engine.errors import InputError
from t2m_engine.training.datasets.records import draw
from t2m_engine.training.datasets.texts import (
    load_alm,
    load_corpus,
    load_isear,
    load_neutral,
)


def write(path: Path, header: str, rows: list[tuple[str, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [header, *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_alm_trains_on_grimm_and_andersen_and_asks_with_potter(tmp_path: Path) -> None:
    stories = [
        ("Grimms", "rapunzel", "She let down her hair, and sang.", "happy"),
        ("HCAndersen", "the_fir_tree", "It sighed.", "sad"),
        ("Potter", "the_tale_of_benjamin_bunny", "He was a little afraid.", "fearful"),
        ("Potter", "the_tale_of_mr_tod", "“Thieves!” cried Mr. Tod.", "angry"),
    ]
    full = [(a, s, "0", "N", "N", "N", "N", text) for a, s, text, _ in stories]
    header = "author\tstory\tsentence\temotion_a\temotion_b\tmood_a\tmood_b\ttext"
    write(tmp_path / "text" / "alm_full.tsv", header, full)
    agreed = [(a, label, text) for a, _, text, label in stories]
    write(tmp_path / "text" / "alm_agreed.tsv", "author\tlabel\ttext", agreed)
    alm = load_alm(tmp_path)
    assert alm.names == ALM
    assert alm.split.tolist() == ["train", "train", "validation", "test"]
    assert [alm.names[i] for i in alm.labels] == ["happy", "sad", "fearful", "angry"]
    assert alm.groups.tolist() == [s for _, s, _, _ in stories]


def isear(folder: Path, rows: list[tuple[str, str]]) -> Path:
    write(folder / "text" / "isear.tsv", "label\ttext", rows)
    return folder


def test_isear_leaves_out_what_is_no_answer_twice_there_or_ambiguous(tmp_path: Path) -> None:
    rows = [
        ("joy", "When I passed an exam."),
        ("joy", "When I passed  an exam"),
        ("guilt", "My grandfather's funeral."),
        ("shame", "My grandfather's funeral."),
        ("shame", "[ No response.]"),
        ("fear", "NO RESPONSE."),
        ("guilt", "The same as in shame."),
        ("anger", "Cannot remember such a situation."),
        ("disgust", "Doesn't apply."),
        ("shame", "I have never felt this emotion."),
        ("sadness", "When I read a lot and did not remember anything."),
        ("fear", "I have never been so afraid as on that bridge."),
    ]
    found = load_isear(isear(tmp_path, rows))
    kept = [(found.names[i], text) for text, i in zip(found.items, found.labels, strict=True)]
    assert sorted(kept) == [
        ("fear", "I have never been so afraid as on that bridge."),
        ("joy", "When I passed an exam."),
        ("sadness", "When I read a lot and did not remember anything."),
    ]


def test_isear_is_cut_alike_in_each_label_whatever_the_order(tmp_path: Path) -> None:
    rows = [(label, f"{label} situation {i}") for label in ISEAR for i in range(20)]
    found = load_isear(isear(tmp_path, rows))
    for label in range(len(ISEAR)):
        assert Counter(found.split[found.labels == label].tolist()) == {
            "train": 14,
            "validation": 3,
            "test": 3,
        }
    again = load_isear(isear(tmp_path, rows[::-1]))
    splits = [dict(zip(s.items, s.split, strict=True)) for s in (found, again)]
    assert splits[0] == splits[1]


def test_our_passages_have_the_moods_of_music(tmp_path: Path) -> None:
    corpus = load_corpus()
    assert corpus.names == MOODS
    for split in ("validation", "test"):
        counts = list(corpus.counts()[split].values())
        assert min(counts) == max(counts) > 0
    counts = list(corpus.counts()["train"].values())  # of the pages there are about as many
    assert min(counts) > 0.95 * max(counts)
    parts = {world: set(corpus.split[corpus.groups == world]) for world in set(corpus.groups)}
    assert all(len(splits) == 1 for splits in parts.values())


def test_neutral_texts_are_passages_and_sentences_on_which_all_agree(tmp_path: Path) -> None:
    rows = [("Grimm", "one", str(n), "N", "N", "N", "N", f"Sentence {n}.") for n in range(300)]
    rows += [("Potter", "two", str(n), "N", "N", "N", "N", f"Line {n}.") for n in range(300)]
    rows.append(("Grimm", "one", "300", "N", "N", "N", "H", "Nearly nothing."))
    columns = "author\tstory\tsentence\temotion_a\temotion_b\tmood_a\tmood_b\ttext"
    write(tmp_path / "text" / "alm_full.tsv", columns, rows)
    found = load_neutral(tmp_path)
    counts = {split: len(found.rows(split)) for split in ("train", "validation", "test")}
    pages = (places.resources() / "corpus" / "pages.jsonl").read_text("utf-8")
    ours = {"train": 150 + pages.count('"mood": "neutral"'), "validation": 30, "test": 30}
    sentences = {split: counts[split] - ours[split] for split in counts}
    assert sentences["validation"] == 0
    assert 10 < sentences["train"] < 60
    assert 10 < sentences["test"] < 60
    assert "Nearly nothing." not in found.items


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"isear\.tsv is missing"):
        load_isear(tmp_path)


@given(st.lists(st.text(), unique=True, min_size=1))
def test_draws_lie_in_their_range_and_stay(keys: list[str]) -> None:
    drawn = np.array([draw(key) for key in keys])
    assert ((drawn >= 0) & (drawn < 1)).all()
    assert drawn.tolist() == [draw(key) for key in keys]
