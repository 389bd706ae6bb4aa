"""Methods that make something of the music: scores, timelines, clips; see methods.py."""

from __future__ import annotations

from typing import Any

from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import MOST, method
from t2m_engine.service.params import Params
from t2m_engine.service.protocol import InvalidParamsError
from t2m_engine.session import Session


@method("score", Lane.WORK)
def score(session: Session, job: Job) -> dict[str, Any]:
    """Turn a manuscript into cues, a timeline, a temp score and a report, in the folder `out`.

    Params: {"manuscript": path, "out": path}; optional wishes "words_per_minute" (from 40 to 600),
    "space", "density" (0 sparse … 1 wall-to-wall), "style" ("follow", "underscore" or
    "counterpoint"), "frame_rate" ("23.976", "24", "25", "29.97", "30", "50", "60"), "seed" (a whole
    number from 0), "narration" (path of a recording of the text; "" takes it back), "resume",
    "fresh", "stems" (the mix in parts, in a folder), "media" (what the timeline plays, with its
    licences, in a folder) (false), "sound" (the temp score; by itself for two hours at most), and
    "timelines" (names of formats, as of `score.timelines`; "drop" gives them drop-frame timecode).
    A wish that is not given is that of the score in `out`, else
    the setting, or the usual one: 0.7, "follow", "25", 0. "resume": that of a run that was killed.
    Where `out` holds a score of the manuscript, only what has changed is planned anew, and what is
    fixed in its plan.toml stays; "fresh" plans everything, and leaves a plan.old.toml.
    Progress: in percent, text says which step.
    Result: {"cues": number, "scenes": number, "duration", "files": [path], "notes": [sentence],
    "difference": [sentence], [] for a first score}.
    Errors: −32020 a wish that makes no sense; −32030 the manuscript, the narration or plan.toml
    cannot be read; −32040 the library is empty; −32050.
    """
    manuscript = job.params.path("manuscript")
    out = job.params.path("out")
    wished = _wished(job.params)
    resume, fresh = job.params.flag("resume"), job.params.flag("fresh")
    extras = _extras(job.params)
    job.params.done()
    return session.studio.score(
        manuscript,
        out,
        wished=wished,
        resume=resume,
        fresh=fresh,
        **extras,
        progress=job.progress,
        cancelled=job.unwanted,
    )


def _extras(params: Params) -> dict[str, Any]:
    """What is to be written beside the rest; "sound" only where it is said."""
    names = ("stems", "media", "drop", *(["sound"] if params.has("sound") else []))
    return {name: params.flag(name) for name in names} | {"timelines": _timelines(params)}


def _timelines(params: Params) -> list[str]:
    """The formats of "timelines", which may be left out."""
    return params.texts("timelines") if params.has("timelines") else []


def _wished(params: Params) -> dict[str, Any]:
    """The wishes of a call, by their names in score.wishes.Wishes; the frame rate by its name."""
    wished: dict[str, Any] = {}
    for name, least, most in (("words_per_minute", 40, 600), ("density", 0, 1)):
        if params.has(name):
            wished[name] = float(params.number(name, least=least, most=most))
    for name in ("space", "style", "frame_rate"):
        if params.has(name):
            wished[name] = params.text(name)
    if params.has("seed"):
        wished["seed"] = params.integer("seed", 0, least=0, most=MOST)
    if params.has("narration"):
        wished["narration"] = params.path_or_none("narration")
    return wished


@method("score.open", Lane.FILES)
def score_open(session: Session, job: Job) -> dict[str, Any]:
    """The score in a folder, with what was changed by hand in its plan.toml, to be worked on.

    Params: {"out": folder}.
    Result: {"revision": number, "plan": all of cues.json (times in seconds, "text_start" and
    "text_end" in characters of the text): {"title", "manuscript": path, "words", "duration",
    "space", "pack", "notes": [sentence], "scenes": [{"number" from 1, "title", "found": "marked"
    or "change", "start", "end", "valence", "arousal", "moods", "text_start", "text_end"}],
    "passages": [{"id", "scene", "start", "end", "valence", "arousal", "moods", "smoothed":
    {"valence", "arousal", "moods"}, "text_start", "text_end"}], "cues": [{"number", "scene",
    "start", "end", "track": path, "title", "artist", "source_start", "source_end", "fade_in",
    "fade_out", "gain_db", "score", "valence", "arousal", "moods", "felt": {…}, "text_start",
    "text_end", "excerpt", "reason", "role", "motif", "pinned", "muted", "pieces": [{"start",
    "source_start", "source_end", "fade_in", "fade_out"}], "alternatives": [{"track", "title",
    "artist", "source_start", "source_end", "score", "reason"}], "facts", "credits": as of
    `library.tracks`}]}, and "text": the manuscript's, "wishes": {"density", "style",
    "words_per_minute", "frame_rate": "25", "seed", "space", "narration": path or null, "vetoes":
    [path]}, "silences": [{"start", "end", "text_start", "text_end"}] that the writer wants}.
    Errors: −32030 there is no score, its plan.toml cannot be used, or the manuscript has changed
    since (`score` it again); −32020.
    """
    out = job.params.path("out")
    job.params.done()
    return session.studio.desk.open(out)


