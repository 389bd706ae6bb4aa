"""Files of the index: a header, a checksum, and nothing that is believed before they are right.

The magic, the format's version and the header's length (little-endian, 4 bytes each), a JSON
header, padded so that what follows is aligned, and the payload. A file is a cache of the
catalogue: on any doubt it is made again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import mmap
import struct
from typing import TYPE_CHECKING, Any

from t2m_engine import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_log = logging.getLogger(__name__)

MAGIC = b"T2MINDEX"
FORMAT = 2
_PREFIX = struct.Struct("<8sII")
_HEADER_LIMIT = 65_536
_ALIGNED = 64


class _DoubtError(Exception):
    """Why a file is not taken for what it should be."""


def write(
    path: Path, header: Mapping[str, Any], chunks: Callable[[], Iterable[bytes | memoryview]]
) -> bool:
    """Write a file atomically; False, and a line in the log, where it cannot be written.

    `chunks` gives the payload, and is asked twice: for its checksum, then for itself.
    """
    try:
        digest, length = hashlib.sha256(), 0
        for chunk in chunks():
            digest.update(chunk)
            length += len(chunk)
        whole = {**header, "bytes": length, "sha256": digest.hexdigest()}
        content = json.dumps(whole, sort_keys=True).encode("utf-8")
        content += b" " * (-(_PREFIX.size + len(content)) % _ALIGNED)
        with files.replacing(path) as temporary, temporary.open("wb") as file:
            file.write(_PREFIX.pack(MAGIC, FORMAT, len(content)) + content)
            for chunk in chunks():
                file.write(chunk)
    except OSError as error:
        _log.warning("The index %s cannot be kept: %s", path, error)
        return False
    return True


def read(path: Path, expected: Mapping[str, Any]) -> tuple[dict[str, Any], memoryview] | None:
    """Return header and payload of the file at `path`, or None on any doubt, told in the log.

    The header must say all that is `expected`, and the payload have its length and checksum. The
    payload is the file itself, mapped into memory: it stays what it is when the file is replaced.
    """
    try:
        with path.open("rb") as file:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return _checked(mapped, expected)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, _DoubtError) as error:
        doubt(path, error)
        return None


def doubt(path: Path, why: object) -> None:
    """Tell the log that a file is not used."""
    _log.warning("The index %s is made again: %s", path, why)


def _checked(content: memoryview, expected: Mapping[str, Any]) -> tuple[dict[str, Any], memoryview]:
    if len(content) < _PREFIX.size:
        raise _DoubtError("it is cut short")
    magic, form, length = _PREFIX.unpack_from(content)
    if magic != MAGIC or form != FORMAT or length > _HEADER_LIMIT:
        raise _DoubtError("it is not an index of this format")
    try:
        header = json.loads(bytes(content[_PREFIX.size : _PREFIX.size + length]))
    except (ValueError, RecursionError):
        raise _DoubtError("its header cannot be read") from None
    if not isinstance(header, dict):
        raise _DoubtError("its header cannot be read")
    for key, value in expected.items():
        if header.get(key) != value:
            raise _DoubtError(f"its {key} is another")
    payload = content[_PREFIX.size + length :]
    if header.get("bytes") != len(payload):
        raise _DoubtError("its length is wrong")
    if hashlib.sha256(payload).hexdigest() != header.get("sha256"):
        raise _DoubtError("its checksum is wrong")
    return header, payload
