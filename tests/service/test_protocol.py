"""Reading requests and writing answers."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.errors import CancelledError, InputError, LibraryError, ModelError, UsageError
from t2m_engine.service import protocol
from t2m_engine.service.protocol import Refusal, Request, RpcError


def test_a_request_is_read():
    line = b'{"jsonrpc": "2.0", "id": "a", "method": "suggest", "params": {"text": "\xc3\xa9"}}\n'
    assert protocol.parse(line) == Request("suggest", {"text": "é"}, "a")


def test_a_request_without_an_id_is_a_notification_and_one_with_null_is_not():
    assert protocol.parse(b'{"jsonrpc": "2.0", "method": "m"}').is_notification
    assert not protocol.parse(b'{"jsonrpc": "2.0", "method": "m", "id": null}').is_notification


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"\xff\xfe",
        b'{"jsonrpc": "2.0", "id": 1, "method": "m", "params": {"k": NaN}}',
        b"[" * 100_000,
        b"1" * 5_000,
    ],
)
def test_what_is_not_json_is_a_parse_error(line):
    refusal = protocol.parse(line)
    assert isinstance(refusal, Refusal)
    assert refusal.error.code == protocol.PARSE_ERROR
    assert refusal.id is None


@pytest.mark.parametrize(
    ("content", "request_id"),
    [
        (1, None),
        ("m", None),
        ([], None),
        ({}, None),
        ({"jsonrpc": "1.0", "id": 4, "method": "m"}, 4),
        ({"jsonrpc": "2.0", "id": 4}, 4),
        ({"jsonrpc": "2.0", "id": 4, "method": 7}, 4),
        ({"jsonrpc": "2.0", "id": 4, "method": "m", "params": "text"}, 4),
        ({"jsonrpc": "2.0", "id": True, "method": "m"}, None),
        ({"jsonrpc": "2.0", "id": [1], "method": "m"}, None),
    ],
)
def test_json_that_is_no_request_is_an_invalid_request(content, request_id):
    refusal = protocol.parse(json.dumps(content).encode())
    assert isinstance(refusal, Refusal)
    assert refusal.error.code == protocol.INVALID_REQUEST
    assert refusal.id == request_id


def test_a_batch_keeps_its_order_and_its_bad_entries():
    batch = protocol.parse(b'[{"jsonrpc": "2.0", "id": 1, "method": "m"}, 7]')
    assert batch[0] == Request("m", {}, 1)
    assert batch[1].error.code == protocol.INVALID_REQUEST


def test_a_line_above_the_limit_is_skipped_and_the_next_one_is_read():
    stream = io.BytesIO(b"x" * 5_000_000 + b"\nnext\n")
    with pytest.raises(RpcError) as caught:
        protocol.read_line(stream, limit=100)
    assert caught.value.code == protocol.INVALID_REQUEST
    assert protocol.read_line(stream, limit=100) == b"next\n"
    assert protocol.read_line(stream, limit=100) is None


def test_the_last_line_may_lack_its_end():
    assert protocol.read_line(io.BytesIO(b"last"), limit=100) == b"last"


@pytest.mark.parametrize(
    ("error", "code", "exit_code"),
    [
        (UsageError("u"), -32020, 2),
        (InputError("/a.wav", "is empty"), -32030, 3),
        (LibraryError("l"), -32040, 4),
        (ModelError("m"), -32050, 5),
        (CancelledError("c"), -33300, 130),
        (KeyError("bug"), protocol.INTERNAL_ERROR, 1),
    ],
)
def test_every_error_has_its_code(error, code, exit_code):
    answer = protocol.error_object(3, protocol.from_exception(error))
    assert answer["error"]["code"] == code
    assert answer["error"]["data"]["exit_code"] == exit_code


def test_an_input_error_names_the_file_and_the_reason():
    error = protocol.from_exception(InputError(Path("/a.wav"), "is empty", "Take another."))
    assert error.data == {"exit_code": 3, "path": "/a.wav", "reason": "is empty"}
    assert error.message == "/a.wav is empty. Take another."


def test_an_answer_is_one_ascii_line_that_keeps_odd_file_names():
    line = protocol.encode(protocol.result_object(1, {"track": "/m\u00fcsic/\udcff\n.wav"}))
    assert line.count(b"\n") == 1
    assert line.isascii()
    assert json.loads(line)["result"] == {"track": "/müsic/\udcff\n.wav"}


# No deadline: how long an example takes says how busy the machine is, and nothing else.
@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_line_is_read_without_an_exception(line):
    parsed = protocol.parse(line)
    assert isinstance(parsed, Request | Refusal | list)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None, max_examples=50)
@given(st.text(), st.dictionaries(st.text(), _json), st.integers() | st.text())
def test_what_is_written_is_read_back(method, params, request_id):
    try:
        line = protocol.encode(protocol.request_object(method, params, request_id))
    except ValueError:  # infinities are no JSON
        return
    assert protocol.parse(line) == Request(method, params, request_id)
