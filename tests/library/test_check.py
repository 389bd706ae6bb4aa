"""The check of a library: finds every kind of disorder, and mends it without losing the marks."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from t2m_engine.audio.facts import MusicFacts
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import CancelledError, LibraryError
from t2m_engine.library.catalogue import FILE, Catalogue
from t2m_engine.library.check import check
from t2m_engine.library.ingest import scan
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.marks_file import NAME, save_marks_file

SPACES = tuple(BUILT_IN.values())
PAGE = 4096


@pytest.fixture
def library(tmp_path, kit):
    """A library of 40 tracks, all marked, and the marks."""
    folder = tmp_path / "library"
    with Catalogue.open(folder) as catalogue:
        catalogue.add_folders([tmp_path])
        for seed in range(40):
            facts = MusicFacts(None, 0, 0, "", 0, -20.0, -1.0)
            track = replace(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed), facts=facts)
            catalogue.put_track(track, SPACES)
            change = MarkChange(
                rating=1 + seed % 5, favourite=True, tag=(f"tag {seed}",), notes="x" * seed,
                exclude=(Path(f"/stories/{seed}.md"),),
            )  # fmt: skip
            catalogue.mark([track.content_id], change)
        catalogue.mark([b"of no track"], MarkChange(notes="kept too"))
    return folder


def all_marks(folder: Path) -> dict:
    with Catalogue.open(folder) as catalogue:
        with catalogue._reading() as connection:
            contents = [row[0] for row in connection.execute("SELECT content_id FROM marks")]
        return catalogue.marks(contents)


def run(folder: Path, statement: str) -> None:
    """What only damage or another program does."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute(statement)


def test_a_library_in_order_is_in_order(library):
    steps = []
    report = check(library, BUILT_IN, progress=lambda done, all_, _: steps.append(done / all_))
    assert report.in_order
    assert report.findings == ()
    assert steps == sorted(steps)
    assert steps[-1] == 1
    before = (library / FILE).read_bytes()
    assert check(library, BUILT_IN, repair=True).findings == ()
    assert (library / FILE).read_bytes() == before


DISORDERS = {
    "a clip without track": (
        "UPDATE clips SET track_id = 9999 WHERE id = 3", "belong to no track"),
    "a vector without clip": (
        "UPDATE vectors SET clip_id = 9999 WHERE clip_id = 3 AND space = 'va'",
        "belong to no clip"),
    "a clip past the end": ("UPDATE clips SET \"end\" = 70 WHERE id = 3", "outside of their track"),
    "a clip that ends first": (
        "UPDATE clips SET start = 30, \"end\" = 20 WHERE id = 3", "outside of their track"),
    "moods that are none": ("UPDATE clips SET moods = zeroblob(28) WHERE id = 3", "a feeling"),
    "moods cut short": ("UPDATE clips SET moods = x'00' WHERE id = 3", "a feeling"),
    "an impossible valence": ("UPDATE clips SET valence = 3 WHERE id = 3", "a feeling"),
    "an embedding of no numbers": (
        "UPDATE clips SET embedding = x'0000c07f' WHERE id = 3", "a feeling"),
    "a curve cut short": ("UPDATE tracks SET curve = x'00' WHERE id = 3", "a curve"),
    "a track without clips": ("DELETE FROM clips WHERE track_id = 3", "no clips"),
    "a vector cut short": (
        "UPDATE vectors SET vector = x'0000803f' WHERE space = 'va' AND clip_id < 4", "length"),
    "a vector of nothing": (
        "UPDATE vectors SET vector = zeroblob(40) WHERE space = 'fusion' AND clip_id = 4",
        "length"),
    "a copy of itself": ("UPDATE tracks SET original = 3 WHERE id = 3", "copies"),
    "a copy of a copy": ("UPDATE tracks SET original = id - 1 WHERE id IN (3, 4)", "copies"),
    "words of nothing": ("DELETE FROM words WHERE rowid = 3", "words that are searched"),
    "words of the gone": (
        "INSERT INTO words (rowid, title) VALUES (9999, 'x')", "words that are searched"),
    "tags without marks": ("INSERT INTO mark_tags VALUES (x'ff', 'kept')", "no entry"),
    "no counter": ("DELETE FROM meta WHERE key = 'marks'", "Counters"),
}  # fmt: skip


@pytest.mark.parametrize("disorder", DISORDERS)
def test_every_disorder_is_found_and_mended(library, disorder):
    marks = all_marks(library)
    statement, words = DISORDERS[disorder]
    run(library, statement)
    found = check(library, BUILT_IN)
    assert not found.in_order
    assert any(words in finding.what for finding in found.findings), found
    assert all(finding.count >= 1 for finding in found.findings)
    assert not check(library, BUILT_IN).in_order, "a check alone mends nothing"
    mended = check(library, BUILT_IN, repair=True)
    assert mended.in_order
    assert mended.findings
    assert check(library, BUILT_IN).findings == ()
    after = all_marks(library)
    assert {content: after[content] for content in marks} == marks
    with Catalogue.open(library) as catalogue:
        assert len(catalogue.tracks()) >= 38
        for space in SPACES:
            catalogue.fill(space, "fake-1")
            tracks = [track for track in catalogue.tracks() if track.original is None]
            clips = sum(len(catalogue.clips(track.id)) for track in tracks)
            assert len(catalogue.snapshot(space, "fake-1").clip_ids) == clips
        assert catalogue.marks_generation > 0


