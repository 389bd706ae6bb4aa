"""EPUB: the pages of a book in the order of its spine, with the titles of its contents."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from t2m_engine.errors import InputError
from t2m_engine.text.readers import headings
from t2m_engine.text.readers.archive import Archive
from t2m_engine.text.readers.blocks import Document
from t2m_engine.text.readers.extract import Extract
from t2m_engine.text.readers.markup import (
    Element,
    attribute,
    child,
    local,
    parse_html,
    parse_xml,
)
from t2m_engine.text.readers.webpage import Page

_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways in which only fonts are scrambled."""
_NO_STORY = frozenset(
    {"cover", "toc", "title-page", "titlepage", "copyright-page", "colophon", "index", "glossary",
     "bibliography", "loi", "lot", "notes", "landmarks", "acknowledgements", "acknowledgments"}
)  # fmt: skip
"""What a guide or landmarks call a page that is no story."""
_NO_STORY_TITLES = frozenset({"cover", "title page", "titlepage", "half title", "front matter"})


@dataclass(slots=True)
class _Contents:
    """What a book says of its pages: titles by (page, id) as (words, level), and the left out."""

    titles: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    deepest: int = 0


def read_file(path: Path) -> tuple[str, Document]:
    """Read a book. Its contents name parts and chapters; where they are silent, its headings do.

    Left out: cover, title page, contents, copyright, notes. Raises InputError, also for a book
    that is locked to a reader (DRM).
    """
    with Archive(path) as archive:
        _refuse_locked(archive, path)
        container = parse_xml(archive.read("META-INF/container.xml"), path)
        roots = [element for element in container.iter() if local(element) == "rootfile"]
        package_name = normpath(attribute(roots[0], "full-path")) if roots else ""
        if package_name not in archive:
            raise InputError(path, "is no EPUB book", "Export it again as .epub.")
        package = parse_xml(archive.read(package_name), path, doctype=True)
        folder = dirname(package_name)
        manifest = {attribute(item, "id"): item for item in package.iter() if local(item) == "item"}
        contents = _contents(archive, path, package, folder, manifest)
        extract = Extract()
        extract.title = _title(package)
        titled = {page for page, _ in contents.titles}
        begun = not titled
        for name in _spine(package, folder, manifest):
            if name in archive and name not in contents.left_out:
                # Before the first page of the contents stand title pages that do not say so.
                begun = begun or name in titled
                if begun:
                    _read_page(parse_html(archive.read(name), path), name, contents, extract)
    return extract.finish()


def _refuse_locked(archive: Archive, path: Path) -> None:
    if "META-INF/encryption.xml" not in archive:
        return
    for element in parse_xml(archive.read("META-INF/encryption.xml"), path).iter():
        method = attribute(element, "Algorithm")
        if local(element) == "EncryptionMethod" and method not in _FONTS:
            raise InputError(path, "is locked to a reader (DRM)", "Give a book without a lock.")


def _title(package: Element) -> str:
    titles = (element.text for element in package.iter() if local(element) == "title")
    return " ".join((next(titles, "") or "").split())


def _target(folder: str, href: str) -> tuple[str, str]:
    """The page and the id that a link in a file of `folder` leads to."""
    page, _, identifier = href.partition("#")
    return normpath(join(folder, unquote(page))), unquote(identifier)


def _spine(package: Element, folder: str, manifest: dict[str, Element]) -> list[str]:
    found = []
    for reference in package.iter():
        if local(reference) == "itemref" and attribute(reference, "linear") != "no":
            item = manifest.get(attribute(reference, "idref"))
            if item is not None and attribute(item, "media-type") in _PAGES:
                found.append(_target(folder, attribute(item, "href"))[0])
    return list(dict.fromkeys(found))


def _contents(
    archive: Archive, path: Path, package: Element, folder: str, manifest: dict[str, Element]
) -> _Contents:
    contents = _Contents()
    for reference in package.iter():
        if local(reference) == "reference" and attribute(reference, "type") in _NO_STORY:
            contents.left_out.add(_target(folder, attribute(reference, "href"))[0])
    for item in manifest.values():
        name = _target(folder, attribute(item, "href"))[0]
        if name not in archive:
            continue
        if "nav" in attribute(item, "properties").split():
            contents.left_out.add(name)
            _read_nav(parse_html(archive.read(name), path), dirname(name), contents)
    if not contents.titles:
        for item in manifest.values():
            name = _target(folder, attribute(item, "href"))[0]
            if attribute(item, "media-type") == "application/x-dtbncx+xml" and name in archive:
                _read_ncx(
                    parse_xml(archive.read(name), path, doctype=True), dirname(name), contents
                )
    return contents


def _enter(contents: _Contents, target: tuple[str, str], title: str, level: int) -> None:
    words = " ".join(title.split())
    if words.lower() in _NO_STORY_TITLES or headings.is_matter_heading(words):
        if not target[1]:
            contents.left_out.add(target[0])
    elif words:
        contents.titles.setdefault(target, (words, min(level, 6)))
        contents.deepest = max(contents.deepest, min(level, 6))


def _read_nav(root: Element, folder: str, contents: _Contents) -> None:
    for nav in root.iter("nav"):
        kind = attribute(nav, "epub:type").split()
        for link in nav.iter("a"):
            target = _target(folder, link.get("href", ""))
            if "toc" in kind:
                level = sum(1 for _ in link.iterancestors("ol"))
                _enter(contents, target, "".join(link.itertext()), level)
            elif "landmarks" in kind and _NO_STORY.intersection(
                attribute(link, "epub:type").split()
            ):
                contents.left_out.add(target[0])


def _read_ncx(root: Element, folder: str, contents: _Contents) -> None:
    for point in root.iter("{*}navPoint"):
        label, content = child(point, "navLabel", "text"), child(point, "content")
        if label is not None and content is not None:
            level = 1 + sum(1 for _ in point.iterancestors("{*}navPoint"))
            target = _target(folder, attribute(content, "src"))
            _enter(contents, target, label.text or "", level)


class _Titled:
    """Puts the titles of the contents where their pages and ids are.

    The page's own headings there say the same again and are left out; others are deeper.
    """

    def __init__(self, name: str, contents: _Contents, extract: Extract) -> None:
        self._name = name
        self._titles, self._deepest = contents.titles, contents.deepest
        self._extract = extract
        self._after = -1  # how many blocks there were after the last title of the contents

    def reached(self, identifier: str) -> None:
        entry = self._titles.get((self._name, identifier))
        if entry:
            self._extract.heading(*entry)
            self._after = len(self._extract)

    def heading(self, words: str, level: int) -> None:
        if not self._titles:
            self._extract.heading(words, level)
        elif len(self._extract) != self._after:
            self._extract.heading(words, max(level, self._deepest + 1))


def _read_page(root: Element, name: str, contents: _Contents, extract: Extract) -> None:
    titled = _Titled(name, contents, extract)
    titled.reached("")
    Page(extract, reached=titled.reached, heading=titled.heading).read(root)
