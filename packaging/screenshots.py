"""Drives the real window through its scenes with the demo, and writes their pictures.

Usage: packaging/screenshots [--out resources/pictures] [--all] [--language de]

The window, the engine and the music are the real ones; library, settings and cache are new and are
thrown away. Without a screen, Qt draws offscreen, with the fonts that t2m brings. The scenes, in
their order, are SCENES: a newcomer's first quarter of an hour. Written are the pictures that the
README and the help use; with --all those of every scene, for eyes that look for faults. In another
language they are for its help: in a folder of its own, and smaller (WebP).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SCENE = "Under the Floor"
USED = {f"{of}_{by}" for of in ("write", "library", "map", "score") for by in ("light", "dark")}
PATIENCE = 600_000  # milliseconds
_QUALITY = 80
SETTLED = 1200  # milliseconds in which a theme, a scroll or a waveform comes to rest
FOOT = 8000  # milliseconds that the foot of the window speaks of what has just been done


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "pictures")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    if options.language != "en":
        options.out /= options.language
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="t2m-pictures-") as home:
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = home
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        sys.path.insert(0, str(ROOT))
        tour = Tour(options.out, Path(home) / "library", options.language, every=options.all)
        for scene in SCENES:
            scene(tour)
        tour.end()
    return 0


class Tour:
    """The window, and how it is waited for and pictured."""

    def __init__(self, out: Path, library: Path, language: str, *, every: bool = False) -> None:
        from t2m_desktop import translation
        from t2m_desktop.app import make_application, make_window
        from t2m_desktop.settings import Settings

        translation.install(make_application(), language)
        self.out, self.library, self.every = out, library, every
        self.kind = "png" if language == "en" else "webp"
        self.window = make_window(library=library, device="cpu", settings=Settings(theme="light"))
        self.shown: list[str] = []
        self.read: list[bool] = []
        self.scanned: list[bool] = []
        self.window.writing.list.shown.connect(lambda answer: self.shown.append(answer.passage))
        self.window.story_feelings.arc_felt.connect(
            lambda felt: self.read.append(all(f.emotion is not None for f in felt))
        )
        self.window.library.scanned.connect(lambda: self.scanned.append(True))
        self.window.resize(1440, 900)
        self.window.show()

    def by_day_and_night(self, name: str) -> None:
        """Write a picture in the dark theme, and in the light one, which stays."""
        for theme in ("dark", "light"):
            self.window.registry[f"view.theme_{theme}"].trigger()
            self.picture(f"{name}_{theme}")

    def until(self, done: Callable[[], Any], what: str) -> None:
        """Let the window live until `done`."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        look, end = QTimer(interval=50), QTimer(singleShot=True, interval=PATIENCE)
        look.timeout.connect(lambda: done() and loop.quit())
        end.timeout.connect(lambda: loop.exit(1))
        look.start()
        end.start()
        if loop.exec():
            sys.exit(f"Waited {PATIENCE // 1000} s for {what}.")

    def rest(self, milliseconds: int = SETTLED) -> None:
        """Let what moves come to rest."""
        from PySide6.QtTest import QTest

        QTest.qWait(milliseconds)

    def click(self, button: Any) -> None:
        """Click as a hand does."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def picture(self, name: str, of: Any = None) -> None:
        """Write a picture of the window, or of what opened over it, in its place."""
        from PySide6.QtCore import QPoint
        from PySide6.QtGui import QPainter

        self.rest()
        if not self.every and name not in USED:
            return
        picture = self.window.grab()
        if of is not None:  # a window of its own: drawn where a person would see it
            painter = QPainter(picture)
            area, size = self.window.rect(), of.size()
            corner = QPoint(
                (area.width() - size.width()) // 2, (area.height() - size.height()) // 3
            )
            painter.fillRect(area, self.window.palette().shadow().color().darker())
            painter.setOpacity(0.55)
            painter.drawPixmap(0, 0, self.window.grab())
            painter.setOpacity(1)
            painter.drawPixmap(corner, of.grab())
            painter.end()
        path = self.out / f"{name}.{self.kind}"
        assert picture.save(str(path), quality=_QUALITY if self.kind == "webp" else -1), path
        size = picture.size()
        print(f"{path} ({size.width()} × {size.height()}, {path.stat().st_size // 1000} kB)")

    def end(self) -> None:
        """Close the window."""
        self.window.writing.editor.document().setModified(False)
        self.window.bridge.stop()
        self.window.close()


def first_steps(tour: Tour) -> None:
    """A newcomer is asked where the music is, and tries the demo."""
    window = tour.window
    tour.until(lambda: window.bridge.is_ready and window.writing.welcome.isVisible(), "the welcome")
    steps = window.extras.first_steps()
    tour.picture("first_steps", steps)
    tour.click(steps.demo)
    tour.until(lambda: steps.rows[0].title.whole, "the first suggestions")
    tour.picture("first_listening", steps)
    tour.click(steps.write)


def write(tour: Tour) -> None:
    """The writing view, at the story's darkest place."""
    window = tour.window
    tour.until(lambda: tour.scanned, "the scan")
    editor = window.writing.editor
    editor.go_to_line(editor.text().split("\n").index(f"## {SCENE}"))
    passage = editor.textCursor().block().text()
    tour.until(lambda: tour.shown and tour.shown[-1] == passage, "suggestions")
    tour.until(lambda: tour.read[-1:] == [True], "the arc")
    window.writing.list.select(1, play=False)
    tracks = {suggestion.track for suggestion in window.writing.list.suggestions}
    tour.until(lambda: all(window.waveforms.get(track) for track in tracks), "waveforms")
    tour.rest(FOOT)
    tour.by_day_and_night("write")


