"""The engine killed in the middle of its work: nobody waits for ever, and nothing is lost."""

import os
import queue
import signal
import sqlite3
import threading
from functools import partial

import pytest

from t2m_engine.service.client import Cancelled, EngineClient, EngineError, EngineGone
from t2m_engine.service.supervisor import State, Supervisor


@pytest.fixture
def supervised(tmp_path, pack):
    """A supervisor that is ready, and the queue of its states."""
    states = queue.Queue()
    make = partial(
        EngineClient,
        library=tmp_path / "library",
        model=str(pack),
        device="cpu",
        log_file=tmp_path / "engine.log",
    )
    with Supervisor(make, lambda state, _: states.put(state)) as supervisor:
        wait_for(states, State.READY)
        yield supervisor, states


def wait_for(states, wanted):
    while states.get(timeout=120) is not wanted:
        pass


def check_catalogue(library):
    """Every track has its clips, and every clip its vectors; return the number of tracks."""
    connection = sqlite3.connect(library / "catalogue.sqlite")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        clipless = "SELECT count(*) FROM tracks WHERE id NOT IN (SELECT track_id FROM clips)"
        assert connection.execute(clipless).fetchone() == (0,)
        orphans = "SELECT count(*) FROM clips WHERE track_id NOT IN (SELECT id FROM tracks)"
        assert connection.execute(orphans).fetchone() == (0,)
        spaces = connection.execute("SELECT count(DISTINCT space) FROM vectors").fetchone()[0]
        per_clip = connection.execute(
            "SELECT count(vectors.clip_id) FROM clips "
            "LEFT JOIN vectors ON clips.id = vectors.clip_id GROUP BY clips.id"
        ).fetchall()
        assert set(per_clip) <= {(spaces,)}
        return connection.execute("SELECT count(*) FROM tracks").fetchone()[0]
    finally:
        connection.close()


def test_a_kill_in_the_middle_of_a_scan_loses_nothing(supervised, music, tmp_path):
    supervisor, states = supervised
    some_done, failed, errors = threading.Event(), threading.Event(), []

    def on_progress(progress):
        if progress["tracks"] >= 1:
            some_done.set()

    supervisor.request(
        "library.add",
        {"folders": [str(music)]},
        on_error=lambda error: (errors.append(error), failed.set()),
        on_progress=on_progress,
    )
    assert some_done.wait(120)
    os.kill(supervisor.pid, signal.SIGKILL)
    assert failed.wait(60)
    assert isinstance(errors[0], EngineGone)
    wait_for(states, State.READY)
    assert 1 <= check_catalogue(tmp_path / "library") <= 6
    before = supervisor.call("library.status", timeout=60)["tracks"]
    result = supervisor.call("library.add", {"folders": [str(music)]}, timeout=120)
    assert result["tracks"] == 6 - before
    assert result["skipped"] == before
    assert check_catalogue(tmp_path / "library") == 6


def test_a_kill_in_the_middle_of_a_query_is_answered_and_the_next_one_works(supervised, music):
    supervisor, states = supervised
    supervisor.call("library.add", {"folders": [str(music)]}, timeout=120)
    before = supervisor.call("suggest", {"text": "It rained."}, timeout=120)
    passages = [{"text": "It rained and the door stood open. " * 200}] * 400
    failed, errors = threading.Event(), []
    supervisor.request(
        "suggest",
        {"passages": passages},
        on_error=lambda error: (errors.append(error), failed.set()),
    )
    supervisor.call("library.status", timeout=60)  # the query before it is being worked on
    os.kill(supervisor.pid, signal.SIGKILL)
    assert failed.wait(60)
    assert isinstance(errors[0], EngineGone)
    wait_for(states, State.READY)
    assert supervisor.call("suggest", {"text": "It rained."}, timeout=120) == before


