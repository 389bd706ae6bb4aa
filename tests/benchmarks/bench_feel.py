"""As a writer feels it: from a pause in typing to painted cards, from a key to sound.

Usage: python tests/benchmarks/bench_feel.py [--clips 100000 | --library DIR] [--passages 60]
                                             [--keys 20]

The window, drawn offscreen, and its engine are the real ones. Measured are, by the clock:

cards    from the moment when the window takes the keys to rest (its pause of 250 ms is over) until
         the cards of that passage are painted; the baseline is the engine's answer to the bare
         question how the same passage feels
sound    from the arrow key on the demo's music until the first sample comes out of a PulseAudio
         null sink, recorded there: the first time (cold, the sound system prepared as the program
         does when the first cards are there), and after silence (warm); the baseline is a bare
         sounddevice stream with the same block and latency, from its opening on

Without --library, one of so many random clips is made. The sound needs pulseaudio and parec.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # this checkout, installed or not

PATIENCE = 300.0
RATE = 48_000
LOUD = 1e-3  # of a sample: it is heard


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clips", type=int, default=100_000)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--passages", type=int, default=60)
    parser.add_argument("--keys", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="t2m-feel-") as name:
        home = Path(name)
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = name
        library = options.library
        if library is None:
            library = home / "made"
            command = [sys.executable, __file__, "--make", str(library), str(options.clips)]
            subprocess.run(command, check=True)  # on its own: the window's process has no torch
        print(f"load {os.getloadavg()[0]:.1f}")
        cards(library, options.passages)
        with null_sink(home):
            sound(home / "demo", options.keys)
    return 0


def cards(library: Path, count: int) -> None:
    """From the pause to the paint, for so many passages of the corpus."""
    from PySide6.QtTest import QTest

    from t2m_desktop.app import make_application, make_window
    from t2m_desktop.settings import Settings

    make_application()
    window = make_window(library=library, device="cpu", settings=Settings(theme="light"))
    window.resize(1440, 900)
    window.show()
    ready = []
    window.engine_words.warm_up = lambda: None  # asked for here, so that its end is known
    until(lambda: window.bridge.is_ready, "the engine")
    window.bridge.request("engine.warm", {}, ready.append)
    until(lambda: ready, "the model")
    lines = (ROOT / "resources" / "corpus" / "passages.jsonl").read_text("utf-8").splitlines()
    texts = list(dict.fromkeys(json.loads(line)["text"].replace("\n", " ") for line in lines))
    texts = texts[: count + 5]
    editor, shown, rested = window.writing.editor, [], []
    window.writing.list.shown.connect(lambda answer: shown.append(answer.passage))
    editor.passage_changed.connect(lambda _: rested.append(time.perf_counter()))
    editor.set_manuscript("\n\n".join(texts) + "\n")
    QTest.qWait(8000)  # the arc is read, in the background
    fresh, bare = [], []
    for number, text in enumerate(texts[1:], 1):  # the cursor is in the first one already
        answered: list[Any] = []
        begin = time.perf_counter()
        window.bridge.request("emotion", {"texts": [text]}, answered.append, answered.append)
        until(lambda answered=answered: answered, "the feeling")
        bare.append(time.perf_counter() - begin)
        rested.clear()
        cursor = editor.textCursor()
        cursor.setPosition(editor.document().findBlockByNumber(2 * number).position())
        editor.setTextCursor(cursor)
        until(lambda text=text: rested and shown[-1:] == [text], "the cards")
        window.writing.list.viewport().repaint()
        fresh.append(time.perf_counter() - rested[-1])
    clips = window.bridge.info.get("clips")
    print(f"cards, {clips or 0:,} clips, {len(fresh) - 5} passages")
    baseline = report("  its feeling alone, from the engine", bare[5:])
    report("  from the pause to painted cards", fresh[5:], baseline)
    editor.document().setModified(False)
    window.close()


def sound(library: Path, keys: int) -> None:
    """From the arrow key to the first sample, on the demo's music."""
    import sounddevice
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from t2m_desktop.app import make_window
    from t2m_desktop.player import BLOCK, LATENCY
    from t2m_desktop.settings import Settings

    window = make_window(library=library, device="cpu", settings=Settings(theme="light"))
    window.resize(1440, 900)
    window.show()
    scanned: list[bool] = []
    window.library.scanned.connect(lambda: scanned.append(True))
    until(lambda: window.bridge.is_ready, "the engine")
    window.try_demo()
    until(lambda: scanned and window.writing.list.suggestions, "the demo")
    window.player.prepare()
    QTest.qWait(3000)
    suggestions = window.writing.list
    with Recorder() as recorder:
        first = recorder.time(lambda: QTest.keyClick(suggestions, Qt.Key.Key_Down))
        warm, bare = [], []
        for number in range(keys):
            key = Qt.Key.Key_Up if number % 8 >= 4 else Qt.Key.Key_Down
            QTest.keyClick(suggestions, Qt.Key.Key_Space)  # stop
            recorder.wait_for_silence()
            warm.append(recorder.time(lambda key=key: QTest.keyClick(suggestions, key)))
        QTest.keyClick(suggestions, Qt.Key.Key_Space)
        for _ in range(keys):
            recorder.wait_for_silence()
            stream: list[Any] = []

            def open_one(stream: list[Any] = stream) -> None:
                def fill(out: Any, *_: Any) -> None:
                    out[:] = 0.1

                stream.append(
                    sounddevice.OutputStream(
                        RATE, BLOCK, channels=2, dtype="float32", latency=LATENCY, callback=fill
                    )
                )
                stream[0].start()

            bare.append(recorder.time(open_one))
            stream[0].abort()
            stream[0].close()
    print(f"sound, {keys} keys, recorded behind the sink")
    baseline = report("  a bare stream", bare)
    report("  a key, warm", warm, baseline)
    print(f"  {'a key, cold':<38}{1000 * first:9.1f} ms")
    window.editor.document().setModified(False)
    window.close()


