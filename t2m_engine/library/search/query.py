"""The query language of the one box: `bpm:90-120 key:Am mood:tender -vocals "quoted phrase" rain`.

What stands in quotes must be among the words of a track's tags, names and folders. `field:value`
lets through what has the value, one of several apart by commas (`mood:sad,tender`), or a number in
a range: `90-120`, `>=3`, `<1:30`. A minus before anything turns it round. All of it must hold.
What is left are plain words, which are searched for in the tags, and by what they mean.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from t2m_engine.audio.key import KEYS, MAJOR, MINOR, parse_key
from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import UsageError
from t2m_engine.library.search.filters import NO_FILTERS, Condition, Filters, Span

LONGEST = 10_000
"""Characters; what is longer is a text, not a query."""
MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Query:
    """What a line asks for: `filters` that must hold, and the plain `words`, in order."""

    filters: Filters = NO_FILTERS
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The plain words as they were written: what is compared by meaning."""
        return " ".join(self.words)


_TERM = re.compile(
    r"""
    (?P<minus>-)?
    (?:(?P<field>[^\W\d]\w*):)?
    (?: ["“”„](?P<quoted>[^"“”„]*)(?:["“”„]|$) | (?P<plain>[^\s"“”„]+) )?
    """,
    re.VERBOSE,
)
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_CLOCK = r"\d+:[0-5]?\d(?::[0-5]?\d)?(?:\.\d+)?"


def parse(line: str) -> Query:
    """Return what `line` asks for; UsageError, a sentence, for a field or value that is none."""
    line = unicodedata.normalize("NFC", line).replace("\0", " ").strip()
    if len(line) > LONGEST:
        raise UsageError(f"A search may have {LONGEST:,} characters, and this has {len(line):,}.")
    conditions: list[Condition] = []
    words: list[str] = []
    position = 0
    while position < len(line):
        if line[position].isspace():
            position += 1
            continue
        term = _TERM.match(line, position)
        assert term is not None, "the pattern may match nothing, but it matches"
        position = max(term.end(), position + 1)
        minus, field = term["minus"] is not None, term["field"]
        value = term["plain"] if term["quoted"] is None else term["quoted"].strip()
        quoted = term["quoted"] is not None
        if field is not None and value is None and field.casefold() not in _NAMES:
            words.append(f"{field}:")  # as in “she said: …”
        elif field is not None:
            conditions.append(_condition(field, value or "", wanted=not minus))
        elif not value or not any(map(str.isalnum, value)):
            continue  # dashes and dots are no words
        elif not quoted and value.casefold() in _FLAGS:
            conditions.append(Condition(_FLAGS[value.casefold()], wanted=not minus))
        elif quoted or minus:
            conditions.append(Condition("phrase", (value,), wanted=not minus))
        else:
            words.append(value)
    if len(conditions) + len(words) > MOST_TERMS:
        raise UsageError(f"A search may have {MOST_TERMS} words and fields at most.")
    return Query(Filters(tuple(dict.fromkeys(conditions))), tuple(words))


def parse_filters(line: str) -> Filters:
    """As `parse`, for what only filters: plain words must begin words of a track too."""
    query = parse(line)
    words = tuple(Condition("word", (word,)) for word in query.words)
    return Filters(tuple(dict.fromkeys((*query.filters.conditions, *words))))


def _condition(field: str, value: str, *, wanted: bool) -> Condition:
    name = _NAMES.get(field.casefold())
    if name is None:
        near = get_close_matches(field.casefold(), _NAMES, n=1)
        hint = f"; did you mean “{near[0]}:”?" if near else "."
        raise UsageError(
            f"There is no field “{field}:”{hint} Known are "
            f"{', '.join(f'{name}:' for name in KINDS)}. Put the words into quotes to find them."
        )
    if not value:
        raise UsageError(f"“{field}:” needs a value, such as {EXAMPLES[name]}.")
    return KINDS[name](name, value, wanted)


def _range(low: float, high: float, *, clock: bool = False) -> Callable[..., Condition]:
    """A field of numbers in `low`…`high`; with `clock` they are seconds, or minutes:seconds."""
    number = f"{_CLOCK}|{_NUMBER}" if clock else _NUMBER
    between = re.compile(rf"({number})?\s*(?:\.\.\.?|…|–|-)\s*({number})?")
    bound = re.compile(rf"(>=|<=|≥|≤|>|<|=)?({number})")

    def take(name: str, value: str, wanted: bool) -> Condition:
        least, most = -math.inf, math.inf
        if one := bound.fullmatch(value):
            sign, at = one[1] or "=", _seconds(one[2])
            if sign in {">=", "≥", "=", ">"}:
                least = math.nextafter(at, math.inf) if sign == ">" else at
            if sign in {"<=", "≤", "=", "<"}:
                most = math.nextafter(at, -math.inf) if sign == "<" else at
            if sign == "=":  # tempo 120 is not 120.000: what rounds to it
                least, most = at - _NEAR.get(name, 0.0), at + _NEAR.get(name, 0.0)
        elif (two := between.fullmatch(value)) and (two[1] or two[2]):
            least = _seconds(two[1]) if two[1] else -math.inf
            most = _seconds(two[2]) if two[2] else math.inf
        else:
            raise UsageError(
                f"“{value}” is no range for “{name}:”; write for example {EXAMPLES[name]}."
            )
        if least > most:
            raise UsageError(f"“{name}:{value}” is empty: its first number is the larger one.")
        if most < low or least > high:
            raise UsageError(f"“{name}:” lies within {low:g} and {high:g}, “{value}” does not.")
        return Condition(name, span=Span(least, most), wanted=wanted)

    return take


