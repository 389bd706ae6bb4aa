"""The report: one page of HTML that needs nothing from outside, the same in Markdown."""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING, Any

from t2m_engine.evaluation.experiments.findings import all_findings
from t2m_engine.evaluation.experiments.published import PAPER
from t2m_engine.evaluation.experiments.tables import all_tables
from t2m_engine.files import write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jinja2 import Template

HTML, MARKDOWN = "report.html", "report.md"


def write_report(
    results: Mapping[str, Any], pictures: Mapping[str, str], folder: Path
) -> list[Path]:
    """Write both reports of `results` into `folder`; `pictures` are titles by stem, in figures/."""
    write_text(folder / HTML, to_html(results, pictures, folder))
    write_text(folder / MARKDOWN, to_markdown(results, pictures))
    return [folder / HTML, folder / MARKDOWN]


def to_html(results: Mapping[str, Any], pictures: Mapping[str, str], folder: Path) -> str:
    """Return the page, with the figures of `folder`/figures inside it."""
    page: str = _template().render(
        results=results,
        paper=PAPER,
        findings=all_findings(results),
        tables=all_tables(results),
        pictures=[
            {
                "title": title,
                "address": "data:image/svg+xml;base64,"
                + base64.b64encode((folder / "figures" / f"{stem}.svg").read_bytes()).decode(),
            }
            for stem, title in pictures.items()
        ],
        facts=_facts(results),
    )
    return page


def to_markdown(results: Mapping[str, Any], pictures: Mapping[str, str]) -> str:
    """Return the report in Markdown; figures are linked from figures/."""
    lines = ["# Matching music to stories: the experiment", "", *_facts(results), "", PAPER, ""]
    for heading, sentences in all_findings(results).items():
        lines += [f"## {heading}", "", *(f"- {sentence}" for sentence in sentences), ""]
    if results["notes"]:
        lines += ["## Notes", "", *(f"- {note}" for note in results["notes"]), ""]
    lines += ["## Tables", ""]
    for table in all_tables(results):
        lines += [table.as_markdown(), ""]
    lines += ["## Figures", ""]
    lines += [f"![{title}](figures/{stem}.png)\n" for stem, title in pictures.items()]
    return "\n".join(lines)


def _facts(results: Mapping[str, Any]) -> list[str]:
    seeds = len(results["seeds"])
    kind = "Quick run" if results["quick"] else "Full run"
    return [
        f"{kind} of t2m {results['t2m']} on {results['made']}: {results['trials']} trainings, "
        f"{seeds} {'seed' if seeds == 1 else 'seeds'}, features of the pack "
        f"{results['pack']['name']} ({results['pack']['id']})."
    ]


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        loader=PackageLoader("t2m_engine.evaluation.experiments", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")