def test_vectors_that_are_missing_are_no_harm_and_can_be_made(library):
    run(library, "DELETE FROM vectors WHERE space = 'va' AND clip_id = 5")
    found = check(library, BUILT_IN)
    [finding] = found.findings
    assert found.in_order
    assert (finding.count, finding.mended) == (1, False)
    assert "“va”" in finding.what
    assert check(library, BUILT_IN, repair=True).findings[0].mended
    assert check(library, BUILT_IN).findings == ()


def test_what_was_forgotten_is_heard_again(catalogue, music, pack):
    scan([music], catalogue, pack)
    run(catalogue.folder, 'UPDATE clips SET "end" = 999 WHERE id = 1')
    assert check(catalogue.folder, BUILT_IN, repair=True).in_order
    assert len(catalogue.tracks()) == 4
    assert scan([music], catalogue, pack).tracks == 1
    assert check(catalogue.folder, BUILT_IN).findings == ()


def test_a_damaged_index_file_goes(library):
    file = library / "index" / "fusion.t2mindex"
    file.parent.mkdir()
    file.write_bytes(b"T2MINDEX" + bytes(500))
    [finding] = check(library, BUILT_IN).findings
    assert "index" in finding.what
    assert file.exists()
    assert check(library, BUILT_IN, repair=True).in_order
    assert not file.exists()


def test_a_check_can_be_cancelled(library):
    with pytest.raises(CancelledError):
        check(library, BUILT_IN, cancelled=lambda: True)


def test_what_is_no_library_is_left_alone(tmp_path):
    with pytest.raises(LibraryError, match="There is no library"):
        check(tmp_path, BUILT_IN, repair=True)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("CREATE TABLE a (b)")
        connection.commit()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(LibraryError, match="not a t2m catalogue"):
        check(tmp_path, BUILT_IN, repair=True)
    assert (tmp_path / FILE).read_bytes() == before


# A damaged file


def mended(library: Path) -> tuple[dict, int]:
    """Repair the library; the marks and the number of tracks that are there afterwards."""
    before = (library / FILE).read_bytes()
    report = check(library, BUILT_IN, repair=True)
    assert report.in_order
    assert check(library, BUILT_IN).findings == ()
    if report.recovered is not None:
        assert report.recovered.aside.read_bytes() == before, "the damaged file is kept"
    with Catalogue.open(library) as catalogue:
        tracks = catalogue.tracks()
        for track in tracks:
            assert len(catalogue.clips(track.id)) == 3, "a track is whole, or is heard again"
        assert catalogue.folder_paths() in ([], [library.parent])
        return all_marks(library), len(tracks)


@pytest.mark.parametrize("how", ["zeroed", "random"])
def test_every_damaged_page_is_survived(library, how):
    """Whichever page is lost: the marks are there, and all but a few of the tracks."""
    marks = all_marks(library)
    with Catalogue.open(library) as catalogue:
        save_marks_file(catalogue)
    whole = (library / FILE).read_bytes()
    chosen = random.Random(5).sample(range(len(whole) // PAGE), 12)
    recovered = 0
    for page in (0, 1, *chosen):
        content = bytearray(whole)
        content[page * PAGE : (page + 1) * PAGE] = (
            bytes(PAGE) if how == "zeroed" else random.Random(page).randbytes(PAGE)
        )
        for file in library.glob("catalogue*"):
            file.unlink()
        (library / FILE).write_bytes(content)
        after, tracks = mended(library)
        assert after == marks, page
        recovered += tracks
    assert recovered > 14 * 40 * 0.6


def test_marks_are_read_from_a_damaged_file_without_the_one_beside_it(library):
    """A page of clips is lost: the marks come from the catalogue itself."""
    marks = all_marks(library)
    with closing(sqlite3.connect(library / FILE)) as connection:
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'clips'"
        ).fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not (library / NAME).exists()
    content = bytearray((library / FILE).read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = os.urandom(PAGE)
    (library / FILE).write_bytes(content)
    with pytest.raises(LibraryError, match="t2m library check --repair"):
        Catalogue.open(library)
    found = check(library, BUILT_IN)
    assert not found.in_order
    assert "damaged" in found.findings[0].what
    assert (library / FILE).read_bytes() == content
    assert mended(library)[0] == marks


def test_text_in_the_place_of_the_catalogue(library):
    marks = all_marks(library)
    with Catalogue.open(library) as catalogue:
        save_marks_file(catalogue)
    for file in library.glob("catalogue*"):
        file.unlink()
    (library / FILE).write_text("A diary, and no database at all. " * 200)
    assert mended(library) == (marks, 0)


def test_a_file_of_marks_that_is_none_adds_nothing(library):
    (library / NAME).write_text('{"format": 1, "marks": [1, {"content": "zz"}, null]}')
    (library / FILE).write_bytes(b"x" * 9000)
    assert mended(library) == ({}, 0)


def test_the_file_of_marks_is_written_when_they_changed(library):
    with Catalogue.open(library) as catalogue:
        path = save_marks_file(catalogue)
        first = path.stat().st_mtime_ns, path.stat().st_ino
        save_marks_file(catalogue)
        assert (path.stat().st_mtime_ns, path.stat().st_ino) == first
        catalogue.mark([b"new"], MarkChange(rating=2))
        save_marks_file(catalogue)
        assert path.stat().st_ino != first[1]