def _seconds(text: str) -> float:
    total = 0.0
    for part in text.split(":"):
        total = 60.0 * total + float(part)
    return total


def _several(name: str, value: str, wanted: bool) -> Condition:
    values = tuple(part.strip() for part in value.split(",") if part.strip())
    if not values:
        raise UsageError(f"“{name}:” needs a value, such as {EXAMPLES[name]}.")
    return Condition(name, values, wanted=wanted)


def _whole(name: str, value: str, wanted: bool) -> Condition:
    return Condition(name, (value,), wanted=wanted)


def _moods(name: str, value: str, wanted: bool) -> Condition:
    moods = tuple(mood.casefold() for mood in _several(name, value, wanted).values)
    for mood in moods:
        if mood not in MOODS:
            raise UsageError(f"There is no mood “{mood}”; the moods are {', '.join(MOODS)}.")
    return Condition(name, moods, wanted=wanted)


def _keys(name: str, value: str, wanted: bool) -> Condition:
    keys: list[str] = []
    for written in _several(name, value, wanted).values:
        key = parse_key(written.removeprefix("~"))
        if not key:
            raise UsageError(
                f"“{written}” is no key; write for example {EXAMPLES[name]} (~ takes what mixes "
                "with it: its relative, and the neighbours on the circle of fifths)."
            )
        keys += compatible(key) if written.startswith("~") else [key]
    return Condition(name, tuple(dict.fromkeys(keys)), wanted=wanted)


def compatible(key: str) -> list[str]:
    """Return `key`, its relative, and the keys of the same mode a fifth up and down."""
    place = KEYS.index(key)
    tonic, minor = place % 12, place >= 12
    same, other = (MINOR, MAJOR) if minor else (MAJOR, MINOR)
    return [key, other[(tonic + (3 if minor else 9)) % 12], same[(tonic + 7) % 12],
            same[(tonic + 5) % 12]]  # fmt: skip


_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _flag(name: str, value: str, wanted: bool) -> Condition:
    if value.casefold() not in _YES:
        raise UsageError(f"“{name}:” is yes or no, not “{value}”; or write {name} or -{name}.")
    return Condition(name, wanted=_YES[value.casefold()] == wanted)


KINDS: dict[str, Callable[..., Condition]] = {
    "bpm": _range(1, 999),
    "key": _keys,
    "length": _range(0, 1e7, clock=True),
    "clip": _range(0, 1e7, clock=True),
    "mood": _moods,
    "valence": _range(-1, 1),
    "arousal": _range(-1, 1),
    "loudness": _range(-100, 20),
    "vocals": _flag,
    "rating": _range(0, 5),
    "favourite": _flag,
    "tag": _several,
    "folder": _whole,
    "licence": _several,
    "title": _several,
    "artist": _several,
    "album": _several,
    "composer": _several,
    "genre": _several,
    "comment": _several,
    "file": _several,
}
"""Every field, and what takes its value: (name, value, wanted) → `Condition`, or UsageError."""
EXAMPLES = {
    "bpm": "bpm:90-120",
    "key": "key:Am or key:~Am",
    "length": "length:1:30-3:00",
    "clip": "clip:>=15",
    "mood": "mood:tender,sad",
    "valence": "valence:0..1",
    "arousal": "arousal:<0",
    "loudness": "loudness:-23..-14",
    "vocals": "vocals:no",
    "rating": "rating:>=3",
    "favourite": "favourite:yes",
    "tag": "tag:chase",
    "folder": "folder:trailers",
    "licence": "licence:cc0",
    **{name: f"{name}:night" for name in ("title", "album", "comment", "file")},
    **{name: f'{name}:"clara schumann"' for name in ("artist", "composer")},
    "genre": "genre:ambient",
}
_NEAR = {"bpm": 0.5, "length": 0.5, "clip": 0.5, "loudness": 0.5}
"""How far a number may be from one that was written without a range."""
_ALIASES = {
    "tempo": "bpm",
    "duration": "length",
    "lufs": "loudness",
    "favorite": "favourite",
    "tags": "tag",
    "license": "licence",
    "moods": "mood",
    "keys": "key",
    "vocal": "vocals",
    "stars": "rating",
    "name": "file",
}
_NAMES = {name: name for name in KINDS} | _ALIASES
_FLAGS = {"vocals": "vocals", "favourite": "favourite", "favorite": "favourite"}
"""Fields that may stand alone."""
