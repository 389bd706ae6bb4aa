"""The studio: what leaves the program, made from a session's library: scores, timelines, clips."""

from __future__ import annotations

import math
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import InputError, LibraryError, UsageError
from t2m_engine.turns import Progress, never, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from t2m_engine.export.cue import Piece
    from t2m_engine.score.desk import Desk
    from t2m_engine.session import Session


class Studio:
    """Makes files of a session's music. Safe to use from several threads."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._desk: Desk | None = None

    def forget(self) -> None:
        """The library's file was replaced: open scores are opened anew."""
        with self._lock:
            self._desk = None

    def export(
        self,
        track: Path,
        start: float,
        end: float,
        out: Path,
        *,
        fit: float | None = None,
        scene: str = "",
        moods: str = "",
        pattern: str | None = None,
        **wished: Any,
    ) -> Path:
        """Write a stretch of a track: see `export` in service/score_methods.py.

        Raises UsageError, InputError, ExportError. `wished` are the fields of export.clip.ClipWish.
        With a `pattern`, `out` is a folder and a suffix: the file is called by it.
        """
        from t2m_engine.export.clip import (  # noqa: PLC0415 - not for --help
            ClipWish,
            export_clip,
        )
        from t2m_engine.export.clip_tags import ClipTags  # noqa: PLC0415
        from t2m_engine.file_names import name_by  # noqa: PLC0415
        from t2m_engine.score.clip_fitting import fit_clip  # noqa: PLC0415

        if not (math.isfinite(start) and math.isfinite(end) and 0 <= start < end):
            raise UsageError(f"The end ({end:g} s) must come after the start ({start:g} s).")
        if fit is not None and not (math.isfinite(fit) and fit > 0.0):
            raise UsageError(f"A clip cannot be fitted to {fit:g} s.")
        wish = ClipWish(**wished)
        info = self._session.guard.probe(track)
        said = info.credits
        tags = ClipTags(
            info.title,
            info.artist,
            said.licence,
            said.copyright,
            track.name,
            start,
            scene,
            moods,
        )
        if pattern is not None:
            seconds = [f"{round(time) // 60}m{round(time) % 60:02}s" for time in (start, end)]
            words = {
                "scene": scene,
                "moods": moods,
                "title": info.title,
                "artist": info.artist,
                "start": seconds[0],
                "end": seconds[1],
            }
            out = out.with_name(name_by(pattern, words) + out.suffix)
        if out.exists() and track.exists() and out.samefile(track):
            raise UsageError(f"{out} is the track itself; choose another file to write to.")
        pieces: Sequence[Piece] = ()
        if fit is not None:
            facts = None  # without a library, seams are cross-fades
            with suppress(LibraryError):
                record = self._session.catalogue().track(track)
                facts = None if record is None else record.facts
            pieces = fit_clip(start, min(end, info.duration), fit, facts)
        return export_clip(
            track, start, end, out, wish=wish, tags=tags, pieces=pieces, guard=self._session.guard
        )

    @staticmethod
    def clean_up(
        folder: Path,
        limit: int,
        projects: Sequence[Path] | None,
        *,
        cancelled: Callable[[], bool] = never,
    ) -> dict[str, Any]:
        """Remove the oldest clips over `limit` bytes: see `clips.clean_up`; ExportError."""
        from t2m_engine.export.clip import ExportError  # noqa: PLC0415 - not for --help
        from t2m_engine.export.kept import clean_up  # noqa: PLC0415

        problem = ""
        try:
            try:
                done = clean_up(folder, projects, limit=limit, cancelled=cancelled)
            except InputError as error:  # then nobody knows what they use
                problem = str(error)
                done = clean_up(folder, None, limit=limit, cancelled=cancelled)
        except OSError as error:
            raise ExportError(folder, error) from error
        return {
            "removed": [str(clip) for clip in done.removed],
            "used": len(done.used),
            "freed": done.freed,
            "size": done.size,
            "problem": problem,
        }

    def score(
        self,
        manuscript: Path,
        out: Path,
        *,
        wished: Mapping[str, Any] | None = None,
        resume: bool = False,
        fresh: bool = False,
        sound: bool | None = None,
        stems: bool = False,
        media: bool = False,
        timelines: Sequence[str] = (),
        drop: bool = False,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> dict[str, Any]:
        """Turn a manuscript into cues and their files in `out`: see `score`.

        `wished` are wishes by their names in score.wishes.Wishes, the frame rate by its name
        ("29.97"). Raises InputError, UsageError, LibraryError, ModelError, CancelledError.
        """
        from t2m_engine import places  # noqa: PLC0415 - not for --help
        from t2m_engine.score.checkpoint import FILE  # noqa: PLC0415
        from t2m_engine.score.outputs import Extras  # noqa: PLC0415
        from t2m_engine.score.run import score_manuscript  # noqa: PLC0415
        from t2m_engine.score.wishes import Wishes, rate_named  # noqa: PLC0415

        wanted = dict(wished or {})
        if "frame_rate" in wanted:
            wanted["frame_rate"] = rate_named(wanted["frame_rate"])
        return score_manuscript(
            manuscript,
            out,
            pack=self._session.serving,
            catalogue=self._session.catalogue(),
            checkpoint=places.cache_folder() / FILE,
            usual=Wishes(
                words_per_minute=self._session.words_per_minute,
                space=self._session.space,
                density=self._session.chosen.density,
                style=self._session.chosen.style,
                frame_rate=rate_named(self._session.chosen.frame_rate),
            ),
            wished=wanted,
            resume=resume,
            fresh=fresh,
            extras=Extras(sound, stems, media, tuple(timelines), drop),
            progress=progress,
            cancelled=self._session.turns.politely(cancelled),
        ).as_json()

    def render(
        self,
        out: Path,
        *,
        sound: bool | None = None,
        stems: bool = False,
        media: bool = False,
        timelines: Sequence[str] = (),
        drop: bool = False,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> list[Path]:
        """Mix a score anew: see `score.render`; InputError, CancelledError."""
        from t2m_engine.score.outputs import Extras  # noqa: PLC0415 - not for --help

        return self.desk.render(
            out,
            Extras(sound, stems, media, tuple(timelines), drop),
            progress=progress,
            cancelled=self._session.turns.politely(cancelled),
        )

    def timelines(
        self,
        out: Path,
        names: Sequence[str],
        *,
        target: Path | None = None,
        frame_rate: str | None = None,
        media: bool = False,
        relative: bool = False,
        cut: bool = False,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> list[Path]:
        """Write a score's timeline: see `score.timelines`; InputError, UsageError."""
        from t2m_engine.export.timelines.rates import rate_called  # noqa: PLC0415 - not for --help
        from t2m_engine.score.outputs import Extras  # noqa: PLC0415

        return self.desk.write_timelines(
            out,
            Extras(media=media, timelines=tuple(names)),
            target=target or out,
            rate=None if frame_rate is None else rate_called(frame_rate),
            relative=relative,
            cut=cut,
            progress=progress,
            cancelled=self._session.turns.politely(cancelled),
        )

    def selection(
        self,
        stretches: Sequence[tuple[Path, float, float]],
        names: Sequence[str],
        target: Path,
        *,
        frame_rate: str = "25",
        relative: bool = False,
        cut: bool = False,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> list[Path]:
        """Write clips one after the other as a timeline: see `timeline.write`."""
        from t2m_engine.export.timelines.rates import rate_called  # noqa: PLC0415 - not for --help
        from t2m_engine.score.selection import write_selection  # noqa: PLC0415

        return write_selection(
            stretches,
            names,
            target,
            rate=rate_called(frame_rate),
            relative=relative,
            cut=cut,
            progress=progress,
            cancelled=cancelled,
        )

    @property
    def desk(self) -> Desk:
        """The scores that somebody works on."""
        from t2m_engine.score.desk import Desk  # noqa: PLC0415 - not for --help

        with self._lock:
            if self._desk is None:
                self._desk = Desk(self._session.catalogue, lambda: self._session.serving)
            return self._desk
