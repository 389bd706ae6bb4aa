"""The schema of the service: every method, from its docstring, under a version of its own."""

from __future__ import annotations

import inspect
import re
from typing import Any

from t2m_engine.service import methods
from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import METHODS, method
from t2m_engine.session import Session

SCHEMA = 1
"""Rises when a client of an older one would break: a method, parameter or result that is gone or
means another thing. What is added does not raise it."""
_PARTS = ("Params", "Progress", "Result", "Errors")
_PART = re.compile(rf"\b({'|'.join(_PARTS)}): ")


@method("engine.schema", Lane.RECORDS)
def engine_schema(session: Session, job: Job) -> dict[str, Any]:
    """What can be asked for, and how: this text for every method.

    Params: none. Result: {"schema": number, which rises when older clients would break,
    "conventions": text, "methods": [{"name", "does", "params", "progress", "result", "errors":
    text, "" where there is none}]}, by name.
    """
    del session
    job.params.done()
    return schema()


def schema() -> dict[str, Any]:
    """Return the schema as `engine.schema` does; all rooms' methods must have been imported."""
    return {
        "schema": SCHEMA,
        "conventions": inspect.cleandoc(methods.__doc__ or "").partition("\n\n")[2],
        "methods": [_described(name) for name in sorted(METHODS)],
    }


def as_markdown() -> str:
    """Return the schema as a page for people."""
    content = schema()
    lines = [
        "# The engine's methods",
        "",
        "JSON-RPC 2.0, one object a line. This page is written by `t2m schema`.",
        "",
        f"Schema {content['schema']}. {content['conventions']}",
    ]
    for one in content["methods"]:
        lines += ["", f"## {one['name']}", one["does"]]
        for part in _PARTS:
            if one[part.lower()]:
                lines += ["", f"**{part}:** {one[part.lower()]}"]
    return "\n".join(lines) + "\n"


def _described(name: str) -> dict[str, str]:
    text = " ".join(inspect.cleandoc(METHODS[name].work.__doc__ or "").split())
    pieces = _PART.split(text)
    found = dict.fromkeys((part.lower() for part in _PARTS), "")
    for part, said in zip(pieces[1::2], pieces[2::2], strict=True):
        found[part.lower()] = f"{found[part.lower()]} {said}".strip()
    return {"name": name, "does": pieces[0].strip(), **found}
