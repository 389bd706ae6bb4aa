"""Which segments sound: strength, turns, edges, talk and the dial from sparse to wall-to-wall."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.score import spotting
from t2m_engine.score.keeping import Fixed
from t2m_engine.score.segments import cut_story, make_segment
from t2m_engine.score.spotting import SHORTEST, SPARSEST, distance, spoken_share, spot
from t2m_engine.text.manuscript import parse

PLAIN = parse("\n\n".join("It was so there." for _ in range(100)))


def story(score_kit, *parts: tuple[str, float]):
    """A segment for each part: a scene of one beat."""
    segments = []
    start = 2.0
    for number, (mood, seconds) in enumerate(parts):
        [beat] = score_kit.beats((mood, seconds), scene=number, start=start)
        segments.append(make_segment([beat]))
        start += seconds + 2.0
    return segments


def share(segments, spots) -> float:
    on = sum(s.duration for s, found in zip(segments, spots, strict=True) if not found.silence)
    return on / sum(s.duration for s in segments)


def test_the_dial_goes_from_sparse_to_wall_to_wall(score_kit):
    moods = ["happy", "sad", "scary", "angry", "tender"]
    segments = story(score_kit, *[(moods[n % 5], 60.0) for n in range(40)])
    shares = [share(segments, spot(segments, PLAIN, d)) for d in (0.0, 0.25, 0.5, 0.75, 1.0)]
    wanted = [SPARSEST + (1 - SPARSEST) * d for d in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert shares == pytest.approx(wanted, abs=0.06)


def test_what_is_felt_and_turns_sounds_first(score_kit):
    segments = story(score_kit, ("", 60), ("", 60), ("scary", 60), ("", 60), ("", 60))
    spots = spot(segments, PLAIN, 0.1)
    assert [not found.silence for found in spots] == [False, False, True, False, False]
    assert "the feeling turns" in spots[2].reasons
    assert "the story is at its height" in spots[2].reasons
    assert "too even" in spots[0].silence
    assert spots[4].worth > spots[3].worth  # the story closes with it


def sounding(segments, density: float) -> list[bool]:
    return [not found.silence for found in spot(segments, PLAIN, density)]


def test_even_text_sounds_only_wall_to_wall(score_kit):
    segments = story(score_kit, ("sad", 60), ("", 60), ("sad", 60))
    assert sounding(segments, 0.9) == [True, False, True]
    assert sounding(segments, 1.0) == [True, True, True]


def test_a_line_alone_stays_silent_and_music_goes_on_through_it(score_kit):
    [alone] = spot(story(score_kit, ("sad", 5)), PLAIN, 1.0)
    assert "too short" in alone.silence
    after = story(score_kit, ("sad", 60), ("", 60), ("sad", 5))
    assert sounding(after, 0.9) == [True, False, False]
    assert sounding(after, 1.0) == [True, True, True]
    for seconds in (5, 20):
        between = story(score_kit, ("sad", 60), ("", seconds), ("sad", 60))
        assert sounding(between, 0.99) == [True, True, True]


def test_a_quiet_act_has_music_beside_a_wild_one(score_kit):
    """What stands out in the first half of an hour, though all of the second has more."""
    quiet = [("tender" if n % 4 == 1 else "", 60) for n in range(30)]
    wild = [("scary" if n % 2 else "angry", 60) for n in range(30)]
    segments = story(score_kit, *quiet, *wild)
    for segment in segments[:30:2]:  # a little is felt there, too
        assert segment.reading.emotion.mood
    found = sounding(segments, 0.3)
    assert sum(found[:30]) >= 3
    assert sum(found[30:]) >= 6


def stretches(segments, on) -> list[tuple[bool, float]]:
    """What sounds and what does not, in turn, and for how many seconds."""
    found = []
    for state, members in groupby(zip(on, segments, strict=True), key=lambda pair: pair[0]):
        own = [segment for _, segment in members]
        found.append((state, own[-1].end - own[0].start))
    return found


def test_music_rests_and_silence_ends(score_kit):
    """Though all of the second half hour is worth more than all of the first."""
    first = [("sad", 60)] * 30
    second = [("scary" if n % 2 else "angry", 60) for n in range(30)]
    segments = story(score_kit, *first, *second)
    found = stretches(segments, sounding(segments, 0.6))
    assert max(length for state, length in found if state) <= 900.0
    assert max(length for state, length in found if not state) <= 600.0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(20.0, 500.0), st.floats(-1.0, 1.0), st.sampled_from("....+-|")),
        min_size=1,
        max_size=9,
    ),
    st.floats(100.0, 900.0),
)
def test_what_sounds_is_worth_most_of_all_ways(score_kit, parts, rest):
    """Beside all choices, each told by itself: "+" must sound, "-" must not, "|" has a gap."""
    segments = []
    start = 2.0
    for seconds, _, mark in parts:
        start += 30.0 if mark == "|" else 0.0
        [beat] = score_kit.beats(("sad", seconds), start=start)
        segments.append(replace(make_segment([beat]), start=start))
        start += seconds
    must = [{"+": (True, ""), "-": (False, "")}.get(mark) for _, _, mark in parts]
    gains = np.array([seconds * worth for seconds, worth, _ in parts])

    def value(on) -> float:
        if any(forced and forced[0] != state for forced, state in zip(must, on, strict=True)):
            return -np.inf
        total = float(gains[list(on)].sum())
        for place, state in enumerate(on):
            touches = place > 0 and on[place - 1] and parts[place][2] != "|"
            total -= spotting.START_COST * (state and not touches)
        for number, (state, length) in enumerate(stretches(segments, on)):
            if state:
                over = max(0.0, length - spotting.TIRING) / spotting.TIRED
                total -= spotting.TIRED_COST * over**2
            else:
                over = max(0.0, length - (rest if number else 0.0)) / rest
                total -= spotting.MISSED_COST * over**2
        return total

    found = spotting._at_price(segments, gains, must, rest)
    best = max(map(value, product([False, True], repeat=len(parts))))
    assert value(tuple(found.tolist())) == pytest.approx(best, abs=1e-6)


def mixed(score_kit, *moods: str, seconds: float = 12.0, start: float = 0.0):
    """A segment of beats that feel so, one after the other."""
    return make_segment(score_kit.beats(*[(mood, seconds) for mood in moods], start=start))


def test_a_chase_of_many_feelings_is_felt(score_kit):
    """The mean of its feelings is none of them, and nearly none at all."""
    chase = mixed(score_kit, "exciting", "scary", "angry", "sad", "funny")
    walk = mixed(score_kit, "tender", "", "", "", "")
    assert max(chase.reading.emotion.moods) < 0.3
    assert chase.strength > 0.9
    assert walk.strength < 0.3
    assert mixed(score_kit, "", "").strength == 0.0


def test_a_story_opens_with_music_and_has_it_at_its_height(score_kit):
    """Little is felt where it opens, and much is said at its height."""
    quiet = [("tender" if n % 2 else "", 40) for n in range(6)]
    segments = []
    start = 2.0
    for number, (mood, seconds) in enumerate([*quiet, ("scary", 50), *quiet * 2]):
        [beat] = score_kit.beats((mood, seconds), scene=number, start=start)
        felt = score_kit.feeling(**{mood: 0.8 if mood == "scary" else 0.4} if mood else {})
        beat = replace(beat, reading=replace(beat.reading, emotion=felt), smoothed=felt)
        segments.append(make_segment([beat]))
        start += seconds + 2.0
    said = parse("\n\n".join("“It was so there.”" for _ in range(30)))
    for density in (0.0, 0.2, 0.5, 0.7, 0.95):
        spots = spot(segments, said, density)
        assert not spots[6].silence, density
        assert "the story is at its height" in spots[6].reasons
        if density >= 0.5:
            first = next(s for s, found in zip(segments, spots, strict=True) if not found.silence)
            assert first.start <= 45.0, density


def test_no_silence_is_much_longer_than_the_dial_says(score_kit):
    """However much more is felt at the other end of the story."""
    segments = story(score_kit, *[("sad" if n < 15 else "scary", 40) for n in range(45)])
    segments = [
        replace(segment, reading=replace(segment.reading, emotion=score_kit.feeling(sad=0.4)))
        if place < 15
        else segment
        for place, segment in enumerate(segments)
    ]
    longest = {}
    for density in (0.9, 0.7, 0.4, 0.2):
        found = stretches(segments, sounding(segments, density))
        longest[density] = max(length for state, length in found if not state)
    assert list(longest.values()) == sorted(longest.values())
    assert longest[0.7] <= 180.0
    assert longest[0.9] <= 130.0


def test_a_montage_is_held_together_by_music(score_kit):
    text = "INT. HUT - DAY\n\nHe sits.\n\n{} - NIGHT\n\nShe goes.\n\nEXT. BAY - DAY\n\nHe rows."
    beats = [
        replace(beat, scene=beat.passage)
        for beat in score_kit.beats(("sad", 60), ("", 60), ("sad", 60))
    ]
    segments = [make_segment([beat]) for beat in beats]
    for heading, held in (("KITCHENS - MONTAGE", True), (".KITCHENS", False)):
        script = parse(text.format(f".{heading.lstrip('.')}"), "fountain")
        found = spot(segments, script, 0.99)[1]
        assert ("a montage is held together" in found.reasons) == held
        assert (not found.silence) == held


def test_talk_asks_for_less_music(score_kit):
    said = parse("“It was so, and so it was,” he said.\n\nIt was so, and so it was, he said.")
    beats = score_kit.beats(("sad", 60), ("sad", 60), start=60.0)
    segments = [make_segment([beat]) for beat in beats]
    talk, told = spot(segments, said, 0.5)
    assert (bool(talk.silence), bool(told.silence)) == (True, False)
    script = parse("INT. A - DAY\n\nANNA\nGood day.\n\nShe goes.", "fountain")
    kinds = [passage.kind for passage in script.passages]
    assert kinds == ["dialogue", "direction"]
    talk, told = spot(segments, script, 0.5)
    assert talk.worth < told.worth - 0.2


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("“All of it.”", 1.0, 1.0),
        ("„Alles“, sagte er.", 0.3, 0.7),
        ("«Tout», dit-il.", 0.3, 0.6),
        ("「全部」と彼は言った。", 0.3, 0.5),
        ("Nothing is said, don’t you see, nor won’t be.", 0.0, 0.3),
    ],
)
def test_what_stands_between_quotation_marks_is_talk(text, least, most):
    assert least <= spoken_share(text) <= most


def test_music_starts_seldom(score_kit):
    """Of equal worth, what is together sounds together."""
    beats = score_kit.beats(*[("sad", 15.0)] * 24)
    segments = [make_segment(beats[n : n + 2]) for n in range(0, 24, 2)]
    on = [not found.silence for found in spot(segments, PLAIN, 0.5)]
    starts = sum(now and not before for before, now in zip([False, *on[:-1]], on, strict=True))
    assert starts <= 2


def test_what_is_fixed_stays(score_kit):
    beats = score_kit.beats(("scary", 60), ("", 60), ("scary", 60))
    fixed = [Fixed(0, 1, None, pinned=True), Fixed(1, 2, PLAIN.path, pinned=True)]
    segments = cut_story(beats, fixed)
    assert [segment.fixed for segment in segments] == [*fixed, None]
    from pathlib import Path

    sounding = [Fixed(0, 1, None, pinned=True), Fixed(1, 2, Path("/a.wav"), pinned=True)]
    spots = spot(cut_story(beats, sounding), PLAIN, 1.0)
    assert [not found.silence for found in spots] == [False, True, True]
    assert "pinned" in spots[0].silence


def test_a_story_of_one_segment_has_music_at_any_density(score_kit):
    segments = story(score_kit, ("sad", 30.0))
    for density in (0.0, 0.3, 1.0):
        assert not spot(segments, PLAIN, density)[0].silence
    assert spot([], PLAIN, 0.5) == []


def test_emotions_are_apart_as_they_differ(score_kit):
    sad, happy = score_kit.feeling(sad=0.8), score_kit.feeling(happy=0.8)
    assert distance(sad, sad) == 0.0
    assert distance(sad, happy) == pytest.approx(distance(happy, sad))
    assert distance(sad, happy) > distance(sad, score_kit.feeling(sad=0.4)) > 0.0


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["happy", "sad", ""]), st.floats(1.0, 200.0)),
        min_size=1,
        max_size=25,
    ),
    st.floats(0.0, 1.0),
)
def test_every_segment_is_told_and_none_that_sounds_is_too_short(score_kit, parts, density):
    segments = story(score_kit, *parts)
    spots = spot(segments, PLAIN, density)
    assert len(spots) == len(segments)
    runs = groupby(zip(segments, spots, strict=True), key=lambda pair: bool(pair[1].silence))
    for silent, members in runs:
        assert silent or sum(segment.duration for segment, _ in members) >= SHORTEST
