"""Finding music: every file once, in order, whatever the folders look like."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import tracemalloc
from pathlib import Path

import pytest

from t2m_engine.library.walk import SUFFIXES, content_id, find


def touch(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(found, root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in found.files]


def test_music_is_found_in_order_and_the_rest_is_left(tmp_path):
    for name in ("b.ogg", "a.MP3", "Cover.jpg", "notes.txt", "z/film.mkv", "k/1.flac", ".h.wav"):
        touch(tmp_path / name)
    touch(tmp_path / ".hidden" / "x.wav")
    touch(tmp_path / "k" / "._1.flac")
    (tmp_path / "folder.wav").mkdir()
    os.mkfifo(tmp_path / "pipe.wav")
    found = find([tmp_path])
    assert names(found, tmp_path) == ["a.MP3", "b.ogg", "k/1.flac", "z/film.mkv"]
    assert not found.problems
    assert not found.unreadable


def test_a_hidden_folder_that_was_asked_for_is_entered(tmp_path):
    touch(tmp_path / ".music" / "a.ogg")
    assert len(find([tmp_path / ".music"]).files) == 1


def test_links_in_a_circle_end(tmp_path):
    touch(tmp_path / "a" / "one.ogg")
    touch(tmp_path / "b" / "two.ogg")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "other").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "b" / "again.ogg").symlink_to(tmp_path / "a" / "one.ogg")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = find([tmp_path, tmp_path / "b" / "other", tmp_path / "a"])
    assert sorted(names(found, tmp_path)) == ["a/one.ogg", "b/two.ogg"]
    assert not found.problems


def test_what_a_link_leads_to_outside_is_found(tmp_path):
    touch(tmp_path / "far" / "one.ogg")
    (tmp_path / "music").mkdir()
    (tmp_path / "music" / "link").symlink_to(tmp_path / "far", target_is_directory=True)
    (tmp_path / "music" / "broken.ogg").symlink_to(tmp_path / "nowhere.ogg")
    found = find([tmp_path / "music"])
    assert list(found.files) == [tmp_path / "far" / "one.ogg"]
    assert found.unreadable == {
        tmp_path / "music" / "broken.ogg": "is a link to a file that is not there"
    }


def test_folders_that_give_nothing_are_problems(tmp_path):
    touch(tmp_path / "text" / "a.txt")
    touch(tmp_path / "b.txt")
    touch(tmp_path / "good" / "a.ogg")
    found = find([tmp_path / "nowhere", tmp_path / "text", tmp_path / "b.txt", tmp_path / "good"])
    assert [problem.reason for problem in found.problems] == [
        "is not there",
        "holds no music that t2m can read",
        "is not a folder, nor music that t2m can read",
    ]
    assert len(found.files) == 1


def test_a_single_file_is_taken(tmp_path):
    file = touch(tmp_path / "a.ogg")
    assert list(find([file]).files) == [file]


def test_a_folder_that_cannot_be_entered_has_a_reason(tmp_path, monkeypatch):
    touch(tmp_path / "music" / "a.ogg")
    touch(tmp_path / "music" / "closed" / "b.ogg")
    scandir = os.scandir

    def refuse(folder):  # as the system does for everyone but root, who may run this
        if Path(folder).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find([tmp_path / "music"])
    assert found.unreadable == {
        tmp_path / "music" / "closed": "cannot be entered (permission denied)"
    }
    assert not found.covers(tmp_path / "music" / "closed" / "b.ogg")
    assert found.covers(tmp_path / "music" / "gone.ogg")
    problem = find([tmp_path / "music" / "closed"]).problems[0]
    assert problem.reason == "cannot be entered (permission denied)"


def test_names_that_are_not_utf8_are_found(tmp_path):
    name = os.fsdecode(b"caf\xe9.ogg")
    touch(tmp_path / name)
    assert [path.name for path in find([tmp_path]).files] == [name]


def test_the_content_decides_not_the_name_nor_the_edges(tmp_path):
    silence = bytes(3_000_000)
    one = touch(tmp_path / "one.wav", silence)
    same = touch(tmp_path / "same.wav", silence)
    other = bytearray(silence)
    other[1_234_567] = 1  # as two stems of one session differ
    different = touch(tmp_path / "different.wav", bytes(other))
    assert content_id(one) == content_id(same) != content_id(different)
    assert len(content_id(one)) == 16


def test_long_names_and_deep_folders_are_found(tmp_path):
    """Names of 255 bytes, as long as they can be, and paths of a thousand and more."""
    deep = tmp_path / ("a" * 250) / ("é" * 125) / ("c" * 250) / ("d" * 250)
    long = touch(deep / ("漢" * 83 + ".ogg"))
    assert len(os.fsencode(long)) > 1200
    assert list(find([tmp_path]).files) == [long]
    assert content_id(long)


def test_a_path_that_is_too_long_does_not_stop_the_rest(tmp_path):
    """Deeper than the system's 4,096 bytes: made by going down step by step."""
    touch(tmp_path / "z.ogg")
    script = """
import os, sys
os.chdir(sys.argv[1])
for _ in range(20):
    os.mkdir("x" * 240)
    os.chdir("x" * 240)
open("deep.ogg", "wb").write(b"x")
"""
    subprocess.run([sys.executable, "-c", script, tmp_path], check=True)
    try:
        found = find([tmp_path])
        assert names(found, tmp_path) == ["z.ogg"]
        assert ["name too long" in reason for reason in found.unreadable.values()] == [True]
    finally:
        subprocess.run(["rm", "-rf", tmp_path / ("x" * 240)], check=True)


LOOK = """
import os, sys
from pathlib import Path
from t2m_engine.library.walk import find
os.setgroups([])
os.setegid(65534)
os.seteuid(65534)
found = find([Path(sys.argv[1])])
print([path.name for path in found.files], sorted(
    (path.name, reason) for path, reason in found.unreadable.items()
))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not read")
def test_what_may_not_be_read_has_a_reason_and_the_rest_goes_on():
    """As nobody, in a folder with one that is closed. (The test's own folder is closed, too.)"""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        touch(root / "open" / "one.ogg")
        touch(root / "shut" / "two.ogg")
        (root / "shut").chmod(0o700)
        (root / "link.ogg").symlink_to(root / "shut" / "two.ogg")
        told = subprocess.run(
            [sys.executable, "-c", LOOK, name], check=True, capture_output=True, text=True
        )
        links = "('link.ogg', 'cannot be read (permission denied)')"
        folders = "('shut', 'cannot be entered (permission denied)')"
        assert told.stdout == f"['one.ogg'] [{links}, {folders}]\n"


@pytest.mark.slow
def test_very_many_files_in_a_folder(tmp_path):
    """Of what is no music nothing is held; of music, its path and its state."""
    for number in range(100_000):
        os.close(os.open(tmp_path / f"{number:06}.jpg", os.O_CREAT))
    for number in range(2_000):
        os.close(os.open(tmp_path / f"{number:06}.ogg", os.O_CREAT))
    tracemalloc.start()
    found = find([tmp_path])
    held, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.files) == 2_000
    assert held < 2_000 * 2_000
    assert most < 2_000 * 4_000


def test_suffixes_are_lower_case_with_a_dot():
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in SUFFIXES)
    assert {".wav", ".aiff", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".wma", ".mp4"} <= SUFFIXES
