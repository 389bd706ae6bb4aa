"""The scan: real files through the real decoder; nothing twice, nothing lost, whatever happens."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import mutagen
import numpy as np
import pyloudnorm
import pytest
import soundfile

from t2m_engine.audio.decoding import decode
from t2m_engine.audio.facts import Credits
from t2m_engine.audio.fingerprint import fingerprint
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import CancelledError, InputError, LibraryError
from t2m_engine.library import lock, opening
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import default_workers, scan

KIT = Path(__file__).with_name("kit.py")


def paths(catalogue) -> list[Path]:
    return [track.path for track in catalogue.tracks() if not track.missing]


def contents(catalogue) -> list[tuple]:
    """All that a scan stores, without the ids that depend on the order of events."""
    rows = []
    for track in catalogue.tracks():
        clips = catalogue.clips(track.id)
        assert all(clip.pack == track.pack for clip in clips)
        rows.append(
            (
                track.path,
                track.size,
                track.content_id,
                track.missing,
                track.title,
                track.pack,
                track.facts,
                track.credits,
                tuple((clip.start, clip.end, clip.emotion, clip.energy) for clip in clips),
                catalogue.waveform(track.id)[0].tobytes(),
            )
        )
    for name, space in BUILT_IN.items():
        rows.append((name, catalogue.snapshot(space, rows[0][5]).vectors.tobytes()))
    return rows


def test_music_becomes_tracks_clips_and_vectors(catalogue, pack, music):
    result = scan([music], catalogue, pack)
    assert (result.tracks, result.errors, result.skipped) == (5, 0, 0)
    assert result.seconds_of_audio == pytest.approx(45 + 30 + 25 + 61 + 3, abs=0.5)
    tracks = catalogue.tracks()
    assert [track.path.name for track in tracks] == [
        "middle.wav", "noise.ogg", "high.flac", "low.wav", "jingle.wav",
    ]  # fmt: skip
    assert all(track.pack == pack.id and len(track.content_id) == 16 for track in tracks)
    clips = {track.path.name: catalogue.clips(track.id) for track in tracks}
    assert sum(map(len, clips.values())) == result.clips
    assert len(clips["jingle.wav"]) == 1
    assert len(clips["middle.wav"]) >= 2
    for track in tracks:
        for clip in clips[track.path.name]:
            assert 0 <= clip.start < clip.end <= track.duration + 1e-6
            assert sum(clip.emotion.moods) == pytest.approx(1, abs=1e-5)
        peaks, curve = catalogue.waveform(track.id)
        assert peaks.dtype == np.uint8
        assert peaks.max() == 255
        assert len(curve.starts) == len(curve.moods) == max(1, int(track.duration // 5))
        sound = decode(track.path, sample_rate=16_000, mono=True).samples[:, 0]
        for start, level in zip(curve.starts, curve.energy, strict=True):
            chunk = np.resize(sound, max(80_000, len(sound)))[int(start * 16_000) :][:80_000]
            power = np.mean(np.square(chunk, dtype=np.float64))
            assert level == pytest.approx(10 * np.log10(power), abs=0.01)
    for space in BUILT_IN.values():
        assert len(catalogue.snapshot(space, pack.id).clip_ids) == result.clips


def test_what_is_known_is_not_opened(catalogue, pack, music, monkeypatch):
    scan([music], catalogue, pack)
    before, generation = contents(catalogue), catalogue.generation
    monkeypatch.setattr(opening, "content_id", None)
    monkeypatch.setattr(opening, "Guard", None)
    again = scan([music], catalogue, pack)
    assert (again.tracks, again.errors, again.skipped) == (0, 0, 5)
    assert catalogue.generation == generation
    assert contents(catalogue) == before


def test_only_what_is_new_or_changed_is_heard(catalogue, pack, kit, music):
    scan([music], catalogue, pack)
    pack.heard = 0
    kit.write_music(music / "new.wav", 20.0, 330.0)
    kit.write_music(music / "low.wav", 33.0, 120.0)
    result = scan([music], catalogue, pack)
    assert (result.tracks, result.skipped, pack.heard) == (2, 4, 2)
    assert catalogue.track(music / "low.wav").duration == pytest.approx(33.0, abs=0.01)


def test_a_touched_file_keeps_its_clips(catalogue, pack, music):
    scan([music], catalogue, pack)
    before = catalogue.clips(catalogue.track(music / "low.wav").id)
    os.utime(music / "low.wav", ns=(1, 10**18))
    pack.heard = 0
    result = scan([music], catalogue, pack)
    assert (result.moved, result.tracks, result.missing, pack.heard) == (1, 0, 0, 0)
    track = catalogue.track(music / "low.wav")
    assert track.mtime_ns == 10**18
    assert catalogue.clips(track.id) == before
    assert scan([music], catalogue, pack).skipped == 5


def test_a_moved_file_keeps_its_row_and_its_vectors(catalogue, pack, music):
    scan([music], catalogue, pack)
    old = catalogue.track(music / "low.wav")
    clips = catalogue.clips(old.id)
    (music / "deep").mkdir()
    (music / "low.wav").rename(music / "deep" / "renamed.wav")
    (music / "album").rename(music / "Album (1999)")
    pack.heard = 0
    result = scan([music], catalogue, pack)
    assert (result.moved, result.tracks, result.missing, pack.heard) == (3, 0, 0, 0)
    new = catalogue.track(music / "deep" / "renamed.wav")
    assert new.id == old.id
    assert catalogue.clips(new.id) == clips
    assert len(catalogue.tracks()) == 5


def test_copies_are_tracks_of_their_own(catalogue, pack, music):
    content = (music / "low.wav").read_bytes()
    scan([music], catalogue, pack)
    for name in ("copy 1.wav", "copy 2.wav"):
        (music / name).write_bytes(content)
    result = scan([music], catalogue, pack)
    assert (result.tracks, result.moved) == (2, 0)
    (music / "low.wav").unlink()
    (music / "copy 1.wav").unlink()
    for name in ("copy 3.wav", "copy 4.wav", "copy 5.wav"):
        (music / name).write_bytes(content)
    result = scan([music], catalogue, pack)
    assert (result.moved, result.tracks, result.missing) == (2, 1, 0)
    assert len(catalogue.tracks()) == len(paths(catalogue)) == 8


def test_a_file_that_took_anothers_name_is_heard_as_itself(catalogue, pack, music):
    scan([music], catalogue, pack)
    high = catalogue.track(music / "high.flac").content_id
    (music / "low.wav").unlink()
    (music / "high.flac").rename(music / "low.wav")
    result = scan([music], catalogue, pack)
    assert (result.moved, result.missing) == (1, 0)
    assert catalogue.track(music / "low.wav").content_id == high
    assert len(catalogue.tracks()) == 4


def test_files_that_are_gone_are_missing_until_they_return(catalogue, pack, music):
    scan([music], catalogue, pack)
    before = contents(catalogue)
    hidden = music.with_name("elsewhere")
    (music / "album").rename(hidden)
    result = scan([music], catalogue, pack)
    assert result.missing == 2
    assert len(paths(catalogue)) == 3
    assert catalogue.status()["missing"] == 2
    assert scan([music], catalogue, pack).missing == 0, "they are counted once"
    hidden.rename(music / "album")
    pack.heard = 0
    result = scan([music], catalogue, pack)
    assert (result.tracks, pack.heard) == (0, 0)
    assert contents(catalogue) == before


def test_another_folders_tracks_are_left_alone(catalogue, pack, kit, music, tmp_path):
    scan([music], catalogue, pack)
    kit.write_music(tmp_path / "more" / "a.wav", 10.0)
    result = scan([tmp_path / "more"], catalogue, pack)
    assert (result.tracks, result.missing) == (1, 0)
    assert len(paths(catalogue)) == 6


def test_another_pack_hears_everything_again(catalogue, kit, music):
    scan([music], catalogue, kit.FakePack("fake-1"))
    second = kit.FakePack("fake-2")
    assert catalogue.status("fake-2")["stale"] == 5
    result = scan([music], catalogue, second)
    assert (result.tracks, result.skipped, result.moved, second.heard) == (5, 0, 0, 5)
    assert catalogue.status("fake-2")["stale"] == 0
    assert len(catalogue.snapshot(BUILT_IN["fusion"], "fake-1").clip_ids) == 0
    assert len(catalogue.tracks()) == 5


def forget_facts(catalogue, how_many: int = 100) -> None:
    """Make the first tracks as if they had been heard before facts were."""
    connection = sqlite3.connect(catalogue.file)
    connection.execute(
        "UPDATE tracks SET facts = 0, tempo = NULL, key = '', loudness = 0, composer = '', "
        "vocals = NULL, fingerprint = NULL "
        "WHERE id IN (SELECT id FROM tracks ORDER BY path LIMIT ?)",
        (how_many,),
    )
    connection.execute(
        "UPDATE clips SET energy = NULL, best = 0 "
        "WHERE track_id IN (SELECT id FROM tracks WHERE facts = 0)"
    )
    connection.commit()
    connection.close()


def test_facts_are_measured_and_credits_read(catalogue, pack, kit, tmp_path):
    sound = kit.tone(40.0, 220.0)
    beat = kit.RATE // 2
    for first in range(beat // 2, sound.size - beat, beat):
        sound[first : first + 400] += np.random.default_rng(1).normal(scale=0.3, size=400)
    path = tmp_path / "music" / "a.flac"
    path.parent.mkdir()
    soundfile.write(path, np.stack([sound, sound], axis=1) * 0.5, kit.RATE)
    tags = mutagen.File(path)
    tags.update({"title": "Dusk", "composer": ["Bo", "Ana"], "license": "CC0"})
    tags.save()
    scan([path.parent], catalogue, pack)
    track = catalogue.track(path)
    assert (track.title, track.credits) == ("Dusk", Credits(composer="Bo, Ana", licence="CC0"))
    assert track.facts.tempo == pytest.approx(120.0, abs=0.1)
    assert track.facts.first_beat == pytest.approx(0.25, abs=0.02)
    assert track.facts.key.startswith("A")
    read, rate = soundfile.read(path)
    loudness = pyloudnorm.Meter(rate).integrated_loudness(read)
    assert track.facts.loudness == pytest.approx(loudness, abs=0.3)
    assert track.facts.true_peak >= 20 * np.log10(np.abs(read).max()) - 0.01
    for clip in catalogue.clips(track.id):
        piece = read[round(clip.start * rate) : round(clip.end * rate)].mean(axis=1)
        assert clip.energy == pytest.approx(10 * np.log10(np.mean(piece**2)), abs=0.01)


def test_what_the_tags_say_of_tempo_and_key_is_believed(catalogue, pack, kit, tmp_path):
    path = kit.write_music(tmp_path / "music" / "a.flac", 30.0)
    tags = mutagen.File(path)
    tags.update({"bpm": "61", "initialkey": "8B"})
    tags.save()
    scan([path.parent], catalogue, pack)
    facts = catalogue.track(path).facts
    assert facts.tempo == pytest.approx(60.5, abs=1.3)
    assert (facts.key, facts.key_confidence) == ("C", 1.0)


def test_missing_facts_are_measured_without_hearing_again(catalogue, pack, music):
    scan([music], catalogue, pack)
    before, ids = contents(catalogue), [track.id for track in catalogue.tracks()]
    forget_facts(catalogue, 3)
    assert catalogue.status()["unmeasured"] == 3
    assert contents(catalogue) != before
    pack.heard = 0
    seen = []
    result = scan([music], catalogue, pack, progress=seen.append)
    assert (result.measured, result.tracks, result.skipped, pack.heard) == (3, 0, 2, 0)
    assert seen[-1].measured == 3
    assert max(progress.total for progress in seen) == 3
    assert contents(catalogue) == before
    assert [track.id for track in catalogue.tracks()] == ids
    assert scan([music], catalogue, pack).measured == 0


def test_facts_of_a_moved_file_are_measured_too(catalogue, pack, music):
    scan([music], catalogue, pack)
    expected = catalogue.track(music / "low.wav")
    forget_facts(catalogue)
    (music / "low.wav").rename(music / "renamed.wav")
    pack.heard = 0
    result = scan([music], catalogue, pack)
    assert (result.moved, result.measured, result.missing, pack.heard) == (1, 5, 0, 0)
    found = catalogue.track(music / "renamed.wav")
    assert (found.id, found.facts) == (expected.id, expected.facts)


def test_measuring_can_be_stopped_and_goes_on(catalogue, pack, music):
    scan([music], catalogue, pack)
    before = contents(catalogue)
    forget_facts(catalogue)
    done = []
    with pytest.raises(CancelledError, match="of 5 files"):
        scan([music], catalogue, pack, progress=done.append, cancelled=lambda: done[-1].done >= 2)
    assert catalogue.status()["unmeasured"] == 3
    assert scan([music], catalogue, pack).measured == 3
    assert contents(catalogue) == before


def test_a_file_that_cannot_be_measured_is_an_error(catalogue, pack, music):
    scan([music], catalogue, pack)
    forget_facts(catalogue)
    state = (music / "low.wav").stat()
    (music / "low.wav").write_bytes(b"R" * state.st_size)
    os.utime(music / "low.wav", ns=(state.st_atime_ns, state.st_mtime_ns))
    result = scan([music], catalogue, pack)
    assert (result.measured, result.errors) == (4, 1)
    assert music / "low.wav" not in paths(catalogue)


def test_vectors_of_a_changed_space_are_made_by_a_scan(catalogue, pack, music):
    scan([music], catalogue, pack)
    before = contents(catalogue)
    connection = sqlite3.connect(catalogue.file)
    connection.execute("UPDATE vectors SET made = 'another' WHERE space = 'va'")
    connection.execute("DELETE FROM vectors WHERE space = 'moods' AND clip_id % 2")
    connection.commit()
    connection.close()
    seen = []
    pack.heard = 0
    result = scan([music], catalogue, pack, progress=seen.append)
    assert (result.skipped, pack.heard) == (5, 0)
    assert {progress.stage for progress in seen} == {"looking", "indexing"}
    assert contents(catalogue) == before


def spoil(folder: Path) -> set[str]:
    """Put files into `folder` that hold no music, and return their names."""
    (folder / "empty.mp3").touch()
    (folder / "text.ogg").write_text("This is no music. " * 300)
    (folder / "random.flac").write_bytes(np.random.default_rng(0).bytes(20_000))
    soundfile.write(folder / "silent.wav", np.zeros(16_000 * 8), 16_000)
    soundfile.write(folder / "frameless.wav", np.zeros(0), 16_000)
    (folder / "half.wav").symlink_to(folder / "nowhere.wav")
    return {"empty.mp3", "text.ogg", "random.flac", "silent.wav", "frameless.wav", "half.wav"}


def test_bad_files_have_reasons_and_the_scan_goes_on(catalogue, pack, music):
    bad = spoil(music)
    result = scan([music], catalogue, pack)
    assert (result.tracks, result.errors) == (5, len(bad))
    reasons = {error.path.name: error.reason for error in catalogue.errors()}
    assert set(reasons) == bad
    assert reasons["empty.mp3"] == "is empty"
    assert reasons["silent.wav"] == "is silent"
    assert all(reasons.values())
    assert len(paths(catalogue)) == 5


def test_bad_files_are_tried_again_when_they_change_or_when_asked(
    catalogue, pack, kit, music, monkeypatch
):
    bad = spoil(music)
    scan([music], catalogue, pack)
    generation = catalogue.generation
    again = scan([music], catalogue, pack)
    assert (again.errors, again.skipped) == (1, 5 + len(bad) - 1), "only the link is looked at"
    assert catalogue.generation == generation
    assert scan([music], catalogue, pack, retry_errors=True).errors == len(bad)
    kit.write_music(music / "silent.wav", 12.0)
    (music / "text.ogg").unlink()
    result = scan([music], catalogue, pack)
    assert result.tracks == 1
    left = {error.path.name for error in catalogue.errors()}
    assert left == bad - {"silent.wav", "text.ogg"}


def test_a_track_that_was_spoilt_is_no_longer_suggested(catalogue, pack, kit, music):
    scan([music], catalogue, pack)
    whole = (music / "low.wav").read_bytes()
    dates = (music / "low.wav").stat()
    (music / "low.wav").write_bytes(b"")
    assert scan([music], catalogue, pack).errors == 1
    assert music / "low.wav" not in paths(catalogue)
    (music / "low.wav").write_bytes(whole)
    os.utime(music / "low.wav", ns=(dates.st_atime_ns, dates.st_mtime_ns))
    pack.heard = 0
    scan([music], catalogue, pack)
    assert music / "low.wav" in paths(catalogue)
    assert pack.heard == 0
    assert catalogue.errors() == []


def test_the_order_of_work_does_not_show(tmp_path, kit, music):
    spoil(music)
    with Catalogue.open(tmp_path / "1") as one, Catalogue.open(tmp_path / "3") as three:
        scan([music], one, kit.FakePack(), workers=1)
        scan([music], three, kit.FakePack(), workers=3)
        assert contents(one) == contents(three)
        assert [t.id for t in one.tracks()] == [t.id for t in three.tracks()]


def test_tracks_that_are_ready_are_heard_together(tmp_path, kit, music, monkeypatch):
    """As beside a GPU: while one is waited for, what else is there waits for it, and no longer."""
    spoil(music)
    heard: list[list[int]] = []

    class Large(kit.FakePack):
        at_once = 100.0

        def listen_all(self, tracks):
            heard.append([samples.size for samples in tracks])
            return super().listen_all(tracks)

    opened = opening.Opener.has_more.fget

    def patiently(opener):  # all that is under way comes to its end first
        for one in opener._under_way:
            with suppress(InputError):
                one.opened.result()
        return opened(opener)

    monkeypatch.setattr(opening.Opener, "has_more", property(patiently))
    seen = []
    with Catalogue.open(tmp_path / "one") as one, Catalogue.open(tmp_path / "many") as many:
        scan([music], one, kit.FakePack(), workers=1)
        result = scan([music], many, Large(), workers=4, progress=seen.append)
        assert contents(one) == contents(many)
        assert [track.id for track in one.tracks()] == [track.id for track in many.tracks()]
        assert (result.tracks, result.errors) == (5, 6)
        seconds = [[round(size / kit.RATE) for size in sizes] for sizes in heard]
        assert [len(group) for group in seconds] == [3, 2], "no more than keeps the device busy"
        assert all(sum(group[:-1]) < Large.at_once for group in seconds)
        assert seen[-1].done == seen[-1].total == 11 - 1  # the broken link is not opened
        (music / "low.wav").rename(music / "moved.wav")
        heard.clear()
        assert scan([music], many, Large(), workers=4).moved == 1
        assert heard == []


@pytest.mark.parametrize(
    ("device", "cores", "workers"),
    [("cpu", 1, 1), ("cpu", 2, 1), ("cpu", 4, 2), ("cpu", 16, 8), ("cpu", 64, 8),
     ("cuda", 1, 1), ("cuda", 2, 1), ("cuda", 16, 15), ("mps", 10, 9), ("cuda", 64, 16)],
)  # fmt: skip
def test_files_decoded_at_a_time(device, cores, workers):
    assert default_workers(device, cores) == workers


def test_folders_without_music(catalogue, pack, music, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "readme.txt").touch()
    with pytest.raises(InputError, match="holds no music that t2m can read"):
        scan([tmp_path / "empty"], catalogue, pack)
    with pytest.raises(InputError, match="is not there"):
        scan([tmp_path / "nowhere"], catalogue, pack)
    result = scan([tmp_path / "nowhere", music, tmp_path / "empty"], catalogue, pack)
    assert result.tracks == 5
    assert [problem.path.name for problem in result.problems] == ["nowhere", "empty"]


def test_a_folder_that_was_emptied_leaves_missing_tracks(catalogue, pack, music):
    scan([music], catalogue, pack)
    for file in [path for path in music.rglob("*") if path.is_file()]:
        file.unlink()
    with pytest.raises(InputError, match="holds no music"):
        scan([music], catalogue, pack)
    assert catalogue.status()["missing"] == 5


def test_names_that_are_not_utf8(catalogue, pack, kit, tmp_path):
    folder = tmp_path / "music"
    file = kit.write_music(folder / "a.wav", 8.0)
    odd = folder / os.fsdecode(b"caf\xe9 #1.wav")
    file.rename(odd)
    (folder / os.fsdecode(b"\xff.ogg")).write_bytes(b"nothing")
    result = scan([folder], catalogue, pack)
    assert (result.tracks, result.errors) == (1, 1)
    assert paths(catalogue) == [odd]
    assert scan([folder], catalogue, pack).skipped == 2


def test_progress_tells_how_far_it_is(catalogue, pack, music):
    spoil(music)
    seen = []
    result = scan([music], catalogue, pack, progress=seen.append)
    stages = [progress.stage for progress in seen]
    assert stages == sorted(stages, key=["looking", "listening", "indexing"].index)
    listening = [progress for progress in seen if progress.stage == "listening"]
    assert [progress.done for progress in listening] == list(range(11))
    assert {progress.total for progress in listening} == {10}
    assert listening[0].path.name == "empty.mp3", "a folder's own files come first"
    assert listening[0].time_left is None
    assert all(progress.time_left > 0 for progress in listening[2:-1])
    assert listening[-1].path is None
    assert listening[-1].time_left == 0
    assert (listening[-1].tracks, listening[-1].errors) == (result.tracks, result.errors)
    assert listening[-1].seconds_of_audio == result.seconds_of_audio
    assert listening[-1].rate > 0


def test_cancelling_keeps_what_was_done(catalogue, pack, kit, music, tmp_path):
    with pytest.raises(CancelledError, match="2 of 5 files"):
        scan([music], catalogue, pack, cancelled=lambda: pack.heard >= 2)
    assert len(catalogue.tracks()) == 2
    assert not any(t.name.startswith("t2m-decode") for t in threading.enumerate())
    result = scan([music], catalogue, pack)
    assert (result.tracks, result.skipped) == (3, 2)
    with Catalogue.open(tmp_path / "straight") as straight:
        scan([music], straight, kit.FakePack())
        assert contents(catalogue) == contents(straight)


def test_a_trouble_in_the_network_ends_the_scan_whole(catalogue, pack, music, monkeypatch):
    listen = pack.listen

    def fail(samples):
        if pack.heard == 3:
            raise RuntimeError("out of memory")
        return listen(samples)

    monkeypatch.setattr(pack, "listen", fail)
    with pytest.raises(RuntimeError, match="out of memory"):
        scan([music], catalogue, pack)
    assert len(catalogue.tracks()) == 3
    assert not lock.is_scanning(catalogue.folder)


def test_two_scans_of_one_library_do_not_meet(catalogue, pack, music):
    with lock.scanning(catalogue.folder):
        assert lock.is_scanning(catalogue.folder)
        with pytest.raises(LibraryError, match=rf"\(process {os.getpid()}\) is adding music"):
            scan([music], catalogue, pack)
    assert not lock.is_scanning(catalogue.folder)
    assert scan([music], catalogue, pack).tracks == 5


SLOW_FACTS = f"""
import importlib.util, sys, time
from pathlib import Path
spec = importlib.util.spec_from_file_location("kit", {str(KIT)!r})
kit = importlib.util.module_from_spec(spec)
sys.modules["kit"] = kit
spec.loader.exec_module(kit)
from t2m_engine.library import ingest, opening
from t2m_engine.library.catalogue import Catalogue

