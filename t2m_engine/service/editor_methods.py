"""Methods that talk to editors that are running; see methods.py."""

from __future__ import annotations

from typing import Any

from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import method
from t2m_engine.session import Session

MOST_TRACKS = 999
MOST_CUES = 1_000_000


@method("editor.list", Lane.RECORDS)
def editor_list(session: Session, job: Job) -> dict[str, Any]:
    """The editors that can be sent to, and which of them answer now: found out in a moment.

    Params: none. Result: {"editors": [{"name": "kdenlive", …, "title": what people call it,
    "answers": whether it, or t2m's plug-in in it, is there to be asked}]}.
    """
    job.params.done()
    return {"editors": session.courier.editors()}


@method("editor.look", Lane.EDITORS)
def editor_look(session: Session, job: Job) -> dict[str, Any]:
    """What an editor shows now; nothing is changed in it.

    Params: {"editor": "kdenlive", "audacity", "ardour", "blender", "reaper" or "resolve"};
    optional "project" (its name, or its file's: refused where another is shown).
    Result: {"editor", "project": name or "", "frame_rate": frames a second, or null where it
    counts samples, "playhead": seconds, or null where it does not tell, "tracks": [{"name",
    "locked"}] of audio, or null where they are not known, "clips": [{"track": from 1, "name",
    "start", "length", "file": path or null}], "markers": [{"name", "notes", "start", "end",
    "text": name and notes, as a passage}]}.
    Errors: −32020 there is no such editor; −32060 it is not running, busy, or shows another
    project.
    """
    editor = job.params.text("editor")
    project = job.params.optional_text("project")
    job.params.done()
    return session.courier.look(editor, project, cancelled=job.unwanted)


@method("editor.send", Lane.EDITORS)
def editor_send(session: Session, job: Job) -> dict[str, Any]:
    """Lay audio on an editor's timeline. It only adds, and what came of it is read back.

    Params: {"editor"}, and one of "files": [path] of finished audio, "clips": [{"track": path,
    "start", "end"}] that are cut out first (both one after the other), "score": folder of a
    score, whose cues go where they belong; optional "cues" (of a score only those of these
    numbers), "at" (seconds; the playhead, or 0 for a score), or "marker" (the name of one,
    instead), "track" (from 1: of the first lane; the first tracks with room), "project" (as of
    `editor.look`). Progress: text says which step.
    Result: {"editor", "project", "clips": [{"file", "name", "track", "start", "length"}] as read
    back, "notes": [a sentence on what is not quite as it was asked for]}.
    Errors: −32020; −32030 a file or score that cannot be read, or no room for what is cut out;
    −32060 the editor did not take it: nothing was changed there, or the sentence says what was.
    """
    params = job.params
    editor = params.text("editor")
    found: dict[str, Any] = {}
    if params.has("files"):
        found["files"] = params.paths("files")
    if params.has("clips"):
        found["clips"] = params.stretches("clips")
    if params.has("score"):
        found["score"] = params.path("score")
    if params.has("cues"):
        found["cues"] = params.integers("cues", least=1, most=MOST_CUES)
    if params.has("at"):
        found["at"] = params.number("at", least=0, most=1e9)
    if params.has("marker"):
        found["marker"] = params.text("marker")
    if params.has("track"):
        found["track"] = params.integer("track", 1, least=1, most=MOST_TRACKS)
    found["project"] = params.optional_text("project")
    params.done()
    return session.courier.send(editor, **found, progress=job.progress, cancelled=job.unwanted)
