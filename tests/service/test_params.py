"""The parameters of a call."""

from pathlib import Path

import pytest

from t2m_engine.service.params import Params
from t2m_engine.service.protocol import InvalidParamsError


def test_what_is_there_is_taken_and_what_is_not_has_its_default():
    params = Params({"text": "x", "k": 3, "folders": ["/a", "/b"], "end": 2})
    assert params.text("text") == "x"
    assert params.integer("k", 10, least=1, most=100) == 3
    assert params.integer("per_track", 1, least=1, most=100) == 1
    assert params.optional_text("space") is None
    assert params.paths("folders") == [Path("/a"), Path("/b")]
    assert params.number("end", least=0, most=10) == 2
    assert params.optional_number("pace", 150, least=40, most=600) == 150
    assert params.flag("retry") is False
    params.done()


def test_passages_without_an_id_are_counted():
    params = Params({"passages": [{"id": "a", "text": "x"}, {"text": "y"}]})
    assert params.passages("passages") == [("a", "x"), (2, "y")]


def test_an_unknown_parameter_is_refused_by_name():
    with pytest.raises(InvalidParamsError, match="“txet”"):
        Params({"txet": "x"}).done()


@pytest.mark.parametrize(
    ("content", "take"),
    [
        ({}, lambda p: p.text("a")),
        ({"a": 1}, lambda p: p.text("a")),
        ({"a": "\ud800"}, lambda p: p.text("a")),
        ({"a": 1}, lambda p: p.optional_text("a")),
        ({"a": []}, lambda p: p.texts("a")),
        ({"a": "x"}, lambda p: p.texts("a")),
        ({"track": "relative.wav"}, lambda p: p.path("track")),
        ({"track": "/a\0b"}, lambda p: p.path("track")),
        ({"folders": ["/a", "b"]}, lambda p: p.paths("folders")),
        ({"a": "1"}, lambda p: p.number("a", least=0, most=1)),
        ({"a": True}, lambda p: p.number("a", least=0, most=1)),
        ({"a": 2}, lambda p: p.number("a", least=0, most=1)),
        ({"a": float("nan")}, lambda p: p.number("a", least=0, most=1)),
        ({"a": 1.5}, lambda p: p.integer("a", 1, least=0, most=9)),
        ({"a": True}, lambda p: p.integer("a", 1, least=0, most=9)),
        ({"a": 10}, lambda p: p.integer("a", 1, least=0, most=9)),
        ({"a": 1}, lambda p: p.flag("a")),
        ({"a": ["x"]}, lambda p: p.passages("a")),
        ({"a": [{"id": 1}]}, lambda p: p.passages("a")),
        ({"a": [{"id": True, "text": "x"}]}, lambda p: p.passages("a")),
        ({"a": [{"id": 1, "text": "x", "more": 1}]}, lambda p: p.passages("a")),
    ],
)
def test_what_is_wrong_is_refused(content, take):
    with pytest.raises(InvalidParamsError):
        take(Params(content))


def test_a_file_name_of_no_encoding_is_a_path():
    assert Params({"track": "/\udcff.wav"}).path("track") == Path("/\udcff.wav")
