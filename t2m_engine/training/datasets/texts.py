"""The texts that the paper learns from and asks with, and our own passages, with frozen splits."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from t2m_engine import places
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.taxonomies import ALM, ISEAR
from t2m_engine.training.datasets.records import (
    TEST,
    TRAIN,
    VALIDATION,
    LabelledSet,
    Source,
    draw,
    make_set,
    need,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ALM_HELD_OUT = "Potter"
# Of Potter's 19 tales: of all ways to cut them in two, the one in which the halves (81 and 86
# sentences) are most alike in the counts of their labels.
ALM_VALIDATION = frozenset(
    {"ginger_and_pickles", "he_tale_of_squirrel_nutkinMANCORR", "the_pie_and_the_patty-pan",
     "the_roly-poly_pudding", "the_tailor_of_gloucester", "the_tale_of_benjamin_bunny",
     "the_tale_of_mr_jeremy_fisher", "the_tale_of_mrs_tiggy-winkleMANCORR",
     "the_tale_of_mrs_tittlemouse", "the_tale_of_the_flopsy_bunnies"}
)  # fmt: skip

_ALM_SOURCE = Source(
    "Alm's affect data, agreed sentences",
    "Alm 2008, Affect in Text and Speech; Alm, Roth and Sproat 2005",
    "the 1,207 sentences of alm_agreed on which all annotators agree, as in the paper (§4.1)",
    "use, change and sale permitted with the notice kept",
    "http://people.rc.rit.edu/~coagla/affectdata/index.html",
)
_ISEAR_SOURCE = Source(
    "ISEAR",
    "Scherer and Wallbott 1994",
    "7,666 situations, less duplicates and non-answers",
    "CC BY-NC-SA 3.0: research",
    "https://www.unige.ch/cisa/research/materials-and-online-research/research-material/",
)
_CORPUS_SOURCE = Source(
    "t2m corpus of passages",
    "resources/corpus; labels of one writer",
    "of this repository, plain, subtext and pages, without its neutral passages",
    "CC0-1.0",
    "resources/corpus/README.md",
)
_NEUTRAL_SOURCE = Source(
    "texts without emotion",
    "resources/corpus; Alm 2008",
    "our neutral passages; sentences of tales that both annotators call neutral in all they judge",
    "CC0-1.0; use, change and sale permitted with the notice kept",
    "resources/corpus/README.md",
)
_CORPUS_FILES = ("passages.jsonl", "subtext.jsonl", "pages.jsonl")
_CORPUS_SPLITS = {"train": TRAIN, "val": VALIDATION, "test": TEST}
_NEUTRAL_SENTENCES = 0.1
"""Share of the tales' neutral sentences that are taken: there are 9,000, and 150 passages."""

# What people wrote into ISEAR's form instead of a situation, in texts of up to 30 words.
_NON_ANSWER = re.compile(
    r"no (response?|reponse|answer|description)\b|(none|nothing|blank)$|not applicable|"
    r"(does not|doesn t) apply|(the )?same (as|for|above)\b|as for \w+$|can think of no |"
    r"(i )?(do not|don t|can ?not|can t|could not) (know|remember|recall|think of)\b|"
    r"(i )?(have )?(never|not)( really)?( ever)? (felt|experienced|had the experience)"
    r"( this| the| any| such)*( emotion| feeling| just)?( yet| in my life)?( n a)?$"
)
_LONGEST_NON_ANSWER = 30


def load_alm(data: Path) -> LabelledSet[str]:
    """Alm's sentences: Grimm and Andersen train; Potter is validation and test, by story.

    The paper (§4.1) tests on all of Potter, and its published code validates on it too.
    """
    full = _rows(need(data / "text" / "alm_full.tsv", "Alm's tales"))
    stories = {(row["author"], plain(row["text"])): row["story"] for row in full}
    rows = []
    for row in _rows(need(data / "text" / "alm_agreed.tsv", "Alm's agreed sentences")):
        story = stories[row["author"], plain(row["text"])]
        split = alm_split({"author": row["author"], "story": story})
        rows.append((row["text"], row["label"], story, split))
    return make_set("alm", "alm", ALM, rows, _ALM_SOURCE)


def load_isear(data: Path) -> LabelledSet[str]:
    """ISEAR's situations, 70/15/15 within each label, without duplicates and non-answers.

    A text that occurs under several emotions is left out altogether. Which part a text falls in
    is decided by its own digest, so that the split is the same wherever the file comes from.
    """
    labels: dict[str, set[str]] = {}
    texts: dict[str, str] = {}
    for row in _rows(need(data / "text" / "isear.tsv", "ISEAR")):
        key = plain(row["text"])
        if not _is_non_answer(key):
            labels.setdefault(key, set()).add(row["label"])
            texts.setdefault(key, row["text"])
    rows = []
    for label in ISEAR:
        mine = sorted((key for key in texts if labels[key] == {label}), key=draw)
        for place, key in enumerate(mine):
            share = (place + 0.5) / len(mine)
            split = TRAIN if share < 0.7 else VALIDATION if share < 0.85 else TEST
            rows.append((texts[key], label, key, split))
    return make_set("isear", "isear", ISEAR, rows, _ISEAR_SOURCE)


def load_corpus(folder: Path | None = None) -> LabelledSet[str]:
    """Our passages, whose seven moods are AudioSet's own; split by world, as they come."""
    rows = [row for row in _passages(folder) if row[1] != "neutral"]
    return make_set("corpus", "audioset", MOODS, rows, _CORPUS_SOURCE)


def load_neutral(data: Path, folder: Path | None = None) -> LabelledSet[str]:
    """Texts without emotion: our neutral passages, and a tenth of the tales' neutral sentences."""
    rows = [row for row in _passages(folder) if row[1] == "neutral"]
    letters = ("emotion_a", "emotion_b", "mood_a", "mood_b")
    for row in _rows(need(data / "text" / "alm_full.tsv", "Alm's tales")):
        flat = {row[letter] for letter in letters} == {"N"}
        if flat and draw(row["text"]) < _NEUTRAL_SENTENCES:
            rows.append((row["text"], "neutral", row["story"], alm_split(row)))
    return make_set("neutral", "neutral", ("neutral",), rows, _NEUTRAL_SOURCE)


def _passages(folder: Path | None) -> list[tuple[str, str, str, str]]:
    """Return (text, mood, world, split) of all of our passages."""
    folder = folder or places.resources() / "corpus"
    rows = []
    for name in _CORPUS_FILES:
        for line in need(folder / name, "our passages").read_text("utf-8").splitlines():
            row = json.loads(line)
            rows.append((row["text"], row["mood"], row["world"], _CORPUS_SPLITS[row["split"]]))
    return rows


def alm_split(row: Mapping[str, str]) -> str:
    """Return the split of a sentence by its "author" and "story"."""
    if row["author"] != ALM_HELD_OUT:
        return TRAIN
    return VALIDATION if row["story"] in ALM_VALIDATION else TEST


def _is_non_answer(plain: str) -> bool:
    return bool(_NON_ANSWER.match(plain)) and len(plain.split()) <= _LONGEST_NON_ANSWER


def plain(text: str) -> str:
    """Return the words of `text` in lower case, one space apart: what two files have alike."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")
