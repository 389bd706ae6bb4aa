"""Markdown: headings make scenes, markup is taken off the words, code is left out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from t2m_engine.text.readers.blocks import (
    VERSE_WIDTH,
    Block,
    BlockKind,
    Document,
    Line,
    join,
    lines,
)
from t2m_engine.text.readers.emphasis import hide_escapes, show_escapes, strip_emphasis
from t2m_engine.text.readers.headings import names_part

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|\\?[#~⁂§]|"
                   r"(?:\\\*[ \t]*){1,5})[ \t]*")  # fmt: skip
_MARKER = re.compile(r"[ \t]*(?:(?:>[ \t]?)+|(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)+")
_ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:\s*\S")
_TABLE = re.compile(r"[ \t]*\|.*\|[ \t]*|[ \t]*:?-{3,}:?(?:[ \t]*\|[ \t]*:?-{3,}:?)+[ \t]*")
_LINE_BREAKS = ("  ", "\\")
_YAML_TITLE = re.compile(r"title:[ \t]*(['\"]?)(.+)\1", re.IGNORECASE)

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_NOTE_MARK = re.compile(r"\[\^[^\[\]]+\]")
_AUTO = re.compile(r"<((?:https?|mailto|ftp):[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TICKS = re.compile(r"`+")


def read_markdown(text: str) -> Document:
    """Read Markdown (CommonMark's blocks as far as stories use them).

    Headings of every level and rules make scenes; a first-level heading over other headings is
    the title. List items are paragraphs of their own, quotes lose their marks. Left out: fenced
    code, tables, comments, pictures, link and footnote definitions, a YAML head (but its title).
    Short lines with line breaks between are verse.
    Indented text is a paragraph, not code: writers indent.
    """
    title, body = _front_matter(list(lines(text)))
    blocks = list(_blocks(_without_comments(_without_code(body), text)))
    heads = [block for block in blocks if block.kind is BlockKind.HEADING]
    if heads and heads[0] is blocks[0] and len(blocks) > 1:
        only = [head.level for head in heads].count(1) == 1 and heads[0].level == 1
        only = only and not names_part(heads[0].text)
        if only and blocks[1].kind is BlockKind.HEADING:
            title = title or heads[0].text
            blocks = blocks[1:]
        elif only and len(heads) == 1:
            title = title or heads[0].text
    return Document(title, tuple(blocks))


def strip_markup(text: str) -> str:
    """Return the words of `text` without Markdown's inline markup."""
    text = _IMAGE.sub("", _COMMENT.sub("", hide_escapes(text)))
    for _ in range(2):  # a link inside a link's text
        text = _LINK.sub(r"\1", text)
    text = _TAG.sub("", _AUTO.sub(r"\1", _NOTE_MARK.sub("", text)))
    return show_escapes(html.unescape(strip_emphasis(_without_ticks(text))))


def _without_ticks(text: str) -> str:
    """Take off the backticks of code: a run of them ends at the next one of its length."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    following: dict[int, int] = {}
    ends = [0] * len(runs)
    for place in range(len(runs) - 1, -1, -1):
        start, end = runs[place]
        ends[place] = following.get(end - start, 0)
        following[end - start] = place
    kept, place, last = [], 0, 0
    while place < len(runs):
        if ends[place]:
            for start, end in (runs[place], runs[ends[place]]):
                kept.append(text[last:start])
                last = end
            place = ends[place]
        place += 1
    return "".join([*kept, text[last:]])


def _front_matter(body: list[Line]) -> tuple[str, list[Line]]:
    if not body or body[0].text.rstrip() != "---":
        return "", body
    for place, line in enumerate(body[1:], 1):
        if line.text.rstrip() in {"---", "..."}:
            titles = (_YAML_TITLE.fullmatch(head.text.rstrip()) for head in body[1:place])
            return next((t.group(2) for t in titles if t), ""), body[place + 1 :]
        if line.is_blank or not re.match(r"[\w -]+:|[ \t]|- |#", line.text):
            break  # a rule, not a head
    return "", body


def _without_code(body: list[Line]) -> Iterator[Line]:
    fence = ""
    for line in body:
        match = _FENCE.match(line.text)
        if fence:
            if (
                match
                and match.group(1).startswith(fence)
                and match.end() == len(line.text.rstrip())
            ):
                fence = ""
                yield Line(line.start, "")
        elif match:
            fence = match.group(1)
            yield Line(line.start, "")
        else:
            yield line


def _without_comments(body: Iterable[Line], text: str) -> Iterator[Line]:
    """The lines that are not wholly within a comment."""
    comments = (match.span() for match in _COMMENT.finditer(text))
    start, end = next(comments, (len(text), len(text)))
    for line in body:
        while end < line.end:
            start, end = next(comments, (len(text), len(text)))
        if line.is_blank or not start <= line.first:
            yield line


def _blocks(body: Iterable[Line]) -> Iterator[Block]:
    held: list[Line] = []
    for line in body:
        atx = _ATX.fullmatch(line.text.rstrip())
        setext = _SETEXT.fullmatch(line.text)
        if held and setext and not _MARKER.match(held[0].text):
            yield from _heading(held, line.end, 1 if "=" in line.text else 2)
            held = []
        elif line.is_blank or atx or _RULE.fullmatch(line.text):
            yield from _paragraph(held)
            held = []
            if atx:
                words = strip_markup(_CLOSING.sub("", atx.group(2) or "")).strip()
                if words:
                    level = len(atx.group(1))
                    yield Block(BlockKind.HEADING, line.first, line.end, words, level=level)
            elif not line.is_blank:
                yield Block(BlockKind.BREAK, line.first, line.end)
        elif _DEFINITION.match(line.text) and not held:
            continue
        elif _TABLE.fullmatch(line.text):
            yield from _paragraph(held)
            held = []
        else:
            if _ITEM.match(line.text):
                yield from _paragraph(held)
                held = []
            held.append(line)
    yield from _paragraph(held)


def _heading(held: list[Line], end: int, level: int) -> Iterator[Block]:
    words = strip_markup(join([line.words for line in held])).strip()
    if words:
        yield Block(BlockKind.HEADING, held[0].first, end, words, level=level)


def _paragraph(held: list[Line]) -> Iterator[Block]:
    if not held:
        return
    parts = []
    start = None
    for line in held:
        marker = _MARKER.match(line.text)
        begin = marker.end() if marker else 0
        words = line.text[begin:].strip()
        if start is None:
            start = line.start + begin + len(line.text[begin:]) - len(line.text[begin:].lstrip())
        parts.append(words.removesuffix("\\").rstrip())
    assert start is not None
    broken = all(line.text.endswith(_LINE_BREAKS) for line in held[:-1])
    is_verse = len(held) > 1 and broken and max(map(len, parts)) <= VERSE_WIDTH
    text = strip_markup("\n".join(parts) if is_verse else join(parts))
    if any(map(str.isalnum, text)):
        if is_verse:
            words = "\n".join(" ".join(line.split()) for line in text.split("\n"))
            yield Block(BlockKind.VERSE, start, held[-1].end, words)
        else:
            yield Block(BlockKind.NARRATION, start, held[-1].end, " ".join(text.split()))
