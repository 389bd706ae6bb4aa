"""The clipboard, lent: a text is there while it is needed, and what was there before comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from t2m_engine.links.model import EditorError, Trouble

_LIMIT = 10.0
"""Seconds that a clipboard's owner gets to hand over what it has."""
_X11 = (("xclip", "-selection", "clipboard", "-i"), ("xclip", "-selection", "clipboard", "-o"))
_XSEL = (("xsel", "--clipboard", "--input"), ("xsel", "--clipboard", "--output"))
_WAYLAND = (("wl-copy", "--type", "text/plain"), ("wl-paste", "--no-newline"))


@contextmanager
def lent(text: str) -> Iterator[None]:
    """Put `text` on the clipboard; afterwards the text that was there is there again.

    Raises EditorError where there is no program to do it with.
    """
    put, get = _tools()
    before = b""
    with suppress(subprocess.TimeoutExpired):  # nobody hands it over
        done = subprocess.run(get, capture_output=True, check=False, timeout=_LIMIT)  # noqa: S603
        before = done.stdout if done.returncode == 0 else b""
    _put(put, text.encode("utf-8", "surrogateescape"))
    try:
        yield
    finally:
        _put(put, before)


def _put(command: tuple[str, ...], content: bytes) -> None:
    try:
        # It stays in the background and holds the clipboard: it must not hold our output.
        subprocess.run(  # noqa: S603
            command,
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=_LIMIT,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise EditorError(
            Trouble.REFUSED, f"The clipboard cannot be used ({command[0]} fails). Nothing was sent."
        ) from error


def _tools() -> tuple[tuple[str, ...], tuple[str, ...]]:
    offered = [_WAYLAND] if os.environ.get("WAYLAND_DISPLAY") else []
    for put, get in (*offered, _X11, _XSEL):
        if shutil.which(put[0]) and shutil.which(get[0]):
            return put, get
    raise EditorError(
        Trouble.REFUSED,
        "Kdenlive takes clips from the clipboard, and no program is here to put them there. "
        "Install xclip (or wl-clipboard on Wayland).",
    )
