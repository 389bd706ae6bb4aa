"""Starting and ending: the window first, then the engine."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import t2m_engine
from t2m_desktop import accessibility, dialogs, translation
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.settings import Settings
from t2m_desktop.theme import Themes, icon, interface_font, load_fonts, set_scale
from t2m_desktop.translation import tr
from t2m_desktop.window import Window
from t2m_engine.settings import SETTINGS

_STARTED = time.perf_counter()


def make_application(arguments: Sequence[str] = ("t2m",)) -> QApplication:
    """The QApplication with its fonts."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(list(arguments))
    application.setApplicationName("t2m")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("t2m")
    application.setStyle("Fusion")  # the one style that honours stylesheets everywhere
    load_fonts()
    accessibility.install()
    return application


def make_window(
    *,
    library: Path | None = None,
    model: str | None = None,
    device: str | None = None,
    settings: Settings | None = None,
) -> Window:
    """The window over an engine that starts once the window is on the screen."""
    settings = settings or Settings.load()
    set_scale(settings.interface_scale)
    QApplication.setFont(interface_font(13))
    themes = Themes(settings.theme)
    themes.apply()
    bridge = EngineBridge(library=library, model=model, device=device)
    window = Window(bridge, settings, themes)
    themes.setParent(window)
    bridge.setParent(window)
    window.setWindowIcon(QIcon(icon("t2m", themes.current.colours["ink"], 64)))
    window.painted.connect(lambda: QTimer.singleShot(0, bridge.start))
    return window


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    parser = argparse.ArgumentParser("t2m-desktop", description="Music for the story you write.")
    parser.add_argument("manuscript", nargs="?", type=Path, help="a manuscript to open")
    for name, kind in (("library", Path), ("model", str), ("device", str)):
        setting = SETTINGS[name]
        parser.add_argument(
            f"--{name}", type=kind, choices=list(setting.choices) or None, help=setting.help
        )
    parser.add_argument("--version", action="version", version=t2m_engine.__version__)
    options = parser.parse_args(arguments)
    application = make_application(sys.argv[:1])
    # Ctrl+C in the terminal ends the program as usual; Qt's loop would swallow it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    settings = Settings.load()
    translation.install(application, settings.language)
    window = make_window(
        library=options.library, model=options.model, device=options.device, settings=settings
    )
    last = Path(window.settings.last_manuscript)
    if options.manuscript is not None:
        window.document.open(options.manuscript.absolute())
    elif window.settings.last_manuscript and last.exists():
        window.document.open(last)
    if os.environ.get("T2M_TIME_START"):  # for the benchmark: milliseconds to the first paint
        window.painted.connect(
            lambda: print(  # noqa: T201 - asked for
                f"first paint {1000 * (time.perf_counter() - _STARTED):.0f} ms", flush=True
            )
        )
    window.extras.greet()
    window.show()
    # Not at the start, which is for typing: once there is something to hear.
    window.writing.list.shown.connect(
        lambda _: window.player.prepare(), Qt.ConnectionType.SingleShotConnection
    )
    QTimer.singleShot(0, window.document.recover)
    if window.settings.told:
        QTimer.singleShot(
            0,
            lambda: dialogs.tell(
                window, tr("The settings had to be mended."), window.settings.told
            ),
        )
    return application.exec()
