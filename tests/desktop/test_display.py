"""The real window, the real engine, real keys and a real mouse, on an X display of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from t2m_engine import places

pytestmark = [pytest.mark.display, pytest.mark.real_program, pytest.mark.timeout(240)]

PROGRAMS = Path(__file__).parent / "programs"
TEXT = "Something scratched under the floor, and in the dark she held her breath."
MUSIC = ("cold_stairs", "the_nursery_upstairs", "paper_boats", "market_morning")


class Program:
    """A program that tells its state as JSON lines."""

    def __init__(self, *command: str, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        self.told: list[dict[str, Any]] = []
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                if line.startswith("{"):
                    self.told.append(json.loads(line))

    @property
    def state(self) -> dict[str, Any]:
        return self.told[-1] if self.told else {}

    def wait(
        self, wanted: Callable[[dict[str, Any]], Any], what: str, limit: float = 90
    ) -> dict[str, Any]:
        """Wait until the program's state is as wanted."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if self.told and wanted(self.state):
                return self.state
            assert self.process.poll() is None, f"ended while waiting for {what}"
            time.sleep(0.02)
        state = {name: str(value)[:200] for name, value in self.state.items()}
        raise AssertionError(f"waited in vain for {what}; it is {state}")

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._thread.join()


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server with a window manager."""
    for program in ("Xvfb", "openbox", "xdotool"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    name = f":{number}"
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL
    )
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def environment(
    display: str, null_sink: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    given = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE", "QT_", "XDG_"))}
    folders = {f"XDG_{n}_HOME": str(home / n.lower()) for n in ("DATA", "CONFIG", "CACHE", "STATE")}
    root = Path(__file__).resolve().parents[2]
    return {
        **given,
        **null_sink,
        **folders,
        "HOME": str(home),
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(root),
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture(scope="module")
def app(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The window, its library holding four pieces of the demo music."""
    room = tmp_path_factory.mktemp("room")
    music = room / "music"
    music.mkdir()
    for name in MUSIC:
        shutil.copy(places.resources() / "demo" / "music" / f"{name}.opus", music)
    program = Program(
        str(PROGRAMS / "window.py"), str(room / "library"), str(music), environment=environment
    )
    try:
        program.wait(lambda s: s["ready"] and not s["scanning"] and s["tracks"] == 4, "the scan")
        yield program
    finally:
        program.end()


@pytest.fixture
def hand(environment: dict[str, str]) -> Callable[..., None]:
    """The keyboard and the mouse."""

    def xdotool(*arguments: object) -> None:
        subprocess.run(["xdotool", *map(str, arguments)], env=environment, check=True)

    return xdotool


def middle(at: list[int]) -> tuple[int, int]:
    return at[0] + at[2] // 2, at[1] + at[3] // 2


@pytest.fixture
def written(app: Program, hand: Callable[..., None]) -> Program:
    """The window with a paragraph in it, typed by hand, and its suggestions."""
    hand("mousemove", *middle(app.state["editor"]), "click", 1)
    app.wait(lambda s: s["active"] and s["focus"] == "ManuscriptEditor", "the keys")
    if app.state["text"] != TEXT:
        hand("key", "ctrl+a", "key", "Delete")
        app.wait(lambda s: s["text"] == "", "an empty paper")
        hand("type", "--delay", "15", TEXT)
        app.wait(lambda s: s["text"] == TEXT, "the text")
    app.wait(lambda s: s["passage"] == TEXT and s["cards"], "suggestions")
    return app


def test_the_window_is_up_before_the_engine(app: Program) -> None:
    first = app.state["first"]
    assert first["engine"] is None, "no engine at the first paint"
    assert first["torch"] is False
    print(f"first paint after {first['ms']:.0f} ms")  # noqa: T201 - a figure for the log


def test_a_typed_paragraph_brings_suggestions(written: Program, hand: Callable[..., None]) -> None:
    state = written.state
    assert len(state["cards"]) == 4, "one clip a track"
    assert {Path(card["track"]).stem for card in state["cards"]} == set(MUSIC)
    assert state["feeling"] not in {"", "Listening"}
    # An answer that waited for the model tells no time: another one does.
    hand("type", "--delay", "15", " She waited.")
    foot = written.wait(lambda s: "ms" in s["foot"], "the engine's words")["foot"]
    assert foot.startswith("4 tracks · ")
    # Typing 70 letters asked for the pauses in it only.
    assert written.state["answers"] < 30


@pytest.fixture
def receiver(environment: dict[str, str]) -> Iterator[Program]:
    program = Program(str(PROGRAMS / "receiver.py"), environment=environment)
    try:
        program.wait(lambda s: s["what"] == "here", "the other program")
        yield program
    finally:
        program.end()


def wait_for_window(environment: dict[str, str], title: str) -> None:
    subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--name", f"^{title}$"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=30,
    )


