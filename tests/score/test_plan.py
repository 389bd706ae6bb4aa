"""The cue plan: times from the pace, music by feeling, cues that hold together."""

from __future__ import annotations

import pytest

from t2m_engine.errors import CancelledError, LibraryError, UsageError
from t2m_engine.export.cue import FRAME_RATE
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.score.plan import plan
from t2m_engine.score.timing import SCENE_PAUSE
from t2m_engine.score.wishes import Wishes
from t2m_engine.text.manuscript import parse


@pytest.fixture
def manuscript(score_kit):
    """Five minutes in four scenes; the last one is neutral."""
    return parse(
        score_kit.story(
            ("Fair", [("happy", 60), ("happy", 70)]),
            ("Cellar", [("scary", 90), ("scary", 60)]),
            ("Grave", [("sad", 80), ("angry", 400), ("sad", 10)]),
            ("Road", [("", 60)]),
        ),
        "md",
    )


@pytest.fixture
def made(manuscript, score_kit, catalogue):
    return plan(manuscript, score_kit.FakePack(), catalogue)


def test_times_follow_from_the_pace(made, manuscript, score_kit, catalogue):
    assert made.duration == pytest.approx(manuscript.words / 150 * 60 + 4 * SCENE_PAUSE, rel=0.06)
    assert made.passages[0].start == SCENE_PAUSE
    slow = plan(manuscript, score_kit.FakePack(), catalogue, Wishes(words_per_minute=75))
    assert slow.duration == pytest.approx(2 * made.duration - 4 * SCENE_PAUSE)
    for items in (made.passages, made.scenes):
        ends = [item.end for item in items]
        assert all(end <= item.start for end, item in zip(ends[:-1], items[1:], strict=True))


def test_each_feeling_gets_its_own_music(made):
    moods = {made.scenes[cue.scene].title: cue.title.split()[0].lower() for cue in made.cues[:2]}
    assert moods == {"Fair": "happy", "Cellar": "scary"}
    assert "Angry" in [cue.title.split()[0] for cue in made.cues if cue.scene == 2]
    for cue in made.cues:
        assert cue.emotion.mood == cue.title.split()[0].lower()


def test_neutral_text_stays_silent_and_that_is_told(made):
    assert not [cue for cue in made.cues if cue.scene == 3]
    assert "stays silent" in made.notes[-1]


def test_cues_are_on_frames_within_their_tracks_and_two_at_most_sound(made, score_kit):
    for cue in made.cues:
        for time in (cue.start, cue.end, cue.source_start, cue.source_end, cue.fade_in):
            assert time * FRAME_RATE == pytest.approx(round(time * FRAME_RATE), abs=1e-6)
        assert (cue.pieces[0].start, cue.pieces[-1].end) == pytest.approx((cue.start, cue.end))
        assert (cue.fade_in, cue.fade_out) == (cue.pieces[0].fade_in, cue.pieces[-1].fade_out)
        for piece in cue.pieces:
            assert 0.0 <= piece.source_start < piece.source_end <= score_kit.SECONDS
            assert piece.fade_in + piece.fade_out <= piece.duration + 1e-6
    for before, after in zip(made.cues[:-1], made.cues[1:], strict=True):
        overlap = before.end - after.start
        assert before.start < after.start
        assert overlap <= 2.0
        if overlap > 0:
            assert before.fade_out == after.fade_in == pytest.approx(overlap)
    for before, after in zip(made.cues[:-2], made.cues[2:], strict=True):
        assert before.end <= after.start


def test_a_segment_longer_than_its_track_gets_its_music_round_again(made, score_kit):
    # A track has 70 s.
    [angry] = [cue for cue in made.cues if cue.title.startswith("Angry")]
    assert angry.duration > score_kit.SECONDS + 10.0
    assert len(angry.pieces) == 3
    assert "comes round 3 times" in angry.reason


def test_no_track_plays_twice_while_there_are_others(made):
    tracks = [cue.track for cue in made.cues if cue.scene < 2]
    assert len(tracks) == len(set(tracks))


