"""The methods of the engine: each docstring is its schema.

Parameters are named; one that is unknown, missing or of the wrong kind is answered with −32602.
Paths are absolute. Times are seconds, valence and arousal −1…1, and `moods` is always a map of
the seven moods to shares that sum to 1. What a user can run into is answered with the code
−32000 − 10 · exit code: −32020 wrong usage, −32030 input cannot be read, −32040 library trouble,
−32050 model trouble, −33300 cancelled; `data` holds `exit_code` and, for a file, `path` and
`reason`. −32001: a newer request on the same `channel` (any text, one client's own) came first.

While a long call runs, its client gets notifications `progress {id, done, total, text, …}` with
the call's id; total is 0 while it is not known.

Two methods are answered at once, whatever runs (server.py):
`cancel {"id"}` → {"cancelled": whether a call with that id of this client was waiting or running}:
that call is answered with −33300 as soon as it can stop.
`engine.shutdown` → null, and the engine ends. On stdio the end of its input does the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from t2m_engine.errors import InputError
from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.params import Params
from t2m_engine.service.protocol import InvalidParamsError
from t2m_engine.session import Session

Work = Callable[[Session, Job], Any]

MOST = 10_000_000
"""Above any number of clips: a bound for k."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method, and the lane that works on it."""

    name: str
    lane: Lane
    work: Work


METHODS: dict[str, Method] = {}


def method(name: str, lane: Lane) -> Callable[[Work], Work]:
    """Register a method; its docstring is its schema."""

    def register(work: Work) -> Work:
        METHODS[name] = Method(name, lane, work)
        return work

    return register


@method("engine.info", Lane.RECORDS)
def engine_info(session: Session, job: Job) -> dict[str, Any]:
    """What is running: never an error, so that a window can show what is wrong.

    Params: none.
    Result: {"version", "pid", "moods": [name × 7], "library": path, "tracks", "clips",
    "library_error": sentence or null, "model": {"name", "id"} or null, "model_error": sentence or
    null, "warm": whether the networks are loaded, "device": "cpu", "cuda", "mps", or null until
    they are, "space": the default's name, "spaces": [{"name", "title", "about"}] of the model,
    "words_per_minute": number}.
    """
    job.params.done()
    return session.info()


@method("engine.warm", Lane.SUGGESTIONS)
def engine_warm(session: Session, job: Job) -> dict[str, Any]:
    """Load the model and the index now, so that the first suggestion does not wait for them.

    Params: none. Progress counts the vectors of a space that has changed, text is its name.
    Result: as of `engine.info`. Errors: −32050, −32040.
    """
    job.params.done()
    session.warm(progress=job.progress, cancelled=job.unwanted)
    return session.info()


@method("library.status", Lane.RECORDS)
def library_status(session: Session, job: Job) -> dict[str, Any]:
    """How much is in the library.

    Params: none. Result: {"library": path, "tracks", "clips", "errors", "hours", "missing": tracks
    whose file is gone, "stale": tracks that another model pack heard, so that they must be scanned
    again, "unmeasured": tracks whose facts a scan would measure, "offline": tracks on a drive that
    is not there, "copies": of other tracks, "serving": name of the pack that suggests or null,
    "note": a sentence where that is not the chosen one, else ""}; zeros before the first
    `library.add`.
    """
    job.params.done()
    return session.status()


@method("library.errors", Lane.RECORDS)
def library_errors(session: Session, job: Job) -> dict[str, Any]:
    """The files that could not be read.

    Params: none. Result: {"errors": [{"path", "reason"}]}, by path.
    """
    job.params.done()
    return {"errors": session.errors()}


@method("library.tracks", Lane.RECORDS)
def library_tracks(session: Session, job: Job) -> dict[str, Any]:
    """The tracks of the library, by path.

    Params: {"offset": 0, "limit": 1000 (most: 10000)}.
    Result: {"total", "tracks": [{"track": path, "title", "artist", "duration", "sample_rate",
    "channels", "codec", "missing": whether the file is gone, "facts": {"tempo": beats a minute or
    null, "tempo_confidence": 0…1, "first_beat": seconds, "key": "F#m" or "", "key_confidence",
    "loudness": LUFS, "true_peak": dBTP} or null until a scan has measured them, "credits":
    {"album", "composer", "publisher", "isrc", "copyright", "licence", "genre", "comment"}}]}.
    """
    offset = job.params.integer("offset", 0, least=0, most=MOST)
    limit = job.params.integer("limit", 1000, least=1, most=10_000)
    job.params.done()
    return session.tracks(offset, limit)


@method("library.add", Lane.SCAN)
def library_add(session: Session, job: Job) -> dict[str, Any]:
    """Scan folders (or files) for music and add it; what is known and unchanged is skipped.

    Params: {"folders": [path]}; optional "retry_errors" (false: a file that could not be read is
    tried again only when it has changed). Progress: done and total count the files that must be
    opened, text is the file at hand or ""; more: {"stage": "looking", "listening" or "indexing"
    (then vectors may be counted, of a space that has changed), "tracks", "errors", "skipped",
    "measured", "seconds_of_audio", "elapsed", "rate": × real time, "time_left": seconds or null}.
    A cancelled scan keeps what it has: call again to go on.
    Result: {"tracks", "clips": heard now, "errors": number of files that could not be read now,
    "skipped": known and unchanged, "measured": that too, but they got their facts now, "moved",
    "missing": gone from the disk, "seconds_of_audio", "elapsed", "rate", "problems": [a sentence
    for each folder that gave nothing]}.
    Errors: −32030 no folder holds music; −32040 another process is scanning; −32050.
    """
    folders = job.params.paths("folders")
    retry_errors = job.params.flag("retry_errors")
    job.params.done()
    return session.add(
        folders, retry_errors=retry_errors, progress=job.progress, cancelled=job.unwanted
    )


