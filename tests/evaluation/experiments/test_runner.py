"""A run: every trial once, kept on disk, stopped and gone on with."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.errors import CancelledError
from t2m_engine.evaluation.experiments import pictures, runner
from t2m_engine.evaluation.experiments.runner import run_trials, write_results


@pytest.fixture
def counted(made):
    """The made experiment, and a list of what was learnt."""
    learnt: list[tuple[str, int]] = []

    def counting(method):
        def learn(texts, music, seed):
            learnt.append((texts.set.name, seed))
            return method.learn(texts, music, seed)

        return dataclasses.replace(method, learn=learn)

    methods = {name: counting(method) for name, method in made.METHODS.items()}
    return made.experiment(**methods), learnt


def test_a_stopped_run_goes_on_and_comes_to_the_same(made, counted, tmp_path: Path) -> None:
    experiment, learnt = counted
    whole = run_trials(experiment, tmp_path / "whole")
    assert len(whole) == len(learnt) == 2 * 2 * len(made.METHODS)
    learnt.clear()
    left = iter([False] * 7 + [True])
    with pytest.raises(CancelledError, match="goes on"):
        run_trials(experiment, tmp_path / "stopped", cancelled=lambda: next(left))
    assert len(learnt) == 7
    (tmp_path / "stopped" / ".fusion-half-written.npz").write_bytes(b"PK")
    seen: list[tuple[int, int, str]] = []
    again = run_trials(experiment, tmp_path / "stopped", progress=lambda *step: seen.append(step))
    assert len(learnt) == len(whole)  # seven before, the rest now
    assert [done for done, _, _ in seen] == list(range(len(whole)))
    for trial, outcome in whole.items():
        for where, answers in outcome.answers.items():
            for way in answers.p5:
                np.testing.assert_array_equal(again[trial].answers[where].p5[way], answers.p5[way])


def test_what_an_outcome_depends_on_makes_it_anew(made, counted, tmp_path: Path) -> None:
    experiment, learnt = counted
    run_trials(experiment, tmp_path)
    learnt.clear()
    fusion = dataclasses.replace(experiment.methods["fusion"], settings={"weight": 0.5})
    changed = dataclasses.replace(experiment, methods={**experiment.methods, "fusion": fusion})
    run_trials(changed, tmp_path)
    assert len(learnt) == 4  # two sets of texts, two seeds, of one method
    learnt.clear()
    texts = {**experiment.material.texts, "alm": made.heard("alm", "alm", 6, kind=str, seed=9)}
    other = dataclasses.replace(experiment.material, texts=texts)
    run_trials(dataclasses.replace(experiment, material=other), tmp_path)
    assert set(learnt) == {("alm", 0), ("alm", 1)}


def write(made, folder: Path, **methods):
    experiment = made.experiment(**methods)
    outcomes = run_trials(experiment, folder / "trials")
    files = write_results(
        experiment,
        outcomes,
        folder,
        pack={"name": "made", "id": "made-pack"},
        mappings=[
            {
                "source": "alm",
                "target": "audioset",
                "labels": {"fearful": {"va": {"published": ["sad"], "ours": ["angry"]}}},
            }
        ],
        words={
            "vectors": ["GloVe", "Music"],
            "neighbours": {"chill": {"GloVe": ["cold"], "Music": ["mellow"]}},
        },
    )
    return json.loads((folder / "results.json").read_text("utf-8")), files


@pytest.fixture(scope="module")
def written(made, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("written")
    with pytest.MonkeyPatch.context() as patch:
        # Two dimensions of each space, without the seconds that UMAP takes to be compiled.
        patch.setattr(
            pictures,
            "project",
            lambda placed: {k: placed[k][:, :2] for k in ("music", "texts", "tags") if k in placed},
        )
        return (*write(made, folder), folder)


def test_results_have_every_cell_beside_chance(written) -> None:
    results, _, _ = written
    rows = results["figures"]
    # One set of texts by three mappings and one by none; two galleries, two splits, six methods.
    assert len(rows) == (3 + 1) * 2 * 2 * 6
    (row,) = (
        row
        for row in rows
        if (row["texts"], row["gallery"], row["split"], row["mapping"], row["method"])
        == ("alm", "teacher", "test", "manual", "fusion")
    )
    assert row["p5"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    # Of seven moods, one is right for four labels and three for “happy”.
    assert row["chance"]["p5"] == pytest.approx((4 * 1 / 7 + 3 / 7) / 5, abs=1e-4)
    assert row["chance"]["mrr"] > row["chance"]["p5"]
    assert row["p5_by_label"]["happy"] == 1.0
    assert len(row["p5_by_seed"]) == 2
    assert (row["queries"], row["songs"]) == (30, 42)


def test_validation_chooses_and_test_holds_the_choice_against_the_paper(written) -> None:
    choice = written[0]["choice"]
    assert choice["chosen"] == choice["shipped"] == "fusion"
    against = choice["against"]["fusion"]
    assert list(against) == ["all", "own", "composed"]
    assert list(against["own"]) == ["classification", "multihead", "va", "metric2", "metric3"]
    assert against["own"]["multihead"]["beats"]
    within = {name: methods["fusion"]["value"] for name, methods in choice["test_in"].items()}
    assert within["all"] == choice["test"]["fusion"]["value"]
    assert within["all"] == pytest.approx((within["own"] + within["composed"]) / 2, abs=1e-4)
    low, high = sorted(against[name]["multihead"]["value"] for name in ("own", "composed"))
    assert low - 1e-4 <= against["all"]["multihead"]["value"] <= high + 1e-4
    assert against["own"]["multihead"]["low"] > 0
    assert against["own"]["multihead"]["joint_low"] <= against["own"]["multihead"]["low"]


def test_the_report_says_what_was_found(written) -> None:
    _, files, folder = written
    html = (folder / "report.html").read_text("utf-8")
    markdown = (folder / "report.md").read_text("utf-8")
    assert files == [folder / name for name in ("results.json", "report.html", "report.md")]
    for text in (html, markdown):
        assert "Table 3. Text-to-music retrieval: Free music, teacher labels" in text
        assert "Multi-head classification collapses to one class with Alm" in text
        assert "100 % are sad" in text
        assert "share no word, and nothing is retrieved" in text
        assert "not available" in text  # published figures that could not be found
        assert "second-hand" in text
        assert "sad (ours: angry)" in text
        assert "mellow" in text
        assert "emotify/train.csv is missing" in text
        assert "published Valence-arousal regression .61 before" in text
    assert "http://" not in html.replace("http://www.w3.org", "").replace("http://people", "")
    assert html.count("data:image/svg+xml;base64,") == 2 + 1 + 2
    assert "<script" not in html
    # Alm's: 1/7 by V-A and by W2V, (4/7 + 3/7)/5 by hand; the same words: 1/7.
    assert "| Chance | .15 | .15 | .15 | .15 |  |" in markdown


def test_figures_are_drawn_twice_and_alike_each_time(written, tmp_path: Path) -> None:
    results, _, folder = written
    names = {path.name for path in (folder / "figures").iterdir()}
    stems = {f"{kind}-{texts}-teacher" for kind in ("confusion", "figure-3")
             for texts in ("alm", "corpus")} | {"against-fusion"}  # fmt: skip
    assert names == {f"{stem}.{ending}" for stem in stems for ending in ("svg", "png")}
    rows = [row for row in results["confusion"] if row["texts"] == "alm"]
    titles = pictures.draw_all(
        {**results, "confusion": rows, "choice": {"against": {}}}, {}, tmp_path
    )
    assert list(titles) == ["confusion-alm-teacher"]
    again = (tmp_path / "confusion-alm-teacher.svg").read_bytes()
    assert (folder / "figures" / "confusion-alm-teacher.svg").read_bytes() == again


def test_a_method_that_does_not_win_is_not_said_to(
    made, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(runner, "draw_all", lambda *_: {})
    worse = dataclasses.replace(made.METHODS["fusion"], learn=made.one_mood)
    results, _ = write(made, tmp_path, fusion=worse)
    assert results["choice"]["chosen"] == "metric3"
    assert list(results["choice"]["against"]) == ["metric3", "fusion"]
    markdown = (tmp_path / "report.md").read_text("utf-8")
    assert "The default of the pack, “Fusion”, gets" in markdown
    assert "On test, Fusion beats 0 of the 5 methods of the paper" in markdown
