"""Backups: whole, whatever is written meanwhile; put back whole, or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import CancelledError, InputError, LibraryError
from t2m_engine.library import lock
from t2m_engine.library.backup import backup, restore
from t2m_engine.library.catalogue import FILE, Catalogue
from t2m_engine.library.marks import MarkChange

FUSION = BUILT_IN["fusion"]
SPACES = tuple(BUILT_IN.values())


def fill(catalogue: Catalogue, kit, count: int = 10, first: int = 0) -> None:
    for seed in range(first, first + count):
        track = kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed)
        catalogue.put_track(track, SPACES)
        catalogue.mark([track.content_id], MarkChange(rating=seed % 6, tag=(f"tag {seed}",)))


def content(folder: Path) -> list[str]:
    """All that a catalogue holds, but for its counters."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return [line for line in connection.iterdump() if 'INTO "meta"' not in line]


@pytest.fixture
def filled(catalogue, kit):
    fill(catalogue, kit)
    return catalogue


def test_a_backup_comes_back(filled, kit, tmp_path):
    before = content(filled.folder)
    file = tmp_path / "backups" / "b.sqlite"
    ticks = []
    size = backup(filled.folder, file, progress=lambda done, total: ticks.append((done, total)))
    assert size == file.stat().st_size == ticks[-1][0] == ticks[-1][1]
    assert list(file.parent.iterdir()) == [file], "one file, with no log beside it"
    fill(filled, kit, 5, first=100)
    generation, marks = filled.generation, filled.marks_generation
    aside = restore(filled.folder, file)
    assert content(filled.folder) == before
    assert (filled.generation, filled.marks_generation) == (generation + 1, marks + 1)
    assert len(filled.tracks()) == 10, "who has it open goes on with what was restored"
    filled.put_track(kit.make_track(Path("/music/new.ogg")))
    assert aside.parent == filled.folder
    with closing(sqlite3.connect(aside)) as replaced:
        assert replaced.execute("SELECT count(*) FROM tracks").fetchone()[0] == 15
    names = {path.name for path in filled.folder.iterdir()}
    assert not [name for name in names if name.startswith(".")], "nothing is left behind"


def test_a_backup_of_another_library_is_taken_into_an_empty_place(filled, tmp_path):
    file = tmp_path / "b.sqlite"
    backup(filled.folder, file)
    assert restore(tmp_path / "new", file) is None
    assert content(tmp_path / "new") == content(filled.folder)
    with Catalogue.open(tmp_path / "new") as other:
        first, second = (c.snapshot(FUSION, "fake-1") for c in (filled, other))
        np.testing.assert_array_equal(first.vectors, second.vectors)


def test_a_backup_is_whole_whatever_is_written_meanwhile(filled, kit, tmp_path, monkeypatch):
    monkeypatch.setattr("t2m_engine.library.backup.PAGES", 3)
    writing = threading.Event()

    def write_more(done: int, total: int) -> None:
        if not writing.is_set():
            writing.set()
            fill(filled, kit, 20, first=50)

    before = content(filled.folder)
    backup(filled.folder, tmp_path / "b.sqlite", progress=write_more)
    assert len(filled.tracks()) == 30
    restore(tmp_path / "new", tmp_path / "b.sqlite")
    assert content(tmp_path / "new") == before


def test_a_backup_that_is_cancelled_leaves_what_was_there(filled, tmp_path, monkeypatch):
    monkeypatch.setattr("t2m_engine.library.backup.PAGES", 3)
    file = tmp_path / "b.sqlite"
    file.write_text("an older backup")
    with pytest.raises(CancelledError):
        backup(filled.folder, file, cancelled=lambda: True)
    assert file.read_text() == "an older backup"
    assert [path for path in tmp_path.iterdir() if path.is_file()] == [file]


def test_backups_go_to_files_that_are_none_of_the_librarys(filled, tmp_path):
    with pytest.raises(LibraryError, match="is the catalogue itself"):
        backup(filled.folder, filled.file)
    with pytest.raises(LibraryError, match="is a folder"):
        backup(filled.folder, tmp_path)
    with pytest.raises(LibraryError, match="There is no library"):
        backup(tmp_path / "none", tmp_path / "b.sqlite")
    assert not (tmp_path / "none").exists()


def damage(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[5 * 4096 : 12 * 4096] = os.urandom(7 * 4096)
    file.write_bytes(whole)


@pytest.mark.parametrize("how", ["text", "other", "damaged", "cut", "newer", "gone", "empty"])
def test_what_is_no_backup_changes_nothing(filled, tmp_path, how):
    file = tmp_path / "b.sqlite"
    backup(filled.folder, file)
    if how == "text":
        file.write_text("A diary. " * 999)
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "damaged":
        damage(file)
    elif how == "cut":
        os.truncate(file, file.stat().st_size // 2)
    elif how == "gone":
        file.unlink()
    else:
        with closing(sqlite3.connect(file)) as connection:
            name = "application_id" if how == "other" else "user_version"
            connection.execute(f"PRAGMA {name} = 99")
    before = content(filled.folder)
    with pytest.raises(InputError) as caught:
        restore(filled.folder, file)
    assert str(file) in str(caught.value)
    assert content(filled.folder) == before
    assert not list(filled.folder.glob("catalogue.*-*.sqlite"))


def test_a_backup_restores_a_damaged_catalogue(filled, tmp_path):
    file = tmp_path / "b.sqlite"
    before = content(filled.folder)
    backup(filled.folder, file)
    filled.close()
    damage(filled.file)
    aside = restore(filled.folder, file)
    assert content(filled.folder) == before
    assert (
        aside.read_bytes()[5 * 4096 : 12 * 4096] != filled.file.read_bytes()[5 * 4096 : 12 * 4096]
    )


def test_a_backup_of_every_earlier_version_is_brought_up_to_date(tmp_path, kit, old_catalogues):
    for version, make in enumerate(old_catalogues.MAKERS, 1):
        file = tmp_path / f"{version}.sqlite"
        make(file, [kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed) for seed in range(4)])
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        before = file.read_bytes()
        restore(tmp_path / str(version), file)
        assert file.read_bytes() == before, "the backup is only read"
        with Catalogue.open(tmp_path / str(version)) as catalogue:
            assert len(catalogue.tracks()) == 4


def test_nothing_is_restored_while_music_is_added(filled, tmp_path):
    backup(filled.folder, tmp_path / "b.sqlite")
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom t2m_engine.library import lock\n"
        "with lock.scanning(Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, filled.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert lock.is_scanning(filled.folder)
        with pytest.raises(LibraryError, match="is adding music"):
            restore(filled.folder, tmp_path / "b.sqlite")
        holder.stdin.close()
        holder.wait()
    restore(filled.folder, tmp_path / "b.sqlite")


def test_a_backup_that_does_not_fit_is_a_sentence(filled, tmp_path):
    """The disk of the backup is full: nothing is left there, and the library goes on."""
    script = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from t2m_engine.errors import LibraryError\n"
        "from t2m_engine.library.backup import backup\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        "try:\n    backup(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except LibraryError as error:\n    print(error)\n"
    )
    target = tmp_path / "target" / "b.sqlite"
    ended = subprocess.run(
        [sys.executable, "-c", script, filled.folder, target],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "cannot be" in ended.stdout or "is full" in ended.stdout
    assert str(tmp_path) in ended.stdout
    assert list(target.parent.iterdir()) == []
    assert len(filled.tracks()) == 10
