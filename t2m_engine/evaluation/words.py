"""The paper's Tables 1 and 2 again: neighbours of mood words, and labels mapped to moods.

What the paper's Table 1 prints for “chill” could not be looked up, so that ours stands alone, in
general vectors and in music's. Table 2 is compared with the mappings in the authors' code, see
`t2m_engine.emotion.mappings`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.mappings import PUBLISHED, WAYS, relevant
from t2m_engine.emotion.word_vectors import WordVectors
from t2m_engine.errors import UsageError
from t2m_engine.training.glove import Glove, load_glove

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from t2m_engine.emotion.lexicon import Lexicon

MOOD_WORDS = ("chill", "tender", "scary", "epic", "melancholic")
GENERAL, MUSIC = "General (GloVe)", "Music"
_COMMON = 50_000
"""Of GloVe's words, by frequency: rarer ones are mostly names."""


def table1(
    words: Sequence[str] = MOOD_WORDS,
    n: int = 8,
    *,
    vectors: WordVectors | None = None,
    general: Glove | None = None,
) -> dict[str, Any]:
    """Return the `n` nearest words of each of `words`, in general and in music's vectors.

    {"vectors": [title, …], "neighbours": {word: {title: [word, …]}}}. Music's are among the words
    that music is spoken of with. Where GloVe is not installed, and none is given, there is no
    column of general neighbours.
    """
    vectors = vectors or WordVectors.load()
    general = general or _installed_glove()
    neighbours: dict[str, dict[str, list[str]]] = {}
    for word in words:
        lists = {} if general is None else {GENERAL: _general_neighbours(general, word, n)}
        near = vectors.most_similar(word, n, heard_only=True)
        neighbours[word] = {**lists, MUSIC: [other for other, _ in near]}
    titles = [MUSIC] if general is None else [GENERAL, MUSIC]
    return {"vectors": titles, "neighbours": neighbours}


def table2(
    *, lexicon: Lexicon | None = None, vectors: WordVectors | None = None
) -> list[dict[str, Any]]:
    """Return the published mappings to AudioSet's moods beside ours.

    An entry a text taxonomy: {"source", "target", "labels": {label: {way: {"published": [mood, …],
    "ours": [mood, …]}}}}; nobody's judgement but the authors' is manual, so that ours lacks it.
    """
    return [
        {"source": source, "target": "audioset", "labels": _labels(source, lexicon, vectors)}
        for source in PUBLISHED["manual"]
    ]


def as_markdown(neighbours: Mapping[str, Any], mappings: Sequence[Mapping[str, Any]]) -> str:
    """Return both tables, of `table1` and `table2`, as Markdown; differences are in bold."""
    titles = neighbours["vectors"]
    lines = [
        "## Table 1: neighbours of mood words",
        "",
        _row("Word", *titles),
        _rule(1 + len(titles)),
    ]
    for word, lists in neighbours["neighbours"].items():
        lines.append(_row(word, *(", ".join(lists[title]) for title in titles)))
    lines += ["", "## Table 2: text emotions mapped to AudioSet's moods", ""]
    lines += [_row("Texts", "Label", "VA", "ours", "W2V", "ours", "Manual"), _rule(7)]
    for entry in mappings:
        for label, ways in entry["labels"].items():
            cells = [cell for way in WAYS for cell in _cells(ways[way])]
            lines.append(_row(entry["source"], label, *cells))
    return "\n".join(lines) + "\n"


def report() -> str:
    """Return both tables as Markdown, and all of it as JSON after that."""
    neighbours, mappings = table1(), table2()
    content = json.dumps({"table_1": neighbours, "table_2": mappings}, ensure_ascii=False)
    return f"{as_markdown(neighbours, mappings)}\n```json\n{content}\n```\n"


def _labels(
    source: str, lexicon: Lexicon | None, vectors: WordVectors | None
) -> dict[str, dict[str, dict[str, list[str]]]]:
    ours = {
        way: relevant(source, "audioset", way, lexicon=lexicon, vectors=vectors)
        for way in WAYS
        if way != "manual"
    }
    return {
        label: {
            way: {
                "published": list(PUBLISHED[way][source][label]),
                **({"ours": list(ours[way][label])} if way in ours else {}),
            }
            for way in WAYS
        }
        for label in PUBLISHED["manual"][source]
    }


def _installed_glove() -> Glove | None:
    try:
        return load_glove()
    except UsageError:
        return None


def _general_neighbours(glove: Glove, word: str, n: int) -> list[str]:
    rows = np.asarray(glove.matrix[:_COMMON])
    own = glove.matrix[glove.row[word]]
    cosines = rows @ own / np.linalg.norm(rows, axis=1)
    nearest = np.argsort(-cosines, kind="stable")[: n + 1]
    return [other for row in nearest if (other := glove.words[row]) != word][:n]


def _cells(way: Mapping[str, Sequence[str]]) -> list[str]:
    published = ", ".join(way["published"])
    if "ours" not in way:
        return [published]
    ours = ", ".join(way["ours"])
    return [published, ours if ours == published else f"**{ours}**"]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns
