"""JSON-RPC 2.0, one object a line: reading requests, writing answers, and the error codes.

Source: https://www.jsonrpc.org/specification. Parameters are named, never positional. What goes
out is ASCII (other characters are escaped), so that any path survives, in whatever encoding.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import IO, Any

from t2m_engine.errors import InputError, T2MError

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
REPLACED = -32001
"""A newer request on the same channel came before this one was worked on."""

LINE_LIMIT = 16 * 1024 * 1024
"""Bytes in a line: far above any request, and a bound on what a stray client can make us hold."""

Id = str | int | float | None


class RpcError(Exception):
    """An answer that is an error: its `code`, its message and, where there is some, its `data`."""

    def __init__(self, code: int, message: str, data: dict[str, Any] | None = None) -> None:
        self.code = code
        self.message = message
        self.data = data
        super().__init__(message)


class InvalidParamsError(RpcError):
    """A parameter is missing, unknown or of the wrong kind; the message says which."""

    def __init__(self, message: str) -> None:
        super().__init__(INVALID_PARAMS, message)


@dataclass(frozen=True, slots=True)
class Request:
    """A call; `is_notification` means that the caller wants no answer."""

    method: str
    params: dict[str, Any]
    id: Id = None
    is_notification: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """What came in place of a request, and the error that answers it (with the id, if known)."""

    error: RpcError
    id: Id = None


def read_line(stream: IO[bytes], limit: int = LINE_LIMIT) -> bytes | None:
    """Return the next line, or None at the end of `stream`.

    A line above `limit` bytes is skipped, and RpcError says so: the lines after it are served.
    """
    line = stream.readline(limit + 1)
    if not line:
        return None
    if len(line) <= limit or line.endswith(b"\n"):
        return line
    while line and not line.endswith(b"\n"):
        line = stream.readline(1024 * 1024)
    raise RpcError(INVALID_REQUEST, f"A line must not be longer than {limit} bytes.")


def parse(line: bytes) -> list[Request | Refusal] | Request | Refusal:
    """Return what is asked for in `line`; a list is a batch."""
    try:
        content = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return Refusal(RpcError(PARSE_ERROR, f"This line is not JSON: {error}"))
    if not isinstance(content, list):
        return _request(content)
    if not content:
        return Refusal(RpcError(INVALID_REQUEST, "A batch must not be empty."))
    return [_request(entry) for entry in content]


def result_object(request_id: Id, result: Any) -> dict[str, Any]:
    """Return the answer that hands back `result`."""
    return {"jsonrpc": "2.0", "id": request_id, "result": result}


def error_object(request_id: Id, error: RpcError) -> dict[str, Any]:
    """Return the answer that reports `error`."""
    content: dict[str, Any] = {"code": error.code, "message": error.message}
    if error.data is not None:
        content["data"] = error.data
    return {"jsonrpc": "2.0", "id": request_id, "error": content}


def request_object(method: str, params: dict[str, Any], request_id: Id) -> dict[str, Any]:
    """Return a call of `method`."""
    return {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}


def notification_object(method: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return a call of `method` that wants no answer."""
    return {"jsonrpc": "2.0", "method": method, "params": params}


def encode(content: dict[str, Any] | list[dict[str, Any]]) -> bytes:
    """Return `content` as a line."""
    return json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"


def from_exception(error: Exception) -> RpcError:
    """Return the answer to a request that ended with `error`.

    A T2MError has code −32000 − 10 · exit code, and its exit code, path and reason as data;
    anything else is a bug of the engine: code −32603, exit code 1.
    """
    if isinstance(error, RpcError):
        return error
    if isinstance(error, T2MError):
        data: dict[str, Any] = {"exit_code": int(error.exit_code)}
        if isinstance(error, InputError):
            data |= {"path": str(error.path), "reason": error.reason}
        return RpcError(-32000 - 10 * int(error.exit_code), str(error), data)
    message = f"The engine ran into a bug: {type(error).__name__}: {error}"
    return RpcError(INTERNAL_ERROR, message, {"exit_code": 1})


def _request(content: Any) -> Request | Refusal:
    if not isinstance(content, dict):
        return Refusal(RpcError(INVALID_REQUEST, "A request is a JSON object."))
    request_id = content.get("id")
    if isinstance(request_id, bool) or not isinstance(request_id, str | int | float | None):
        return Refusal(RpcError(INVALID_REQUEST, "An id is a string, a number or null."))
    method, params = content.get("method"), content.get("params", {})
    wrong = ""
    if content.get("jsonrpc") != "2.0":
        wrong = "A request has “jsonrpc”: “2.0”."
    elif not isinstance(method, str):
        wrong = "A request has a “method”."
    elif not isinstance(params, dict | list):
        wrong = "“params” is an object."
    if wrong or not isinstance(method, str):
        return Refusal(RpcError(INVALID_REQUEST, wrong), request_id)
    if isinstance(params, list):
        # By the protocol a list is no invalid request: every method refuses what it does not know.
        params = {str(place): value for place, value in enumerate(params)}
    return Request(method, params, request_id, is_notification="id" not in content)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")
