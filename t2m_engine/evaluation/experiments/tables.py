"""The tables of the report, made of results.json alone: rows of cells for Markdown and HTML."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from t2m_engine.emotion.mappings import WAYS
from t2m_engine.evaluation.experiments.material import TITLES
from t2m_engine.evaluation.experiments.published import QUOTED, TABLE_3
from t2m_engine.evaluation.experiments.summary import ALL, OWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WAY_TITLES = {
    "va": "V-A mapping",
    "w2v": "W2V mapping",
    "manual": "Manual mapping",
    "same": "Same words",
}
"""What tables call the ways from a text's label to those of music; “same” needs no mapping."""
GALLERIES = TITLES | {ALL: "All music", OWN: "Music learnt from"}
"""What tables call the music of a comparison."""
METRICS = {"p5": "P@5", "mrr": "MRR"}
MISSING = "not available"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: the figure, its interval, and what was published beside it."""

    text: str
    interval: str = ""
    published: str = ""
    best: bool = False
    spans: int = 1

    def as_markdown(self) -> str:
        """Return the cell as one line."""
        words = f"**{self.text}**" if self.best else self.text
        if self.interval:
            words += f" ({self.interval})"
        return f"{words}; published {self.published}" if self.published else words


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `head` may have several rows, whose cells may span columns."""

    key: str
    title: str
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def as_markdown(self) -> str:
        """Return the table in Markdown, whose only row of headings joins those of `head`."""
        flat = [[cell.text for cell in row for _ in range(cell.spans)] for row in self.head]
        heads = [" ".join(filter(None, column)) for column in zip(*flat, strict=True)]
        lines = [f"### {self.title}", ""]
        for note in self.notes:
            lines += [note, ""]
        lines += ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
        lines += ["| " + " | ".join(c.as_markdown() for c in row) + " |" for row in self.rows]
        return "\n".join(lines)


def number(value: float) -> str:
    """Return a share to two places as tables have it: .47, 1.00."""
    return f"{value:.2f}".removeprefix("0")


def percent(value: float) -> str:
    """Return a share in percent: 26 %."""
    return f"{100 * value:.0f} %"


def span(interval: Mapping[str, float]) -> str:
    """Return the ends of an interval."""
    return f"{number(interval['low'])}–{number(interval['high'])}"


def signed(value: float) -> str:
    """Return a difference with its sign: +.05, −.10."""
    return ("+" if value >= 0 else "−") + number(abs(value))


def all_tables(results: Mapping[str, Any]) -> list[Table]:
    """Return every table of the report, in its order."""
    tables = [_sets(results), *_words(results), _mappings(results)]
    for music, gallery in _galleries(results["figures"]):
        tables.append(table_3(results, music, gallery))
    tables += [_within(results), _choice(results), *_differences(results)]
    return tables


