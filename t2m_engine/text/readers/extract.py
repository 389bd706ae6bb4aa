"""What a container holds as a text of its own: laid out, with the places of its blocks.

Prose is laid out as Markdown looks (headings behind "#", breaks as "* * *"), a script as Fountain
does, so that a text that was taken out can be read, edited and saved as one of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from t2m_engine.text.readers import headings
from t2m_engine.text.readers.blocks import SCENE_LEVEL, VERSE_WIDTH, Block, BlockKind, Document

LINE_BREAK = "\x0b"
"""Stands for a line break in words whose other space is as the file happens to have it: no XML
holds this character."""
RULE = "* * *"
"""A break between scenes, as it is laid out."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class _Item:
    kind: BlockKind
    text: str = ""
    level: int = 1
    speaker: str = ""
    times: tuple[float, float] | None = None
    beside: bool = False


class Extract:
    """Takes blocks in order, then gives the text and its document."""

    def __init__(self) -> None:
        self.title = ""
        self._items: list[_Item] = []

    def __len__(self) -> int:
        return len(self._items)

    def name(self, words: str) -> None:
        """Add words that look like a title: the text's, or, once it has begun, a chapter's."""
        if self._items:
            self.heading(words, 1)
        else:
            self.title = f"{self.title} {_flat(words)}".strip()

    def heading(self, words: str, level: int) -> None:
        """Add a heading; `level` is 1 for the highest."""
        if words := _flat(words):
            self._items.append(_Item(BlockKind.HEADING, words, max(1, min(level, SCENE_LEVEL))))

    def scene_break(self) -> None:
        """Add a break between scenes."""
        self._items.append(_Item(BlockKind.BREAK))

    def paragraph(self, words: str) -> None:
        """Add a paragraph, or what is one: a break of stars; short lines, that are verse."""
        lines = [line for line in map(_flat, words.split(LINE_BREAK)) if line]
        if len(lines) == 1 and headings.is_break(lines[0]):
            self.scene_break()
        elif len(lines) > 1 and max(map(len, lines)) <= VERSE_WIDTH:
            self.passage(BlockKind.VERSE, lines)
        else:
            for line in lines:
                self.passage(BlockKind.NARRATION, [line])

    def passage(
        self,
        kind: BlockKind,
        lines: Iterable[str],
        speaker: str = "",
        times: tuple[float, float] | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Add a passage of flat lines; one without a letter or a figure is none."""
        text = "\n".join(lines)
        if any(map(str.isalnum, text)):
            self._items.append(_Item(kind, text, 1, speaker, times, beside))

    def finish(self, *, looks: bool = True, script: bool = False) -> tuple[str, Document]:
        """Return the text and its document, laid out as prose or as a `script`.

        Left out is what stands under "Contents", "Copyright" and the like. Where no heading is
        marked as one, `looks` finds them as in plain text. A lone heading of the first level over
        others is the title, and so is a first heading that repeats it.
        """
        items = self._items
        if looks and not any(item.kind is BlockKind.HEADING for item in items):
            looked = list(map(_as_it_looks, items))
            if any(item.kind is BlockKind.NARRATION for item in looked):
                items = looked  # else a word in capitals is all that there is
        items = _story(items)
        if _starts_with_title(items, self.title):
            self.title = self.title or items[0].text
            items = items[1:]
        return _laid_out(items, self.title, script=script)


def _starts_with_title(items: Sequence[_Item], title: str) -> bool:
    heads = [item for item in items if item.kind is BlockKind.HEADING]
    if len(heads) < 2 or heads[0] is not items[0] or headings.names_part(heads[0].text):
        return False
    if heads[0].text.casefold() == title.casefold():
        return True
    levels = {head.level for head in heads[1:]} - {SCENE_LEVEL}
    joined = items[1].kind is BlockKind.HEADING or len(heads) > 2
    return heads[0].level == 1 and bool(levels) and min(levels) > 1 and joined


def _flat(words: str) -> str:
    """Words on one line: control characters are none of them, letters are composed."""
    return unicodedata.normalize("NFC", " ".join(_CONTROL.sub(" ", words).split()))


def _as_it_looks(item: _Item) -> _Item:
    if item.kind is not BlockKind.NARRATION or not headings.is_heading(item.text):
        return item
    return replace(item, kind=BlockKind.HEADING, level=headings.level_of(item.text))


def _story(items: Sequence[_Item]) -> list[_Item]:
    """The items that are story: without matter, asides, and the entries of a contents page."""
    times = Counter(item.text for item in items if item.kind is BlockKind.HEADING)
    seen: set[str] = set()
    kept: list[_Item] = []
    skipped = 0  # the level of the heading whose matter is left out
    for place, item in enumerate(items):
        if item.kind is BlockKind.HEADING:
            first, following = item.text not in seen, items[place + 1 : place + 2]
            seen.add(item.text)
            # Of two headings, both of which come again, the first is a line of the contents.
            if first and times[item.text] > 1 and following and times[following[0].text] > 1:
                continue
            if not skipped or item.level <= skipped:
                skipped = item.level if headings.is_matter_heading(item.text) else 0
        aside = item.kind is BlockKind.NARRATION and headings.is_aside(item.text)
        if not skipped and not aside:
            kept.append(item)
    return kept


def _laid_out(items: Iterable[_Item], title: str, *, script: bool) -> tuple[str, Document]:
    parts: list[str] = []
    blocks: list[Block] = []
    place = 0
    before: _Item | None = None
    for item in items:
        lead = _lead(item, before, script=script)
        text = RULE if item.kind is BlockKind.BREAK else item.text
        parts += [lead, text]
        start = place + len(lead)
        place = start + len(text)
        blocks.append(
            Block(
                item.kind, start, place, item.text, level=item.level, speaker=item.speaker,
                times=item.times, beside=item.beside,
            )
        )  # fmt: skip
        before = item
    return "".join([*parts, "\n"]), Document(title, tuple(blocks))


def _lead(item: _Item, before: _Item | None, *, script: bool) -> str:
    """What stands between an item and the one before it."""
    gap = "" if before is None else "\n\n"
    if item.kind is BlockKind.HEADING:
        if item.level < SCENE_LEVEL:
            return f"{gap}{'#' * item.level} "
        return gap if script else f"{gap}### "
    if not item.speaker or item.times is not None:
        return gap
    if before is not None and item.speaker == before.speaker:
        return "\n"
    mark = " ^" if item.beside else ""
    return f"{gap}{'' if item.speaker.isupper() else '@'}{item.speaker}{mark}\n"
