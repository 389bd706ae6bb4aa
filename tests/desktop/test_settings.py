"""The window's settings: the engine's registry, and a memory of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from t2m_desktop.settings import Memory, Settings
from t2m_engine import places
from t2m_engine import settings as kept


def test_a_change_is_told_and_on_the_disk_at_once(qapp) -> None:
    settings = Settings.load()
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.text_size = 22
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    assert told == ["text_size", "theme"]
    assert kept.load() == kept.Settings(text_size=22, theme="dark")
    assert (settings.text_size, settings.theme) == (22, "dark")
    settings.reset("theme")
    assert told == ["text_size", "theme", "theme"]
    assert kept.stored() == {"text_size": 22}
    with pytest.raises(ValueError, match="takes one of"):
        settings.set("theme", "pink")
    assert settings.theme == "system"


def test_what_is_remembered_comes_back(qapp, tmp_path: Path) -> None:
    settings = Settings(last_manuscript="/books/ä.md", text_size=20)
    settings.last_folder = "/books"
    settings.memory.targets["/books/ä.md"] = 900
    settings.save()
    again = Settings.load()
    assert again.memory == settings.memory
    assert again.text_size == 18, "a value given to the window only is not kept"
    with pytest.raises(AssertionError):
        settings.no_such_thing = 1
    with pytest.raises(AttributeError):
        _ = settings.no_such_thing


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"geometry": 3, "met": "x", "targets": {"a": "b"}}', "\udcff"]
)
def test_a_damaged_memory_is_forgotten(tmp_path: Path, content: str) -> None:
    path = tmp_path / "desktop.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert Memory.load(path) == Memory()


def test_broken_settings_are_told_and_kept_aside(qapp) -> None:
    file = places.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text("{ theme: dark }")
    settings = Settings.load()
    aside = file.with_name("settings.broken.json")
    assert str(aside) in settings.told
    assert aside.read_text() == "{ theme: dark }"
    assert settings.values == kept.Settings()
    assert Settings.load().told == ""


def test_the_looks_of_an_older_t2m_are_taken_over(qapp) -> None:
    old = places.settings_file().with_name("desktop.json")
    old.parent.mkdir(parents=True)
    old.write_text(json.dumps({"theme": "dark", "text_size": 22, "last_folder": "/books"}))
    settings = Settings.load()
    assert (settings.theme, settings.text_size, settings.last_folder) == ("dark", 22, "/books")
    settings.save()
    again = Settings.load()
    assert (again.theme, again.text_size, again.last_folder) == ("dark", 22, "/books")


def test_a_change_that_cannot_be_written_is_told_and_holds_for_now(qapp, monkeypatch) -> None:
    settings = Settings.load()
    told: list[str] = []
    settings.failed.connect(told.append)
    file = places.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{")  # somebody else broke it while the window was open
    settings.set("arc", False)
    assert settings.arc is False
    assert str(file) in told[0]
    assert file.read_text() == "{"
