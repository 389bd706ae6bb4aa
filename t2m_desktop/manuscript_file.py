"""A manuscript on disk: read in its own encoding and line endings, saved without losing any.

What is not edited is written back byte for byte: byte-order mark, encoding, and the ending of
each line, mixed ones included.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from t2m_desktop.engine_speech import said
from t2m_desktop.translation import tr
from t2m_engine import files
from t2m_engine.encodings import BOMS, candidates
from t2m_engine.errors import InputError

# What Qt's text document takes for the end of a paragraph; each is kept as it was.
_ENDINGS = re.compile("\r\n|[\n\r\u2029\ufdd0\ufdd1]")

CONTAINERS = {
    **dict.fromkeys((".docx", ".odt", ".rtf", ".epub", ".html", ".htm", ".xhtml", ".nwx"), ".md"),
    ".fdx": ".fountain",
}
"""Suffixes of files that the engine takes a text out of, and what that text looks like."""
_PROJECT = "nwProject.nwx"  # makes a folder a novelWriter project

ENCODING_NAMES = {
    **{f"cp125{page}": f"Windows-125{page}" for page in range(9)},
    "latin-1": "Latin-1",
    "mac_roman": "Mac Roman",
    "mac_cyrillic": "Mac Cyrillic",
    "cp932": "Shift JIS",
    "cp949": "EUC-KR",
    "euc_jp": "EUC-JP",
}
"""What people call an encoding, where they do not call it by its name in capitals."""


def is_project(path: Path) -> bool:
    """Whether a folder is a manuscript: a novelWriter project."""
    return path.is_dir() and (path / _PROJECT).is_file()


def suffix_of_text(path: Path) -> str | None:
    """The suffix under which a container's text is saved; None for a file that is text itself."""
    return ".md" if is_project(path) else CONTAINERS.get(path.suffix.lower())


class EncodingError(Exception):
    """A character that the file's encoding cannot hold."""

    def __init__(self, character: str, encoding: str) -> None:
        self.character = character
        self.encoding = ENCODING_NAMES.get(encoding, encoding.upper())
        super().__init__(
            tr(
                "“{character}” cannot be written in {encoding}, in which this file was opened."
            ).format(character=character, encoding=self.encoding)
        )


@dataclass(frozen=True)
class Stamp:
    """What a file was when it was read or written."""

    mtime_ns: int
    size: int
    sha256: str

    @classmethod
    def of(cls, path: Path, content: bytes | None = None) -> Stamp | None:
        """The stamp of a file now; None if there is none."""
        try:
            status = path.stat()
            content = path.read_bytes() if content is None else content
        except FileNotFoundError:
            return None
        return cls(status.st_mtime_ns, status.st_size, hashlib.sha256(content).hexdigest())


@dataclass
class ManuscriptFile:
    """Where a manuscript lives, and in which form; `path` is None for one never saved."""

    path: Path | None = None
    encoding: str = "utf-8"
    bom: bytes = b""
    stamp: Stamp | None = None
    _lines: list[str] = field(default_factory=list, repr=False)
    _line_ends: list[str] = field(default_factory=list, repr=False)

    @classmethod
    def open(cls, path: Path) -> tuple[ManuscriptFile, str]:
        """Read a text file; returns it and its text, with "\\n" between lines.

        Raises InputError for a file that cannot be read, or that is no text.
        """
        path = path.absolute()
        try:
            content = path.read_bytes()
            stamp = Stamp.of(path, content)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(
                path, tr("cannot be opened: {reason}").format(reason=said(reason))
            ) from error
        manuscript = cls(path, stamp=stamp)
        text = manuscript._decode(content)
        manuscript._remember(text)
        return manuscript, "\n".join(manuscript._lines)

    def changed_on_disk(self) -> bool:
        """Whether another program wrote to the file since it was read or saved here."""
        if self.path is None or self.stamp is None:
            return False
        now = Stamp.of(self.path)
        # Times alone may differ (a copy put back, a sync tool): the content decides. A file that
        # has gone away is no one else's work that a save could destroy.
        return now is not None and now.sha256 != self.stamp.sha256

    def encode(self, text: str) -> bytes:
        """The bytes of `text` ("\\n" between lines) in this file's form; raises EncodingError."""
        text = self._with_endings(text)
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise EncodingError(text[error.start], self.encoding) from error

    def save(self, text: str, path: Path | None = None) -> None:
        """Write `text` atomically, to `path` if given, which then is this manuscript's place.

        Raises EncodingError (then nothing was written; set `encoding` to "utf-8" and `bom` to
        nothing, and it will not) and OSError. Whether the file changed on disk is for the caller
        to ask first.
        """
        target = (path or self.path or Path()).absolute()
        assert path or self.path, "a manuscript without a place needs a path"
        content = self.encode(text)
        files.write_bytes(target, content)
        self.path = target
        self.stamp = Stamp.of(target, content)
        self._remember(self._with_endings(text))

    def save_copy(self, text: str) -> Path:
        """Write `text` beside the file under a free name ("story (mine).md"), and say which."""
        assert self.path
        for number in range(1, 1000):
            mark = "mine" if number == 1 else f"mine {number}"
            target = self.path.with_name(f"{self.path.stem} ({mark}){self.path.suffix}")
            if not target.exists():
                self.save(text, target)
                return target
        raise FileExistsError(f"{self.path.parent} holds a thousand copies already")

    def _decode(self, content: bytes) -> str:
        assert self.path
        for bom, encoding in BOMS:
            if content.startswith(bom):
                self.bom, self.encoding = bom, encoding
                break
        body = content[len(self.bom) :]
        for encoding in [self.encoding] if self.bom else candidates(body):
            try:
                text = body.decode(encoding)
                # What an old encoding has two bytes for would be saved as another than it was.
                if text.encode(encoding) != body:
                    continue
            except UnicodeError:
                continue
            self.encoding = encoding
            if "\0" in text:
                self._refuse()
            return text
        raise InputError(
            self.path,
            tr("is damaged: it says that it is {encoding}, and is not").format(
                encoding=self.encoding.upper()
            ),
            tr("Open it in the program that wrote it, and save it as UTF-8."),
        )

    def _refuse(self) -> None:
        assert self.path
        raise InputError(
            self.path,
            tr("holds NUL bytes, so it is not a text file"),
            tr("Export it as plain text or Markdown from the program that wrote it."),
        )

    def _remember(self, text: str) -> None:
        self._line_ends = _ENDINGS.findall(text)
        self._lines = _ENDINGS.split(text)

    def _with_endings(self, text: str) -> str:
        """`text` with each line's own ending; edited lines take the file's usual one."""
        counts = Counter(self._line_ends)
        usual = counts.most_common(1)[0][0] if counts else "\n"
        if len(counts) <= 1:
            return text if usual == "\n" else text.replace("\n", usual)
        lines = text.split("\n")
        # The lines before the first and after the last edit keep the endings that they had.
        shorter = min(len(lines), len(self._lines))
        head = 0
        while head < shorter and lines[head] == self._lines[head]:
            head += 1
        tail = 0
        while tail < shorter - head and lines[-1 - tail] == self._lines[-1 - tail]:
            tail += 1
        ends = [usual] * (len(lines) - 1)
        ends[: min(head, len(ends))] = self._line_ends[: min(head, len(ends))]
        if kept := min(tail - 1, len(ends)) if tail else 0:
            ends[-kept:] = self._line_ends[-kept:]
        return "".join(part for pair in zip(lines, [*ends, ""], strict=True) for part in pair)
