"""The preferences: every setting has a field that shows it, changes it at once, and resets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPushButton, QSpinBox

from t2m_desktop import dialogs
from t2m_desktop.clips import ClipWishes
from t2m_desktop.preferences import Preferences
from t2m_desktop.settings import Settings
from t2m_desktop.window import Window
from t2m_engine.settings import SECTIONS, SETTINGS, load


@pytest.fixture
def page(qtbot: Any, themes: Any) -> Preferences:
    settings = Settings.load()
    page = Preferences(settings)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(page)
    page.show()
    page.settings = settings
    return page


def row(page: Preferences, name: str) -> Any:
    return next(row for row in page.rows if row.setting.name == name)


def other(setting: Any) -> Any:
    """Another value than the default."""
    default = setting.default()
    if setting.kind is bool:
        return not default
    if setting.choices:
        return next(value for value in setting.choices if value != default)
    if setting.kind in (int, float):
        return setting.kind(next(b for b in setting.bounds if b != default))
    return "/somewhere/else"


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_changed_by_its_field_and_reset(
    page: Preferences, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting, shown = SETTINGS[name], row(page, name)
    page.open_at(name)
    assert shown.isVisible()
    assert not shown.back.isVisible()
    wanted = other(setting)
    match shown.field.widget:
        case QCheckBox() as box:
            QTest.keyClick(box, Qt.Key.Key_Space)
        case QComboBox() as box:
            box.setCurrentIndex(box.findData(wanted))
            box.activated.emit(box.currentIndex())
        case QSpinBox() | QDoubleSpinBox() as box:
            box.setValue(wanted)
        case QLineEdit() as line:
            line.selectAll()
            QTest.keyClicks(line, wanted)
            QTest.keyClick(line, Qt.Key.Key_Return)
        case field:
            monkeypatch.setattr(dialogs, "folder", lambda *_: Path(wanted))
            QTest.mouseClick(field.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert page.isVisible(), "Enter ends the change, not the dialog"
    kept = getattr(load(), name)
    assert kept == (Path(wanted) if setting.kind is Path else wanted)
    assert shown.back.isVisible()
    QTest.mouseClick(shown.back, Qt.MouseButton.LeftButton)
    assert getattr(load(), name) == setting.default()
    assert not shown.back.isVisible()


def test_a_search_finds_by_name_words_and_values(page: Preferences) -> None:
    def found(words: str) -> set[str]:
        page.search.setText(words)
        return {row.setting.name for row in page.rows if row.isVisible()}

    assert found("typewriter") == {"typewriter"}
    assert "clip_loudness" in found("lufs")
    assert found("spell check dictionary") == {"spelling"}
    assert found("xyzzy") == set()
    assert page.nothing.isVisible()
    first = next(iter(SECTIONS))
    assert found("") == {name for name, s in SETTINGS.items() if s.section == first}


def test_what_a_setting_does_not_take_is_put_back(page: Preferences) -> None:
    line = row(page, "model").field.widget
    page.open_at("model")
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "open"
    assert load().model == "open"


def test_the_window_follows_at_once_and_the_engine_starts_anew(
    window: Window, engine: Any, qtbot: Any
) -> None:
    page = window.extras.preferences()
    space = row(page, "space").field.widget
    assert [space.itemText(i) for i in range(space.count())] == ["Fusion", "Valence-arousal"]
    row(page, "arc").field.widget.click()
    assert not window.writing.arc.isVisible()
    assert not window.registry["view.arc"].isChecked()
    window.registry["view.larger"].trigger()
    assert row(page, "text_size").field.widget.value() == 19
    starts = engine.starts
    window.settings.set("device", "cpu")
    qtbot.waitUntil(lambda: engine.starts == starts + 1 and window.bridge.is_ready)
    page.close()


def test_the_wheel_changes_nothing_that_it_passes(page: Preferences, qtbot: Any) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    for name in ("theme", "interface_scale", "density"):
        page.open_at(name)
        widget = row(page, name).field.widget
        event = QWheelEvent(
            QPointF(5, 5), widget.mapToGlobal(QPointF(5, 5)), QPoint(0, -120), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(widget, event)
        assert getattr(load(), name) == SETTINGS[name].default()


def test_clips_are_made_as_the_settings_say(window: Window, tmp_path: Path) -> None:
    settings = window.settings
    assert window.clips.wishes.folder == settings.clips_folder
    for name, value in (
        ("clips_folder", tmp_path),
        ("clip_format", "flac"),
        ("clip_bits", "32f"),
        ("clip_rate", "48000"),
        ("clip_loudness", "-16"),
        ("clip_name", "{title}"),
    ):
        settings.set(name, value)
    assert window.clips.wishes == ClipWishes(
        tmp_path, ".flac", "24", 48_000, None, -16.0, "{title}"
    )
    settings.set("clip_format", "wav")
    assert window.clips.wishes.bits == "32f"
