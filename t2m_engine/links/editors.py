"""The editors that t2m has a link to, by the names that people type."""

from __future__ import annotations

from collections.abc import Callable

from t2m_engine import places
from t2m_engine.errors import UsageError
from t2m_engine.links.audacity import AudacityLink
from t2m_engine.links.kdenlive import KdenliveLink
from t2m_engine.links.mailbox import MailboxLink
from t2m_engine.links.model import Link


def _by_mailbox(name: str, title: str, plugin: str) -> Callable[[str | None], Link]:
    return lambda _project: MailboxLink(title, places.cache_folder() / "links" / name, plugin)


EDITORS: dict[str, Callable[[str | None], Link]] = {
    "kdenlive": KdenliveLink,
    "audacity": lambda _project: AudacityLink(),
    "ardour": _by_mailbox("ardour", "Ardour", "its script t2m"),
    "blender": _by_mailbox("blender", "Blender", "its add-on t2m"),
    "reaper": _by_mailbox("reaper", "Reaper", "its script t2m"),
    "resolve": _by_mailbox("resolve", "DaVinci Resolve", "its script t2m"),
}
"""How a link to each is made, for the project that is meant, where one is named."""


def link_to(editor: str, project: str | None = None) -> Link:
    """Return a link to the editor called `editor`; UsageError where there is none."""
    if editor not in EDITORS:
        raise UsageError(f"There is no link to {editor}; choose one of {', '.join(EDITORS)}.")
    return EDITORS[editor](project)
