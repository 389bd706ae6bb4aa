"""Whether a library is in order, and what can be done where it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import CancelledError, LibraryError
from t2m_engine.library import index_file, migrations
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.database import FILE, look_at
from t2m_engine.library.index import FOLDER
from t2m_engine.library.marks_file import save_marks_file
from t2m_engine.library.recovery import Recovered, recover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from t2m_engine.emotion.spaces import Space

_SLACK = 1.0
"""Seconds that a clip may end after its track: durations of MP3 are estimates."""
_CURVE_ROW = 4 * (3 + len(MOODS))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found: a sentence, how many times, and whether it was mended.

    `harmless` is what mends itself when it is needed.
    """

    what: str
    count: int
    mended: bool = False
    harmless: bool = False

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {"what": self.what, "count": self.count, "mended": self.mended}


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found; `recovered` where the catalogue's file was damaged and made anew."""

    findings: tuple[Finding, ...]
    recovered: Recovered | None = None

    @property
    def in_order(self) -> bool:
        """Whether nothing is left to be mended."""
        return all(finding.mended or finding.harmless for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "in_order": self.in_order,
            "findings": [finding.as_json() for finding in self.findings],
            "recovered": self.recovered.as_json() if self.recovered else None,
        }


def check(
    folder: Path,
    spaces: Mapping[str, Space],
    *,
    repair: bool = False,
    progress: Callable[[float, float, str], None] = lambda _done, _total, _text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Look whether the library in `folder` is in order, and with `repair` mend what is not.

    `spaces` are the model pack's, by name. What the user said of the music is written to a file
    beside the catalogue (`marks_file`) before anything is mended, and is never taken away.
    Tracks of which something is lost are forgotten, and heard again by the next scan. Raises
    LibraryError when there is no library, or it is of a newer version; CancelledError between
    two steps.
    """
    place = folder / FILE
    if not place.exists():
        raise LibraryError(f"There is no library at {folder}.")
    findings: list[Finding] = []
    recovered = None
    progress(0, _STEPS, "file")
    harm = _harm(place)
    if harm:
        findings.append(Finding(f"The catalogue's file is damaged: {harm}.", 1, repair))
        if not repair:
            return Report(tuple(findings))
        recovered = recover(folder, lambda table: progress(0, _STEPS, table))
    with Catalogue.open(folder) as catalogue:
        if repair:
            save_marks_file(catalogue)
        for done, (name, step) in enumerate(_CHECKS.items(), 1):
            progress(done, _STEPS, name)
            if cancelled():
                raise CancelledError("The check was cancelled.")
            findings += step(catalogue, spaces, repair)
    progress(_STEPS, _STEPS, "")
    return Report(tuple(findings), recovered)


def _harm(place: Path) -> str:
    """What SQLite finds wrong with the file; "" when it is whole. LibraryError when not ours."""
    try:
        with closing(look_at(place)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if application == migrations.APPLICATION_ID or not tables:
                if version > migrations.VERSION:
                    raise LibraryError(
                        f"The library at {place.parent} was made by a newer t2m; update t2m."
                    )
            elif application:
                raise LibraryError(f"{place} is a database, but not a t2m catalogue.")
            verdicts = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            return "" if verdicts == ["ok"] else "; ".join(" ".join(v.split()) for v in verdicts)
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
            raise LibraryError(f"The catalogue {place} cannot be read: {error}.") from error
        return str(error)


def _references(
    catalogue: Catalogue, _spaces: Mapping[str, Space], repair: bool
) -> Iterator[Finding]:
    queries = {
        "Clips belong to no track.": "FROM clips WHERE track_id NOT IN (SELECT id FROM tracks)",
        "Vectors belong to no clip.": "FROM vectors WHERE clip_id NOT IN (SELECT id FROM clips)",
    }
    for what, query in queries.items():
        yield from _counted(
            catalogue, what, f"SELECT count(*) {query}", [f"DELETE {query}"], repair
        )
    lost = (
        "WHERE original = id OR original NOT IN (SELECT id FROM tracks) "
        "OR original IN (SELECT id FROM tracks WHERE original IS NOT NULL)"
    )
    yield from _counted(
        catalogue,
        "Tracks are held for copies of tracks that are none.",
        f"SELECT count(*) FROM tracks {lost}",  # noqa: S608 - our own words
        [f"UPDATE tracks SET original = NULL {lost}"],  # noqa: S608
        repair,
    )
    # NOT INDEXED: the index is what would hide it.
    twice = "SELECT min(id) FROM tracks NOT INDEXED GROUP BY path HAVING count(*) > 1"
    yield from _counted(
        catalogue,
        "Files are in the catalogue twice.",
        f"SELECT count(*) FROM ({twice})",  # noqa: S608 - our own words
        [f"DELETE FROM tracks WHERE id IN ({twice})"],  # noqa: S608
        repair,
    )


def _tracks(catalogue: Catalogue, _spaces: Mapping[str, Space], repair: bool) -> Iterator[Finding]:
    """Tracks that cannot be used as they are; without them a scan hears the files again."""
    broken: dict[str, set[int]] = {
        "Clips lie outside of their track.": set(),
        "Clips have a feeling that is none.": set(),
        "Tracks have no clips, or a curve or waveform that cannot be read.": set(),
    }
    outside, feelings, tracks = broken.values()
    with catalogue._reading() as connection:
        for row in connection.execute(
            'SELECT track_id, start, "end", tracks.duration, valence, arousal, moods, embedding '
            "FROM clips JOIN tracks ON tracks.id = track_id"
        ):
            identity, start, end, duration = row[:4]
            if not _are_numbers(start, end, duration) or not 0 <= start < end <= duration + _SLACK:
                outside.add(identity)
            if not _is_feeling(*row[4:]):
                feelings.add(identity)
        for identity, peaks, length, curve in connection.execute(
            "SELECT id, peaks, curve_length, curve FROM tracks"
        ):
            if not (_is_curve(length, curve) and isinstance(peaks, bytes)):
                tracks.add(identity)
        tracks |= {
            row[0]
            for row in connection.execute(
                "SELECT id FROM tracks WHERE NOT EXISTS "
                "(SELECT 1 FROM clips WHERE track_id = tracks.id AND clips.pack = tracks.pack)"
            )
        }
    unmeasured = catalogue.status()["unmeasured"]
    if unmeasured:
        yield Finding(
            "Tracks lack facts or an energy curve, which an earlier t2m did not measure: "
            "t2m library update measures them.",
            unmeasured,
            harmless=True,
        )
    for what, ids in broken.items():
        if ids:
            if repair:
                _forget(catalogue, ids)
            yield Finding(
                f"{what} These tracks are heard again by the next scan.", len(ids), repair
            )


def _vectors(catalogue: Catalogue, spaces: Mapping[str, Space], repair: bool) -> Iterator[Finding]:
    """Vectors of the wrong length, and those that are missing of clips that are there."""
    wrong = []
    with catalogue._reading() as connection:
        for name, made, clip, vector in connection.execute(
            "SELECT space, made, clip_id, vector FROM vectors"
        ):
            space = spaces.get(name)
            dimension = space.dimension if space is not None and space.id == made else None
            if not _is_vector(vector, dimension):
                wrong.append((name, clip))
    if wrong:
        if repair:
            with catalogue._writing() as connection:
                connection.executemany("DELETE FROM vectors WHERE space = ? AND clip_id = ?", wrong)
        yield Finding(
            "Vectors have the wrong length; they are made again when they are needed.",
            len(wrong),
            repair,
        )
    with catalogue._reading() as connection:
        made = connection.execute(
            "SELECT DISTINCT space, made, pack FROM vectors JOIN clips ON clips.id = clip_id"
        ).fetchall()
    for name, identity, pack in made:  # a space that has none at all was never asked for
        space = spaces.get(name)
        if space is None or space.id != identity:
            continue
        missing = catalogue.missing_vectors(space, pack)
        if missing:
            if repair:
                catalogue.fill(space, pack)
            what = f"Vectors of the space “{name}” are made when they are needed."
            yield Finding(what, missing, repair, harmless=True)


def _marks(catalogue: Catalogue, _spaces: Mapping[str, Space], repair: bool) -> Iterator[Finding]:
    """The user's own: whole, with or without a track."""
    for table in ("mark_tags", "exclusions"):
        lost = f"FROM {table} WHERE content_id NOT IN (SELECT content_id FROM marks)"  # noqa: S608
        yield from _counted(
            catalogue,
            "Tags or projects have no entry among the marks.",
            f"SELECT count(*) {lost}",
            [f"INSERT OR IGNORE INTO marks (content_id, changed) SELECT content_id, 0 {lost}"],
            repair,
        )
    yield from _counted(
        catalogue,
        "Counters of changes are missing.",
        "SELECT 2 - count(*) FROM meta WHERE key IN ('generation', 'marks')",
        ["INSERT OR IGNORE INTO meta VALUES ('generation', 1), ('marks', 1)"],
        repair,
    )


def _words(catalogue: Catalogue, _spaces: Mapping[str, Space], repair: bool) -> Iterator[Finding]:
    """The words that are searched must be those of the tracks."""
    try:
        with catalogue._writing(counts=None) as connection:  # the command is a write to SQLite
            connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
            wrong = connection.execute(
                "SELECT (SELECT count(*) FROM words WHERE rowid NOT IN (SELECT id FROM tracks)) + "
                "(SELECT count(*) FROM tracks WHERE id NOT IN (SELECT rowid FROM words))"
            ).fetchone()[0]
    except LibraryError:
        wrong = 1
    if wrong:
        if repair:
            with catalogue._writing() as connection:
                migrations.refill_words(connection)
        yield Finding("The words that are searched are not those of the tracks.", wrong, repair)


def _indexes(catalogue: Catalogue, _spaces: Mapping[str, Space], repair: bool) -> Iterator[Finding]:
    """Files of the index are caches: what is damaged goes, and is made again."""
    place = catalogue.folder / FOLDER
    broken = [
        file
        for file in sorted(place.glob("*.t2m*"))
        if file.is_file() and index_file.read(file, {}) is None
    ]
    if broken:
        if repair:
            for file in broken:
                file.unlink(missing_ok=True)
        yield Finding(
            "Files of the index are damaged, or of another version; they are made again when they "
            "are needed.",
            len(broken),
            repair,
        )


_CHECKS: dict[str, Callable[[Catalogue, Mapping[str, Space], bool], Iterable[Finding]]] = {
    "references": _references,
    "tracks": _tracks,
    "vectors": _vectors,
    "marks": _marks,
    "words": _words,
    "index": _indexes,
}
_STEPS = len(_CHECKS) + 1


def _counted(
    catalogue: Catalogue, what: str, question: str, mend: list[str], repair: bool
) -> Iterator[Finding]:
    """A finding, where the `question` counts more than none; `mend` are statements."""
    with catalogue._reading() as connection:
        count = connection.execute(question).fetchone()[0]
    if count:
        if repair:
            with catalogue._writing() as connection:
                for statement in mend:
                    connection.execute(statement)
        yield Finding(what, count, repair)


def _forget(catalogue: Catalogue, tracks: set[int]) -> None:
    with catalogue._writing() as connection:
        connection.executemany("DELETE FROM tracks WHERE id = ?", [(track,) for track in tracks])


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) and np.isfinite(value) for value in values)


