"""Which of the clips on the screen are chosen: one is the current, others may be with it."""

from __future__ import annotations

from collections.abc import Sequence

Key = tuple[str, float, float]
"""What makes a clip the same in another answer: its track, its start and end in seconds."""


class Choice:
    """The chosen of the clips that are `shown`, as in any list of files.

    `current` is what is heard, and what the keys begin from.
    """

    def __init__(self) -> None:
        self.shown: tuple[Key, ...] = ()
        self.current: Key | None = None
        self._chosen: set[Key] = set()
        self._anchor: Key | None = None

    @property
    def chosen(self) -> list[Key]:
        """The chosen ones, from the top."""
        return [key for key in self.shown if key in self._chosen]

    def show(self, keys: Sequence[Key]) -> None:
        """Take other clips; what was chosen and is still there stays so."""
        self.shown = tuple(keys)
        self._chosen &= set(keys)
        if self.current not in self._chosen:
            self.current = None
            self._chosen = set()
        if self._anchor not in self.shown:
            self._anchor = self.current

    def only(self, key: Key) -> None:
        """Choose this one alone."""
        self.current = self._anchor = key
        self._chosen = {key}

    def toggle(self, key: Key) -> None:
        """Take this one to the others, or away from them; one stays in any case."""
        if key in self._chosen and len(self._chosen) > 1:
            self._chosen.discard(key)
            self.current = self.chosen[0] if self.current == key else self.current
        else:
            self._chosen.add(key)
            self.current = key
        self._anchor = self.current

    def extend_to(self, key: Key) -> None:
        """Choose all from the last one that was chosen by itself to this."""
        if self._anchor is None:
            self.only(key)
            return
        first, last = sorted(self.shown.index(k) for k in (self._anchor, key))
        self._chosen = set(self.shown[first : last + 1])
        self.current = key

    def all(self) -> None:
        """Choose every one."""
        if self.shown:
            self._chosen = set(self.shown)
            self.current = self.current or self.shown[0]
