"""How much is in a catalogue, counted from its indexes: no long row is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from t2m_engine.library.rows import FACTS, THERE

if TYPE_CHECKING:
    import sqlite3


def count(connection: sqlite3.Connection, pack: str | None) -> dict[str, Any]:
    """Return the counts of `Catalogue.status`, but for the library's place."""
    tracks, seconds, missing, offline, copies = connection.execute(
        f"SELECT count(*) FILTER (WHERE {THERE}), "  # noqa: S608 - our own words
        f"coalesce(sum(duration) FILTER (WHERE {THERE}), 0), "
        "count(*) FILTER (WHERE missing), "
        "count(*) FILTER (WHERE offline AND NOT missing), "
        "count(*) FILTER (WHERE original IS NOT NULL AND NOT missing AND NOT offline) "
        "FROM tracks"
    ).fetchone()
    errors = connection.execute("SELECT count(*) FROM errors").fetchone()[0]
    stale = connection.execute(
        "SELECT count(*) FROM tracks WHERE NOT missing AND pack <> coalesce(?, pack)", (pack,)
    ).fetchone()[0]
    # Two looks into an index each; “or” would read all rows.
    unmeasured = connection.execute(
        "SELECT (SELECT count(*) FROM tracks WHERE NOT missing AND facts <> ?1) + "
        "(SELECT count(*) FROM tracks WHERE energy IS NULL AND NOT missing AND facts = ?1)",
        (FACTS,),
    ).fetchone()[0]
    return {
        "tracks": tracks,
        "clips": _clips(connection),
        "errors": errors,
        "hours": round(seconds / 3600, 3),
        "missing": missing,
        "offline": offline,
        "copies": copies,
        "stale": stale,
        "unmeasured": unmeasured,
    }


def _clips(connection: sqlite3.Connection) -> int:
    """How many clips can be played: those that their tracks' packs found.

    A join looks at every clip, which takes a second for a million of them. As long as one pack has
    heard everything, which is nearly always, those that are away need only be taken from all.
    """
    first, last = connection.execute(
        "SELECT (SELECT min(pack) FROM clips), (SELECT max(pack) FROM clips)"
    ).fetchone()
    others = connection.execute("SELECT EXISTS (SELECT 1 FROM tracks WHERE pack <> ?)", (first,))
    if first == last and not others.fetchone()[0]:
        query = (
            "SELECT (SELECT count(*) FROM clips) - "  # noqa: S608 - our own words
            "(SELECT count(*) FROM clips WHERE track_id IN "
            f"(SELECT id FROM tracks WHERE NOT ({THERE})))"
        )
    else:
        query = (
            "SELECT count(*) FROM clips JOIN tracks ON tracks.id = track_id "  # noqa: S608 - our own words
            f"WHERE {THERE} AND clips.pack = tracks.pack"
        )
    return int(connection.execute(query).fetchone()[0])
