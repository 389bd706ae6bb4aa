"""The finder: words before meaning, fields by path; music beside music."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.sound import SOUND
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import LibraryError, UsageError
from t2m_engine.library.search.query import parse_filters
from t2m_engine.suggest.finder import Finder
from t2m_engine.suggest.suggester import Suggester

TRACKS = 30


@pytest.fixture
def filled(catalogue, kit):
    for seed in range(TRACKS):
        track = kit.make_track(Path(f"/music/{seed:03}.ogg"), seed=seed, clips=1 + seed % 4)
        title = "Sad waltz" if seed == 17 else "Waltz, sadly" if seed == 3 else f"Title {seed}"
        catalogue.put_track(replace(track, title=title, artist=f"Band {seed % 3}"))
    return catalogue


@pytest.fixture
def finder(filled, pack):
    return Finder(filled, pack, Suggester(filled, pack))


def test_words_come_first_then_meaning(finder, filled, pack):
    answer = finder.search("sad waltz", 12)
    assert answer.total == TRACKS
    assert [f.by for f in answer.found] == ["words"] * 2 + ["meaning"] * 10
    assert {f.track.title for f in answer.found[:2]} == {"Sad waltz", "Waltz, sadly"}
    meant = answer.found[2:]
    assert [f.score for f in meant] == sorted((f.score for f in meant), reverse=True)
    assert len({f.track.id for f in answer.found}) == 12
    suggested = Suggester(filled, pack).suggest(pack.read_texts(["sad waltz"]), TRACKS)[0]
    named = {f.track.path for f in answer.found[:2]}
    expected = [s.clip_id for s in suggested if s.track not in named]
    assert [f.clip.id for f in meant] == expected[:10]


def test_fields_alone_come_by_path(finder):
    answer = finder.search('artist:"band 1" -clip:>100', 5)
    assert answer.total == TRACKS // 3
    assert [f.track.path.stem for f in answer.found] == ["001", "004", "007", "010", "013"]
    assert all(f.by == "fields" and f.score is None and f.clip.start == 0.0 for f in answer.found)


def test_fields_and_words_together(finder):
    answer = finder.search('sad artist:"band 2"', 100)
    assert answer.total == len(answer.found) == TRACKS // 3
    assert answer.found[0].track.title == "Sad waltz"
    assert {f.track.artist for f in answer.found} == {"Band 2"}


def test_the_clip_that_is_shown_meets_the_fields(finder):
    for line in ("valence:<-0.2", "angry valence:<-0.2", "title valence:<-0.2"):
        found = finder.search(line, 100).found
        assert found
        assert all(f.clip.emotion.valence <= -0.2 for f in found)


def test_nothing_fits(finder):
    assert finder.search("bpm:>900 sad", 10).as_json() == {"total": 0, "found": []}
    assert finder.search('"no such words"', 10).found == ()


def test_an_empty_library_says_what_to_do(catalogue, pack):
    with pytest.raises(LibraryError, match="holds no music; add a folder"):
        Finder(catalogue, pack, Suggester(catalogue, pack)).search("sad", 10)


def test_everything_can_be_asked_for(finder):
    assert len(finder.search("happy", 10_000).found) == TRACKS
    assert len(finder.search("", 10_000).found) == TRACKS


def test_sound_alike_is_by_the_embedding(finder, filled):
    tracks = filled.tracks()
    like = finder.embedding(tracks[5])
    everything = finder.similar([like], k=1000, per_track=None)
    ids = [s.clip_id for s in everything]
    vectors = filled.embeddings(ids)
    wanted = SOUND.music_vectors(None, None, None, like[None])[0]
    placed = SOUND.music_vectors(None, None, None, np.stack([vectors[i] for i in ids]))
    scores = placed @ wanted
    assert (np.diff(scores) < 1e-5).all()
    assert scores == pytest.approx([s.score for s in everything], abs=1e-5)
    without = finder.similar([like], k=1000, without=[tracks[5].id])
    assert tracks[5].path not in {s.track for s in without}
    assert len(without) == TRACKS - 1


def test_a_narrow_embedding_keeps_its_cosines_and_a_wide_one_nearly():
    rng = np.random.default_rng(0)
    wide = rng.normal(size=(200, 256)).astype(np.float32) + 1.0
    placed = SOUND.music_vectors(None, None, None, wide)
    assert placed.shape == (200, SOUND.dimension)
    unit = wide / np.linalg.norm(wide, axis=1, keepdims=True)
    assert np.abs(placed @ placed.T - unit @ unit.T).mean() < 0.1
    again = SOUND.music_vectors(None, None, None, wide)
    assert placed.tobytes() == again.tobytes()


def test_unlike_turns_away(finder, filled):
    tracks = filled.tracks()
    like, unlike = finder.embedding(tracks[5]), finder.embedding(tracks[9])
    near = finder.similar([like], k=TRACKS, per_track=1)
    away = finder.similar([like], [unlike], k=TRACKS, per_track=1)
    place = {s.track: s.rank for s in near}
    moved = {s.track: s.rank for s in away}
    assert moved[tracks[9].path] > place[tracks[9].path]


def test_filters_hold_for_similar_music(finder, filled):
    only = parse_filters('artist:"band 2"')
    found = finder.similar([finder.embedding(filled.tracks()[5])], k=100, filters=only)
    assert {s.artist for s in found} == {"Band 2"}
    assert len(found) == TRACKS // 3


def test_a_stretch_is_the_mean_of_its_clips_by_overlap(finder, filled):
    track = filled.tracks()[7]  # four clips of 20 s
    clips = filled.clips(track.id)
    each = filled.embeddings(clip.id for clip in clips)
    first, second = each[clips[0].id], each[clips[1].id]
    np.testing.assert_allclose(finder.embedding(track, 2.0, 9.0), first, rtol=1e-5)
    np.testing.assert_allclose(
        finder.embedding(track, 10.0, 25.0), (10 * first + 5 * second) / 15, rtol=1e-4, atol=1e-5
    )
    whole = np.mean([each[clip.id] for clip in clips], axis=0)
    np.testing.assert_allclose(finder.embedding(track), whole, rtol=1e-4, atol=1e-5)
    assert finder.embedding(track, 70.0, 120.0) is None  # a fifth of it is known


def test_it_needs_something_to_sound_like(finder):
    with pytest.raises(UsageError, match="at least one piece of music"):
        finder.similar([])


def test_a_text_has_no_place_in_the_space_of_sound(pack):
    with pytest.raises(AssertionError):
        SOUND.text_vector(pack.read_texts(["a text"])[0])
    assert SOUND.name not in BUILT_IN
