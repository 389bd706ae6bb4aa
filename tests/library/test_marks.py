"""Marks: what the user says of a piece of music stays, whatever happens to its file."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from t2m_engine.audio.facts import Credits
from t2m_engine.errors import UsageError
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import scan
from t2m_engine.library.marks import NO_MARKS, MarkChange, Marks

ALL = MarkChange(
    rating=4,
    favourite=True,
    tag=("night drive", "Zürich"),
    notes="Ends too early.\n",
    licence="CC BY 4.0",
    exclude=(Path("/stories/a.md"),),
)
MARKED = Marks(
    4, True, ("Zürich", "night drive"), "Ends too early.\n", "CC BY 4.0", ("/stories/a.md",)
)


def marks_at(catalogue: Catalogue, path: Path) -> Marks:
    content = catalogue.track(path).content_id
    return catalogue.marks([content])[content]


def mark(catalogue: Catalogue, path: Path, change: MarkChange = ALL) -> None:
    catalogue.mark([catalogue.track(path).content_id], change)


def test_marks_come_back_as_they_went_in(catalogue):
    first, second = b"a" * 16, b"b" * 16
    assert catalogue.marks([first]) == {first: NO_MARKS}
    catalogue.mark([first], ALL)
    assert catalogue.marks([first, second, first]) == {first: MARKED, second: NO_MARKS}
    catalogue.mark([first, second], MarkChange(rating=1, tag=("  night \t drive ",)))
    assert catalogue.marks([first])[first] == replace(MARKED, rating=1)
    assert catalogue.marks([second])[second] == Marks(rating=1, tags=("night drive",))
    assert catalogue.tags() == {"Zürich": 1, "night drive": 2}
    catalogue.mark(
        [first],
        MarkChange(
            rating=0, favourite=False, untag=("night drive", "Zürich", "none"), notes="",
            licence="", include=(Path("/stories/a.md"), Path("/stories/b.md")),
        ),
    )  # fmt: skip
    assert catalogue.marks([first])[first] == NO_MARKS
    assert catalogue.tags() == {"night drive": 1}


def test_marks_have_a_generation_of_their_own(catalogue, kit):
    """A rating must not make anybody build an index again."""
    catalogue.put_track(kit.make_track(Path("/music/a.ogg")))
    generation, before = catalogue.generation, catalogue.marks_generation
    mark(catalogue, Path("/music/a.ogg"))
    assert (catalogue.generation, catalogue.marks_generation) == (generation, before + 1)
    catalogue.mark([b"a" * 16], MarkChange())
    assert catalogue.marks_generation == before + 1, "nothing was said"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rating": 6}, "from 1 to 5"),
        ({"rating": -1}, "from 1 to 5"),
        ({"tag": (" ",)}, "at least one letter"),
        ({"untag": ("x" * 101,)}, "100 characters at most"),
        ({"notes": "x" * 100_001}, "A note has 100,000"),
        ({"licence": "x" * 100_001}, "A licence has 100,000"),
    ],
)
def test_what_is_no_mark_is_refused_with_a_sentence(wrong, words):
    with pytest.raises(UsageError, match=words):
        MarkChange(**wrong)


def test_odd_texts_are_kept(catalogue):
    change = MarkChange(tag=("half \ud800",), notes="\ud800 🎻 'quoted\"", licence="\\")
    catalogue.mark([b"a"], change)
    assert catalogue.marks([b"a"])[b"a"] == Marks(
        tags=("half ?",), notes="? 🎻 'quoted\"", licence="\\"
    )


def test_many_contents_at_once(catalogue):
    contents = [number.to_bytes(16, "big") for number in range(1_234)]
    catalogue.mark(contents, MarkChange(favourite=True))
    catalogue.mark(contents[::2], MarkChange(tag=("even",)))
    found = catalogue.marks(contents)
    assert list(found) == contents
    assert all(marks.favourite for marks in found.values())
    assert [bool(marks.tags) for marks in found.values()] == [True, False] * 617


def test_two_threads_mark_at_once(tmp_path):
    """Each change is whole, whichever comes last."""
    with Catalogue.open(tmp_path) as catalogue:

        def write(rating: int) -> None:
            for _ in range(30):
                change = MarkChange(rating=rating, notes=str(rating), tag=(str(rating),))
                catalogue.mark([b"a"], change)

        threads = [threading.Thread(target=write, args=(rating,)) for rating in (1, 2, 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        marks = catalogue.marks([b"a"])[b"a"]
        assert marks.notes == str(marks.rating)
        assert marks.tags == ("1", "2", "3")
        assert catalogue.marks_generation == 90


def test_the_licence_that_the_user_names_goes_before_the_files(catalogue, kit):
    path = Path("/music/a.ogg")
    catalogue.put_track(replace(kit.make_track(path), credits=Credits(licence="all rights")))
    mark(catalogue, path, MarkChange(licence="bought 2024"))
    assert catalogue.track(path).credits.licence == "bought 2024"
    assert catalogue.tracks()[0].credits.licence == "bought 2024"
    mark(catalogue, path, MarkChange(licence=""))
    assert catalogue.track(path).credits.licence == "all rights"


def test_excluded_tracks_are_a_projects_own(catalogue, kit, tmp_path):
    for seed in range(3):
        catalogue.put_track(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed))
    catalogue.put_track(kit.make_track(Path("/music/copy.ogg"), seed=1))
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    story = tmp_path / "link" / "story.md"
    mark(catalogue, Path("/music/1.ogg"), MarkChange(exclude=(story,)))
    ids = {catalogue.track(Path(f"/music/{name}.ogg")).id for name in ("1", "copy")}
    assert catalogue.excluded_tracks(tmp_path / "real" / "story.md") == ids
    assert catalogue.excluded_tracks(tmp_path / "real" / "other.md") == frozenset()
    mark(catalogue, Path("/music/copy.ogg"), MarkChange(include=(tmp_path / "real/story.md",)))
    assert catalogue.excluded_tracks(story) == frozenset()


# What happens to files


@pytest.fixture
def heard(catalogue, music, pack):
    """A library in which one of five pieces is marked; its path, and a rescan."""
    path = music / "low.wav"
    scan([music], catalogue, pack)
    mark(catalogue, path)
    return path


def test_marks_survive_a_rescan_and_a_touch(heard, catalogue, music, pack):
    scan([music], catalogue, pack)
    assert marks_at(catalogue, heard) == MARKED
    os.utime(heard, ns=(1, 1))
    assert scan([music], catalogue, pack).moved == 1
    assert marks_at(catalogue, heard) == MARKED


def test_marks_survive_a_move_and_a_rename(heard, catalogue, music, pack):
    new = music / "album" / "renamed ÿ.wav"
    heard.rename(new)
    assert scan([music], catalogue, pack).moved == 1
    assert marks_at(catalogue, new) == MARKED


def test_marks_survive_that_a_file_is_away(heard, catalogue, music, pack, tmp_path):
    away = tmp_path / "away.wav"
    heard.rename(away)
    assert scan([music], catalogue, pack).missing == 1
    assert marks_at(catalogue, heard) == MARKED
    away.rename(heard)
    scan([music], catalogue, pack)
    assert marks_at(catalogue, heard) == MARKED


def test_marks_survive_removal_and_adding_again(heard, catalogue, music, pack):
    with catalogue._writing() as connection:
        connection.execute("DELETE FROM tracks")
    assert scan([music], catalogue, pack).tracks == 5
    assert marks_at(catalogue, heard) == MARKED


def test_marks_survive_another_pack(heard, catalogue, music, kit):
    assert scan([music], catalogue, kit.FakePack("fake-2")).tracks == 5
    assert marks_at(catalogue, heard) == MARKED


def test_marks_survive_other_tags_in_the_file(heard, catalogue, music, pack):
    """A tagger changes the content of the file, and not what it is to its owner."""
    before = catalogue.track(heard).content_id
    samples, rate = soundfile.read(heard, dtype="int16")
    with soundfile.SoundFile(heard, "w", rate, 1, format="WAV") as file:
        file.title = "A new title"
        file.write(samples)
    assert scan([music], catalogue, pack).tracks == 1
    assert catalogue.track(heard).content_id != before
    assert catalogue.track(heard).title == "A new title"
    assert marks_at(catalogue, heard) == MARKED
    assert catalogue.marks([before])[before] == MARKED, "the old file may come back"


def test_other_music_in_the_place_of_a_file_has_no_marks(heard, catalogue, music, pack, kit):
    kit.write_music(heard, 33.0, 500.0)
    assert scan([music], catalogue, pack).tracks == 1
    assert marks_at(catalogue, heard) == NO_MARKS


def test_marks_of_the_new_content_are_not_overwritten(catalogue, kit):
    path = Path("/music/a.ogg")
    catalogue.put_track(kit.make_track(path, seed=1))
    mark(catalogue, path)
    other = kit.make_track(path, seed=2)
    catalogue.mark([other.content_id], MarkChange(rating=1))
    catalogue.put_track(other)
    assert marks_at(catalogue, path) == Marks(rating=1)