def _galleries(figures: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    pairs = dict.fromkeys((f["music"], f["gallery"]) for f in figures if f["split"] == "test")
    return sorted(pairs, key=lambda pair: (pair[0] != pair[1], pair))


def table_3(results: Mapping[str, Any], music: str, gallery: str) -> Table:
    """Return the paper's Table 3 for one gallery: a row a method, P@5 and MRR by set and mapping.

    Ours stand with their intervals; beside them, for the paper's own data sets, what it published.
    """
    rows = {
        (f["texts"], f["mapping"], f["method"]): f
        for f in results["figures"]
        if (f["music"], f["gallery"], f["split"]) == (music, gallery, "test")
    }
    columns = list(dict.fromkeys((texts, way) for texts, way, _ in rows))
    columns.sort(key=lambda c: (list(TITLES).index(c[0]), list(WAY_TITLES).index(c[1])))
    sets = list(dict.fromkeys(texts for texts, _ in columns))
    head = (
        (Cell(""), *(Cell(TITLES[t], spans=2 * sum(c[0] == t for c in columns)) for t in sets)),
        (Cell(""), *(Cell(WAY_TITLES[way], spans=2) for _, way in columns)),
        (Cell("Method"), *(Cell(name) for _ in columns for name in METRICS.values())),
    )
    methods = [m for m in results["methods"] if any((*c, m) in rows for c in columns)]
    best = {
        (column, metric): max(rows[*column, m][metric]["value"] for m in methods)
        for column in columns
        for metric in METRICS
    }
    body = [_chance_row(rows, columns, methods[0])]
    for method in methods:
        cells = [Cell(results["methods"][method]["title"])]
        for column in columns:
            figure = rows[*column, method]
            cells += [
                Cell(
                    number(figure[metric]["value"]),
                    span(figure[metric]),
                    _published(column, method, metric, music, gallery, results),
                    best=figure[metric]["value"] == best[column, metric] > 0,
                )
                for metric in METRICS
            ]
        body.append(tuple(cells))
    one = next(iter(rows.values()))
    titles = f"{TITLES[gallery]} ({one['songs']} clips)"
    learnt = "" if music == gallery else f", learnt from {TITLES[music].lower()}"
    notes = [
        "Macro P@5 and macro MRR on the test parts, means over seeds with 95 % bootstrap "
        "intervals over queries and seeds; the best of a column is bold.",
    ]
    if gallery == "teacher":
        notes.append(
            "The music's labels are teacher labels: what two AudioSet networks make of it, "
            "not listeners. The published figures are for AudioSet mood, which is other music."
        )
    if any(cell.published for row in body for cell in row):
        notes.append(
            "Published: Won et al. 2021, Table 3, as far as its figures could be found. Those with "
            f"a star are {QUOTED}."
        )
    return Table(
        f"table-3-{music}-{gallery}",
        f"Table 3. Text-to-music retrieval: {titles}{learnt}",
        head,
        tuple(body),
        tuple(notes),
    )


def _chance_row(
    rows: Mapping[tuple[str, str, str], Mapping[str, Any]],
    columns: list[tuple[str, str]],
    method: str,
) -> tuple[Cell, ...]:
    found = [rows[*column, method]["chance"][metric] for column in columns for metric in METRICS]
    return (Cell("Chance"), *(Cell(number(value)) for value in found))


def _published(
    column: tuple[str, str],
    method: str,
    metric: str,
    music: str,
    gallery: str,
    results: Mapping[str, Any],
) -> str:
    """Return the published figure for a cell, "" where the paper has no such cell."""
    in_paper = column[0] in ("alm", "isear") and results["methods"][method]["paper"]
    if not in_paper or music != gallery:
        return ""
    figure = TABLE_3.get((*column, method, metric))
    return f"{number(figure.value)}*" if figure else MISSING


def _sets(results: Mapping[str, Any]) -> Table:
    rows = []
    for name, content in results["sets"].items():
        counts = [sum(content["counts"][split].values()) for split in content["counts"]]
        source = content["source"]
        rows.append(
            (
                Cell(TITLES[name]),
                Cell(source["reference"]),
                Cell(source["version"]),
                Cell(source["licence"]),
                *(Cell(str(count)) for count in counts),
            )
        )
    head = ("Set", "Source", "Version", "Licence", "Train", "Validation", "Test")
    return Table("sets", "Data sets", (tuple(Cell(word) for word in head),), tuple(rows))


def _words(results: Mapping[str, Any]) -> list[Table]:
    """Return the paper's Table 1: nearest words in general and in music's vectors."""
    if not (words := results.get("words")):
        return []
    head = (Cell("Word"), *(Cell(title) for title in words["vectors"]))
    rows = [
        (Cell(word), *(Cell(", ".join(lists[title])) for title in words["vectors"]))
        for word, lists in words["neighbours"].items()
    ]
    return [
        Table(
            "table-1",
            "Table 1. Nearest words, in general and in music-domain vectors",
            (head,),
            tuple(rows),
            ("The paper's own lists could not be looked up; these are of our vectors.",),
        )
    ]


def _mappings(results: Mapping[str, Any]) -> Table:
    """Return the paper's Table 2: published and recomputed mappings, differences marked."""
    rows = []
    for entry in results["mappings"]:
        for label, ways in entry["labels"].items():
            cells = [Cell(f"{TITLES_OF_TAXONOMIES[entry['source']]}: {label}")]
            for way in WAYS:
                found = ways.get(way, {})
                ours, theirs = found.get("ours"), found.get("published")
                words = ", ".join(theirs or ours or ["–"])
                differs = bool(ours and theirs and ours != theirs)
                cells.append(Cell(f"{words} (ours: {', '.join(ours)})" if differs else words))
            rows.append((*cells, Cell(TITLES_OF_TAXONOMIES[entry["target"]])))
    head = ("Label", *(WAY_TITLES[way] for way in WAYS), "Of")
    return Table(
        "table-2",
        "Table 2. Mappings from the labels of texts to those of music",
        (tuple(Cell(word) for word in head),),
        tuple(rows),
        (
            "As published where the paper has them, which is what counts as right in Table 3; "
            "where our lexicon and our vectors place a label elsewhere, that is said beside it.",
        ),
    )


TITLES_OF_TAXONOMIES = {"alm": "Alm", "isear": "ISEAR", "audioset": "AudioSet", "gems": "GEMS"}
_WITHIN = {
    "text_neighbours": "Text to text, P@5",
    "music_neighbours": "Music to music, P@5",
    "text_tags": "Tag to text, ROC-AUC",
    "music_tags": "Tag to music, ROC-AUC",
}


def _within(results: Mapping[str, Any]) -> Table:
    pairs = list(dict.fromkeys((row["texts"], row["music"]) for row in results["within"]))
    found = {(row["texts"], row["music"], row["method"]): row for row in results["within"]}
    rows = []
    for method, content in results["methods"].items():
        cells = [Cell(content["title"])]
        for pair in pairs:
            row = found[*pair, method]
            cells += [
                Cell(number(row[name]["value"]), span(row[name])) if name in row else Cell("–")
                for name in _WITHIN
            ]
        rows.append(tuple(cells))
    head = (
        (Cell(""), *(Cell(f"{TITLES[t]}, {TITLES[m]}", spans=len(_WITHIN)) for t, m in pairs)),
        (Cell("Method"), *(Cell(title) for _ in pairs for title in _WITHIN.values())),
    )
    return Table(
        "table-4",
        "Table 4. Within a modality",
        head,
        tuple(rows),
        (
            "How well items of one label stay together among their own kind, and how well a "
            "label's word finds its items, on the test parts; means with the least and the most of "
            "the seeds. The paper's own Table 4 could not be looked up: these are the measures "
            "within a modality that its published code computes, and neighbours.",
        ),
    )


def _choice(results: Mapping[str, Any]) -> Table:
    choice = results["choice"]
    tests = list(choice["test_in"])
    rows: list[tuple[Cell, ...]] = []
    for method, content in results["methods"].items():
        validation = choice["validation"][method]
        words = [
            word
            for word, name in (
                ("chosen", choice["chosen"]),
                ("the pack's default", choice["shipped"]),
            )
            if name == method
        ]
        rows.append(
            (
                Cell(content["title"]),
                Cell(number(validation["value"]), span(validation), best="chosen" in words),
                *(
                    Cell(number(found[method]["value"]), span(found[method]))
                    for found in choice["test_in"].values()
                ),
                Cell(", ".join(words)),
            )
        )
    chance = [_chance_of(results, "validation"), *(_chance_of(results, "test", g) for g in tests)]
    rows.insert(0, (Cell("Chance"), *(Cell(number(value)) for value in chance), Cell("")))
    titles = [f"Test: {GALLERIES[gallery]}" for gallery in tests]
    head = tuple(Cell(word) for word in ("Method", "Validation", *titles, ""))
    return Table(
        "choice",
        "The choice of the default space, on validation",
        (head,),
        tuple(rows),
        (
            f"The measure: {choice['measure']}. Early stopping and the fusion's weights look at "
            "validation too, so that its figures flatter what learns; the test part has met "
            "nothing.",
            *(
                f"{method['title']}: {method['about']}"
                for method in results["methods"].values()
                if method["about"]
            ),
        ),
    )


def _chance_of(results: Mapping[str, Any], split: str, gallery: str = ALL) -> float:
    """Return what a random order gets by the measure of the choice."""
    found = {
        (row["texts"], row["music"], row["gallery"], row["mapping"]): row["chance"]["p5"]
        for row in results["figures"]
        if row["split"] == split
        and (row["gallery"] == row["music"] if gallery == OWN else gallery in (ALL, row["gallery"]))
    }
    by_question: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for key, value in found.items():
        by_question[key[:3]].append(value)
    return sum(sum(v) / len(v) for v in by_question.values()) / len(by_question)


def _differences(results: Mapping[str, Any]) -> list[Table]:
    tables = []
    for method, galleries in results["choice"]["against"].items():
        title = results["methods"][method]["title"]
        names = list(galleries)
        rivals = list(galleries[names[0]])
        rows = [
            (
                Cell(results["methods"][rival]["title"]),
                *(
                    Cell(
                        signed(galleries[name][rival]["value"]),
                        f"{signed(galleries[name][rival]['low'])} to "
                        f"{signed(galleries[name][rival]['high'])}",
                        best=galleries[name][rival]["beats"],
                    )
                    for name in names
                ),
            )
            for rival in rivals
        ]
        titles = [GALLERIES[name] for name in names]
        tables.append(
            Table(
                f"against-{method}",
                f"{title} against the six methods of the paper, on test",
                ((Cell("Rival"), *(Cell(name) for name in titles)),),
                tuple(rows),
                (
                    "Paired differences of the mean macro P@5, with 95 % bootstrap intervals over "
                    "queries and seeds; bold where the whole interval is above 0.",
                ),
            )
        )
    return tables
