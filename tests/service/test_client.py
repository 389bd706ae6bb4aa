"""The client and its log, against engines of the test's own that misbehave."""

import sys
import threading

import pytest

from t2m_engine.service.client import (
    Cancelled,
    EngineClient,
    EngineError,
    EngineGone,
    Replaced,
)

ENGINE = """
import json, os, sys, time
def send(content):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", **content}) + "\\n")
    sys.stdout.flush()
for line in sys.stdin:
    request = json.loads(line)
    method, params, id = request["method"], request["params"], request.get("id")
    if method == "echo":
        send({"method": "progress", "params": {"id": id, "done": 1, "total": 2, "text": "half"}})
        send({"id": id, "result": params})
    elif method == "fail":
        send({"id": id, "error": params})
    elif method == "die":
        os._exit(9)
    elif method == "die writing":
        sys.stdout.write('{"jsonrpc": "2.0", "id": 1, "resu')
        sys.stdout.flush()
        os._exit(9)
    elif method == "talk":
        sys.stderr.write(params["words"] + "\\n")
        sys.stderr.flush()
        send({"id": id, "result": None})
    elif method == "cancel":
        send({"id": params["id"], "error": {"code": -33300, "message": "Cancelled.",
              "data": {"exit_code": 130}}})
    elif method == "deaf":
        sys.stdout.close()
        os.close(1)
        time.sleep(3600)
"""


@pytest.fixture
def open_client(tmp_path):
    clients = []

    def open_one(**more):
        command = [sys.executable, "-c", ENGINE]
        clients.append(EngineClient(command, log_file=tmp_path / "log" / "engine.log", **more))
        return clients[-1]

    yield open_one
    for client in clients:
        client.close()


def test_a_call_returns_the_result_and_tells_the_progress(open_client):
    seen = []
    client = open_client()
    assert client.call("echo", {"a": "é"}, 30, on_progress=seen.append) == {"a": "é"}
    assert seen == [{"id": 1, "done": 1, "total": 2, "text": "half"}]


def test_errors_have_their_kind(open_client):
    client = open_client()
    for error, kind, exit_code in (
        ({"code": -32001, "message": "newer"}, Replaced, 1),
        ({"code": -33300, "message": "c", "data": {"exit_code": 130}}, Cancelled, 130),
        ({"code": -32040, "message": "l", "data": {"exit_code": 4}}, EngineError, 4),
        ({"code": -32603, "message": "bug"}, EngineError, 1),
    ):
        with pytest.raises(EngineError) as caught:
            client.call("fail", error, 30)
        assert type(caught.value) is kind
        assert str(caught.value) == error["message"]
        assert caught.value.exit_code == exit_code


def test_many_threads_call_at_once(open_client):
    client = open_client()
    wrong = []

    def ask(number):
        answers = [client.call("echo", {"n": [number, count]}, 60) for count in range(50)]
        if answers != [{"n": [number, count]} for count in range(50)]:
            wrong.append(number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("death", ["die", "die writing"])
def test_what_is_outstanding_when_the_engine_dies_is_answered(open_client, death):
    exits = []
    client = open_client(on_exit=exits.append)
    errors, done = [], threading.Event()
    client.request("silence", {}, on_error=errors.append)
    client.request(death, {}, on_error=lambda error: (errors.append(error), done.set()))
    assert done.wait(30)
    assert [type(error) for error in errors] == [EngineGone, EngineGone]
    client._thread.join(30)
    assert exits == [9]
    with pytest.raises(EngineGone):
        client.call("echo", {}, 30)


def test_an_engine_without_a_mouth_is_ended(open_client, monkeypatch):
    client = open_client()
    monkeypatch.setattr(client._process, "wait", _hurried(client._process.wait))
    with pytest.raises(EngineGone):
        client.call("deaf", {}, 60)
    assert client._process.poll() is not None


def _hurried(wait):
    return lambda timeout=None: wait(None if timeout is None else 0.05)


def test_a_call_that_takes_too_long_is_cancelled(open_client):
    client = open_client()
    with pytest.raises(TimeoutError):
        client.call("silence", {}, timeout=0.01)
    # The cancellation reached the engine, and its late answer harms nobody.
    assert client.call("echo", {"a": 1}, 30) == {"a": 1}


def test_cancel_answers_with_cancelled(open_client):
    client = open_client()
    errors, done = [], threading.Event()
    request_id = client.request(
        "silence", {}, on_error=lambda error: (errors.append(error), done.set())
    )
    client.cancel(request_id)
    assert done.wait(30)
    assert isinstance(errors[0], Cancelled)


def test_a_callback_with_a_bug_costs_only_itself(open_client, caplog):
    client = open_client()
    client.request("echo", {}, on_result=lambda _: 1 / 0)
    assert client.call("echo", {"a": 1}, 30) == {"a": 1}
    assert "ZeroDivisionError" in caplog.text


def test_stderr_goes_to_the_log_and_the_one_before_is_kept(open_client, tmp_path):
    log = tmp_path / "log" / "engine.log"
    for words in ("first", "second"):
        client = open_client()
        client.call("talk", {"words": words}, 30)
        client.close()
        assert client.log.tail() == words
    assert log.read_text() == "second\n"
    assert log.with_name("engine.log.1").read_text() == "first\n"


def test_the_log_is_bounded(open_client, tmp_path, monkeypatch):
    monkeypatch.setattr("t2m_engine.service.logs.SIZE_LIMIT", 10_000)
    client = open_client()
    for number in range(100):
        client.call("talk", {"words": f"{number:03}" + "x" * 1000}, 30)
    client.close()
    files = sorted((tmp_path / "log").iterdir())
    assert len(files) == 2
    assert sum(file.stat().st_size for file in files) < 25_000
    assert client.log.tail().splitlines()[-1].startswith("099")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    with EngineClient(
        [sys.executable, "-c", ENGINE], log_file=tmp_path / "file" / "engine.log"
    ) as client:
        client.call("talk", {"words": "into the void"}, 30)
        assert client.call("echo", {"a": 1}, 30) == {"a": 1}


def test_an_engine_that_will_not_end_is_killed(tmp_path):
    stubborn = "import time\nwhile True: time.sleep(1)"
    client = EngineClient([sys.executable, "-c", stubborn], log_file=tmp_path / "l")
    assert client.close(timeout=0.1) == -9
