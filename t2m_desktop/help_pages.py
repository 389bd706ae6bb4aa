"""The pages of the help: Markdown in resources/help, in the window's language, and the keys."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence

from t2m_desktop.commands import CHOICES, MENUS, TIMELINE, Registry
from t2m_desktop.listening_commands import SUGGESTIONS
from t2m_desktop.translation import tr, tr_known
from t2m_engine import places

KEYS = "keys"
"""The name of the page of the keys, which is made from the registry."""


@dataclass(frozen=True)
class Section:
    """What stands under a heading of a page; the first has the page's own title."""

    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page: its name, such as “write”, its whole Markdown, and its parts."""

    name: str
    markdown: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.sections[0].title


@dataclass(frozen=True)
class Place:
    """Where in the help something stands."""

    page: str
    section: str
    title: str


def picture(name: str) -> Path:
    """The file of a picture in the window's language; in English where that has none."""
    folder = places.resources() / "pictures"
    own = folder / QLocale().name().split("_")[0] / f"{name}.webp"
    return own if own.exists() else folder / f"{name}.png"


def pages() -> tuple[Page, ...]:
    """The pages in the window's language; in English where it has none."""
    folder = places.resources() / "help"
    own = folder / QLocale().name().split("_")[0]
    return _read(own if own.is_dir() else folder / "en")


def search(words: str) -> list[Place]:
    """Where a page speaks of all of `words`, headings that hold them first."""
    wanted = words.lower().split()
    found = []
    for page in pages():
        for section in page.sections:
            title, text = section.title.lower(), f"{section.title} {section.text}".lower()
            if wanted and all(word in text for word in wanted):
                place = Place(page.name, section.title, page.title)
                found.append((not all(word in title for word in wanted), len(found), place))
    return [place for *_, place in sorted(found, key=lambda entry: entry[:2])]


def keys(registry: Registry) -> str:
    """Every key as HTML: they come from the registry, so none is missing."""
    parts = [f"<h1>{html.escape(tr('Keyboard shortcuts'))}</h1>"]
    for menu in MENUS:
        parts += _table(tr_known(menu), _keys(registry, menu, ""))
        if menu == "Music":
            lists = [
                ("↑  ↓", tr("Choose and play")),
                ("←  →", tr("Back and on in what plays")),
                (_native("Space"), tr("Stop or play")),
                (_native("Ctrl+C"), tr("Copy the clip as a file")),
                (_native("Esc"), tr("Back to the manuscript")),
            ]
            parts += _table(tr("In the suggestions"), [*lists, *_keys(registry, "", SUGGESTIONS)])
    choices = (f"1 … {CHOICES}", tr("Hear another music instead"))
    parts += _table(tr("On the timeline of a score"), [*_keys(registry, "", TIMELINE), choices])
    return "".join(parts)


def _keys(registry: Registry, menu: str, where: str) -> list[tuple[str, str]]:
    """The keys of a menu, or of a part of the window, and what they do."""
    return [
        (_native(command.keys), registry.title(command).rstrip("… "))
        for command in registry.commands.values()
        if command.keys
        and command.where == where
        and command.menu.startswith(menu)
        and not command.id.startswith("score.take_")
    ]


def _native(keys_: str) -> str:
    return QKeySequence(keys_).toString(QKeySequence.SequenceFormat.NativeText)


def _table(title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    lines = "".join(
        f"<tr><td width='38%'><b>{html.escape(key)}</b></td><td>{html.escape(what)}</td></tr>"
        for key, what in rows
    )
    return [f"<h2>{html.escape(title)}</h2><table width='100%' cellpadding='3'>{lines}</table>"]


@lru_cache(maxsize=4)
def _read(folder: Path) -> tuple[Page, ...]:
    found = []
    for path in sorted(folder.glob("*.md")):
        markdown = path.read_text("utf-8")
        sections = []
        for part in markdown.split("\n#"):
            title, _, text = part.partition("\n")
            sections.append(Section(title.strip("# "), text.strip()))
        found.append(Page(path.stem.split("_", 1)[1], markdown, tuple(sections)))
    return tuple(found)
