"""Translations: what the window says is said in full in every language that it offers."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from t2m_desktop import counting, translation
from t2m_desktop.commands import COMMANDS, Registry
from t2m_desktop.feeling import Emotion, in_words, key_in_words, place_in_words, why
from t2m_desktop.translation import CONTEXT, tr, tr_known, tr_n
from t2m_engine import places
from t2m_engine.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDERS = re.compile(r"\{\w*[^}]*\}|%\d|%n")


def load_tool() -> ModuleType:
    file = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", file)
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


tool = load_tool()


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_nothing_is_missing_or_unfinished(language: str) -> None:
    assert tool.missing(language) == [], "write it in the .ts file; packaging/translations adds it"


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_what_is_filled_in_stands_in_every_translation(language: str) -> None:
    for text, forms in tool.translated(language).items():
        for form in forms:
            wanted = sorted(PLACEHOLDERS.findall(text))
            assert sorted(PLACEHOLDERS.findall(form)) == wanted, (text, form)
            assert form.endswith(" ") == text.endswith(" "), (text, form)


@pytest.mark.parametrize("language", tool.LANGUAGES)
def test_the_compiled_file_is_that_of_the_written_one(language: str, tmp_path: Path) -> None:
    source = places.resources() / "translations" / f"t2m_{language}.ts"
    tool.release(source, tmp_path / "new.qm")
    assert (tmp_path / "new.qm").read_bytes() == source.with_suffix(".qm").read_bytes()
    translator = QTranslator()
    assert translator.load(str(source.with_suffix(".qm")))
    for text, forms in tool.translated(language).items():
        if len(forms) == 1:
            assert translator.translate(CONTEXT, text) == forms[0]


def test_the_languages_on_offer_are_those_that_are_there() -> None:
    offered = set(SETTINGS["language"].choices) - {"system", "en"}
    assert offered == set(tool.LANGUAGES)
    assert {path.stem for path in tool.FOLDER.glob("*.qm")} == {f"t2m_{code}" for code in offered}


def test_the_window_speaks_german(german: None, qapp: QApplication) -> None:
    registry = Registry()
    assert registry["file.save"].text() == "Speichern"
    assert next(c.id for c in registry.search("speichern als")) == "file.save_as"
    assert "file.save" in [command.id for command in registry.search("save")], "both are found"
    assert tr("Preferences") == "Einstellungen"
    assert tr_known(SETTINGS["theme"].title) == "Farbschema"
    dread = Emotion(-0.5, -0.4, {"scary": 0.9, "sad": 0.1})
    assert in_words(dread) == "Grauen, verhalten"
    assert place_in_words(dread) == "dunkel, ruhig · ziemlich sicher"
    assert why(dread, Emotion(-0.2, 0.2, dread.moods)) == "auch unheimlich, etwas heller"
    assert key_in_words("F#m") == "Fis-Moll"
    assert key_in_words("Bb") == "B-Dur"
    assert counting.tracks(12408) == "12.408 Stücke"
    many = "%n pieces have been heard so far."
    assert tr_n("", many, 1) == "1 Stück wurde bisher angehört."
    assert tr_n("", many, 3) == "3 Stücke wurden bisher angehört."
    same = [command.id for command in COMMANDS if tr_known(command.title) == command.title]
    names = [one for one in same if one.startswith("music.send_")]  # of editors
    assert same == names, "every command has a German name"
    assert QLocale().language() == QLocale.Language.German


def test_without_a_translation_it_is_english(qapp: QApplication) -> None:
    before = QLocale()
    assert translation.install(qapp, "ar") == []
    assert QLocale().language() == QLocale.Language.English
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert tr("Preferences") == "Preferences"
    assert tr_n("%n piece", "%n pieces", 1) == "1 piece"
    assert tr_n("%n piece", "%n pieces", 2) == "2 pieces"
    QLocale.setDefault(before)


def test_only_literals_may_be_said(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("tr(name)\n")
    with pytest.raises(SystemExit, match="literal"):
        list(tool.spoken_in_code(tmp_path))
    (tmp_path / "wrong.py").write_text('tr("one " "sentence")\ntr_n("%n dog", "%n dogs", 2)\n')
    assert list(tool.spoken_in_code(tmp_path)) == [("one sentence", False), ("%n dogs", True)]
