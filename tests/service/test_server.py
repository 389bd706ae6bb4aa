"""Connections, lanes, replacing and cancelling, with small methods of the test's own."""

import threading

import pytest

from t2m_engine.errors import UsageError
from t2m_engine.service import protocol
from t2m_engine.service.jobs import Lane
from t2m_engine.service.methods import Method


class Doors:
    """Methods that wait until the test lets them go on."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.open = threading.Event()
        self.worked = []

    def methods(self):
        named = {
            "echo": (Lane.RECORDS, self.echo),
            "wait": (Lane.SUGGESTIONS, self.wait),
            "quick": (Lane.SUGGESTIONS, self.echo),
            "scan": (Lane.SCAN, self.scan),
            "usage": (Lane.RECORDS, self.usage),
            "bug": (Lane.RECORDS, self.bug),
            "strange": (Lane.RECORDS, self.strange),
        }
        return {name: Method(name, lane, work) for name, (lane, work) in named.items()}

    def echo(self, session, job):
        content = job.params.text("text")
        job.params.done()
        self.worked.append(content)
        return content

    def wait(self, session, job):
        self.entered.release()
        self.open.wait()
        job.check()
        return self.echo(session, job)

    def scan(self, session, job):
        for step in range(1000):
            job.progress(step, 1000, "file", tracks=step)
            self.entered.release()
            if job.unwanted():
                break
            self.open.wait(0.01)
        job.check()
        return "scanned"

    def usage(self, session, job):
        raise UsageError("Not so.")

    def bug(self, session, job):
        raise ZeroDivisionError("oh")

    def strange(self, session, job):
        return {"value": object()}


@pytest.fixture
def doors():
    doors = Doors()
    yield doors
    doors.open.set()


@pytest.fixture
def wire(doors, open_wire):
    wire = open_wire(doors.methods())
    yield wire
    doors.open.set()


def test_a_call_is_answered(wire):
    request_id = wire.ask("echo", {"text": "é"}, "an id")
    assert wire.receive() == {"jsonrpc": "2.0", "id": request_id, "result": "é"}


def test_the_protocols_errors(wire):
    assert wire.answer("{")["error"]["code"] == protocol.PARSE_ERROR
    assert wire.answer("[]")["error"]["code"] == protocol.INVALID_REQUEST
    unknown = wire.answer({"jsonrpc": "2.0", "id": 5, "method": "no.such"})
    assert unknown["error"]["code"] == protocol.METHOD_NOT_FOUND
    assert unknown["id"] == 5
    for params in ({}, {"text": 1}, {"text": "x", "more": 1}, ["x"]):
        answer = wire.answer({"jsonrpc": "2.0", "id": 6, "method": "echo", "params": params})
        assert answer["error"]["code"] == protocol.INVALID_PARAMS, params
    assert wire.answer(b"\n  \n{")["error"]["code"] == protocol.PARSE_ERROR  # blank lines are not


def test_an_overlong_line_is_refused_and_the_next_is_served(wire):
    assert (
        wire.answer(b"x" * (protocol.LINE_LIMIT + 1))["error"]["code"] == protocol.INVALID_REQUEST
    )
    wire.ask("echo", {"text": "on"})
    assert wire.receive()["result"] == "on"


def test_errors_for_people_and_bugs_are_told_apart_and_the_engine_lives(wire):
    wire.ask("usage")
    assert wire.receive()["error"] == {
        "code": -32020,
        "message": "Not so.",
        "data": {"exit_code": 2},
    }
    for method in ("bug", "strange"):
        wire.ask(method)
        assert wire.receive()["error"]["code"] == protocol.INTERNAL_ERROR
    wire.ask("echo", {"text": "alive"})
    assert wire.receive()["result"] == "alive"


def test_a_notification_is_worked_on_and_never_answered(wire, doors):
    wire.send({"jsonrpc": "2.0", "method": "echo", "params": {"text": "silent"}})
    wire.send({"jsonrpc": "2.0", "method": "no.such"})
    wire.send({"jsonrpc": "2.0", "method": "echo", "params": ["x"]})
    wire.ask("echo", {"text": "loud"})
    assert wire.receive()["result"] == "loud"
    assert doors.worked == ["silent", "loud"]


def test_a_batch_is_answered_as_one_list_without_its_notifications(wire):
    wire.send(
        [
            {"jsonrpc": "2.0", "id": 1, "method": "echo", "params": {"text": "a"}},
            {"jsonrpc": "2.0", "method": "echo", "params": {"text": "b"}},
            7,
            {"jsonrpc": "2.0", "id": 2, "method": "no.such"},
        ]
    )
    answers = wire.receive()
    assert len(answers) == 3
    assert {answer["id"] for answer in answers} == {1, 2, None}


def test_a_quick_call_does_not_wait_behind_a_scan(wire, doors):
    wire.ask("scan", request_id=1)
    doors.entered.acquire()
    wire.ask("quick", {"text": "now"}, 2)
    while "result" not in (answer := wire.receive()):
        assert answer["method"] == "progress"
        assert answer["params"]["id"] == 1
    assert answer == {"jsonrpc": "2.0", "id": 2, "result": "now"}


def test_of_three_requests_on_a_channel_the_middle_one_costs_nothing(wire, doors):
    wire.ask("wait", {"text": "one", "channel": "cursor"}, 1)
    doors.entered.acquire()  # the first is being worked on
    wire.ask("quick", {"text": "two", "channel": "cursor"}, 2)
    wire.ask("quick", {"text": "three", "channel": "cursor"}, 3)
    wire.ask("quick", {"text": "other", "channel": "else"}, 4)
    replaced = wire.receive()  # at once, while the first still runs
    assert replaced["id"] == 2
    assert replaced["error"]["code"] == protocol.REPLACED
    doors.open.set()
    answers = {answer["id"]: answer for answer in (wire.receive() for _ in range(3))}
    assert answers[1]["error"]["code"] == protocol.REPLACED
    assert answers[3]["result"] == "three"
    assert answers[4]["result"] == "other"
    assert doors.worked == ["three", "other"]


def test_channels_of_two_clients_do_not_meet(wire, doors, open_wire):
    other = open_wire(engine=wire.engine)
    wire.ask("wait", {"text": "mine", "channel": "cursor"}, 1)
    doors.entered.acquire()
    other.ask("quick", {"text": "theirs", "channel": "cursor"}, 1)
    doors.open.set()
    assert wire.receive()["result"] == "mine"
    assert other.receive()["result"] == "theirs"


def test_a_running_and_a_waiting_job_are_cancelled(wire, doors):
    wire.ask("scan", request_id="run")
    doors.entered.acquire()
    wire.ask("scan", request_id="queue")
    wire.ask("cancel", {"id": "queue"}, 1)
    wire.ask("cancel", {"id": "run"}, 2)
    wire.ask("cancel", {"id": "unknown"}, 3)
    answers = {}
    while len(answers) < 5:
        answer = wire.receive()
        if "id" in answer:
            answers[answer["id"]] = answer
    assert answers["queue"]["error"]["code"] == answers["run"]["error"]["code"] == -33300
    assert answers["run"]["error"]["data"] == {"exit_code": 130}
    assert [answers[i]["result"]["cancelled"] for i in (1, 2, 3)] == [True, True, False]


def test_an_id_that_is_not_answered_yet_cannot_be_used_again(wire, doors):
    wire.ask("wait", {"text": "one"}, 7)
    doors.entered.acquire()
    wire.ask("echo", {"text": "two"}, 7)
    assert wire.receive()["error"]["code"] == protocol.INVALID_REQUEST
    doors.open.set()
    assert wire.receive()["result"] == "one"
    wire.ask("echo", {"text": "three"}, 7)
    assert wire.receive()["result"] == "three"


def test_a_client_that_leaves_takes_its_jobs_along(doors, open_wire):
    wire = open_wire(doors.methods())
    wire.ask("scan", request_id=1)
    doors.entered.acquire()
    wire.writer.close()
    wire.thread.join()
    # The lane is free again: another client's scan begins.
    other = open_wire(engine=wire.engine)
    other.ask("scan", request_id=2)
    assert other.receive()["params"]["id"] == 2


def test_shutdown_is_answered_and_told(wire):
    told = threading.Event()
    wire.engine.on_shutdown = told.set
    wire.ask("engine.shutdown", request_id=1)
    assert wire.receive() == {"jsonrpc": "2.0", "id": 1, "result": None}
    assert told.wait(10)
