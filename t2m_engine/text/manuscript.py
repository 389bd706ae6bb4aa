"""A manuscript: a text, its scenes, and its passages with their places in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from t2m_engine.errors import InputError
from t2m_engine.text.readers import BlockKind, Document, format_of, read, read_text

_WORD = re.compile(r"\w+(?:['’\-‐-‑]\w+)*")


def count_words(text: str) -> int:
    """Return the words of `text` as a narrator reads them: “half-past” is one, “a--b” two."""
    return sum(1 for _ in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a scene, from character `start` to `end` of the manuscript's text.

    `text` holds its words without line ends of hard wrapping and without markup; `kind` is
    "paragraph" or "verse"; `id` counts from 0 through the manuscript.
    """

    id: int
    scene: int
    start: int
    end: int
    text: str
    kind: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of the manuscript, from its heading, or first word, to its last."""

    index: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A story in scenes and passages; offsets count characters of `text`.

    `path` is None for a text that is in no file. Every scene has a passage; passages are in
    order and do not overlap.
    """

    path: Path | None
    title: str
    text: str
    scenes: tuple[Scene, ...]
    passages: tuple[Passage, ...]

    @property
    def words(self) -> int:
        """How many words its passages have."""
        return sum(passage.words for passage in self.passages)

    def passages_of(self, scene: int) -> tuple[Passage, ...]:
        """Return the passages of the scene with that index."""
        return tuple(passage for passage in self.passages if passage.scene == scene)


def read_manuscript(path: Path) -> Manuscript:
    """Read the manuscript at `path` by its suffix: Markdown, or plain text.

    Raises InputError: not there, not a text, empty, or without a sentence of story.
    """
    format_name = format_of(path)
    manuscript = parse(read_text(path), format_name, path.stem, path=path)
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
    """Read `text` in `format` ("txt" or "md"); `title` stands in where the text names none."""
    document = read(text, format)
    title = document.title or title
    scenes, passages = _arrange(document, title)
    return Manuscript(path, title, text, tuple(scenes), tuple(passages))


def _arrange(document: Document, title: str) -> tuple[list[Scene], list[Passage]]:
    scenes: list[Scene] = []
    passages: list[Passage] = []
    headings: list[str] = []
    start: int | None = None
    chapter, part, joins = title, 1, False
    opening = True  # the next passage opens a scene
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            headings = [*headings, block.text] if joins else [block.text]
            start = block.start if start is None or not joins else start
            opening, joins = True, block.joins
        elif block.kind is BlockKind.BREAK:
            opening = True
        else:
            if opening:
                if headings:
                    chapter, part = " — ".join(headings), 1
                elif scenes:
                    part += 1
                name = chapter if part == 1 else f"{chapter} · {part}"
                first = block.start if start is None else start
                scenes.append(Scene(len(scenes), name, first, block.end))
                headings, start, opening, joins = [], None, False, False
            scene = scenes[-1]
            passages.append(
                Passage(
                    len(passages), scene.index, block.start, block.end, block.text,
                    block.kind.value,
                )
            )  # fmt: skip
            scenes[-1] = Scene(scene.index, scene.title, scene.start, block.end)
    return scenes, passages
