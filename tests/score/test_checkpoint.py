"""The checkpoint: readings come back to the last bit, and damage counts as not there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.moods import Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.score import checkpoint as module
from t2m_engine.score.checkpoint import Checkpoint, RememberingReader


def reading(seed: int) -> Reading:
    rng = np.random.default_rng(seed)
    moods = tuple(rng.dirichlet(np.ones(7)).tolist())
    return Reading(Emotion(*rng.uniform(-1, 1, 2).tolist(), moods), rng.normal(size=5).astype("f4"))


def same(one: Reading, other: Reading) -> bool:
    return one.emotion == other.emotion and np.array_equal(one.embedding, other.embedding)


class Reader:
    """Reads by the text and its company, as a network with padding does; remembers its calls."""

    def __init__(self):
        self.calls = []

    def read_texts(self, texts):
        self.calls.append(list(texts))
        company = len(texts) * 1e-7
        found = []
        for text in texts:
            own = reading(len(text))
            found.append(
                Reading(
                    Emotion(own.emotion.valence + company, 0.0, own.emotion.moods), own.embedding
                )
            )
        return found


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "cache" / "scores.sqlite"


def test_readings_come_back_to_the_last_bit(file):
    texts = ["It rained.", "", "a\0b", "half \ud83d of a pair", "x" * 10_000]
    kept = {text: reading(number) for number, text in enumerate(texts)}
    with Checkpoint(file) as one:
        one.keep("pack", kept)
    with Checkpoint(file) as other:
        found = other.readings("pack", [*texts, "other"])
        assert found.keys() == kept.keys()
        assert all(same(found[text], kept[text]) for text in texts)
        assert other.readings("another pack", texts) == {}
        assert found[texts[0]].embedding.dtype == np.float32


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30), st.integers(0, 6))
def test_a_run_that_was_killed_reads_as_one_that_was_not(lengths, killed):
    texts = ["x" * (1 + length) for length in lengths]
    calls = [texts[first : first + 5] for first in range(0, len(texts), 5)]
    with Checkpoint(Path(":memory:")) as whole, Checkpoint(Path(":memory:")) as broken:
        before = {text: reading(99) for text in texts[:2]}
        whole.keep("p", before)
        broken.keep("p", before)
        plain = RememberingReader(Reader(), "p", whole)
        undisturbed = [r for call in calls for r in plain.read_texts(call)]
        for call in calls[:killed]:
            RememberingReader(Reader(), "p", broken).read_texts(call)
        again = RememberingReader(Reader(), "p", broken)
        resumed = [r for call in calls for r in again.read_texts(call)]
    assert all(same(one, other) for one, other in zip(undisturbed, resumed, strict=True))


def test_nothing_is_read_twice_unless_anew(file):
    with Checkpoint(file) as kept:
        reader = Reader()
        RememberingReader(reader, "p", kept).read_texts(["a", "bb", "a"])
        assert reader.calls == [["a", "bb"]]
        RememberingReader(reader, "p", kept).read_texts(["bb", "ccc"])
        assert reader.calls[1:] == [["ccc"]]
        RememberingReader(reader, "p", kept, anew=True).read_texts(["bb", "ccc"])
        assert reader.calls[2:] == [["bb", "ccc"]]


def test_damage_counts_as_not_there(file):
    with Checkpoint(file) as kept:
        kept.keep("p", {"a": reading(1), "b": reading(2)})
    with sqlite3.connect(file) as raw:
        content = raw.execute("SELECT reading FROM readings_1 LIMIT 1").fetchone()[0]
        broken = bytes([content[0] ^ 1]) + content[1:]
        raw.execute("UPDATE readings_1 SET reading = ? WHERE reading = ?", (broken, content))
    raw.close()
    with Checkpoint(file) as kept:
        assert len(kept.readings("p", ["a", "b"])) == 1


@pytest.mark.parametrize("content", [b"no database at all, but long enough" * 40, b"", b"x"])
def test_a_file_that_is_none_is_begun_anew(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    with Checkpoint(file) as kept:
        kept.keep("p", {"a": reading(1)})
        assert kept.readings("p", ["a"])
    with Checkpoint(file) as kept:
        assert kept.readings("p", ["a"])


def test_a_page_that_was_overwritten_costs_a_reading_only(file):
    with Checkpoint(file) as kept:
        kept.keep("p", {str(n): reading(n) for n in range(500)})
    size = file.stat().st_size
    with file.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xff" * (size - 4096))
    with Checkpoint(file) as kept:
        assert kept.readings("p", ["1"]) == {}
        kept.keep("p", {"1": reading(1)})
        assert same(kept.readings("p", ["1"])["1"], reading(1))


def test_where_nothing_can_be_kept_the_work_goes_on(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    with Checkpoint(tmp_path / "file" / "scores.sqlite") as kept:
        kept.keep("p", {"a": reading(1)})
        assert kept.readings("p", ["a"])
    assert "No checkpoint can be kept" in caplog.text


def test_a_file_that_grew_too_large_is_begun_anew(file, monkeypatch):
    with Checkpoint(file) as kept:
        kept.keep("p", {"a": reading(1)})
    monkeypatch.setattr(module, "LARGEST", 100)
    with Checkpoint(file) as kept:
        assert kept.readings("p", ["a"]) == {}


def test_what_was_asked_for_is_known_until_it_is_there(file):
    out = Path("/scores/\udcff")
    with Checkpoint(file) as kept:
        kept.begin(out, '{"density": 0.2}')
    with Checkpoint(file) as kept:
        assert kept.unfinished(out) == '{"density": 0.2}'
        assert kept.unfinished(Path("/scores")) is None
        kept.finish(out)
        assert kept.unfinished(out) is None


CHILD = """
import sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from t2m_engine.emotion.moods import Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.score.checkpoint import Checkpoint
one = Reading(Emotion(0.1, 0.2, (1 / 7,) * 7), np.arange(384, dtype=np.float32))
kept = Checkpoint(Path(sys.argv[1]))
for call in range(100_000):
    kept.keep("p", {f"{call} {n}": one for n in range(64)})
    print(call, flush=True)
"""


def test_a_call_is_kept_whole_or_not_at_all(file):
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(file)], stdout=subprocess.PIPE, env=os.environ
    )
    with child:
        for _ in range(20):
            last = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        last = max(
            [last, *(int(line) for line in child.stdout.readlines() if line.endswith(b"\n"))]
        )
    with Checkpoint(file) as kept:
        for call in range(last + 3):
            found = kept.readings("p", [f"{call} {n}" for n in range(64)])
            assert len(found) in ((64,) if call <= last else (0, 64))
