"""What counts as right: the mappings of the paper's Table 2, and ours where it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from t2m_engine.emotion.mappings import MANUAL, PUBLISHED, WAYS, relevant
from t2m_engine.emotion.taxonomies import get_taxonomy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from t2m_engine.evaluation.experiments.material import Material
    from t2m_engine.evaluation.experiments.trial import Relevance

PAPERS_MUSIC = "audioset"
"""The taxonomy of music that the published mappings lead to."""


def mappings_of(material: Material) -> tuple[Relevance, list[dict[str, Any]]]:
    """Return what counts as right for each pair of taxonomies, and Table 2 for results.json.

    A published mapping counts where there is one, ours otherwise; where texts and music have the
    same words, a label is right for itself, which is way “same”.
    """
    texts = dict.fromkeys(heard.set.taxonomy for heard in material.texts.values())
    music = dict.fromkeys(heard.set.taxonomy for heard in material.music.values())
    relevance: dict[tuple[str, str], Mapping[str, Mapping[str, tuple[str, ...]]]] = {}
    table = []
    for source in texts:
        for target in music:
            if source == target:
                same = {label: (label,) for label in get_taxonomy(source)}
                relevance[source, target] = {"same": same}
                continue
            published = _published(source, target)
            ours = _ours(source, target)
            relevance[source, target] = {**ours, **published}
            table.append(
                {
                    "source": source,
                    "target": target,
                    "labels": {
                        label: {
                            way: {
                                key: list(mapping[way][label])
                                for key, mapping in (("published", published), ("ours", ours))
                                if way in mapping
                            }
                            for way in WAYS
                        }
                        for label in get_taxonomy(source)
                    },
                }
            )
    return relevance, table


def _published(source: str, target: str) -> dict[str, Mapping[str, tuple[str, ...]]]:
    if target != PAPERS_MUSIC:
        return {}
    return {way: PUBLISHED[way][source] for way in WAYS if source in PUBLISHED[way]}


def _ours(source: str, target: str) -> dict[str, Mapping[str, tuple[str, ...]]]:
    ours: dict[str, Mapping[str, tuple[str, ...]]] = {
        "va": relevant(source, target, "va"),
        "w2v": relevant(source, target, "w2v"),
    }
    if (source, target) in MANUAL and not _published(source, target):
        ours["manual"] = MANUAL[source, target]
    return ours
