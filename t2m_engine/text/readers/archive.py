"""Containers that are zip archives: their members, within limits set before anything is unpacked.

Nothing is ever written to disk. Refused with a sentence: what is no archive, or a truncated or
encrypted one; names that lead out of it, and links; more entries, or larger or more tightly packed
members, than a manuscript has. A size that the headers claim is believed only as a reason to
refuse: reading stops at the limit whatever they say.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Self

from t2m_engine.errors import InputError
from t2m_engine.text.readers.encoding import MAX_BYTES

MAX_CONTAINER = 2 * 2**30
"""Bytes of the whole file: a picture book's pictures are never read."""
MAX_ENTRIES = 20_000
MAX_RATIO = 200
"""Times that a member may be larger than it is packed; a book's XML is 3 to 30 times larger."""
_RATIO_FROM = 2**20
"""Bytes under which a member may be packed as tightly as it likes."""
_END = b"PK\x05\x06"
_ZIP64 = b"PK\x06\x07"
_ENCRYPTED, _METHODS = 1, {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_REMEDY = "Save it again, or save it as plain text."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Archive:
    """The members of the archive at `path`, by name. Raises InputError, also when opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = MAX_BYTES
        self._file = _opened(path)
        try:
            self._check_directory()
            self._zip = zipfile.ZipFile(self._file)
            self._members = {info.filename: info for info in self._zip.infolist()}
            for info in self._members.values():
                self._check_name(info)
        except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError) as error:
            self._file.close()
            raise self._damaged() from error
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return the content of the member `name`; InputError where there is none."""
        info = self._members.get(name)
        if info is None:
            raise InputError(self._path, f"lacks its {PurePosixPath(name).name}", _REMEDY)
        if info.flag_bits & _ENCRYPTED:
            raise InputError(self._path, "is encrypted", "Save it without a password.")
        if info.compress_type not in _METHODS:
            raise InputError(self._path, "is packed in a way that is not read", _REMEDY)
        packed = max(1, info.compress_size)
        if info.file_size > self._left or (
            info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * packed
        ):
            raise InputError(
                self._path, "unpacks to more than a manuscript has", "Check where it comes from."
            )
        try:
            with self._zip.open(info) as member:
                content = member.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        self._left -= len(content)
        return content

    def _check_directory(self) -> None:
        """Refuse a directory of too many entries before it is read into memory."""
        size = self._file.seek(0, 2)
        if size > MAX_CONTAINER:
            raise InputError(
                self._path, f"is too large for a manuscript (over {MAX_CONTAINER >> 30} GB)"
            )
        self._file.seek(max(0, size - (1 << 16) - 22))
        tail = self._file.read()
        end = tail.rfind(_END)
        if end < 0 or end + 22 > len(tail):
            raise self._damaged()
        (entries,) = struct.unpack_from("<H", tail, end + 10)
        (length,) = struct.unpack_from("<I", tail, end + 12)
        if entries > MAX_ENTRIES or length > 512 * MAX_ENTRIES or _ZIP64 in tail[:end][-20:]:
            raise InputError(
                self._path, "holds more files than a manuscript has", "Check where it comes from."
            )
        self._file.seek(0)

    def _check_name(self, info: zipfile.ZipInfo) -> None:
        name = info.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        leads_out = name.startswith("/") or ".." in parts or (name[1:2] == ":")
        if leads_out or stat.S_ISLNK(info.external_attr >> 16):
            raise InputError(
                self._path, "holds names that lead out of it", "Check where it comes from."
            )

    def _damaged(self) -> InputError:
        return InputError(self._path, "is damaged, or cut off", _REMEDY)


def _opened(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise InputError(path, "is a folder", "Name the manuscript in it.")
        file = path.open("rb")
    except FileNotFoundError:
        raise InputError(path, "is not there") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    start = file.read(8)
    if start.startswith(b"PK"):
        return file
    file.close()
    suffix = path.suffix.lower()
    if not start:
        raise InputError(path, "is empty")
    if start == _OLE:
        raise InputError(
            path,
            f"is no {suffix} file: it is encrypted, or in the format of Word before 2007",
            "Save it without a password, as .docx.",
        )
    known = {b"{\\rt": "RTF", b"%PDF": "PDF", b"<htm": "HTML", b"<!DO": "HTML", b"<?xm": "XML"}
    found = known.get(start[:4])
    what = f": it is {found}" if found else ""
    raise InputError(path, f"is no {suffix} file{what}", "Give it the suffix of what it is.")
