"""Another program: takes a dropped or pasted file, reads it at once, and says what it is."""

import hashlib
import json
import os
from pathlib import Path

import soundfile
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


def say(what: str, data: QMimeData) -> None:
    urls = data.urls()
    found = {"what": what, "formats": data.formats()}
    gnome = bytes(data.data("x-special/gnome-copied-files").data()).decode()
    found["gnome"] = gnome
    if urls:
        path = Path(urls[0].toLocalFile())
        sound = soundfile.info(path)
        found |= {
            "path": str(path),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "seconds": sound.frames / sound.samplerate,
            "subtype": sound.subtype,
            "action": data.urls()[0].toString(),
        }
    print(json.dumps(found), flush=True)  # noqa: T201 - this is what it is for


class Receiver(QWidget):
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        say("dropped", event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            say("pasted", QGuiApplication.clipboard().mimeData())


application = QApplication([])
window = Receiver()
window.setWindowTitle("receiver")
window.setAcceptDrops(True)
window.setGeometry(1100, 100, 300, 400)
window.show()
print(json.dumps({"what": "here", "pid": os.getpid()}), flush=True)  # noqa: T201
application.exec()
