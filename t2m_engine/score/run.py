"""The whole way: a manuscript in, five files out, all of them or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import soundfile

from t2m_engine.errors import CancelledError
from t2m_engine.export.clip import ExportError
from t2m_engine.export.cue import CuePlan
from t2m_engine.export.cue_sheet import to_csv
from t2m_engine.export.mlt import to_mlt
from t2m_engine.export.plan_json import to_json_text
from t2m_engine.export.report import to_html
from t2m_engine.export.temp_score import write_temp_score
from t2m_engine.score.plan import plan
from t2m_engine.score.timing import WORDS_PER_MINUTE
from t2m_engine.score.wishes import Wishes
from t2m_engine.text.manuscript import read_manuscript

if TYPE_CHECKING:
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.library.catalogue import Catalogue

FILES = ("cues.csv", "cues.json", "timeline.mlt", "temp_score.wav", "report.html")
"""What a score consists of, in one folder: the report plays the temp score beside it."""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A plan, and the files that it was written to."""

    plan: CuePlan
    files: tuple[Path, ...]

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "cues": len(self.plan.cues),
            "scenes": len(self.plan.scenes),
            "duration": round(self.plan.duration, 3),
            "files": [str(file) for file in self.files],
            "notes": list(self.plan.notes),
        }


def _unwatched(done: float, total: float, text: str) -> None:
    pass


def _never() -> bool:
    return False


def score_manuscript(
    manuscript: Path,
    out: Path,
    *,
    pack: ModelPack,
    catalogue: Catalogue,
    words_per_minute: float = WORDS_PER_MINUTE,
    space: str | None = None,
    progress: Callable[[float, float, str], None] = _unwatched,
    cancelled: Callable[[], bool] = _never,
) -> ScoreResult:
    """Score the file `manuscript` with the music in `catalogue`, and write FILES into `out`.

    `out` is made when all is ready; files of an earlier score are replaced then, others stay.
    Until then nothing in it changes, whatever happens. `progress(done, total, text)` counts in
    percent; `text` names the step. Raises InputError for the manuscript, CancelledError,
    UsageError, LibraryError, ModelError, and ExportError where nothing can be written.
    """
    progress(0.0, 100.0, "Reading the manuscript")
    story = read_manuscript(manuscript)
    made = plan(
        story,
        pack,
        catalogue,
        Wishes(words_per_minute=words_per_minute, space=space),
        progress=progress,
        cancelled=cancelled,
    )

    def mixing(done: float, total: float, text: str) -> None:
        progress(65.0 + 33.0 * done / total, 100.0, text)

    with _room_beside(out) as room:
        write_temp_score(made, room / "temp_score.wav", progress=mixing, cancelled=cancelled)
        progress(98.0, 100.0, "Writing the cue sheet, the timeline and the report")
        for name, content in (
            ("cues.csv", to_csv(made)),
            ("cues.json", to_json_text(made)),
            ("timeline.mlt", to_mlt(made)),
            ("report.html", to_html(made)),
        ):
            (room / name).write_bytes(content.encode("utf-8"))
        if cancelled():
            raise CancelledError("Scoring was cancelled.")
        out.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            with (room / name).open("rb+") as written:
                os.fsync(written.fileno())
        for name in FILES:
            (room / name).replace(out / name)
    progress(100.0, 100.0, "Done")
    return ScoreResult(made, tuple(out / name for name in FILES))


@contextmanager
def _room_beside(out: Path) -> Iterator[Path]:
    """Yield a new folder on the disk of `out`, gone at the end; errors become ExportError."""
    try:
        home = out if out.is_dir() else out.parent
        home.mkdir(parents=True, exist_ok=True)
        room = Path(tempfile.mkdtemp(prefix=".t2m-score-", dir=home))
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)
    except OSError as error:
        raise ExportError(out, error) from error
    except soundfile.LibsndfileError as error:
        raise ExportError(out / "temp_score.wav", None) from error
