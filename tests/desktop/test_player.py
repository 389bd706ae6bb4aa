"""The player without sound; what is heard is tested in test_sound.py."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from t2m_desktop.player import NO_DEVICE, NO_LIBRARY, TAIL, Piece, Player, _load, _Voice
from t2m_desktop.window import Window


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

            def abort(self, ignore_errors: bool = True) -> None:
                self.running = False

            def close(self, ignore_errors: bool = True) -> None:
                self.running = False

        self.CallbackStop, self.OutputStream = CallbackStop, OutputStream

    def query_devices(self, kind: str) -> dict[str, Any]:
        if not self.devices:
            raise FakeError("Error querying device -1")
        return {"index": 3, "default_samplerate": 48_000.0}

    def _terminate(self) -> None:
        self.restarts += 1

    def _initialize(self) -> None:
        pass


@pytest.fixture
def player(qtbot: Any) -> Iterator[Player]:
    player = Player()
    yield player
    player.close()
    player.deleteLater()


def piece(track: Path, start: float = 0.5, end: float = 2.0) -> Piece:
    return Piece((str(track), start, end), track.stem, str(track), start, end)


def test_without_a_device_it_says_so_and_lives(
    player: Player, qtbot: Any, tracks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = FakeSounddevice(devices=0)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    for _ in range(2):
        with qtbot.waitSignal(player.failed) as failed:
            player.play(piece(tracks[0]))
        assert failed.args == [NO_DEVICE]
        assert player.piece is None
    assert sound.restarts == 2, "each time it looks whether a device was plugged in"
    sound.devices = 1
    player.play(piece(tracks[0]))
    qtbot.waitUntil(lambda: player.playing)


def test_without_the_library_it_says_so(
    player: Player, qtbot: Any, tracks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with qtbot.waitSignal(player.failed) as failed:
        player.play(piece(tracks[0]))
    assert failed.args == [NO_LIBRARY]


def test_playing_stopping_and_replacing(
    player: Player, qtbot: Any, tracks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = FakeSounddevice(devices=1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    player.play(piece(tracks[0]))
    qtbot.waitUntil(lambda: player.playing)
    options = sound.streams[0].options
    assert (options["samplerate"], options["blocksize"], options["latency"]) == (48_000, 2048, 0.2)
    player.play(piece(tracks[0]))  # what plays goes on
    assert player.playing
    player.play(piece(tracks[1]))
    qtbot.waitUntil(lambda: player.playing)
    assert [stream.running for stream in sound.streams] == [False, True]
    with qtbot.waitSignal(player.moved) as moved:
        pass
    assert 0.5 <= moved.args[0] <= 2.0
    player.stop()
    assert player.piece is None
    qtbot.waitUntil(lambda: not sound.streams[1].running)
    sound.streams[1].options["finished_callback"]()  # too late: nothing happens
    player.play(piece(tracks[2]))
    qtbot.waitUntil(lambda: player.playing)
    sound.streams[2].options["finished_callback"]()
    qtbot.waitUntil(lambda: player.piece is None)


def test_a_track_that_cannot_be_read_fails_with_a_sentence(
    player: Player, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", FakeSounddevice(devices=1))
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF....")
    with qtbot.waitSignal(player.failed) as failed:
        player.play(piece(broken))
    assert "broken.wav" in failed.args[0]


def test_the_callback_copies_pads_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = FakeSounddevice(devices=1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    samples = np.random.default_rng(1).normal(size=(5000, 2)).astype(np.float32)
    voice = _Voice(samples, 48_000)
    out = np.ones((2048, 2), np.float32)
    heard = []
    for _ in range(2):
        voice.fill(out, 2048, None, None)
        heard.append(out.copy())
    with pytest.raises(sound.CallbackStop):
        voice.fill(out, 2048, None, None)
    heard.append(out.copy())
    joined = np.concatenate(heard)
    assert np.array_equal(joined[:5000], samples)
    assert not joined[5000:].any()


def test_pieces_are_faded_resampled_and_stereo(tracks: list[Path]) -> None:
    samples = _load(piece(tracks[0]), 48_000)
    assert samples.dtype == np.float32
    assert samples.shape == (round(1.5 * 48_000) + round(TAIL * 48_000), 2)
    body = samples[: round(1.5 * 48_000)]
    assert np.abs(body[0]).max() == 0
    assert np.abs(body[-1]).max() < 1e-6
    assert np.abs(body).max() > 0.2
    assert not samples[len(body) :].any()


def test_the_app_works_without_sound(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", FakeSounddevice(devices=0))
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.keyClicks(window.writing.editor, "Something breathed.")
    window.registry["music.next"].trigger()
    qtbot.waitUntil(lambda: window.transport.state.whole == NO_DEVICE)
    assert not window.transport.play.playing
    assert window.transport.title.whole == "Night Ferry"


def test_keys_play_move_and_stop(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = FakeSounddevice(devices=1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.keyClicks(window.writing.editor, "Something breathed.")
    cards = window.writing.list
    window.registry["view.suggestions"].trigger()
    assert window.player.piece is None, "going there is not playing"
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.player.playing)
    assert window.transport.title.whole == "The Cellar Door"
    assert cards.cards()[1].play.playing
    qtbot.waitUntil(lambda: window.transport.time.text() == "0:00 / 0:03")
    qtbot.keyClick(cards, Qt.Key.Key_Space)
    assert window.player.piece is None
    assert not window.transport.play.playing
    window.transport.seeked.emit(1.5)
    qtbot.waitUntil(lambda: window.player.playing)
    assert window.player.piece is not None
    assert (window.player.piece.start, window.player.piece.end) == (1.5, 2.0)
    window.player.stop()
