"""The whole quick experiment on a miniature of the data, with a small pack that really reads."""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.taxonomies import ALM, GEMS
from t2m_engine.errors import CancelledError, UsageError
from t2m_engine.evaluation.experiments import laboratory, material, pictures, run_experiment
from t2m_engine.evaluation.experiments.material import gather
from t2m_engine.training.datasets import teacher_labels
from t2m_engine.training.datasets.audioset import BALANCED, EVALUATION, MOOD_IDS, UNBALANCED
from t2m_engine.training.datasets.texts import load_corpus, load_neutral
from t2m_engine.training.spaces import ship
from t2m_engine.training.spaces.config import Config
from t2m_engine.training.spaces.methods import METHODS

RATE = 4_000


class ByPitch:
    """A teacher who knows each mood by its pitch."""

    def __init__(self, data: Path) -> None: ...

    def moods(self, window: np.ndarray) -> np.ndarray:
        pitch = np.abs(np.fft.rfft(window)).argmax() / 10.0
        mood = round((pitch - 200.0) / 40.0)
        logits = np.full(13, -4.0, np.float32)
        logits[mood] = 4.0
        return logits


def write_piece(path: Path, mood: str, seed: int, seconds: float = 21.0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    time = np.arange(int(seconds * RATE)) / RATE
    random = np.random.default_rng(seed)
    samples = np.sin(2 * np.pi * (200 + 40 * MOODS.index(mood)) * time)
    samples = 0.3 * samples + random.normal(0, 0.03, time.size)
    soundfile.write(path, samples.astype(np.float32), RATE)


def write_texts(folder: Path) -> None:
    """Three sentences of every label and author in Alm, three passages of every mood in each split
    of the corpus; ISEAR is left out.
    """
    authors = {
        "Grimms": ["rapunzel"],
        "Potter": ["the_tale_of_benjamin_bunny", "the_tale_of_mr_tod"],
    }
    full = ["author\tstory\tsentence\temotion_a\temotion_b\tmood_a\tmood_b\ttext"]
    agreed = ["author\tlabel\ttext"]
    for author, stories in authors.items():
        for story in stories:
            for label in ALM:
                for number in range(3):
                    text = f"{label} it rained, {story} {number}: the door stood open"
                    full.append(f"{author}\t{story}\t0\tN\tN\tN\tN\t{text}")
                    agreed.append(f"{author}\t{label}\t{text}")
    passages = [
        {"text": f"{mood} it rained {number}", "mood": mood, "world": split, "split": split}
        for split in ("train", "val", "test")
        for mood in (*MOODS, "neutral")
        for number in range(3)
    ]
    lines = [json.dumps(passage) + "\n" for passage in passages]
    (folder.parent / "corpus").mkdir(parents=True)
    parts = ("passages", lines[::2]), ("subtext", lines[1::2]), ("pages", [])
    for name, part in parts:
        (folder.parent / "corpus" / f"{name}.jsonl").write_text("".join(part), "utf-8")
    (folder / "text").mkdir(parents=True)
    (folder / "text" / "alm_full.tsv").write_text("\n".join(full) + "\n", "utf-8")
    (folder / "text" / "alm_agreed.tsv").write_text("\n".join(agreed) + "\n", "utf-8")


def write_music(folder: Path) -> None:
    """A piece of every mood in a package for training, one for validation and one for test."""
    for source in ("widelands-data", "krank", "zaz-data"):
        for seed, mood in enumerate(MOODS):
            write_piece(folder / source / f"{mood}.flac", mood, zlib.crc32(source.encode()) + seed)
    lines = []
    for seed in (5000, 5001):
        for mood in MOODS:
            name = f"{mood}_{seed}.flac"
            write_piece(folder / "composed" / name, mood, seed)
            lines.append(json.dumps({"file": name, "mood": mood, "duration": 21.0}))
    (folder / "composed" / "manifest.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def write_emotify(folder: Path) -> None:
    lines = [",".join(["file", "genre", "raters", *GEMS])]
    for number, emotion in enumerate(GEMS):
        name = f"rock_{number}.wav"
        write_piece(folder / "audio" / name, MOODS[number % 7], number, seconds=6.0)
        lines.append(
            ",".join([f"audio/{name}", "rock", "12", *(str(float(e == emotion)) for e in GEMS)])
        )
    (folder / "train.csv").write_text("\n".join(lines) + "\n")


@pytest.fixture(scope="module")
def places(small, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("miniature")
    small.make_pack(folder / "pack")
    write_texts(folder / "data")
    write_music(folder / "music")
    write_emotify(folder / "data" / "music" / "emotify")
    return folder


@pytest.fixture
def run(places: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(teacher_labels, "Teachers", ByPitch)
    monkeypatch.setitem(laboratory.CONFIGS, True, Config(steps=20, every=10, rate=3e-3, hidden=16))
    monkeypatch.setattr(material, "load_corpus", lambda: load_corpus(places / "corpus"))
    monkeypatch.setattr(
        pictures, "project", lambda placed: {k: v[:, :2] for k, v in placed.items() if v.ndim == 2}
    )
    pack = ModelPack.load(places / "pack", device="cpu")

    def run(out: str, **options) -> list[Path]:
        options = {"quick": True, "seeds": 1} | options
        names = ("data", "music", "cache", out)
        return run_experiment(pack, *(places / name for name in names), **options)

    return run


def test_the_whole_quick_experiment(run, places: Path) -> None:
    steps = []

    def stop_soon() -> bool:
        return len([step for step in steps if step.startswith("learning")]) > 3

    with pytest.raises(CancelledError):
        run("out", progress=lambda *step: steps.append(step[2]), cancelled=stop_soon)
    kept = {path: path.stat().st_mtime_ns for path in (places / "out" / "trials").iterdir()}
    assert kept
    files = run("out")
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert [file.name for file in files] == ["results.json", "report.html", "report.md"]
    results = json.loads(files[0].read_text("utf-8"))
    assert list(results["methods"])[:6] == [
        "classification", "multihead", "va", "w2v", "metric2", "metric3",
    ]  # fmt: skip
    assert results["trials"] == 2 * len(results["methods"])
    assert set(results["sets"]) == {"alm", "corpus", "teacher", "composed", "emotify"}
    assert any("isear.tsv is missing" in note for note in results["notes"])
    galleries = {(row["gallery"], row["split"]) for row in results["figures"]}
    assert galleries == {
        ("teacher", "validation"), ("teacher", "test"),
        ("composed", "validation"), ("composed", "test"),
        ("emotify", "validation"), ("emotify", "test"),
    }  # fmt: skip
    for row in results["figures"]:
        assert 0.0 <= row["p5"]["low"] <= row["p5"]["value"] <= row["p5"]["high"] <= 1.0
        assert 0.0 <= row["chance"]["p5"] <= row["chance"]["mrr"] < 1.0
        if row["gallery"] != "emotify":  # of nine songs, some emotions are in one part only
            assert row["chance"]["mrr"] > 0.0
    report = files[1].read_text("utf-8")
    for words in (
        "Table 1",
        "mellow",
        "Table 2",
        "Table 3",
        "Table 4",
        "Figure 3",
        "Emotify",
        "teacher",
    ):
        assert words in report


def test_nothing_to_learn_from_is_said(places: Path, tmp_path: Path) -> None:
    pack = ModelPack.load(places / "pack", device="cpu")
    folders = (tmp_path, tmp_path, places / "cache", tmp_path / "out")
    with pytest.raises(UsageError, match="holds no music"):
        run_experiment(pack, *folders, quick=True)


def test_audioset_is_learnt_from_where_it_is_there(run, places: Path, tmp_path: Path) -> None:
    """The paper's own protocol, on made clips: every mood in every list."""
    ids = {mood: identifier for identifier, mood in MOOD_IDS.items()}
    for name in (UNBALANCED, BALANCED, EVALUATION):
        lines = []
        for number, mood in enumerate(MOODS):
            video = f"{name[:3]}_{mood}"
            write_piece(tmp_path / "clips" / f"{video}.wav", mood, number, seconds=6.0)
            lines.append(f'{video}, 30.000, 40.000, "/m/04rlf,{ids[mood]}"\n')
        (tmp_path / name).write_text("".join(lines))
    pack = ModelPack.load(places / "pack", device="cpu")
    folders = [places / name for name in ("data", "music", "cache")]
    found = gather(pack, *folders, audioset=tmp_path)
    assert set(found.lessons) == {
        (texts, music) for texts in ("alm", "corpus") for music in ("audioset", "teacher")
    }
    (tmp_path / EVALUATION).write_text(lines[0])  # a test of one mood tells nothing
    found = gather(pack, *folders, audioset=tmp_path)
    assert {music for _, music in found.lessons} == {"teacher"}
    assert "AudioSet mood: nothing learns from it, as some mood is missing." in found.notes


def test_spaces_are_learnt_from_the_open_sets_and_shipped(
    run, places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python -m t2m_engine.training spaces`, on the miniature: what ships is what is loaded."""
    monkeypatch.setattr(ship, "load_corpus", lambda: load_corpus(places / "corpus"))
    monkeypatch.setattr(ship, "load_neutral", lambda data: load_neutral(data, places / "corpus"))
    folder = tmp_path / "pack"
    shutil.copytree(places / "pack", folder)
    before = ModelPack.load(folder, device="cpu").id
    config = Config(steps=20, every=10, rate=3e-3, hidden=16)
    folders = [places / name for name in ("data", "music", "cache")]
    measured = ship.ship_spaces(folder, *folders, seeds=(1, 2), config=config)
    pack = ModelPack.load(folder, device="cpu")
    assert pack.id == before  # a library that was heard by this pack stays as it is
    assert list(pack.spaces) == ["fusion", *METHODS, "emotion"]
    assert pack.card["measured"]["spaces"] == measured
    settings = {"seed", "validation", "steps", "rate", "measure", "asks_more_when_felt"}
    assert settings | {*pack.spaces} == set(measured)
    validation = measured["validation"]
    assert list(validation) == ["1", "2"]
    chosen = max(validation, key=validation.__getitem__)
    assert measured["seed"] == int(chosen)
    for name in ("fusion", *METHODS):
        by_seed = measured[name]["p5_by_seed"]
        assert list(by_seed) == ["1", "2"]
        assert by_seed[chosen] == pytest.approx(measured[name]["p5"], abs=0.001)
    # The same call takes over what it has learnt, and comes to the same.
    written = (folder / ship.FILE).read_bytes()
    steps = []
    assert (
        ship.ship_spaces(
            folder,
            *folders,
            seeds=(1, 2),
            config=config,
            progress=lambda *step: steps.append(step[2]),
        )
        == measured
    )
    assert not [step for step in steps if step.startswith("learning")]
    assert (folder / ship.FILE).read_bytes() == written
