"""What a reader makes of a file: a title, and blocks with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from t2m_engine.text.words import is_unspaced

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class BlockKind(Enum):
    """What a block is to the story."""

    HEADING = "heading"
    BREAK = "break"
    NARRATION = "narration"
    VERSE = "verse"
    DIALOGUE = "dialogue"
    DIRECTION = "direction"


SCENE_LEVEL = 7
"""The level of a heading that names a scene whatever headings stand over it, as in a script."""

VERSE_WIDTH = 60
"""Characters of a verse at most, where its line breaks alone show it; longer lines are prose."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text from character `start` to `end`, in words: `text` without markup.

    `joins` says, of a heading, that a heading right after it belongs under it; `level` is 1 for
    the highest headings, up to `SCENE_LEVEL`. `speaker` says whose a line of dialogue is;
    `times` when a subtitle is shown: (start, end) in seconds; `beside` is said at the same time
    as what the speaker before says, as the second half of dual dialogue.
    """

    kind: BlockKind
    start: int
    end: int
    text: str = ""
    joins: bool = True
    level: int = 1
    speaker: str = ""
    times: tuple[float, float] | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A title ("" when the text names none) and the blocks that are story, in order."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line at character `start` of the text, without its line ending."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.text.rstrip())

    @property
    def first(self) -> int:
        """Where its words start."""
        return self.start + len(self.text) - len(self.text.lstrip())

    @property
    def words(self) -> str:
        """The line without the space around it."""
        return self.text.strip()

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but space on it."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """Columns of space before the first word; a tab counts four."""
        space = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(space.expandtabs(4))


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of `text`, ended by CR LF, LF or CR."""
    for match in _LINE.finditer(text):
        if match.group():
            yield Line(match.start(), match.group().rstrip("\r\n"))


def join(parts: Iterable[str]) -> str:
    """Join hard-wrapped lines into one.

    A word broken at its own hyphen loses no letter, and scripts without spaces get none.
    """
    joined: list[str] = []
    before = ""
    for part in parts:
        hyphen = before.endswith("-") and not before.endswith("--") and before[-2:-1].isalpha()
        if before and not hyphen and not _touch(before, part):
            joined.append(" ")
        joined.append(part)
        before = part or before
    return "".join(joined)


def _touch(before: str, after: str) -> bool:
    return not before.isascii() and is_unspaced(before[-1]) and is_unspaced(after[:1])