def test_gains_bring_all_music_to_one_level(manuscript, score_kit, catalogue):
    # The second track of each mood is 6 dB louder than the first.
    found = plan(manuscript, score_kit.FakePack(), catalogue)
    vetoes = tuple(cue.track for cue in found.cues)
    others = plan(manuscript, score_kit.FakePack(), catalogue, Wishes(vetoes=vetoes[:1]))
    gains = {cue.title: cue.gain_db for made in (found, others) for cue in made.cues}
    assert gains["Happy 0"] - gains["Happy 1"] == pytest.approx(6.0, abs=0.3)


def test_the_reason_names_the_place_the_feeling_the_track_and_the_next_best(made):
    reason = made.cues[0].reason
    assert reason.startswith("The story opens, much is felt. The text is happy (valence +0.6")
    assert "of 8 tracks" in reason
    assert f"next was “{made.cues[0].alternatives[0].title}”" in reason


def test_a_giant_paragraph_is_cut_with_true_offsets(made):
    third = [cue for cue in made.cues if cue.scene == 2]
    assert all(cue.text_start < cue.text_end for cue in third)
    assert made.excerpt(third[0]).startswith("it was sad")
    assert [cue.text_start for cue in third] == sorted(cue.text_start for cue in third)


def test_the_same_in_gives_the_same_out(made, manuscript, score_kit, catalogue):
    assert plan(manuscript, score_kit.FakePack(), catalogue) == made


def test_a_track_that_cannot_be_read_is_passed_over(
    made, manuscript, score_kit, catalogue, tmp_path
):
    broken = tmp_path / "scary 9.wav"
    broken.write_bytes(b"RIFF")
    catalogue.put_track(score_kit.make_track(broken, [score_kit.feeling(scary=0.95)] * 4))
    again = plan(manuscript, score_kit.FakePack(), catalogue)
    assert [cue.track for cue in again.cues] == [cue.track for cue in made.cues]
    assert any("scary 9.wav" in note for note in again.notes)


def test_jingles_are_passed_over_and_two_cues_at_most_sound(
    manuscript, score_kit, catalogue, tmp_path
):
    for number in range(6):
        jingle = tmp_path / f"angry jingle {number}.wav"
        catalogue.put_track(score_kit.make_track(jingle, [score_kit.feeling(angry=0.8)], 1.5))
    made = plan(manuscript, score_kit.FakePack(), catalogue)
    assert not [cue for cue in made.cues if "Jingle" in cue.title]
    for before, after in zip(made.cues[:-2], made.cues[2:], strict=True):
        assert before.end <= after.start


def test_a_library_of_jingles_alone_is_played(manuscript, score_kit, shared_music, tmp_path):
    with Catalogue.open(tmp_path / "small") as small:
        path = shared_music / "sad 0.wav"
        small.put_track(score_kit.make_track(path, [score_kit.feeling(sad=0.8)], 9.0))
        made = plan(manuscript, score_kit.FakePack(), small)
    assert made.cues
    assert all(cue.duration <= 9.0 for cue in made.cues)


def test_one_track_alone_is_played_again_but_not_at_once(
    score_kit, manuscript, shared_music, tmp_path
):
    with Catalogue.open(tmp_path / "small") as small:
        path = shared_music / "sad 0.wav"
        small.put_track(score_kit.make_track(path, [score_kit.feeling(sad=0.8)] * 4))
        made = plan(manuscript, score_kit.FakePack(), small)
    assert {cue.track for cue in made.cues} == {path}
    assert [cue.scene for cue in made.cues] == [0, 1, 2, 2]
    assert made.cues[-1].end < made.scenes[2].end
    assert "is the only track" in made.cues[0].reason


def test_wishes_that_make_no_sense_an_empty_library_and_cancelling(
    score_kit, manuscript, catalogue, tmp_path
):
    pack = score_kit.FakePack()
    with pytest.raises(UsageError, match="outer"):
        plan(manuscript, pack, catalogue, Wishes(space="outer"))
    with Catalogue.open(tmp_path / "empty") as empty, pytest.raises(LibraryError, match="no music"):
        plan(manuscript, pack, empty)
    with pytest.raises(CancelledError):
        plan(manuscript, pack, catalogue, cancelled=lambda: True)
