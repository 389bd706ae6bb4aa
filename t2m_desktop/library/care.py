"""Care of the library from the menu: check, repair, backup, restore, copies; told in sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from t2m_desktop import counting, dialogs
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import said
from t2m_desktop.translation import tr
from t2m_engine.service.client import Cancelled, EngineError

_SUFFIX = ".t2m-backup"


class Care(QObject):
    """One errand at a time; its progress is told, and it can be stopped."""

    said = Signal(str)
    busy = Signal(str)  # what is done, or "" when nothing is
    changed = Signal()  # the library may be another now

    def __init__(self, bridge: EngineBridge, owner: QWidget) -> None:
        super().__init__(owner)
        self._bridge, self._owner = bridge, owner
        self._request: int | None = None

    def check(self) -> None:
        """Look whether the library is in order; offer to mend what is not."""
        self._ask(tr("Checking the library…"), "library.check", {}, self._checked)

    def repair(self) -> None:
        """Look, and mend what is not in order."""
        params = {"repair": True}
        self._ask(tr("Repairing the library…"), "library.check", params, self._repaired)

    def backup(self) -> None:
        """Write a copy of the catalogue, where the user says."""
        day = QDate.currentDate().toString("yyyy-MM-dd")
        start = str(Path.home() / f"library {day}{_SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(
            self._owner, tr("Back up the library"), start, _kinds()
        )
        if not name:
            return
        path = Path(name).absolute()
        if not path.suffix:  # what the dialog has not asked about
            path = path.with_suffix(_SUFFIX)
            if path.exists() and not self._may_replace(path):
                return
        self._ask(
            tr("Backing up the library…"),
            "library.backup",
            {"path": str(path)},
            lambda result: self.said.emit(
                tr("Backed up: %1").replace("%1", Path(result["path"]).name)
            ),
        )

    def _may_replace(self, path: Path) -> bool:
        answer = dialogs.ask(
            self._owner,
            tr("{name} exists already.").format(name=path.name),
            tr("Saving replaces it."),
            [("replace", tr("Replace")), ("cancel", tr("Cancel"))],
        )
        return answer == "replace"

    def restore(self) -> None:
        """Put a backup in the library's place; it is asked first."""
        name, _ = QFileDialog.getOpenFileName(
            self._owner, tr("Restore the library from a backup"), str(Path.home()), _kinds()
        )
        if not name:
            return
        answer = dialogs.ask(
            self._owner,
            tr("Put this backup in the place of the library?"),
            tr("The library as it is now is kept beside it. No music is touched."),
            [("restore", tr("Restore")), ("keep", tr("Cancel"))],
        )
        if answer == "restore":
            self._ask(
                tr("Restoring the library…"),
                "library.restore",
                {"path": str(Path(name).absolute())},
                self._restored,
            )

    def copies(self) -> None:
        """Look for copies of one recording, and fold them."""
        self._ask(tr("Looking for copies…"), "library.duplicates", {}, self._folded)

    def stop(self) -> None:
        """Stop what is done."""
        if self._request is not None:
            self._bridge.cancel(self._request)

    def _ask(
        self, doing: str, method: str, params: dict[str, Any], done: Callable[[Any], object]
    ) -> None:
        if self._request is not None:
            self.said.emit(tr("One thing at a time: the library is being cared for already."))
            return
        self.busy.emit(doing)

        def progressed(progress: dict[str, Any]) -> None:
            if progress["total"]:
                share = round(100 * progress["done"] / progress["total"])
                self.busy.emit(f"{doing} {share}\u202f%")

        def came(result: Any) -> None:
            self._end()
            done(result)

        def refused(error: EngineError) -> None:
            self._end()
            self.said.emit(tr("Stopped.") if isinstance(error, Cancelled) else str(error))

        self._request = self._bridge.request(method, params, came, refused, progressed)

    def _end(self) -> None:
        self._request = None
        self.busy.emit("")

    def _checked(self, result: dict[str, Any]) -> None:
        if result["in_order"]:
            self.said.emit(tr("The library is in order."))
            return
        answer = dialogs.ask(
            self._owner,
            tr("The library is not in order."),
            _listed(result["findings"]),
            [("repair", tr("Repair")), ("leave", tr("Leave it"))],
        )
        if answer == "repair":
            self.repair()

    def _repaired(self, result: dict[str, Any]) -> None:
        self.changed.emit()
        if not result["findings"]:
            self.said.emit(tr("The library was in order: there was nothing to repair."))
            return
        what = (
            tr("The library is mended.")
            if result["in_order"]
            else tr("Not everything could be mended.")
        )
        dialogs.tell(self._owner, what, _listed(result["findings"]))

    def _restored(self, _: dict[str, Any]) -> None:
        self.said.emit(tr("The library is as it was in the backup; the other is kept beside it."))
        self.changed.emit()

    def _folded(self, result: dict[str, Any]) -> None:
        copies = sum(len(group["copies"]) for group in result["groups"])
        self.said.emit(
            tr("%1 found, and folded under the best of each.").replace(
                "%1", counting.copies(copies)
            )
            if copies
            else tr("There are no copies in the library.")
        )
        self.changed.emit()


def _kinds() -> str:
    return f"{tr('Backups')} (*{_SUFFIX});;{tr('All files')} (*)"


def _listed(findings: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"• {said(finding['what'])}  ({counting.number(finding['count'])})" for finding in findings
    )
