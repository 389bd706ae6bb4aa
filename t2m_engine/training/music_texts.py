"""What people write of music, as lists of words: captions, aspects, feel words, mood tags.

From the shared data (`--data`):
- music/musiccaps.tsv: 5,521 captions and lists of aspects of MusicCaps (Agostinelli et al. 2023,
  MusicLM; CC BY-SA 4.0);
- music/incompetech_feels.tsv: 1,432 pieces as their composer describes them (incompetech.com,
  Kevin MacLeod; database MIT);
- music/jamendo_moodtheme_tags.tsv: mood and theme tags of 18,486 tracks (MTG-Jamendo, Bogdanov et
  al. 2019; CC BY-NC-SA 4.0), for research only.
"""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from t2m_engine.training.datasets.records import need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gensim.models.phrases import FrozenPhrases

Words = list[str]

_WORD = re.compile(r"[a-z0-9]+")
_SHORT_FORM = re.compile(r"n't\b|'(?:d|ll|m|re|s|ve)\b")
_SENTENCE_END, _CLAUSE_END = re.compile(r"[.!?;:\n]+"), re.compile(r'[,()/"]| - ')
# The composer's page ends with a credit line, and speaks of downloads.
_CREDIT = re.compile(r"[^.\n]{0,60}Kevin MacLeod \(incompetech.*", re.DOTALL)
_SHOP = re.compile(r"download|uncompressed|licen[cs]e|bonus content|patreon", re.IGNORECASE)

FUNCTION_WORDS = frozenset(
    """a all an and any are as at be been being but by can could for from had has have he her his i
    in into is it its like may might more most not of on one or our out over she so some such than
    that the their then there these they this those to up very was we were what when where which
    while who will with without would you your""".split()  # noqa: SIM905
)
"""Words that a phrase neither holds nor bridges."""
_PHRASE_COUNT = 5
_PHRASE_NPMI = 0.4
"""Bouma 2009's normalised pointwise mutual information; .3 makes phrases of “trumpets play”."""


@dataclass(frozen=True, slots=True)
class MusicTexts:
    """`sentences`: lists of words in order. `lists`: of each piece its tags, in no order."""

    sentences: list[Words]
    lists: list[list[Words]]


def read_texts(data: Path, *, research: bool = False) -> MusicTexts:
    """Read all texts, with phrases joined by spaces; `research` adds those for research only."""
    sentences: list[list[Words]] = []
    lists: list[list[Words]] = []
    for row in _rows(data, "musiccaps.tsv"):
        sentences += _sentences(row["caption"])
        lists.append([_words(aspect) for aspect in ast.literal_eval(row["aspects"])])
    for row in _rows(data, "incompetech_feels.tsv"):
        sentences += _sentences(_CREDIT.sub("", row["description"]))
        tags = [*row["feel"].split(","), row["genre"], *row["instruments"].split(",")]
        lists.append([_words(tag) for tag in tags])
    if research:
        rows = _rows(data, "jamendo_moodtheme_tags.tsv")
        lists += [[[tag] for tag in row["tags"].split()] for row in rows]
    return _with_phrases(sentences, lists)


def tag_words(texts: MusicTexts) -> frozenset[str]:
    """Return the words that are a tag of their own of two pieces or more: feelings, instruments."""
    counts = Counter(tag[0] for tags in texts.lists for tag in tags if len(tag) == 1)
    return frozenset(word for word, count in counts.items() if count > 1)


def _rows(data: Path, name: str) -> Iterator[dict[str, str]]:
    path = need(data / "music" / name, "descriptions of music")
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _sentences(text: str) -> Iterator[list[Words]]:
    """Yield the clauses of each sentence: a phrase does not cross a comma, its context does."""
    for sentence in _SENTENCE_END.split(text):
        if not _SHOP.search(sentence):
            yield [_words(clause) for clause in _CLAUSE_END.split(sentence)]


def _words(text: str) -> Words:
    return _WORD.findall(_SHORT_FORM.sub(" ", text.lower().replace("’", "'")))


def _with_phrases(sentences: list[list[Words]], lists: list[list[Words]]) -> MusicTexts:
    from gensim.models.phrases import Phrases  # noqa: PLC0415 - heavy

    runs = [run for part in (*sentences, *lists) for clause in part for run in _runs(clause)]
    settings = {"min_count": _PHRASE_COUNT, "threshold": _PHRASE_NPMI, "scoring": "npmi"}
    pairs = Phrases(runs, delimiter=" ", **settings).freeze()
    triples = Phrases(pairs[runs], delimiter=" ", **settings).freeze()

    def joined(clause: Words) -> Words:
        return [word for run in _runs(clause) for word in _phrases(run, pairs, triples)]

    return MusicTexts(
        [[word for clause in clauses for word in joined(clause)] for clauses in sentences],
        [[words for tag in tags if (words := joined(tag))] for tags in lists],
    )


def _phrases(run: Words, pairs: FrozenPhrases, triples: FrozenPhrases) -> Iterator[str]:
    paired = pairs[run]
    for phrase in triples[paired]:
        if phrase.count(" ") < 3:
            yield phrase
        else:  # two pairs that go together: a phrase has three words at most
            yield from pairs[phrase.split()]


def _runs(clause: Words) -> list[Words]:
    """Cut `clause` at function words and numbers, which stand alone."""
    runs: list[Words] = [[]]
    for word in clause:
        if word in FUNCTION_WORDS or word.isdigit():
            runs += [[word], []]
        else:
            runs[-1].append(word)
    return [run for run in runs if run]
