"""Cutting scenes where the feeling turns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.score.segments import LEAST, cut_story
from t2m_engine.score.timing import SCENE_PAUSE


def lengths(segments) -> list[int]:
    return [len(segment.beats) for segment in segments]


def test_a_scene_is_cut_where_its_feeling_turns(score_kit):
    beats = score_kit.beats(*[("happy", 15)] * 4, *[("scary", 15)] * 5)
    assert lengths(cut_story(beats)) == [4, 5]


def test_one_strange_paragraph_is_no_cue(score_kit):
    parts = [("sad", 15)] * 3 + [("happy", 5)] + [("sad", 15)] * 3
    beats = score_kit.beats(*parts, start=60.0)
    assert lengths(cut_story(beats)) == [7]


def test_a_paragraph_that_may_be_read_wrongly_turns_no_music_there_and_back(score_kit):

    def segments(*parts):
        beats = score_kit.beats(*parts, start=60.0)
        for place, (mood, _) in enumerate(parts):
            felt = score_kit.feeling(**{mood: 0.55})  # as sure as a reader of real text is
            reading = replace(beats[place].reading, emotion=felt)
            beats[place] = replace(beats[place], reading=reading, smoothed=felt)
        return lengths(cut_story(beats))

    ball = [("happy", 20)] * 3
    assert segments(*ball, ("sad", 28), *ball) == [7]
    assert segments(*ball, *[("sad", 28)] * 3, *ball) == [3, 3, 3]  # it goes on to be sad


def test_a_chase_begins_where_a_walk_ends(score_kit):
    """However much the feelings of the chase cancel each other out."""
    walk = [("", 15)] * 5
    chase = [("scary", 12), ("happy", 12), ("angry", 12), ("tender", 12), ("exciting", 12)]
    segments = cut_story(score_kit.beats(*walk, *chase, start=60.0))
    assert lengths(segments) == [5, 5]


def test_a_short_scene_is_one_segment_with_its_pause(score_kit):
    [segment] = cut_story(score_kit.beats(("happy", 6), ("scary", 6)))
    assert (segment.start, segment.duration) == (0.0, 12.0 + SCENE_PAUSE)


def test_a_long_even_scene_is_cut_into_cues_of_good_length(score_kit):
    segments = cut_story(score_kit.beats(*[("tender", 12)] * 60, start=60.0))
    assert all(60.0 <= segment.duration <= 200.0 for segment in segments)
    assert len(segments) >= 4


def test_the_opening_of_a_story_is_a_segment_of_its_own(score_kit):
    parts = [("happy", 12)] * 9
    first, second = cut_story(score_kit.beats(*parts))
    assert (len(first.beats), first.end) == (3, second.start)
    assert lengths(cut_story(score_kit.beats(*parts[:6]))) == [6]  # short enough as it is
    motto = score_kit.beats(("sad", 5))
    later = score_kit.beats(*parts, scene=1, start=9.0)
    assert lengths(cut_story([*motto, *later])) == [1, 3, 6]


def test_a_beat_longer_than_any_cue_stands_alone(score_kit):
    assert lengths(cut_story(score_kit.beats(("sad", 300), ("happy", 10)))) == [2]


@given(
    st.lists(
        st.tuples(st.sampled_from(["happy", "sad", "scary", ""]), st.floats(0.5, 60)),
        min_size=1,
        max_size=30,
    )
)
def test_segments_hold_every_beat_once_and_are_long_enough(score_kit, parts):
    beats = score_kit.beats(*parts)
    segments = cut_story(beats)
    assert [beat for segment in segments for beat in segment.beats] == beats
    for before, after in pairwise(segments):
        assert before.end == after.start
    if len(segments) > 1:
        lasting = [segment.beats[-1].end - segment.beats[0].start for segment in segments]
        assert min(lasting) >= LEAST - 1e-6
