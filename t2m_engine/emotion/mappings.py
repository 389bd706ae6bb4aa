"""From the labels of one vocabulary to those of another: as published, by V-A, by word vectors.

`PUBLISHED` holds the three mappings from text emotions to AudioSet's moods of Won, Salamon,
Bryan, Mysore and Serra 2021, Emotion Embedding Spaces for Matching Music to Stories, Table 2,
as the authors' own code has them (github.com/minzwon/text2music-emotion-embedding,
src/metric_learning/solver.py: approx_dict_vad, approx_dict_w2v, approx_dict_manual; the training
in data_loader.py uses the same ones). All of its values were found there; the printed table could
not be laid beside them. Its “anger” for Alm's sentences is our “angry”.
"""

from __future__ import annotations

from typing import Literal

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
