"""Another program: takes dropped or pasted files, reads them at once, and says what they are.

With the argument "refuse" it takes nothing.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import soundfile
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

REFUSES = "refuse" in sys.argv


def say(what: str, data: QMimeData, action: str = "") -> None:
    paths = [Path(url.toLocalFile()) for url in data.urls()]
    found = {"what": what, "formats": data.formats(), "action": action}
    found["gnome"] = bytes(data.data("x-special/gnome-copied-files").data()).decode()
    found["paths"] = [str(path) for path in paths]
    if paths:
        sound = soundfile.info(paths[0])
        found |= {
            "path": str(paths[0]),
            "sha256": hashlib.sha256(paths[0].read_bytes()).hexdigest(),
            "seconds": sound.frames / sound.samplerate,
            "subtype": sound.subtype,
        }
    print(json.dumps(found), flush=True)  # noqa: T201 - this is what it is for


class Receiver(QWidget):
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if REFUSES:
            event.ignore()
            print(json.dumps({"what": "refused"}), flush=True)  # noqa: T201
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        copied = event.dropAction() == Qt.DropAction.CopyAction
        say("dropped", event.mimeData(), "copy" if copied else "another")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            say("pasted", QGuiApplication.clipboard().mimeData())


application = QApplication(sys.argv[:1])
window = Receiver()
window.setWindowTitle("receiver")
window.setAcceptDrops(True)
window.setGeometry(1100, 100, 300, 400)
window.show()
print(json.dumps({"what": "here", "pid": os.getpid()}), flush=True)  # noqa: T201
application.exec()
