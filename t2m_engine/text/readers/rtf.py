"""RTF, the rich text of old word processors and of Scrivener (Microsoft's specification 1.9.1)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from t2m_engine.errors import InputError
from t2m_engine.text.readers.blocks import Document
from t2m_engine.text.readers.encoding import read_bytes
from t2m_engine.text.readers.extract import LINE_BREAK, Extract

MAX_DEPTH = 500
"""Groups within groups; word processors write some ten."""
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|"
    rb"([^\\{}\r\n\0]+)|."
)
_LEFT_OUT = frozenset(
    {"colortbl", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
     "footerl", "footerr", "footerf", "footnote", "annotation", "fldinst", "nonshppict", "filetbl",
     "revtbl", "xe", "tc", "tcn", "pntext", "listtext", "do", "shp", "sp", "fchars", "lchars",
     "template", "bkmkstart", "bkmkend", "upr"}
)  # fmt: skip
"""Groups that are no words of the story."""
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "cell", "row", "nestcell", "nestrow"})
_SIGNS = {
    "line": LINE_BREAK, "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ",
}  # fmt: skip
_ESCAPES = {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\xa0", b"_": "-", b"-": ""}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
_SETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_STYLE = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BODY, _FONTS, _STYLES, _NOTHING = range(4)
"""What the words of a group are: story, names of fonts, names of styles, none of our business."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What a group inherits, and may change for itself."""

    place: int = _BODY
    skip: int = 1  # characters that stand in for one in Unicode
    font: int = -1
    is_hidden: bool = False
    style: int = -1
    outline: int = 0


def read_file(path: Path) -> tuple[str, Document]:
    """Read rich text. Headings have a heading's style or outline level, or its looks.

    Left out: notes, headers, fields, hidden text, pictures. Raises InputError.
    """
    content = read_bytes(path)
    if not content.lstrip().startswith(b"{\\rtf"):
        raise InputError(path, "is no RTF file", "Give it the suffix of what it is.")
    reader = _Reader(path)
    reader.read(content)
    return reader.finish()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._extract = Extract()
        self._groups: list[_Group] = []
        self._now = _Group()
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._levels: dict[int, int] = {}  # of styles that are headings
        self._titles: set[int] = set()  # styles of titles
        self._words: list[str] = []
        self._name: list[str] = []  # of a style
        self._bytes = bytearray()  # in the encoding of the font
        self._skipping = 0

    def read(self, content: bytes) -> None:
        place = 0
        while place < len(content):
            match = _TOKEN.match(content, place)
            assert match, "the last alternative takes any byte"
            place = match.end()
            word, number, code, sign, brace, plain = match.groups()
            if word == b"bin":
                place += max(0, int(number or 0))
            elif word:
                self._word(word.decode(), int(number) if number else None)
            elif code or plain:
                self._add_bytes(bytes.fromhex(code.decode()) if code else plain)
            elif sign:
                self._sign(sign)
            elif brace:
                self._brace(is_open=brace == b"{")
                if not self._groups:
                    return
        raise InputError(self._path, "is damaged, or cut off", "Save it again.")

    def finish(self) -> tuple[str, Document]:
        self._end_paragraph()
        return self._extract.finish()

    def _brace(self, *, is_open: bool) -> None:
        self._flush()
        self._skipping = 0
        if is_open:
            self._groups.append(self._now)
            if len(self._groups) > MAX_DEPTH:
                raise InputError(self._path, "is nested too deep", "Save it again.")
            self._name = []
        elif self._groups:
            self._name_style()
            self._now = self._groups.pop()

    def _sign(self, sign: bytes) -> None:
        self._flush()
        if sign == b"*":
            self._now = replace(self._now, place=_NOTHING)
        elif sign in b"\r\n":
            self._end_paragraph()
        else:
            self._add(_ESCAPES.get(sign, ""))

    def _name_style(self) -> None:
        if self._now.place != _STYLES or not self._name:
            return
        name = "".join(self._name).strip().rstrip(";").strip()
        if match := _STYLE.fullmatch(name):
            self._levels[self._now.style] = int(match.group(1))
        elif self._now.outline:
            self._levels[self._now.style] = self._now.outline
        elif name.lower() == "title":
            self._titles.add(self._now.style)
        self._name = []

    def _word(self, word: str, value: int | None) -> None:
        self._flush()
        now = self._now
        if word in _SETS:
            self._encoding = _SETS[word]
        elif word == "ansicpg":
            self._encoding = _codepage(value or 1252)
        elif word == "u":
            self._add(chr((value or 0) % 0x10000))
            self._skipping = now.skip
        elif word == "fonttbl":
            self._now = replace(now, place=_FONTS)
        elif word == "stylesheet":
            self._now = replace(now, place=_STYLES, style=0)
        elif word in _LEFT_OUT:
            self._now = replace(now, place=_NOTHING)
        elif word == "fcharset" and now.place == _FONTS:
            self._fonts[now.font] = _CHARSETS.get(value or 0, "")
        elif word in _PARAGRAPH_ENDS:
            if now.place == _BODY:
                self._end_paragraph()
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif change := _CHANGES.get(word):
            self._now = change(now, value)

    def _add(self, text: str) -> None:
        if self._now.place == _STYLES:
            self._name.append(text)
        elif self._now.place == _BODY and not self._now.is_hidden:
            self._words.append(text)

    def _add_bytes(self, content: bytes) -> None:
        skipped = min(self._skipping, len(content))
        self._skipping -= skipped
        self._bytes += content[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            encoding = self._fonts.get(self._now.font) or self._encoding
            self._add(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()

    def _end_paragraph(self) -> None:
        words, self._words = "".join(self._words), []
        # Beyond the basic plane, a character is written as its two surrogates.
        words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        level = self._now.outline or self._levels.get(self._now.style, 0)
        if self._now.style in self._titles and words.strip():
            self._extract.name(words)
        elif level:
            self._extract.heading(words, level)
        else:
            self._extract.paragraph(words)


def _codepage(number: int) -> str:
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gbk"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


_CHANGES: dict[str, Callable[[_Group, int | None], _Group]] = {
    "uc": lambda group, value: replace(group, skip=max(0, min(value or 0, 8))),
    "f": lambda group, value: replace(group, font=value or 0),
    "v": lambda group, value: replace(group, is_hidden=value != 0),
    "deleted": lambda group, value: replace(group, is_hidden=value != 0),
    "plain": lambda group, _: replace(group, is_hidden=False),
    "pard": lambda group, _: replace(group, style=-1, outline=0),
    "s": lambda group, value: replace(group, style=value or 0),
    "outlinelevel": lambda group, value: replace(
        group, outline=(value or 0) + 1 if (value or 0) < 9 else 0
    ),
}
