"""Drives the real window with the demo, and writes the README's pictures.

Usage: .venv/bin/python packaging/screenshots.py [--out resources/pictures]

The window, the engine and the music are the real ones; library, settings and cache are new and are
thrown away. Without a screen, Qt draws offscreen, with the fonts that t2m brings.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCENE = "Under the Floor"
PATIENCE = 300_000  # milliseconds


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "pictures")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="t2m-pictures-") as home:
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = home
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        take(options.out, Path(home) / "library")
    return 0


def take(out: Path, library: Path) -> None:
    """Try the demo as a newcomer would, and picture what is seen."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtGui import QPixmap
    from PySide6.QtTest import QTest

    sys.path.insert(0, str(ROOT))
    from t2m_desktop.app import make_application, make_window
    from t2m_desktop.score.model import Wishes
    from t2m_desktop.settings import Settings
    from t2m_desktop.window import SCORE
    from t2m_engine import places

    def until(done: Callable[[], bool], what: str) -> None:
        """Let the window live until `done`."""
        loop = QEventLoop()
        look, end = QTimer(interval=50), QTimer(singleShot=True, interval=PATIENCE)
        look.timeout.connect(lambda: done() and loop.quit())
        end.timeout.connect(lambda: loop.exit(1))
        look.start()
        end.start()
        if loop.exec():
            sys.exit(f"Waited {PATIENCE // 1000} s for {what}.")

    make_application()
    window = make_window(library=library, device="cpu", settings=Settings(theme="light"))
    shown: list[str] = []
    read: list[bool] = []
    scanned: list[bool] = []
    window.writing.list.shown.connect(lambda answer: shown.append(answer.passage))
    window.story_feelings.arc_felt.connect(
        lambda felt: read.append(all(f.emotion is not None for f in felt))
    )
    window.library.scanned.connect(lambda: scanned.append(True))
    window.resize(1440, 900)
    window.show()

    def picture(name: str) -> None:
        # What a suggestion's waveforms, a theme or a scroll still move settles in a moment.
        QTest.qWait(1200)
        size = window.size()
        picture = QPixmap(window.grab())
        path = out / f"{name}.png"
        assert picture.save(str(path)), path
        print(f"{path} ({size.width()} × {size.height()}, {path.stat().st_size // 1000} kB)")

    until(lambda: window.bridge.is_ready and window.writing.welcome.isVisible(), "the welcome")
    QTest.mouseClick(window.writing.welcome.demo, Qt.MouseButton.LeftButton)
    until(lambda: bool(scanned), "the scan")

    editor = window.writing.editor
    lines = editor.text().split("\n")
    editor.go_to_line(lines.index(f"## {SCENE}"))
    passage = editor.textCursor().block().text()
    until(lambda: bool(shown) and shown[-1] == passage, "suggestions")
    until(lambda: read[-1:] == [True], "the arc")
    window.writing.list.select(1, play=False)
    tracks = {suggestion.track for suggestion in window.writing.list.suggestions}
    until(lambda: all(window.waveforms.get(track) for track in tracks), "waveforms")
    QTest.qWait(8000)  # the foot speaks of the scan for a while, then of the engine again
    picture("write_light")
    window.registry["view.theme_dark"].trigger()
    picture("write_dark")

    story = places.resources() / "demo" / "story" / "the_ferrymans_house.md"
    window.desk.plan(story, library.parent / "score", Wishes())
    until(lambda: window.desk.score is not None and not window.desk.job, "the score")
    window.go_to(SCORE)
    score = window.desk.score
    scene = next(scene for scene in score.scenes if scene.title == SCENE)
    cue = min(score.cues, key=lambda cue: abs(cue.start - scene.start))
    window.scoring.timeline.select(cue)
    window.playback.seek(0.6 * cue.start + 0.4 * cue.end)
    tracks = {cue.track for cue in score.cues}
    until(lambda: all(window.waveforms.get(track) for track in tracks), "the cues' waveforms")
    QTest.qWait(8000)
    picture("score_dark")
    window.registry["view.theme_light"].trigger()
    picture("score_light")
    window.bridge.stop()
    window.close()


if __name__ == "__main__":
    sys.exit(main())
