"""The words on the screen in the user's language: English stands in the code."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from t2m_engine import places

CONTEXT = "t2m"
"""One context for all: the same words mean the same everywhere in this house."""

DECLARED = (
    *("happy", "funny", "sad", "tender", "exciting", "angry", "scary"),
    *("sparse", "balanced", "wall to wall", "follow", "underscore", "counterpoint"),
    "and",
)
"""Words that come from tables and from the engine, and are said through `tr_known`."""


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


def speaks() -> str:
    """The language that is spoken instead of English; "" for English."""
    return _spoken[0].language() if _spoken else ""


_spoken: list[QTranslator] = []
"""Our own translation in use."""


def install(application: QApplication, language: str) -> list[QTranslator]:
    """Speak `language`: "system", or a code such as "de"; returns the translators in use.

    Where there is no translation it is English. The direction of lines is the language's.
    """
    wanted = QLocale.system() if language == "system" else QLocale(language)
    own, qt = QTranslator(application), QTranslator(application)
    used = []
    if own.load(wanted, "t2m", "_", str(places.resources() / "translations")):
        used.append(own)
        path = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt.load(wanted, "qtbase", "_", path):
            used.append(qt)
    else:
        wanted = QLocale(QLocale.Language.English)
    _spoken[:] = used[:1]
    for translator in reversed(used):  # the one installed last is asked first
        application.installTranslator(translator)
    QLocale.setDefault(wanted)
    application.setLayoutDirection(wanted.textDirection())
    return used
