from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.audio.frames import frames


@given(st.integers(0, 200), st.integers(1, 30), st.integers(1, 40), st.integers(1, 9))
def test_each_frame_is_about_a_multiple_of_the_hop(
    length: int, half: int, hop: int, block: int
) -> None:
    sound = np.arange(1, length + 1, dtype=np.float32)
    blocks = list(frames(sound, 2 * half, hop, block))
    assert all(1 <= len(part) <= block for part in blocks)
    found = [frame for part in blocks for frame in part]
    assert len(found) == -(-length // hop)
    padded = np.pad(sound, 2 * half + hop)
    for number, frame in enumerate(found):
        begin = number * hop - half + 2 * half + hop
        np.testing.assert_array_equal(frame, padded[begin : begin + 2 * half])
