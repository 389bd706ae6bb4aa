"""ODT, the text documents of LibreOffice and its kin (OpenDocument, ISO/IEC 26300)."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from t2m_engine.errors import InputError
from t2m_engine.text.readers.archive import Archive
from t2m_engine.text.readers.blocks import Document
from t2m_engine.text.readers.extract import LINE_BREAK, Extract
from t2m_engine.text.readers.markup import Element, attribute, child, local, parse_xml

_LEFT_OUT = frozenset(
    {"note", "annotation", "tracked-changes", "table-of-content", "illustration-index",
     "table-index", "object-index", "user-index", "alphabetical-index", "bibliography", "frame",
     "forms", "sequence-decls", "variable-decls", "hidden-text", "hidden-paragraph", "ruby-text",
     "page-number", "custom-shape"}
)  # fmt: skip
_TITLE, _RULE = "Title", "Horizontal_20_Line"
_BASES = 20
"""Styles that a style is based on, one on the other, at most."""


def read_file(path: Path) -> tuple[str, Document]:
    """Read an OpenDocument text. Left out: tables of contents, notes, comments, deletions, frames.

    Raises InputError.
    """
    with Archive(path) as archive:
        if "META-INF/manifest.xml" in archive:
            manifest = parse_xml(archive.read("META-INF/manifest.xml"), path, doctype=True)
            if any(local(element) == "encryption-data" for element in manifest.iter()):
                raise InputError(path, "is encrypted", "Save it without a password.")
        root = parse_xml(archive.read("content.xml"), path)
        bases = _bases(root)
        if "styles.xml" in archive:
            bases |= _bases(parse_xml(archive.read("styles.xml"), path))
    body = child(root, "body", "text")
    if body is None:
        raise InputError(path, "is no OpenDocument text", "Save it again as .odt.")
    extract = Extract()
    for level, style, words in _paragraphs(body):
        if _is_based(style, _RULE, bases) and not words.strip():
            extract.scene_break()
        elif _is_based(style, _TITLE, bases):
            extract.name(words)
        elif level:
            extract.heading(words, level)
        else:
            extract.paragraph(words)
    return extract.finish()


def _bases(root: Element) -> dict[str, str]:
    """The styles of paragraphs, each with the one that it is based on."""
    return {
        attribute(style, "name"): attribute(style, "parent-style-name")
        for style in root.iter("{*}style")
        if attribute(style, "family") == "paragraph"
    }


def _is_based(style: str, wanted: str, bases: dict[str, str]) -> bool:
    for _ in range(_BASES):
        if style in {wanted, ""}:
            break
        style = bases.get(style, "")
    return style == wanted


def _paragraphs(body: Element) -> list[tuple[int, str, str]]:
    """The paragraphs as (level of the heading or 0, style, words)."""
    found: list[tuple[int, str, str]] = []
    words: list[str] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "end":
            if name in {"p", "h"}:
                level = attribute(element, "outline-level")
                is_heading = name == "h" and level != "0"
                depth = int(level) if level.isdecimal() else 1
                found.append(
                    (depth if is_heading else 0, attribute(element, "style-name"), "".join(words))
                )
                words = []
            else:
                words.append(element.tail or "")
        elif name in _LEFT_OUT:
            walk.skip_subtree()
        elif name in {"p", "h"}:
            words = [element.text or ""]
        else:
            words.append(_MARKS.get(name) or element.text or "")
    return found


_MARKS = {"s": " ", "tab": " ", "line-break": LINE_BREAK}
