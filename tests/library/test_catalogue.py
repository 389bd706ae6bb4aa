"""The catalogue: what goes in comes out, whole, whoever writes and whatever happened to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import Mock, call

import numpy as np
import pytest

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import CancelledError, ExitCode, LibraryError
from t2m_engine.library import migrations
from t2m_engine.library.catalogue import BATCH, FILE, Catalogue
from t2m_engine.library.records import USUAL_ENERGY, FileState
from t2m_engine.library.rows import STALE

FUSION, VA = BUILT_IN["fusion"], BUILT_IN["va"]
SPACES = tuple(BUILT_IN.values())


def test_a_track_comes_back_as_it_went_in(catalogue, kit):
    new = kit.make_track(Path("/music/a b#é.ogg"), seed=3)
    catalogue.put_track(new)
    track = catalogue.track(new.path)
    assert (track.title, track.artist, track.duration) == ("Title 3", "Somebody", 60.0)
    assert FileState(track.size, track.mtime_ns) == new.state
    assert not track.missing
    clips = catalogue.clips(track.id)
    assert [(clip.start, clip.end) for clip in clips] == [(0, 20), (20, 40), (40, 60)]
    for clip, expected in zip(clips, new.clips, strict=True):
        assert clip.emotion.valence == expected.reading.emotion.valence
        np.testing.assert_allclose(
            clip.emotion.moods, expected.reading.emotion.moods, rtol=1e-6, atol=1e-7
        )
        stored = catalogue.embeddings([clip.id])[clip.id]
        np.testing.assert_array_equal(stored, expected.reading.embedding)
    peaks, curve = catalogue.waveform(track.id)
    np.testing.assert_array_equal(peaks, new.peaks)
    for name in ("starts", "valence", "arousal", "moods", "energy"):
        np.testing.assert_array_equal(getattr(curve, name), getattr(new.curve, name))
    catalogue.put_track(replace(new, curve=replace(new.curve, energy=None)))
    assert catalogue.waveform(track.id)[1].energy is None
    levels = np.linspace(-60, 0, len(curve.starts), dtype=np.float32)
    catalogue.put_levels(track.id, levels)
    np.testing.assert_array_equal(catalogue.waveform(track.id)[1].energy, levels)


def test_names_that_are_not_utf8_are_kept(catalogue, kit):
    path = Path(os.fsdecode(b"/music/caf\xe9.ogg"))
    catalogue.put_track(kit.make_track(path))
    bad = Path(os.fsdecode(b"/music/\xff.mp3"))
    catalogue.put_error(bad, f"{bad} is empty", FileState(0, 1))
    assert catalogue.track(path).path == path
    assert catalogue.errors()[0].path == bad


def test_hearing_a_track_again_replaces_its_clips(catalogue, kit):
    path = Path("/music/a.ogg")
    catalogue.put_track(kit.make_track(path, seed=1, clips=5), SPACES)
    before = catalogue.track(path)
    old = {clip.id for clip in catalogue.clips(before.id)}
    catalogue.put_track(kit.make_track(path, seed=2, clips=2), SPACES)
    after = catalogue.track(path)
    assert (after.id, after.added) == (before.id, before.added)
    new = {clip.id for clip in catalogue.clips(after.id)}
    assert len(new) == 2
    assert not new & old, "a clip's id never names another clip"
    assert len(catalogue.snapshot(FUSION, "fake-1").clip_ids) == 2


def test_every_write_raises_the_generation(catalogue, kit):
    seen = [catalogue.generation]
    path = Path("/music/a.ogg")
    catalogue.put_track(kit.make_track(path))
    seen.append(catalogue.generation)
    track = catalogue.track(path)
    catalogue.put_presence(gone=[track.id], back=[], forgotten_errors=[])
    seen.append(catalogue.generation)
    catalogue.put_error(path, "is empty", FileState(0, 0))
    seen.append(catalogue.generation)
    catalogue.move_track(track.id, Path("/music/b.ogg"), FileState(1, 1))
    seen.append(catalogue.generation)
    assert seen == [0, 1, 2, 3, 4]
    catalogue.put_presence(gone=[], back=[], forgotten_errors=[])
    assert catalogue.generation == 4, "nothing was written"


def test_status_counts_what_is_there(catalogue, kit):
    for seed in range(3):
        catalogue.put_track(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed, clips=3))
    catalogue.put_track(kit.make_track(Path("/music/old.ogg"), seed=9, pack="other", clips=3))
    catalogue.put_error(Path("/music/2.ogg"), "is empty", FileState(0, 0))
    status = catalogue.status("fake-1")
    assert status == {
        "tracks": 3,
        "clips": 9,
        "errors": 1,
        "hours": 0.05,
        "missing": 1,
        "offline": 0,
        "copies": 0,
        "stale": 1,
        "unmeasured": 4 - 1,
        "library": str(catalogue.folder),
    }
    assert catalogue.status()["stale"] == 0


def test_a_snapshot_holds_one_packs_clips_of_tracks_that_are_there(catalogue, kit):
    for name in ("b", "a", "gone"):
        catalogue.put_track(kit.make_track(Path(f"/music/{name}.ogg"), seed=len(name)), SPACES)
    catalogue.put_track(kit.make_track(Path("/music/stale.ogg"), pack="other"), SPACES)
    gone = catalogue.track(Path("/music/gone.ogg"))
    catalogue.put_presence(gone=[gone.id], back=[], forgotten_errors=[])
    snapshot = catalogue.snapshot(FUSION, "fake-1")
    paths = [catalogue.tracks_by_id([t])[t].path.name for t in snapshot.track_ids.tolist()]
    assert paths == ["a.ogg"] * 3 + ["b.ogg"] * 3
    assert snapshot.vectors.shape == (6, 10)
    assert snapshot.generation == catalogue.generation
    np.testing.assert_allclose(np.linalg.norm(snapshot.vectors, axis=1), 1, atol=1e-5)


@dataclass(frozen=True)
class OtherSpace:
    """A space that places clips by their embedding, and is whatever its id says."""

    id: str
    name: str = "other"
    dimension: int = 8

    def music_vectors(self, valence, arousal, moods, embeddings):
        assert len(valence) == len(arousal) == len(moods) == len(embeddings)
        turned = np.roll(embeddings, len(self.id), axis=1)
        return turned / np.linalg.norm(turned, axis=1, keepdims=True)


def test_a_space_that_is_new_or_has_changed_is_filled(catalogue, kit):
    for seed in range(5):
        catalogue.put_track(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed), SPACES)
    catalogue.put_track(kit.make_track(Path("/music/stale.ogg"), pack="other"), SPACES)
    for space in SPACES:
        assert catalogue.missing_vectors(space, "fake-1") == 0
        assert catalogue.fill(space, "fake-1") == 0
    generation = catalogue.generation
    vectors = {}
    for space in (OtherSpace("1"), OtherSpace("22")):
        assert catalogue.missing_vectors(space, "fake-1") == 15
        assert len(catalogue.snapshot(space, "fake-1").clip_ids) == 0
        progress = Mock()
        assert catalogue.fill(space, "fake-1", progress=progress) == 15
        assert progress.call_args_list == [call(0, 15), call(15, 15)]
        assert catalogue.generation == generation, "what could be suggested still can"
        snapshot = catalogue.snapshot(space, "fake-1")
        embeddings = catalogue.embeddings(snapshot.clip_ids)
        expected = np.stack([np.roll(embeddings[i], len(space.id)) for i in snapshot.clip_ids])
        expected /= np.linalg.norm(expected, axis=1, keepdims=True)
        np.testing.assert_allclose(snapshot.vectors, expected, atol=1e-6)
        vectors[space.id] = snapshot.vectors
        assert catalogue.missing_vectors(space, "fake-1") == 0
    assert not np.allclose(vectors["1"], vectors["22"])
    assert catalogue.missing_vectors(OtherSpace("1"), "fake-1") == 15, "22 took its place"


def test_filling_can_be_stopped_and_goes_on(catalogue, kit):
    for seed in range(3):
        catalogue.put_track(
            kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed, clips=BATCH // 2 + 1)
        )
    total = 3 * (BATCH // 2 + 1)
    asked = iter([False, True])
    with pytest.raises(CancelledError, match=f"Stopped after {BATCH} of {total}"):
        catalogue.fill(VA, "fake-1", cancelled=lambda: next(asked))
    assert catalogue.missing_vectors(VA, "fake-1") == total - BATCH
    with Catalogue.open(catalogue.folder) as other:
        assert other.fill(VA, "fake-1") == total - BATCH
    assert len(catalogue.snapshot(VA, "fake-1").clip_ids) == total


def test_facts_can_come_later(catalogue, kit):
    catalogue.put_track(kit.make_track(Path("/music/a.ogg")))
    catalogue.put_track(kit.make_track(Path("/music/b.ogg")))
    track, other = catalogue.tracks()
    assert catalogue.status()["unmeasured"] == 2
    assert not catalogue.known_tracks()[track.path].measured
    facts = MusicFacts(None, 0.0, 0.0, "", 0.0, -70.0, -200.0)
    clips = catalogue.clips(track.id)
    energies = {clip.id: -10.0 - clip.start for clip in clips}
    energies[catalogue.clips(other.id)[0].id] = 99.0  # not its own
    catalogue.put_facts(track.id, facts, Credits(genre="Folk"), energies, best=clips[1].id)
    after = catalogue.track(track.path)
    assert after == replace(track, facts=facts, credits=Credits(genre="Folk"))
    assert [c.energy for c in catalogue.clips(track.id)] == [-10.0, -30.0, -50.0]
    assert [c.best for c in catalogue.clips(track.id)] == [False, True, False]
    assert [c.emotion for c in catalogue.clips(track.id)] == [c.emotion for c in clips]
    assert catalogue.tracks()[1] == other
    assert catalogue.clips(other.id)[0].energy == USUAL_ENERGY
    assert catalogue.status()["unmeasured"] == 1
    assert catalogue.known_tracks()[track.path].measured
    catalogue.put_facts(12345, facts, Credits(), {})  # it has gone meanwhile
    assert len(catalogue.tracks()) == 2


def test_a_failed_write_leaves_nothing_behind(catalogue, kit):
    good = kit.make_track(Path("/music/a.ogg"))
    catalogue.put_track(good, SPACES)
    broken = kit.make_track(Path("/music/b.ogg"))
    object.__setattr__(broken.clips[-1], "end", None)  # NOT NULL fails at the last clip
    with pytest.raises(sqlite3.IntegrityError):
        catalogue.put_track(broken, SPACES)
    assert [track.path for track in catalogue.tracks()] == [good.path]
    assert catalogue.generation == 1
    assert len(catalogue.snapshot(VA, "fake-1").clip_ids) == 3


def test_threads_read_while_one_writes(catalogue, kit):
    troubles: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                snapshot = catalogue.snapshot(FUSION, "fake-1")
                assert len(snapshot.clip_ids) == 3 * snapshot.generation, "half a transaction"
        except BaseException as error:
            troubles.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for seed in range(40):
        catalogue.put_track(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed), SPACES)
    stop.set()
    for reader in readers:
        reader.join()
    assert not troubles
    catalogue.tracks()
    with Catalogue.open(catalogue.folder) as other:
        assert len(other.tracks()) == 40


def test_a_process_that_holds_the_lock_is_named(tmp_path, kit):
    with Catalogue.open(tmp_path) as first, Catalogue.open(tmp_path, busy_timeout=0.1) as second:
        holder = sqlite3.connect(first.file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            assert second.tracks() == [], "reading goes on"
            with pytest.raises(LibraryError, match=r"Another program has been writing") as caught:
                second.put_track(kit.make_track(Path("/music/a.ogg")))
            assert str(tmp_path) in str(caught.value)
        finally:
            holder.rollback()
            holder.close()
        second.put_track(kit.make_track(Path("/music/a.ogg")))


def test_a_closed_catalogue_says_so(tmp_path):
    catalogue = Catalogue.open(tmp_path)
    catalogue.close()
    with pytest.raises(LibraryError, match="has been closed"):
        catalogue.tracks()


def test_a_newer_version_is_refused_and_left_alone(tmp_path, kit):
    with Catalogue.open(tmp_path) as catalogue:
        catalogue.put_track(kit.make_track(Path("/music/a.ogg")))
    file = tmp_path / FILE
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(LibraryError, match=r"newer t2m .*update t2m") as caught:
        Catalogue.open(tmp_path)
    assert caught.value.exit_code == ExitCode.LIBRARY
    assert file.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    file = tmp_path / FILE
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE tracks (id)")
    connection.commit()
    connection.close()
    before = file.read_bytes()
    with pytest.raises(LibraryError, match="not a t2m catalogue"):
        Catalogue.open(tmp_path)
    assert file.read_bytes() == before


def test_an_empty_file_becomes_a_catalogue(tmp_path, kit):
    (tmp_path / FILE).touch()
    with Catalogue.open(tmp_path) as catalogue:
        catalogue.put_track(kit.make_track(Path("/music/a.ogg")))
        assert len(catalogue.tracks()) == 1


def test_text_is_not_a_catalogue(tmp_path):
    (tmp_path / FILE).write_text("A diary, and no database at all. " * 200)
    with pytest.raises(LibraryError, match=r"is damaged .*t2m library check --repair"):
        Catalogue.open(tmp_path)


def test_zeroed_pages_are_found(tmp_path, kit):
    with Catalogue.open(tmp_path) as catalogue:
        for seed in range(30):
            catalogue.put_track(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed), SPACES)
    file = tmp_path / FILE
    whole = file.read_bytes()
    pages = len(whole) // 4096
    assert pages > 20
    for page in range(1, pages):
        content = bytearray(whole)
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
        if content == whole:
            continue
        file.write_bytes(content)
        try:
            with Catalogue.open(tmp_path) as catalogue:
                assert len(catalogue.tracks()) == 30
                assert len(catalogue.snapshot(FUSION, "fake-1").clip_ids) == 90
        except LibraryError as error:
            assert "damaged" in str(error)  # noqa: PT017 - some pages hold only what is spare
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LibraryError, match="is damaged"):
        Catalogue.open(tmp_path)


def test_damage_that_comes_later_is_a_sentence_too(tmp_path, kit):
    with Catalogue.open(tmp_path) as catalogue:
        catalogue.put_track(kit.make_track(Path("/music/a.ogg")), SPACES)
        with sqlite3.connect(catalogue.file) as connection:
            connection.execute("UPDATE vectors SET vector = zeroblob(40) WHERE space = 'va'")
        connection.close()
        with pytest.raises(LibraryError, match="is damaged"):
            catalogue.snapshot(VA, "fake-1")
        assert len(catalogue.snapshot(FUSION, "fake-1").clip_ids) == 3


def test_a_library_in_the_place_of_a_file(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="cannot be made"):
        Catalogue.open(tmp_path / "file" / "library")


def test_every_earlier_version_becomes_the_newest(tmp_path, kit, old_catalogues):
    """Catalogues as earlier versions wrote them, with music in them, come out whole."""
    assert len(old_catalogues.MAKERS) == migrations.VERSION - 1
    new = [kit.make_track(Path(os.fsdecode(b"/music/\xe9.flac")), seed=1, clips=4)]
    new += [kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed) for seed in range(2, 20)]
    for version, make in enumerate(old_catalogues.MAKERS, 1):
        folder = tmp_path / str(version)
        make(folder / FILE, new)
        with Catalogue.open(folder) as catalogue:
            by_path = {track.path: track for track in catalogue.tracks()}
            assert set(by_path) == {track.path for track in new}
            for expected in new:
                track = by_path[expected.path]
                assert (track.title, track.content_id) == (expected.title, expected.content_id)
                assert track.added == old_catalogues.ADDED
                assert track.missing == (track.path.name == "5.ogg")
                clips = catalogue.clips(track.id)
                assert [clip.start for clip in clips] == [clip.start for clip in expected.clips]
                assert clips[0].emotion.valence == expected.clips[0].reading.emotion.valence
                embedding = catalogue.embeddings([clips[0].id])[clips[0].id]
                np.testing.assert_array_equal(embedding, expected.clips[0].reading.embedding)
                assert (track.original, track.offline) == (None, False)
                assert not any(clip.best for clip in clips)
                assert catalogue.waveform(track.id)[1].energy is None
            assert catalogue.errors()[0].reason == "is empty"
            assert catalogue.generation == 7
            catalogue.put_track(kit.make_track(Path("/music/new.ogg")))
        connection = sqlite3.connect(folder / FILE)
        assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION
        kept = connection.execute("SELECT count(*) FROM vectors WHERE made = 'va-1'").fetchone()[0]
        assert kept == (sum(len(track.clips) for track in new) if version >= 3 else 0)
        for track in new:  # what is searched for is there, and leads to the track
            found = connection.execute(
                "SELECT path FROM tracks WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?)",
                (f'title: "{track.title}"',),
            ).fetchall()
            assert found == [(os.fsencode(track.path),)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


def test_words_follow_the_rows(catalogue, kit):
    """Whoever writes to tracks, tags and folders: what is searched for is what is there."""

    def found(words: str) -> set[str]:
        with catalogue._reading() as connection:
            rows = connection.execute(
                "SELECT path FROM words JOIN tracks ON id = words.rowid WHERE words MATCH ?",
                (words,),
            ).fetchall()
        return {Path(os.fsdecode(row[0])).name for row in rows}

    path = Path("/music/Film Scores/höhle_02.ogg")
    catalogue.put_track(kit.make_track(path, seed=1))
    catalogue.put_track(kit.make_track(Path(os.fsdecode(b"/music/\xff.ogg")), seed=2))
    track = catalogue.track(path)
    assert found("hohle") == found("name:scores") == found('title:"title 1"') == {path.name}
    assert len(found("name:music")) == 2
    with catalogue._writing() as connection:
        connection.execute("INSERT INTO folders (path, added) VALUES (x'2f6d75736963', 1)")
    assert found("name:music") == set(), "the folders above the one that was added say nothing"
    assert found("name:scores") == {path.name}
    with catalogue._writing() as connection:
        content = track.content_id
        connection.execute("INSERT INTO mark_tags VALUES (?, 'Abspann')", (content,))
        connection.execute("INSERT INTO mark_tags VALUES (?, 'zwei Worte')", (content,))
    assert found("tags:abspann") == found('"zwei worte"') == {path.name}
    with catalogue._writing() as connection:
        connection.execute("DELETE FROM mark_tags WHERE tag = 'Abspann'")
    assert found("abspann") == set()
    assert found("zwei") == {path.name}
    facts = MusicFacts(None, 0.0, 0.0, "", 0.0, -70.0, -200.0)
    catalogue.put_facts(track.id, facts, Credits(genre="Ambient"), {})
    assert found("genre:ambient zwei") == {path.name}
    catalogue.move_track(track.id, Path("/music/new/cave.ogg"), FileState(1, 1))
    assert found("hohle") == set()
    assert found("name:new zwei") == {"cave.ogg"}
    with catalogue._writing() as connection:
        connection.execute("DELETE FROM tracks WHERE id = ?", (track.id,))
        connection.execute("DELETE FROM folders")
    assert found("zwei") == set()
    assert len(found("name:music")) == 1
    with catalogue._writing() as connection:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def test_another_packs_clips_stay_until_it_has_heard_everything(catalogue, kit):
    path = Path("/music/a.ogg")
    catalogue.put_track(kit.make_track(path, seed=1, clips=3, pack="old"), SPACES)
    catalogue.put_track(kit.make_track(path, seed=1, clips=2, pack="new"), SPACES)
    track = catalogue.track(path)
    assert track.pack == "new"
    assert len(catalogue.clips(track.id)) == 2
    assert len(catalogue.snapshot(VA, "old").clip_ids) == 3
    assert len(catalogue.snapshot(VA, "new").clip_ids) == 2
    catalogue.put_track(kit.make_track(path, seed=1, clips=4, pack="new"), SPACES)
    assert len(catalogue.snapshot(VA, "old").clip_ids) == 3
    assert len(catalogue.snapshot(VA, "new").clip_ids) == 4
    assert catalogue.status("new")["clips"] == 4
    other = Path("/music/b.ogg")
    catalogue.put_track(kit.make_track(other, seed=5, clips=1, pack="old"), SPACES)
    assert not catalogue.settle("new"), "there is something that it has not heard"
    assert len(catalogue.snapshot(VA, "old").clip_ids) == 4
    catalogue.put_presence(gone=[catalogue.track(other).id], back=[], forgotten_errors=[])
    assert catalogue.settle("new")
    assert len(catalogue.snapshot(VA, "old").clip_ids) == 0
    catalogue.put_presence(gone=[], back=[catalogue.track(other).id], forgotten_errors=[])
    assert len(catalogue.snapshot(VA, "old").clip_ids) == 1
    catalogue.put_track(kit.make_track(path, seed=1, clips=4, pack="other"), SPACES)
    assert len(catalogue.snapshot(VA, "new").clip_ids) == 4
    catalogue.put_track(kit.make_track(path, seed=2, clips=1, pack="new"), SPACES)
    assert len(catalogue.snapshot(VA, "other").clip_ids) == 0, "the file has other music now"
    assert len(catalogue.snapshot(VA, "new").clip_ids) == 1


def test_whether_all_was_heard_costs_two_looks_into_an_index(catalogue, kit):
    """It is asked with every suggestion, of a hundred thousand tracks too."""
    assert not catalogue.is_stale("m")
    for seed, pack in enumerate(("m", "m", "a", "z")):
        catalogue.put_track(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed, pack=pack))
    tracks = [track.id for track in catalogue.tracks()]
    assert catalogue.is_stale("m")
    catalogue.put_presence(gone=tracks[2:3], back=[], forgotten_errors=[])
    assert catalogue.is_stale("m"), "of a pack that comes after it"
    catalogue.put_presence(gone=tracks[3:], back=tracks[2:3], forgotten_errors=[])
    assert catalogue.is_stale("m"), "of a pack that comes before it"
    catalogue.put_originals([(tracks[0], tracks[2])])
    assert not catalogue.is_stale("m"), "a copy of what was heard, and one that is gone"
    with catalogue._reading() as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN SELECT {STALE}", {"pack": "m"}).fetchall()
    looks = [row[3] for row in rows if "tracks" in row[3]]
    assert len(looks) == 2
    assert all(look.startswith("SEARCH tracks USING COVERING INDEX tracks_f") for look in looks)


def test_what_was_heard_before_facts_were_has_none(tmp_path, kit, old_catalogues):
    old_catalogues.MAKERS[0](tmp_path / FILE, [kit.make_track(Path("/music/a.ogg"))])
    with Catalogue.open(tmp_path) as catalogue:
        track = catalogue.tracks()[0]
        assert track.facts is None
        assert track.credits == Credits()
        assert {clip.energy for clip in catalogue.clips(track.id)} == {USUAL_ENERGY}


def test_what_open_2_heard_belongs_to_its_music_network(tmp_path, kit, old_catalogues):
    new = [kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed) for seed in range(3)]
    old_catalogues.version_6(tmp_path / FILE, new)
    music_id = ModelPack.load("open").music_id  # the same network serves to this day
    with Catalogue.open(tmp_path) as catalogue:
        first, *others = catalogue.tracks()
        assert first.pack == music_id
        assert {clip.pack for clip in catalogue.clips(first.id)} == {music_id}
        assert {track.pack for track in others} == {new[1].pack}, "other packs are not known"
        assert catalogue.known_pack(music_id).name == "open"


def test_facts_of_version_2_are_kept(tmp_path, kit, old_catalogues):
    new = [kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed) for seed in range(4)]
    old_catalogues.version_2(tmp_path / FILE, new)
    with Catalogue.open(tmp_path) as catalogue:
        for track in catalogue.tracks():
            known = track.id % 2 == 0
            facts = MusicFacts(90.5, 0.7, 0.25, "F#m", 0.6, -14.5, -0.5)
            assert track.facts == (facts if known else None)
            assert track.credits.composer == ("Bo" if known else "")
            assert catalogue.clips(track.id)[0].energy == (-17.5 if known else USUAL_ENERGY)


def test_facts_and_credits_come_back_as_they_went_in(catalogue, kit):
    fingerprint = np.array([1, 2**32 - 1, 7], np.uint32)
    facts = MusicFacts(119.97, 0.8, 0.21, "F#m", 0.6, -14.2, -0.3, 0.25, fingerprint)
    credits_ = Credits(album="Äther", composer="Ana Lém", licence="CC BY 4.0", isrc="DEA123456789")
    new = replace(kit.make_track(Path("/music/a.ogg")), facts=facts, credits=credits_)
    clips = [replace(c, energy=-9.5 - c.start, best=c.start == 20) for c in new.clips]
    new = replace(new, clips=tuple(clips))
    catalogue.put_track(new)
    track = catalogue.track(new.path)
    assert (track.facts, track.credits) == (facts, credits_)
    assert [clip.energy for clip in catalogue.clips(track.id)] == [-9.5, -29.5, -49.5]
    assert [clip.best for clip in catalogue.clips(track.id)] == [False, True, False]
    for ids in (None, [track.id, 999]):
        [(identity, found)] = catalogue.fingerprints(ids)
        assert identity == track.id
        np.testing.assert_array_equal(found, fingerprint)
    assert track.as_json()["facts"]["tempo"] == 119.97
    assert track.as_json()["credits"]["composer"] == "Ana Lém"
    catalogue.put_track(replace(new, facts=replace(facts, tempo=None, key="")))
    assert catalogue.track(new.path).facts.as_json()["tempo"] is None


def test_a_writer_that_is_killed_loses_only_what_it_had_not_finished(tmp_path, kit):
    """A process dies by SIGKILL inside a transaction; the rows before it are there."""
    with Catalogue.open(tmp_path) as catalogue:
        catalogue.put_track(kit.make_track(Path("/music/a.ogg")))
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from t2m_engine.library.catalogue import Catalogue\n"
        "catalogue = Catalogue.open(Path(sys.argv[1]))\n"
        "with catalogue._writing() as connection:\n"
        "    connection.execute('DELETE FROM tracks')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    died = subprocess.run([sys.executable, "-c", script, tmp_path], check=False)
    assert died.returncode == -9
    with Catalogue.open(tmp_path) as catalogue:
        assert len(catalogue.tracks()) == 1
        catalogue.put_track(kit.make_track(Path("/music/b.ogg")))


def test_connections_of_threads_that_ended_are_closed(catalogue):
    for _ in range(20):
        thread = threading.Thread(target=catalogue.tracks)
        thread.start()
        thread.join()
    assert len(catalogue._connections) <= 2


def test_a_full_disk_and_a_read_only_library_are_sentences(catalogue, kit):
    catalogue.put_track(kit.make_track(Path("/music/a.ogg")))
    connection = catalogue._connection()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")  # as if the disk held no more
    with pytest.raises(LibraryError, match=r"is full; what was done is kept"):
        catalogue.put_track(kit.make_track(Path("/music/b.ogg"), clips=500))
    connection.execute("PRAGMA max_page_count = 100000")
    connection.execute("PRAGMA query_only = 1")
    with pytest.raises(LibraryError, match="check its permissions"):
        catalogue.put_track(kit.make_track(Path("/music/c.ogg")))
    connection.execute("PRAGMA query_only = 0")
    catalogue.put_track(kit.make_track(Path("/music/c.ogg")))
    assert catalogue.track(Path("/music/a.ogg")) is not None
    assert catalogue.generation == len(catalogue.tracks())
