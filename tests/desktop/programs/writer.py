"""Types into a window's manuscript until it is killed; says what it has typed, half a second late.

Usage: writer.py [MANUSCRIPT]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from t2m_desktop.app import make_application, make_window

application = make_application()
window = make_window()
window.painted.disconnect()  # no engine: a journal needs none
window.show()
if len(sys.argv) > 1:
    window.document.open(Path(sys.argv[1]))
typed: list[tuple[float, int]] = []


def key() -> None:
    """Type a letter, and tell how many were typed a second ago."""
    QTest.keyClick(window.writing.editor, "abcdefghij"[len(typed) % 10])
    typed.append((time.monotonic(), len(typed) + 1))
    old = [count for when, count in typed if when < time.monotonic() - 1.0]
    print(old[-1] if old else 0, flush=True)  # noqa: T201 - the test listens


timer = QTimer(interval=20)
timer.timeout.connect(key)
timer.start()
application.exec()
