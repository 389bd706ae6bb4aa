"""The real window over the real engine; tells what is on the screen as JSON lines.

Arguments: the library's folder, then folders of music to add.
"""

import json
import sys
import time
from pathlib import Path

BEGAN = time.perf_counter()

from PySide6.QtCore import QPoint, QRect, QTimer  # noqa: E402
from PySide6.QtWidgets import QWidget  # noqa: E402

from t2m_desktop.app import make_application, make_window  # noqa: E402
from t2m_desktop.settings import Settings  # noqa: E402


def place(widget: QWidget) -> list[int]:
    corner = widget.mapToGlobal(QPoint(0, 0))
    rect = QRect(corner, widget.size())
    return [rect.x(), rect.y(), rect.width(), rect.height()]


application = make_application()
window = make_window(library=Path(sys.argv[1]), settings=Settings(theme="light"))
window.resize(1000, 800)
window.move(0, 0)
first = {}
window.painted.connect(
    lambda: first.update(
        ms=1000 * (time.perf_counter() - BEGAN),
        engine=window.bridge.pid,
        torch="torch" in sys.modules,
    )
)
asked: list[str] = []
window.writing.list.shown.connect(lambda answer: asked.append(answer.passage))
told = ""


def score() -> dict | None:
    view = window.scoring
    if view.score is None:
        return None
    selections = view.reading.extraSelections()
    return {
        "job": window.desk.job,
        "scenes": len(view.score.scenes),
        "cues": [
            {"track": cue.track, "muted": cue.muted, "start": cue.start, "end": cue.end}
            for cue in view.score.cues
        ],
        "selected": view.cue.number if view.cue else None,
        "playhead": view.playback.position,
        "lit": selections[-1].cursor.selectedText() if selections else "",
    }


def tell() -> None:
    global told  # noqa: PLW0603 - a program of one page
    cards = [
        {
            "title": card.suggestion.title,
            "track": card.suggestion.track,
            "start": card.suggestion.start,
            "end": card.suggestion.end,
            "at": place(card),
            "selected": card.property("selected") is True,
        }
        for card in window.writing.list.cards()
    ]
    now = json.dumps(
        {
            "first": first,
            "ready": window.bridge.is_ready,
            "pid": window.bridge.pid,
            "scanning": window.library.scanning,
            "tracks": window.library.tracks.rowCount(),
            "cards": cards,
            "passage": asked[-1] if asked else None,
            "answers": len(asked),
            "text": window.writing.editor.text(),
            "editor": place(window.writing.editor),
            "active": window.isActiveWindow(),
            "focus": type(window.focusWidget()).__name__,
            "copied": [url.fileName() for url in application.clipboard().mimeData().urls()],
            "foot": window.transport.state.whole,
            "playing": window.player.piece.title if window.player.piece else None,
            "heard": window.player.playing,
            "feeling": window.writing.ear.words.whole,
            "dialog": dialog.windowTitle() if (dialog := application.activeModalWidget()) else "",
            "score": score(),
        }
    )
    if now != told:
        told = now
        print(now, flush=True)  # noqa: T201 - this is what it is for


timer = QTimer(interval=50)
timer.timeout.connect(tell)
timer.start()
window.show()
if len(sys.argv) > 2:
    window.library.add([Path(folder) for folder in sys.argv[2:]])
window.writing.editor.document().modificationChanged.connect(
    lambda _: window.writing.editor.document().setModified(False)  # closing asks nothing
)
application.exec()
