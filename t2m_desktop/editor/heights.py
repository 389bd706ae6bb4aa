"""How high each of many paragraphs is: where one begins, and which one is at a height."""

from __future__ import annotations

from collections.abc import Iterable

_CHUNK = 256
"""Paragraphs whose sum is kept: about the root of what a very long book has."""


class Heights:
    """A list of heights (pixels) that knows its sums; a change costs no look at all of them."""

    def __init__(self, heights: Iterable[float] = ()) -> None:
        self._all = list(heights)
        self._add_up(0)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, number: int) -> float:
        return self._all[number]

    @property
    def total(self) -> float:
        """All of them, one below the other."""
        return sum(self._chunks)

    def set(self, number: int, height: float) -> None:
        """Give one paragraph another height."""
        self._chunks[number // _CHUNK] += height - self._all[number]
        self._all[number] = height

    def replace(self, first: int, end: int, heights: Iterable[float]) -> None:
        """Put `heights` in the place of those from `first` to `end` (excluded)."""
        self._all[first:end] = heights
        self._add_up(first // _CHUNK)

    def top(self, number: int) -> float:
        """Where a paragraph begins, below the top of the first."""
        chunk = number // _CHUNK
        return sum(self._chunks[:chunk]) + sum(self._all[chunk * _CHUNK : number])

    def at(self, height: float) -> int:
        """The paragraph at `height` below the top: the first, or the last, beyond the ends."""
        number, chunk = 0, 0
        while chunk + 1 < len(self._chunks) and height >= self._chunks[chunk]:
            height -= self._chunks[chunk]
            chunk += 1
        number = chunk * _CHUNK
        while number + 1 < len(self._all) and height >= self._all[number]:
            height -= self._all[number]
            number += 1
        return number

    def _add_up(self, chunk: int) -> None:
        kept = self._chunks[:chunk] if chunk else []
        rest = range(chunk * _CHUNK, len(self._all), _CHUNK)
        self._chunks = kept + [sum(self._all[at : at + _CHUNK]) for at in rest]
