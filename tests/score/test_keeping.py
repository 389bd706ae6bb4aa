"""What of an earlier plan still holds for a text that was changed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.export.cue import CuePlan, PlannedPassage
from t2m_engine.score.keeping import Fixed, find_fixed
from t2m_engine.score.plan import plan
from t2m_engine.score.wishes import Pin, Wishes
from t2m_engine.text.manuscript import parse


def playable(path: Path) -> bool:
    return True


def text_of(moods: list[str], score_kit) -> str:
    return "\n\n".join(score_kit.paragraph(mood, 80) for mood in moods)


def test_paragraphs_are_found_again_wherever_they_are_now(score_kit, catalogue):
    moods = ["happy", "sad", "scary", "angry"]
    before = parse(text_of(moods, score_kit))
    made = plan(before, score_kit.FakePack(), catalogue, Wishes(density=1.0))
    assert len(made.cues) >= 2
    after = parse(text_of(["tender", *moods], score_kit))
    shift = len(text_of(["tender"], score_kit)) + 2
    fixed = find_fixed(after, Wishes(density=1.0), made, playable)
    assert [(f.text_start, f.text_end, f.track, f.cue) for f in fixed] == [
        (cue.text_start + shift, cue.text_end + shift, cue.track, cue) for cue in made.cues
    ]


def test_a_cue_is_not_kept_through_a_paragraph_that_came_between(score_kit, catalogue):
    before = parse(text_of(["sad", "sad", "sad"], score_kit))
    made = plan(before, score_kit.FakePack(), catalogue, Wishes(density=1.0))
    assert len(made.cues) == 1
    after = parse(text_of(["sad", "happy", "sad", "sad"], score_kit))
    assert find_fixed(after, Wishes(density=1.0), made, playable) == []


def test_a_pin_takes_a_cue_and_its_part_of_silence(score_kit, catalogue):
    scenes = [("A", [("", 80)]), ("B", [("sad", 80)]), ("C", [("", 80)])]
    text = parse(score_kit.story(*scenes), "md")
    made = plan(text, score_kit.FakePack(), catalogue, Wishes(density=0.5))
    [cue] = made.cues
    first, _, last = text.passages
    wishes = Wishes(density=0.5, pins=(Pin(first.start, first.start + 40, None),))
    fixed = find_fixed(text, wishes, made, playable)
    assert fixed == [
        Fixed(first.start, first.start + 40, None, pinned=True),
        Fixed(first.start + 40, first.end, None),
        Fixed(cue.text_start, cue.text_end, cue.track, cue.pieces[0].source_start, cue=cue),
        Fixed(last.start, last.end, None),
    ]
    over = Wishes(density=0.5, pins=(Pin(cue.text_start + 5, cue.text_end, None),))
    assert [f.cue for f in find_fixed(text, over, made, playable)] == [None] * 3


@given(
    before=st.lists(st.sampled_from(["happy", "sad", "scary", ""]), min_size=1, max_size=6),
    after=st.lists(st.sampled_from(["happy", "sad", "scary", ""]), min_size=1, max_size=6),
)
def test_what_is_fixed_is_in_order_and_of_the_same_words(before, after, score_kit):
    old, new = parse(text_of(before, score_kit)), parse(text_of(after, score_kit))
    emotion = score_kit.feeling()
    passages = tuple(
        PlannedPassage(p.id, 0, 0.0, 1.0, emotion, emotion, p.start, p.end) for p in old.passages
    )
    keep = CuePlan("", None, old.text, 1, 150.0, 1.0, (), passages, (), "fusion", "fake")
    fixed = find_fixed(new, Wishes(), keep, playable)
    if before == after:
        assert [(f.text_start, f.text_end) for f in fixed] == [(0, len(new.text))]
    for one in fixed:
        assert new.text[one.text_start : one.text_end] in old.text
    for one, other in pairwise(fixed):
        assert one.text_end <= other.text_start
