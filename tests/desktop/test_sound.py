"""What is heard: played into a null sink, recorded, and compared with the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import soxr

pytestmark = [pytest.mark.sound, pytest.mark.real_program, pytest.mark.timeout(120)]

RATE = 48_000
PROGRAM = Path(__file__).parent / "programs" / "player.py"


@pytest.fixture(scope="module")
def environment(null_sink: dict[str, str]) -> dict[str, str]:
    """Where what is played goes into the sink."""
    root = Path(__file__).resolve().parents[2]
    return {**os.environ, **null_sink, "PYTHONPATH": str(root)}


class Listener:
    """The player's program, and a recording of what it plays."""

    def __init__(self, environment: dict[str, str], recording: Path) -> None:
        self.path = recording
        self._file = recording.open("wb")
        self.recorder = subprocess.Popen(
            [
                "parec",
                "-d",
                "null0.monitor",
                "--format=float32le",
                f"--rate={RATE}",
                "--channels=2",
                "--latency-msec=10",
            ],
            env=environment,
            stdout=self._file,
        )
        self.player = subprocess.Popen(
            [sys.executable, str(PROGRAM)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.told: list[dict[str, Any]] = []
        self._seen = 0
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self.player.stdout
        with self.player.stdout as lines:
            for line in lines:
                self.told.append(json.loads(line))

    def say(self, **order: Any) -> None:
        assert self.player.stdin
        self.player.stdin.write(json.dumps(order) + "\n")
        self.player.stdin.flush()

    def wait(self, state: str, limit: float = 30) -> dict[str, Any]:
        """Return the next time that it was told, after what was waited for before."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            for place in range(self._seen, len(self.told)):
                if self.told[place]["state"] == state:
                    self._seen = place + 1
                    return self.told[place]
            assert not any(t["state"] == "failed" for t in self.told), self.told
            time.sleep(0.01)
        raise AssertionError(f"waited in vain for {state}: {self.told}")

    def recorded(self, seconds: float) -> None:
        """Wait until so much more was recorded."""
        size = self.path.stat().st_size + round(seconds * RATE) * 8
        end = time.monotonic() + 30
        while self.path.stat().st_size < size:
            assert time.monotonic() < end, "the recorder stands still"
            time.sleep(0.02)

    def samples(self) -> np.ndarray:
        whole = self.path.stat().st_size // 8 * 8
        return np.frombuffer(self.path.read_bytes()[:whole], np.float32).reshape(-1, 2)

    def end(self) -> None:
        self.say(quit=True)
        self.player.wait(10)
        assert self.player.stdin
        self.player.stdin.close()
        self._thread.join()
        self.recorder.terminate()
        self.recorder.wait()
        self._file.close()


@pytest.fixture
def listener(environment: dict[str, str], tmp_path: Path) -> Iterator[Listener]:
    listener = Listener(environment, tmp_path / "heard.f32")
    try:
        listener.wait("here")
        listener.recorded(1.0)  # the monitor misses the start of what comes at once
        yield listener
    finally:
        listener.end()


@pytest.fixture
def track(tmp_path: Path) -> Path:
    """Noise that swells: no two moments of it are alike."""
    noise = np.random.default_rng(5).normal(size=(8 * 44_100, 2))
    smooth = np.stack([np.convolve(c, np.ones(12) / 12, "same") for c in noise.T], axis=1)
    swell = 0.5 + 0.4 * np.sin(np.linspace(0, 20, len(smooth)))[:, None]
    path = tmp_path / "noise.wav"
    soundfile.write(path, 0.5 * smooth * swell, 44_100, subtype="FLOAT")
    return path


def windows(heard: np.ndarray, wanted: np.ndarray, probe: int = RATE) -> np.ndarray:
    """How alike (correlation) what was heard and what was wanted are, an eighth of a second each.

    Where it lies in the recording is found by the second from sample `probe` on.
    """
    middle = wanted[probe : probe + RATE]
    size = len(heard) + len(middle)
    found = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(middle, size)), size)
    start = int(np.argmax(found[: len(heard)])) - probe
    return np.array(
        [
            np.corrcoef(heard[start + at : start + at + RATE // 8], wanted[at : at + RATE // 8])[
                0, 1
            ]
            for at in range(RATE // 4, len(wanted) - RATE // 4, RATE // 8)
        ]
    )


def test_the_clip_is_heard_as_it_is_in_the_file(listener: Listener, track: Path) -> None:
    listener.say(play=[str(track), 2.0, 6.0])
    listener.wait("playing")
    listener.wait("silent")
    listener.recorded(0.5)
    heard = listener.samples()[:, 0].astype(np.float64)
    source, rate = soundfile.read(track)
    clip = soxr.resample(source[2 * rate : 6 * rate], rate, RATE)[:, 0]

    loud = np.flatnonzero(np.abs(heard) > 1e-3)
    assert (loud[-1] - loud[0]) / RATE == pytest.approx(4.0, abs=0.02), "all of it, and no more"
    alike = windows(heard, clip)
    good = np.mean(alike > 0.99)
    assert good > 0.8, f"{good:.0%} of the windows are those of the file: {np.round(alike, 3)}"


def test_a_score_is_heard_without_gaps_and_turns_where_it_was_changed(
    listener: Listener, track: Path, tmp_path: Path
) -> None:
    source, rate = soundfile.read(track)

    def stretch(name: str, start: float, end: float, level: float = 1.0) -> str:
        path = tmp_path / name
        soundfile.write(
            path, level * source[round(start * rate) : round(end * rate)], rate, subtype="FLOAT"
        )
        return str(path)

    listener.say(flow=[10.0, 18.0], feed=[stretch("a.wav", 0.0, 3.0), 10.0])
    listener.say(feed=[stretch("b.wav", 2.9, 8.0), 12.9])
    listener.wait("playing")
    # An edit: from 15 s on it sounds otherwise (here, softer and upside down).
    listener.say(feed=[stretch("c.wav", 5.0, 8.0, -0.5), 15.0])
    listener.wait("silent")
    listener.recorded(0.5)
    heard = listener.samples()[:, 0].astype(np.float64)
    whole = soxr.resample(source, rate, RATE)[:, 0]
    turn = 5 * RATE
    wanted = np.concatenate([whole[:turn], -0.5 * whole[turn:]])
    loud = np.flatnonzero(np.abs(heard) > 1e-3)
    assert (loud[-1] - loud[0]) / RATE == pytest.approx(8.0, abs=0.02)
    alike = windows(heard, wanted)
    good = np.mean(alike > 0.99)
    assert good > 0.8, f"{good:.0%} of the windows are as wanted: {np.round(alike, 3)}"


def test_it_is_silent_at_once_after_stop(listener: Listener, track: Path) -> None:
    listener.say(play=[str(track), 0.0, 8.0])
    began = listener.wait("playing")["at"]
    listener.recorded(1.5)
    listener.say(stop=True)
    stopped = listener.wait("silent")["at"]
    listener.recorded(1.0)
    heard = listener.samples()
    loud = np.flatnonzero(np.abs(heard).max(axis=1) > 1e-3)
    # From the first sound to the last: the time from "playing" to "silent", less PortAudio's
    # start-up, and at most 50 ms of afterglow. (With its buffer it would be 200 ms more.)
    assert len(loud) / RATE > 1
    assert (loud[-1] - loud[0]) / RATE <= stopped - began + 0.05 + 0.1


def test_one_clip_makes_way_for_another_without_a_gap_or_a_click(
    listener: Listener, tmp_path: Path
) -> None:
    time_ = np.arange(6 * RATE) / RATE
    paths = []
    for name, hertz in (("low", 220.0), ("high", 660.0)):
        paths.append(tmp_path / f"{name}.wav")
        tone = 0.4 * np.sin(2 * np.pi * hertz * time_)
        soundfile.write(paths[-1], np.stack([tone, tone], axis=1), RATE, subtype="FLOAT")
    listener.say(play=[str(paths[0]), 0.0, 6.0])
    listener.wait("playing")
    listener.recorded(1.5)
    listener.say(play=[str(paths[1]), 0.0, 3.0])
    listener.wait("loading")
    listener.wait("playing")
    listener.wait("silent")
    listener.recorded(0.5)
    heard = listener.samples()[:, 0].astype(np.float64)
    loud = np.flatnonzero(np.abs(heard) > 0.02)
    inside = heard[loud[0] : loud[-1]]
    blocks = inside[: len(inside) // 480 * 480].reshape(-1, 480)  # of ten milliseconds
    assert np.abs(blocks).max(axis=1)[2:-2].min() > 0.05, "never silent"
    # Two tones of .4 each change by so much from sample to sample at most; a click by more.
    most = 0.4 * 2 * np.pi * (220 + 660) / RATE
    assert np.abs(np.diff(inside))[480:-480].max() < 1.3 * most
    half = RATE // 2
    for part, hertz in ((inside[:half], 220), (inside[-half:], 660)):
        spectrum = np.abs(np.fft.rfft(part * np.hanning(half)))
        assert abs(np.argmax(spectrum) * 2 - hertz) <= 4, "each is heard for itself in the end"
