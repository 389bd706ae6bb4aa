"""What was found, in sentences that are made of the figures: where we agree with the paper or not.

Each sentence is computed. Where an ordering differs from the published one, the reason that is
given is measured too: what the same method would reach if every text were read right (the mean
text of each label asks), and on which label it loses most.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from t2m_engine.evaluation.experiments.material import IN_TEXT
from t2m_engine.evaluation.experiments.published import TABLE_3
from t2m_engine.evaluation.experiments.summary import ALL, OWN
from t2m_engine.evaluation.experiments.tables import (
    METRICS,
    WAY_TITLES,
    number,
    percent,
    signed,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NOTABLE = 0.01
"""A smaller difference within a modality is called none."""


def all_findings(results: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return sentences by heading."""
    own = {
        (f["texts"], f["music"], f["mapping"], f["method"]): f
        for f in results["figures"]
        if f["split"] == "test" and f["gallery"] == f["music"]
    }
    return {
        "The default": list(_default(results)),
        "Beside the paper": [
            *_vocabularies(results, own),
            *_collapse(results, own),
            *_orderings(results, own),
            *_neighbourhoods(results),
        ],
    }


def _title(results: Mapping[str, Any], method: str) -> str:
    return str(results["methods"][method]["title"])


def _default(results: Mapping[str, Any]) -> Iterator[str]:
    choice = results["choice"]
    chosen = choice["chosen"]
    value = choice["validation"][chosen]
    yield (
        f"On validation {_title(results, chosen)} is best: {number(value['value'])} "
        f"({span(value)}), the {choice['measure']}."
    )
    if choice["shipped"] != chosen and choice["shipped"] in results["methods"]:
        shipped = choice["validation"][choice["shipped"]]
        yield (
            f"The default of the pack, “{_title(results, choice['shipped'])}”, gets "
            f"{number(shipped['value'])} ({span(shipped)}) on validation."
        )
    for method, galleries in choice["against"].items():
        rivals = galleries[ALL]
        beaten = [r for r, found in rivals.items() if found["beats"]]
        jointly = [r for r, found in rivals.items() if found["beats_jointly"]]
        words = f"On test, {_title(results, method)} "
        if len(beaten) == len(rivals):
            least = min(rivals.values(), key=lambda found: found["low"])
            words += (
                f"beats each of the {len(rivals)} methods of the paper: every 95 % interval of "
                f"the paired difference lies above 0 (the lowest begins at {signed(least['low'])})"
            )
            words += (
                ", also when all are asked at once (Bonferroni)."
                if len(jointly) == len(rivals)
                else f"; asked all at once (Bonferroni), {len(jointly)} of {len(rivals)} remain."
            )
        else:
            rest = [_title(results, r) for r in rivals if r not in beaten]
            words += (
                f"beats {len(beaten)} of the {len(rivals)} methods of the paper with a 95 % "
                f"interval above 0; not {', '.join(rest)}."
            )
        yield words
        for gallery, found in galleries.items():
            if gallery != ALL:
                yield _elsewhere(results, method, gallery, found)


def _elsewhere(
    results: Mapping[str, Any], method: str, gallery: str, found: Mapping[str, Mapping[str, Any]]
) -> str:
    """Say how `method` does in one of the galleries."""
    better = [_title(results, rival) for rival, f in found.items() if f["beats"]]
    worse = [_title(results, rival) for rival, f in found.items() if f["high"] < 0]
    where = "the music that it has learnt from" if gallery == OWN else IN_TEXT[gallery]
    words = (
        f"Asked for {where}, {_title(results, method)} beats {len(better)} of the "
        f"{len(found)} with an interval above 0"
    )
    return f"{words} and is beaten by {', '.join(worse)}." if worse else f"{words}; none beats it."


def _vocabularies(results: Mapping[str, Any], own: Mapping[Any, Any]) -> Iterator[str]:
    """Classification, which needs the same word on both sides."""
    for (texts, music, way, method), figure in own.items():
        if method != "classification" or way not in ("manual", "same"):
            continue
        p5, chance = figure["p5"], figure["chance"]["p5"]
        if way == "same":
            verdict = "where both sides have the same seven words"
        elif figure["found"] == 0:
            verdict = "as in the paper: the vocabularies share no word, and nothing is retrieved"
        else:
            verdict = (
                f"{percent(figure['found'])} of the texts are given a word that the music knows"
            )
        yield (
            f"{_title(results, 'classification')} gets {number(p5['value'])} ({span(p5)}) with "
            f"{IN_TEXT[texts]} and {IN_TEXT[music]}, {WAY_TITLES[way].lower()}, chance "
            f"{number(chance)}: {verdict}."
        )


