"""Fountain, the plain text of screenplays, after the syntax at fountain.io/syntax (version 1.1).

| element | becomes |
|---|---|
| title page | the title |
| section | a heading of its depth |
| scene heading | a heading of a scene, without its number |
| action, centred text | direction |
| character | the speaker of what follows, without "(V.O.)" and "(CONT'D)" |
| parenthetical | direction, with the speaker |
| dialogue, either half of dual dialogue | dialogue, with the speaker; the second half is “beside” |
| lyrics | verse, with the speaker where they are sung in dialogue |
| transition | a break |
| boneyard, note, synopsis, page break | nothing |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from t2m_engine.text.readers.blocks import (
    SCENE_LEVEL,
    Block,
    BlockKind,
    Document,
    Line,
    join,
    lines,
)
from t2m_engine.text.readers.emphasis import hide_escapes, show_escapes, strip_emphasis

_HIDING = re.compile(r"/\*|\[\[")
_EMPTY_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]?[\r\n]")
_CHARACTER = re.compile(r"[^\r\n]")
_MASK = "\uffff"
"""Stands for a character of the boneyard or a note: Unicode lets it into no text."""

_KEY = re.compile(r"([^\W\d_][\w \t-]{0,40}):[ \t]*(.*)")
_KEYS = frozenset(
    {"title", "credit", "author", "authors", "source", "draft date", "date", "contact",
     "contact info", "copyright", "notes", "revision", "draft"}
)  # fmt: skip
_HEADING = re.compile(
    r"(?:INT\.?/EXT|EXT\.?/INT|I\.?/E|E\.?/I|INT|EXT|EST)[. ]\s*\S", re.IGNORECASE
)
_DUAL = "^"
"""After a character's name: who speaks at the same time as the one before."""
_FORCED_HEADING = re.compile(r"\.[^\W_]")
_NUMBER = re.compile(r"#[\w.-]+#$")
_FADE = re.compile(r"(?:.*TO:|FADE (?:IN|OUT|UP)[.:]?|(?:FADE|CUT|SMASH|DISSOLVE) TO [A-Z]+[.:])")
_EXTENSION = re.compile(r"[ \t]*\(.*")
_HELD = "  "
"""What an empty line holds in dialogue that goes on after it."""


def read_fountain(text: str) -> Document:
    """Read a screenplay in Fountain: see the module."""
    body = [line for line in lines(_masked(text)) if _MASK not in line.text or _words(line)]
    title, body = _title_page(body)
    return Document(title, tuple(_Script(body).blocks()))


def _masked(text: str) -> str:
    """`text` with boneyard (/* … */) and notes ([[ … ]]) masked, its line ends as they are.

    What is never closed hides nothing; nor does a note with an empty line in it.
    """
    parts: list[str] = []
    last = place = 0
    closings = {"/*": -1, "[[": -1}  # where the next one is, once it was looked for
    while (match := _HIDING.search(text, place)) is not None:
        start, place, mark = match.start(), match.end(), match.group()
        if text[start - 1 : start] == "\\":
            continue
        if closings[mark] < place:
            found = text.find("*/" if mark == "/*" else "]]", place)
            closings[mark] = found if found >= 0 else len(text)
        end = closings[mark]
        if end == len(text) or (mark == "[[" and _EMPTY_LINE.search(text, place, end)):
            continue
        place = end + 2
        parts += [text[last:start], _CHARACTER.sub(_MASK, text[start:place])]
        last = place
    return "".join([*parts, text[last:]])


def _words(line: Line) -> str:
    return line.text.replace(_MASK, "").strip()


def _clean(line: Line) -> str:
    """The words of a line without emphasis, which no line hands on to the next."""
    return " ".join(show_escapes(strip_emphasis(hide_escapes(_words(line)))).split())


def _within(line: Line, before: str = "", after: str = "") -> Line:
    """The words of a line, with neither the mark `before` them nor that `after` them."""
    seen = line.text.replace(_MASK, " ")
    start, end = len(seen) - len(seen.lstrip()), len(seen.rstrip())
    if before and seen.startswith(before, start):
        start += len(before)
    if after and seen.endswith(after, start, end):
        end -= len(after)
    end = len(seen[:end].rstrip())
    start += len(seen[start:end]) - len(seen[start:end].lstrip())
    return Line(line.start + start, line.text[start:end])


def _title_page(body: list[Line]) -> tuple[str, list[Line]]:
    first = next((place for place, line in enumerate(body) if not line.is_blank), len(body))
    last = next((i for i in range(first, len(body)) if body[i].is_blank), len(body))
    values: dict[str, list[str]] = {}
    key = ""
    for line in body[first:last]:
        match = None if line.indent else _KEY.fullmatch(_words(line))
        if match:
            key = match.group(1).strip().lower()
            values[key] = [match.group(2)] if match.group(2) else []
        elif key:
            values[key].append(_words(line))
        else:
            break
    # A script may start with "FADE IN:", or with action that has a colon.
    if not _KEYS.intersection(values):
        return "", body
    title = (_clean(Line(0, value)) for value in values.get("title", []))
    return " ".join(filter(None, title)), body[last:]


