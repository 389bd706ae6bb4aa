"""The bytes of a manuscript to text: which encoding, and what is no text at all."""

from __future__ import annotations

import codecs
from pathlib import Path

from t2m_engine.errors import InputError

MAX_BYTES = 64 * 2**20
"""The Bible has 4.5 MB; a file of more than this is no manuscript."""
_MOST_CONTROL = 0.005
"""Share of control characters (beside tab and line ends) above which a file is no text."""
_BOMS = (  # UTF-32's little-endian mark starts with UTF-16's: it is asked first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOK = 1 << 16
"""Bytes that are looked at to tell an encoding."""
_Usual = tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...]
_WESTERN = ("cp1252",)
_CENTRAL = ("cp1250", "iso8859-2")
_LATIN: _Usual = (
    (("éèàçùâêîôûëïœ", "äöüß", "áéíóúñü¿¡", "àèéìòù", "áâãàçéêíóôõú"), _WESTERN, 1.0),
    (("åäöøæé", "éëïóöü", "áéíóúýþðæö"), _WESTERN, 1.0),
    (("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčéíľňóôŕšťúýž", "áéíóöőúüű", "čćđšž"), _CENTRAL, 1.0),
    (("çğıöşüâîİ",), ("cp1254",), 1.0),
    (("ąčęėįšųūž", "āčēģīķļņšūž"), ("cp1257",), 1.0),
)
_OTHER: _Usual = (
    (("оеаинтсрвлкмдпуя",), ("cp1251", "koi8-r", "cp866", "iso8859-5"), 1.0),
    (("αοιετσνηυρπκμλςίόά",), ("cp1253", "iso8859-7"), 1.0),
    (("יוהלאמרתבשנד",), ("cp1255",), 1.0),
    (("اليمونرتبةعد",), ("cp1256", "iso8859-6"), 1.0),
    (("านรอกเงมยลวดท่้สตะปบคัหแ",), ("cp874",), 1.0),
    (("のいにたはるとしてがなをでんかっられもす、。",), ("cp932", "euc_jp"), 2.0),
    (
        ("，。的一是不了在有人我他大到你地出也道得就那要这个们来说和着过时年去会里",),
        ("gb18030",),
        2.0,
    ),
    (("，。的一是不了在有人我他大到你地出也道得就那要這個們來說和著過時年",), ("big5",), 2.0),
    (("이다는에을의고가한지를은로하도어나사기자시서그리아인있해게",), ("cp949",), 2.0),
)
"""The usual letters beyond ASCII of languages, the old encodings that they were written in, and a
weight: a hit among thousands of characters says more than one among thirty."""
_NEUTRAL = frozenset("\xa0‘’‚“”„–—…«»‹›•°·§©®™€£")
"""Beyond ASCII, but of no language."""


def read_text(path: Path) -> str:
    """Return the text of the file at `path`, its line endings as they are. Raises InputError."""
    return decode_text(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at `path`, at most `MAX_BYTES`. Raises InputError."""
    try:
        if path.is_dir():
            raise InputError(path, "is a folder", "Name the manuscript in it.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(path, "is not there") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise InputError(path, f"is too large for a manuscript (over {MAX_BYTES >> 20} MB)")
    return content


def decode_text(content: bytes, path: Path) -> str:
    """Return `content` as text; `path` is named in errors.

    A byte order mark decides (UTF-8, UTF-16, UTF-32; it is no part of the text). Without one,
    what is valid UTF-8 is UTF-8, and what has a NUL in every other byte UTF-16. All else is an
    old encoding: the one that gives the usual letters of one of its languages, Windows-1252 in
    doubt, and Latin-1 where one of the five bytes is used that Windows-1252 does not know.
    Other NUL bytes raise InputError.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return checked(content.decode(encoding), path)
            except UnicodeDecodeError as error:
                name = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
                reason = f"says that it is {name}, and is not (byte {error.start})"
                raise InputError(path, reason, "Save it again as UTF-8.") from error
    for encoding in (*_utf_16(content), "utf-8", *_old_encodings(content), "cp1252"):
        try:
            return checked(content.decode(encoding), path)
        except UnicodeDecodeError:
            continue
    return checked(content.decode("latin-1"), path)


def _utf_16(content: bytes) -> list[str]:
    """UTF-16 without a mark: ASCII's half of its characters, such as a space, is NUL."""
    high, low = content[:_LOOK:2].count(0), content[1:_LOOK:2].count(0)
    most = max(high, low)
    if len(content) % 2 or most * 40 < min(len(content), _LOOK) or min(high, low) * 4 > most:
        return []
    return ["utf-16-be" if high > low else "utf-16-le"]


def _old_encodings(content: bytes) -> list[str]:
    """The likeliest of the old encodings; of equals the first, so that Windows-1252 goes first."""
    look = content[:_LOOK]
    is_latin = 3 * sum(byte > 127 for byte in look) < len(look)
    best, found = 0.0, []
    for languages, encodings, weight in _LATIN if is_latin else _OTHER:
        for encoding in encodings:
            try:  # the last character of the look may be cut in two
                text = codecs.getincrementaldecoder(encoding)().decode(look)
            except UnicodeDecodeError:
                continue
            foreign = [c for c in text if c > "\x7f" and c not in _NEUTRAL]
            for letters in languages:
                hits = weight * sum(map(frozenset(letters).__contains__, foreign))
                if hits > best * max(1, len(foreign)):
                    best, found = hits / len(foreign), [encoding]
    return found


def checked(text: str, path: Path) -> str:
    """Return `text` unless it is empty or no text; InputError."""
    if "\0" in text:
        raise InputError(
            path, "is not a text file (it holds NUL bytes)", "Save it as plain text or Markdown."
        )
    if not text.strip():
        raise InputError(path, "is empty")
    control = sum(text.count(chr(code)) for code in range(32) if code not in {9, 10, 12, 13})
    if control > _MOST_CONTROL * len(text):
        reason = "is not a text file (it holds control characters)"
        raise InputError(path, reason, "Save it as plain text or Markdown.")
    return text
