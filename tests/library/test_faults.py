"""Trust: whenever a writer is killed, what it had acknowledged is there, and nothing half-done."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import LibraryError
from t2m_engine.library.catalogue import FILE, Catalogue
from t2m_engine.library.check import check
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.records import FileState

SPACES = tuple(BUILT_IN.values())
RANDOM_KILLS = 200
TABLES = {
    "tracks": "id, path, size, mtime_ns, content_id, missing, offline, original, duration, pack, "
    "title, facts, tempo, genre, hex(peaks), hex(curve)",
    "clips": 'id, track_id, start, "end", valence, hex(moods), hex(embedding), pack, energy, best',
    "vectors": "space, clip_id, made, hex(vector)",
    "errors": "path, reason, size",
    "folders": "path, watched",
    "packs": "*",
    "marks": "content_id, rating, favourite, notes, licence",
    "mark_tags": "*",
    "exclusions": "*",
    "apart": "*",
    "words": "rowid, title, genre, name, tags",
    "meta": "*",
}


def state(folder: Path) -> dict[str, list[Any]]:
    """All that a catalogue holds, but for the times."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        found = {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
            for table, columns in TABLES.items()
        }
        found["meta"] = [row for row in found["meta"] if row[0] in ("generation", "marks")]
        return found


@pytest.fixture(scope="session")
def faults(load_kit) -> ModuleType:
    return load_kit("t2m_faults", Path(__file__).with_name("faults.py"))


