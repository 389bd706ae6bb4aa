"""novelWriter projects: the documents of the novel, in the order of the project's tree.

Read are the project files of version 1.0 on; a document is Markdown with a syntax of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from t2m_engine.errors import InputError
from t2m_engine.text.readers.blocks import SCENE_LEVEL, VERSE_WIDTH, BlockKind, Document
from t2m_engine.text.readers.emphasis import hide_escapes, show_escapes, strip_emphasis
from t2m_engine.text.readers.encoding import MAX_BYTES, decode_text, read_bytes
from t2m_engine.text.readers.extract import Extract
from t2m_engine.text.readers.formats import PROJECT
from t2m_engine.text.readers.headings import is_break
from t2m_engine.text.readers.markup import Element, attribute, child, local, parse_xml

_HANDLE = re.compile(r"[0-9a-f]{13}")
_MOST_ABOVE = 100
"""Folders over a document; a tree that bites its own tail ends, too."""
_TITLE = "#! "
_HEADING = re.compile(r"(#{1,4})!?\s+(\S.*)")
_ASIDE = re.compile(r"%|@\w+[ \t]*:")
_SHORTCODE = re.compile(
    r"\[/?(?:i|b|s|u|m|sup|sub)\]|\[(?:footnote|field|newpage|new page|vspace)(?::[^\[\]]*)?\]",
    re.IGNORECASE,
)
_TRUE = frozenset({"", "yes", "true"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item of the project's tree."""

    handle: str
    parent: str
    kind: str
    is_story: bool


def read_file(path: Path) -> tuple[str, Document]:
    """Read the novelWriter project at `path`: its folder, or its nwProject.nwx.

    Left out: the title page, notes, inactive documents, the archive and the trash, comments,
    synopses and tags.
    Raises InputError.
    """
    project = path / PROJECT if path.is_dir() else path
    folder = project.parent
    root = parse_xml(read_bytes(project), project)
    content = child(root, "content")
    if local(root) != "novelWriterXML" or content is None:
        raise InputError(path, "is no novelWriter project", "Name the folder of a project.")
    extract = Extract()
    name = child(root, "project", "name")
    extract.title = "" if name is None else " ".join((name.text or "").split())
    left = MAX_BYTES
    for entry in _story(content):
        file = folder / "content" / f"{entry.handle}.nwd"
        if not file.resolve().is_relative_to(folder.resolve()):
            raise InputError(file, "leads out of its project", "Check where it comes from.")
        if file.exists() and file.stat().st_size:
            content_bytes = read_bytes(file)
            left -= len(content_bytes)
            if left < 0:
                raise InputError(path, "is too large for a manuscript")
            _read_document(decode_text(content_bytes, file), extract)
    return extract.finish(looks=False)


def _story(content: Element) -> list[_Entry]:
    """The documents of the novel that are in use, in the order of the tree."""
    entries = [_entry(item) for item in content if local(item) == "item"]
    known = {entry.handle: entry for entry in entries}
    found = []
    for entry in entries:
        if entry.kind != "FILE" or not entry.is_story or not _HANDLE.fullmatch(entry.handle):
            continue
        above: _Entry | None = entry
        for _ in range(_MOST_ABOVE):
            if above is None or above.kind in {"ROOT", "TRASH"}:
                break
            above = known.get(above.parent)
        if above is None or above.is_story:
            found.append(entry)
    return found


def _entry(item: Element) -> _Entry:
    def said(name: str) -> str:
        inner = child(item, name)
        return attribute(item, name) or ("" if inner is None else inner.text or "")

    name = child(item, "name")
    used = said("exported")  # "active" in newer projects
    if name is not None:
        used = attribute(name, "active") or attribute(name, "exported") or used
    is_story = said("class") == "NOVEL" and said("layout") != "NOTE" and used.lower() in _TRUE
    return _Entry(attribute(item, "handle"), attribute(item, "parent"), said("type"), is_story)


def _read_document(text: str, extract: Extract) -> None:
    body = [line.strip() for line in text.splitlines()]
    on_title_page = any(line.startswith(_TITLE) for line in body)
    held: list[str] = []
    for words in [*body, ""]:
        match = _HEADING.fullmatch(words)
        aside = bool(_ASIDE.match(words))
        if match or not words or aside or is_break(words):
            _paragraph(held, extract)
            held = []
        if words.startswith(_TITLE) and not len(extract):
            extract.title = _plain(words.removeprefix(_TITLE))
        elif match:
            on_title_page = False
            level = len(match.group(1))
            extract.heading(_plain(match.group(2)), level if level < 3 else SCENE_LEVEL)
        elif is_break(words):
            extract.scene_break()
        elif words and not aside and not on_title_page:
            held.append(words)


def _paragraph(held: list[str], extract: Extract) -> None:
    """Add lines that stand together: novelWriter keeps line breaks, so short ones are verse."""
    lines = [line for words in held if (line := _plain(words))]
    if len(lines) > 1 and max(map(len, lines)) <= VERSE_WIDTH:
        extract.passage(BlockKind.VERSE, lines)
    elif lines:
        extract.passage(BlockKind.NARRATION, [" ".join(lines)])


def _plain(words: str) -> str:
    """The words of a line without alignment, emphasis and shortcodes."""
    if words.startswith(">"):
        words = words.lstrip(">")
    if words.endswith("<"):
        words = words.rstrip("<")
    plain = _SHORTCODE.sub("", hide_escapes(words).replace("[br]", " "))
    return " ".join(show_escapes(strip_emphasis(plain)).split())
