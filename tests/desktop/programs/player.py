"""The player alone: plays what comes as JSON lines, tells what happens as JSON lines.

{"play": [track, start, end]}, {"flow": [start, end], "feed": [path, at]}, {"feed": [path, at]},
{"stop": true} or {"quit": true}.
"""

import json
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from t2m_desktop.player import Piece, Player


class Orders(QObject):
    came = Signal(object)


def say(**what: object) -> None:
    print(json.dumps({**what, "at": time.monotonic()}), flush=True)  # noqa: T201


application = QCoreApplication([])
player, orders = Player(), Orders()


def obey(order: dict) -> None:
    if "play" in order:
        track, start, end = order["play"]
        player.play(Piece((track, start, end), "piece", track, start, end))
    elif "feed" in order:
        if "flow" in order:
            start, end = order["flow"]
            player.play(Piece(("flow", start, end), "flow", "", start, end))
        path, at = order["feed"]
        player.feed(Path(path), at)
    elif "stop" in order:
        player.stop()
    else:
        application.quit()


def read() -> None:
    for line in sys.stdin:
        orders.came.emit(json.loads(line))


player.changed.connect(
    lambda: say(state="playing" if player.playing else "loading" if player.piece else "silent")
)
player.failed.connect(lambda sentence: say(state="failed", sentence=sentence))
orders.came.connect(obey)
threading.Thread(target=read, daemon=True).start()
say(state="here")
application.exec()
player.close()
