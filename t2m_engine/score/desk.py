"""The desk: scores that somebody works on, changed, heard and written cue by cue.

What the service hands out of a score is made here: see `score.open` in service/score_methods.py.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine import places
from t2m_engine.errors import CancelledError, UsageError
from t2m_engine.export.fades import Ducking
from t2m_engine.export.media import collect
from t2m_engine.export.plan_json import rate_name, to_json
from t2m_engine.export.temp_score import ducking, write_stretch
from t2m_engine.export.timelines.building import timeline_of
from t2m_engine.export.timelines.model import Timeline
from t2m_engine.export.timelines.rates import Rate
from t2m_engine.files import replacing
from t2m_engine.score.difference import difference
from t2m_engine.score.folder import room_for
from t2m_engine.score.hand import Change, Hand
from t2m_engine.score.opening import open_score
from t2m_engine.score.outputs import Extras, Progress, put_rendered
from t2m_engine.score.plan_rows import Score
from t2m_engine.score.revisions import Revisions
from t2m_engine.score.selection import put_timelines
from t2m_engine.score.shelf import Shelf

if TYPE_CHECKING:
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.export.cue import CuePlan
    from t2m_engine.library.catalogue import Catalogue

LONGEST_PREVIEW = 60.0
"""Seconds."""
_PREVIEWS = 40
"""Files of previews that are kept: some 8 MB a minute."""


class Desk:
    """The open scores of a session, which lends its library and pack when they are needed."""

    def __init__(self, catalogue: Callable[[], Catalogue], pack: Callable[[], ModelPack]) -> None:
        self._catalogue = catalogue
        self._pack = pack
        self._revisions = Revisions(lambda out: open_score(out, self._hand))
        self._lock = threading.Lock()
        self._shelves: dict[str, Shelf] = {}
        self._duckings: dict[tuple[Path, int], Ducking] = {}

    def open(self, out: Path) -> dict[str, Any]:
        """See `score.open`."""
        revision, score = self._revisions.open(out)
        return {"revision": revision, "plan": as_json(score)}

    def change(self, out: Path, changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """See `score.change`; each of `changes` has the fields of a Change."""
        wanted = [Change(**change) for change in changes]

        def make(score: Score) -> Score:
            return self._hand(score.plan.space).apply(score, wanted)

        revision, before, after = self._revisions.change(out, make)
        return {
            "revision": revision,
            "plan": as_json(after),
            "difference": difference(before.plan.cues, after.plan.cues),
        }

    def restore(self, out: Path, revision: int) -> dict[str, Any]:
        """See `score.restore`."""
        return {"revision": revision, "plan": as_json(self._revisions.restore(out, revision))}

    def preview(self, out: Path, start: float, end: float) -> Path:
        """See `score.preview`."""
        revision, score = self._revisions.open(out)
        plan = score.plan
        if not 0.0 <= start < min(end, plan.end) <= end <= start + LONGEST_PREVIEW:
            raise UsageError(
                f"A preview is a stretch of the score, of {LONGEST_PREVIEW:g} s at most, not "
                f"{start:g} s to {end:g} s."
            )
        end = min(end, plan.end)
        key = hashlib.blake2b(
            repr((out, revision, start, end)).encode("utf-8", "replace"), digest_size=8
        )
        folder = places.cache_folder() / "previews"
        target = folder / f"{key.hexdigest()}.wav"
        with replacing(target) as temporary:
            write_stretch(plan, start, end, temporary, ducks=self._ducks(plan))
        _prune(folder)
        return target

    def render(
        self, out: Path, extras: Extras, *, progress: Progress, cancelled: Callable[[], bool]
    ) -> list[Path]:
        """See `score.render`."""
        _, score = self._revisions.open(out)
        with room_for(out) as room:
            put_rendered(score.plan, room, extras=extras, progress=progress, cancelled=cancelled)
            if cancelled():
                raise CancelledError("Mixing the score was cancelled.")
        progress(100.0, 100.0, "Done")
        return [out / name for name in extras.rendered(score.plan)]

    def timeline(self, out: Path) -> Timeline:
        """The timeline of a score as it is now, its narration on the last track; InputError."""
        _, score = self._revisions.open(out)
        return timeline_of(score.plan, ducks=self._ducks(score.plan))

    def write_timelines(
        self,
        out: Path,
        extras: Extras,
        *,
        target: Path,
        rate: Rate | None,
        relative: bool,
        cut: bool,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> list[Path]:
        """See `score.timelines`."""
        _, score = self._revisions.open(out)
        plan = score.plan
        with room_for(target) as room:
            ducks = self._ducks(plan)
            media = collect(plan, room, cancelled=cancelled) if extras.media else None
            timeline = timeline_of(
                plan,
                ducks=ducks,
                rate=rate or extras.rate(plan),
                media=media,
                beside=target if relative else None,
            )
            files = put_timelines(
                timeline,
                room,
                extras.timelines,
                cut=cut,
                progress=progress,
                cancelled=cancelled,
            )
            return [target / file.relative_to(room) for file in files]

    def _hand(self, space: str) -> Hand:
        """A hand with the music of the library as it is now."""
        pack, catalogue = self._pack(), self._catalogue()
        with self._lock:
            shelf = self._shelves.get(space)
            if shelf is None or shelf.generation != catalogue.generation:
                shelf = self._shelves[space] = Shelf(catalogue, pack, space)
        return Hand(shelf, pack)

    def _ducks(self, plan: CuePlan) -> Ducking:
        """How the music gives way to the narration, which is listened to once."""
        if plan.narration is None:
            return ducking(plan)
        try:
            key = plan.narration, plan.narration.stat().st_mtime_ns
        except OSError:
            return ducking(plan)  # it says what is wrong
        if key not in self._duckings:
            self._duckings = {key: ducking(plan)}
        return self._duckings[key]


def as_json(score: Score) -> dict[str, Any]:
    """Return a score as the service hands it out: the plan, its text, and the wishes."""
    plan = score.plan
    return {
        **to_json(plan),
        "text": plan.text,
        "wishes": {
            "density": plan.density,
            "style": plan.style,
            "words_per_minute": plan.words_per_minute,
            "frame_rate": rate_name(plan.frame_rate),
            "seed": plan.seed,
            "space": plan.space,
            "narration": str(plan.narration) if plan.narration else None,
            "vetoes": [str(track) for track in score.vetoes],
        },
        "silences": [
            {
                "start": silence.start,
                "end": silence.end,
                "text_start": silence.text_start,
                "text_end": silence.text_end,
            }
            for silence in score.silences
        ],
    }


def _prune(folder: Path) -> None:
    """Remove the previews that were made first."""
    files = sorted(folder.glob("*.wav"), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-_PREVIEWS]:
        file.unlink(missing_ok=True)
