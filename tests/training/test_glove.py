"""Reading a column of strings from Parquet: files as pyarrow lays them out, made by hand."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from t2m_engine.errors import InputError
from t2m_engine.training.glove import read_strings


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def fields(values: dict[int, int | bool | dict]) -> bytes:
    """A struct of Thrift's compact protocol."""
    out, last = b"", 0
    for number, value in values.items():
        kind = {dict: 12, bool: 1 if value else 2}.get(type(value), 5)
        out += bytes([(number - last) << 4 | kind])
        last = number
        if isinstance(value, dict):
            out += fields(value)
        elif not isinstance(value, bool):
            out += varint(value << 1)
    return out + b"\0"


def snappy(content: bytes) -> bytes:
    """Literals, and copies of whatever was there before, overlapping ones among them."""
    out, at, literal = varint(len(content)), 0, b""

    def flush() -> bytes:
        if not literal:
            return b""
        size = len(literal) - 1
        return (
            bytes([size << 2]) if size < 60 else bytes([61 << 2]) + struct.pack("<H", size)
        ) + literal

    while at < len(content):
        length, back = 0, 0
        for start in range(max(0, at - 40), at):
            same = 0
            while (
                same < 64
                and at + same < len(content)
                and content[start + same] == content[at + same]
            ):
                same += 1
            if same > length:
                length, back = same, at - start
        if length < 4:
            literal += content[at : at + 1]
            at += 1
            continue
        out += flush()
        literal = b""
        if length < 12:
            out += bytes([(back >> 8) << 5 | (length - 4) << 2 | 1, back & 255])
        else:
            out += bytes([(length - 1) << 2 | 2]) + struct.pack("<H", back)
        at += length
    return out + flush()


def page(kind: int, number: int, head: dict, content: bytes) -> bytes:
    packed = snappy(content)
    return fields({1: kind, 2: len(content), 3: len(packed), number: head}) + packed


def plain(words: list[str]) -> bytes:
    return b"".join(struct.pack("<I", len(w.encode())) + w.encode() for w in words)


def parquet(words: list[str], in_dictionary: int) -> bytes:
    """A dictionary with the first words, a page that points into it, and a page of the others."""
    levels = struct.pack("<I", 2) + b"\2\1"
    first, rest = words[:in_dictionary], words[in_dictionary:]
    return (
        b"PAR1"
        + page(2, 7, {1: len(first), 2: 0, 3: False}, plain(first))
        + page(0, 5, {1: len(first), 2: 8, 3: 3, 4: 3}, levels + b"\1\2\0")
        + page(0, 5, {1: len(rest), 2: 0, 3: 3, 4: 3}, levels + plain(rest))
        + b"footer"
    )


words = st.lists(st.text("abé", min_size=1, max_size=90), min_size=1, max_size=40, unique=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, st.floats(0, 1))
def test_every_string_comes_back_in_order(tmp_path: Path, words: list[str], share: float) -> None:
    file = tmp_path / "words.parquet"
    file.write_bytes(parquet(words, round(share * len(words))))
    assert read_strings(file, len(words)) == words


def test_another_number_of_strings_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "words.parquet"
    file.write_bytes(parquet(["the", "of", "to"], 2))
    with pytest.raises(InputError, match="does not hold 1 different strings"):
        read_strings(file, 1)
    with pytest.raises(InputError, match="no Parquet file"):
        read_strings(file, 9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_anything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "words.parquet"
    file.write_bytes(b"PAR1" + content)
    with pytest.raises(InputError):
        read_strings(file, 1000)
