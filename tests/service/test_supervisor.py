"""The supervisor: engines that die are started again, engines that cannot start are not."""

import os
import queue
import signal
import sys
from functools import partial

import pytest

from t2m_engine.service import supervisor as supervision
from t2m_engine.service.client import EngineClient, EngineGone
from t2m_engine.service.supervisor import State, Supervisor


@pytest.fixture
def states():
    return queue.Queue()


@pytest.fixture
def supervise(states, tmp_path):
    running = []

    def start(*command, **options):
        make = partial(
            EngineClient, list(command) or None, log_file=tmp_path / "engine.log", **options
        )
        running.append(Supervisor(make, lambda state, detail: states.put((state, detail))))
        running[-1].start()
        return running[-1]

    yield start
    for supervisor in running:
        supervisor.stop()


def until(states, wanted):
    """Wait for a state; return the ones before it, and its detail."""
    before = []
    while True:
        state, detail = states.get(timeout=90)
        if state is wanted:
            return before, detail
        before.append(state)


def test_a_killed_engine_is_started_again_and_answers(supervise, states, tmp_path):
    supervisor = supervise(library=tmp_path / "library")
    assert until(states, State.READY)[0] == [State.STARTING]
    assert supervisor.info["pid"] == supervisor.pid
    first = supervisor.pid
    os.kill(first, signal.SIGKILL)
    before, _ = until(states, State.READY)
    assert before == [State.RESTARTING, State.STARTING]
    assert supervisor.pid != first
    assert supervisor.call("engine.info", timeout=60)["pid"] == supervisor.pid
    supervisor.stop()
    assert until(states, State.STOPPED) == ([], "")
    with pytest.raises(EngineGone):
        supervisor.call("engine.info", timeout=60)


def test_an_engine_that_refuses_to_start_is_not_started_again(supervise, states, tmp_path):
    settings = tmp_path / "xdg_config_home" / "t2m" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"device": "abacus"}')
    supervise()
    before, detail = until(states, State.STOPPED)
    assert before == [State.STARTING]
    assert "device" in detail
    assert str(settings) in detail


def test_a_restart_takes_up_the_settings_and_mends_what_could_not_start(
    supervise, states, tmp_path
):
    settings = tmp_path / "xdg_config_home" / "t2m" / "settings.json"
    settings.parent.mkdir()
    supervisor = supervise(library=tmp_path / "library")
    until(states, State.READY)
    first = supervisor.pid
    settings.write_text('{"words_per_minute": 200}')
    supervisor.restart()
    assert until(states, State.READY)[0] == [State.STARTING]
    assert supervisor.info["words_per_minute"] == 200
    assert supervisor.pid != first
    settings.write_text('{"device": "abacus"}')
    supervisor.restart()
    assert until(states, State.STOPPED)[0] == [State.STARTING]
    supervisor._thread.join()
    settings.write_text("{}")
    supervisor.restart()
    assert until(states, State.READY)[0] == [State.STARTING]
    supervisor.stop()
    supervisor.restart()  # ended for good: nothing begins again
    assert until(states, State.STOPPED) == ([], "")


def test_deaths_in_a_row_are_answered_with_longer_and_longer_pauses(supervise, states, monkeypatch):
    monkeypatch.setattr(supervision, "FIRST_DELAY", 0.01)
    monkeypatch.setattr(supervision, "LONGEST_DELAY", 0.04)
    supervisor = supervise(sys.executable, "-c", "raise SystemExit(1)")
    pauses = []
    wait = supervisor._stop.wait
    monkeypatch.setattr(supervisor._stop, "wait", lambda s: (pauses.append(s), wait(s))[1])
    while len(pauses) < 4:
        assert until(states, State.RESTARTING)
    assert pauses[:4] == [0.01, 0.02, 0.04, 0.04] or pauses[:3] == [0.02, 0.04, 0.04]


def test_a_death_after_a_steady_time_counts_as_the_first_again(
    supervise, states, monkeypatch, tmp_path
):
    monkeypatch.setattr(supervision, "STEADY", 0.0)
    monkeypatch.setattr(supervision, "FIRST_DELAY", 0.01)
    supervisor = supervise(library=tmp_path / "library")
    pauses = []
    wait = supervisor._stop.wait
    monkeypatch.setattr(supervisor._stop, "wait", lambda s: (pauses.append(s), wait(s))[1])
    for _ in range(2):
        until(states, State.READY)
        os.kill(supervisor.pid, signal.SIGKILL)
    until(states, State.READY)
    assert pauses == [0.01, 0.01]


def test_a_request_between_two_engines_is_answered_at_once(supervise, states, monkeypatch):
    monkeypatch.setattr(supervision, "FIRST_DELAY", 3600.0)
    supervisor = supervise(sys.executable, "-c", "raise SystemExit(1)")
    until(states, State.RESTARTING)
    errors = []
    supervisor.request("engine.info", {}, on_error=errors.append)
    assert [type(error) for error in errors] == [EngineGone]
    supervisor.stop()  # does not wait for the hour to pass
    assert supervisor.state is State.STOPPED


def test_a_command_that_is_not_there_is_tried_again(supervise, states, monkeypatch):
    monkeypatch.setattr(supervision, "FIRST_DELAY", 0.01)
    supervise("/no/such/engine")
    for _ in range(2):
        _, detail = until(states, State.RESTARTING)
        assert "127" in detail


def test_ids_of_two_engines_differ(supervise, states, tmp_path):
    supervisor = supervise(library=tmp_path / "library")
    until(states, State.READY)
    one = supervisor.request("engine.info")
    os.kill(supervisor.pid, signal.SIGKILL)
    until(states, State.READY)
    assert supervisor.request("engine.info") > one
