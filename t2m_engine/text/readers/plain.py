"""Plain text: paragraphs at blank lines, headings by their looks, hard-wrapped lines joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from t2m_engine.text.readers import headings
from t2m_engine.text.readers.blocks import Block, BlockKind, Document, Line, join, lines
from t2m_engine.text.words import size

WRAPPED_WIDTH = 100
"""Where 95 in 100 lines are no longer, lines are hard-wrapped; else a line is a paragraph."""
_SENTENCES = 0.6
"""Share of lines ending as a sentence does, of those with a line right below, from which a line is
a paragraph however short: of hard-wrapped lines one in ten does, by chance."""
_HEADING_GAP = 2
"""Blank lines at most between a heading and one that belongs under it."""
_STORY_WORDS = 12
"""A paragraph of that many words, ending as a sentence does, is where a story has begun."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines without a blank one between; `gap` blank ones stand before them."""

    lines: tuple[Line, ...]
    gap: int

    @property
    def words(self) -> str:
        return join([line.words for line in self.lines])

    @property
    def is_indented(self) -> bool:
        return all(line.indent >= 2 for line in self.lines)

    def block(self, kind: BlockKind, *, joins: bool = True) -> Block:
        text = (
            "\n".join(line.words for line in self.lines) if kind is BlockKind.VERSE else self.words
        )
        level = headings.level_of(text) if kind is BlockKind.HEADING else 1
        return Block(kind, self.lines[0].first, self.lines[-1].end, text, joins, level)


def read_plain(text: str) -> Document:
    """Read plain text: see the module, `headings`, and the tests for what becomes what."""
    first, last, title = headings.gutenberg_body(text)
    body = [Line(line.start + first, line.text) for line in lines(text[first:last])]
    groups = list(_groups(body))
    kept, front = _story(groups)
    if not any(block.kind in {BlockKind.NARRATION, BlockKind.VERSE} for block in kept):
        kept, front = _story(groups, bare=True)  # a line or a word is a manuscript, too
    return Document(title or _title(front), tuple(kept))


def _groups(body: Sequence[Line]) -> Iterator[_Group]:
    wrapped = _is_wrapped(body)
    held: list[Line] = []
    gap = before = 0
    for place, line in enumerate(body):
        if line.is_blank:
            if held:
                yield _Group(tuple(held), before)
            held, gap = [], gap + 1
            continue
        following = body[place + 1] if place + 1 < len(body) else None
        if held and (not wrapped or _starts_paragraph(held[-1], line, following)):
            yield _Group(tuple(held), before)
            held, gap = [], 0
        if not held:
            before = gap
        gap = 0
        held.append(line)
    if held:
        yield _Group(tuple(held), before)


def _is_wrapped(body: Sequence[Line]) -> bool:
    widths = sorted(len(line.text.rstrip()) for line in body if not line.is_blank)
    if not widths or widths[int(0.95 * (len(widths) - 1))] > WRAPPED_WIDTH:
        return False
    above = [line.words for line, below in pairwise(body) if line.words and not below.is_blank]
    ends = sum(map(headings.ends_sentence, above))
    return ends < _SENTENCES * len(above) or not above


def _starts_paragraph(above: Line, line: Line, below: Line | None) -> bool:
    """Whether an indent alone starts a paragraph (verse has more than one indented line)."""
    if line.text.startswith("\u3000"):  # so Chinese and Japanese paragraphs do
        return True
    indented = line.indent >= 2 and above.indent < 2
    return indented and (below is None or below.is_blank or below.indent < 2)


def _story(groups: Sequence[_Group], *, bare: bool = False) -> tuple[list[Block], list[str]]:
    """The blocks that are story, and the words of what stands before it.

    In a `bare` text there is no title page, and capitals make no heading.
    """
    kept: list[Block] = []
    front: list[str] = []
    begun, skipping = bare, False
    for place, group in enumerate(groups):
        following = groups[place + 1] if place + 1 < len(groups) else None
        words = group.words
        if len(group.lines) == 1 and headings.is_break(words):
            kept.append(group.block(BlockKind.BREAK))
            skipping = False
        elif _is_heading(group, following, bare) or (len(group.lines) == 1 and _is_matter(group)):
            if skipping and _is_entry(group, following):
                continue
            skipping = headings.is_matter_heading(words)
            if not begun:
                front.append(words)
            if not skipping:
                joins = following is not None and following.gap <= _HEADING_GAP
                kept.append(group.block(BlockKind.HEADING, joins=joins))
        elif skipping or headings.is_aside(words):
            continue
        elif not begun and headings.is_imprint(words) and not group.is_indented:
            front.append(words)
            kept = [block for block in kept if block.kind is not BlockKind.HEADING]
        else:
            verse = group.is_indented and len(group.lines) > 1
            kept.append(group.block(BlockKind.VERSE if verse else BlockKind.NARRATION))
            begun = begun or size(words) >= _STORY_WORDS
    return kept, front


def _is_heading(group: _Group, following: _Group | None, bare: bool) -> bool:
    words = group.words
    if len(group.lines) > 2 or not headings.is_heading(words):
        return False
    if bare and headings.is_capitals(words) and not headings.is_numbered(words):
        return False
    # A number or a title over an indented stanza is a part of the poem.
    return not (group.is_indented and following is not None and following.is_indented)


def _is_matter(group: _Group) -> bool:
    return headings.is_matter_heading(group.words)


def _is_entry(group: _Group, following: _Group | None) -> bool:
    """Whether a heading inside a table of contents is one of its lines: no prose comes after."""
    return following is None or (
        following.gap < _HEADING_GAP
        and group.gap < _HEADING_GAP
        and headings.is_heading(following.words)
    )


def _title(front: Sequence[str]) -> str:
    """The first line of the title page, with the next when it hangs on it ("THE TALE OF")."""
    if not front or headings.is_matter_heading(front[0]) or headings.is_numbered(front[0]):
        return ""
    hangs = front[0].rsplit(maxsplit=1)[-1].lower() in {"of", "the", "and", "in", "or", "a"}
    return join(list(front[: 2 if hangs else 1]))
