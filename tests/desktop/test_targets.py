"""Targets: quiet under the text, kept for each manuscript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QInputDialog

from t2m_desktop.settings import Settings
from t2m_desktop.window import Window


def test_each_manuscript_has_a_target_of_its_own(
    window: Window, qtbot: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    figures = window.writing.figures
    story = tmp_path / "story.md"
    story.write_text("It rained on the boats, and nobody came.\n" * 25)
    window.document.open(story)
    qtbot.waitUntil(lambda: figures.text().startswith("200 words · 1:20"))
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (800, True))
    window.registry["file.target"].trigger()
    assert figures.text().startswith("200 of 800 words, 25% · 1:20 read aloud")
    window.settings.set("words_per_minute", 300)
    assert "0:40 read aloud" in figures.text()
    window.document.new()
    qtbot.waitUntil(lambda: "of 800" not in figures.text())
    window.settings.set("target_words", 1000)
    qtbot.waitUntil(lambda: "of 1,000 words, 0%" in figures.text())
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (0, False))
    window.registry["file.target"].trigger()
    assert window.settings.target_words == 1000, "Cancel changes nothing"
    window.document.open(story)
    qtbot.waitUntil(lambda: "200 of 800 words" in figures.text())
    window.close()
    assert Settings.load().memory.targets == {str(story): 800}
