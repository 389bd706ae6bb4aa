"""Methods of the model packs: which there are, what one is, which one is in use; see methods.py."""

from __future__ import annotations

from typing import Any

from t2m_engine.service.jobs import Job, Lane
from t2m_engine.service.methods import method
from t2m_engine.session import Session


@method("model.list", Lane.FILES)
def model_list(_session: Session, job: Job) -> dict[str, Any]:
    """The packs that came with t2m and those that were imported.

    Params: none. Result: {"packs": [{"name", "folder", "own": whether it was imported, "in_use":
    whether the settings name it, "version", "licence", "made", "bytes", "problem": why it is
    refused, or ""}]}.
    """
    from t2m_engine import models  # noqa: PLC0415 - imports numpy

    job.params.done()
    return {"packs": models.listed()}


@method("model.show", Lane.FILES)
def model_show(_session: Session, job: Job) -> dict[str, Any]:
    """All that the card of a pack says.

    Params: optional "name" (or a folder; by default the one in use). Result: {"name", "id",
    "folder", "own", "in_use", "version", "licence", "made", "text" and "music": kinds of networks,
    "sources": [{"name", "licence"}], "measured": {…}, "limits", "files": [{"section", "file",
    "bytes", "sha256"}], "spaces": [name]}. Errors: −32050.
    """
    from t2m_engine import models  # noqa: PLC0415 - imports numpy

    name = job.params.optional_text("name")
    job.params.done()
    return models.told(name)


@method("model.use", Lane.FILES)
def model_use(_session: Session, job: Job) -> dict[str, Any]:
    """Make a pack the one of the settings; an engine takes it up when it starts anew.

    Params: {"name": of a pack, or its folder}. Result: its entry in `model.list`. Errors: −32050
    there is none, or its files are not those that its card pins; −32020 the settings cannot be
    written.
    """
    from t2m_engine import models  # noqa: PLC0415 - imports numpy

    name = job.params.text("name")
    job.params.done()
    return models.use(name)
