"""The timeline of a plan: places in samples, media, other rates."""

from __future__ import annotations

from pathlib import Path

import pytest

from t2m_engine.errors import InputError, UsageError
from t2m_engine.export.cue import Piece, on_frame
from t2m_engine.export.timelines.building import timeline_of, timeline_of_stretches
from t2m_engine.export.timelines.model import SAMPLE_RATE
from t2m_engine.export.timelines.rates import RATES


def test_clips_lie_at_the_samples_of_their_cues(made):
    timeline = timeline_of(made.plan, ducks=made.ducks)
    found = {clip.name: (clip.start, clip.source_in, clip.duration) for clip in timeline.clips}
    assert found == {
        name: tuple(round(time * SAMPLE_RATE) for time in times)
        for name, times in made.places.items()
    }
    assert [len(track.clips) for track in timeline.tracks] == [2, 2]
    assert [(m.name, m.start, m.end) for m in timeline.markers] == [
        ("One", 0, 30 * SAMPLE_RATE),
        ("=Two", 30 * SAMPLE_RATE, 60 * SAMPLE_RATE),
    ]
    shapes = [(media.sample_rate, media.channels) for media in timeline.media]
    assert shapes == [(48_000, 2), (44_100, 2), (48_000, 1), (48_000, 2)]
    assert {media.duration for media in timeline.media} == {40 * SAMPLE_RATE}


@pytest.mark.parametrize("name", sorted(RATES))
def test_cues_on_frames_stay_on_them_at_every_rate(cue_kit, name: str):
    rate = RATES[name]
    start, end, source = (on_frame(time, rate.fps) for time in (13.37, 29.71, 4.21))
    cue = cue_kit.make_cue(1, start, end, Path("/m/a.wav"), source)
    plan = cue_kit.make_plan([cue], frame_rate=rate.fps)
    timeline = timeline_of(plan, rate=rate)
    clip = timeline.clips[0]
    wanted = [round(time * rate.fps) for time in (13.37, 4.21)]
    assert timeline.frames(clip)[:2] == tuple(wanted)
    assert timeline.frame(clip.end) == round(29.71 * rate.fps)
    assert abs(clip.start - start * SAMPLE_RATE) <= 0.5


def test_another_rate_moves_nothing(made):
    plain = timeline_of(made.plan)
    other = timeline_of(made.plan, rate=RATES["23.976"])
    assert other.clips == plain.clips
    assert other.frames(other.clips[0]) == (0, 82, 384)  # 3.44 s and 16 s, to the nearest frame


def test_pieces_of_a_cue_have_names_of_their_own(cue_kit):
    pieces = (Piece(0.0, 4.0, 14.0, 0.0, 2.0), Piece(8.0, 4.0, 16.0, 2.0, 1.0))
    cue = cue_kit.make_cue(7, 0.0, 20.0, Path("/m/a.wav"), 4.0, pieces=pieces)
    timeline = timeline_of(cue_kit.make_plan([cue]))
    assert [clip.id for clip in timeline.clips] == ["cue7_1", "cue7_2"]
    assert len(timeline.media) == 1
    assert timeline.media[0].duration == 16 * SAMPLE_RATE  # as far as it is known to go


def test_a_narration_has_a_track_that_does_not_give_way(made, cue_kit, tmp_path):
    told = cue_kit.write_noise(tmp_path / "told.wav", 20, 22_050, 1, 9)
    plan = cue_kit.make_plan(list(made.plan.cues), narration=told)
    timeline = timeline_of(plan, ducks=made.ducks)
    track = timeline.tracks[-1]
    assert (track.name, track.ducked, track.clips[0].duration) == (
        "Narration", False, 20 * SAMPLE_RATE,
    )  # fmt: skip
    assert timeline.ducks(track, track.clips[0]) == []
    ducked = timeline.ducks(timeline.tracks[0], timeline.tracks[0].clips[0])
    assert (min(level for _, level in ducked), ducked[0], ducked[-1]) == (
        -12.0, (0, 0.0), (16 * SAMPLE_RATE, 0.0),
    )  # fmt: skip


def test_files_are_named_relative_where_it_is_wished(made, tmp_path):
    beside = tmp_path / "scores" / "one"
    timeline = timeline_of(made.plan, beside=beside)
    for media in timeline.media:
        assert not media.reference.startswith("/")
        assert (beside / media.reference).resolve() == media.path


def test_clips_that_were_chosen_lie_one_after_the_other_on_frames(made):
    first, second = (cue.track for cue in made.plan.cues[:2])
    timeline = timeline_of_stretches(
        [(first, 1.0, 3.01), (second, 0.5, 99.0), (first, 2.0, 4.0)], rate=RATES["24"]
    )
    (track,) = timeline.tracks
    found = [(c.id, c.media.path, c.start, c.source_in, c.duration) for c in track.clips]
    assert found == [
        ("clip1", first, 0, 48_000, 96_480),
        ("clip2", second, 98_000, 24_000, 39.5 * 48_000),  # at frame 49, to the file's end
        ("clip3", first, 1_994_000, 96_000, 96_000),
    ]
    assert timeline.duration == timeline.clips[-1].end
    assert len(timeline.media) == 2
    with pytest.raises(UsageError, match="is no piece of"):
        timeline_of_stretches([(first, 41.0, 42.0)])
    with pytest.raises(InputError):
        timeline_of_stretches([(first.with_name("gone.wav"), 0.0, 1.0)])
