"""Methods that show the library: as a long table, page by page, and as a map; see methods.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import MOST, method
from t2m_engine.service.params import Params
from t2m_engine.service.protocol import InvalidParamsError
from t2m_engine.session import Session

if TYPE_CHECKING:
    from t2m_engine.gallery import Outline
    from t2m_engine.library.atlas import Bounds

_CORNERS = 2000
_PATH = 5000
"""Places that are marked on a map: a manuscript has fewer scenes."""


@method("library.browse", Lane.TABLE)
def library_browse(session: Session, job: Job) -> dict[str, Any]:
    """A page of the library's tracks, in any order, also of what is missing or offline.

    Params: optional "query" (as of `library.search`), "shown": "folded" (default: copies are left
    out), "all", "missing", "offline" or "copies"; "sort": "path", "title", "artist", "album",
    "composer", "genre", "codec", "key", "added", "duration", "tempo", "loudness", "vocals",
    "rating", "favourite", "valence", "arousal" or "mood" (default: by path, or what was found for
    plain words by how well it fits), "descending"; "region": {"map": "plane" or "learned",
    "outline": [[x, y]]}: with a clip that lies in it; "offset", "limit" (200; most 1000),
    "channel".
    Result: {"total", "state": the catalogue's generation: pages of one state belong together,
    "by_words", "by_meaning": how many were found by plain words so, "rows": [what
    `library.tracks` tells of a track, and "id", "added": Unix time, "best": [start, end] of its
    best section, "copy_of": path or null, "has_copies", "emotion": {"valence", "arousal", "mood"}
    or null}]}. What a column lacks comes last. Errors: −32020; −32040; −32050.
    """
    params = job.params
    wish: dict[str, Any] = {
        "query": params.optional_text("query") or "",
        "shown": params.optional_text("shown") or "folded",
        "sort": params.optional_text("sort") or "",
        "descending": params.flag("descending"),
        "region": _region(params) if params.has("region") else None,
        "offset": params.integer("offset", 0, least=0, most=MOST),
        "limit": params.integer("limit", 200, least=1, most=1000),
    }
    params.done()
    job.check()
    return session.gallery.browse(**wish)


@method("library.map", Lane.MAP)
def library_map(session: Session, job: Job) -> dict[str, Any]:
    """How densely the library's clips lie where, counted in a grid.

    Params: {"map": "plane" (valence across, arousal up) or "learned" (by their sound; made once,
    and kept with the library)}; optional "bounds" ([left, bottom, right, top], default the whole,
    −1…1), "columns" (160), "rows" (120; most: 1000 of both), "query" (only what meets it),
    "points" (0: also each clip by itself, where no more than so many are shown), "path":
    [{"valence", "arousal", "mood"}] to be placed, "channel".
    Result: {"total": clips, "shown": of them within the bounds, "cells": base64 of uint32 (n,):
    row · columns + column, from the top left, of what is not empty, "counts": base64 of uint32
    (n, 7): its clips by their strongest mood, "points": base64 of float32 (shown, 3): x, y, place
    of the mood; or null, "quarters": clips that are [dark and calm, bright and calm, dark and
    tense, bright and tense] on the plane, "path": [[x, y]], "within": clips within .25 of each of
    the path in the plane}.
    Errors: −32020; −32040; −32050.
    """
    params = job.params
    which = params.text("map")
    bounds = _bounds(params)
    columns = params.integer("columns", 160, least=1, most=1000)
    rows = params.integer("rows", 120, least=1, most=1000)
    query = params.optional_text("query") or ""
    points = params.integer("points", 0, least=0, most=100_000)
    path = _path(params) if params.has("path") else []
    params.done()
    job.check()
    return session.gallery.map(which, bounds, columns, rows, query=query, path=path, points=points)


@method("library.map_at", Lane.MAP)
def library_map_at(session: Session, job: Job) -> dict[str, Any]:
    """The clip that lies nearest to a place of a map.

    Params: {"map", "x", "y", "reach": [across, up]: how far it may lie, as half axes}; optional
    "query", "channel". Result: {"clip": what `library.tracks` tells of its track, and "start",
    "end", "energy", "valence", "arousal", "moods", "x", "y", or null}. Errors: as `library.map`.
    """
    params = job.params
    which = params.text("map")
    x, y = (params.number(axis, least=-10, most=10) for axis in ("x", "y"))
    across, up = _numbers(params, "reach", 2)
    query = params.optional_text("query") or ""
    params.done()
    if not (across > 0 and up > 0):
        raise InvalidParamsError("“reach” is a list of two numbers above 0.")
    return {"clip": session.gallery.at(which, x, y, (across, up), query)}


def _numbers(params: Params, name: str, count: int) -> list[float]:
    content = params.anything(name)
    if not isinstance(content, list) or len(content) != count:
        raise InvalidParamsError(f"“{name}” is a list of {count} numbers.")
    return [_number(value, name) for value in content]


def _number(value: Any, name: str) -> float:
    return Params({name: value}).number(name, least=-100, most=100)


def _bounds(params: Params) -> Bounds:
    from t2m_engine.library.atlas import Bounds  # noqa: PLC0415 - numpy, at the start

    if not params.has("bounds"):
        return Bounds()
    bounds = Bounds(*_numbers(params, "bounds", 4))
    if bounds.right - bounds.left < 1e-6 or bounds.top - bounds.bottom < 1e-6:
        raise InvalidParamsError("“bounds” is [left, bottom, right, top], and holds some room.")
    return bounds


def _region(params: Params) -> Outline:
    content = params.anything("region")
    if not isinstance(content, dict):
        raise InvalidParamsError("“region” is an object with “map” and “outline”.")
    region = Params(content)
    which = region.text("map")
    outline = region.anything("outline")
    region.done()
    if not isinstance(outline, list) or not 3 <= len(outline) <= _CORNERS:
        raise InvalidParamsError(f"“outline” is a list of 3 to {_CORNERS} corners.")
    corners = [_numbers(Params({"corner": corner}), "corner", 2) for corner in outline]
    return which, tuple((x, y) for x, y in corners)


def _path(params: Params) -> list[tuple[float, float, str]]:
    from t2m_engine.emotion.moods import MOODS  # noqa: PLC0415 - numpy, at the start

    content = params.anything("path")
    if not isinstance(content, list) or len(content) > _PATH:
        raise InvalidParamsError(f"“path” is a list of {_PATH} feelings at most.")
    found = []
    for entry in content:
        if not isinstance(entry, dict):
            raise InvalidParamsError("“path” is a list of objects.")
        one = Params(entry)
        valence, arousal = (one.number(name, least=-1, most=1) for name in ("valence", "arousal"))
        mood = one.text("mood")
        one.done()
        if mood not in MOODS:
            raise InvalidParamsError(f"“{mood}” is no mood; there are {', '.join(MOODS)}.")
        found.append((valence, arousal, mood))
    return found
