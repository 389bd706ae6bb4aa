"""Methods for the writer at the desk: why a passage feels so, and what was heard before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import method
from t2m_engine.service.protocol import InvalidParamsError
from t2m_engine.session import Session

if TYPE_CHECKING:
    from t2m_engine.library.history import Kind
    from t2m_engine.service.params import Params

LONGEST = 7 * 24 * 3600.0
"""Seconds; above any track."""


@method("attribution", Lane.EMOTIONS)
def attribution(session: Session, job: Job) -> dict[str, Any]:
    """Which words of a passage drove what it feels like.

    Params: {"text": passage}; optional "channel".
    Result: {"emotion": {"valence", "arousal", "moods"}, "words": [{"start", "end", "weight"}]}:
    stretches of the text in characters (Unicode's code points), in order, that do not overlap;
    "weight" in 0…1, 1 for the one without which the feeling would be most another. None where no
    words stand out. Errors: −32020 a blank passage; −32050.
    """
    text = job.params.text("text")
    job.params.done()
    return session.companion.attribution(text, check=job.check)


@method("history.add", Lane.RECORDS)
def history_add(session: Session, job: Job) -> None:
    """Remember that a stretch of a track was played, or used: dragged, copied or exported.

    Params: {"kind": "played" or "used", "track": path, "start", "end"}; optional "project" (path
    of the manuscript that it was for). Result: null. Errors: −32020 the track is not in the
    library; −32040.
    """
    params = job.params
    kind, track = _kind(params), params.path("track")
    start, end = (params.number(side, least=0.0, most=LONGEST) for side in ("start", "end"))
    project = params.path("project") if params.has("project") else None
    params.done()
    session.companion.remember(kind, track, start, end, project)


@method("history.take_back", Lane.RECORDS)
def history_take_back(session: Session, job: Job) -> None:
    """Forget that a track was played, or used, for a manuscript (or for none).

    Params: {"kind", "track"}; optional "project". Result: null. Errors: as of `history.add`.
    """
    params = job.params
    kind, track = _kind(params), params.path("track")
    project = params.path("project") if params.has("project") else None
    params.done()
    session.companion.take_back(kind, track, project)


@method("history.list", Lane.RECORDS)
def history_list(session: Session, job: Job) -> dict[str, Any]:
    """What was played and used last, the latest first, of what is in the library.

    Params: optional "limit" (100; most: 10000), "kind" (only "played", or "used").
    Result: {"entries": [{"at": seconds since 1970, "kind", "start", "end", "project": path or
    null, and what `library.tracks` tells of the track}]}. Errors: −32040.
    """
    limit = job.params.integer("limit", 100, least=1, most=10_000)
    kind = _kind(job.params) if job.params.has("kind") else None
    job.params.done()
    return {"entries": session.companion.history(limit, kind)}


def _kind(params: Params) -> Kind:
    kind = params.text("kind")
    if kind == "played":
        return "played"
    if kind == "used":
        return "used"
    raise InvalidParamsError("“kind” is “played” or “used”.")