def check_clip(found: dict[str, Any], card: dict[str, Any]) -> None:
    """The file is the card's clip: its length, its samples, its telling name."""
    path = Path(found["path"])
    assert found["seconds"] == pytest.approx(card["end"] - card["start"], abs=0.01)
    assert found["subtype"] == "PCM_24"
    assert path.suffix == ".wav"
    assert path.name.startswith(card["title"])
    heard, rate = soundfile.read(path)
    source, source_rate = soundfile.read(card["track"])
    assert rate == source_rate
    start = round(card["start"] * rate)
    same = source[start : start + len(heard)]
    inner = slice(rate // 10, -rate // 10)  # the ends are faded
    assert np.corrcoef(heard[inner, 0], same[inner, 0])[0, 1] > 0.999


def test_a_drag_gives_another_program_a_finished_file(
    written: Program, receiver: Program, hand: Callable[..., None], environment: dict[str, str]
) -> None:
    wait_for_window(environment, "receiver")
    card = written.state["cards"][1]
    x, y = card["at"][0] + card["at"][2] // 2, card["at"][1] + card["at"][3] - 12
    hand("mousemove", x, y, "mousedown", 1)
    written.wait(lambda s: s["cards"][1]["selected"], "the press")
    try:
        for i in range(1, 11):
            hand("mousemove", x + (1250 - x) * i // 10, y + (300 - y) * i // 10)
            time.sleep(0.05)  # a hand's pace: Qt looks for the target between moves
        end = time.monotonic() + 30
        while receiver.state["what"] != "dropped" and time.monotonic() < end:
            for step in (1, 0):
                hand("mousemove", 1250 + step, 300)
            time.sleep(0.4)  # rest over the target, then let go
            hand("mouseup", 1)
            time.sleep(0.4)
            if receiver.state["what"] != "dropped":
                hand("mousemove", x, y, "mousedown", 1, "mousemove", x + 30, y)
                hand("mousemove", 1200, 300)
    finally:
        hand("mouseup", 1)
    found = receiver.wait(lambda s: s["what"] == "dropped", "the drop", 5)
    check_clip(found, card)


def test_the_copy_key_copies_the_clip_as_a_file(
    written: Program, receiver: Program, hand: Callable[..., None], environment: dict[str, str]
) -> None:
    wait_for_window(environment, "receiver")  # it takes the keys, until we are clicked
    hand("mousemove", *middle(written.state["editor"]), "click", 1)
    written.wait(lambda s: s["active"] and s["focus"] == "ManuscriptEditor", "the keys")
    hand("key", "F6")
    written.wait(lambda s: s["focus"] == "SuggestionList", "the list's focus")
    hand("key", "Home", "key", "ctrl+c")
    # The foot says so, too, but without a sound device it soon says that instead.
    written.wait(lambda s: s["copied"], "the copy")
    hand("mousemove", 1250, 300, "click", 1, "key", "ctrl+v")
    found = receiver.wait(lambda s: s["what"] == "pasted", "the paste", 20)
    check_clip(found, written.state["cards"][0])
    assert "text/uri-list" in found["formats"]
    assert found["gnome"].startswith("copy\nfile:///")


def test_the_engine_dies_and_the_writer_does_not_notice_for_long(
    written: Program, hand: Callable[..., None]
) -> None:
    old = written.state["pid"]
    os.kill(old, signal.SIGKILL)
    written.wait(lambda s: "starting again" in s["foot"], "the words of the foot")
    hand("mousemove", *middle(written.state["editor"]), "click", 1)
    written.wait(lambda s: s["active"] and s["focus"] == "ManuscriptEditor", "the keys")
    hand("key", "ctrl+End")
    hand("type", "--delay", "15", " It breathed.")
    new = f"{TEXT} It breathed."
    written.wait(lambda s: s["text"] == new, "typing without an engine")
    state = written.wait(lambda s: s["passage"] == new, "suggestions from the new engine")
    assert state["pid"] not in {None, old}
    assert state["cards"]


@pytest.mark.slow
@pytest.mark.timeout(420)
def test_a_story_is_scored_heard_and_changed_by_hand(
    written: Program, hand: Callable[..., None], environment: dict[str, str], tmp_path: Path
) -> None:
    hand("key", "ctrl+k")
    written.wait(lambda s: s["focus"] == "SearchBox", "the search box")
    hand("type", "--delay", "15", "open the demo")
    hand("key", "Down", "key", "Return")
    written.wait(lambda s: s["text"].startswith("# The Ferryman's House"), "the story")
    hand("key", "ctrl+e")
    written.wait(lambda s: s["dialog"] == "Score manuscript", "the dialog")
    hand("key", "Return")
    score = written.wait(lambda s: s["score"] and not s["score"]["job"], "the score", 300)["score"]
    cues = score["cues"]
    assert score["scenes"] == 10
    assert len(cues) >= 4
    # A cue by its key, other music in its place by another: heard at once, in the sink.
    hand("key", "Right")
    written.wait(lambda s: s["score"]["selected"] == 1 and s["focus"] == "CueBlock", "a cue")
    hand("key", "Down")
    state = written.wait(
        lambda s: s["score"]["cues"][0]["track"] != cues[0]["track"] and s["heard"], "other music"
    )
    assert cues[0]["start"] <= state["score"]["playhead"] < cues[0]["end"]
    with (tmp_path / "heard.f32").open("wb") as recording:
        recorder = subprocess.Popen(
            ["parec", "-d", "null0.monitor", "--format=float32le", "--rate=48000", "--channels=2"],
            env=environment,
            stdout=recording,
        )
        written.wait(lambda s: s["score"]["playhead"] > state["score"]["playhead"] + 2, "playing")
        recorder.terminate()
        recorder.wait()
    heard = np.frombuffer((tmp_path / "heard.f32").read_bytes()[: 48_000 * 8], np.float32)
    assert np.abs(heard).max() > 0.003, "the music is heard"
    assert written.state["score"]["lit"], "and a sentence of the text is lit"
    hand("key", "m")
    written.wait(lambda s: s["score"]["cues"][0]["muted"], "muting")
    hand("key", "ctrl+z")
    written.wait(lambda s: not s["score"]["cues"][0]["muted"], "undoing")
    assert written.state["heard"], "it played on"
    hand("key", "space")
    written.wait(lambda s: not s["heard"], "silence")
    hand("key", "ctrl+z")
    written.wait(lambda s: s["score"]["cues"] == cues, "the first plan")
