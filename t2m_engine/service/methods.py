"""The methods of the engine: each docstring is its schema.

Parameters are named; one that is unknown, missing or of the wrong kind is answered with −32602.
Paths are absolute. Times are seconds, valence and arousal −1…1, and `moods` is always a map of
the seven moods to shares that sum to 1. What a user can run into is answered with the code
−32000 − 10 · exit code: −32020 wrong usage, −32030 input cannot be read, −32040 library trouble,
−32050 model trouble, −32060 an editor did not take it, −33300 cancelled; `data` holds `exit_code`
and, for a file, `path` and `reason`. −32001: a newer request on the same `channel` (any text, one
client's own) came first.

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
from t2m_engine.service.protocol import InvalidParamsError
from t2m_engine.session import Session
from t2m_engine.sidecar import NO_STEER

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
    "packs": [name] of all model packs, "words_per_minute": number}.
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
    again, "unmeasured": tracks of which a scan would measure what an earlier t2m did not,
    "offline": tracks on a drive that is not there, "copies": of other tracks, "serving": name of
    the pack that suggests or null, "note": a sentence where that is not the chosen one, else ""};
    zeros before the first `library.add`.
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
    leaves out what was excluded from it), "steer" (what the writer says of the feeling: "valence"
    and "arousal", "mood", "brighter" and "tenser" in steps, "counter", as in a sidecar; ranked in
    a space of plain emotions), "unlike" ([{"track", "start", "end"}] of the library: less like
    that), "channel".
    Result: {"passages": [{"id", "passage", "emotion": {"valence", "arousal", "moods"} as read,
    "steered": the same as the writer wants it, or null, "spread": [how far its moods lie apart:
    standard deviations along valence and arousal, correlation], "space": name of the one that
    ranked, "suggestions": [{"rank", "track": path, "start", "end", "score", "title", "artist",
    "moods", "valence", "arousal", "clip", "duration" of the track, "facts" as of
    `library.tracks`, "marks" as of `library.mark`, "used": whether it was used for the
    project}]}]}; for "text" there is one, with the id "text".
    Errors: −32020 a blank passage, an unknown space or mood, or a wrong filter; −32040 the library
    is empty; −32050.
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
    steer = params.steer("steer") if params.has("steer") else NO_STEER
    unlike = params.examples("unlike") if params.has("unlike") else []
    params.done()
    answers = session.suggest(
        passages,
        k=k,
        space=space,
        per_track=per_track,
        only=only,
        project=project,
        steer=steer,
        unlike=unlike,
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
            tracks.append(session.scout.analyse(path))
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
    "moods": {name: [share]}, "energy": [dBFS], or null of what was heard before it was kept},
    "clips": [{"start", "end", "energy": dBFS, "valence", "arousal",
    "moods"}]}.
    Errors: −32020 the track is not in the library.
    """
    track = job.params.path("track")
    job.params.done()
    return session.gallery.waveform(track)


@method("manuscript.read", Lane.FILES)
def manuscript_read(session: Session, job: Job) -> dict[str, Any]:
    """A manuscript in any format that is read, in parts, chapters, scenes and passages.

    Params: {"path"}: a file (.txt, .md, .fountain, .fdx, .docx, .odt, .epub, .html, .rtf, .srt,
    .vtt), or the folder of a novelWriter project.
    Result: {"path", "title", "format": "md", …, "words", "text", "parts": [{"index", "title",
    "start", "end"}], "chapters": [{"index", "part": index or null, "title", "start", "end"}],
    "scenes": [{"index", "chapter": index or null, "title", "start", "end"}], "passages": [{"id",
    "scene": index, "start", "end", "kind": "narration", "verse", "dialogue" or "direction",
    "speaker", "times": [start, end] in seconds or null, "beside": whether it is said while the
    speaker before speaks (dual dialogue), "words": number, "text"}]}. The other "start" and "end"
    count characters (Unicode's code points) of "text". That is the file's own text, or, of a
    format that is not text, what was taken out of it: prose laid out as Markdown, a script as
    Fountain. Errors: −32030.
    """
    path = job.params.path("path")
    job.params.done()
    return session.read_manuscript(path)
