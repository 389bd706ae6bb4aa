"""`t2m library`: the user's music."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.commands.library_added import tell_added
from t2m_engine.cli.commands.library_care import apart, backup, check, duplicates, restore
from t2m_engine.cli.commands.library_folders import folders, remove, update, watch
from t2m_engine.cli.commands.library_marks import mark, tags, told
from t2m_engine.cli.scan_progress import ScanDisplay, stoppable


@click.group(short_help="Add music, and look at what is there.")
def library() -> None:
    """Add music to the library, and look at what is in it."""


for _command in (
    update, folders, remove, watch, mark, tags, duplicates, apart, check, backup, restore,
):  # fmt: skip
    library.add_command(_command)


@library.command()
@click.argument("folder", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--retry-errors",
    is_flag=True,
    help="Try files again that could not be read and have not changed since.",
)
@options.as_json
@click.pass_obj
def add(opts: options.Options, folder: tuple[Path, ...], retry_errors: bool, as_json: bool) -> int:
    """Add the music in FOLDER... to the library.

    Looks through the folders and everything below them, hears what is new or has changed, and
    skips what it knows. Your files are only read. It can be stopped with Ctrl+C at any time:
    nothing is lost, and the same command goes on where it was.

    A file that cannot be read is noted (see t2m library errors) and the rest goes on. The exit
    code is 3 when a folder is missing or holds no music, or when nothing at all could be read.

    Tracks that were added before t2m knew of tempo, key, loudness, credits or energy curves get
    them now, and are not heard again.

    With --json: {"tracks", "clips", "errors", "skipped", "measured", "moved", "missing",
    "seconds_of_audio", "elapsed", "rate" (times real time), "problems"}; progress goes to stderr.
    """
    with opts.session() as session, stoppable() as stopped, ScanDisplay() as display:
        result = session.add(
            folder, retry_errors=retry_errors, progress=display.show, cancelled=stopped.is_set
        )
    return tell_added(result, as_json=as_json)


@library.command()
@options.as_json
@click.pass_obj
def status(opts: options.Options, as_json: bool) -> None:
    """Tell how much is in the library.

    With --json: {"tracks", "clips", "errors", "hours", "missing", "stale", "unmeasured",
    "library"}: missing tracks are gone from the disk, stale ones were heard by another model pack
    and must be added again, unmeasured ones get what an earlier t2m did not measure when their
    folders are added again; "offline" (their drive is not there), "copies" (of other tracks),
    "serving" (name of the model pack that suggests) and "note" (a sentence, or "").
    """
    with opts.session() as session:
        counts = session.status()
    if as_json:
        output.json_line(counts)
        return
    output.line(f"The library at {counts['library']} holds:")
    output.line(f"{counts['tracks']:8} tracks, {counts['hours']:.1f} hours")
    output.line(f"{counts['clips']:8} clips")
    for key, words in (
        ("errors", "files that could not be read; t2m library errors tells why"),
        ("missing", "tracks whose file is gone"),
        ("offline", "tracks on a drive that is not there"),
        ("copies", "copies of other tracks; t2m library duplicates lists them"),
        ("stale", "tracks that another model pack heard; run t2m library update"),
        ("unmeasured", "tracks without tempo, loudness or energy curve; run t2m library update"),
    ):
        if counts[key]:
            output.line(f"{counts[key]:8} {words}")
    if counts["note"]:
        output.line(counts["note"])


@library.command()
@options.as_json
@click.pass_obj
def errors(opts: options.Options, as_json: bool) -> None:
    """List the files that could not be read, and why.

    With --json, one object a file: {"path", "reason"}.
    """
    with opts.session() as session:
        for error in session.errors():
            if as_json:
                output.json_line(error)
            else:
                output.line(f"{error['path']} {error['reason']}.")


@library.command(name="list")
@options.as_json
@click.pass_obj
def list_tracks(opts: options.Options, as_json: bool) -> None:
    """List the tracks of the library: title, artist, length, tempo, key, loudness and file.

    With --json, one object a track: {"track", "title", "artist", "duration", "sample_rate",
    "channels", "codec", "missing", "facts": {"tempo", "tempo_confidence", "first_beat", "key",
    "key_confidence", "loudness", "true_peak"} or null, "credits": {"album", "composer",
    "publisher", "isrc", "copyright", "licence", "genre", "comment"}, "offline", "marks": as of
    t2m library mark}.
    """
    with opts.session() as session:
        tracks = session.tracks(0, sys.maxsize)["tracks"]
    if as_json:
        for track in tracks:
            output.json_line(track)
        return
    output.table([_row(track) for track in tracks], right=frozenset({2, 3, 5}))


@library.command()
@click.argument("track", type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def info(opts: options.Options, track: Path, as_json: bool) -> None:
    """Tell all that the library knows of TRACK.

    With --json, what t2m library list --json tells, and "clips": [{"start", "end", "energy"
    (dBFS), "best", "valence", "arousal", "moods"}].
    """
    with opts.session() as session:
        known = session.track(track)
    if as_json:
        output.json_line(known)
        return
    facts = known["facts"] or {}
    tempo = facts.get("tempo")
    rows = {
        "title": known["title"],
        "artist": known["artist"],
        **known["credits"],
        "length": output.clock(known["duration"]),
        "sound": f"{known['codec']}, {known['sample_rate']} Hz, {known['channels']} channels",
        "tempo": f"{tempo} beats a minute, the first at {facts['first_beat']} s" if tempo else "",
        "key": facts.get("key", ""),
        "loudness": f"{facts['loudness']} LUFS, {facts['true_peak']} dBTP" if facts else "",
        "clips": str(len(known["clips"])),
    }
    output.line(known["track"] + _absence(known))
    output.table([*((name, text) for name, text in rows.items() if text), *told(known["marks"])])
    for clip in known["clips"]:
        output.line(
            f"{output.clock(clip['start']):>8} – {output.clock(clip['end'])}  "
            f"{clip['energy']:.0f} dB  {output.feeling(clip)}"
        )


def _row(track: dict[str, Any]) -> tuple[str, ...]:
    facts = track["facts"] or {}
    tempo, loudness = facts.get("tempo"), facts.get("loudness")
    return (
        output.shortened(track["title"], 40),
        output.shortened(track["artist"], 24),
        output.clock(track["duration"]),
        "" if tempo is None else f"{tempo:.0f}",
        facts.get("key", ""),
        "" if loudness is None else f"{loudness:.1f} LUFS",
        track["track"] + _absence(track),
    )


def _absence(track: dict[str, Any]) -> str:
    return " (missing)" if track["missing"] else " (offline)" if track["offline"] else ""
