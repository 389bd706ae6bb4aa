"""What the tests of the command line share: a library that is scanned once, and `t2m` itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from t2m_engine.cli import main
from t2m_engine.service.client import engine_environment


@pytest.fixture(scope="session")
def pack(small, tmp_path_factory):
    """A small model pack."""
    return small.make_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture(scope="session")
def music(small, tmp_path_factory):
    """Six short tracks."""
    return small.make_music(tmp_path_factory.mktemp("music") / "six")


@dataclass
class Ended:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(autouse=True)
def _places(tmp_path, monkeypatch):
    """Nobody's own library, settings or logs."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture
def t2m(pack, capsys):
    """Run `t2m` in this process, with the small pack."""

    def run(*arguments, library=None, model=pack) -> Ended:
        capsys.readouterr()
        options = ["--model", str(model), "--device", "cpu"]
        if library is not None:
            options += ["--library", str(library)]
        code = main([*options, *map(str, arguments)])
        printed = capsys.readouterr()
        return Ended(int(code), printed.out, printed.err)

    return run


@pytest.fixture
def t2m_process(pack, tmp_path):
    """Run `t2m` as a process, as a shell does."""

    def run(*arguments, library=None, model=pack, **more) -> Ended:
        options = ["--model", str(model)] if model else []
        if library is not None:
            options += ["--library", str(library)]
        ended = subprocess.run(
            [sys.executable, "-m", "t2m_engine", *options, *map(os.fspath, arguments)],
            env=engine_environment() | more.pop("env", {}),
            capture_output=True,
            timeout=120,
            check=False,
            cwd=tmp_path,
            **more,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture(scope="session")
def library(pack, music, tmp_path_factory):
    """A library with the six tracks; to be read only."""
    from t2m_engine import settings
    from t2m_engine.session import Session

    folder = tmp_path_factory.mktemp("libraries") / "six"
    chosen = settings.Settings(folder, str(pack), "cpu", 150.0, "fusion")
    with Session(chosen=chosen) as session:
        assert session.add([music])["tracks"] == 6
    return folder
