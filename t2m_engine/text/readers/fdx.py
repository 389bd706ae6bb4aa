"""FDX, Final Draft's XML: paragraphs that say what they are in a script."""

from __future__ import annotations

import re
from pathlib import Path

from t2m_engine.errors import InputError
from t2m_engine.text.readers.blocks import SCENE_LEVEL, BlockKind, Document
from t2m_engine.text.readers.encoding import read_bytes
from t2m_engine.text.readers.extract import Extract
from t2m_engine.text.readers.markup import Element, child, local, parse_xml

_HEADINGS = {"new act": 1, "cold opening": 1, **{f"outline {n}": n for n in range(1, 5)}}
_LEFT_OUT = frozenset({"transition", "end of act", "cast list", "outline body"})
_LYRICS = frozenset({"lyrics", "singing"})
_EXTENSION = re.compile(r"\s*\(.*")


def read_file(path: Path) -> tuple[str, Document]:
    """Read a script of Final Draft. Dual dialogue is read left, then right; notes are left out."""
    root = parse_xml(read_bytes(path), path)
    content = child(root, "Content")
    if local(root) != "FinalDraft" or content is None:
        raise InputError(path, "is no script of Final Draft", "Export it again as .fdx.")
    extract = Extract()
    title = child(root, "TitlePage", "Content")
    if title is not None:
        extract.title = next(filter(None, map(_words, _paragraphs(title))), "")
    speaker = ""
    second = _second_halves(content)
    for paragraph in _paragraphs(content):
        speaker = _add(
            extract,
            paragraph.get("Type", "Action").lower(),
            _words(paragraph),
            speaker,
            beside=paragraph in second,
        )
    return extract.finish(looks=False, script=True)


def _paragraphs(content: Element) -> list[Element]:
    """The paragraphs in order, those of dual dialogue in their place, none of notes."""
    found = []
    waiting = [content]
    while waiting:
        element = waiting.pop()
        name = local(element)
        if name == "Paragraph" and child(element, "DualDialogue") is None:
            found.append(element)
        elif name in {"Content", "Paragraph", "DualDialogue"}:
            waiting += reversed(element)
    return found


def _second_halves(content: Element) -> set[Element]:
    """The paragraphs of dual dialogue from its second speaker on."""
    found = set()
    for element in content.iter():
        if local(element) == "DualDialogue":
            speakers = 0
            for paragraph in _paragraphs(element):
                speakers += paragraph.get("Type", "").lower() == "character"
                if speakers > 1:
                    found.add(paragraph)
    return found


def _words(paragraph: Element) -> str:
    return " ".join("".join(text.text or "" for text in paragraph if local(text) == "Text").split())


def _add(extract: Extract, kind: str, words: str, speaker: str, *, beside: bool) -> str:
    """Add a paragraph; return whose the lines after it are."""
    if kind == "character":
        return _EXTENSION.sub("", words) or words
    if kind == "parenthetical":
        extract.passage(BlockKind.DIRECTION, [words], speaker, beside=beside)
    elif kind == "dialogue":
        extract.passage(BlockKind.DIALOGUE, [words], speaker, beside=beside)
    elif kind in _LYRICS:
        extract.passage(BlockKind.VERSE, [words], speaker, beside=beside)
    else:
        if kind == "scene heading":
            extract.heading(words, SCENE_LEVEL)
        elif kind in _HEADINGS:
            extract.heading(words, _HEADINGS[kind])
        elif kind == "transition":
            extract.scene_break()
        elif kind not in _LEFT_OUT:
            extract.passage(BlockKind.DIRECTION, [words])
        return ""
    return speaker
