"""`t2m settings`."""

import json

import pytest

from t2m_engine import settings
from t2m_engine.cli import main


@pytest.fixture
def file(tmp_path):
    return tmp_path / "xdg_config_home" / "t2m" / "settings.json"


def test_list_tells_all_and_marks_what_was_changed(t2m, file):
    assert t2m("settings", "set", "device", "cpu").code == 0
    lines = t2m("settings", "list", "--json").lines
    assert [line["name"] for line in lines] == list(settings.SETTINGS)
    device = next(line for line in lines if line["name"] == "device")
    assert (device["value"], device["default"]) == ("cpu", "auto")
    shown = t2m("settings", "list")
    marked = [line.split()[0] for line in shown.out.splitlines() if " *  " in line]
    assert marked == ["device"]
    assert str(file) in shown.err
    whole = t2m("settings", "list", "--all").out
    assert "device = cpu (default: auto)" in whole
    assert all(setting.help in whole for setting in settings.SETTINGS.values())


def test_set_get_and_reset(t2m, file):
    assert t2m("settings", "set", "watch", "off").out == "watch = off\n"
    assert t2m("settings", "set", "density", "0.25").out == "density = 0.25\n"
    assert t2m("settings", "set", "spelling", "").code == 0
    assert t2m("settings", "get", "watch").out == "off\n"
    assert t2m("settings", "get", "density", "--json").lines[0]["value"] == 0.25
    assert settings.load(file) == settings.Settings(watch=False, density=0.25)
    assert t2m("settings", "reset", "watch").out == "watch = on\n"
    assert settings.load(file) == settings.Settings(density=0.25)
    assert t2m("settings", "reset", "--all", "--json").lines[0]["reset"] == ["density", "spelling"]
    assert settings.load(file) == settings.Settings()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", "devise", "cpu"), "“devise”"),
        (("get", "devise"), "“devise”"),
        (("reset", "devise"), "“devise”"),
        (("set", "device", "abacus"), "takes one of auto"),
        (("set", "text_size", "1e9"), "takes a number"),
        (("set", "watch", "perhaps"), "takes on or off"),
        (("reset",), "--all"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(t2m, arguments, words):
    ended = t2m("settings", *arguments)
    assert ended.code == 2
    assert words in ended.err


def test_a_folder_is_kept_whole_wherever_it_was_typed(t2m, tmp_path, monkeypatch, file):
    monkeypatch.chdir(tmp_path)
    assert t2m("settings", "set", "clips_folder", "clips").code == 0
    assert settings.load(file).clips_folder == tmp_path / "clips"


def test_reset_of_all_mends_a_broken_file(t2m, file):
    file.parent.mkdir()
    file.write_text("{")
    assert t2m("settings", "list").code == 2
    ended = t2m("settings", "reset", "--all")
    assert ended.code == 0
    assert "settings.broken.json" in ended.err
    assert file.with_name("settings.broken.json").read_text() == "{"
    assert t2m("settings", "list").code == 0


def test_a_score_takes_its_wishes_from_the_settings(library, pack, tmp_path, capsys, file):
    settings.change({"density": 0.3, "style": "underscore", "frame_rate": "24"}, file)
    story = tmp_path / "story.md"
    story.write_text("# One\n\nThe door stood open in the dark, and no one was there.\n" * 20)
    given = ["--library", str(library), "--model", str(pack), "--device", "cpu"]
    out = tmp_path / "score"
    assert main([*given, "score", str(story), "--out", str(out), "--no-sound"]) == 0
    capsys.readouterr()
    plan = json.loads((out / "cues.json").read_text())
    told = (out / "plan.toml").read_text()
    assert "density = 0.3" in told
    assert "underscore" in told
    assert plan
