"""The words on the screen in the user's language: English stands in the code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from t2m_engine import places

CONTEXT = "t2m"
"""One context for all: the same words mean the same everywhere in this house."""


def tr(text: str) -> str:
    """`text` in the user's language. It is a literal: packaging/translations gathers it."""
    return QCoreApplication.translate(CONTEXT, text)


def tr_n(one: str, many: str, count: int) -> str:
    """How many, in words: `many` is looked up, and the language chooses its plural's form.

    Both are literals in which “%n” stands for the number, `one` being the English singular.
    """
    said = QCoreApplication.translate(CONTEXT, many, None, count)
    english = many.replace("%n", str(count))
    return one.replace("%n", str(count)) if count == 1 and said == english else said


def tr_known(text: str) -> str:
    """As `tr`, of words that a registry declares (settings, commands): gathered from there."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def install(application: QApplication, language: str) -> None:
    """Speak `language`: "system", or a code such as "de"; English for what is not translated.

    Also the direction in which lines run is the language's.
    """
    locale = QLocale.system() if language == "system" else QLocale(language)
    QLocale.setDefault(locale)
    own = QTranslator(application)
    folder = places.resources() / "translations"
    if own.load(locale, "t2m", "_", str(folder)):
        application.installTranslator(own)
        qt = QTranslator(application)
        path = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt.load(locale, "qtbase", "_", path):
            application.installTranslator(qt)
    elif language == "system":
        QLocale.setDefault(QLocale(QLocale.Language.English))
    spoken = QLocale()
    if Path(folder / f"t2m_{spoken.name()[:2]}.qm").exists():
        application.setLayoutDirection(spoken.textDirection())
    else:
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
