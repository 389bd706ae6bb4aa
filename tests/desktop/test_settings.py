from __future__ import annotations

import json
from pathlib import Path

import pytest

from t2m_desktop.settings import Settings


def test_settings_come_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "desktop.json"
    Settings(theme="dark", text_size=20, last_manuscript="/tmp/ä.md").save(path)
    assert Settings.load(path) == Settings(theme="dark", text_size=20, last_manuscript="/tmp/ä.md")


@pytest.mark.parametrize("content", ["", "[]", "{", '{"theme": 3, "text_size": "x"}', "\udcff"])
def test_damaged_settings_are_the_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "desktop.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert Settings.load(path) == Settings()


def test_values_out_of_range_are_brought_back(tmp_path: Path) -> None:
    path = tmp_path / "desktop.json"
    path.write_text(json.dumps({"theme": "pink", "text_size": 900, "unknown": 1}))
    assert Settings.load(path) == Settings(text_size=32)


def test_the_default_place_is_beside_the_engines_settings(tmp_path: Path) -> None:
    Settings(theme="dark").save()  # into the test's own XDG_CONFIG_HOME
    assert Settings.load().theme == "dark"
    assert list(tmp_path.rglob("desktop.json"))
