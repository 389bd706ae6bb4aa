"""From the labels of one vocabulary to those of another: as published, by V-A, by word vectors.

`PUBLISHED` holds the three mappings from text emotions to AudioSet's moods of Won, Salamon,
Bryan, Mysore and Serra 2021, Emotion Embedding Spaces for Matching Music to Stories, Table 2,
as the authors' own code has them (github.com/minzwon/text2music-emotion-embedding,
src/metric_learning/solver.py: approx_dict_vad, approx_dict_w2v, approx_dict_manual; the training
in data_loader.py uses the same ones). All of its values were found there; the printed table could
not be laid beside them. Its “anger” for Alm's sentences is our “angry”.
"""

from __future__ import annotations

import math
from functools import cache, partial
from typing import TYPE_CHECKING, Literal

from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.emotion.taxonomies import get_taxonomy
from t2m_engine.emotion.word_vectors import WordVectors
from t2m_engine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

Way = Literal["va", "w2v", "manual"]
WAYS: tuple[Way, ...] = ("va", "w2v", "manual")

PUBLISHED: dict[Way, dict[str, dict[str, tuple[str, ...]]]] = {
    "va": {
        "alm": {
            "angry": ("angry",),
            "fearful": ("sad",),
            "happy": ("happy",),
            "sad": ("sad",),
            "surprised": ("exciting",),
        },
        "isear": {
            "anger": ("angry",),
            "disgust": ("angry",),
            "fear": ("angry",),
            "guilt": ("sad",),
            "joy": ("exciting",),
            "sadness": ("sad",),
            "shame": ("angry",),
        },
    },
    "w2v": {
        "alm": {
            "angry": ("angry",),
            "fearful": ("scary",),
            "happy": ("happy",),
            "sad": ("sad",),
            "surprised": ("happy",),
        },
        "isear": {
            "anger": ("angry",),
            "disgust": ("angry",),
            "fear": ("angry",),
            "guilt": ("angry",),
            "joy": ("tender",),
            "sadness": ("tender",),
            "shame": ("sad",),
        },
    },
    "manual": {
        "alm": {
            "angry": ("angry",),
            "fearful": ("scary",),
            "happy": ("happy", "exciting", "funny"),
            "sad": ("sad",),
            "surprised": ("exciting",),
        },
        "isear": {
            "anger": ("angry",),
            "disgust": ("angry", "scary"),
            "fear": ("scary",),
            "guilt": ("sad", "angry"),
            "joy": ("happy", "exciting", "funny"),
            "sadness": ("sad",),
            "shame": ("angry", "sad"),
        },
    },
}
"""way → text taxonomy → label → AudioSet moods that count as right, the authors' first one first.

VA is the nearest mood in the plane of the NRC-VAD lexicon, W2V the nearest in their music-domain
Word2Vec, Manual their own judgement, which alone allows several moods for a label.
"""

MANUAL: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("alm", "audioset"): PUBLISHED["manual"]["alm"],
    ("isear", "audioset"): PUBLISHED["manual"]["isear"],
    # The paper has no GEMS: these two are ours, after the adjectives of the factors (Zentner et al.
    # 2008: tension is agitated, nervous, irritated; power is triumphant, heroic).
    ("alm", "gems"): {
        "angry": ("tension",),
        "fearful": ("tension",),
        "happy": ("joyful_activation",),
        "sad": ("sadness",),
        "surprised": ("amazement",),
    },
    ("isear", "gems"): {
        "anger": ("tension",),
        "disgust": ("tension",),
        "fear": ("tension",),
        "guilt": ("sadness", "tension"),
        "joy": ("joyful_activation",),
        "sadness": ("sadness",),
        "shame": ("tension", "sadness"),
    },
}
"""(source, target) → label → labels that suit it, best first: a person's judgement."""


def relevant(
    source: str,
    target: str,
    by: Way = "manual",
    *,
    lexicon: Lexicon | None = None,
    vectors: WordVectors | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return, for each label of taxonomy `source`, the labels of `target` that suit it.

    By "va" it is the nearest label alone, in the plane of `lexicon`; by "w2v" the one of the
    greatest cosine in `vectors`; without these, in what ships. By "manual" there may be several,
    best first. UsageError for a taxonomy that there is not, or a manual mapping nobody made.
    """
    labels, targets = get_taxonomy(source), get_taxonomy(target)
    if by == "manual":
        return dict(_manual(source, target))
    if by == "va":
        nearness = partial(_nearness, lexicon or _norms())
    else:
        nearness = partial(_cosine, vectors or _music_vectors())
    return {label: (max(targets, key=partial(nearness, label)),) for label in labels}


def mapping(
    source: str,
    target: str,
    by: Way = "va",
    *,
    lexicon: Lexicon | None = None,
    vectors: WordVectors | None = None,
) -> dict[str, str]:
    """Return the one label of `target` that suits each label of `source` best; see `relevant`."""
    found = relevant(source, target, by, lexicon=lexicon, vectors=vectors)
    return {label: suiting[0] for label, suiting in found.items()}


def _manual(source: str, target: str) -> Mapping[str, tuple[str, ...]]:
    if (source, target) not in MANUAL:
        pairs = ", ".join(f"{one} to {two}" for one, two in MANUAL)
        raise UsageError(
            f"There is no manual mapping from {source} to {target}; there are {pairs}."
        )
    return MANUAL[source, target]


def _nearness(lexicon: Lexicon, label: str, other: str) -> float:
    return -math.dist(lexicon.place(label).point, lexicon.place(other).point)


def _cosine(vectors: WordVectors, label: str, other: str) -> float:
    return float(vectors.vector(label) @ vectors.vector(other))


@cache
def _norms() -> Lexicon:
    return Lexicon.load()


@cache
def _music_vectors() -> WordVectors:
    return WordVectors.load()
