"""Sending: it looks first, only adds, and says what came of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from t2m_engine.errors import CancelledError
from t2m_engine.links import sending
from t2m_engine.links.model import EditorError, Item, Marker, Placed, State, Track, Trouble
from t2m_engine.links.sending import clock, send

THERE = Placed(0, "Voice", 8.0, 20.0, Path("/voice.wav"))


@pytest.fixture
def fake(load_kit) -> type:
    """A link to a project in memory."""
    return load_kit("t2m_link_kit", Path(__file__).with_name("link_kit.py")).FakeLink


def item(name="Dusk", start=0.0, length=4.0, track=0) -> Item:
    return Item(Path(f"/music/{name}.wav"), name, start, length, track)


def film(*clips: Placed, tracks=2, locked=(), **more) -> State:
    more = {"playhead": 10.0, **more}
    return State(
        "Film",
        tracks=tuple(Track(f"A{n + 1}", n in locked) for n in range(tracks)),
        clips=clips,
        **more,
    )


def refused(link, *items, **more) -> EditorError:
    before = link.state
    with pytest.raises(EditorError) as caught:
        send(link, items or [item()], pause=lambda _: None, **more)
    assert link.state == before
    return caught.value


def test_clips_go_to_the_playhead_on_the_first_track_with_room(fake):
    link = fake(film(THERE))
    sent = send(link, [item(), item("Dawn", 4.0)])
    assert [(c.track, c.name, c.start) for c in sent.clips] == [
        (1, "Dusk", 10.0),
        (1, "Dawn", 14.0),
    ]
    assert link.state.clips[0] == THERE
    assert len(link.steps) == 1
    assert sent.notes == ()


def test_the_first_track_is_taken_where_it_is_free(fake):
    sent = send(fake(film(THERE)), [item()], at=40.0)
    assert sent.clips[0].track == 0


def test_clips_that_meet_end_to_end_are_not_in_each_others_way(fake):
    sent = send(fake(film(THERE)), [item(length=8.0)], at=0.0)
    assert sent.clips[0].track == 0


def test_lanes_stay_together_and_a_new_track_is_made_where_none_is_free(fake):
    link = fake(film(THERE, locked={1}))
    sent = send(link, [item("One", track=0), item("Two", 2.0, track=1), item("Three", 9.0)], at=9.0)
    assert [clip.track for clip in sent.clips] == [2, 3, 2]


def test_an_editor_that_tells_no_playhead_keeps_it(fake):
    link = fake(film(playhead=None), at_playhead=True)
    sent = send(link, [item(), item("Dawn", 4.0)])
    assert [clip.start for clip in sent.clips] == [3.0, 7.0]


def test_where_nobody_knows_the_playhead_the_emptiest_tracks_are_taken(fake):
    """A1 has the dialogue; the second is locked; of the others the one with less on it."""
    noise = Placed(3, "Noise", 90.0, 4.0, Path("/noise.wav"))
    state = film(THERE, noise, tracks=4, locked={1}, playhead=None)
    sent = send(fake(state, at_playhead=True), [item(), item("Dawn", 4.0)])
    assert [(clip.track, clip.start) for clip in sent.clips] == [(2, 3.0), (2, 7.0)]
    lanes = [item(), item("Dawn", 4.0, track=1)]
    assert [c.track for c in send(fake(state, at_playhead=True), lanes).clips] == [2, 3]
    chosen = send(fake(state, at_playhead=True), [item()], track=3)
    assert chosen.clips[0].track == 3
    full = film(tracks=1, locked={0}, playhead=None)
    assert refused(fake(full, at_playhead=True)).trouble is Trouble.LOCKED


def test_without_a_playhead_a_time_is_asked_for(fake):
    error = refused(fake(film(playhead=None)))
    assert "--at" in str(error)


def test_frames_are_told_of(fake):
    sent = send(fake(film(frame_rate=Fraction(24))), [item()], at=7.013)
    assert sent.clips[0].start == 7.0
    assert sent.notes == (
        "Fake counts in frames: the clips lie at the nearest one, 13 ms off at most.",
    )


@pytest.mark.parametrize(
    ("project", "refuses"), [("Film", False), ("/home/me/Film.kdenlive", False), ("Book", True)]
)
def test_the_project_that_is_shown_must_be_the_one_that_is_meant(fake, project, refuses):
    link = fake(film())
    if refuses:
        error = refused(link, project=project)
        assert error.trouble is Trouble.OTHER_PROJECT
        assert "“Film”" in str(error)
    else:
        assert send(link, [item()], project=project).project == "Film"


def test_a_locked_track_takes_nothing(fake):
    error = refused(fake(film(locked={1})), track=1)
    assert error.trouble is Trouble.LOCKED
    assert "unlock" in str(error)


def test_a_track_that_is_occupied_takes_nothing(fake):
    error = refused(fake(film(THERE)), track=0)
    assert error.trouble is Trouble.OCCUPIED
    assert "“Voice” at 0:08.0" in str(error)


def test_no_track_is_made_where_the_editor_cannot(fake):
    link = fake(film(THERE, tracks=1), makes_tracks=False)
    assert refused(link).trouble is Trouble.OCCUPIED
    assert "1 audio tracks" in str(refused(link, track=1))


def test_an_editor_that_ends_is_told_of(fake):
    assert refused(fake(film(), wrong="gone")).trouble is Trouble.GONE


def test_what_cannot_be_read_back_is_not_called_done(fake, monkeypatch):
    monkeypatch.setattr(sending, "_SETTLING", 0.0)
    error = refused(fake(film(), wrong="deaf"))
    assert error.trouble is Trouble.UNCONFIRMED
    assert "did not take “Dusk”" in str(error)


def test_what_lies_elsewhere_is_taken_back(fake, monkeypatch):
    monkeypatch.setattr(sending, "_SETTLING", 0.0)
    link = fake(film(), wrong="elsewhere")
    error = refused(link)
    assert error.trouble is Trouble.UNCONFIRMED
    assert "at 0:13.0" in str(error)
    assert link.state.clips == ()


def test_reading_back_waits_for_a_slow_editor(fake):
    link = fake(film())
    pauses = []

    def pause(seconds):
        pauses.append(seconds)

    place = link.place
    link.place = lambda *a, **k: (place(*a, **k), setattr(link, "late", 3))
    assert send(link, [item()], pause=pause).clips[0].start == 10.0
    assert len(pauses) == 3


def test_another_project_after_sending_is_told_of(fake):
    link = fake(film(), wrong="other")
    with pytest.raises(EditorError, match="Another film"):
        send(link, [item()], pause=lambda _: None)


@pytest.mark.parametrize(
    ("trouble", "becomes", "said"),
    [
        (Trouble.ABSENT, Trouble.GONE, "Fake ended before “Dusk”, “Dawn” could be read back."),
        (Trouble.GONE, Trouble.GONE, "Fake ended before “Dusk”, “Dawn” could be read back."),
        (Trouble.BUSY, Trouble.UNCONFIRMED, "Fake was given “Dusk”, “Dawn”, and cannot be read"),
    ],
)
def test_an_editor_that_cannot_be_read_back_is_never_said_to_have_got_nothing(
    fake, trouble, becomes, said
):
    link = fake(film())
    place = link.place

    def crashing(*a, **k):
        place(*a, **k)
        link.read = no_more

    def no_more(check):
        raise EditorError(trouble, "Fake is not there. Nothing was sent.")

    link.place = crashing
    with pytest.raises(EditorError) as caught:
        send(link, [item(), item("Dawn", 4.0)])
    assert caught.value.trouble is becomes
    assert str(caught.value).startswith(said)
    assert "Nothing was sent" not in str(caught.value)
    assert "look whether “Film” has it before you send again" in str(caught.value)
    assert str(caught.value).endswith("The audio stays: /music/Dusk.wav and 1 more.")


def test_who_cancels_while_it_is_read_back_is_not_told_that_nothing_was_sent(fake):
    link = fake(film())

    def check():
        if link.steps:
            raise CancelledError("Cancelled; nothing was sent.")

    with pytest.raises(CancelledError, match="while Fake was read back: “Dusk” may lie there"):
        send(link, [item()], check=check)


def test_nothing_is_sent_when_it_is_cancelled(fake):
    link = fake(film())

    def check():
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        send(link, [item()], check=check)
    assert link.steps == []


def test_a_clip_that_somebody_moved_meanwhile_is_told_of(fake):
    link = fake(film(THERE))
    place = link.place

    def moving(*a, **k):
        place(*a, **k)
        link.state = film(Placed(0, "Voice", 9.0, 20.0), *link.state.clips[1:])

    link.place = moving
    sent = send(link, [item()], at=40.0)
    assert sent.notes == ("“Voice” is not where it was before: was it moved there meanwhile?",)


def test_a_marker_is_a_passage():
    assert Marker("Storm", "The ship breaks.", 1.0, 2.0).text == "Storm\nThe ship breaks."
    assert Marker(" ", "The ship breaks.", 1.0, 2.0).text == "The ship breaks."


def test_times_are_read_by_people():
    assert [clock(t) for t in (8.04, 61.0, 3671.26)] == ["0:08.0", "1:01.0", "1:01:11.3"]
