"""The settings: declared once, kept in one JSON file, read by the engine and the desktop alike.

The preferences page, the command line's defaults and the documentation all follow `SETTINGS`.
"""

from t2m_engine.settings.declared import SECTIONS, SETTINGS, Setting, Settings, defaults
from t2m_engine.settings.kept import change, load, mend, reset, stored

__all__ = [
    "SECTIONS",
    "SETTINGS",
    "Setting",
    "Settings",
    "change",
    "defaults",
    "load",
    "mend",
    "reset",
    "stored",
]
