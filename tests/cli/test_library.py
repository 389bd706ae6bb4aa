"""`t2m library`: adding, stopping, going on, and what cannot be read."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys

from t2m_engine.service.client import engine_environment


def test_music_is_added_once_and_counted(t2m, music, tmp_path):
    library = tmp_path / "library"
    added = t2m("library", "add", music, "--json", library=library)
    assert added.code == 0
    [result] = added.lines
    assert (result["tracks"], result["errors"], result["skipped"]) == (6, 0, 0)
    assert result["clips"] >= 6
    assert result["rate"] > 0
    again = t2m("library", "add", music, library=library)
    assert again.code == 0
    assert "Heard 0 tracks" in again.out
    assert "6 files were known" in again.out
    [status] = t2m("library", "status", "--json", library=library).lines
    assert (status["tracks"], status["clips"], status["errors"]) == (6, result["clips"], 0)
    assert status["hours"] == round(6 * 15 / 3600, 3)
    assert "6 tracks" in t2m("library", "status", library=library).out


def test_what_is_known_of_the_tracks_is_told(t2m, music, tmp_path):
    library = tmp_path / "library"
    t2m("library", "add", music, library=library)
    tracks = t2m("library", "list", "--json", library=library).lines
    assert [track["track"] for track in tracks] == sorted(str(f) for f in music.iterdir())
    assert all(-70 <= track["facts"]["loudness"] < 0 for track in tracks)
    assert all(track["credits"]["composer"] == "" for track in tracks)
    listed = t2m("library", "list", library=library).out.splitlines()
    assert len(listed) == 6
    assert "LUFS" in listed[0]
    assert listed[0].endswith(tracks[0]["track"])
    [known] = t2m("library", "info", tracks[0]["track"], "--json", library=library).lines
    assert {key: known[key] for key in tracks[0]} == tracks[0]
    assert known["clips"][0]["energy"] < 0
    told = t2m("library", "info", tracks[0]["track"], library=library).out
    assert f"{tracks[0]['facts']['loudness']} LUFS" in told
    unknown = t2m("library", "info", tmp_path / "none.wav", library=library)
    assert unknown.code == 2
    assert "none.wav is not in the library" in unknown.err
    assert t2m("library", "list", library=tmp_path / "none").out == ""


def test_what_was_added_before_facts_were_is_measured(t2m, music, tmp_path):
    library = tmp_path / "library"
    t2m("library", "add", music, library=library)
    with sqlite3.connect(library / "catalogue.sqlite") as connection:
        connection.execute("UPDATE tracks SET facts = 0")
    connection.close()
    assert "6 tracks without tempo" in t2m("library", "status", library=library).out
    assert t2m("library", "list", "--json", library=library).lines[0]["facts"] is None
    added = t2m("library", "add", music, library=library)
    assert "6 files were known and unchanged, and got their tempo" in added.out
    assert "without tempo" not in t2m("library", "status", library=library).out


def test_before_the_first_scan_there_are_zeros_and_no_folder(t2m, tmp_path):
    [status] = t2m("library", "status", "--json", library=tmp_path / "none").lines
    assert (status["tracks"], status["clips"], status["errors"], status["hours"]) == (0, 0, 0, 0)
    assert t2m("library", "errors", "--json", library=tmp_path / "none").out == ""
    assert not (tmp_path / "none").exists()


def test_bad_files_are_told_and_the_rest_is_heard(t2m, music, small, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(music / "piece 0.wav", folder / "good.wav")
    (folder / "empty.mp3").write_bytes(b"")
    (folder / "noise.flac").write_bytes(os.urandom(5000))
    whole = (music / "piece 1.wav").read_bytes()
    (folder / "cut.wav").write_bytes(whole[:200])
    silence = small.np.zeros(small.RATE * 5, small.np.float32)
    small.soundfile.write(folder / "silent.ogg", silence, small.RATE)
    library = tmp_path / "library"
    added = t2m("library", "add", folder, library=library)
    assert added.code == 0
    assert "Heard 1 tracks" in added.out
    assert "4 files could not be read" in added.out
    errors = t2m("library", "errors", "--json", library=library).lines
    assert [os.path.basename(error["path"]) for error in errors] == [  # noqa: PTH119
        "cut.wav", "empty.mp3", "noise.flac", "silent.ogg",
    ]  # fmt: skip
    reasons = {os.path.basename(error["path"]): error["reason"] for error in errors}  # noqa: PTH119
    assert "empty" in reasons["empty.mp3"]
    assert "silent" in reasons["silent.ogg"]
    assert "silent.ogg is silent." in t2m("library", "errors", library=library).out
    # They are known now: the next scan says nothing new, unless it is asked to try again.
    assert t2m("library", "add", folder, "--json", library=library).lines[0]["errors"] == 0
    again = t2m("library", "add", folder, "--retry-errors", "--json", library=library)
    assert again.lines[0]["errors"] == 4


def test_a_folder_that_gives_nothing_ends_with_3_and_the_others_are_heard(t2m, music, tmp_path):
    library, empty = tmp_path / "library", tmp_path / "empty"
    empty.mkdir()
    for wrong in (empty, tmp_path / "nowhere", tmp_path / "nowhere" / "at all"):
        ended = t2m("library", "add", wrong, library=library)
        assert (ended.code, ended.out) == (3, "")
        assert str(wrong) in ended.err
    ended = t2m("library", "add", empty, music, "--json", library=library)
    assert ended.code == 3
    assert ended.lines[0]["tracks"] == 6
    assert str(empty) in ended.err


def test_without_a_model_no_library_is_made(t2m, music, tmp_path):
    ended = t2m("library", "add", music, library=tmp_path / "library", model="no-such-pack")
    assert ended.code == 5
    assert not (tmp_path / "library").exists()


def test_ctrl_c_loses_nothing_and_the_same_command_goes_on(t2m, pack, small, tmp_path):
    music, library = small.make_music(tmp_path / "music", tracks=30), tmp_path / "library"
    command = [sys.executable, "-m", "t2m_engine", "--model", str(pack), "--device", "cpu"]
    with subprocess.Popen(
        [*command, "--library", str(library), "library", "add", str(music)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=engine_environment(),
        start_new_session=True,
        cwd=tmp_path,
    ) as scan:
        first = scan.stderr.readline()  # told when the first twentieth is done
        assert b" of 30 files" in first
        os.killpg(scan.pid, signal.SIGINT)  # as a terminal does: the children get it too
        out, err = scan.communicate(timeout=60)
    assert scan.returncode == 130, err
    assert out == b""
    assert b"kept" in err
    assert b"Traceback" not in err
    kept = t2m("library", "status", "--json", library=library).lines[0]["tracks"]
    assert 1 <= kept < 30
    result = t2m("library", "add", music, "--json", library=library).lines[0]
    assert (result["tracks"], result["skipped"]) == (30 - kept, kept)


def test_two_scans_at_once_are_refused(t2m, library, music):
    import fcntl

    with (library / "scan.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        ended = t2m("library", "add", music, library=library)
    assert ended.code == 4
    assert "Another t2m" in ended.err
