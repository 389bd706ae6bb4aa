"""A window over a make-believe engine, and a watch on what tests leave behind."""

from __future__ import annotations

import functools
import math
import os
import shutil
import subprocess
import tempfile
import threading
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

# Before Qt is asked for: tests need no display, unless they start their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from t2m_desktop import translation
from t2m_desktop.app import make_application
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.settings import Settings
from t2m_desktop.theme import Themes
from t2m_desktop.window import Window
from t2m_engine.service.client import Cancelled, EngineError, EngineGone

PATIENCE_MS = 60_000
MOODS = ("happy", "funny", "sad", "tender", "exciting", "angry", "scary")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's warnings fail tests, except this one: a screen that is none cannot size a dialog."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


def moods(leading: str, second: str = "sad", share: float = 0.7) -> dict[str, float]:
    """Shares that sum to 1, with one mood in front."""
    shares = dict.fromkeys(MOODS, (0.95 - share) / 5)
    shares[second] = 0.05 + (0.95 - share) / 5
    shares[leading] = share
    total = sum(shares.values())
    return {mood: value / total for mood, value in shares.items()}


class FakeLog:
    """No log."""

    def tail(self) -> str:
        return ""

    def join(self, _timeout: float) -> None:
        pass


class FakeEngine:
    """What the desktop sees of an engine, in this process: answers at once, from `answers`.

    A method's answer is a value, an EngineError, or a function of the parameters that returns
    either. A method in `held` is not answered until `release`.
    """

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.held: set[str] = set()
        self.starts = 0
        self.log = FakeLog()
        self.pid = 1
        self._waiting: dict[int, tuple[str, dict[str, Any], Any, Any, Any]] = {}
        self._on_exit: Callable[[int], None] = lambda _: None

    def __call__(self, *, on_exit: Callable[[int], None], ids: Iterator[int]) -> FakeEngine:
        """Start, as the supervisor does it."""
        self.starts += 1
        self._on_exit, self._ids = on_exit, ids
        return self

    def request(
        self,
        method: str,
        params: dict[str, Any],
        on_result: Any = None,
        on_error: Any = None,
        on_progress: Any = None,
    ) -> int:
        request = next(self._ids)
        self.asked.append((method, params))
        self._waiting[request] = (method, params, on_result, on_error, on_progress)
        if method not in self.held:
            self._answer(request)
        return request

    def release(self, method: str) -> None:
        """Answer what was held back."""
        self.held.discard(method)
        for request in [r for r, waiting in self._waiting.items() if waiting[0] == method]:
            self._answer(request)

    def progress(self, method: str, **more: Any) -> None:
        """Tell progress of what is held back."""
        for request, waiting in self._waiting.items():
            if waiting[0] == method:
                waiting[4]({"id": request, **more})

    def cancel(self, request: int) -> None:
        waiting = self._waiting.pop(request, None)
        if waiting is not None:
            waiting[3](Cancelled(-33300, "Cancelled.", {"exit_code": 130}))

    def die(self, code: int = -9) -> None:
        """End, as a crash does."""
        waiting, self._waiting = self._waiting, {}
        for _, _, _, on_error, _ in waiting.values():
            on_error(EngineGone())
        self._on_exit(code)

    def close(self, timeout: float = 5.0) -> int:
        return 0

    def params(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method."""
        return [params for name, params in self.asked if name == method]

    def _answer(self, request: int) -> None:
        method, params, on_result, on_error, _ = self._waiting.pop(request)
        answer = self.answers[method]
        if callable(answer):
            answer = answer(params)
        if isinstance(answer, EngineError):
            on_error(answer)
        else:
            on_result(answer)


class FakeError(Exception):
    """PortAudio's error."""


class FakeSounddevice(types.ModuleType):
    """sounddevice as far as the player uses it; `devices` says how many outputs there are."""

    PortAudioError = FakeError

    def __init__(self, devices: int) -> None:
        super().__init__("sounddevice")
        self.devices = devices
        self.streams: list[Any] = []
        self.restarts = 0
        outer = self

        class CallbackStop(Exception):
            pass

        class OutputStream:
            def __init__(self, **options: Any) -> None:
                self.options, self.running, self.latency = options, False, 0.2
                outer.streams.append(self)

            def start(self) -> None:
                self.running = True

            def pump(self, blocks: int = 1) -> np.ndarray:
                """Let PortAudio ask for so many blocks, and say that it is over if it is."""
                heard = []
                for _ in range(blocks):
                    out = np.zeros((self.options["blocksize"], 2), np.float32)
                    try:
                        self.options["callback"](out, len(out), None, None)
                    except CallbackStop:
                        self.running = False
                        heard.append(out)
                        self.options["finished_callback"]()
                        break
                    heard.append(out)
                return np.concatenate(heard)

            def abort(self, ignore_errors: bool = True) -> None:
                self.running = False

            def close(self, ignore_errors: bool = True) -> None:
                self.running = False

        self.CallbackStop, self.OutputStream = CallbackStop, OutputStream

    def query_devices(self, kind: str | None = None) -> Any:
        found = [
            {
                "index": 3 + n,
                "name": f"Output {n}",
                "default_samplerate": 48_000.0,
                "max_output_channels": 2,
            }
            for n in range(self.devices)
        ]
        if kind is None:
            return found
        if not found:
            raise FakeError("Error querying device -1")
        return found[0]

    def _terminate(self) -> None:
        self.restarts += 1

    def _initialize(self) -> None:
        pass


def make_sound(path: Path, seconds: float = 3.0, rate: int = 44_100) -> Path:
    """Write a small track: two swelling tones, different left and right."""
    time = np.arange(round(seconds * rate)) / rate
    swell = 0.2 + 0.6 * np.sin(math.pi * time / seconds) ** 2
    left = swell * np.sin(2 * math.pi * (220 + 40 * time) * time)
    right = swell * np.sin(2 * math.pi * (330 + 25 * time) * time)
    soundfile.write(path, np.stack([left, right], axis=1) * 0.5, rate)
    return path


def make_answers(tracks: list[Path]) -> dict[str, Any]:
    """A library of a few tracks, and a model that hears fear in everything."""
    kinds = [("scary", "sad"), ("sad", "tender"), ("angry", "scary"), ("tender", "happy")]
    feeling = {"valence": -0.45, "arousal": 0.3, "moods": moods("scary")}

    def suggestions(params: dict[str, Any]) -> dict[str, Any]:
        found = [
            {
                "rank": i + 1,
                "track": str(track),
                "start": 0.5,
                "end": 2.0,
                "score": 0.9 - 0.1 * i,
                "title": track.stem.replace("_", " ").title(),
                "artist": "A. Lindqvist",
                "moods": moods(*kinds[i % len(kinds)], share=0.55),
                "duration": 3.0,
                "facts": {"tempo": 62.4, "key": "F#m", "loudness": -12.0, "true_peak": -6.0},
                "marks": {"rating": 0, "favourite": False},
                "used": False,
                "valence": -0.3 + 0.1 * i,
                "arousal": 0.4 - 0.2 * i,
            }
            for i, track in enumerate(tracks)
        ]
        if "like" in params:  # library.similar
            given = {example["track"] for example in params["like"]}
            return {"suggestions": [s for s in found if s["track"] not in given]}
        passage = {
            "id": "text",
            "passage": params["text"],
            "emotion": feeling,
            "space": params.get("space", "fusion"),
        }
        passage["spread"] = [0.2, 0.3, 0.4]
        if "steer" in params:
            point = {name: params["steer"].get(name, 0.1) for name in ("valence", "arousal")}
            passage["steered"] = {**feeling, **point}
        if "bpm:>500" in params.get("filter", ""):
            found = []
        return {"passages": [{**passage, "suggestions": found[: params["k"]]}]}

    def waveform(params: dict[str, Any]) -> dict[str, Any]:
        peaks = [int(255 * abs(math.sin(i / 40) * math.cos(i / 7))) for i in range(600)]
        curve = {
            "length": 1.0,
            "starts": [0.0, 1.0, 2.0],
            "valence": [0.0] * 3,
            "arousal": [0.0] * 3,
            "moods": {m: [moods("sad")[m], moods("scary")[m], moods("angry")[m]] for m in MOODS},
        }
        return {"duration": 3.0, "peaks": peaks, "curve": curve, "clips": []}

    def export(params: dict[str, Any]) -> dict[str, Any]:
        data, rate = soundfile.read(params["track"])
        first, last = (round(params[name] * rate) for name in ("start", "end"))
        soundfile.write(params["out"], data[first:last], rate, subtype="PCM_24")
        return {"path": params["out"]}

    return {
        "engine.info": {
            "version": "0",
            "pid": 1,
            "moods": list(MOODS),
            "warm": False,
            "device": None,
            "space": "fusion",
            "spaces": [
                {"name": "fusion", "title": "Fusion", "about": "Learnt, and the plane."},
                {"name": "valence_arousal", "title": "Valence-arousal", "about": "The plane."},
            ],
            "model": {"name": "open", "id": "x"},
            "model_error": None,
            "library_error": None,
            "tracks": len(tracks),
            "clips": len(tracks),
        },
        "engine.warm": {
            "warm": True,
            "device": "cpu",
            "space": "fusion",
            "model": {"name": "open", "id": "x"},
        },
        "library.status": {
            "tracks": len(tracks),
            "clips": 2 * len(tracks),
            "errors": 0,
            "hours": 0.1,
            "missing": 0,
            "stale": 0,
        },
        "library.errors": {"errors": []},
        "library.tracks": {
            "total": len(tracks),
            "tracks": [
                {
                    "track": str(track),
                    "title": track.stem,
                    "artist": "",
                    "duration": 3.0,
                    "codec": "wav",
                    "missing": False,
                }
                for track in tracks
            ],
        },
        "library.add": {
            "tracks": 1,
            "clips": 2,
            "errors": 0,
            "skipped": 0,
            "moved": 0,
            "missing": 0,
            "seconds_of_audio": 3.0,
            "elapsed": 0.1,
            "rate": 30.0,
            "problems": [],
        },
        "suggest": suggestions,
        "library.similar": suggestions,
        "emotion": lambda params: {"emotions": [feeling] * len(params["texts"])},
        "track.waveform": waveform,
        "export": export,
        "attribution": lambda params: {
            "emotion": feeling,
            "words": [{"start": 0, "end": len(params["text"].split()[0]), "weight": 1.0}],
        },
        "library.folders": {"folders": []},
        "library.mark": lambda params: {"tracks": [{"track": t} for t in params["tracks"]]},
        "history.add": None,
        "history.take_back": None,
        "history.list": {"entries": []},
    }


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The application with the program's own fonts and style."""
    application = make_application()
    yield application
    # Mime data made in Python: the offscreen clipboard frees it after Python's end, and crashes.
    application.clipboard().clear()


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """No thread, running timer or top-level widget may outlive its test."""
    before = set(threading.enumerate())
    yield
    if QApplication.instance() is None:
        return
    # The offscreen platform keeps its clipboard until after Python, and then crashes on our data.
    QApplication.clipboard().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    widgets = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert not widgets, f"left on the screen: {widgets}"
    timers = [
        timer
        for widget in QApplication.allWidgets()
        for timer in widget.findChildren(QTimer)
        if timer.isActive() and not timer.isSingleShot()
    ]
    assert not timers, f"left running: {timers}"
    threads = [t for t in threading.enumerate() if t not in before and t.is_alive()]
    assert not threads, f"left running: {threads}"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a state as long as a busy machine takes for it: five seconds are not enough."""
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        usual = getattr(QtBot, name)
        monkeypatch.setattr(QtBot, name, functools.partialmethod(usual, timeout=PATIENCE_MS))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, caches and libraries of tests lie in the test's own folder."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))


@pytest.fixture(scope="module")
def null_sink() -> Iterator[dict[str, str]]:
    """The environment of a PulseAudio daemon of our own, with a sink that goes nowhere."""
    for program in ("pulseaudio", "parec", "pactl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    # A socket's path holds at most 107 bytes: pytest's own folders are too deep.
    with tempfile.TemporaryDirectory(prefix="t2m-sound-") as name:
        runtime = Path(name)
        (runtime / "pulse").mkdir(mode=0o700)
        socket = runtime / "pulse" / "native"
        given = {
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(runtime / "config"),
            "PULSE_SERVER": f"unix:{socket}",
        }
        daemon = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "-L",
                f"module-native-protocol-unix socket={socket} auth-anonymous=1",
                "-L",
                "module-null-sink sink_name=null0 rate=48000 channels=2 format=float32le",
            ],
            env={**os.environ, **given},
            stderr=subprocess.DEVNULL,
        )
        try:
            end = time.monotonic() + 20
            while subprocess.run(
                ["pactl", "info"], env={**os.environ, **given}, capture_output=True, check=False
            ).returncode:
                assert daemon.poll() is None, "PulseAudio ended"
                assert time.monotonic() < end, "PulseAudio did not start"
                time.sleep(0.1)
            yield given
        finally:
            daemon.terminate()
            daemon.wait()


@pytest.fixture
def sounddevice() -> Callable[[int], FakeSounddevice]:
    """Makes a sounddevice with so many outputs."""
    return FakeSounddevice


@pytest.fixture
def tracks(tmp_path: Path) -> list[Path]:
    """Four small tracks."""
    names = ("night_ferry", "the_cellar_door", "salt", "undertow")
    return [make_sound(tmp_path / f"{name}.wav") for name in names]


@pytest.fixture(scope="session")
def fake_library(load_kit: Callable[[str, Path], types.ModuleType]) -> types.ModuleType:
    """The module of the make-believe library."""
    return load_kit("t2m_fake_library", Path(__file__).with_name("fake_library.py"))


@pytest.fixture
def shelf(fake_library: types.ModuleType, tracks: list[Path]) -> Any:
    """The library's rows, as the engine has them."""
    return fake_library.FakeLibrary(tracks)


@pytest.fixture
def engine(tracks: list[Path], shelf: Any) -> FakeEngine:
    """An engine that answers at once."""
    return FakeEngine(make_answers(tracks) | shelf.answers())


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    """The window speaks German."""
    before = QLocale()
    used = translation.install(qapp, "de")
    assert len(used) == 2, "our words and Qt's own"
    yield
    for translator in used:
        qapp.removeTranslator(translator)
    translation.install(qapp, "en")
    QLocale.setDefault(before)


@pytest.fixture
def themes(qapp: QApplication) -> Themes:
    """The light theme."""
    themes = Themes("light")
    themes.apply()
    return themes


@pytest.fixture
def editor(qtbot: QtBot, themes: Themes) -> ManuscriptEditor:
    """The editor alone."""
    editor = ManuscriptEditor(themes)
    qtbot.addWidget(editor)
    editor.resize(900, 600)
    return editor


@pytest.fixture
def bridge(qtbot: Any, engine: FakeEngine) -> Iterator[EngineBridge]:
    """A bridge to the make-believe engine, ready."""
    bridge = EngineBridge(make_client=engine)
    with qtbot.waitSignal(bridge.state_changed, check_params_cb=lambda s, _: s.value == "ready"):
        bridge.start()
    yield bridge
    bridge.stop()
    bridge.deleteLater()


@pytest.fixture
def window(qtbot: Any, engine: FakeEngine, themes: Themes) -> Iterator[Window]:
    """The whole window over the make-believe engine, on the (offscreen) screen, engine ready."""
    bridge = EngineBridge(make_client=engine)
    window = Window(bridge, Settings(theme="light"), themes)
    bridge.setParent(window)
    window.painted.connect(bridge.start)
    window.show()
    qtbot.waitUntil(lambda: bridge.is_ready)
    yield window
    window.writing.editor.document().setModified(False)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