class Recorder:
    """Hears what comes out of the sink, and when."""

    def __enter__(self) -> Recorder:
        command = ["parec", "-d", "null0.monitor", "--format=float32le", f"--rate={RATE}"]
        command += ["--channels=2", "--latency-msec=5"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        self._loud_since, self._last_loud, self._chunks = 0.0, 0.0, 0
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        until(lambda: self._chunks > 100, "the recorder")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._thread.join()
        self._process.wait()

    def _listen(self) -> None:
        import numpy as np

        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            while chunk := pipe.read(240 * 8):  # 5 ms
                samples = np.frombuffer(chunk[: len(chunk) // 4 * 4], np.float32)
                self._chunks += 1
                if samples.size and np.abs(samples).max() > LOUD:
                    now = time.perf_counter()
                    self._loud_since = self._loud_since or now
                    self._last_loud = now

    def time(self, begin: Callable[[], object]) -> float:
        """Seconds from `begin` to the first sample."""
        self._loud_since = 0.0
        started = time.perf_counter()
        begin()
        until(lambda: self._loud_since, "sound")
        return self._loud_since - started

    def wait_for_silence(self) -> None:
        """Wait until nothing has been heard for half a second."""
        self._last_loud = time.perf_counter()
        until(lambda: time.perf_counter() - self._last_loud > 0.5, "silence")


@contextmanager
def null_sink(home: Path) -> Iterator[None]:
    """A PulseAudio of our own, whose sink goes nowhere."""
    runtime = home / "run"
    (runtime / "pulse").mkdir(parents=True, mode=0o700)
    socket = runtime / "pulse" / "native"
    os.environ |= {"XDG_RUNTIME_DIR": str(runtime), "PULSE_SERVER": f"unix:{socket}"}
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L"]
    command += [f"module-native-protocol-unix socket={socket} auth-anonymous=1", "-L"]
    command += [f"module-null-sink sink_name=null0 rate={RATE} channels=2 format=float32le"]
    daemon = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode:
            if daemon.poll() is not None or time.monotonic() > end:
                sys.exit("PulseAudio did not start.")
            time.sleep(0.1)
        yield
    finally:
        daemon.terminate()
        daemon.wait()


def until(done: Callable[[], Any], what: str) -> None:
    """Let the window live until `done`."""
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + PATIENCE
    while not done():
        QApplication.processEvents()
        time.sleep(0.0005)
        if time.monotonic() > end:
            sys.exit(f"Waited {PATIENCE:.0f} s for {what}.")


def report(name: str, times: list[float], baseline: float | None = None) -> float:
    """Print p50 and p95 in milliseconds and, beside a baseline, the ratio of the p50s."""
    ranked = sorted(1000 * value for value in times)
    middle, late = median(ranked), ranked[round(0.95 * (len(ranked) - 1))]
    ratio = f"   {middle / baseline:5.2f} ×" if baseline else ""
    print(f"{name:<40}{middle:9.1f} ms   p95 {late:7.1f} ms{ratio}", flush=True)
    return middle


def make(folder: Path, clips: int) -> None:
    """Make a library of random clips; in a process of its own."""
    from bench_suggest import fill

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.library.catalogue import Catalogue

    with Catalogue.open(folder) as catalogue:
        fill(catalogue, ModelPack.load(None, device="cpu"), clips)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]))
        sys.exit(0)
    sys.exit(main())