def _is_feeling(valence: Any, arousal: Any, moods: Any, embedding: Any) -> bool:
    if not _are_numbers(valence, arousal) or not -1 <= valence <= 1 or not -1 <= arousal <= 1:
        return False
    if not isinstance(moods, bytes) or len(moods) != 4 * len(MOODS):
        return False
    if not isinstance(embedding, bytes) or not embedding or len(embedding) % 4:
        return False
    shares = np.frombuffer(moods, "<f4")
    return bool(
        np.isfinite(np.frombuffer(embedding, "<f4")).all()
        and np.isfinite(shares).all()
        and abs(float(shares.sum()) - 1.0) < 1e-2
    )


def _is_curve(length: Any, curve: Any) -> bool:
    return (
        _are_numbers(length)
        and isinstance(curve, bytes)
        and len(curve) % _CURVE_ROW == 0
        and bool(np.isfinite(np.frombuffer(curve, "<f4")).all())
    )


def _is_vector(vector: Any, dimension: int | None) -> bool:
    if not isinstance(vector, bytes) or not vector or len(vector) % 4:
        return False
    if dimension is not None and len(vector) != 4 * dimension:
        return False
    return bool(abs(float(np.linalg.norm(np.frombuffer(vector, "<f4"))) - 1.0) < 1e-3)
