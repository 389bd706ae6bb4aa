"""The columns of the table of tracks: what each is called, shows, and is sorted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale

from t2m_desktop.feeling import clock, key_in_words
from t2m_desktop.translation import tr, tr_known

Row = dict[str, Any]
STARS = 5


@dataclass(frozen=True)
class Column:
    """A column: its `name` in the engine's sorts ("": not sorted by), a cell's text.

    `width` in pixels at 100 % text; `shown` until the user says otherwise; `number`: set right.
    """

    name: str
    text: Callable[[Row], str]
    width: int
    shown: bool = True
    number: bool = False
    sorts: bool = True


def title_of(row: Row) -> str:
    """What a track is called: by its tags, else by its file."""
    return row["title"] or Path(row["track"]).stem


def tempo_of(row: Row) -> str:
    """Beats a minute, as people say it; "free" where there is no pulse."""
    facts = row.get("facts")
    if not facts:
        return ""
    return f"{facts['tempo']:.0f}" if facts["tempo"] else tr("free")


def key_of(row: Row) -> str:
    """A key in words: “F♯ minor”."""
    return key_in_words((row.get("facts") or {}).get("key", ""))


def vocals_of(row: Row) -> str:
    """Whether somebody sings or speaks in it."""
    vocals = (row.get("facts") or {}).get("vocals")
    if vocals is None:
        return ""
    return tr("vocals") if vocals >= 0.5 else tr("instrumental")


def stars(rating: int) -> str:
    """A rating as stars: “★★★☆☆”; "" for none."""
    return "★" * rating + "☆" * (STARS - rating) if rating else ""


def state_of(row: Row) -> str:
    """What keeps a track from being heard, in words; "" for nothing."""
    if row.get("missing"):
        return tr("file is gone")
    if row.get("offline"):
        return tr("drive is away")
    return tr("copy") if row.get("copy_of") else ""


def added_of(row: Row) -> str:
    """The day on which a track came into the library."""
    if not row.get("added"):
        return ""
    day = QDateTime.fromSecsSinceEpoch(int(row["added"])).date()
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)


def _marks(row: Row, name: str) -> Any:
    return (row.get("marks") or {}).get(name)


def _credit(name: str) -> Callable[[Row], str]:
    return lambda row: str((row.get("credits") or {}).get(name) or "")


def _loudness(row: Row) -> str:
    facts = row.get("facts")
    return f"{facts['loudness']:.1f}".replace("-", "−") if facts else ""


WAVE, MOOD, RATING, FAVOURITE, TITLE = "wave", "mood", "rating", "favourite", "title"
COLUMNS = (
    Column(TITLE, title_of, 240),
    Column("artist", lambda row: row["artist"], 150),
    Column(WAVE, lambda _: "", 150, sorts=False),
    Column(MOOD, lambda row: tr_known((row.get("emotion") or {}).get("mood", "")), 96),
    Column("tempo", tempo_of, 64, number=True),
    Column("key", key_of, 88),
    Column("duration", lambda row: clock(row["duration"]), 64, number=True),
    Column(RATING, lambda row: stars(_marks(row, "rating") or 0), 84),
    Column(FAVOURITE, lambda row: "♥" if _marks(row, "favourite") else "", 72, False),
    Column("tags", lambda row: ", ".join(_marks(row, "tags") or ()), 120, False, sorts=False),
    Column("album", _credit("album"), 150, False),
    Column("composer", _credit("composer"), 130, False),
    Column("genre", _credit("genre"), 110, False),
    Column("vocals", vocals_of, 96, False),
    Column("loudness", _loudness, 64, False, number=True),
    Column("codec", lambda row: row["codec"], 84, False),
    Column("added", added_of, 84, False),
    Column(
        "licence",
        lambda row: _marks(row, "licence") or _credit("licence")(row),
        120,
        False,
        sorts=False,
    ),
    Column("path", lambda row: str(Path(row["track"]).parent), 260, False),
)
"""All columns, in the order in which they stand until the user moves them."""


def heading(column: Column) -> str:
    """What a column is called, in the user's language."""
    return {
        TITLE: tr("Title"),
        "artist": tr("Artist"),
        WAVE: tr("Waveform"),
        MOOD: tr("Mood"),
        "tempo": tr("Tempo"),
        "key": tr("Key"),
        "duration": tr("Length"),
        RATING: tr("Rating"),
        FAVOURITE: tr("Favourite"),
        "tags": tr("Tags"),
        "album": tr("Album"),
        "composer": tr("Composer"),
        "genre": tr("Genre"),
        "vocals": tr("Vocals"),
        "loudness": tr("LUFS"),
        "codec": tr("Format"),
        "added": tr("Added"),
        "licence": tr("Licence"),
        "path": tr("Folder"),
    }[column.name]
