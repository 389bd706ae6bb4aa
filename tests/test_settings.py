"""The settings: defaults, the file, older forms, and what becomes of a broken one."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as no_deadline
from hypothesis import strategies as st

from t2m_engine import settings
from t2m_engine.emotion.spaces import DEFAULT_SPACE
from t2m_engine.errors import UsageError
from t2m_engine.export.cue import FRAME_RATES
from t2m_engine.score.wishes import STYLES, Wishes
from t2m_engine.settings.migrations import FORM, STEPS, renew


@pytest.fixture
def file(tmp_path):
    return tmp_path / "t2m" / "settings.json"


def write(file, content):
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(content), "utf-8")


def test_without_a_file_the_defaults_count(file):
    values = settings.load(file)
    assert values.model == "open"
    assert values.device == "auto"
    assert values.space == DEFAULT_SPACE
    assert values.library.is_absolute()
    assert values == settings.Settings()
    assert not file.parent.exists()


def test_defaults_are_those_of_the_rooms_that_know():
    wishes, values = Wishes(), settings.Settings()
    assert (values.density, values.style) == (wishes.density, wishes.style)
    assert values.words_per_minute == wishes.words_per_minute
    assert FRAME_RATES[values.frame_rate] == Fraction(wishes.frame_rate)
    assert tuple(settings.SETTINGS["style"].choices) == STYLES
    assert tuple(settings.SETTINGS["frame_rate"].choices) == tuple(FRAME_RATES)


@pytest.mark.parametrize("setting", settings.SETTINGS.values(), ids=settings.SETTINGS)
def test_every_setting_is_declared_in_full(setting):
    default = setting.default()
    assert setting.check(str(default) if isinstance(default, Path) else default) == default
    assert type(default) is setting.kind or isinstance(default, Path)
    assert setting.section in settings.SECTIONS
    assert setting.help.endswith(".")
    assert setting.title
    assert setting.takes()
    shown = {True: "on", False: "off"}[default] if isinstance(default, bool) else str(default)
    if shown or setting.empty or "" in setting.choices:
        assert setting.read(shown) == default
    if setting.kind in (int, float):
        assert all(abs(bound) < 1e9 for bound in setting.bounds)
        for least_or_most in setting.bounds:
            assert setting.check(setting.kind(least_or_most)) == least_or_most


def test_what_is_changed_is_kept_and_the_rest_stays(file):
    settings.change({"library": "/music/t2m", "words_per_minute": 120}, file)
    values = settings.change({"device": "cpu", "clips_folder": Path("/clips")}, file)
    assert values == settings.load(file)
    assert values.library == Path("/music/t2m")
    assert (values.words_per_minute, values.device) == (120.0, "cpu")
    assert json.loads(file.read_text("utf-8")) == {
        "version": FORM,
        "library": "/music/t2m",
        "words_per_minute": 120.0,
        "device": "cpu",
        "clips_folder": "/clips",
    }


def test_a_reset_gives_the_default_and_lets_the_rest_be(file):
    settings.change({"device": "cpu", "text_size": 22}, file)
    assert settings.reset(["device"], file) == settings.Settings(text_size=22)
    assert settings.stored(file) == {"text_size": 22}
    with pytest.raises(UsageError, match="“devise”"):
        settings.reset(["devise"], file)
    write(file, {"version": FORM, "devise": "cpu", "text_size": 900, "arc": False})
    assert settings.reset(["devise", "text_size"], file) == settings.Settings(arc=False)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"libary": "/x"}, "“libary”"),
        ({"device": "abacus"}, "“device” takes one of auto, cpu, cuda, mps"),
        ({"words_per_minute": "150"}, "“words_per_minute” takes a number"),
        ({"words_per_minute": True}, "“words_per_minute” takes a number"),
        ({"words_per_minute": 1e9}, "from 40 to 600"),
        ({"text_size": 17.5}, "“text_size” takes a whole number"),
        ({"arc": 1}, "“arc” takes true or false"),
        ({"library": 7}, "“library” takes text"),
        ({"model": ""}, "“model” takes text"),
        ({"version": FORM + 1}, "newer t2m"),
        ({"version": "1"}, "“version”"),
        ([], "not a JSON object"),
    ],
)
def test_a_wrong_file_is_refused_naming_itself_and_the_key(file, content, words):
    write(file, content)
    with pytest.raises(UsageError) as caught:
        settings.load(file)
    assert words in str(caught.value)
    assert str(file) in str(caught.value)


BROKEN = [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000]


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_is_no_json_is_refused_and_stays(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    for act in (settings.load, lambda f: settings.change({"device": "cpu"}, f)):
        with pytest.raises(UsageError, match=r"settings\.json"):
            act(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize("content", BROKEN)
def test_mending_keeps_a_broken_file_aside_and_says_where(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    aside = file.with_name("settings.broken.json")
    assert str(aside) in settings.mend(file)
    assert aside.read_bytes() == content
    assert settings.load(file) == settings.Settings()
    assert settings.mend(file) == ""
    file.write_bytes(content)
    settings.mend(file)
    assert file.with_name("settings.broken-2.json").read_bytes() == content
    assert aside.read_bytes() == content


def test_mending_takes_out_only_what_is_wrong(file):
    write(file, {"version": FORM, "device": "abacus", "colour": "red", "text_size": 22})
    before = file.read_bytes()
    told = settings.mend(file)
    assert "“device”" in told
    assert "“colour”" in told
    assert settings.load(file) == settings.Settings(text_size=22)
    assert file.with_name("settings.broken.json").read_bytes() == before


def test_a_wrong_change_is_refused_and_nothing_is_written(file):
    with pytest.raises(UsageError):
        settings.change({"device": "cpu", "space": 3}, file)
    assert not file.exists()


def test_form_0_said_whether_to_watch_in_words(file):
    write(file, {"watch": "off", "device": "cpu"})
    assert settings.load(file) == settings.Settings(watch=False, device="cpu")
    assert settings.mend(file) == ""
    assert json.loads(file.read_text())["watch"] is False
    kept = json.loads(file.with_name("settings.form0.json").read_text())
    assert kept == {"watch": "off", "device": "cpu"}
    assert [path.name for path in file.parent.glob("settings*")].count("settings.form0.json") == 1


def test_form_1_left_the_looks_to_the_desktops_own_file(file):
    write(file, {"version": 1, "watch": True, "space": "tags"})
    write(
        file.with_name("desktop.json"),
        {"theme": "dark", "text_size": 22, "arc": False, "space": "fusion", "geometry": "abc"},
    )
    values = settings.load(file)
    assert (values.theme, values.text_size, values.arc, values.space) == ("dark", 22, False, "tags")
    settings.mend(file)
    file.with_name("desktop.json").unlink()
    assert settings.load(file) == values


@pytest.mark.parametrize("content", ["{", "[]", '{"theme": 3, "text_size": 900, "arc": "yes"}'])
def test_a_damaged_file_of_the_desktop_is_no_hindrance(file, content):
    file.parent.mkdir()
    file.with_name("desktop.json").write_text(content)
    assert settings.load(file) == settings.Settings()


def test_every_form_leads_to_todays(tmp_path):
    assert len(STEPS) == FORM
    for version in range(FORM + 1):
        assert renew({"device": "cpu"}, version, tmp_path) == {"device": "cpu"}


@no_deadline(deadline=None)
@given(st.floats())
def test_a_number_is_taken_only_within_its_bounds(value):
    setting = settings.SETTINGS["words_per_minute"]
    if 40 <= value <= 600:
        assert setting.check(value) == value
    else:
        with pytest.raises(ValueError, match="takes a number"):
            setting.check(value)


@given(st.text())
def test_what_is_typed_is_taken_or_refused_in_words(text):
    for name in ("arc", "text_size", "density", "device", "spelling"):
        setting = settings.SETTINGS[name]
        value, refused = None, ""
        try:
            value = setting.read(text)
        except ValueError as error:
            refused = str(error)
        assert refused.startswith("takes") or setting.check(value) == value