@dataclass
class Killer:
    """The process that kills its children."""

    process: subprocess.Popen

    def run(self, folder: Path, seed: int, at: int = 0, after: float | None = None) -> dict:
        job = {"folder": str(folder), "seed": seed, "at": at, "after": after}
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def killer():
    here = Path(__file__)
    with subprocess.Popen(
        [sys.executable, here.with_name("faults.py"), here.with_name("kit.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield Killer(process)
        process.stdin.close()


@pytest.fixture
def expected(faults, kit, tmp_path):
    """The states of a catalogue after 0, 1, 2, … operations of a seed, when nothing goes wrong."""
    made: dict[int, list] = {}

    def states(seed: int) -> list:
        if seed not in made:
            folder = tmp_path / f"expected {seed}"
            with Catalogue.open(folder) as catalogue:
                made[seed] = [state(folder)]
                for _, operation in faults.operations(seed, kit):
                    operation(catalogue)
                    made[seed].append(state(folder))
        return made[seed]

    return states


def survived(folder: Path, states: list, finished: int) -> None:
    """What is there is what was acknowledged, or that and the operation that was under way."""
    if not (folder / FILE).exists():
        assert finished == 0
        return
    with Catalogue.open(folder) as catalogue:
        catalogue.put_error(Path("/later.ogg"), "is empty", FileState(0, 0))
        catalogue.put_presence(gone=[], back=[], forgotten_errors=[Path("/later.ogg")])
    found = state(folder)
    meta = dict(found["meta"])
    found["meta"] = sorted((meta | {"generation": meta["generation"] - 2}).items())
    allowed = states[finished : finished + 2]
    assert found in allowed, [
        (table, found[table], allowed[0][table])
        for table in found
        if found[table] != allowed[0][table]
    ]


def test_a_writer_that_is_killed_at_any_write(killer, expected, tmp_path):
    """Every statement that writes, from the first of a new library on, one after the other."""
    kinds = set()
    runs = finished = 0
    for at in range(1, 10_000):
        folder = tmp_path / str(at)
        ended = killer.run(folder, seed=1, at=at)
        survived(folder, expected(1), ended["finished"])
        shutil.rmtree(folder, ignore_errors=True)
        if not ended["killed"]:
            break
        runs += 1
        finished = max(finished, ended["finished"])
        kinds.add(ended["finished"])
    assert runs >= 80
    states = expected(1)
    writing = {n for n, (one, next_) in enumerate(pairwise(states)) if one != next_}
    assert writing <= kinds, "it was killed within each operation that writes"


def test_a_writer_that_is_killed_at_any_time(killer, expected, tmp_path):
    """Other runs, killed at a random write or a random moment: within SQLite's own writing."""
    rng = random.Random(7)
    run = killed = 0
    while killed < RANDOM_KILLS:
        run += 1
        assert run < 4 * RANDOM_KILLS, "they come to their end before they are killed"
        folder = tmp_path / f"run {run}"
        seed = 2 + run % 12
        if run % 2:
            ended = killer.run(folder, seed, after=rng.uniform(0.0, 0.08))
        else:
            ended = killer.run(folder, seed, at=rng.randrange(1, 200))
        killed += ended["killed"]
        survived(folder, expected(seed), ended["finished"])
        if run % 10 == 0 and (folder / FILE).exists():
            assert check(folder, BUILT_IN).in_order
            vectors_are_right(folder)
        shutil.rmtree(folder, ignore_errors=True)


def vectors_are_right(folder: Path) -> None:
    """Each vector follows from its own clip."""
    with Catalogue.open(folder) as catalogue:
        for pack in ("old", "new"):
            for space in SPACES:
                first = catalogue.snapshot(space, pack)
                before = dict(zip(first.clip_ids.tolist(), first.vectors, strict=True))
                with catalogue._writing() as connection:
                    connection.execute("DELETE FROM vectors WHERE space = ?", (space.name,))
                catalogue.fill(space, pack)
                after = catalogue.snapshot(space, pack)
                again = dict(zip(after.clip_ids.tolist(), after.vectors, strict=True))
                for clip, vector in before.items():
                    np.testing.assert_allclose(vector, again[clip], atol=1e-6)


# A disk that is full, or closed


def run_limited(folder: Path, kit: ModuleType, size: int) -> str:
    """Write to the catalogue in a process whose files may have `size` bytes at most."""
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "import importlib.util\n"
        "from t2m_engine.errors import LibraryError\n"
        "from t2m_engine.library.catalogue import Catalogue\n"
        "spec = importlib.util.spec_from_file_location('kit_', sys.argv[2])\n"
        "kit = importlib.util.module_from_spec(spec)\n"
        "sys.modules['kit_'] = kit\n"
        "spec.loader.exec_module(kit)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)\n"
        "done = 0\n"
        "try:\n"
        "    with Catalogue.open(Path(sys.argv[1])) as catalogue:\n"
        "        for seed in range(1000):\n"
        "            catalogue.put_track(kit.make_track(Path(f'/music/{seed}.ogg'), seed=seed))\n"
        "            done += 1\n"
        "except LibraryError as error:\n"
        "    print(done, error)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script, folder, kit.__file__, str(size)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_a_disk_that_fills_up_loses_nothing(kit, tmp_path):
    said = run_limited(tmp_path, kit, 400_000)
    done = int(said.split()[0])
    assert done >= 3
    assert str(tmp_path) in said
    assert "is full" in said or "check its permissions and its disk" in said
    with Catalogue.open(tmp_path) as catalogue:
        assert len(catalogue.tracks()) == done
        catalogue.put_track(kit.make_track(Path("/music/more.ogg")))
    assert check(tmp_path, BUILT_IN).in_order


def test_a_disk_that_is_full_from_the_start(kit, tmp_path):
    said = run_limited(tmp_path, kit, 1)
    assert "check its permissions" in said or "is full" in said
    with Catalogue.open(tmp_path) as catalogue:
        assert catalogue.tracks() == []


@pytest.fixture
def as_nobody():
    """Run a script as a user who may not do everything; skipped where nobody can be."""
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")

    def run(script: str, *arguments: object) -> str:
        prologue = "import os\nos.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        imports = (
            "import sys\nfrom pathlib import Path\nfrom t2m_engine.errors import T2MError\n"
            "from t2m_engine.library.catalogue import Catalogue\n"
            "from t2m_engine.library.marks import MarkChange\n"
            "from t2m_engine.session import Session\n"
            "from t2m_engine.settings import Settings\n"
        )
        body = "".join(f"    {line}\n" for line in script.splitlines())
        whole = f"{imports}{prologue}try:\n{body}except T2MError as error:\n    print(error)\n"
        return subprocess.run(
            [sys.executable, "-c", whole, *map(str, arguments)],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    return run


def open_to_all(tmp_path: Path) -> None:
    """Let others reach pytest's folder, which is private."""
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(folder.stat().st_mode | 0o055)


def test_a_library_that_may_only_be_read_is_read(as_nobody, kit, tmp_path):
    library = tmp_path / "library"
    with Catalogue.open(library) as catalogue:
        catalogue.put_track(kit.make_track(Path("/music/a.ogg")))
    open_to_all(tmp_path)
    library.chmod(0o555)
    said = as_nobody(
        "catalogue = Catalogue.open(Path(sys.argv[1]))\n"
        "print(len(catalogue.tracks()), len(catalogue.clips(1)))\n"
        "catalogue.mark([b'x'], MarkChange(rating=1))",
        library,
    )
    counts, sentence = said.splitlines()
    assert counts == "1 3"
    assert str(library) in sentence
    assert "check its permissions" in sentence


def test_a_library_that_may_not_be_entered(as_nobody, tmp_path):
    library = tmp_path / "library"
    with Catalogue.open(library):
        pass
    open_to_all(tmp_path)
    library.chmod(0o700)
    said = as_nobody("Catalogue.open(Path(sys.argv[1]))", library)
    assert str(library) in said
    said = as_nobody(
        "chosen = Settings(Path(sys.argv[1]), 'open', 'cpu', 150.0, 'fusion')\n"
        "with Session(chosen=chosen) as session:\n"
        "    assert session.has_library\n"
        "    session.catalogue()",
        library,
    )
    assert "check its permissions" in said
    said = as_nobody("Catalogue.open(Path(sys.argv[1]))", library / "new")
    assert "cannot be" in said
    assert str(library) in said


def test_marks_are_not_half_written_when_the_disk_is_full(catalogue):
    contents = [number.to_bytes(16, "big") for number in range(3_000)]
    catalogue.mark(contents[:10], MarkChange(rating=1))
    connection = catalogue._connection()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryError, match="is full; what was done is kept"):
        catalogue.mark(contents, MarkChange(rating=5, notes="x" * 500))
    assert {marks.rating for marks in catalogue.marks(contents[:10]).values()} == {1}
    assert {marks.rating for marks in catalogue.marks(contents[10:]).values()} == {0}
