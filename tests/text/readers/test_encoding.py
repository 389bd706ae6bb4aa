"""Encodings of manuscripts, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from t2m_engine.errors import InputError
from t2m_engine.text.readers.encoding import MAX_BYTES, read_text

TEXT = "“Café,” she said —\r\nand naïve.\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_every_encoding_gives_the_same_text_with_its_line_endings(content, tmp_path):
    file = tmp_path / "story.txt"
    file.write_bytes(content)
    assert read_text(file) == TEXT


def test_bytes_that_windows_does_not_know_are_latin_1(tmp_path):
    file = tmp_path / "story.txt"
    file.write_bytes(b"caf\xe9 \x81 and so on, " * 20)
    assert read_text(file).startswith("café \x81")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"a\0b", "is not a text file (it holds NUL bytes)"),
        (codecs.BOM_UTF16_LE + b"a", "says that it is UTF-16, and is not (byte"),
        (codecs.BOM_UTF8 + b"caf\xe9 au lait", "says that it is UTF-8, and is not (byte"),
        (bytes(range(1, 32)) * 9, "is not a text file (it holds control characters)"),
        (b"a" * (MAX_BYTES + 1), "is too large for a manuscript"),
    ],
    ids=["empty", "blank", "mark", "nul", "utf-16", "utf-8", "control", "large"],
)
def test_what_is_no_text_is_refused_with_a_reason(content, reason, tmp_path):
    file = tmp_path / "story.txt"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_text(file)
    assert caught.value.reason.startswith(reason)
    assert str(file) in str(caught.value)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="is not there"):
        read_text(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_text(tmp_path)
