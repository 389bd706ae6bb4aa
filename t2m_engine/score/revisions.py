"""Revisions: how a score came to be what it is while somebody works on it, to go back and forth."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from t2m_engine.errors import UsageError
from t2m_engine.score.opening import read_plan_text, write_sheets
from t2m_engine.score.outputs import PLAN
from t2m_engine.score.plan_rows import Score

KEPT = 100
"""Revisions of a folder that are kept."""


@dataclass(slots=True)
class _History:
    """The revisions of one folder, by number, and the plan.toml that the current one wrote."""

    scores: dict[int, Score] = field(default_factory=dict)
    current: int = 0
    text: str | None = None

    def add(self, score: Score) -> None:
        self.current = max(self.scores, default=0) + 1
        self.scores[self.current] = score
        while len(self.scores) > KEPT:
            del self.scores[min(self.scores)]


class Revisions:
    """The open scores, by folder; `read` opens one. Safe to use from several threads."""

    def __init__(self, read: Callable[[Path], Score]) -> None:
        self._read = read
        self._lock = threading.RLock()
        self._histories: dict[Path, _History] = {}

    def open(self, out: Path) -> tuple[int, Score]:
        """Return the current revision of the score in `out`, and its number.

        Where its plan.toml is not the one that was last written, it is read, which makes a new
        revision. Errors are those of `open_score`.
        """
        with self._lock:
            history = self._histories.setdefault(out, _History())
            text = read_plan_text(out)
            if not history.current or text != history.text:
                history.add(self._read(out))
                history.text = text
            return history.current, history.scores[history.current]

    def change(self, out: Path, make: Callable[[Score], Score]) -> tuple[int, Score, Score]:
        """Make a new revision of the current one; return its number, and both, old and new.

        It is written to the folder. Raises UsageError where the plan.toml was changed by another
        hand since it was opened: nothing of it may be lost.
        """
        with self._lock:
            history = self._open(out)
            before = history.scores[history.current]
            after = make(before)
            self._write(out, history, after)
            history.add(after)
            return history.current, before, after

    def restore(self, out: Path, revision: int) -> Score:
        """Make `revision` the current one again, write it, and return it; UsageError."""
        with self._lock:
            history = self._open(out)
            score = history.scores.get(revision)
            if score is None:
                raise UsageError(
                    f"There is no revision {revision} of the score in {out}; the last {KEPT} are "
                    "kept while the engine runs."
                )
            self._write(out, history, score)
            history.current = revision
            return score

    def _open(self, out: Path) -> _History:
        if out not in self._histories or not self._histories[out].current:
            self.open(out)
        return self._histories[out]

    def _write(self, out: Path, history: _History, score: Score) -> None:
        if read_plan_text(out) != history.text:
            raise UsageError(f"{out / PLAN} was changed elsewhere; open the score again.")
        write_sheets(score, out)
        history.text = read_plan_text(out)
