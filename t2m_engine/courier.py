"""The courier: what a session carries into editors that are running, and what it hears from them.

A session has one, as it has a studio for what becomes files.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import CancelledError, UsageError
from t2m_engine.turns import Progress, never, silent

if TYPE_CHECKING:
    from t2m_engine.export.timelines.model import Timeline
    from t2m_engine.links.model import Check, Item, Marker
    from t2m_engine.session import Session

Stretch = tuple[Path, float, float]
"""A track, and from where to where, in seconds."""


class Courier:
    """Sends to editors, and reads them. Safe to use from several threads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @staticmethod
    def editors() -> list[dict[str, Any]]:
        """What can be sent to: see `editor.list`."""
        from t2m_engine.links.editors import EDITORS, link_to  # noqa: PLC0415 - not for --help

        links = {name: link_to(name) for name in EDITORS}
        return [
            {"name": name, "title": link.title, "answers": link.answers()}
            for name, link in links.items()
        ]

    def look(
        self, editor: str, project: str | None = None, *, cancelled: Callable[[], bool] = never
    ) -> dict[str, Any]:
        """What an editor shows: see `editor.look` in service/editor_methods.py.

        Raises UsageError, EditorError, CancelledError.
        """
        from t2m_engine.links.editors import link_to  # noqa: PLC0415 - not for --help
        from t2m_engine.links.sending import refuse_other  # noqa: PLC0415

        link = link_to(editor, project)
        state = link.read(_check(cancelled))
        refuse_other(link, project, state)
        rate = state.frame_rate
        return {
            "editor": editor,
            "project": state.project,
            "frame_rate": None if rate is None else round(float(rate), 6),
            "playhead": state.playhead,
            "tracks": None if state.tracks is None else [asdict(track) for track in state.tracks],
            "clips": [
                {**asdict(clip), "track": clip.track + 1, "file": str(clip.file or "") or None}
                for clip in state.clips
            ],
            "markers": [{**asdict(m), "text": m.text} for m in state.markers],
        }

    def send(
        self,
        editor: str,
        *,
        files: Sequence[Path] = (),
        clips: Sequence[Stretch] = (),
        score: Path | None = None,
        cues: Sequence[int] = (),
        at: float | None = None,
        marker: str | None = None,
        track: int | None = None,
        project: str | None = None,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> dict[str, Any]:
        """Lay audio into an editor: see `editor.send` in service/editor_methods.py.

        `track` counts from 1; `cues` are numbers of cues, () all of the score's. Raises
        UsageError, InputError, ExportError, EditorError, CancelledError.
        """
        from t2m_engine.links.editors import link_to  # noqa: PLC0415 - not for --help
        from t2m_engine.links.sending import send  # noqa: PLC0415

        if sum(map(bool, (files, clips, score))) != 1:
            raise UsageError("Send files, clips or a score: exactly one of them.")
        if cues and score is None:
            raise UsageError("Cues are of a score: say which.")
        if at is not None and marker is not None:
            raise UsageError("Give either a time or a marker to send to.")
        if at is not None and not (math.isfinite(at) and at >= 0.0):
            raise UsageError(f"There is no time of {at:g} s on a timeline.")
        link = link_to(editor, project)
        check = _check(cancelled)
        # Whether anybody is there is known before anything is cut out.
        markers = link.read(check).markers
        if marker is not None:
            at = _place_of(marker, markers, link.title)
        rate: Fraction | None = None
        if score is not None:
            timeline = _only(self._session.studio.desk.timeline(score), cues, score)
            rate, items = timeline.rate.fps, self._cues(timeline, score, progress, cancelled)
            at = 0.0 if at is None else at
        elif clips:
            items = self._clips(clips, progress, check)
        else:
            items = self._files(files)
        progress(len(items), len(items), f"Sending to {link.title}")
        sent = send(link, items, at=at, track=None if track is None else track - 1,
                    project=project, check=check)  # fmt: skip
        notes = list(sent.notes)
        if rate is not None and sent.frame_rate not in (None, rate):
            notes.append(
                f"The score counts {float(rate):.5g} frames a second and {link.title}'s project "
                f"{float(sent.frame_rate or 0):.5g}: the cues lie by time, not by frame number."
            )
        return {
            "editor": editor,
            "project": sent.project,
            "clips": [
                {
                    "file": str(item.file),
                    "name": clip.name,
                    "track": clip.track + 1,
                    "start": round(clip.start, 6),
                    "length": round(clip.length, 6),
                }
                for item, clip in zip(items, sent.clips, strict=True)
            ],
            "notes": notes,
        }

    def _files(self, files: Sequence[Path]) -> list[Item]:
        """Finished files, one after the other."""
        from t2m_engine.links.model import Item  # noqa: PLC0415 - not for --help

        items, now = [], 0.0
        for file in files:
            length = self._session.guard.probe(file).duration
            items.append(Item(file, file.stem, now, length))
            now += length
        return items

    def _clips(self, clips: Sequence[Stretch], progress: Progress, check: Check) -> list[Item]:
        """Stretches of tracks as finished files, where clips are kept."""
        files = []
        for number, (track, start, end) in enumerate(clips):
            check()
            progress(number, len(clips), f"Cutting out {track.name}")
            key = hashlib.sha256(f"{track}\n{start:.3f}\n{end:.3f}".encode("utf-8", "replace"))
            folder = self._kept(key.hexdigest())
            pattern = "{title} - {start}"
            out = folder / "clip.wav"
            files.append(self._session.studio.export(track, start, end, out, pattern=pattern))
        return self._files(files)

    def _kept(self, key: str) -> Path:
        """Where clips stay that are sent: in the user's folder, each in one of its own."""
        return self._session.chosen.clips_folder / key[:10]

    def _cues(
        self, timeline: Timeline, score: Path, progress: Progress, cancelled: Callable[[], bool]
    ) -> list[Item]:
        """The cues of a score as finished files, with their levels and fades."""
        from t2m_engine.export.timelines.building import NARRATION  # noqa: PLC0415
        from t2m_engine.export.timelines.cutting import cut_out  # noqa: PLC0415
        from t2m_engine.file_names import safe_name  # noqa: PLC0415
        from t2m_engine.links.model import Item  # noqa: PLC0415
        from t2m_engine.score.folder import room_for  # noqa: PLC0415

        music = tuple(track for track in timeline.tracks if track.name != NARRATION)
        # What is sent stays: another state of the score is another folder.
        key = hashlib.sha256(repr((music, timeline.ducking)).encode("utf-8", "replace"))
        folder = self._kept(key.hexdigest())
        name = safe_name(timeline.title) or "Score"
        with room_for(folder) as room:
            cut = cut_out(
                replace(timeline, tracks=music), room, name,
                baked=True, progress=progress, cancelled=cancelled,
            )  # fmt: skip
            items = [
                Item(
                    folder / name / clip.media.path.name,
                    clip.name,
                    timeline.seconds(clip.start),
                    timeline.seconds(clip.duration),
                    lane,
                )
                for lane, track in enumerate(cut.tracks)
                for clip in track.clips
            ]
        if not items:
            raise UsageError(f"The score in {score} has no cues to send.")
        return items


def _check(cancelled: Callable[[], bool]) -> Check:
    def check() -> None:
        if cancelled():
            raise CancelledError("Cancelled; nothing was sent.")

    return check


def _only(timeline: Timeline, cues: Sequence[int], score: Path) -> Timeline:
    """Those cues of a timeline, all if none is named; UsageError for one that it has not."""
    if not cues:
        return timeline
    numbers = {clip: _number(clip.id) for clip in timeline.clips}
    if missing := set(cues) - set(numbers.values()):
        raise UsageError(
            f"The score in {score} has no cue {min(missing)} that sounds. Choose another."
        )
    tracks = tuple(
        replace(track, clips=tuple(clip for clip in track.clips if numbers[clip] in cues))
        for track in timeline.tracks
    )
    return replace(timeline, tracks=tuple(track for track in tracks if track.clips))


def _number(identifier: str) -> int:
    """Of which cue a clip is: "cue7_2" is of the seventh; −1 for the narration."""
    number = identifier.removeprefix("cue").partition("_")[0]
    return int(number) if number.isdigit() else -1


def _place_of(name: str, markers: Sequence[Marker], title: str) -> float:
    """Where the marker called `name` is; UsageError."""
    found = [marker for marker in markers if marker.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0].start
    names = ", ".join(f"“{marker.name}”" for marker in markers[:10]) or "none"
    many = "several markers are" if found else "no marker is"
    raise UsageError(f"In {title} {many} called “{name}”. There are {names}.")
