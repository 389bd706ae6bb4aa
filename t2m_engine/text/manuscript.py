"""A manuscript: a text in parts, chapters, scenes and passages, with their places in the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import asdict, dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from t2m_engine.errors import InputError
from t2m_engine.text.readers import (
    EXTRACTORS,
    BlockKind,
    Document,
    extract,
    format_of,
    read,
    read_text,
)
from t2m_engine.text.readers.blocks import SCENE_LEVEL, Block
from t2m_engine.text.readers.headings import names_part
from t2m_engine.text.words import count_words

PART, CHAPTER, SCENE = 1, 2, 3
"""What a heading names."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a scene, from character `start` to `end` of the manuscript's text.

    `text` holds its words without line ends of hard wrapping and without markup; `kind` is
    "narration", "verse", "dialogue" or "direction" (of a script); `id` counts from 0 through the
    manuscript. `speaker` says whose a dialogue is ("" where the text does not say), `times` when
    a subtitle is shown: (start, end) in seconds; `beside`, that a dialogue is said at the same
    time as what the speaker before it says (dual dialogue).
    """

    id: int
    scene: int
    start: int
    end: int
    text: str
    kind: str
    speaker: str = ""
    times: tuple[float, float] | None = None
    beside: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of the manuscript, from its heading, or first word, to its last.

    `chapter` is the index of the chapter that it is in, None before the first.
    """

    index: int
    title: str
    start: int
    end: int
    chapter: int | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """Scenes under a heading, from there to the last word; `part` is None outside of parts."""

    index: int
    part: int | None
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under a heading ("PART ONE"), from there to the last word."""

    index: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A story in parts, chapters, scenes and passages; offsets count characters of `text`.

    `path` is None for a text that is in no file. `format` is a key of `readers.READERS`, or of
    `readers.EXTRACTORS`: then `text` is what was taken out of a word processor's file or a book.
    Every part, chapter and scene has a passage; passages are in order and do not overlap.
    """

    path: Path | None
    title: str
    text: str
    scenes: tuple[Scene, ...]
    passages: tuple[Passage, ...]
    format: str = "txt"
    parts: tuple[Part, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    @property
    def words(self) -> int:
        """How many words its passages have."""
        return sum(passage.words for passage in self.passages)

    def passages_of(self, scene: int) -> tuple[Passage, ...]:
        """Return the passages of the scene with that index."""
        first = bisect_left(self.passages, scene, key=attrgetter("scene"))
        last = bisect_left(self.passages, scene + 1, key=attrgetter("scene"))
        return self.passages[first:last]

    def as_json(self) -> dict[str, Any]:
        """Return all of it: see `manuscript.read` of the service for the names."""
        return {
            "path": None if self.path is None else str(self.path),
            "title": self.title,
            "format": self.format,
            "words": self.words,
            "text": self.text,
            "parts": [asdict(part) for part in self.parts],
            "chapters": [asdict(chapter) for chapter in self.chapters],
            "scenes": [asdict(scene) for scene in self.scenes],
            "passages": [{**asdict(passage), "words": passage.words} for passage in self.passages],
        }


def read_manuscript(path: Path) -> Manuscript:
    """Read the manuscript at `path`: of what format, its suffix says, or its being a project.

    Raises InputError: not there, of no format that is read, not what its suffix says, damaged,
    encrypted, empty, or without a passage of story.
    """
    form = format_of(path)
    if form in EXTRACTORS:
        text, document = extract(path, form)
        manuscript = _arranged(text, document, form, path.stem, path)
    else:
        manuscript = parse(read_text(path), form, path.stem, path=path)
    if not manuscript.passages:
        raise InputError(path, "holds no passage of a story")
    return manuscript


def parse(
    text: str,
    format: str = "txt",  # noqa: A002 - the field's name for it
    title: str = "",
    *,
    path: Path | None = None,
) -> Manuscript:
    """Read `text` in `format`, a key of `READERS`; `title` stands in where it names none."""
    return _arranged(text, read(text, format), format, title, path)


def _arranged(
    text: str, document: Document, form: str, title: str, path: Path | None
) -> Manuscript:
    title = document.title or title
    arranged = _Arranged(document, title)
    return Manuscript(
        path, title, text, arranged.scenes(), arranged.passages(), form, arranged.parts(),
        arranged.chapters(),
    )  # fmt: skip


def _roles(document: Document) -> dict[int, int]:
    """What the headings of each level name: a lone level chapters, the highest of three parts.

    The higher of two names parts where its headings say so ("PART ONE", "Book II"), or where
    scenes have headings of their own.
    """
    found: dict[int, list[str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            found.setdefault(block.level, []).append(block.text)
    has_scenes = found.pop(SCENE_LEVEL, None) is not None
    levels = sorted(found)
    highest = CHAPTER
    if len(levels) > 2 or (
        len(levels) == 2 and (has_scenes or all(map(names_part, found[levels[0]])))
    ):
        highest = PART
    roles = {level: min(SCENE, highest + place) for place, level in enumerate(levels)}
    return {**roles, SCENE_LEVEL: SCENE}


class _Arranged:
    """The blocks of a document in scenes, chapters and parts; none of them is without passage."""

    def __init__(self, document: Document, title: str) -> None:
        self._blocks: list[tuple[int, Block]] = []  # of passages, with their scene
        self._scenes: list[tuple[str, int, int | None, int | None]] = []  # …, chapter, part
        self._chapters: list[tuple[str, int, int | None]] = []  # title, start, part
        self._parts: list[tuple[str, int]] = []
        self._part: int | None = None
        self._chapter: int | None = None
        self._base, self._number = title, 0  # the title of the scenes between two headings
        roles = _roles(document)
        waiting: list[tuple[int, Block]] = []  # headings that no passage has come after
        opening = True  # the next passage opens a scene
        for block in document.blocks:
            if block.kind is BlockKind.HEADING:
                role = roles[block.level]
                # A chapter without a word ends with the next part; a heading that stands far
                # from the next one is none of its own.
                apart = bool(waiting) and not waiting[-1][1].joins
                while waiting and (waiting[-1][0] > role or (waiting[-1][0] == role and apart)):
                    waiting.pop()
                waiting.append((role, block))
                opening = True
            elif block.kind is BlockKind.BREAK:
                opening = True
            else:
                if opening:
                    self._open(waiting, block)
                    waiting, opening = [], False
                self._blocks.append((len(self._scenes) - 1, block))

    def _open(self, headings: list[tuple[int, Block]], passage: Block) -> None:
        first = passage.start
        for role in (PART, CHAPTER, SCENE):
            own = [block for named, block in headings if named == role]
            if not own:
                continue
            self._base, self._number = " — ".join(block.text for block in own), 0
            first = own[0].start
            if role == PART:
                self._part, self._chapter = len(self._parts), None
                self._parts.append((self._base, first))
            elif role == CHAPTER:
                self._chapter = len(self._chapters)
                self._chapters.append((self._base, first, self._part))
        self._number += 1
        name = self._base if self._number == 1 else f"{self._base} · {self._number}"
        self._scenes.append((name, first, self._chapter, self._part))

    def passages(self) -> tuple[Passage, ...]:
        return tuple(
            Passage(
                number, scene, block.start, block.end, block.text, block.kind.value,
                block.speaker, block.times, block.beside,
            )
            for number, (scene, block) in enumerate(self._blocks)
        )  # fmt: skip

    def scenes(self) -> tuple[Scene, ...]:
        ends = {scene: block.end for scene, block in self._blocks}
        return tuple(
            Scene(index, title, start, ends[index], chapter)
            for index, (title, start, chapter, _) in enumerate(self._scenes)
        )

    def chapters(self) -> tuple[Chapter, ...]:
        ends = {self._scenes[scene][2]: block.end for scene, block in self._blocks}
        return tuple(
            Chapter(index, part, title, start, ends[index])
            for index, (title, start, part) in enumerate(self._chapters)
        )

    def parts(self) -> tuple[Part, ...]:
        ends = {self._scenes[scene][3]: block.end for scene, block in self._blocks}
        return tuple(
            Part(index, title, start, ends[index])
            for index, (title, start) in enumerate(self._parts)
        )
