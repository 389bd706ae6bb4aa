"""XML of untrusted names: elements that hold any text, and addresses of files."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import Any, TypeAlias
from urllib.parse import quote

from lxml import etree

# What XML 1.0 (section 2.2) may not hold, and halves of characters, which no UTF-8 may.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Element: TypeAlias = Any
"""An element of lxml, which has no types."""


def clean(text: str) -> str:
    """Return `text` without what XML may not hold; half characters become “?”."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """Return `text` on one line, with nothing that a list of lines may not hold."""
    return " ".join(clean(text).split())


def root(tag: str, **attributes: object) -> Element:
    """Return a new element."""
    return etree.Element(tag, {name: clean(str(value)) for name, value in attributes.items()})


def node(parent: Element, tag: str, text: object = None, /, **attributes: object) -> Element:
    """Return a new child of `parent`; a trailing underscore of an attribute's name is left out."""
    named = {name.rstrip("_"): clean(str(value)) for name, value in attributes.items()}
    child = etree.SubElement(parent, tag, named)
    if text is not None:
        child.text = clean(str(text))
    return child


def document(element: Element, doctype: str | None = None) -> bytes:
    """Return an indented document in UTF-8."""
    etree.indent(element)
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", doctype=doctype) + b"\n"


def is_relative(reference: str) -> bool:
    """Whether a media reference is relative to the timeline's folder."""
    return not PurePath(reference).is_absolute()


def escaped(reference: str) -> str:
    """Return a path as it stands in a URL (RFC 3986): no blank, `#`, `%` or quote left in it."""
    return quote(os.fsencode(reference))


def file_url(reference: str, host: str = "") -> str:
    """Return the URL of an absolute path, the relative reference of a relative one."""
    if is_relative(reference):
        return escaped(reference)
    path = escaped(PurePath(reference).as_posix())
    return f"file://{host}{path if path.startswith('/') else f'/{path}'}"
