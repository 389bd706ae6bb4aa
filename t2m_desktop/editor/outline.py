"""A manuscript's outline and figures: scenes from its headings, words, reading time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

WORDS_PER_MINUTE = 150  # read aloud; the score's own default

_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*\s*$")
_CHAPTER = re.compile(
    r"(?:chapter|part|book|act|scene|prologue|epilogue|interlude)"
    r"(?:\s+(?:\d+|[ivxlc]+|[a-z]+(?:-[a-z]+)?))?\s*(?:[.:–—-]\s*\S.{0,60})?$",
    re.IGNORECASE,
)
_LONGEST = 60
"""Lines of a hand-wrapped passage, at most: more is a list or a table, not a paragraph."""
_SLUG = re.compile(r"(?:INT|EXT|EST|I/E)[./ ].*\S")  # of a script: "INT. HOUSE – NIGHT"


@dataclass(frozen=True)
class Scene:
    """A stretch of the manuscript under one heading; `line` is the heading's line."""

    title: str
    line: int
    end: int  # the line after its last
    words: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines (first, end) of a passage, its words, and the words before it."""

    first: int
    end: int
    words: int
    before: int


@dataclass(frozen=True)
class Outline:
    """The manuscript's title (its only top heading, or ""), scenes, words in all, paragraphs."""

    title: str
    scenes: tuple[Scene, ...]
    words: int
    paragraphs: tuple[Paragraph, ...] = ()


def heading(line: str) -> tuple[int, str] | None:
    """A heading's level (1…6) and title; None for other lines."""
    if match := _MARKDOWN.match(line):
        return len(match[1]), match[2]
    if len(line) < 90 and _CHAPTER.match(line.strip()):
        return 2, line.strip()
    if _SLUG.fullmatch(line.strip()):
        return 3, line.strip()
    return None


class Outliner:
    """Finds the outline, line by line: a book can be taken in between two keys."""

    def __init__(self) -> None:
        self._headings: list[tuple[int, int, str]] = []
        self._words: list[int] = [0]  # before each line, and in all at the end
        self._paragraphs: list[Paragraph] = []
        self._first = -1  # of the paragraph that is open
        self._wrapped = False  # the line before looks as if the next one continues it

    def add(self, line: str) -> None:
        """Take the next line."""
        number = len(self._words) - 1
        found = heading(line)
        words = len(line.split())
        spoken = bool(words) and found is None
        if not (spoken and self._wrapped and number - self._first < _LONGEST):
            self._close(number)
        if found is not None:
            self._headings.append((number, *found))
        elif spoken and self._first < 0:
            self._first = number
        self._wrapped = _wrapped(line)
        self._words.append(self._words[-1] + words)

    def finish(self) -> Outline:
        """The outline of the lines taken.

        A single top heading with others under it is the title, not a scene.
        """
        lines = len(self._words) - 1
        self._close(lines)
        found, title = self._headings, ""
        if found and found[0][1] == 1 and all(level > 1 for _, level, _ in found[1:]):
            title = found[0][2]
            if len(found) > 1:
                found = found[1:]
        scenes = []
        for number, (line, _, name) in enumerate(found):
            end = found[number + 1][0] if number + 1 < len(found) else lines
            # A part's heading with a chapter's right under it has no words, and is no scene.
            if words := self._words[end] - self._words[line + 1]:
                scenes.append(Scene(name, line, end, words))
        spoken = self._words[-1] - sum(self._words[i + 1] - self._words[i] for i, _, _ in found)
        words = max(0, spoken - len(title.split()) - bool(title))
        return Outline(title, tuple(scenes), words, tuple(self._paragraphs))

    def _close(self, end: int) -> None:
        if self._first >= 0:
            before = self._words[self._first]
            self._paragraphs.append(Paragraph(self._first, end, self._words[end] - before, before))
            self._first = -1


def outline(lines: Iterable[str]) -> Outline:
    """Find the outline of `lines`."""
    outliner = Outliner()
    for line in lines:
        outliner.add(line)
    return outliner.finish()


def reading_time(words: int, words_per_minute: int = WORDS_PER_MINUTE) -> str:
    """How long reading aloud takes: "12:58", or "1 h 05 min"."""
    seconds = round(words * 60 / words_per_minute)
    if seconds >= 3600:
        return f"{seconds // 3600} h {seconds % 3600 // 60:02d} min"
    return f"{seconds // 60}:{seconds % 60:02d}"


def passage_lines(line: Callable[[int], str], count: int, at: int) -> tuple[int, int] | None:
    """The passage under line `at` of `count`: (first, end) lines, end excluded; None if empty.

    A paragraph is a line, or, in hard-wrapped text, a run of lines. On an empty line it is the
    passage above (the one just written); on a heading, the passage under it.
    """

    def spoken(number: int) -> bool:
        text = line(number)
        return bool(text.strip()) and heading(text) is None

    if not 0 <= at < count:
        return None
    if not spoken(at):
        above, below = range(at - 1, -1, -1), range(at + 1, count)
        order = (*below, *above) if heading(line(at)) else (*above, *below)
        at = next((number for number in order if spoken(number)), -1)
        if at < 0:
            return None
    first, end = at, at + 1
    while first > 0 and at - first < _LONGEST and _wrapped(line(first - 1)) and spoken(first - 1):
        first -= 1
    while end < count and end - at < _LONGEST and _wrapped(line(end - 1)) and spoken(end):
        end += 1
    return first, end


def _wrapped(line: str) -> bool:
    """Whether a line looks cut by hand, so that the next one continues it."""
    return 45 <= len(line) <= 90
