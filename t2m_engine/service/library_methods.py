"""Methods that care for the library: folders, marks, copies, order, backups; see methods.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from t2m_engine import settings
from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import method
from t2m_engine.service.params import Params
from t2m_engine.session import Session

if TYPE_CHECKING:
    from t2m_engine.library.marks import MarkChange


@method("library.update", Lane.SCAN)
def library_update(session: Session, job: Job) -> dict[str, Any]:
    """Look through all folders that were added: hear what is new, changed, or of an earlier pack.

    Params: none. Progress: as of `library.add`. Result: as of `library.add`. Errors: −32040 nothing
    that was added is there, or another process is scanning; −32050.
    """
    job.params.done()
    return session.update(progress=job.progress, cancelled=job.unwanted)


@method("library.pause", Lane.RECORDS)
def library_pause(session: Session, job: Job) -> dict[str, Any]:
    """Let every scan, also those in the background, rest between two files, or go on.

    Params: {"paused": true or false}. Result: {"paused"}. The progress of a scan that rests says
    "paused": true, and time in which it rests does not count.
    """
    paused = job.params.flag("paused")
    job.params.done()
    session.pause(paused)
    return {"paused": paused}


@method("library.folders", Lane.RECORDS)
def library_folders(session: Session, job: Job) -> dict[str, Any]:
    """The folders that were added.

    Params: none. Result: {"folders": [{"folder": path, "watched": whether changes are followed,
    "there": false for an unplugged drive, "tracks", "missing", "offline", "errors", "hours"}]}, by
    path.
    """
    job.params.done()
    return {"folders": session.keeper.folders() if session.has_library else []}


@method("library.remove", Lane.SCAN)
def library_remove(session: Session, job: Job) -> dict[str, Any]:
    """Forget a folder that was added, and its tracks; no file is touched, and marks are kept.

    Params: {"folder"}. Result: {"folder", "tracks": how many were forgotten}. Errors: −32020.
    """
    folder = job.params.path("folder")
    job.params.done()
    return session.keeper.remove(folder)


@method("library.watching", Lane.RECORDS)
def library_watching(session: Session, job: Job) -> dict[str, Any]:
    """What is followed, and what is being heard in the background.

    Params: none. Result: {"on", "folders": [path] that are followed, "waiting": places that have
    changed and are not yet at rest, "busy", "problem": a sentence or "", "hearing": {"done",
    "total", "text", …} as the progress of `library.add`, or null}.
    """
    job.params.done()
    return session.keeper.watching()


@method("library.watch", Lane.RECORDS)
def library_watch(session: Session, job: Job) -> dict[str, Any]:
    """Follow changes in the folders that were added, or do not; the setting “watch” is changed.

    Params: {"on"}; optional "folder": then of this one only, and the setting stays. Result: as of
    `library.watching`. Errors: −32020 the folder was not added.
    """
    wanted = job.params.flag("on")
    folder = job.params.path("folder") if job.params.has("folder") else None
    job.params.done()
    if folder is not None:
        session.keeper.watch_folder(folder, wanted)
    else:
        settings.change({"watch": wanted})
        session.keeper.follow(wanted)
    return session.keeper.watching()


@method("library.mark", Lane.RECORDS)
def library_mark(session: Session, job: Job) -> dict[str, Any]:
    """Change what the user says of tracks: all or none. It stays, whatever happens to the files.

    Params: {"tracks": [path]}; optional "rating" (1…5; 0 takes it back), "favourite" (true or
    false), "tag", "untag" ([text]), "notes", "licence" (goes before the file's; "" takes it back),
    "exclude", "include" ([path of a manuscript]): not for this project, or for it again.
    Result: {"tracks": [{"track", "marks": {"rating", "favourite", "tags", "notes", "licence",
    "excluded": [path]}}]}. Errors: −32020 a track is not in the library, or a mark that is none.
    """
    tracks = job.params.paths("tracks")
    change = _change(job.params)
    job.params.done()
    return {"tracks": session.keeper.mark(tracks, change)}


def _change(params: Params) -> MarkChange:
    from t2m_engine.library.marks import BEST, MarkChange  # noqa: PLC0415 - numpy, at the start

    def texts(name: str) -> tuple[str, ...]:
        return tuple(params.texts(name)) if params.has(name) else ()

    rating = params.integer("rating", -1, least=0, most=BEST) if params.has("rating") else None
    return MarkChange(
        rating=rating,
        favourite=params.flag("favourite") if params.has("favourite") else None,
        tag=texts("tag"),
        untag=texts("untag"),
        notes=params.optional_text("notes"),
        licence=params.optional_text("licence"),
        exclude=tuple(params.paths("exclude")) if params.has("exclude") else (),
        include=tuple(params.paths("include")) if params.has("include") else (),
    )


@method("library.tags", Lane.RECORDS)
def library_tags(session: Session, job: Job) -> dict[str, Any]:
    """The user's tags. Params: none. Result: {"tags": [{"tag", "tracks"}]}, in their order."""
    job.params.done()
    return {"tags": session.keeper.tags() if session.has_library else []}


@method("library.duplicates", Lane.SCAN)
def library_duplicates(session: Session, job: Job) -> dict[str, Any]:
    """Look for copies of one recording; they are folded: only the best of each is suggested.

    Params: none. Progress: pairs that were compared. Result: {"groups": [{"original": as of
    `library.tracks`, "copies": [that, and "exact": whether every byte is the same]}]}.
    """
    job.params.done()
    groups = session.keeper.duplicates(progress=job.progress, cancelled=job.unwanted)
    return {"groups": groups}


@method("library.apart", Lane.RECORDS)
def library_apart(session: Session, job: Job) -> dict[str, Any]:
    """Say that tracks are different music, none a copy of another; it stays, as marks do.

    Params: {"tracks": [path]}, two at least, or none to only list; optional "apart" (true; false
    takes it back). They are unfolded at once; what else follows for copies is found by the next
    scan or `library.duplicates`. Result: {"pairs": [[path, path]]}, all that are kept apart.
    Errors: −32020 a track is not in the library, or all are one file byte for byte.
    """
    tracks = job.params.paths("tracks") if job.params.has("tracks") else []
    wanted = job.params.flag("apart") if job.params.has("apart") else True
    job.params.done()
    if tracks:
        session.keeper.keep_apart(tracks, wanted)
    return {"pairs": session.keeper.kept_apart() if session.has_library else []}


@method("library.check", Lane.SCAN)
def library_check(session: Session, job: Job) -> dict[str, Any]:
    """Look whether the library is in order, and with "repair" mend what is not; marks are kept.

    Params: optional "repair" (false). Progress: steps, text names each.
    Result: {"in_order": whether nothing is left to be mended, "findings": [{"what": sentence,
    "count", "mended"}], "recovered": {"rows": {table: number}, "aside": path of the old file} where
    the catalogue's file was damaged, else null}. Errors: −32040.
    """
    repair = job.params.flag("repair")
    job.params.done()
    return session.keeper.check(repair=repair, progress=job.progress, cancelled=job.unwanted)


@method("library.backup", Lane.WORK)
def library_backup(session: Session, job: Job) -> dict[str, Any]:
    """Write a copy of the catalogue, marks and all, while it is in use; it is checked.

    Params: {"path"}: a file, which is replaced. Progress: bytes. Result: {"path", "bytes"}.
    Errors: −32040 the catalogue is damaged, or the file cannot be written.
    """
    path = job.params.path("path")
    job.params.done()
    return session.keeper.backup(path, progress=job.progress, cancelled=job.unwanted)


@method("library.restore", Lane.SCAN)
def library_restore(session: Session, job: Job) -> dict[str, Any]:
    """Put a backup in the place of the catalogue, which is kept beside it.

    Params: {"path"}. Result: {"replaced": path of the catalogue that was there, or null}.
    Errors: −32030 no backup, or a damaged one; −32040; nothing is changed then.
    """
    path = job.params.path("path")
    job.params.done()
    return session.keeper.restore(path)


@method("track.cover", Lane.FILES)
def track_cover(session: Session, job: Job) -> dict[str, Any]:
    """The picture in the tags of an audio file, read in a guarded process.

    Params: {"track": path}. Result: {"cover": {"mime": "image/jpeg", …, "data": base64} or null}.
    The content has been looked at for its type only: who shows it guards itself.
    Errors: −32030 no such file, or it cannot be read.
    """
    track = job.params.path("track")
    job.params.done()
    return {"cover": session.gallery.cover(track)}
