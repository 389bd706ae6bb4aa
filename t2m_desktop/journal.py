"""What is typed, on the disk from the first key on: a crash or a kill takes a second at most.

A journal is two files: the text as it was when nothing was unsaved (`.txt`), and every change
since, a JSON object a line (`.jsonl`), under a lock that dies with its program. What is left in
the folder without a living owner was not saved.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from t2m_desktop.editor import joints
from t2m_desktop.manuscript_file import Stamp
from t2m_desktop.translation import tr

PAUSE_MS = 700
"""From a change to the disk, at most: not from the last change, which a fast typist never makes."""
_LONGEST = 4 * 2**20
"""Characters of changes after which the text is written anew, so that the journal stays small."""
_BLOCK = 2**16  # characters encoded at a time, while the window's thread waits
_PARAGRAPH_ENDS = str.maketrans("\u2029\ufdd0\ufdd1", "\n\n\n")
_FORM = 1


@dataclass(frozen=True)
class Place:
    """Where a manuscript came from: its file as it was then, or the name it was to have."""

    path: Path | None = None
    name: str = ""
    stamp: Stamp | None = None


@dataclass(frozen=True)
class Left:
    """A manuscript that a program left behind: its text ("\\n" between lines), and when."""

    place: Place
    text: str
    written: datetime
    _lock: QLockFile = field(repr=False)
    _files: tuple[Path, ...] = field(repr=False)

    def forget(self) -> None:
        """It is in safety elsewhere, or nobody wants it: take it off the disk."""
        for file in self._files:
            file.unlink(missing_ok=True)
        self._lock.unlock()

    def leave(self) -> None:
        """Leave it for another time."""
        self._lock.unlock()


class Journal(QObject):
    """Follows a text document. What writes to the disk is a thread of its own."""

    failed = Signal(str)  # a sentence, once a manuscript

    def __init__(
        self,
        document: QTextDocument,
        joint: Callable[[], str],
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        """`joint` tells the character that marks cuts in giant paragraphs, as it is now."""
        super().__init__(parent)
        self._document, self._joint, self._folder = document, joint, folder
        self._place = Place()
        self._base: str | None = None
        self._told_joint = ""
        self._entries: list[dict[str, Any]] = []
        self._length = 0
        self._name = ""
        self._lock: QLockFile | None = None
        self._failing = False
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="t2m-journal")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        document.contentsChange.connect(self._changed)

    def begin(self, place: Place, *, unsaved: bool = False) -> None:
        """What is shown now was saved, or is another manuscript: keep what changes from here on.

        `unsaved`: it is on no disk yet, so it is kept at once.
        """
        self.end()
        self._place = place
        self._base = self._document.toRawText()
        if unsaved:
            self._write()

    def end(self) -> None:
        """What was kept is saved, or unwanted."""
        self._pause.stop()
        self._base = None
        self._entries, self._length, self._failing = [], 0, False
        if self._lock is not None:
            self._writer.submit(_remove, self._folder, self._name, self._lock)
            self._lock = None

    def stop(self) -> None:
        """The program ends, and everything is saved or unwanted."""
        self.end()
        self._document.contentsChange.disconnect(self._changed)
        self._writer.shutdown()

    def flush(self) -> None:
        """Write what came since the last time, without waiting for it."""
        self._pause.stop()
        if self._base is not None and self._entries:
            self._write()

    def _write(self) -> None:
        base, old = None, None
        if self._length > _LONGEST:
            old = (self._name, self._lock)
            self._base, self._lock = self._document.toRawText(), None
            self._entries, self._length = [], 0
        if self._lock is None:
            self._name = uuid.uuid4().hex
            self._lock = QLockFile(str(self._folder / f"{self._name}.lock"))
            self._lock.setStaleLockTime(0)  # only the death of its program ends it
            base, self._told_joint = self._base, self._joint()
            self._entries.insert(0, _head(self._place, self._told_joint))
        if self._told_joint != self._joint():
            self._told_joint = self._joint()
            self._entries.append({"joint": self._told_joint})
        entries, self._entries = self._entries, []
        write = self._writer.submit(_write, self._folder, self._name, self._lock, base, entries)
        write.add_done_callback(lambda done: self._written(done.exception()))
        if old is not None:  # only now: there is no moment without a journal
            self._writer.submit(_remove, self._folder, *old)

    def wait(self) -> None:
        """Wait until the disk has what was flushed."""
        self._writer.submit(lambda: None).result()

    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._base is None:
            return
        # Qt counts the document's last, invisible paragraph end when all of it is replaced.
        end = min(position + added, self._document.characterCount() - 1)
        cursor = QTextCursor(self._document)
        cursor.setPosition(position)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text = cursor.selectedText()
        self._entries.append({"at": position, "gone": removed, "text": text})
        self._length += len(text) + 40
        if not self._pause.isActive():
            self._pause.start()

    def _written(self, error: BaseException | None) -> None:
        """On the writer's thread."""
        if error is not None and not self._failing:
            self._failing = True
            self.failed.emit(
                tr("What you write cannot be kept safe in {folder} ({what}): save often.").format(
                    folder=self._folder, what=getattr(error, "strerror", None) or error
                )
            )


