"""`t2m experiments`: what is asked of the laboratory, and what is said when it cannot be done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from t2m_engine.errors import ExitCode, UsageError
from t2m_engine.evaluation import experiments


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """What the laboratory was asked for; it answers with one file."""
    calls: list[tuple[tuple, dict]] = []

    def run_experiment(*arguments, progress, cancelled, **options):
        calls.append((arguments, options))
        assert not cancelled()
        progress(0, 2, "listening: a.ogg")
        progress(1, 2, "listening: b.ogg")
        progress(0, 1, "learning: alm-teacher-va-1")
        return [tmp_path / "out" / "report.html"]

    monkeypatch.setattr(experiments, "run_experiment", run_experiment)
    return calls


def folders(tmp_path: Path) -> list[str]:
    names = ("data", "music", "cache", "out")
    return [word for name in names for word in (f"--{name}", str(tmp_path / name))]


def test_it_asks_for_what_was_asked(t2m, asked, pack, tmp_path: Path) -> None:
    ended = t2m("experiments", "run", *folders(tmp_path), "--quick", "--seeds", "3", "--json")
    assert ended.code == ExitCode.DONE
    assert ended.lines == [{"files": [str(tmp_path / "out" / "report.html")]}]
    ((arguments, options),) = asked
    assert arguments[0].folder == pack
    assert arguments[1:] == tuple(tmp_path / name for name in ("data", "music", "cache", "out"))
    assert options == {"audioset": None, "quick": True, "seeds": 3}
    assert ended.err.splitlines() == [
        "0 of 2  listening a.ogg",
        "0 of 1  learning alm-teacher-va-1",
    ]


def test_people_are_told_where_the_report_is(t2m, asked, tmp_path: Path) -> None:
    ended = t2m("experiments", "run", *folders(tmp_path))
    assert ended.out == f"{tmp_path / 'out' / 'report.html'}\n"


def test_data_that_is_not_there_is_wrong_usage(t2m, tmp_path: Path, monkeypatch) -> None:
    def run_experiment(*_arguments, **_options):
        raise UsageError("There are no texts, or no music, to learn from.")

    monkeypatch.setattr(experiments, "run_experiment", run_experiment)
    ended = t2m("experiments", "run", *folders(tmp_path))
    assert ended.code == ExitCode.USAGE
    assert "no texts" in ended.err


def test_a_missing_package_is_named_with_its_remedy(t2m, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "umap", None)
    ended = t2m("experiments", "run", *folders(tmp_path))
    assert ended.code == ExitCode.USAGE
    assert 'umap, which is not installed; pip install "t2m[experiments,training]"' in ended.err
