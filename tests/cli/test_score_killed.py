"""A score that is killed, again and again, and resumed: the same as one that was left alone."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from t2m_engine.score.run import FILES
from t2m_engine.service.client import engine_environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed that way there"),
]

# What the clock says, or how long the mixing took, stands in none of these.
SAME = [name for name in FILES if name != "cue_sheet.pdf"]


WORDS = "it rained the door stood open and no one was there she laughed aloud in summer"


def write_story(file: Path, paragraphs: int) -> Path:
    """A story whose every paragraph is another, of words that the small pack knows."""
    rng = random.Random(7)
    parts = ["# The Door"]
    for number in range(paragraphs):
        if number % 40 == 0:
            parts.append(f"## {number // 40 + 1}")
        parts.append(" ".join(rng.choices(WORDS.split(), k=rng.randint(3, 40))) + ".")
    file.write_text("\n\n".join(parts), "utf-8")
    return file


@pytest.fixture
def start(pack, library, tmp_path):
    """Start `t2m score` as a process of its own."""

    def start_one(story, out, cache, *more):
        environment = engine_environment() | {"XDG_CACHE_HOME": str(tmp_path / cache)}
        return subprocess.Popen(
            [
                sys.executable, "-m", "t2m_engine", "--model", pack, "--library", library,
                "--device", "cpu", "score", story, "--out", out, *more,
            ],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    return start_one


def files(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in SAME}


def kill(child, step: str, later: float) -> bool:
    """Kill a run some seconds after it has come to a step; False where it was done before."""
    with child:
        for line in child.stderr:
            if step in line.decode():
                break
        time.sleep(later)
        child.send_signal(signal.SIGKILL)
        child.communicate()
    return child.returncode != 0


def test_killed_anywhere_and_resumed_it_is_the_same(start, tmp_path):
    story = write_story(tmp_path / "story.md", 100)
    out = tmp_path / "score"
    wishes = ("--density", "0.9", "--style", "underscore", "--seed", "5", "--fps", "24")
    with start(story, out, "whole", *wishes) as whole:
        told = whole.communicate(timeout=250)[1].decode()
    assert whole.returncode == 0, told
    undisturbed = files(out)
    shutil.rmtree(out)
    rng = random.Random()
    for number, step in enumerate(["Feeling", "Feeling", "Choosing", "Mixing", "Writing"]):
        later = rng.uniform(0.0, 0.4)
        if not kill(
            start(story, out, "killed", *(("--resume",) if number else wishes)), step, later
        ):
            break
        left = {file.name for file in out.iterdir()} if out.exists() else set()
        assert not left & set(FILES) or (out / "plan.toml").exists(), (step, later, left)
    with start(story, out, "killed", "--resume") as last:
        told = last.communicate(timeout=250)[1].decode()
    assert last.returncode == 0, told
    assert files(out) == undisturbed
    assert not [file for file in out.parent.iterdir() if file.name.startswith(".t2m")]
    assert sorted(file.name for file in out.iterdir()) == sorted(FILES)
