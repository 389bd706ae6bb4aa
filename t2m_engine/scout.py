"""The scout: finds music in a session's library, by words or by sound, and hears what a file holds.

A session has one, as it has a studio for what becomes files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import InputError, UsageError

if TYPE_CHECKING:
    from t2m_engine.library.search.filters import Filters
    from t2m_engine.session import Example, Session
    from t2m_engine.suggest.finder import Finder


class Scout:
    """Safe to use from several threads, as the session is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, query: str, limit: int, space: str | None = None) -> dict[str, Any]:
        """Tracks for a line of words and fields: see `library.search`; UsageError, LibraryError."""
        with self._session.turns.urgently():
            return self._finder().search(query, limit, space or self._session.space).as_json()

    def similar(
        self,
        like: Sequence[Example],
        unlike: Sequence[Example] = (),
        *,
        k: int = 10,
        per_track: int | None = 1,
        only: str = "",
        project: Path | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> list[dict[str, Any]]:
        """Clips that sound like files or stretches of them: see `library.similar`.

        InputError for a file that cannot be heard, UsageError, LibraryError, ModelError.
        """
        filters = filters_of(only, project)
        finder, catalogue = self._finder(), self._session.catalogue()
        heard: list[list[Any]] = []
        without: set[int] = set()
        for examples in (like, unlike):
            heard.append([])
            for path, start, end in examples:
                check()
                track = catalogue.track(path)
                known = None
                if track is not None:
                    without.add(track.id)
                    _check_stretch(path, start, end, track.duration)
                    known = finder.embedding(track, start, end)
                heard[-1].append(self._hear(path, start, end) if known is None else known)
        check()
        found = finder.similar(
            *heard, k=k, per_track=per_track, filters=filters, without=sorted(without)
        )
        return self._session.companion.with_marks(found, project)

    def _hear(self, path: Path, start: float | None, end: float | None) -> Any:
        """What the music encoder hears in a stretch of a file: float32 (d,)."""
        loaded = self._session.guard.load(path)
        if not loaded.samples.size:
            raise InputError(path, "holds no sound", "Give a file with some music.")
        duration = loaded.info.duration
        _check_stretch(path, start, end, duration)
        first, last = start or 0.0, duration if end is None else end
        curve = self._session.serving.listen(loaded.samples)
        return self._session.serving.read_clip(curve, first, last).embedding

    def _finder(self) -> Finder:
        from t2m_engine.suggest.finder import Finder  # noqa: PLC0415 - not for --help

        suggester, pack = self._session.suggesting()
        return Finder(self._session.catalogue(), pack, suggester)

    def analyse(self, path: Path) -> dict[str, Any]:
        """What an audio file feels like: see `analyse`; InputError, ModelError."""
        from t2m_engine.audio.clips import choose_clips  # noqa: PLC0415 - not for --help
        from t2m_engine.audio.decoding import MODEL_RATE  # noqa: PLC0415
        from t2m_engine.audio.novelty import novelty  # noqa: PLC0415

        loaded = self._session.guard.load(path)
        duration, samples = loaded.info.duration, loaded.samples
        if not samples.size:
            raise InputError(path, "holds no sound", "Give a file with some music.")
        curve = self._session.pack.listen(samples)
        changes = novelty(samples, MODEL_RATE)
        ranges = choose_clips(duration, curve.starts, curve.embedding, curve.level, changes)
        if not ranges:
            raise InputError(path, "is silent", "Give a file with some music.")
        return {
            "track": str(path.absolute()),
            "duration": round(duration, 3),
            **self._session.pack.read_clip(curve, 0.0, duration).emotion.as_json(),
            "clips": [
                {
                    "start": round(clip.start, 3),
                    "end": round(clip.end, 3),
                    **self._session.pack.read_clip(curve, clip.start, clip.end).emotion.as_json(),
                }
                for clip in ranges
            ],
        }


def filters_of(only: str, project: Path | None) -> Filters:
    """Return what clips must meet: a query, and that they are not excluded from a `project`."""
    from t2m_engine.library.marks import project_of  # noqa: PLC0415 - not for --help
    from t2m_engine.library.search.query import parse_filters  # noqa: PLC0415

    filters = parse_filters(only)
    return filters if project is None else replace(filters, project=project_of(project))


def stranger(path: Path) -> UsageError:
    """Return what to say of a file that is not in the library."""
    return UsageError(f"{path} is not in the library; add its folder first.")


def _check_stretch(path: Path, start: float | None, end: float | None, duration: float) -> None:
    first, last = start or 0.0, duration if end is None else end
    if not 0.0 <= first < last or first >= duration:
        raise UsageError(
            f"{path} has {duration:.1f} s; the stretch from {first:g} to {last:g} s is not in it."
        )
