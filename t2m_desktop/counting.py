"""How many, in words, with the thousands apart: “12,408 tracks”."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from t2m_desktop.translation import tr_n


def tracks(count: int) -> str:
    """So many tracks."""
    return _apart(tr_n("%n track", "%n tracks", count), count)


def clips(count: int) -> str:
    """So many clips."""
    return _apart(tr_n("%n clip", "%n clips", count), count)


def files(count: int) -> str:
    """So many files."""
    return _apart(tr_n("%n file", "%n files", count), count)


def words(count: int) -> str:
    """So many words."""
    return _apart(tr_n("%n word", "%n words", count), count)


def places(count: int) -> str:
    """So many places."""
    return _apart(tr_n("%n place", "%n places", count), count)


def cues(count: int) -> str:
    """So many cues."""
    return _apart(tr_n("%n cue", "%n cues", count), count)


def scenes(count: int) -> str:
    """So many scenes."""
    return _apart(tr_n("%n scene", "%n scenes", count), count)


def folders(count: int) -> str:
    """So many folders."""
    return _apart(tr_n("%n folder", "%n folders", count), count)


def copies(count: int) -> str:
    """So many copies."""
    return _apart(tr_n("%n copy", "%n copies", count), count)


def errors(count: int) -> str:
    """So many errors."""
    return _apart(tr_n("%n error", "%n errors", count), count)


def stars(count: int) -> str:
    """So many stars."""
    return tr_n("%n star", "%n stars", count)


def channels(count: int) -> str:
    """So many channels of sound."""
    return tr_n("%n channel", "%n channels", count)


def number(count: int) -> str:
    """A number with its thousands apart."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # which sets nothing apart
        locale = QLocale(QLocale.Language.English)
    return locale.toString(count)


def _apart(words: str, count: int) -> str:
    return words.replace(str(count), number(count)) if count > 999 else words
