"""The settings: defaults, the file, and what it must not hold."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as no_deadline
from hypothesis import strategies as st

from t2m_engine import settings
from t2m_engine.emotion.spaces import DEFAULT_SPACE
from t2m_engine.errors import UsageError


@pytest.fixture
def file(tmp_path):
    return tmp_path / "t2m" / "settings.json"


def test_without_a_file_the_defaults_count(file):
    values = settings.load(file)
    assert values.model == "open"
    assert values.device == "auto"
    assert values.words_per_minute == 150.0
    assert values.space == DEFAULT_SPACE
    assert values.library.is_absolute()


def test_every_setting_is_declared_with_a_default_that_it_takes_and_a_help():
    assert set(settings.SETTINGS) == set(settings.Settings.__dataclass_fields__)
    for setting in settings.SETTINGS.values():
        assert setting.check(setting.default()) == setting.default()
        assert setting.help.endswith(".")


def test_what_is_changed_is_kept_and_the_rest_stays(file):
    settings.change({"library": "/music/t2m", "words_per_minute": 120}, file)
    values = settings.change({"device": "cpu"}, file)
    assert values == settings.load(file)
    assert values.library == Path("/music/t2m")
    assert (values.words_per_minute, values.device) == (120.0, "cpu")
    assert json.loads(file.read_text("utf-8")).keys() == {"library", "words_per_minute", "device"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"libary": "/x"}, "“libary”"),
        ({"device": "abacus"}, "“device” takes one of auto, cpu, cuda, mps"),
        ({"words_per_minute": "150"}, "“words_per_minute” takes a number"),
        ({"words_per_minute": True}, "“words_per_minute” takes a number"),
        ({"words_per_minute": 1e9}, "from 40 to 600"),
        ({"library": 7}, "“library” takes text"),
        ({"model": ""}, "“model” takes text"),
        ([], "not a JSON object"),
    ],
)
def test_a_wrong_file_is_refused_naming_itself_and_the_key(file, content, words):
    file.parent.mkdir()
    file.write_text(json.dumps(content), "utf-8")
    with pytest.raises(UsageError) as caught:
        settings.load(file)
    assert words in str(caught.value)
    assert str(file) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_that_is_no_json_is_refused_and_stays(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    for act in (settings.load, lambda f: settings.change({"device": "cpu"}, f)):
        with pytest.raises(UsageError, match=r"settings\.json"):
            act(file)
    assert file.read_bytes() == content


def test_a_wrong_change_is_refused_and_nothing_is_written(file):
    with pytest.raises(UsageError):
        settings.change({"device": "cpu", "space": 3}, file)
    assert not file.exists()


@no_deadline(deadline=None)
@given(st.floats())
def test_a_number_is_taken_only_within_its_bounds(value):
    setting = settings.SETTINGS["words_per_minute"]
    if 40 <= value <= 600:
        assert setting.check(value) == value
    else:
        with pytest.raises(ValueError, match="takes a number"):
            setting.check(value)