def left_behind(folder: Path) -> Iterator[Left]:
    """What other programs left in `folder` without saving it, the newest first.

    Each is locked until `forget` or `leave`. What cannot be understood is left alone.
    """
    changes = sorted(folder.glob("*.jsonl"), key=lambda file: -file.stat().st_mtime)
    for file in changes:
        lock = QLockFile(str(file.with_suffix(".lock")))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            continue  # its program lives
        files = (file, file.with_suffix(".txt"))
        try:
            place, text = _read(*files)
            written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
        except (OSError, ValueError, LookupError, TypeError):
            lock.unlock()
            continue
        yield Left(place, text, written, lock, files)


def _head(place: Place, joint: str) -> dict[str, Any]:
    return {
        "t2m": _FORM,
        "path": None if place.path is None else str(place.path),
        "name": place.name,
        "stamp": None if place.stamp is None else asdict(place.stamp),
        "joint": joint,
    }


def _write(
    folder: Path, name: str, lock: QLockFile, base: str | None, entries: list[dict[str, Any]]
) -> None:
    if base is not None:
        folder.mkdir(parents=True, exist_ok=True)
        lock.tryLock(0)
        # The text first: changes without it are worth nothing.
        with (folder / f"{name}.txt").open("wb") as text:
            for at in range(0, len(base), _BLOCK):  # in one go, it would hold up the next key
                text.write(base[at : at + _BLOCK].encode("utf-16-le", "surrogatepass"))
    with (folder / f"{name}.jsonl").open("a", encoding="ascii") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in entries)


def _remove(folder: Path, name: str, lock: QLockFile) -> None:
    for kind in ("jsonl", "txt"):
        (folder / f"{name}.{kind}").unlink(missing_ok=True)
    lock.unlock()


def _read(changes: Path, base: Path) -> tuple[Place, str]:
    """Play the changes on the text that they began with; a torn last one is left out."""
    lines = changes.read_text("ascii").split("\n")[:-1]
    head = json.loads(lines[0])
    if head["t2m"] != _FORM:
        raise ValueError(head)
    joint = head["joint"]
    # Positions are Qt's: they count UTF-16.
    text = bytearray(base.read_bytes())
    for line in lines[1:]:
        entry = json.loads(line)
        if "joint" in entry:
            joint = entry["joint"]
            continue
        start, gone = 2 * entry["at"], 2 * entry["gone"]
        text[start : start + gone] = entry["text"].encode("utf-16-le", "surrogatepass")
    path, stamp = head["path"], head["stamp"]
    place = Place(path and Path(path), head["name"], stamp and Stamp(**stamp))
    shown = text.decode("utf-16-le", "surrogatepass").translate(_PARAGRAPH_ENDS)
    return place, joints.restore(shown, joint)
