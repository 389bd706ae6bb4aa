"""Measures a model pack: `python -m t2m_engine.evaluation demo|emotify|music|subtext|words`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.files import write_text


@click.group()
@click.option("--pack", default=None, help="A pack's name or folder; the default pack otherwise.")
@click.pass_context
def main(context: click.Context, pack: str | None) -> None:
    """Measure a model pack."""
    context.obj = ModelPack.load(pack)


@main.command()
@click.option("--space", default=None, help="The space that ranks.")
@click.pass_obj
def demo(pack: ModelPack, space: str | None) -> None:
    """Rank the demo music for each scene of the demo story."""
    from t2m_engine.evaluation.demo import evaluate_demo  # noqa: PLC0415

    results = evaluate_demo(pack, space)
    for result in results:
        emotion = result.reading.emotion
        first = ", ".join(
            f"{title} ({mood}, {score:.2f})" for title, mood, score in result.ranked[:3]
        )
        plane = f"valence {emotion.valence:+.2f}, arousal {emotion.arousal:+.2f}"
        print(f"{result.mood:9}{result.title}: reads {emotion.mood}, {plane};")
        print(f"         {result.right_in_three} of 3 right: {first}")
    right = sum(result.right_in_three for result in results)
    print(f"{right} of {3 * len(results)} right at rank 1 to 3 (chance: one in seven)")


@main.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.pass_obj
def emotify(pack: ModelPack, data: Path) -> None:
    """Compare valence and arousal with Emotify's listeners."""
    from t2m_engine.evaluation.emotify import evaluate_emotify  # noqa: PLC0415

    print(json.dumps(evaluate_emotify(pack, data)))


@main.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--music", type=click.Path(path_type=Path, exists=True), help="Free music.")
@click.option("--lessons", type=click.Path(path_type=Path, exists=True), help="What was heard.")
@click.option("--cache", type=click.Path(path_type=Path), required=True, help="For the teachers.")
@click.option("--out", type=click.Path(path_type=Path), help="A JSON file for the figures.")
@click.pass_obj
def music(
    pack: ModelPack, data: Path, music: Path | None, lessons: Path | None, cache: Path,
    out: Path | None,
) -> None:  # fmt: skip
    """Measure how the pack hears music: invariance, teachers, listeners, extremes, speed."""
    from t2m_engine.evaluation.music import as_tables, measure_music  # noqa: PLC0415

    found = measure_music(pack, data, music, lessons, cache)
    if out is not None:
        write_text(out, json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    tables = found.pop("ends", {})
    print(json.dumps(found, indent=2, ensure_ascii=False))
    print(as_tables(tables))


@main.command()
@click.pass_obj
def subtext(pack: ModelPack) -> None:
    """Name the moods of passages that do not name them, with negation and irony."""
    from t2m_engine.evaluation.subtext import measure  # noqa: PLC0415

    found = measure(lambda texts: [reading.emotion.mood for reading in pack.read_texts(texts)])
    print(json.dumps(found, indent=2))


@main.command()
def words() -> None:
    """Print the paper's Tables 1 and 2 with our vectors and our lexicon."""
    from t2m_engine.evaluation.words import report  # noqa: PLC0415

    print(report(), end="")


if __name__ == "__main__":
    main()