def command_box(tour: Tour) -> None:
    """One box for all."""
    window = tour.window
    window.activateWindow()  # a page was open over it
    window.registry["view.search"].trigger()
    tour.until(window.search.hasFocus, "the command box")
    window.search.setText("score")
    tour.picture("commands")
    window.search.clear()
    window.writing.editor.setFocus()


def focus(tour: Tour) -> None:
    """Only the paragraph that is written."""
    window = tour.window
    window.registry["view.focus"].trigger()
    tour.picture("focus")
    window.registry["view.focus"].trigger()


def library(tour: Tour) -> None:
    """The library, and what is known of a track."""
    tour.window.registry["view.library"].trigger()
    table = tour.window.library.table
    table.selectRow(2)
    tour.rest(FOOT)
    tour.by_day_and_night("library")


def mood_map(tour: Tour) -> None:
    """The library in the plane of feelings, with the story's path."""
    tour.window.registry["view.map"].trigger()
    tour.rest(FOOT)
    tour.by_day_and_night("map")


def score(tour: Tour) -> None:
    """The whole story scored, by day and by night."""
    from t2m_desktop.score.model import Wishes
    from t2m_engine import places

    window = tour.window
    story = places.resources() / "demo" / "story" / "the_ferrymans_house.md"
    window.desk.plan(story, tour.library.parent / "score", Wishes())
    tour.until(lambda: window.desk.score is not None and not window.desk.job, "the score")
    window.registry["view.score"].trigger()
    planned = window.desk.score
    scene = next(scene for scene in planned.scenes if scene.title == SCENE)
    cue = min(planned.cues, key=lambda cue: abs(cue.start - scene.start))
    window.scoring.timeline.select(cue)
    window.playback.seek(0.6 * cue.start + 0.4 * cue.end)
    tracks = {cue.track for cue in planned.cues}
    tour.until(lambda: all(window.waveforms.get(track) for track in tracks), "the cues’ waveforms")
    tour.rest(FOOT)
    tour.by_day_and_night("score")


def preferences(tour: Tour) -> None:
    """All that can be set."""
    page = tour.window.extras.preferences()
    page.open_at("text_size")
    tour.picture("preferences", page)
    page.close()


def help_page(tour: Tour) -> None:
    """How it works, in words and pictures."""
    page = tour.window.extras.help("write")
    tour.picture("help", page)
    page.close()


def contrast(tour: Tour) -> None:
    """High contrast, for eyes that need it."""
    window = tour.window
    window.registry["view.write"].trigger()
    window.registry["view.theme_contrast"].trigger()
    tour.picture("write_contrast")


SCENES = (
    first_steps,
    write,
    command_box,
    focus,
    library,
    mood_map,
    score,
    preferences,
    help_page,
    contrast,
)


if __name__ == "__main__":
    sys.exit(main())
