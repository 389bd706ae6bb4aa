"""The model packs by the service: listed, told, chosen, refused."""

from __future__ import annotations

import pytest

import t2m_engine.service.server  # noqa: F401 - it registers all methods
from t2m_engine import settings
from t2m_engine.emotion.pack_import import import_pack
from t2m_engine.errors import ModelError
from t2m_engine.service.jobs import Job
from t2m_engine.service.methods import METHODS
from t2m_engine.service.params import Params
from t2m_engine.service.protocol import InvalidParamsError


def ask(method: str, **params: object):
    """What a method answers; it needs no session."""
    job = Job(1, Params(params), channel=None, finish=lambda *_: None, notify=lambda _: None)
    return METHODS[method].work(None, job)


@pytest.fixture(autouse=True)
def _places(tmp_path, monkeypatch):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


def test_packs_are_listed_and_one_is_chosen(small, tmp_path):
    import_pack(small.make_pack(tmp_path / "small"), "mine")
    entries = {entry["name"]: entry for entry in ask("model.list")["packs"]}
    assert (entries["open"]["in_use"], entries["mine"]["own"]) == (True, True)
    assert ask("model.use", name="mine")["in_use"]
    assert settings.load().model == "mine"
    told = ask("model.show")
    assert (told["name"], told["own"], told["in_use"]) == ("mine", True, True)
    assert ask("model.show", name="open")["in_use"] is False


def test_a_pack_that_is_none_is_refused():
    with pytest.raises(ModelError, match="no model pack “nothing”"):
        ask("model.use", name="nothing")
    assert settings.load().model == "open"
    with pytest.raises(InvalidParamsError):
        ask("model.use")
    with pytest.raises(InvalidParamsError):
        ask("model.list", more=1)