@method("score.change", Lane.FILES)
def score_change(session: Session, job: Job) -> dict[str, Any]:
    """Change cues of a score; plan.toml, cues.json and cues.csv are written at once, no sound is.

    Params: {"out", "changes": [{"op", "cue": number, …}]}, in order; numbers are those of the
    revision before. Ops: "swap" {"alternative": place in the list, from 0}, whose place the old
    music takes; "use" {"track": path; optional "source_start", else where it fits best}; "pin",
    "unpin", "mute", "unmute"; "remove", which leaves a silence; "veto": its track plays nowhere,
    and each of its cues what is second; "resize" {"start", "end"}: the music goes along, the
    neighbours make room. What is swapped, chosen or resized is pinned.
    Result: {"revision", "plan": as of `score.open`, "difference": [sentence]}.
    Errors: −32020 a change that cannot be made, or plan.toml was changed elsewhere (open it
    again); −32030; nothing is changed then.
    """
    out = job.params.path("out")
    changes = job.params.anything("changes")
    job.params.done()
    if not isinstance(changes, list) or not changes:
        raise InvalidParamsError("“changes” is a list with at least one entry.")
    return session.studio.desk.change(out, [_change(change) for change in changes])


def _change(content: Any) -> dict[str, Any]:
    """A change as `score.hand.Change` has it, checked."""
    if not isinstance(content, dict):
        raise InvalidParamsError("A change is an object with “op” and “cue”.")
    params = Params(content)
    op = params.text("op")
    change: dict[str, Any] = {"op": op, "cue": params.number("cue", least=1, most=MOST)}
    if op == "swap":
        change["alternative"] = params.number("alternative", least=0, most=MOST)
    elif op == "use":
        change["track"] = params.path("track")
        if params.has("source_start"):
            change["source_start"] = params.number("source_start", least=0, most=1e9)
    elif op == "resize":
        change |= {name: params.number(name, least=0, most=1e9) for name in ("start", "end")}
    params.done()
    for name in ("cue", "alternative"):
        if name in change and not isinstance(change[name], int):
            raise InvalidParamsError(f"“{name}” is a whole number.")
    return change


@method("score.restore", Lane.FILES)
def score_restore(session: Session, job: Job) -> dict[str, Any]:
    """Go back, or forward again, to a revision of a score; the last 100 of a folder are kept.

    Params: {"out", "revision"}. Result: as of `score.open`. Errors: −32020 there is no such
    revision any more; −32030.
    """
    out = job.params.path("out")
    revision = job.params.integer("revision", 0, least=1, most=MOST)
    job.params.done()
    return session.studio.desk.restore(out, revision)


@method("score.preview", Lane.FILES)
def score_preview(session: Session, job: Job) -> dict[str, Any]:
    """The mix of a stretch of a score, as its temp score will be: a WAV in the cache folder.

    Params: {"out", "start", "end"}: seconds of the story, 60 at most. Result: {"path"}; the last
    40 previews are kept. Errors: −32020; −32030 a track cannot be read.
    """
    out = job.params.path("out")
    start = job.params.number("start", least=0, most=1e9)
    end = job.params.number("end", least=0, most=1e9)
    job.params.done()
    return {"path": str(session.studio.desk.preview(out, start, end))}


@method("score.render", Lane.WORK)
def score_render(session: Session, job: Job) -> dict[str, Any]:
    """Write the temp score, the timeline, the cue sheet and the report of a score that was changed.

    Params: {"out"}; optional "sound", "stems", "media", "timelines", "drop", as of `score`.
    Progress: in percent, text says which step. Result: {"files": [path]}; nothing is changed where
    it is cancelled, or a track cannot be read (−32030).
    """
    out = job.params.path("out")
    extras = _extras(job.params)
    job.params.done()
    files = session.studio.render(out, **extras, progress=job.progress, cancelled=job.unwanted)
    return {"files": [str(file) for file in files]}


