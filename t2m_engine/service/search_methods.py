"""Methods that search the library: by words and fields, and by music; see methods.py."""

from __future__ import annotations

from typing import Any

from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import MOST, method
from t2m_engine.session import Session


@method("library.search", Lane.SEARCH)
def library_search(session: Session, job: Job) -> dict[str, Any]:
    """Tracks of the library for a line of words and fields.

    Params: {"query"}: plain words, for the tags and for what they mean; "quoted phrases" of the
    tags; fields, such as bpm:90-120 key:Am mood:tender rating:>=3 length:30-90 tag:… -vocals; a
    minus before any of them. Optional "limit" (50; most: 10000), "space" (name, for the meaning),
    "channel".
    Result: {"total": tracks that the fields and phrases let through, "found": [what
    `library.tracks` tells of a track, and "start", "end", "energy", "valence", "arousal", "moods"
    of the clip that fits best, "by": "words", "meaning" or "fields": how it was found, "score":
    −1…1 by meaning, else null}]}: those with the words first, then by meaning; by path without
    plain words. Missing and offline tracks and copies of others are left out.
    Errors: −32020 a field or value that is none (the sentence says which there are); −32040;
    −32050.
    """
    query = job.params.text("query")
    limit = job.params.integer("limit", 50, least=1, most=10_000)
    space = job.params.optional_text("space")
    job.params.done()
    job.check()
    return session.scout.search(query, limit, space)


@method("library.similar", Lane.SEARCH)
def library_similar(session: Session, job: Job) -> dict[str, Any]:
    """Clips of the library that sound like music, which need not be in it.

    Params: {"like": [{"track": path, "start", "end"}]}: at least one file, or stretch of a file,
    in seconds; optional "unlike" (the same: what they should not sound like), "k" (10),
    "per_track" (1; 0: no limit), "filter" (a query, of `library.search`), "project" (path of a
    manuscript: leaves out what was excluded from it), "channel". A file that the library does not
    know is heard now. The tracks that are given do not come back.
    Result: {"suggestions": as of `suggest`}.
    Errors: −32020 a stretch that is not in its file, a wrong filter; −32030 a file that cannot be
    heard; −32040 the library is empty; −32050.
    """
    params = job.params
    like = params.examples("like")
    unlike = params.examples("unlike") if params.has("unlike") else []
    k = params.integer("k", 10, least=1, most=MOST)
    per_track = params.integer("per_track", 1, least=0, most=MOST) or None
    only = params.optional_text("filter") or ""
    project = params.path("project") if params.has("project") else None
    params.done()
    found = session.scout.similar(
        like, unlike, k=k, per_track=per_track, only=only, project=project, check=job.check
    )
    return {"suggestions": found}
