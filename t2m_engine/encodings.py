"""Which encoding the bytes of a text are in: marks, UTF-8, UTF-16, and the old ones.

Tried beside charset-normalizer 3.5.2 on a paragraph in nineteen languages (see the tests): that
takes French in Windows-1252 for Mac Latin 2 and Turkish for ISO 8859-10, so it is not used.
"""

from __future__ import annotations

import codecs

BOMS = (  # UTF-32's little-endian mark starts with UTF-16's: it is asked first
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, and what follows them."""
_LOOK = 1 << 16
"""Bytes that are looked at to tell an encoding."""
_Usual = tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...]
_WESTERN = ("cp1252", "mac_roman")
_CENTRAL = ("cp1250", "iso8859-2", "cp852")
_LATIN: _Usual = (
    (("éèàçùâêîôûëïœ", "äöüß", "áéíóúñü¿¡", "àèéìòù", "áâãàçéêíóôõú"), _WESTERN, 1.0),
    (("åäöøæé", "éëïóöü", "áéíóúýþðæö"), _WESTERN, 1.0),
    (("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčéíľňóôŕšťúýž", "áéíóöőúüű", "čćđšž"), _CENTRAL, 1.0),
    (("çğıöşüâîİ",), ("cp1254",), 1.0),
    (("ąčęėįšųūž", "āčēģīķļņšūž"), ("cp1257",), 1.0),
)
_OTHER: _Usual = (
    (
        ("оеаинтсрвлкмдпуя", "оаинвтерсліукдмпяїєґ"),
        ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac_cyrillic"),
        1.0,
    ),
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
_NEUTRAL = frozenset("\xa0‘’‚“”„–—…«»‹›•·")
"""Usual beyond ASCII in every language."""


def candidates(content: bytes) -> list[str]:
    """Return the encodings that `content`, without a byte order mark, may be in: likeliest first.

    What is valid UTF-8 is UTF-8, and what has a NUL in every other byte UTF-16. All else is an
    old encoding: the one that gives the usual letters of one of its languages, Windows-1252 in
    doubt, and Latin-1, which knows every byte, last.
    """
    shifted = ["iso2022_jp"] if b"\x1b$" in content[:_LOOK] else []
    return [*_utf_16(content), *shifted, "utf-8", *_old(content), "cp1252", "latin-1"]


def _utf_16(content: bytes) -> list[str]:
    """UTF-16 without a mark: ASCII's half of its characters, such as a space, is NUL."""
    high, low = content[:_LOOK:2].count(0), content[1:_LOOK:2].count(0)
    most = max(high, low)
    if (
        not most
        or len(content) % 2
        or most * 40 < min(len(content), _LOOK)
        or min(high, low) * 4 > most
    ):
        return []
    return ["utf-16-be" if high > low else "utf-16-le"]


def _old(content: bytes) -> list[str]:
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
            foreign = [c for c in text if c > "\x7f"]
            for letters in languages:
                usual = _NEUTRAL.union(letters).__contains__
                hits = weight * sum(map(usual, foreign))
                if hits > best * max(1, len(foreign)):
                    best, found = hits / len(foreign), [encoding]
    return found