measure = opening.measure

def slow(*sound, **more):
    print("facts", flush=True)
    time.sleep(0.1)
    return measure(*sound, **more)

opening.measure = slow
ingest.scan([Path(sys.argv[2])], Catalogue.open(Path(sys.argv[1])), kit.FakePack())
print("done", flush=True)
"""


@pytest.mark.parametrize("tracks", [1, 3])
def test_measuring_that_is_killed_goes_on_where_it_was(catalogue, pack, music, tracks):
    scan([music], catalogue, pack)
    before = contents(catalogue)
    forget_facts(catalogue)
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_FACTS, catalogue.folder, music],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        for _ in range(tracks):
            assert process.stdout.readline() == "facts\n"
        process.send_signal(signal.SIGKILL)
        assert "done" not in process.stdout.read()
    left = catalogue.status()["unmeasured"]
    assert left > 0
    assert scan([music], catalogue, pack).measured == left
    assert contents(catalogue) == before


SLOW_SCAN = f"""
import importlib.util, sys, time
from pathlib import Path
spec = importlib.util.spec_from_file_location("kit", {str(KIT)!r})
kit = importlib.util.module_from_spec(spec)
sys.modules["kit"] = kit
spec.loader.exec_module(kit)
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import scan

class SlowPack(kit.FakePack):
    def read_clip(self, curve, start, end):
        print("clip", flush=True)
        time.sleep(0.02)
        return super().read_clip(curve, start, end)

