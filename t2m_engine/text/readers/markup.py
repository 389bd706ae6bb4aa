"""XML and HTML from strangers: parsed without entities, document types or anything outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree, html

from t2m_engine.errors import InputError
from t2m_engine.text.readers.encoding import checked, decode_text

Element = Any
"""An element of lxml, which has no types."""

_REMEDY = "Save it again, or save it as plain text."
_DECLARES = "declares a document type or entities, which no manuscript needs"
_SOURCE = "Check where it comes from."
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*"""
    rb"""["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LIMITS = re.compile(r"excessive depth|too long|huge|resource limit|size limit", re.IGNORECASE)


def parse_xml(content: bytes, path: Path, *, doctype: bool = False) -> Element:
    """Return the root of the XML in `content`; `path` is named in errors.

    Entities are not expanded, nothing outside is read, nesting is at most 256 deep and no text
    or attribute longer than 10 MB (libxml2's limits). Raises InputError for what breaks them, for
    what is no XML, and for a document type: where `doctype` lets one be, it may declare nothing.
    """
    if not content.strip():
        raise InputError(path, "is empty")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(path, error) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and not (doctype and not any(declared.iterentities())):
        raise InputError(path, _DECLARES, _SOURCE)
    return root


def parse_html(content: bytes, path: Path) -> Element:
    """Return the root of the HTML in `content`: as browsers do, whatever its mistakes.

    Its own words on its encoding count, as far as they are true. Raises InputError for what is
    empty, no text, or nested too deep.
    """
    text = _decoded(content, path)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _refused(path, error) from error
    # Past its limits libxml2 goes on without what is beyond: half a story is no story.
    for entry in parser.error_log:
        if _LIMITS.search(entry.message):
            raise _refused(path, entry.message)
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace; "" of an entity."""
    # Not etree.QName: it refuses the names that broken HTML has.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """Return the attribute with the local name `name`, "" where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Element, *names: str) -> Element | None:
    """Return the first child `names[0]`, of it the first child `names[1]`, and so on."""
    for name in names:
        element = next((inner for inner in element if local(inner) == name), None)
        if element is None:
            return None
    return element


def _decoded(content: bytes, path: Path) -> str:
    match = None if content.startswith(_MARKS) else _CHARSET.search(content, 0, 4096)
    if match:
        try:
            return checked(content.decode((match.group(1) or match.group(2)).decode()), path)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_text(content, path)


def _refused(path: Path, error: object) -> InputError:
    reason = str(error).strip().split("\n", maxsplit=1)[0].rstrip(".")
    if "entity" in reason.lower():
        return InputError(path, _DECLARES, _SOURCE)
    if _LIMITS.search(reason):
        reason = "is nested too deep, or holds a piece too long, to be read"
        return InputError(path, reason, _REMEDY)
    return InputError(path, f"cannot be read ({reason})", _REMEDY)