def test_what_is_asked_while_a_scan_runs_is_answered_and_the_scan_can_be_stopped(
    supervised, music, tmp_path
):
    supervisor, _ = supervised
    begun, ended, endings = threading.Event(), threading.Event(), []
    request_id = supervisor.request(
        "library.add",
        {"folders": [str(music)]},
        on_result=lambda result: (endings.append(result), ended.set()),
        on_error=lambda error: (endings.append(error), ended.set()),
        on_progress=lambda progress: progress["tracks"] and begun.set(),
    )
    assert begun.wait(120)
    supervisor.cancel(request_id)
    assert ended.wait(60)
    assert isinstance(endings[0], Cancelled)
    assert endings[0].exit_code == 130
    stopped_at = check_catalogue(tmp_path / "library")
    assert stopped_at >= 1
    suggestions = supervisor.call("suggest", {"text": "It rained."}, timeout=120)
    assert len(suggestions["passages"][0]["suggestions"]) == stopped_at


def test_the_methods_answer_as_their_schemas_say(supervised, music, tmp_path):
    supervisor, _ = supervised
    track = str(music / "piece 3.wav")
    with pytest.raises(EngineError) as caught:
        supervisor.call("library.add", {"folders": [str(tmp_path / "nowhere")]}, timeout=60)
    assert caught.value.exit_code == 3
    seen = []
    result = supervisor.call("library.add", {"folders": [str(music)]}, 120, seen.append)
    assert (result["tracks"], result["errors"], result["problems"]) == (6, 0, [])
    assert {"done", "total", "text", "stage", "rate", "time_left"} <= seen[-1].keys()

    info = supervisor.call("engine.warm", timeout=120)
    assert (info["tracks"], info["warm"], info["device"]) == (6, True, "cpu")
    assert info["model"]["name"] == "small"

    page = supervisor.call("library.tracks", {"offset": 4, "limit": 5}, timeout=60)
    assert page["total"] == 6
    assert [entry["title"] for entry in page["tracks"]] == ["Piece 4", "Piece 5"]

    answer = supervisor.call(
        "suggest",
        {"passages": [{"id": "a", "text": "It rained."}, {"id": 7, "text": "She laughed."}],
         "k": 1000, "per_track": 0, "space": "va"},
        timeout=120,
    )  # fmt: skip
    assert [entry["id"] for entry in answer["passages"]] == ["a", 7]
    for entry in answer["passages"]:
        found = entry["suggestions"]
        assert len(found) == result["clips"]
        assert [s["rank"] for s in found] == list(range(1, len(found) + 1))
        assert [s["score"] for s in found] == sorted((s["score"] for s in found), reverse=True)
        assert {"track", "start", "end", "title", "moods", "valence", "arousal"} <= found[0].keys()
        assert list(found[0]["moods"]) == info["moods"]

    emotions = supervisor.call("emotion", {"texts": ["It rained."]}, timeout=60)["emotions"]
    assert emotions == [answer["passages"][0]["emotion"]]

    waveform = supervisor.call("track.waveform", {"track": track}, timeout=60)
    assert len(waveform["peaks"]) == 600
    assert max(waveform["peaks"]) == 255
    assert len(waveform["curve"]["starts"]) == len(waveform["curve"]["moods"]["sad"]) == 3
    assert all(-100 <= level <= 0 for level in waveform["curve"]["energy"])
    assert len(waveform["curve"]["energy"]) == 3
    assert waveform["clips"][0]["start"] == 0
    with pytest.raises(EngineError, match="not in the library"):
        supervisor.call("track.waveform", {"track": str(tmp_path / "other.wav")}, timeout=60)

    (tmp_path / "bad.mp3").write_bytes(b"")
    paths = [str(tmp_path / "bad.mp3"), track]
    analysed = supervisor.call("analyse", {"paths": paths}, timeout=120)
    assert [entry["track"] for entry in analysed["tracks"]] == [track]
    assert [entry["path"] for entry in analysed["errors"]] == [paths[0]]

    out = str(tmp_path / "clip.wav")
    wish = {"track": track, "start": 1.0, "end": 3.0, "out": out}
    assert supervisor.call("export", wish, timeout=60) == {"path": out}
    with pytest.raises(EngineError) as caught:
        supervisor.call("export", {**wish, "end": 1.0}, timeout=60)
    assert caught.value.exit_code == 2
    with pytest.raises(EngineError, match="track itself"):
        supervisor.call("export", {**wish, "out": track}, timeout=60)
