"""The user's own once more, beside the catalogue: one damaged file must not take it along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine import files
from t2m_engine.errors import LibraryError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from t2m_engine.library.catalogue import Catalogue

NAME = "marks.json"
FORMAT = 1
_FIELDS = {"rating": int, "favourite": bool, "notes": str, "licence": str, "changed": int | float}


def save_marks_file(catalogue: Catalogue) -> Path:
    """Write all marks to the file beside the catalogue, unless it has them; return its path.

    Raises LibraryError when it cannot be written.
    """
    path = catalogue.folder / NAME
    with catalogue._reading() as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = 'marks'").fetchone()
        generation = row[0] if row else None
        if row and _generation(path) == generation:
            return path
        content = _content(connection)
        apart = [
            [one.hex(), other.hex()]
            for one, other in connection.execute("SELECT one, other FROM apart")
        ]
    written = {"format": FORMAT, "generation": generation, "marks": content, "apart": apart}
    text = json.dumps(written, indent=0)
    try:
        files.write_text(path, text)
    except OSError as error:
        raise LibraryError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def merge_marks_file(folder: Path, connection: sqlite3.Connection) -> int:
    """Add the marks of the file in `folder` that the open transaction lacks; return how many.

    A file that is missing, or is none of ours, adds nothing.
    """
    added = 0
    known_file = _read(folder / NAME)
    for one, other in _pairs(known_file.get("apart")):
        connection.execute("INSERT OR IGNORE INTO apart VALUES (?, ?)", (one, other))
    for entry in known_file.get("marks", []):
        try:
            content = bytes.fromhex(entry["content"])
            fields = {name: entry[name] for name in _FIELDS}
            lists = [(table, entry[key]) for table, key in _LISTS]
        except (KeyError, TypeError, ValueError):
            continue
        if not all(isinstance(fields[name], kind) for name, kind in _FIELDS.items()):
            continue
        known = connection.execute(
            "SELECT 1 FROM marks WHERE content_id = ?", (content,)
        ).fetchone()
        if known:
            continue
        added += connection.execute(
            "INSERT OR IGNORE INTO marks (content_id, rating, favourite, notes, licence, changed) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (content, *fields.values()),
        ).rowcount
        for table, values in lists:
            connection.executemany(
                f"INSERT OR IGNORE INTO {table} VALUES (?, ?)",  # noqa: S608 - a name of ours
                [(content, value) for value in values if isinstance(value, str)],
            )
    return added


def _pairs(content: Any) -> Iterator[tuple[bytes, bytes]]:
    """The pairs in a list of pairs of hexadecimal digits; what is none is passed over."""
    for entry in content if isinstance(content, list) else []:
        try:
            one, other = map(bytes.fromhex, entry)
        except (TypeError, ValueError):
            continue
        yield one, other


_LISTS = (("mark_tags", "tags"), ("exclusions", "excluded"))


def _content(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    entries = {
        row[0]: {
            "content": row[0].hex(),
            **dict(zip(_FIELDS, (row[1], bool(row[2]), *row[3:]), strict=True)),
            **{key: [] for _, key in _LISTS},
        }
        for row in connection.execute(
            "SELECT content_id, rating, favourite, notes, licence, changed FROM marks"
        )
    }
    for table, key in _LISTS:
        for content, value in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608
            if content in entries:
                entries[content][key].append(value)
    return list(entries.values())


def _generation(path: Path) -> Any:
    return _read(path).get("generation")


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return {}
    return content if isinstance(content.get("marks"), list) else {}