def _collapse(results: Mapping[str, Any], own: Mapping[Any, Any]) -> Iterator[str]:
    """Multi-head classification: does it offer one mood for everything?"""
    for row in results["confusion"]:
        if row["method"] != "multihead":
            continue
        even = percent(1 / len(row["columns"]))
        collapsed = row["collapse"] > 0.5
        at = (row["texts"], row["music"])
        figure = own.get((*at, "manual", "multihead")) or own[*at, "same", "multihead"]
        yield (
            f"{_title(results, 'multihead')} {'collapses' if collapsed else 'does not collapse'} "
            f"to one class with {IN_TEXT[row['texts']]} and {IN_TEXT[row['music']]}: of the "
            f"songs that it offers first, {percent(row['collapse'])} are {row['label']} "
            f"(evenly spread it would be {even}). Its P@5 is {number(figure['p5']['value'])} "
            f"({span(figure['p5'])}), chance {number(figure['chance']['p5'])}."
        )


def _orderings(results: Mapping[str, Any], own: Mapping[Any, Any]) -> Iterator[str]:
    """Every pair of published figures of one column, and whether ours are in the same order."""
    agreeing = differing = 0
    for texts, music in _pairs(own):
        for way in WAY_TITLES:
            for metric, name in METRICS.items():
                known = {
                    method: TABLE_3[texts, way, method, metric].value
                    for method in results["methods"]
                    if (texts, way, method, metric) in TABLE_3
                    and (texts, music, way, method) in own
                }
                for one, two in combinations(known, 2):
                    if known[one] < known[two]:
                        one, two = two, one  # noqa: PLW2901 - the paper's better one first
                    ours = [own[texts, music, way, method] for method in (one, two)]
                    if ours[0][metric]["value"] >= ours[1][metric]["value"]:
                        agreeing += 1
                        continue
                    differing += 1
                    yield (
                        f"{IN_TEXT[texts]}, {WAY_TITLES[way].lower()}, {name}: published "
                        f"{_title(results, one)} {number(known[one])} before "
                        f"{_title(results, two)} {number(known[two])}; here with "
                        f"{IN_TEXT[music]} {number(ours[0][metric]['value'])} "
                        f"({span(ours[0][metric])}) and {number(ours[1][metric]['value'])} "
                        f"({span(ours[1][metric])}). {_reason(results, one, two, ours)}"
                    )
    if agreeing + differing:
        yield (
            f"Of {agreeing + differing} orderings of two methods that could be compared with "
            f"published figures, {agreeing} are the same here."
        )


def _reason(results: Mapping[str, Any], one: str, two: str, ours: list[Mapping[str, Any]]) -> str:
    """Say where the published winner loses: in reading the texts, or in the bridge to the music."""
    ideal = [figure["p5_if_read_right"] for figure in ours]
    label, least = min(ours[0]["p5_by_label"].items(), key=lambda entry: entry[1])
    words = f"{_title(results, one)} loses most on “{label}” ({number(least)})"
    if ideal[0] >= ideal[1]:
        return (
            f"{words}. If every text were read right it would be ahead ({number(ideal[0])} and "
            f"{number(ideal[1])}): the texts are where it falls behind."
        )
    return (
        f"{words}. If every text were read right it would still be behind {_title(results, two)} "
        f"({number(ideal[0])} and {number(ideal[1])}): it is the way from label to music, not the "
        "reading of texts, that differs."
    )


def _neighbourhoods(results: Mapping[str, Any]) -> Iterator[str]:
    """Three branches keep each modality's neighbourhood, which two lose: so the paper argues."""
    found = {(r["texts"], r["music"], r["method"]): r for r in results["within"]}
    for texts, music in dict.fromkeys((t, m) for t, m, _ in found):
        two = found.get((texts, music, "metric2"))
        three = found.get((texts, music, "metric3"))
        if two is None or three is None:
            continue
        parts = []
        for kind in ("text", "music"):
            before, after = (row[f"{kind}_neighbours"]["value"] for row in (two, three))
            verdict = "as the paper argues" if after > before + _NOTABLE else "no difference"
            if after < before - _NOTABLE:
                verdict = "the other way round here"
            parts.append(f"{kind} {number(after)} against {number(before)} ({verdict})")
        yield (
            f"Within a modality ({IN_TEXT[texts]}, {IN_TEXT[music]}), nearest five of the "
            f"same label, three branches against two: {'; '.join(parts)}."
        )


def _pairs(own: Mapping[Any, Any]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((texts, music) for texts, music, _, _ in own))
