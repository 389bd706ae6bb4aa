"""What the user keeps apart is not folded, whatever happens to the files."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile

from t2m_engine import places
from t2m_engine.audio.facts import MusicFacts
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.library.apart import pair_of
from t2m_engine.library.catalogue import FILE, Catalogue
from t2m_engine.library.check import check
from t2m_engine.library.duplicates import duplicates, fold
from t2m_engine.library.ingest import scan
from t2m_engine.library.marks_file import NAME, save_marks_file


@pytest.fixture
def put(catalogue, kit):
    """Put a track into the catalogue that sounds as all of them do."""
    prints = np.random.default_rng(1).integers(0, 2**32, 200, np.uint32)

    def put_one(name: str, codec: str, content: bytes) -> None:
        facts = MusicFacts(None, 0, 0, "", 0, -20.0, -1.0, None, prints)
        track = replace(
            kit.make_track(Path(f"/music/{name}")), codec=codec, content_id=content, facts=facts
        )
        catalogue.put_track(track)

    return put_one


@pytest.fixture
def heard(catalogue, put) -> Catalogue:
    """Three copies by all that can be heard."""
    put("first.flac", "flac", b"3" * 16)
    put("second.mp3", "mp3", b"1" * 16)
    put("third.ogg", "vorbis", b"2" * 16)
    assert fold(catalogue) == 2
    assert folded(catalogue) == {"first.flac": {"second.mp3", "third.ogg"}}
    return catalogue


def folded(catalogue: Catalogue) -> dict[str, set[str]]:
    return {
        group.original.path.name: {copy.path.name for copy in group.copies}
        for group in duplicates(catalogue)
    }


def contents(catalogue: Catalogue, *names: str) -> list[bytes]:
    known = {track.path.name: track.content_id for track in catalogue.tracks()}
    return [known[name] for name in names]


def test_what_is_kept_apart_is_unfolded_at_once_and_stays_so(heard):
    generation, marks = heard.generation, heard.marks_generation
    heard.keep_apart(contents(heard, "first.flac", "second.mp3"))
    assert folded(heard) == {"first.flac": {"third.ogg"}}
    assert heard.generation == generation + 1, "an index sees it"
    assert heard.marks_generation == marks + 1, "the file of marks is written"
    assert fold(heard) == 1
    assert folded(heard) == {"first.flac": {"third.ogg"}}
    heard.keep_apart(contents(heard, "first.flac", "second.mp3"), False)
    assert heard.apart() == frozenset()
    assert fold(heard) == 2


def test_no_third_track_brings_them_together(heard):
    heard.keep_apart(contents(heard, "second.mp3", "third.ogg"))
    assert folded(heard) == {"first.flac": {"second.mp3"}}, "neither is the original"
    assert fold(heard) == 1
    heard.keep_apart(contents(heard, "first.flac", "second.mp3", "third.ogg"))
    assert folded(heard) == {}
    assert fold(heard) == 0
    assert len(heard.apart()) == 3


def test_copies_of_the_file_itself_stay_with_it(heard, put):
    put("again.mp3", "mp3", b"1" * 16)
    assert fold(heard) == 3
    heard.keep_apart(contents(heard, "first.flac", "second.mp3"))
    assert folded(heard) == {"first.flac": {"third.ogg"}, "again.mp3": {"second.mp3"}}
    assert fold(heard) == 2
    assert folded(heard) == {"first.flac": {"third.ogg"}, "again.mp3": {"second.mp3"}}


@pytest.fixture
def takes(tmp_path) -> Path:
    """A folder of one piece in three formats."""
    folder = tmp_path / "music"
    folder.mkdir()
    source = places.resources() / "demo" / "music" / "cold_stairs.opus"
    samples, rate = soundfile.read(source, frames=15 * 48_000, dtype="float32")
    for name in ("first.flac", "second.mp3", "third.ogg"):
        soundfile.write(folder / name, samples.mean(axis=1), rate)
    return folder


def test_it_survives_moves_rescans_tags_removal_and_another_pack(catalogue, pack, kit, takes):
    heard = catalogue
    heard.add_folders([takes])
    scan([takes], heard, pack)
    assert fold(heard) == 2
    first, second = contents(heard, "first.flac", "second.mp3")
    heard.keep_apart([first, second])
    alone = {"first.flac": {"third.ogg"}}

    (takes / "deep").mkdir()
    (takes / "second.mp3").rename(takes / "deep" / "moved.mp3")
    scan([takes], heard, pack)
    fold(heard)
    assert folded(heard) == alone

    tags = mutagen.File(takes / "deep" / "moved.mp3", easy=True)
    tags["title"] = "Second take"
    tags.save()
    scan([takes], heard, pack)
    fold(heard)
    (other,) = contents(heard, "moved.mp3")
    assert other != second
    assert heard.apart() == {pair_of(first, second), pair_of(first, other)}
    assert folded(heard) == alone

    heard.remove_folder(takes)
    assert heard.tracks() == []
    scan([takes], heard, kit.FakePack("fake-2"))
    assert fold(heard) == 1
    assert folded(heard) in (alone, {"moved.mp3": {"third.ogg"}}), "nobody knows which it was"


def test_what_is_away_is_let_go_of_too(heard):
    first, second = contents(heard, "first.flac", "second.mp3")
    away = [track.id for track in heard.tracks() if track.path.name == "second.mp3"]
    heard.put_presence(gone=away, back=[], forgotten_errors=[])
    with heard._writing() as connection:  # as another program's t2m, which does not unfold
        connection.execute("INSERT INTO apart VALUES (?, ?)", pair_of(first, second))
    fold(heard)
    heard.put_presence(gone=[], back=away, forgotten_errors=[])
    assert folded(heard) == {"first.flac": {"third.ogg"}}


def test_it_is_in_the_file_of_marks_and_comes_back_from_it(heard):
    pair = pair_of(*contents(heard, "first.flac", "third.ogg"))
    heard.keep_apart(pair)
    save_marks_file(heard)
    file = heard.folder / NAME
    assert json.loads(file.read_text())["apart"] == [[part.hex() for part in pair]]
    heard.close()
    (heard.folder / FILE).write_bytes(b"no database at all " * 500)
    assert check(heard.folder, BUILT_IN, repair=True).recovered is not None
    with closing(Catalogue.open(heard.folder)) as mended:
        assert mended.apart() == {pair}


def test_pairs_that_are_none_in_the_file_are_passed_over(catalogue):
    catalogue.close()
    content = {"format": 1, "marks": [], "apart": [["zz", "00"], ["00"], 3, ["01", "00"], None]}
    (catalogue.folder / NAME).write_text(json.dumps({**content, "generation": 1}))
    (catalogue.folder / FILE).write_bytes(b"x" * 9000)
    check(catalogue.folder, BUILT_IN, repair=True)
    with closing(Catalogue.open(catalogue.folder)) as mended:
        assert mended.apart() == frozenset()


def test_a_damaged_catalogue_keeps_its_pairs_without_the_file(heard):
    pair = pair_of(*contents(heard, "first.flac", "third.ogg"))
    heard.keep_apart(pair)
    with heard._reading() as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'tracks'"
        ).fetchone()
    heard.close()
    with (heard.folder / FILE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"x" * 4096)
    assert check(heard.folder, BUILT_IN, repair=True).recovered is not None
    with closing(Catalogue.open(heard.folder)) as mended:
        assert mended.apart() == {pair}
