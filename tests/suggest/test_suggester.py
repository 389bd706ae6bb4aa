"""Suggestions: the right clips in the right order, every time, or a sentence that says why not."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.sound import SOUND
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import LibraryError, UsageError
from t2m_engine.library import index as index_module
from t2m_engine.library import lock
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.search.query import parse_filters
from t2m_engine.suggest import suggester as suggester_module
from t2m_engine.suggest.suggester import Suggester

TRACKS = 40


@pytest.fixture
def filled(catalogue, kit):
    for seed in range(TRACKS):
        path = Path(f"/music/{seed:03}.ogg")
        catalogue.put_track(kit.make_track(path, seed=seed, clips=1 + seed % 5))
    return catalogue


@pytest.fixture
def readings(pack):
    return pack.read_texts(["a sad and tender day", "an angry, scary night", "happy and funny"])


def shown(suggestions):
    return [suggestion.as_json() for suggestion in suggestions]


@pytest.mark.parametrize("space", BUILT_IN)
def test_they_are_the_nearest_clips_one_of_each_track(filled, pack, readings, space):
    chosen = BUILT_IN[space]
    filled.fill(chosen, pack.music_id)
    snapshot = filled.snapshot(chosen, pack.music_id)
    for reading, found in zip(
        readings, Suggester(filled, pack).suggest(readings, 12, space), strict=True
    ):
        scores = snapshot.vectors.astype(float) @ chosen.text_vector(reading).astype(float)
        best = {}
        for clip, track, score in zip(
            snapshot.clip_ids.tolist(), snapshot.track_ids.tolist(), scores, strict=True
        ):
            if track not in best or score > best[track][0]:
                best[track] = (score, clip)
        expected = [clip for _, clip in sorted(best.values(), key=lambda entry: -entry[0])][:12]
        assert [suggestion.clip_id for suggestion in found] == expected
        assert [suggestion.rank for suggestion in found] == list(range(1, 13))
        assert all(-1 <= suggestion.score <= 1 for suggestion in found)


def test_the_whole_library_can_be_ranked(filled, pack, readings):
    suggester = Suggester(filled, pack)
    for found in suggester.suggest(readings, 10_000):
        assert len({suggestion.track for suggestion in found}) == len(found) == TRACKS
    clips = filled.status()["clips"]
    for found in suggester.suggest(readings, 10_000, per_track=None):
        assert len({suggestion.clip_id for suggestion in found}) == len(found) == clips


def test_a_track_can_come_more_than_once(filled, pack, readings):
    found = Suggester(filled, pack).suggest(readings[:1], 10_000, per_track=2)[0]
    counts = [sum(s.track == t for s in found) for t in {s.track for s in found}]
    assert max(counts) == 2
    everything = Suggester(filled, pack).suggest(readings[:1], 10_000, per_track=None)[0]
    for track in {s.track for s in found}:
        best = [s.clip_id for s in everything if s.track == track][:2]
        assert [s.clip_id for s in found if s.track == track] == best


def test_the_same_answer_every_time_alone_or_together(filled, pack, readings):
    together = [shown(found) for found in Suggester(filled, pack).suggest(readings, 7)]
    alone = [shown(Suggester(filled, pack).suggest([r], 7)[0]) for r in readings]
    deeper = [shown(found)[:7] for found in Suggester(filled, pack).suggest(readings, 30)]
    assert together == alone == deeper


def test_equals_come_by_path(catalogue, kit, pack, readings):
    for name in ("n", "b", "y", "a"):
        catalogue.put_track(kit.make_track(Path(f"/music/{name}.ogg"), seed=5, clips=3))
    suggester = Suggester(catalogue, pack)
    for k in (1, 2, 3, 4):
        names = [s.track.stem for s in suggester.suggest(readings[:1], k)[0]]
        assert names == ["a", "b", "n", "y"][:k]


def test_the_graph_gives_the_same_suggestions(filled, pack, readings, monkeypatch):
    exact = [shown(found) for found in Suggester(filled, pack).suggest(readings, 5)]
    monkeypatch.setattr(index_module.Index.open.__func__, "__kwdefaults__",
                        {"known": None, "exact_numbers": 0})  # fmt: skip
    suggester = Suggester(filled, pack)
    assert [shown(found) for found in suggester.suggest(readings, 5)] == exact
    suggester._chores.join()
    assert not suggester._indexes["fusion"].exact
    assert [shown(found) for found in suggester.suggest(readings, 5)] == exact
    suggester.close()


def test_filters_say_what_may_come(filled, pack, readings):
    suggester = Suggester(filled, pack)
    name = suggester.suggest(readings[:1], 1)[0][0].title
    only = parse_filters(f'title:"{name}"')
    assert {s.title for s in suggester.suggest(readings[:1], 50, filters=only)[0]} >= {name}
    without = parse_filters(f'-title:"{name}"')
    assert name not in {s.title for s in suggester.suggest(readings[:1], 50, filters=without)[0]}
    nothing = parse_filters("bpm:>900")
    assert suggester.suggest(readings, 5, filters=nothing) == [[], [], []]
    everything = [shown(found) for found in suggester.suggest(readings, 1000, per_track=None)]
    half = parse_filters("valence:<0")
    found = suggester.suggest(readings, 1000, per_track=None, filters=half)
    for some, every in zip(found, everything, strict=True):
        expected = [s["clip"] for s in every if s["valence"] <= 0]
        assert 0 < len(expected) < len(every)
        assert [s.clip_id for s in some] == expected


def test_what_another_process_adds_is_suggested(filled, kit, pack, readings):
    suggester = Suggester(filled, pack)
    assert len(suggester.suggest(readings[:1], 1000)[0]) == TRACKS
    with Catalogue.open(filled.folder) as other:
        other.put_track(kit.make_track(Path("/music/new.ogg"), seed=77))
    found = suggester.suggest(readings[:1], 1000)[0]
    assert Path("/music/new.ogg") in {suggestion.track for suggestion in found}


def test_an_index_is_kept_while_nothing_changes(filled, pack, readings, monkeypatch):
    suggester = Suggester(filled, pack)
    first = suggester.suggest(readings, 3)
    monkeypatch.setattr(suggester_module, "Index", None)
    assert suggester.suggest(readings, 3) == first


def test_no_graph_is_built_while_a_scan_runs(filled, pack, readings, monkeypatch):
    monkeypatch.setattr(index_module.Index.open.__func__, "__kwdefaults__",
                        {"known": None, "exact_numbers": 0})  # fmt: skip
    suggester = Suggester(filled, pack)
    with lock.scanning(filled.folder):
        suggester.suggest(readings, 1)
        assert suggester._chores is None
    suggester.suggest(readings, 1)
    suggester._chores.join()
    assert not suggester._indexes["fusion"].is_behind
    suggester.close()


def test_a_space_that_is_only_looked_at_delays_none_and_gets_no_graph(
    filled, pack, readings, monkeypatch
):
    """As the map is: of a large library its table is read for seconds."""
    monkeypatch.setattr(index_module.Index.open.__func__, "__kwdefaults__",
                        {"known": None, "exact_numbers": 0})  # fmt: skip
    suggester = Suggester(filled, pack)
    open_one = suggester_module.Index.open
    entered, freed = threading.Event(), threading.Event()

    def slowly(catalogue, space, pack_id, *, known=None):
        if space is SOUND and not entered.is_set():
            entered.set()
            assert freed.wait(60)
        return open_one(catalogue, space, pack_id, known=known)

    monkeypatch.setattr(suggester_module.Index, "open", slowly)
    looking = threading.Thread(target=suggester.index, args=(SOUND,), kwargs={"searched": False})
    looking.start()
    assert entered.wait(60)
    assert len(suggester.suggest(readings, 5)) == 3, "while the other is being read"
    freed.set()
    looking.join(60)
    suggester._chores.join()
    suggester.index(SOUND, searched=False)
    assert not suggester._indexes["fusion"].is_behind
    assert suggester._indexes["sound"].is_behind
    assert not suggester._busy()
    suggester.index(SOUND)
    suggester._chores.join()
    assert not suggester._indexes["sound"].is_behind, "now it is searched"
    suggester.close()


def test_missing_tracks_are_not_suggested_until_they_return(filled, pack, readings):
    suggester = Suggester(filled, pack)
    best = suggester.suggest(readings[:1], 1)[0][0]
    track = filled.track(best.track)
    filled.put_presence(gone=[track.id], back=[], forgotten_errors=[])
    without = suggester.suggest(readings[:1], 1000)[0]
    assert best.track not in {suggestion.track for suggestion in without}
    filled.put_presence(gone=[], back=[track.id], forgotten_errors=[])
    assert suggester.suggest(readings[:1], 1)[0][0] == best


def test_as_json_is_what_the_command_line_promises(filled, pack, readings):
    suggestion = Suggester(filled, pack).suggest(readings[:1], 1)[0][0]
    shape = json.loads(json.dumps(suggestion.as_json()))
    promised = {
        "rank",
        "track",
        "start",
        "end",
        "score",
        "title",
        "moods",
        "valence",
        "arousal",
    }
    assert promised <= set(shape)
    assert Path(shape["track"]).is_absolute()
    assert tuple(shape["moods"]) == MOODS
    assert sum(shape["moods"].values()) == pytest.approx(1, abs=1e-3)
    clip = filled.clips_by_id([suggestion.clip_id])[suggestion.clip_id]
    assert (suggestion.start, suggestion.end, suggestion.emotion) == (
        clip.start,
        clip.end,
        clip.emotion,
    )


def test_an_empty_library_says_what_to_do(catalogue, pack, readings):
    with pytest.raises(LibraryError, match=r"holds no music; add a folder with `t2m library add"):
        Suggester(catalogue, pack).suggest(readings)


def test_a_library_of_another_pack_says_what_to_do(filled, kit, readings):
    other = kit.FakePack("fake-2")
    with pytest.raises(LibraryError, match=r"another model pack .*run `t2m library update`"):
        Suggester(filled, other).suggest(readings)


def test_a_library_whose_disk_is_gone_says_so(filled, pack, readings):
    gone = [track.id for track in filled.tracks()]
    filled.put_presence(gone=gone, back=[], forgotten_errors=[])
    with pytest.raises(LibraryError, match=r"All 40 tracks .* are gone from the disk"):
        Suggester(filled, pack).suggest(readings)


@pytest.mark.parametrize("wishes", [{"k": 0}, {"k": -3}, {"per_track": 0}, {"space": "nowhere"}])
def test_wishes_that_make_no_sense_are_refused(filled, pack, readings, wishes):
    with pytest.raises(UsageError):
        Suggester(filled, pack).suggest(readings, **wishes)


def test_no_passages_give_no_suggestions(filled, pack):
    assert Suggester(filled, pack).suggest([]) == []


def test_places_in_track_count_from_the_best():
    tracks = np.array([4, 2, 4, 4, 1, 2])
    np.testing.assert_array_equal(suggester_module._places_in_track(tracks), [0, 0, 1, 2, 0, 1])
    assert suggester_module._places_in_track(np.empty(0, np.int64)).size == 0
