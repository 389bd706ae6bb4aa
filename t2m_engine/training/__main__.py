"""Trains what ships: `python -m t2m_engine.training pack …`, or each of its steps alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

_DATA = click.option(
    "--data", type=click.Path(path_type=Path, exists=True), required=True, help="The shared data."
)
_PACK = click.option("--pack", type=click.Path(path_type=Path), required=True, help="Its folder.")
_SEED = click.option("--seed", default=1, show_default=True)
_VERSION = click.option("--version", default="1", show_default=True, help="The pack's version.")


@click.group()
def main() -> None:
    """Train the encoders of a model pack; see CONTRIBUTING.md for the whole recipe."""


@main.command()
@_DATA
@click.option("--music", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--cache", type=click.Path(path_type=Path), required=True)
@click.option("--copies", default=2, show_default=True, help="Augmented copies of each track.")
@click.option("--most", default=16, show_default=True, help="Windows of 10 s a track.")
def lessons(data: Path, music: Path, cache: Path, copies: int, most: int) -> None:
    """Let the teachers hear all music under --music (a folder a package) and keep it in --cache."""
    from t2m_engine.training.lessons import make_lessons  # noqa: PLC0415

    for copy in range(copies + 1):
        make_lessons(music, data, cache, copy=copy, most=most)


@main.command()
@_DATA
@_PACK
@_VERSION
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--runs", type=click.Path(path_type=Path), required=True, help="Keeps the seeds.")
@click.option("--seed", "seeds", multiple=True, type=int, default=(1, 2, 3, 4, 5))
@click.option("--steps", default=450, show_default=True)
@click.option("--base", help="A transformers encoder, by folder or name; MiniLM-L6 otherwise.")
@click.option("--start", help="A pack whose text network to go on from: its name or folder.")
@click.option("--research", is_flag=True, help="Learn from texts for research only, too.")
@click.option("--only-train", is_flag=True, help="Leave the pack alone: other seeds run elsewhere.")
def text(
    data: Path, pack: Path, version: str, corpus: Path, runs: Path, seeds: tuple[int, ...],
    steps: int, base: str | None, start: str | None, research: bool, only_train: bool,
) -> None:  # fmt: skip
    """Fine-tune the text network once a --seed and write the best of them into --pack."""
    from t2m_engine.training import pack as packs  # noqa: PLC0415
    from t2m_engine.training.text import train_text  # noqa: PLC0415
    from t2m_engine.training.text_base import find_base  # noqa: PLC0415
    from t2m_engine.training.text_runs import choose_text, weights_of  # noqa: PLC0415

    folder = find_base(base)
    weights = None if start is None else weights_of(start)
    for seed in seeds:
        train_text(
            corpus, data, folder, runs, steps=steps, seed=seed, research=research, start=weights
        )
    if not only_train:
        trained = choose_text(corpus, data, folder, runs, seeds)
        sections = packs.write_text_part(pack, trained)
        figures = trained.measured if start is None else trained.measured | {"begun_from": start}
        packs.write_card(pack, sections, {"text": figures}, version=version, made=_today())


@main.command()
@_DATA
@_PACK
@_SEED
@_VERSION
@click.option("--cache", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--manifest", type=click.Path(path_type=Path, exists=True), help="Of compositions.")
@click.option("--studies", type=click.Path(path_type=Path, exists=True), help="Their folder.")
@click.option("--start", help="A pack to go on from: its name or folder. From nothing otherwise.")
@click.option("--epochs", default=20, show_default=True)
def music(
    data: Path, pack: Path, seed: int, version: str, cache: Path, manifest: Path | None,
    studies: Path | None, start: str | None, epochs: int,
) -> None:  # fmt: skip
    """Distil the music network from the lessons in --cache and write it into --pack.

    Stopped, it goes on from its last epoch when it is called again.
    """
    from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415
    from t2m_engine.training import pack as packs  # noqa: PLC0415
    from t2m_engine.training.music import network_of, train_music  # noqa: PLC0415
    from t2m_engine.training.music_lessons import load_lessons  # noqa: PLC0415

    checkpoint = pack / "music.training.safetensors"
    trained = train_music(
        load_lessons(cache, manifest, studies),
        data,
        epochs=epochs,
        seed=seed,
        start=None if start is None else network_of(ModelPack.load(start)),
        checkpoint=checkpoint,
    )
    figures = {"seed": seed, "epochs": epochs, **trained.measured}
    measured = {"music": figures if start is None else figures | {"begun_from": start}}
    sections = packs.write_music_part(pack, trained)
    packs.write_card(pack, sections, measured, version=version, made=_today())
    checkpoint.unlink(missing_ok=True)


@main.command()
@_DATA
@_PACK
@click.option(
    "--seed",
    "seeds",
    multiple=True,
    type=int,
    default=(1, 2, 3, 4, 5),
    show_default=True,
    help="May be given several times; validation chooses.",
)
@click.option("--music", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--cache", type=click.Path(path_type=Path), required=True)
@click.option("--quick", is_flag=True, help="A quarter of the steps, and larger ones.")
def spaces(
    data: Path, pack: Path, seeds: tuple[int, ...], music: Path, cache: Path, quick: bool
) -> None:
    """Learn the embedding spaces of --pack from what it reads and hears; go on if stopped."""
    from t2m_engine.training.spaces.config import FULL, QUICK  # noqa: PLC0415
    from t2m_engine.training.spaces.ship import ship_spaces  # noqa: PLC0415

    told = ""

    def tell(done: int, total: int, text: str) -> None:
        nonlocal told
        if text != told:
            print(f"{text} ({done}/{total})", flush=True)
        told = text

    figures = ship_spaces(
        pack, data, music, cache, seeds=seeds, config=QUICK if quick else FULL, progress=tell
    )
    for name, figure in figures.items():
        print(f"{name}: {figure}")


@main.command()
@_DATA
@_PACK
@click.option("--music", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--cache", type=click.Path(path_type=Path), required=True)
def vocals(data: Path, pack: Path, music: Path, cache: Path) -> None:
    """Teach --pack to tell whether there is a voice in a piece of music; see training/vocals.py."""
    from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415
    from t2m_engine.training import pack as packs  # noqa: PLC0415
    from t2m_engine.training.vocals import train_vocals  # noqa: PLC0415

    head, measured = train_vocals(data, music, ModelPack.load(pack), cache)
    packs.write_vocals_part(pack, head, measured)
    for name, figure in measured.items():
        print(f"{name}: {figure}")


@main.command()
@_DATA
@_SEED
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder for them.")
@click.option("--research", is_flag=True, help="Learn from texts for research only, too.")
def words(data: Path, seed: int, out: Path, research: bool) -> None:
    """Train the word vectors of the music domain and write them into --out."""
    from t2m_engine.training.word_vectors import train_words  # noqa: PLC0415

    train_words(data, out, seed=seed, research=research)


@main.command()
@click.argument("manifest", type=click.Path(path_type=Path))
@_DATA
@click.option("--music", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--heard", type=click.Path(path_type=Path, exists=True), help="Music for the spaces.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The pack's folder.")
@click.option("--work", type=click.Path(path_type=Path), help="Keeps what is done; beside --out.")
def pack(
    manifest: Path, data: Path, music: Path, heard: Path | None, out: Path, work: Path | None
) -> None:
    """Make the pack of MANIFEST (resources/models/open.toml), step by step; go on if stopped."""
    from t2m_engine.errors import T2MError  # noqa: PLC0415
    from t2m_engine.training.making import make_pack  # noqa: PLC0415
    from t2m_engine.training.manifest import read_manifest  # noqa: PLC0415

    try:
        make_pack(read_manifest(manifest), data, music, out, work=work, heard=heard)
    except T2MError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--classifier", type=click.Path(path_type=Path), required=True)
@click.option("--regressor", type=click.Path(path_type=Path), help="Of valence and arousal.")
@click.option("--metric", type=click.Path(path_type=Path), help="Of metric learning.")
@click.option("--text-of", help="The pack whose text network to take; the default otherwise.")
@click.option("--window", default=256, show_default=True, help="Of the FFT; 512 as trained.")
@_PACK
def paper(
    classifier: Path, regressor: Path | None, metric: Path | None, text_of: str | None,
    window: int, pack: Path,
) -> None:  # fmt: skip
    """Make --pack of the paper's published music networks (.ckpt, .pth); see training/paper.py."""
    from t2m_engine.errors import T2MError  # noqa: PLC0415
    from t2m_engine.training.paper import write_paper_pack  # noqa: PLC0415

    try:
        write_paper_pack(pack, classifier, regressor, metric, text_of=text_of, window=window)
    except T2MError as error:
        raise click.ClickException(str(error)) from error


def _today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


if __name__ == "__main__":
    main()
