"""Atomic writes: the old file or the new one, never something between."""

import stat
from pathlib import Path

import pytest

from t2m_engine.files import replacing, write_bytes, write_text


def test_the_new_content_takes_the_place(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "story.txt"
    write_text(target, "one\r\n")
    write_bytes(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


def test_an_error_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "story.txt"
    write_text(target, "old")

    def fail() -> None:
        with replacing(target) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_the_mode_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "story.txt"
    write_text(target, "old")
    target.chmod(0o640)
    write_text(target, "new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_mode_whoever_wrote_it(tmp_path: Path) -> None:
    target, usual = tmp_path / "weights", tmp_path / "usual"
    usual.touch()
    with replacing(target) as temporary:
        temporary.unlink()
        temporary.touch(mode=0o600)
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    write_text(real, "old")
    link.symlink_to(real)
    write_text(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
