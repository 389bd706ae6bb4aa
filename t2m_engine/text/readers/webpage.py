"""HTML: headings, rules, paragraphs, and verse where lines are broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from t2m_engine.text.readers.blocks import VERSE_WIDTH, BlockKind, Document
from t2m_engine.text.readers.encoding import read_bytes
from t2m_engine.text.readers.extract import LINE_BREAK, Extract
from t2m_engine.text.readers.markup import Element, attribute, local, parse_html

_LEFT_OUT = frozenset(
    {"head", "script", "style", "noscript", "template", "nav", "figure", "svg", "math", "iframe",
     "object", "form", "button", "select", "textarea", "audio", "video", "canvas", "rt", "rp",
     "dialog", "menu"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "body", "blockquote", "pre", "li", "ul", "ol", "dl",
     "dt", "dd", "table", "tr", "td", "th", "caption", "header", "footer", "aside", "address",
     "center", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_KINDS_LEFT_OUT = frozenset(
    {"noteref", "footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "toc",
     "landmarks", "page-list", "pagebreak", "cover", "titlepage", "copyright-page", "index",
     "colophon", "imprint", "bibliography", "acknowledgments", "loi", "lot"}
)  # fmt: skip
"""What a book's pages say that they are (EPUB's structural vocabulary), and are no story."""
_CLASSES_LEFT_OUT = frozenset(
    {"pg-boilerplate", "pgheader", "pagenum", "pageno", "footnote", "footnotes", "toc"}
)
_ROLE = "doc-"
"""Before the names of the same vocabulary, as the role of an element (DPUB-ARIA)."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§a-z])[\])]?")


def read_file(path: Path) -> tuple[str, Document]:
    """Read a web page. Left out: navigation, figures, forms, notes, and what is hidden."""
    root = parse_html(read_bytes(path), path)
    extract = Extract()
    title = " ".join((root.findtext(".//title") or "").split())
    if any(title == " ".join(h1.text_content().split()) for h1 in root.iter("h1")):
        extract.title = title  # else a title may be of the site, or of the chapter
    Page(extract).read(root)
    text, document = extract.finish()
    return text, Document(document.title or title, document.blocks)


def _ignore(_: str) -> None:
    return


class Page:
    """Reads a page's blocks into `extract`; `reached` is told the id of every element, in order."""

    def __init__(
        self,
        extract: Extract,
        *,
        reached: Callable[[str], None] = _ignore,
        heading: Callable[[str, int], None] | None = None,
    ) -> None:
        self._extract = extract
        self._reached = reached
        self._heading = heading or extract.heading
        self._words: list[str] = []
        self._kind = ""  # h1 … h6, pre, or nothing

    def read(self, root: Element) -> None:
        """Read the page."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = local(element).lower()
            if event == "start":
                for identifier in {element.get("id"), element.get("name")} - {None}:
                    self._reached(identifier)
                if _is_left_out(element, name):
                    walk.skip_subtree()
                    continue
                if name in _BLOCKS:
                    self._flush()
                    self._kind = name if _HEADING.fullmatch(name) or name == "pre" else self._kind
                    if name == "hr":
                        self._extract.scene_break()
                self._words.append(LINE_BREAK if name == "br" else self._said(element.text))
            else:
                if name in _BLOCKS and name not in _LEFT_OUT:
                    self._flush()
                    self._kind = "" if name == self._kind else self._kind
                self._words.append(self._said(element.tail))
        self._flush()

    def _said(self, text: str | None) -> str:
        if text is None:
            return ""
        return text.replace("\n", LINE_BREAK) if self._kind == "pre" else text

    def _flush(self) -> None:
        words, self._words = "".join(self._words), []
        if not words.strip():
            return
        match = _HEADING.fullmatch(self._kind)
        if match:
            self._heading(words, int(match.group(1)))
            return
        lines = [" ".join(line.split()) for line in words.split(LINE_BREAK)]
        for stanza in _stanzas(lines):
            if self._kind == "pre" and max(map(len, stanza)) > VERSE_WIDTH:
                self._extract.passage(BlockKind.NARRATION, [" ".join(stanza)])
            else:
                self._extract.paragraph(LINE_BREAK.join(stanza))


def _stanzas(lines: list[str]) -> list[list[str]]:
    """Lines parted at empty ones: two line breaks are a new paragraph."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [stanza for stanza in found if stanza]


def _is_left_out(element: Element, name: str) -> bool:
    if name in _LEFT_OUT or element.get("hidden") is not None:
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    kinds = f"{attribute(element, 'epub:type')} {element.get('role') or ''}".lower().split()
    if _KINDS_LEFT_OUT.intersection(kind.removeprefix(_ROLE) for kind in kinds):
        return True
    if _CLASSES_LEFT_OUT.intersection((element.get("class") or "").lower().split()):
        return True
    marks = "".join(element.itertext()) if name == "sup" else ""
    return bool(marks) and bool(_NOTE_MARK.fullmatch(marks.strip()))
