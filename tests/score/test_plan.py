"""The cue plan: times from the pace, music by feeling, cues that hold together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from t2m_engine.errors import CancelledError, InputError, LibraryError, UsageError
from t2m_engine.export.cue import FRAME_RATE, FRAME_RATES, on_frame
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.marks import MarkChange
from t2m_engine.score.choosing import Chooser
from t2m_engine.score.hand import Hand
from t2m_engine.score.motifs import Motif
from t2m_engine.score.plan import plan
from t2m_engine.score.segments import cut_story
from t2m_engine.score.shelf import Shelf
from t2m_engine.score.timing import SCENE_PAUSE, read_beats
from t2m_engine.score.turns import find_scenes
from t2m_engine.score.wishes import Pin, Wishes
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


@pytest.mark.parametrize(
    "wishes", [Wishes(density=1.0), Wishes(style="underscore"), Wishes(style="counterpoint")]
)
def test_a_hand_compares_music_as_the_plan_does(manuscript, score_kit, catalogue, wishes):
    pack = score_kit.FakePack()
    made = plan(manuscript, pack, catalogue, wishes)
    if wishes.density == 1.0:
        assert any("stays calm" in cue.reason for cue in made.cues)
    hand = Hand(Shelf(catalogue, pack, made.space), pack)
    for cue in made.cues:
        assert cue.alternatives
        for other in cue.alternatives:  # each of one mood, so that any stretch of it fits alike
            chosen = hand.with_music(made, cue, other.track, None)
            assert chosen.score == pytest.approx(other.score, abs=1e-5)


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


# What is fixed


def test_pins_win(made, manuscript, score_kit, catalogue, shared_music):
    cellar = made.scenes[1]
    track = shared_music / "happy 0.wav"
    pin = Pin(cellar.text_start, cellar.text_end, track, 10.0)
    pinned = plan(manuscript, score_kit.FakePack(), catalogue, Wishes(pins=(pin,)))
    [cue] = [cue for cue in pinned.cues if cue.scene == 1]
    assert (cue.track, cue.source_start, cue.pinned) == (track, 10.0, True)
    assert (cue.start, cue.text_start) == (
        pytest.approx(cellar.start, abs=0.021),
        manuscript.passages[2].start,
    )
    assert "Pinned by the writer" in cue.reason
    assert cue.alternatives[0].title.startswith("Scary")
    others = [cue for cue in pinned.cues if not cue.pinned]
    assert others
    assert all(cue.track != track for cue in others)


def test_pinned_silence_a_pin_within_a_paragraph_and_a_muted_one(
    made, manuscript, score_kit, catalogue, shared_music
):
    fair, cellar, _ = made.scenes[:3]
    start = manuscript.passages[5].start
    pins = (
        Pin(fair.text_start, fair.text_end, None),
        Pin(cellar.text_start, cellar.text_end, shared_music / "sad 0.wav", muted=True),
        Pin(start + 300, start + 700, shared_music / "sad 1.wav"),
    )
    pinned = plan(manuscript, score_kit.FakePack(), catalogue, Wishes(pins=pins, density=1.0))
    assert not [cue for cue in pinned.cues if cue.scene == 0]
    assert any("silence is pinned" in note for note in pinned.notes)
    [muted] = [cue for cue in pinned.cues if cue.muted]
    assert (muted.scene, muted.pinned) == (1, True)
    [inside] = [cue for cue in pinned.cues if cue.text_start == start + 300]
    assert inside.text_end == start + 700
    assert inside.title == "Sad 1"
    before = [cue for cue in pinned.cues if cue.text_end == start + 300]
    after = [cue for cue in pinned.cues if cue.text_start == start + 700]
    assert len(before) == len(after) == 1
    assert before[0].end == pytest.approx(inside.start + 2.0, abs=0.1)


def test_a_pinned_track_goes_round_as_often_as_it_takes(manuscript, score_kit, catalogue):
    pin = Pin(0, len(manuscript.text), catalogue.tracks()[0].path)
    pinned = plan(manuscript, score_kit.FakePack(), catalogue, Wishes(pins=(pin,)))
    [cue] = pinned.cues
    assert cue.end >= pinned.duration - 4.0
    assert len(cue.pieces) == 6


@pytest.mark.parametrize(
    ("pin", "words"),
    [
        (lambda music: Pin(0, 200, music / "gone.wav"), "not in the library"),
        (lambda music: Pin(0, 200, music / "sad 0.wav", 500.0), "lasts only 1:10"),
        (lambda music: Pin(10**6, 10**6 + 1, music / "sad 0.wav"), "no words"),
        (lambda music: Pin(10**6, 10**6 + 1, None), "no words"),
    ],
)
def test_pins_that_cannot_be_kept_are_said(
    pin, words, manuscript, score_kit, catalogue, shared_music
):
    with pytest.raises(UsageError, match=words):
        plan(manuscript, score_kit.FakePack(), catalogue, Wishes(pins=(pin(shared_music),)))


def test_a_pinned_track_that_cannot_be_read_is_an_error(manuscript, score_kit, catalogue, tmp_path):
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    catalogue.put_track(score_kit.make_track(broken, [score_kit.feeling(scary=0.95)] * 4))
    with pytest.raises(InputError, match=r"broken\.wav"):
        plan(manuscript, score_kit.FakePack(), catalogue, Wishes(pins=(Pin(0, 200, broken),)))


def test_what_is_not_for_the_project_is_not_in_its_score(made, manuscript, score_kit, catalogue):
    story = replace(manuscript, path=Path("/stories/a.md"))
    taken = made.cues[0].track
    content = catalogue.track(taken).content_id
    catalogue.mark([content], MarkChange(exclude=(Path("/stories/a.md"),)))
    pack = score_kit.FakePack()
    assert taken not in {cue.track for cue in plan(story, pack, catalogue).cues}
    again = plan(story, pack, catalogue, keep=replace(made, manuscript=story.path))
    assert taken not in {cue.track for cue in again.cues}, "nor where it was before"
    other = replace(manuscript, path=Path("/stories/b.md"))
    assert taken in {cue.track for cue in plan(other, pack, catalogue).cues}
    catalogue.mark([content], MarkChange(include=(Path("/stories/a.md"),)))
    assert taken in {cue.track for cue in plan(story, pack, catalogue).cues}


def test_vetoes_win_and_when_all_is_vetoed_that_is_said(made, manuscript, score_kit, catalogue):
    vetoes = tuple(cue.track for cue in made.cues)
    pack = score_kit.FakePack()
    others = plan(manuscript, pack, catalogue, Wishes(vetoes=vetoes))
    assert others.cues
    assert not {cue.track for cue in others.cues} & set(vetoes)
    everything = tuple(track.path for track in catalogue.tracks())
    with pytest.raises(UsageError, match="8 tracks of the library are vetoed"):
        plan(manuscript, pack, catalogue, Wishes(vetoes=everything))


# Wishes


def test_styles_look_for_other_music(manuscript, score_kit, catalogue):
    pack = score_kit.FakePack()
    against = plan(manuscript, pack, catalogue, Wishes(style="counterpoint"))
    assert against.style == "counterpoint"
    first = against.cues[0]
    assert (first.scene, first.role, first.title.split()[0]) == (0, "counterpoint", "Sad")
    assert "the music feels the opposite" in first.reason
    calm = plan(manuscript, pack, catalogue, Wishes(style="underscore"))
    assert calm.cues[0].emotion.arousal <= made_arousal(manuscript, pack, catalogue)


def made_arousal(manuscript, pack, catalogue) -> float:
    return plan(manuscript, pack, catalogue).cues[0].emotion.arousal


def test_a_seed_gives_its_plan_each_time(manuscript, score_kit, catalogue):
    pack = score_kit.FakePack()
    one = plan(manuscript, pack, catalogue, Wishes(seed=3))
    assert plan(manuscript, pack, catalogue, Wishes(seed=3)) == one
    assert one.seed == 3


@pytest.mark.parametrize("rate", ["23.976", "29.97", "60"])
def test_times_are_frames_of_the_rate(rate, manuscript, score_kit, catalogue):
    wishes = Wishes(frame_rate=FRAME_RATES[rate], density=1.0)
    made = plan(manuscript, score_kit.FakePack(), catalogue, wishes)
    assert made.frame_rate == FRAME_RATES[rate]
    for cue in made.cues:
        for piece in cue.pieces:
            for time in (piece.start, piece.source_start, piece.source_end, piece.fade_out):
                assert time == pytest.approx(on_frame(time, FRAME_RATES[rate]), abs=1e-6)


def test_a_motif_comes_back_with_its_character(score_kit, catalogue):
    def scene(number: int, mood: str, name: str) -> str:
        about = f"it was {mood} there and then as if {name} had been in it for all that long "
        return f"## {number}\n\n" + about * 12

    moods = ["sad", "happy", "sad", "scary", "sad", "angry", "sad", "happy"]
    text = "\n\n".join(
        scene(n, mood, "Marley" if mood == "sad" else "nobody") for n, mood in enumerate(moods)
    )
    made = plan(parse(text, "md"), score_kit.FakePack(), catalogue, Wishes(density=1.0))
    own = [cue for cue in made.cues if cue.motif == "Marley"]
    assert len(own) >= 2
    assert {cue.role for cue in own} == {"motif"}
    assert len({(cue.track, cue.source_start) for cue in own}) == 1  # or who would know it?
    assert "is the motif of Marley from here on" in own[0].reason
    assert "comes back" not in own[0].reason
    assert all("comes back with Marley" in cue.reason for cue in own[1:])


def test_a_motif_begins_with_the_same_music_each_time(score_kit, tmp_path):
    """Also where another part of its track would fit better: else nobody knows it again."""

    def scene(number: int, mood: str, name: str, repeats: int) -> str:
        about = f"it was {mood} there and then as if {name} had been in it for all that long "
        return f"## {number}\n\n" + about * repeats

    felt = ["sad", "scary", "sad", "scary", "sad", "scary", "sad", "scary"]
    text = "\n\n".join(
        scene(n, mood, "Marley" if mood == "sad" else "nobody", 4 + 3 * n)
        for n, mood in enumerate(felt)
    )
    with Catalogue.open(tmp_path / "small") as small:
        shares = (0.55, 0.75, 0.8, 0.6, 0.7, 0.75)
        for mood in ("sad", "scary"):
            track = [score_kit.feeling(**{mood: share}) for share in shares]
            small.put_track(score_kit.make_track(tmp_path / f"{mood}.wav", track, 120.0))
        shelf = Shelf(small, score_kit.FakePack())
        chooser = Chooser(shelf, "follow", 0, frozenset())
        manuscript = parse(text, "md")
        beats = read_beats(
            manuscript, score_kit.FakePack(), 150.0,
            progress=lambda done, total: None, cancelled=lambda: False,
        )  # fmt: skip
        beats, _ = find_scenes(manuscript, beats)
        sad = [segment for segment in cut_story(beats) if segment.wish.emotion.mood == "sad"]
        drafts, _ = chooser.problem(sad, lambda own: [])
        free = {max(d.options, key=lambda option: option.value).region.start for d in drafts}
        assert len(free) > 1
        drafts, _ = chooser.problem(sad, lambda own: [Motif("Marley", tuple(range(len(own))))])
    own = [option for draft in drafts for option in draft.options if option.motif]
    assert len(own) >= 2
    assert len({option.region.start for option in own}) == 1


# What is kept


def test_planning_again_with_nothing_changed_changes_nothing(
    made, manuscript, score_kit, catalogue
):
    again = plan(manuscript, score_kit.FakePack(), catalogue, keep=made)
    assert again.cues == made.cues


def test_what_a_change_leaves_alone_stays(made, manuscript, score_kit, catalogue):
    pack = score_kit.FakePack()
    text = manuscript.text.replace("it was angry there", "it was happy there", 40)
    changed = parse("A word before.\n\n" + text, "md")
    again = plan(changed, pack, catalogue, keep=made)
    kept = [cue for cue in made.cues if cue.scene < 2]
    assert [cue.track for cue in again.cues if cue.scene in {1, 2}] == [cue.track for cue in kept]
    for old in kept:
        [new] = [cue for cue in again.cues if cue.track == old.track]
        assert new.start > old.start
        assert new.text_start == old.text_start + len("A word before.\n\n")
        assert (new.reason, new.alternatives) == (old.reason, old.alternatives)
    assert any(cue.emotion.mood == "happy" and cue.scene == 3 for cue in again.cues)


def test_a_veto_or_a_pin_moves_only_what_it_concerns(made, manuscript, score_kit, catalogue):
    pack = score_kit.FakePack()
    gone = made.cues[0]
    again = plan(manuscript, pack, catalogue, Wishes(vetoes=(gone.track,)), keep=made)
    assert again.cues[0].track != gone.track
    assert [cue.track for cue in again.cues[1:]] == [cue.track for cue in made.cues[1:]]
    track = made.cues[-1].track
    pin = Pin(gone.text_start, gone.text_end, track)
    pinned = plan(manuscript, pack, catalogue, Wishes(pins=(pin,)), keep=made)
    assert (pinned.cues[0].track, pinned.cues[0].pinned) == (track, True)
    assert pinned.cues[1:] == made.cues[1:]


def test_what_is_taken_out_stays_silent_and_what_is_muted_muted(
    made, manuscript, score_kit, catalogue
):
    kept = replace(made, cues=(replace(made.cues[1], muted=True), *made.cues[2:]))
    again = plan(manuscript, score_kit.FakePack(), catalogue, keep=kept)
    assert [cue.track for cue in again.cues] == [cue.track for cue in made.cues[1:]]
    assert [cue.muted for cue in again.cues] == [True] + [False] * (len(made.cues) - 2)
    assert [cue.number for cue in again.cues] == list(range(1, len(made.cues)))


def test_another_style_keeps_nothing_but_pins(made, manuscript, score_kit, catalogue):
    wishes = Wishes(style="counterpoint")
    fresh = plan(manuscript, score_kit.FakePack(), catalogue, wishes)
    assert plan(manuscript, score_kit.FakePack(), catalogue, wishes, keep=made) == fresh


# The edges


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Alas!", 0),
        ("It was sad. " * 40, 1),
        ("彼は悲しかった。" * 20, 1),
        ("## A\n\nWord.\n\n## B", 0),
    ],
)
def test_the_shortest_stories_and_other_scripts(text, cues, score_kit, catalogue):
    made = plan(parse(text, "md"), score_kit.FakePack(), catalogue, Wishes(density=1.0))
    assert len(made.cues) == cues
    if not cues:
        assert "too short" in made.notes[0]


def test_a_text_that_the_model_was_not_taught_is_said_to_be_one(made, score_kit, catalogue):
    told = "does not seem to be in English"
    made = plan(parse("彼は悲しかった。" * 60, "md"), score_kit.FakePack(), catalogue)
    assert told in made.notes[0]
    made = plan(parse("The dog was happy, and it was so. " * 30), score_kit.FakePack(), catalogue)
    assert not any(told in note for note in made.notes)


def test_a_text_without_words_has_an_empty_plan(score_kit, catalogue):
    made = plan(parse("# Nothing", "md"), score_kit.FakePack(), catalogue)
    assert (made.cues, made.scenes, made.duration) == ((), (), 0.0)


def test_a_reader_that_remembers_reads_in_the_place_of_the_pack(
    made, manuscript, score_kit, catalogue
):
    pack, reader = score_kit.FakePack(), score_kit.FakePack()
    assert plan(manuscript, pack, catalogue, reader=reader) == made
    assert (pack.read, reader.read > 0) == (0, True)
