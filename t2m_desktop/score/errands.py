"""What scoring asks the person and the disk: which manuscript, where to, what goes out."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from t2m_desktop import dialogs
from t2m_desktop.commands import COPIES, Command, Registry
from t2m_desktop.document import Document
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.manuscript_file import suffix_of_text
from t2m_desktop.score.desk import PLAN, SOUND, ScoreDesk
from t2m_desktop.score.model import Wishes
from t2m_desktop.score_dialog import ScoreDialog
from t2m_desktop.settings import Settings
from t2m_desktop.spaces import Spaces
from t2m_desktop.translation import tr, tr_known
from t2m_engine import files

REPORT = "report.html"
_COPY = "manuscript-"  # folders of copies of the manuscript as it was scored
NAMES = {
    "cue_sheet.pdf": "Cue sheet (PDF)",
    "cue_sheet.html": "Cue sheet (HTML)",
    "cues.csv": "Cue sheet (CSV)",
    SOUND: "Temp score (WAV)",
    "timeline.mlt": "Timeline (MLT)",
    REPORT: "Report (HTML)",
    "cues.json": "Plan (JSON)",
    PLAN: "Plan (TOML)",
}
"""For people, said through `tr_known`; what a score holds beside these goes by its own name."""


class Errands(QObject):
    """Runs them for the window."""

    def __init__(
        self,
        window: QWidget,
        registry: Registry,
        settings: Settings,
        document: Document,
        editor: ManuscriptEditor,
        spaces: Spaces,
        desk: ScoreDesk,
    ) -> None:
        super().__init__(window)
        self._window, self._registry, self._settings = window, registry, settings
        self._document, self._editor = document, editor
        self._spaces, self._desk = spaces, desk
        self._scored: Path | None = None  # the open score is of the manuscript in the editor
        desk.opened.connect(self._offer_copies)
        desk.worked.connect(self._offer_copies)
        desk.opened.connect(self._tidy)

    def score(self) -> bool:
        """Ask how to score the manuscript on the screen, and begin; says whether it began."""
        if not self._editor.text().strip():
            dialogs.tell(
                self._window,
                tr("There is nothing to score yet."),
                tr("Write, or open a manuscript."),
            )
            return False
        wishes = Wishes(
            density=self._settings.density,
            style=self._settings.style,
            words_per_minute=self._settings.words_per_minute,
            frame_rate=self._settings.frame_rate,
            space=self._spaces.chosen or "",
        )
        if self._desk.score is not None:
            wishes = self._desk.score.wishes
        out = self._folder() / f"{self._document.name} – score"
        dialog = ScoreDialog(self._document.name, out, wishes, self._spaces, self._window)
        if not self._asked(dialog):
            return False
        self._scored = dialog.out
        self._settings.last_folder = str(dialog.out.parent)
        self._desk.plan(self._manuscript(dialog.out), dialog.out, dialog.wishes)
        return True

    def open(self) -> bool:
        """Ask for the folder of a score, and open it; says whether one was chosen."""
        chosen = dialogs.folder(
            self._window, tr("Open the folder of a score"), self._settings.last_folder
        )
        if chosen is not None:
            self._scored = None
            self._desk.open(chosen)
        return chosen is not None

    def ask_wishes(self, wishes: Wishes) -> None:
        """Ask how to plan the open score anew, and do."""
        score, out = self._desk.score, self._desk.out
        if score is not None and out is not None:
            dialog = ScoreDialog(score.title, out, wishes, self._spaces, self._window, anew=True)
            if self._asked(dialog):
                self.plan(dialog.wishes, fresh=dialog.fresh.isChecked())

    def plan(self, wishes: Wishes, *, fresh: bool = False) -> None:
        """Plan the open score anew: of the text on the screen, if that is what was scored.

        `fresh`: nothing that was changed by hand stays.
        """
        score, out = self._desk.score, self._desk.out
        if score is None or out is None:
            return
        mine = self._scored == out and self._editor.text().strip()
        manuscript = self._manuscript(out) if mine else Path(score.manuscript)
        self._desk.plan(manuscript, out, wishes, fresh=fresh)

    def open_report(self) -> None:
        """Show the report in the browser."""
        self._show(REPORT)

    def open_folder(self) -> None:
        """Show the score's folder."""
        self._show("")

    # How

    def _asked(self, dialog: ScoreDialog) -> bool:
        yes = dialog.exec() == ScoreDialog.DialogCode.Accepted
        dialog.deleteLater()
        return yes

    def _folder(self) -> Path:
        path = self._document.file.path or self._document.source
        return path.parent if path is not None else Path(self._settings.last_folder or Path.home())

    def _manuscript(self, out: Path) -> Path:
        """The file to score: the manuscript's own, or a copy of what is on the screen.

        A copy lies with the score in `out`, in a folder named by its text: what was scored before
        stays as it was until this is scored.
        """
        path = self._document.file.path or self._document.source
        if path is not None and not self._document.modified:
            return path
        text = self._editor.text()
        suffix = (suffix_of_text(path) or path.suffix) if path is not None else ".md"
        mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        copy = out / f"{_COPY}{mark}" / f"{self._document.name}{suffix}"
        files.write_text(copy, text)
        return copy

    def _tidy(self) -> None:
        """Remove copies of the manuscript that the score, now opened, is not of.

        While it stays open they are kept: undoing may lead back to them.
        """
        score, out = self._desk.score, self._desk.out
        if score is None or out is None:
            return
        for folder in out.glob(f"{_COPY}*"):
            if folder not in Path(score.manuscript).parents:
                shutil.rmtree(folder, ignore_errors=True)

    def _show(self, name: str) -> None:
        if self._desk.out is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.out / name)))

    def _offer_copies(self) -> None:
        """Put the files of the score in the menu."""
        if self._desk.job:
            return
        out = self._desk.out
        found = sorted(out.iterdir()) if out is not None and out.is_dir() else []
        known = list(NAMES)
        found.sort(key=lambda path: known.index(path.name) if path.name in known else len(known))
        self._registry.offer(
            COPIES,
            [
                (
                    Command(
                        f"copy.{path.name}",
                        f"{tr_known(NAMES.get(path.name, path.name))}…",
                        COPIES,
                    ),
                    lambda path=path: self._copy(path),
                )
                for path in found
                if path.is_file()
            ],
        )

    def _copy(self, path: Path) -> None:
        assert self._desk.score is not None
        start = Path(self._settings.last_folder) / f"{self._desk.score.title} – {path.name}"
        kinds = f"{path.suffix[1:].upper()} (*{path.suffix})"
        target = dialogs.file_to_save(self._window, str(start), kinds)
        if target is None:
            return
        target = target if target.suffix else target.with_suffix(path.suffix)
        try:
            shutil.copyfile(path, target)
        except (OSError, shutil.SameFileError) as error:
            reason = getattr(error, "strerror", None) or error
            dialogs.tell(
                self._window,
                tr("{name} could not be written.").format(name=target.name),
                f"{reason}.",
            )
            return
        self._desk.said.emit(tr("Saved {name}").format(name=target.name))
