from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.audio.clips import (
    ACTIVE,
    LONGEST,
    REACH,
    SHORTEST,
    ClipRange,
    best_clip,
    choose_clips,
)
from t2m_engine.audio.novelty import STEP, novelty


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
        # The last chunk of a stretch may be shorter than the grid.
        elif end - start >= 2 * SHORTEST + 2 * step:
            assert all(SHORTEST <= clip.length <= LONGEST for clip in inside)


def test_a_short_track_is_one_clip() -> None:
    for duration in (0.05, 1.0, 7.9):
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


@settings(deadline=None)
@given(duration=st.floats(1.5, 400.0), seed=st.integers(0, 2**32 - 1))
def test_cuts_that_move_keep_the_bounds(duration: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    starts = grid(duration)
    features = rng.standard_normal((len(starts), 3))
    level = np.where(rng.random(len(starts)) < 0.05, 0.0, 0.1)
    changes = rng.random(int(duration / STEP) + 1)
    still = choose_clips(duration, starts, features, level)
    moved = choose_clips(duration, starts, features, level, changes)
    assert len(still) == len(moved)
    for one, other in zip(still, moved, strict=True):
        assert abs(one.start - other.start) <= REACH
        assert abs(one.end - other.end) <= REACH
        if SHORTEST <= one.length <= LONGEST:
            assert SHORTEST <= other.length <= LONGEST
    assert sum(clip.length for clip in still) == pytest.approx(sum(clip.length for clip in moved))


def test_a_cut_finds_the_moment_of_the_change() -> None:
    """A quiet low tone becomes loud noise at 21.75 s; the grid is of 5 s."""
    rate, change = 16_000, 21.75
    time = np.arange(45 * rate) / rate
    noise = 0.3 * np.random.default_rng(0).standard_normal(len(time))
    sound = np.where(time < change, 0.05 * np.sin(2 * np.pi * 110 * time), noise)
    starts = grid(45.0)
    features = (starts[:, None] + 2.5 > change).astype(float)
    changes = novelty(sound.astype(np.float32), rate)
    clips = choose_clips(45.0, starts, features, np.ones(len(starts)), changes)
    assert min(abs(clip.start - change) for clip in clips) <= STEP
    still = choose_clips(45.0, starts, features, np.ones(len(starts)))
    assert min(abs(clip.start - change) for clip in still) > 1.0


def test_novelty_of_what_does_not_change() -> None:
    rate = 16_000
    tone = (0.3 * np.sin(2 * np.pi * 440 * np.arange(10 * rate) / rate)).astype(np.float32)
    changes = novelty(tone, rate)
    assert len(changes) == 40
    assert changes[9:-9].max() < 1.0  # decibels; noise that sets in has some 80
    assert novelty(np.zeros(10, np.float32), rate).tolist() == [0.0]


def test_the_best_section_is_typical_loud_and_strong() -> None:
    clips = [ClipRange(20.0 * k, 20.0 * k + 20.0) for k in range(6)]
    verse, chorus, bridge = np.eye(3)
    embeddings = [0.2 * verse, verse, chorus + 0.3 * verse, verse, chorus + 0.3 * verse, bridge]
    energies = [-30.0, -20.0, -14.0, -20.0, -14.5, -13.0]
    feelings = [(0.0, -0.2), (0.1, 0.1), (0.6, 0.5), (0.1, 0.1), (0.6, 0.5), (0.2, 0.6)]
    assert best_clip(clips, embeddings, energies, feelings) == 2


def test_the_best_section_of_odd_tracks() -> None:
    alone = [ClipRange(0.0, 3.0)]
    assert best_clip(alone, np.zeros((1, 4)), [-20.0], [(0.0, 0.0)]) == 0
    alike = [ClipRange(20.0 * k, 20.0 * k + 20.0) for k in range(3)]
    assert best_clip(alike, np.ones((3, 4)), [-20.0] * 3, [(0.1, 0.1)] * 3) == 0
    short = [ClipRange(0.0, 5.0), ClipRange(10.0, 30.0)]
    assert best_clip(short, np.ones((2, 4)), [0.0, -40.0], [(0.9, 0.9), (0.0, 0.0)]) == 1
