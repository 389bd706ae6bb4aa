from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.audio.clips import ACTIVE, LONGEST, SHORTEST, ClipRange, choose_clips


def grid(duration: float, step: float = 5.0) -> np.ndarray:
    return np.arange(0.0, max(duration - 1.0, 0.5), step)


def stretches(starts: np.ndarray, duration: float, active: np.ndarray) -> list[tuple[float, float]]:
    """The active stretches, found the slow way."""
    found: list[tuple[float, float]] = []
    ends = [*starts[1:], duration]
    for start, end, loud in zip(starts, ends, active, strict=True):
        if loud and found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        elif loud:
            found.append((start, end))
    return found


@settings(deadline=None)
@given(
    duration=st.floats(1.5, 900.0).map(lambda seconds: round(seconds, 3)),
    step=st.sampled_from([0.5, 1.0, 2.5, 5.0]),
    silent=st.floats(0.0, 1.0),
    seed=st.integers(0, 2**32 - 1),
    scale=st.sampled_from([0.0, 1e-6, 1.0, 1e6]),
)
def test_clips_tile_what_is_active(
    duration: float, step: float, silent: float, seed: int, scale: float
) -> None:
    rng = np.random.default_rng(seed)
    starts = grid(duration, step)
    features = (scale * rng.standard_normal((len(starts), 3))).astype(np.float32)
    level = np.where(rng.random(len(starts)) < silent / 10, 0.0, 0.1).astype(np.float32)
    clips = choose_clips(duration, starts, features, level)
    assert clips == choose_clips(duration, starts, features, level)
    assert all(0.0 <= clip.start < clip.end <= duration for clip in clips)

    wanted = stretches(starts, duration, level > ACTIVE)
    covered: list[tuple[float, float]] = []
    for clip in clips:
        if covered and covered[-1][1] == clip.start:
            covered[-1] = (covered[-1][0], clip.end)
        else:
            covered.append((clip.start, clip.end))
    assert covered == wanted

    for start, end in wanted:
        inside = [clip for clip in clips if start <= clip.start and clip.end <= end]
        if end - start <= SHORTEST:
            assert len(inside) == 1
        # A little over 30 s, a coarse grid may leave no choice (15 + 16 s, but not 11 + 20 s).
        elif end - start <= LONGEST or end - start >= LONGEST + 2 * step:
            assert all(SHORTEST <= clip.length <= LONGEST for clip in inside)


def test_a_short_track_is_one_clip() -> None:
    for duration in (0.05, 1.0, 11.0):
        starts = [0.0, 5.0][: 1 + (duration > 6.0)]
        clips = choose_clips(duration, starts, np.ones((len(starts), 2)), np.ones(len(starts)))
        assert clips == [ClipRange(0.0, duration)]


def test_silence_has_no_clips() -> None:
    starts = grid(60.0)
    nothing = np.zeros(len(starts))
    assert choose_clips(60.0, starts, np.zeros((len(starts), 2)), nothing) == []
    assert choose_clips(60.0, starts, np.zeros((len(starts), 2)), nothing.astype(bool)) == []
    assert choose_clips(0.0, [], np.zeros((0, 2)), []) == []


def test_music_without_structure_is_cut_into_usual_lengths() -> None:
    starts = grid(200.0)
    clips = choose_clips(200.0, starts, np.ones((len(starts), 4)), np.ones(len(starts)))
    assert [clip.length for clip in clips] == [20.0] * 10


def test_cuts_fall_where_the_music_changes() -> None:
    """Sections of 25, 15, 30, 20 and 25 s, each its own sound, under some noise."""
    rng = np.random.default_rng(4)
    changes = [25.0, 40.0, 70.0, 90.0]
    starts = grid(116.0)
    section = np.searchsorted(changes, starts, side="right")
    features = rng.standard_normal((5, 16))[section] + 0.2 * rng.standard_normal((len(starts), 16))
    clips = choose_clips(115.0, starts, features, np.ones(len(starts)))
    assert [clip.start for clip in clips[1:]] == changes


def test_noise_alone_does_not_make_clips_short() -> None:
    rng = np.random.default_rng(9)
    lengths = []
    for _ in range(20):
        starts = grid(300.0)
        features = rng.standard_normal((len(starts), 32))
        clips = choose_clips(300.0, starts, features, np.ones(len(starts)))
        lengths += [clip.length for clip in clips]
    assert 18.0 < np.mean(lengths) < 22.5


def test_silence_in_between_is_left_out() -> None:
    starts = grid(60.0)
    level = np.ones(len(starts))
    level[5:7] = ACTIVE  # 25 s to 35 s
    clips = choose_clips(60.0, starts, np.ones((len(starts), 1)), level)
    assert clips == [ClipRange(0.0, 25.0), ClipRange(35.0, 60.0)]


def test_the_overlapping_last_chunk_of_the_encoder() -> None:
    """The encoder's last chunk ends with the track and so begins off the grid."""
    duration = 63.4
    starts = np.array([*range(0, 60, 5), duration - 5.0], np.float32)
    clips = choose_clips(duration, starts, np.ones((len(starts), 1)), np.ones(len(starts)))
    assert (clips[0].start, clips[-1].end) == (0.0, duration)
    assert all(a.end == b.start for a, b in itertools.pairwise(clips))


def test_a_track_of_three_hours() -> None:
    rng = np.random.default_rng(0)
    starts = grid(10_800.0)
    features = rng.standard_normal((len(starts), 256)).cumsum(axis=0)
    clips = choose_clips(10_800.0, starts, features, np.ones(len(starts)))
    assert sum(clip.length for clip in clips) == pytest.approx(10_800.0)
    assert all(SHORTEST <= clip.length <= LONGEST for clip in clips)
