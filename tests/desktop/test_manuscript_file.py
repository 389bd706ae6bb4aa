from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_desktop.manuscript_file import EncodingError, ManuscriptFile
from t2m_engine.errors import InputError
from t2m_engine.text.readers.encoding import read_text

FORMS = {
    "lf": b"One.\n\nTwo.\n",
    "crlf": b"One.\r\n\r\nTwo.\r\n",
    "cr": b"One.\r\rTwo.\r",
    "mixed": b"One.\r\nTwo.\nThree.\rFour.\r\n\nFive",
    "no end": b"One.\nTwo.",
    "empty": b"",
    "utf-8 bom": codecs.BOM_UTF8 + "Café.\r\n".encode(),
    "utf-16 le": codecs.BOM_UTF16_LE + "Café “—”\n".encode("utf-16-le"),
    "utf-16 be": codecs.BOM_UTF16_BE + "Café\r\n".encode("utf-16-be"),
    "utf-32": codecs.BOM_UTF32_LE + "Café\n".encode("utf-32-le"),
    "latin-1 crlf": "Le café fermé.\r\nEncore.\r\n".encode("latin-1"),
    "cp1252": "“Café” – now…\n".encode("cp1252"),
    "cp1251": "Жили-были старик со старухой у самого синего моря.\r\n".encode("cp1251"),
    "koi8-r": "Жили-были старик со старухой у самого синего моря.\n".encode("koi8-r"),
    "shift jis": "むかしむかし、おじいさんは山へ芝刈りに行きました。\r\n".encode("cp932"),
    "shift jis, two ways": b"\x81\xca\xee\xf9" + "むかしむかし、おじいさん。\n".encode("cp932"),
    "mac roman": "C’était une très vieille maison, près de la forêt.\r".encode("mac_roman"),
    "gaps of cp1252": b"\x81\x8d caf\xe9\n",
    "separators": "a\u2028b\u2029c\u00a0d\x0ce\ufdd0f\n".encode(),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_saving_unchanged_writes_the_same_bytes(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(content)
    manuscript, text = ManuscriptFile.open(path)
    assert "\r" not in text
    manuscript.save(text)
    assert path.read_bytes() == content


def test_an_old_encoding_is_read_as_the_engine_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    for name in ("cp1251", "koi8-r", "shift jis", "mac roman"):
        path.write_bytes(FORMS[name])
        _, text = ManuscriptFile.open(path)
        assert text == read_text(path).replace("\r\n", "\n").replace("\r", "\n")
        assert re.match("Жили|むかし|C’était", text)


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "story.txt"
    path.write_bytes(text.encode())
    manuscript, shown = ManuscriptFile.open(path)
    assert manuscript.encode(shown) == text.encode()


def test_an_edit_takes_the_usual_ending_and_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"a\r\nb\nc\r\nd\r\ne\n")
    manuscript, text = ManuscriptFile.open(path)
    manuscript.save(text.replace("c", "c1\nc2"))
    assert path.read_bytes() == b"a\r\nb\nc1\r\nc2\r\nd\r\ne\n"


def test_saving_twice_keeps_the_endings(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"a\r\nb\nc\n")
    manuscript, text = ManuscriptFile.open(path)
    manuscript.save("new\n" + text)
    manuscript.save("new\n" + text)
    assert path.read_bytes() == b"new\na\r\nb\nc\n"


def test_a_character_that_does_not_fit_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes("café\r\n".encode("latin-1"))
    manuscript, text = ManuscriptFile.open(path)
    with pytest.raises(EncodingError, match="“→” cannot be written in Windows-1252"):
        manuscript.save(text + "→")
    assert path.read_bytes() == "café\r\n".encode("latin-1")
    manuscript.encoding = "utf-8"
    manuscript.save(text + "→")
    assert path.read_bytes() == "café\r\n→".encode()


def test_nul_bytes_are_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"One\0two")
    with pytest.raises(InputError, match="holds NUL bytes, so it is not a text file"):
        ManuscriptFile.open(path)
    path.write_bytes(codecs.BOM_UTF16_LE + "One\0two".encode("utf-16-le"))
    with pytest.raises(InputError, match="NUL"):
        ManuscriptFile.open(path)


def test_damaged_and_missing_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    with pytest.raises(InputError, match=r"story\.txt cannot be opened: no such file"):
        ManuscriptFile.open(path)
    path.write_bytes(codecs.BOM_UTF8 + b"caf\xe9")
    with pytest.raises(InputError, match="is damaged: it says that it is UTF-8"):
        ManuscriptFile.open(path)


def test_a_change_on_disk_is_noticed_by_content(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("One.\n")
    manuscript, text = ManuscriptFile.open(path)
    assert not manuscript.changed_on_disk()
    before = path.stat()
    path.write_text("Two.\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # same size, same time
    assert manuscript.changed_on_disk()
    path.write_text("One.\n")  # another time, the same content
    assert not manuscript.changed_on_disk()
    path.unlink()
    assert not manuscript.changed_on_disk()
    manuscript.save(text)
    assert not manuscript.changed_on_disk()
    assert path.read_text() == "One.\n"


def test_a_copy_takes_a_free_name_and_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("Theirs.")
    (tmp_path / "story (mine).md").write_text("Older.")
    manuscript, _ = ManuscriptFile.open(path)
    assert manuscript.save_copy("Mine.") == tmp_path / "story (mine 2).md"
    assert path.read_text() == "Theirs."
    assert (tmp_path / "story (mine).md").read_text() == "Older."
    assert manuscript.path == tmp_path / "story (mine 2).md"


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "story.md"
    path.write_text("Old.")
    manuscript, _ = ManuscriptFile.open(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        manuscript.save("New.")
    assert path.read_text() == "Old."
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["story.md"]


def test_saving_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "story.md"
    path.write_text("Old.")
    path.chmod(0o640)
    manuscript, _ = ManuscriptFile.open(path)
    manuscript.save("New.")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
