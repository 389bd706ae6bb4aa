"""The real list of suggestions, and a marked part of the first one's track, in a window of its own.

Tells what it shows as JSON lines.

Arguments: the folder for clips, then suggestions as JSON, {"track", "start", "end", "title"}.
Clips are made by the engine's own hand, in this process: a drag needs no model and no library.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QVBoxLayout, QWidget

from t2m_desktop import drag_out
from t2m_desktop.app import make_application
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.clips import Clips, ClipWishes
from t2m_desktop.drag_out import Carrier
from t2m_desktop.suggestion_list import SuggestionList
from t2m_desktop.suggestions import Answer, Suggestion, Waveforms
from t2m_desktop.theme import Themes
from t2m_desktop.waveform_view import WaveformView
from t2m_engine.audio.decoding import decode
from t2m_engine.audio.waveform import peaks
from t2m_engine.errors import T2MError
from t2m_engine.export.clip import export_clip
from t2m_engine.service.client import EngineError

FEELING = {"valence": -0.4, "arousal": 0.3, "moods": {"scary": 0.6, "sad": 0.4}}


class Hand:
    """An engine that can export and draw."""

    pid = 0

    def __init__(self, *, on_exit, ids):
        self._ids = ids

    def request(self, method, params, on_result=None, on_error=None, on_progress=None):
        try:
            on_result(self._answer(method, params))
        except T2MError as error:
            on_error(EngineError(-32030, str(error), {"exit_code": error.exit_code}))
        return next(self._ids)

    def _answer(self, method, params):
        if method == "export":
            out = export_clip(
                Path(params["track"]), params["start"], params["end"], Path(params["out"])
            )
            return {"path": str(out)}
        if method == "track.waveform":
            sound = decode(Path(params["track"]), sample_rate=16_000, mono=True)
            curve = {"starts": [0.0], "moods": {"scary": [0.6], "sad": [0.4]}}
            drawn = [int(peak) for peak in peaks(sound.samples[:, 0])]
            return {"duration": sound.duration, "peaks": drawn, "curve": curve}
        return {"tracks": 1, "clips": 1, "spaces": [], "moods": []}

    def call(self, method, params=None, timeout=None, on_progress=None):
        return self._answer(method, params)

    def cancel(self, request):
        pass

    def close(self, timeout=5.0):
        return 0


class Watched(QDrag):
    """A drag that tells how it goes."""

    carried = taken = False

    def exec(self, actions):
        self.actionChanged.connect(self._look)
        Watched.carried, Watched.taken = True, False
        try:
            return super().exec(actions)
        finally:
            Watched.carried = False

    @staticmethod
    def _look(action):
        Watched.taken = action == Qt.DropAction.CopyAction


drag_out.QDrag = Watched
application = make_application()
themes = Themes("light")
themes.apply()
window = QWidget()
window.setWindowTitle("cards")
bridge = EngineBridge(make_client=Hand, parent=window)
clips = Clips(bridge, window)
clips.wishes = ClipWishes(folder=Path(sys.argv[1]))
waveforms = Waveforms(bridge)
cards = SuggestionList(themes, waveforms, clips)
wave = WaveformView(themes, seekable=True)
column = QVBoxLayout(window)
column.addWidget(cards)
column.addWidget(wave)
words = []
cards.said.connect(words.append)
carrier = Carrier(themes, waveforms, clips, window)
carrier.said.connect(words.append)
part = []  # the marked one, as a clip
wave.region_pressed.connect(lambda: carrier.prepare(part))
wave.region_dragged.connect(lambda: carrier.drag(wave, part, part[0]))
told = ""


def tell() -> None:
    global told  # noqa: PLW0603 - a program of one page
    shown = []
    for card in cards.cards():
        corner = card.mapToGlobal(QPoint(0, 0))
        path = clips.ready(card.suggestion)
        shown.append(
            {
                "title": card.suggestion.title,
                "grip": [corner.x() + card.width() // 2, corner.y() + card.height() - 12],
                "selected": card.property("selected") is True,
                "path": str(path) if path else None,
            }
        )
    if part and waveforms.known(part[0].track) is not None:
        wave.show_track(waveforms.known(part[0].track))
        wave.set_region(part[0].key[1:])
        middle = (part[0].start + part[0].end) / 2 / waveforms.known(part[0].track).duration
        at = wave.mapToGlobal(QPoint(round(middle * wave.width()), wave.height() // 2))
        path = clips.ready(part[0])
        shown_part = {"grip": [at.x(), at.y()], "path": str(path) if path else None}
    else:
        shown_part = None
    drag = {"carried": Watched.carried, "taken": Watched.taken}
    now = json.dumps(
        {"ready": bridge.is_ready, "cards": shown, "part": shown_part, "said": words, **drag}
    )
    if now != told:
        told = now
        print(now, flush=True)  # noqa: T201 - this is what it is for


def start() -> None:
    found = [
        Suggestion.from_json({**json.loads(text), **FEELING, "rank": i, "score": 0.9})
        for i, text in enumerate(sys.argv[2:], 1)
    ]
    cards.show_answer(Answer("", found[0].emotion, tuple(found), 1.0))
    part.append(replace(found[0], start=8.0, end=10.5))
    waveforms.get(found[0].track)


bridge.state_changed.connect(lambda state, _: start() if bridge.is_ready else None)
timer = QTimer(interval=50)
timer.timeout.connect(tell)
timer.start()
window.setGeometry(20, 40, 330, 420)
window.show()
bridge.start()
application.exec()
