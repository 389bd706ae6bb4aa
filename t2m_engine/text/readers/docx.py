"""DOCX, Word's documents: paragraphs with their styles, of an archive of XML (ECMA-376)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath

from lxml import etree

from t2m_engine.errors import InputError
from t2m_engine.text.readers.archive import Archive
from t2m_engine.text.readers.blocks import Document
from t2m_engine.text.readers.extract import LINE_BREAK, RULE, Extract
from t2m_engine.text.readers.markup import Element, attribute, child, local, parse_xml

_LEFT_OUT = frozenset(
    {"pPr", "del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "instrText",
     "sectPr", "sdtPr", "rt", "footnoteReference", "endnoteReference", "commentReference"}
)  # fmt: skip
"""What is no word of the story: deleted text, pictures, fields, notes."""
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_MATTER = re.compile(
    r"toc ?\d|toc heading|caption|footnote.*|endnote.*|header|footer", re.IGNORECASE
)
_BASES = 20
"""Styles that a style is based on, one on the other, at most."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    level: int  # 0: no heading


def read_file(path: Path) -> tuple[str, Document]:
    """Read a document of Word. Headings have a heading's style or outline level.

    Left out: the table of contents, captions, notes, comments, deletions, hidden text, pictures.
    Raises InputError.
    """
    with Archive(path) as archive:
        main = _main_part(archive, path)
        root = parse_xml(archive.read(main), path)
        styles_part = normpath(f"{main}/../styles.xml")
        styles = (
            _styles(parse_xml(archive.read(styles_part), path)) if styles_part in archive else {}
        )
    extract = Extract()
    for level, is_title, words in _paragraphs(root, styles):
        if is_title:
            extract.name(words)
        elif level:
            extract.heading(words, level)
        else:
            extract.paragraph(words)
    return extract.finish()


def _main_part(archive: Archive, path: Path) -> str:
    if "_rels/.rels" in archive:
        for relation in parse_xml(archive.read("_rels/.rels"), path):
            if attribute(relation, "Type").endswith("/officeDocument"):
                target = normpath(attribute(relation, "Target").lstrip("/"))
                if target.endswith(".xml") and target in archive:
                    return target
    raise InputError(path, "is no document of Word", "Save it again as .docx.")


def _styles(root: Element) -> dict[str, _Style]:
    found = {}
    for style in root:
        if local(style) == "style":
            name = _value(child(style, "name"))
            heading = _HEADING.fullmatch(name)
            level = (
                int(heading.group(1)) if heading else _outline(child(style, "pPr", "outlineLvl"))
            )
            found[attribute(style, "styleId")] = _Style(
                name, _value(child(style, "basedOn")), level
            )
    return found


def _value(element: Element | None) -> str:
    return "" if element is None else attribute(element, "val")


def _outline(element: Element | None) -> int:
    """The heading's level of an outline level, which counts from 0; its 9 is body text."""
    value = _value(element)
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _paragraphs(root: Element, styles: dict[str, _Style]) -> list[tuple[int, bool, str]]:
    """The paragraphs as (level of the heading or 0, whether a title, words)."""
    found: list[tuple[int, bool, str]] = []
    words: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "end":
            if name == "p":
                if not any(map(str.strip, words)) and child(element, "pPr", "pBdr") is not None:
                    words = [RULE]  # what Word makes of "---"
                level, kind = _looks(element, styles)
                if not _MATTER.fullmatch(kind):
                    found.append((level, kind.lower() == "title", "".join(words)))
                words = []
        elif name in _LEFT_OUT or _is_hidden(element, name) or _is_contents(element, name):
            words += [RULE for drawn in element if attribute(drawn, "hr") == "t"]
            walk.skip_subtree()
        elif name == "t":
            words.append(element.text or "")
        elif name in {"tab", "noBreakHyphen"}:
            words.append(" " if name == "tab" else "-")
        elif name == "cr" or (name == "br" and attribute(element, "type") in {"", "textWrapping"}):
            words.append(LINE_BREAK)
    return found


def _is_hidden(element: Element, name: str) -> bool:
    mark = child(element, "rPr", "vanish") if name == "r" else None
    return mark is not None and _value(mark) not in {"0", "false"}


def _is_contents(element: Element, name: str) -> bool:
    if name != "sdt":
        return False
    return "contents" in _value(child(element, "sdtPr", "docPartObj", "docPartGallery")).lower()


def _looks(paragraph: Element, styles: dict[str, _Style]) -> tuple[int, str]:
    """The heading's level of a paragraph, 0 for none, and the name of its style."""
    own = _outline(child(paragraph, "pPr", "outlineLvl"))
    style = styles.get(_value(child(paragraph, "pPr", "pStyle")))
    name = style.name if style else ""
    for _ in range(_BASES):
        if style is None or own:
            break
        own = style.level
        if style.name.lower() == "title":
            return 0, "title"
        style = styles.get(style.based_on)
    return own, name
