"""What the writer says of the feeling of scenes: pinned, taken back, kept in the sidecar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from t2m_desktop.engine_speech import said
from t2m_desktop.translation import tr, tr_known
from t2m_engine import sidecar
from t2m_engine.errors import InputError
from t2m_engine.sidecar import MOST_STEPS, NO_STEER, Pinned, SceneKey, Steer

_SAVE_MS = 400
"""From a change to the disk: a drag of the point is one write."""
_DRAG = 1  # the id of commands that merge while the point is dragged


class Steering(QObject):
    """The pins of the manuscript's scenes, and which scene the cursor is in.

    Every change is undone by the `undo` stack, which others may share.
    """

    changed = Signal()  # what is said of the present scene is another now
    pinned = Signal(object)  # the places of the scenes of which something is said
    said = Signal(str)

    def __init__(self, undo: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._undo = undo
        self._keys: tuple[SceneKey, ...] = (SceneKey("", 1),)
        self._pins: list[Pinned] = []
        self._at: dict[int, Pinned] = {}
        self._place = 0
        self._told = NO_STEER
        self._told_places: tuple[int, ...] = ()
        self._drags = 0
        self._looked: Path | None = None  # where a sidecar of another name was looked for
        self._path: Path | None = None  # of the manuscript
        self._read: tuple[Pinned, ...] = ()  # as the sidecar was when it was last read or written
        self._stamp: tuple[int, int] | None = None
        self._broken = False
        self._save = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._save.timeout.connect(self.save)

    @property
    def current(self) -> Steer:
        """What is said of the scene that the cursor is in."""
        pin = self._at.get(self._place)
        return pin.steer if pin else NO_STEER

    @property
    def scene(self) -> str:
        """The heading of that scene; "" for one without."""
        return self._keys[self._place].heading

    # The manuscript

    def open(self, path: Path | None) -> None:
        """Another manuscript is on the screen: what its sidecar says holds."""
        self.save()
        self._undo.clear()
        self._path, self._pins, self._read, self._broken = path, [], (), False
        self._stamp = None
        self._load()
        self._match()

    def move(self, path: Path | None) -> None:
        """The manuscript was saved, perhaps under another name: its pins go with it."""
        self.save()
        if path == self._path:
            return
        self._path, self._read, self._stamp, self._broken = path, (), None, False
        self.save()

    def follow(self, keys: Sequence[SceneKey]) -> None:
        """The scenes are these now."""
        self._keys = tuple(keys) or (SceneKey("", 1),)
        self._place = min(self._place, len(self._keys) - 1)
        self._adopt()
        self._match()

    def go(self, place: int) -> None:
        """The cursor is in the scene at `place` now."""
        self._place = max(0, min(place, len(self._keys) - 1))
        self._tell()

    # The writer's last word

    def drag(self, valence: float, arousal: float) -> None:
        """Put the point there: a whole drag is one step back."""
        steer = replace(
            self.current, valence=round(valence, 3), arousal=round(arousal, 3),
            brighter=0, tenser=0, counter=False,
        )  # fmt: skip
        self._push(steer, tr("the point"), drag=True)

    def end_drag(self) -> None:
        """The next drag is another step back."""
        self._drags += 1

    def step(self, *, brighter: int = 0, tenser: int = 0) -> None:
        """Move the point by steps."""

        def within(value: int) -> int:
            return max(-MOST_STEPS, min(MOST_STEPS, value))

        now = self.current
        words = "calmer" if tenser < 0 else "tenser" if tenser else ""
        words = words or ("brighter" if brighter > 0 else "darker")
        self._push(
            replace(
                now, brighter=within(now.brighter + brighter), tenser=within(now.tenser + tenser)
            ),
            tr_known(words),
        )

    def pin_mood(self, mood: str | None) -> None:
        """Say its mood; None, or the one that is pinned, takes it back."""
        mood = None if mood == self.current.mood else mood
        words = tr("the mood {mood}").format(mood=tr_known(mood)) if mood else tr("no mood")
        self._push(replace(self.current, mood=mood), words)

    def turn_round(self) -> None:
        """Ask for counterpoint, or not any more."""
        self._push(replace(self.current, counter=not self.current.counter), tr("counterpoint"))

    def release(self) -> None:
        """Say nothing of the scene any more: what is read in the text holds."""
        if self.current:
            self._push(NO_STEER, tr("taking the pin back"))

    def _push(self, steer: Steer, words: str, *, drag: bool = False) -> None:
        if steer != self.current:
            key = self._keys[self._place]
            number = self._drags if drag else None
            self._undo.push(_Change(self._set, key, self.current, steer, words, number))

    def _set(self, key: SceneKey, steer: Steer) -> None:
        found = sidecar.match([Pinned(key, steer)], self._keys)
        if not found:
            return  # its scene is gone
        place = next(iter(found))
        now = self._at.get(place)
        self._pins = [pin for pin in self._pins if pin is not now]
        if steer:
            self._pins.append(Pinned(self._keys[place], steer))
        self._match()
        self._save.start()

    # The sidecar

    def save(self) -> None:
        """Write what is not written yet."""
        self._save.stop()
        if self._path is None:
            return
        path = sidecar.sidecar_of(self._path)
        if self._broken or _stamp(path) != self._stamp:
            self._load()  # it was mended, or somebody else wrote it
            self._match()
        if self._broken or tuple(self._pins) == self._read:
            return
        try:
            sidecar.write(path, self._path.name, self._pins)
        except OSError as error:
            self.said.emit(
                tr("{name} cannot be written: {what}.").format(
                    name=path.name, what=error.strerror or error
                )
            )
            return
        self._read, self._stamp = tuple(self._pins), _stamp(path)

    def _load(self) -> None:
        """Take what the sidecar says; what was said here since it was read goes before it."""
        if self._path is None:
            return
        path = sidecar.sidecar_of(self._path)
        stamp = _stamp(path)
        try:
            theirs = sidecar.read(path)
        except InputError as error:
            self._broken = True
            self.said.emit(said(str(error)))
            return
        self._broken, self._stamp = False, stamp
        before, now = (_by_scene(pins) for pins in (self._read, self._pins))
        own = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        kept = [pin for pin in self._pins if pin.scene in own]
        self._pins = [*kept, *(pin for pin in theirs if pin.scene not in own)]
        self._read = theirs

    def _adopt(self) -> None:
        """A manuscript that was renamed on the disk finds what it left under its old name."""
        if (
            self._path is None
            or self._pins
            or self._broken
            or not any(k.begins for k in self._keys)
        ):
            return
        path = sidecar.sidecar_of(self._path)
        if self._looked == path or path.exists():
            return
        self._looked = path
        old = sidecar.left_behind(self._path, self._keys)
        if old is None:
            return
        try:
            old.rename(path)
        except OSError as error:
            self.said.emit(
                tr("{name} cannot be renamed: {what}.").format(
                    name=old.name, what=error.strerror or error
                )
            )
            return
        self._load()
        name = old.name.removesuffix(sidecar.SUFFIX)
        self.said.emit(
            tr("The feelings that were pinned in {name} are this manuscript’s now.").format(
                name=name
            )
        )

    def _match(self) -> None:
        """Find the scenes again; a pin whose scene is gone waits for it to come back."""
        found = sidecar.match(self._pins, self._keys)
        for place, row in found.items():
            self._pins[row] = Pinned(self._keys[place], self._pins[row].steer)
        self._at = {place: self._pins[row] for place, row in found.items()}
        places = tuple(sorted(self._at))
        if places != self._told_places:
            self._told_places = places
            self.pinned.emit(places)
        self._tell()

    def _tell(self) -> None:
        if self.current != self._told:
            self._told = self.current
            self.changed.emit()


class _Change(QUndoCommand):
    """One thing that was said of a scene, in the place of another."""

    def __init__(
        self,
        put: Callable[[SceneKey, Steer], None],
        key: SceneKey,
        before: Steer,
        after: Steer,
        words: str,
        drag: int | None,
    ) -> None:
        super().__init__(words)
        self._put, self.key = put, key
        self._before, self.after, self.drag = before, after, drag

    def id(self) -> int:
        """Drags of the point may merge, other changes not."""
        return -1 if self.drag is None else _DRAG

    def mergeWith(self, other: QUndoCommand) -> bool:
        """A whole drag is one change."""
        assert isinstance(other, _Change)
        if (other.drag, other.key) != (self.drag, self.key):
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        """Say it."""
        self._put(self.key, self.after)

    def undo(self) -> None:
        """Take it back."""
        self._put(self.key, self._before)


def _by_scene(pins: Sequence[Pinned]) -> Mapping[SceneKey, Steer]:
    return {pin.scene: pin.steer for pin in pins}


def _stamp(path: Path) -> tuple[int, int] | None:
    """What tells whether a file is still the one that was seen; None: there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
