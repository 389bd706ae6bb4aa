"""Columns that grow: nobody sees what comes after, and nothing is copied while there is room."""

from __future__ import annotations

import numpy as np
import pytest

from t2m_engine.library.room import Room, grown


def rows(first: int, count: int, width: int) -> dict[str, np.ndarray]:
    ids = np.arange(first, first + count)
    return {"ids": ids, "vectors": (ids[:, None] + np.arange(width) / 100).astype(np.float32)}


def same(columns: dict[str, np.ndarray], count: int, width: int) -> None:
    for name, column in rows(0, count, width).items():
        np.testing.assert_array_equal(columns[name], column)


@pytest.mark.parametrize("width", [10, 75])
def test_what_was_shown_stays_and_what_is_added_is_not_copied(width):
    start = rows(0, 160, width)
    room, first = grown(None, start, rows(160, 4, width))
    again, second = grown(room, first, rows(164, 5, width))
    assert again is room
    assert all(np.shares_memory(first[name], second[name]) for name in first)
    same(first, 164, width)
    same(second, 169, width)
    assert second["vectors"].strides[0 if width == 10 else 1] == 4
    full, third = grown(room, second, rows(169, 40, width))
    assert full is not room, "there was no room for these"
    same(second, 169, width)
    same(third, 209, width)
    assert not np.shares_memory(second["ids"], third["ids"])


def test_two_that_go_on_from_one_do_not_meet():
    room, first = grown(None, rows(0, 100, 3), rows(100, 0, 3))
    one, left = grown(room, first, rows(100, 2, 3))
    other, right = grown(room, first, {name: -part for name, part in rows(100, 2, 3).items()})
    assert one is room
    assert other is not room
    same(left, 102, 3)
    assert right["ids"].tolist()[100:] == [-100, -101]
    same(first, 100, 3)
    assert not Room.of(first, 0).add(99, rows(99, 1, 3)), "others lie there"


def test_nothing_grows_too():
    empty = rows(0, 0, 4)
    room, columns = grown(None, empty, rows(0, 3, 4))
    same(columns, 3, 4)
    assert isinstance(room, Room)