def _is_character(words: str) -> bool:
    return words.startswith("@") or _EXTENSION.sub("", words).isupper()


class _Script:
    """Goes down the lines of a script, element by element."""

    def __init__(self, body: list[Line]) -> None:
        self._body = body
        self._place = 0

    def _line(self) -> Line | None:
        return self._body[self._place] if self._place < len(self._body) else None

    def _while(self, wanted: Callable[[str], bool]) -> list[Line]:
        """Take lines, from this one on, as long as their words are `wanted`."""
        first = self._place
        while (line := self._line()) and not line.is_blank and wanted(_words(line)):
            self._place += 1
        return self._body[first : self._place]

    def blocks(self) -> Iterator[Block]:
        after_blank = True
        while (line := self._line()) is not None:
            words = _words(line)
            below = self._body[self._place + 1 : self._place + 2]
            alone = not below or below[0].is_blank
            if not words or words[0] == "=":  # a synopsis, or a page break
                after_blank = True
                self._place += 1
            elif words[0] == "#":
                depth = len(words) - len(words.lstrip("#"))
                yield from _heading(_within(line, "#" * depth), min(depth, SCENE_LEVEL - 1))
                after_blank = True
                self._place += 1
            elif words[0] == "~":
                yield from _verse(self._while(lambda words: words[0] == "~"), "")
                after_blank = False
            elif _is_centred(words):
                centred = (_within(line, ">", "<") for line in self._while(_is_centred))
                yield from _passage(BlockKind.DIRECTION, centred, "")
                after_blank = False
            elif after_blank and (_HEADING.match(words) or _FORCED_HEADING.match(words)):
                yield from _heading(_within(line, "."), SCENE_LEVEL)
                self._place += 1
            elif after_blank and _is_transition(words, alone):
                yield Block(BlockKind.BREAK, line.first, line.end)
                self._place += 1
            elif after_blank and not alone and words[0] != "!" and _is_character(words):
                self._place += 1
                beside = _words(line).endswith(_DUAL)
                for block in self._dialogue(_speaker(line)):
                    yield replace(block, beside=beside)
                after_blank = False
            else:
                action = (_within(line, "!") for line in self._while(_is_action))
                yield from _passage(BlockKind.DIRECTION, action, "")
                after_blank = False

    def _dialogue(self, speaker: str) -> Iterator[Block]:
        while (line := self._line()) is not None:
            words = _words(line)
            if line.is_blank:
                if not line.text.startswith(_HELD):
                    return
                self._place += 1
            elif words[0] == "!":
                return
            elif words[0] == "(":
                first = self._place
                while (line := self._line()) and not line.is_blank:
                    self._place += 1
                    if _words(line)[-1] == ")":
                        break
                yield from _passage(
                    BlockKind.DIRECTION, map(_within, self._body[first : self._place]), speaker
                )
            elif words[0] == "~":
                yield from _verse(self._while(lambda words: words[0] == "~"), speaker)
            else:
                spoken = self._while(lambda words: words[0] not in "(~!")
                yield from _passage(BlockKind.DIALOGUE, map(_within, spoken), speaker)


def _is_centred(words: str) -> bool:
    return words[0] == ">" and words[-1] == "<"


def _is_action(words: str) -> bool:
    return words[0] not in "#=~" and not _is_centred(words)


def _is_transition(words: str, alone: bool) -> bool:
    if words[0] == ">":
        return True
    return alone and words.isupper() and bool(_FADE.fullmatch(words))


def _speaker(line: Line) -> str:
    name = _clean(_within(_within(line, "@"), "", _DUAL))
    return _EXTENSION.sub("", name).strip() or name


def _heading(line: Line, level: int) -> Iterator[Block]:
    if level == SCENE_LEVEL and (number := _NUMBER.search(_words(line))):
        line = _within(line, "", number.group())
    if words := _clean(line):
        yield Block(BlockKind.HEADING, line.start, line.start + len(line.text), words, level=level)


def _verse(sung: Iterable[Line], speaker: str) -> Iterator[Block]:
    yield from _passage(BlockKind.VERSE, (_within(line, "~") for line in sung), speaker)


def _passage(kind: BlockKind, parts: Iterable[Line], speaker: str) -> Iterator[Block]:
    """Yield the block of some lines, unless there is no word in them."""
    said = [line for line in parts if line.text]
    words = [_clean(line) for line in said]
    text = "\n".join(words) if kind is BlockKind.VERSE else join(words)
    if any(map(str.isalnum, text)):
        end = said[-1].start + len(said[-1].text)
        yield Block(kind, said[0].start, end, text, speaker=speaker)