@method("score.timelines", Lane.WORK)
def score_timelines(session: Session, job: Job) -> dict[str, Any]:
    """Write the timeline of a score for editors and workstations, in one format or several.

    Params: {"out", "timelines": [name]}, of "mlt", "kdenlive", "otio", "edl", "fcp7", "fcpxml",
    "reaper", "ardour", "dawproject", "lof", "labels", "markers"; optional "target" (another folder
    to write to), "frame_rate" (as of `score`, or "29.97df" for drop-frame timecode; the score's),
    "media" (collect what it plays, with its licences, beside it), "relative" (name files relative
    to the timeline), "cut" (play stretches that are cut out, as WAV of 48 kHz, beside it).
    Progress: text says which step. Result: {"files": [path]}.
    Errors: −32020 no such format or rate; −32030 no score, or a track that cannot be read.
    """
    out = job.params.path("out")
    names = job.params.texts("timelines")
    target = job.params.path("target") if job.params.has("target") else None
    frame_rate = job.params.optional_text("frame_rate")
    flags = {name: job.params.flag(name) for name in ("media", "relative", "cut")}
    job.params.done()
    files = session.studio.timelines(
        out,
        names,
        target=target,
        frame_rate=frame_rate,
        **flags,
        progress=job.progress,
        cancelled=job.unwanted,
    )
    return {"files": [str(file) for file in files]}


@method("timeline.write", Lane.WORK)
def timeline_write(session: Session, job: Job) -> dict[str, Any]:
    """Write clips one after the other as a timeline, in one format or several.

    Params: {"clips": [{"track": path, "start", "end"}], "timelines": [name], "target": folder};
    optional "frame_rate" ("25"), "relative", "cut", as of `score.timelines`. Progress: text says
    which step. Result: {"files": [path]}. Errors: −32020 no such format, rate or stretch; −32030.
    """
    stretches = job.params.stretches("clips")
    names = job.params.texts("timelines")
    target = job.params.path("target")
    frame_rate = job.params.optional_text("frame_rate") or "25"
    flags = {name: job.params.flag(name) for name in ("relative", "cut")}
    job.params.done()
    files = session.studio.selection(
        stretches,
        names,
        target,
        frame_rate=frame_rate,
        **flags,
        progress=job.progress,
        cancelled=job.unwanted,
    )
    return {"files": [str(file) for file in files]}


@method("export", Lane.FILES)
def export(session: Session, job: Job) -> dict[str, Any]:
    """Write a stretch of a track as a finished file: WAV, FLAC, Ogg, MP3 or AAC by its suffix.

    Params: {"track": path, "start", "end", "out": path}; a file at `out` is replaced. Optional:
    "bits" ("16", "24" or "32f"; "24"), "sample_rate" (hertz) and "channels" (1 or 2; the track's),
    "loudness" (LUFS; as it is), "ceiling" (dBTP of its peaks; −1), "fade_in" and "fade_out"
    (seconds; 0.005), "fit" (seconds that it is cut or played in rounds to), "scene" and "moods"
    (words for its tags and its name), "pattern" (of its name, such as "{scene}_{title}_{start}";
    `out` then says the folder and the suffix only).
    Result: {"path"}. Errors: −32020 the end is not after the start, or a wish makes no sense;
    −32030.
    """
    track = job.params.path("track")
    start = job.params.number("start", least=0, most=1e9)
    end = job.params.number("end", least=0, most=1e9)
    out = job.params.path("out")
    wished: dict[str, Any] = {}
    for name in ("bits", "scene", "moods", "pattern"):
        if job.params.has(name):
            wished[name] = job.params.text(name)
    for name in ("sample_rate", "channels"):
        if job.params.has(name):
            wished[name] = job.params.integer(name, 0, least=1, most=1_000_000)
    for name in ("loudness", "ceiling", "fade_in", "fade_out", "fit"):
        if job.params.has(name):
            wished[name] = job.params.number(name, least=-1e9, most=1e9)
    job.params.done()
    return {"path": str(session.studio.export(track, start, end, out, **wished))}


@method("clips.clean_up", Lane.WORK)
def clips_clean_up(session: Session, job: Job) -> dict[str, Any]:
    """Remove the oldest clips that were made to be dragged, until their folder is in its bounds.

    A clip stays that is younger than a day, linked elsewhere, or in use: named by a project in
    "projects", or, where no projects are told, taken out of the window once.

    Params: {"folder": path, "limit": bytes}; optional "projects": [path] of projects, or of
    folders that are looked through.
    Result: {"removed": [path], "used": how many stay for that, "freed", "size": bytes that are
    left, "problem": why the projects could not be read, so that only clips went that were never
    taken out, or ""}. Errors: −32030.
    """
    folder = job.params.path("folder")
    limit = job.params.number("limit", least=0, most=1e18)
    projects = job.params.paths("projects") if job.params.has("projects") else None
    job.params.done()
    return session.studio.clean_up(folder, round(limit), projects, cancelled=job.unwanted)
