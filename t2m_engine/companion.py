"""What a session does for the writer at the desk: whys of a feeling, and what was heard before.

A session has one, as it has a studio for what becomes files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import LibraryError, UsageError

if TYPE_CHECKING:
    from t2m_engine.library.history import History, Kind
    from t2m_engine.session import Example, Session
    from t2m_engine.suggest.suggester import Suggestion


class Companion:
    """Safe to use from several threads, as the session is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def attribution(self, text: str, *, check: Callable[[], None] = lambda: None) -> dict[str, Any]:
        """Which words of a passage drove its feeling: see `attribution` in service/feeling_methods.

        UsageError for a blank passage, ModelError.
        """
        from t2m_engine.emotion.attribution import attribute  # noqa: PLC0415 - not for --help

        if not text.strip():
            raise UsageError("The passage is blank; give it some words.")
        with self._session.turns.urgently():
            reading, words = attribute(self._session.pack, text, check)
        return {"emotion": reading.emotion.as_json(), "words": [word.as_json() for word in words]}

    def clips_of(self, examples: Sequence[Example]) -> list[int]:
        """Return the ids of the clips in stretches of the library's tracks; UsageError."""
        catalogue = self._session.catalogue()
        found: list[int] = []
        for path, start, end in examples:
            track = catalogue.track(path)
            if track is None:
                raise UsageError(f"{path} is not in the library; add its folder first.")
            first, last = start or 0.0, track.duration if end is None else end
            found += [c.id for c in catalogue.clips(track.id) if c.start < last and c.end > first]
        return found

    def with_marks(
        self, suggestions: Sequence[Suggestion], project: Path | None
    ) -> list[dict[str, Any]]:
        """Suggestions as JSON with what the user says of their tracks, and was done with them."""
        from t2m_engine.library.marks import project_of  # noqa: PLC0415 - numpy, not for --help

        records = {s.record.content_id: s.record for s in suggestions}
        marks = self._session.keeper.marks(records.values())
        used: dict[bytes, frozenset[str]] = {}
        with suppress(LibraryError):  # a memory that is lost is no reason to say nothing
            used = self._history.used(records)
        here = project_of(project) if project is not None else ""
        return [
            {
                **s.as_json(),
                "marks": marks[s.record.content_id].as_json(),
                "used": here in used.get(s.record.content_id, ()),
            }
            for s in suggestions
        ]

    def remember(
        self, kind: Kind, track: Path, start: float, end: float, project: Path | None
    ) -> None:
        """Remember that a stretch was played or used; UsageError, LibraryError."""
        self._history.add(kind, self._content(track), start, end, project)

    def take_back(self, kind: Kind, track: Path, project: Path | None) -> None:
        """Forget that again; UsageError, LibraryError."""
        self._history.take_back(kind, self._content(track), project)

    def history(self, limit: int, kind: Kind | None) -> list[dict[str, Any]]:
        """The last that were played or used, of what is in the library; LibraryError."""
        catalogue = self._session.catalogue()
        entries = self._history.latest(limit, kind)
        tracks = {track.content_id: track for track in catalogue.tracks()} if entries else {}
        return [
            {**entry.as_json(), **tracks[entry.content].as_json()}
            for entry in entries
            if entry.content in tracks
        ]

    @property
    def _history(self) -> History:
        from t2m_engine.library.history import History  # noqa: PLC0415 - numpy, not for --help

        return History(self._session.library)

    def _content(self, path: Path) -> bytes:
        track = self._session.catalogue().track(path)
        if track is None:
            raise UsageError(f"{path} is not in the library; add its folder first.")
        return track.content_id