@method("suggest", Lane.SUGGESTIONS)
def suggest(session: Session, job: Job) -> dict[str, Any]:
    """Clips of the library that fit passages, best first; the same answer every time.

    Params: {"text": passage} or {"passages": [{"id", "text"}]}; optional "k" (10; any number up to
    the whole library), "space" (name), "per_track" (1: clips of one track at most; 0: no limit),
    "filter" (a query that they must meet, as of `library.search`), "project" (path of a manuscript:
    leaves out what was excluded from it), "channel".
    Result: {"passages": [{"id", "passage", "emotion": {"valence", "arousal", "moods"}, "space":
    name of the one that ranked, "suggestions": [{"rank", "track": path, "start", "end", "score",
    "title", "artist", "moods", "valence", "arousal"}]}]}; for "text" there is one, with the id
    "text".
    Errors: −32020 a blank passage, an unknown space, or a wrong filter; −32040 the library is
    empty; −32050.
    """
    params = job.params
    if params.has("text") == params.has("passages"):
        raise InvalidParamsError("Give either “text” or “passages”.")
    passages = params.passages("passages") if params.has("passages") else None
    if passages is None:
        passages = [("text", params.text("text"))]
    k = params.integer("k", 10, least=1, most=MOST)
    per_track = params.integer("per_track", 1, least=0, most=MOST) or None
    space = params.optional_text("space")
    only = params.optional_text("filter") or ""
    project = params.path("project") if params.has("project") else None
    params.done()
    answers = session.suggest(
        passages,
        k=k,
        space=space,
        per_track=per_track,
        only=only,
        project=project,
        check=job.check,
    )
    return {"passages": list(answers)}


@method("emotion", Lane.EMOTIONS)
def emotion(session: Session, job: Job) -> dict[str, Any]:
    """What passages feel like.

    Params: {"texts": [passage]}; optional "channel".
    Result: {"emotions": [{"valence", "arousal", "moods"}]}, in the order of the texts.
    Errors: −32020 a blank passage; −32050.
    """
    texts = job.params.texts("texts")
    job.params.done()
    passages = list(enumerate(texts, start=1))
    read = session.emotions(passages, check=job.check)
    return {"emotions": [{key: e[key] for key in ("valence", "arousal", "moods")} for e in read]}


@method("analyse", Lane.WORK)
def analyse(session: Session, job: Job) -> dict[str, Any]:
    """What audio files feel like, clip by clip, without adding them to the library.

    Params: {"paths": [path]}. Progress: done and total count files, text is the file at hand.
    Result: {"tracks": [{"track", "duration", "valence", "arousal", "moods", "clips": [{"start",
    "end", "valence", "arousal", "moods"}]}], "errors": [{"path", "reason", "message"}]}: a file
    that cannot be read does not keep the others from being heard. Errors: −32050.
    """
    paths = job.params.paths("paths")
    job.params.done()
    tracks, errors = [], []
    for place, path in enumerate(paths):
        job.check()
        job.progress(place, len(paths), str(path))
        try:
            tracks.append(session.analyse(path))
        except InputError as error:
            errors.append({"path": str(path), "reason": error.reason, "message": str(error)})
    job.progress(len(paths), len(paths), "")
    return {"tracks": tracks, "errors": errors}


@method("track.waveform", Lane.RECORDS)
def track_waveform(session: Session, job: Job) -> dict[str, Any]:
    """How a track of the library looks, from the catalogue: the file is not touched.

    Params: {"track": path}.
    Result: {"track", "title", "artist", "duration", "peaks": [0…255] equally spaced over the
    track, "curve": {"length": of a chunk, "starts": [seconds], "valence": [], "arousal": [],
    "moods": {name: [share]}}, "clips": [{"start", "end", "energy": dBFS, "valence", "arousal",
    "moods"}]}.
    Errors: −32020 the track is not in the library.
    """
    track = job.params.path("track")
    job.params.done()
    return session.waveform(track)


@method("manuscript.read", Lane.FILES)
def manuscript_read(session: Session, job: Job) -> dict[str, Any]:
    """A manuscript in any format that is read, in parts, chapters, scenes and passages.

    Params: {"path"}: a file (.txt, .md, .fountain, .fdx, .docx, .odt, .epub, .html, .rtf, .srt,
    .vtt), or the folder of a novelWriter project.
    Result: {"path", "title", "format": "md", …, "words", "text", "parts": [{"index", "title",
    "start", "end"}], "chapters": [{"index", "part": index or null, "title", "start", "end"}],
    "scenes": [{"index", "chapter": index or null, "title", "start", "end"}], "passages": [{"id",
    "scene": index, "start", "end", "kind": "narration", "verse", "dialogue" or "direction",
    "speaker", "times": [start, end] in seconds or null, "words": number, "text"}]}. The other
    "start" and "end" count characters (Unicode's code points) of "text". That is the file's own
    text, or, of a format that is not text, what was taken out of it: prose laid out as Markdown,
    a script as Fountain. Errors: −32030.
    """
    path = job.params.path("path")
    job.params.done()
    return session.read_manuscript(path)


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
    return session.score(
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
    return session.desk.open(out)


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
    return session.desk.change(out, [_change(change) for change in changes])


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
    return session.desk.restore(out, revision)


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
    return {"path": str(session.desk.preview(out, start, end))}


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
    files = session.render(out, **extras, progress=job.progress, cancelled=job.unwanted)
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
    files = session.timelines(
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
    files = session.selection(
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
    return {"path": str(session.export(track, start, end, out, **wished))}