scan([Path(sys.argv[2])], Catalogue.open(Path(sys.argv[1])), SlowPack())
print("done", flush=True)
"""


@pytest.mark.parametrize("clips", [1, 3, 5])
def test_a_scan_that_is_killed_goes_on_where_it_was(tmp_path, kit, music, clips):
    """kill -9 after so many clips were heard; then a second scan, compared with an unbroken one."""
    library = tmp_path / "library"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_SCAN, library, music], stdout=subprocess.PIPE, text=True
    )
    with process:
        for _ in range(clips):
            assert process.stdout.readline() == "clip\n"
        process.send_signal(signal.SIGKILL)
        assert "done" not in process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    with Catalogue.open(library) as catalogue, Catalogue.open(tmp_path / "straight") as straight:
        survived = len(catalogue.tracks())
        assert survived < 5
        result = scan([music], catalogue, kit.FakePack())
        assert (result.skipped, result.tracks) == (survived, 5 - survived)
        scan([music], straight, kit.FakePack())
        assert contents(catalogue) == contents(straight)


PLAIN_SCAN = f"""
import importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("kit", {str(KIT)!r})
kit = importlib.util.module_from_spec(spec)
sys.modules["kit"] = kit
spec.loader.exec_module(kit)
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import scan

print("begin", flush=True)
scan([Path(sys.argv[2])], Catalogue.open(Path(sys.argv[1])), kit.FakePack())
"""


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_scan_that_is_killed_at_any_moment_loses_nothing(tmp_path, kit):
    """kill -9 again and again, anywhere, until it is through; compared with an unbroken scan."""
    music = tmp_path / "music"
    for number in range(24):
        kit.write_music(music / f"{number:02}.{('wav', 'flac', 'ogg')[number % 3]}", 6.0 + number)
    chance, library, kills, before = random.Random(5), tmp_path / "library", 0, {}
    while True:
        process = subprocess.Popen(
            [sys.executable, "-c", PLAIN_SCAN, library, music], stdout=subprocess.PIPE, text=True
        )
        with process:
            assert process.stdout.readline() == "begin\n"
            with suppress(subprocess.TimeoutExpired):
                # Longer from kill to kill: the first come early, and every machine gets through.
                process.wait(chance.uniform(0.0, 0.25 + 0.05 * kills))
            process.kill()
        if process.returncode == 0:
            break
        kills += 1
        assert kills < 200, "it comes no further"
        with Catalogue.open(library) as catalogue:
            now = {track.path: track.id for track in catalogue.tracks()}
            assert before.items() <= now.items(), "what was stored stays"
            assert all(catalogue.clips(track) for track in now.values()), "and is whole"
            before = now
    assert kills >= 3, "it was through before anything happened to it"
    with Catalogue.open(library) as catalogue, Catalogue.open(tmp_path / "straight") as straight:
        pack = kit.FakePack()
        assert scan([music], catalogue, pack).skipped == 24
        scan([music], straight, pack)
        assert contents(catalogue) == contents(straight)
        assert len({track.content_id for track in catalogue.tracks()}) == 24
        for space in pack.spaces.values():
            ours, theirs = (book.snapshot(space, pack.id) for book in (catalogue, straight))
            np.testing.assert_array_equal(ours.vectors, theirs.vectors)


def test_a_long_file_can_be_cancelled_in_the_middle(catalogue, pack, kit, tmp_path, monkeypatch):
    """Cancelling does not wait for the decoder."""
    kit.write_music(tmp_path / "music" / "a.wav", 5.0)
    entered = threading.Event()

    class StuckGuard(opening.Guard):
        def load(self, path, *, measure):
            entered.set()
            while not self._closed:
                time.sleep(0.01)
            raise CancelledError("Decoding was stopped.")

    monkeypatch.setattr(opening, "Guard", StuckGuard)
    with pytest.raises(CancelledError, match="0 of 1 files"):
        scan([tmp_path / "music"], catalogue, pack, cancelled=entered.is_set)
    assert catalogue.tracks() == []


def test_every_track_gets_its_vocals_its_fingerprint_and_its_best_section(catalogue, pack, music):
    scan([music], catalogue, pack)
    prints = dict(catalogue.fingerprints())
    for track in catalogue.tracks():
        clips = catalogue.clips(track.id)
        heard = catalogue.embeddings(clip.id for clip in clips)
        vocals = pack.vocals(np.stack([heard[clip.id] for clip in clips]))
        assert track.facts.vocals == pytest.approx(vocals)
        assert sum(clip.best for clip in clips) == 1
        sound = decode(track.path, sample_rate=16_000, mono=True).samples[:, 0]
        np.testing.assert_array_equal(prints[track.id], fingerprint(sound, 16_000))
    assert len({bytes(found) for found in prints.values()}) == 5


def test_a_library_heard_before_gets_them_without_being_heard(catalogue, pack, music):
    scan([music], catalogue, pack)
    before, prints = contents(catalogue), dict(catalogue.fingerprints())
    best = {clip.id for t in catalogue.tracks() for clip in catalogue.clips(t.id) if clip.best}
    vocals = [track.facts.vocals for track in catalogue.tracks()]
    forget_facts(catalogue)
    assert not any(c.best for t in catalogue.tracks() for c in catalogue.clips(t.id))
    pack.heard = 0
    assert scan([music], catalogue, pack).measured == 5
    assert pack.heard == 0
    assert contents(catalogue) == before
    assert {c.id for t in catalogue.tracks() for c in catalogue.clips(t.id) if c.best} == best
    assert [track.facts.vocals for track in catalogue.tracks()] == pytest.approx(vocals)
    again = dict(catalogue.fingerprints())
    assert all((again[track] == prints[track]).all() for track in prints)


def test_a_pack_that_cannot_tell_leaves_vocals_open(catalogue, pack, music, monkeypatch):
    monkeypatch.setattr(pack, "vocals", lambda _: None, raising=False)
    scan([music], catalogue, pack)
    assert {track.facts.vocals for track in catalogue.tracks()} == {None}
    assert scan([music], catalogue, pack).skipped == 5


def test_a_scan_pauses_and_goes_on(catalogue, pack, music):
    """Nothing is stored while it is paused, and the pause is not counted as work."""
    paused, seen = threading.Event(), []

    def tell(progress):
        seen.append(progress)
        if progress.paused:
            assert len(catalogue.tracks()) == 2
            if sum(p.paused for p in seen) == 10:
                paused.clear()
        elif progress.done == 2 and not any(p.paused for p in seen):
            paused.set()

    began = time.monotonic()
    result = scan([music], catalogue, pack, progress=tell, paused=paused.is_set)
    took = time.monotonic() - began
    assert result.tracks == 5
    assert [p.done for p in seen if p.paused] == [2] * 10
    assert result.elapsed < took - 0.9
    assert seen[-1].as_json()["paused"] is False


def test_a_paused_scan_can_be_cancelled(catalogue, pack, music):
    cancelled = threading.Event()
    with pytest.raises(CancelledError, match="0 of 5 files"):
        scan(
            [music],
            catalogue,
            pack,
            progress=lambda p: cancelled.set() if p.paused else None,
            cancelled=cancelled.is_set,
            paused=lambda: True,
        )


def test_long_tracks_wait_until_there_is_room(monkeypatch):
    """Guests beyond the room wait, but never the one whose turn it is."""
    room = opening._Room(100)
    entered: list[int] = []

    def enter(number, size):
        room.enter(number, size)
        entered.append(number)

    room.serve(0)
    enter(0, 90)
    threads = [threading.Thread(target=enter, args=(n, 60)) for n in (1, 2, 3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    assert entered == [0]
    room.leave(0)
    time.sleep(0.2)
    assert len(entered) == 2, "60 of 100 bytes are taken; the next 60 wait"
    room.serve(3)
    time.sleep(0.2)
    assert sorted(entered) == [0, 1, 2, 3], "whose turn it is, or was, comes in"
    for thread in threads:
        thread.join(10)
