"""The player without sound; what is heard is tested in test_sound.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from t2m_desktop.player import NO_DEVICE, NO_LIBRARY, Piece, Player, _load
from t2m_desktop.voices import AHEAD, JOINT, TAIL, Flow, Voice
from t2m_desktop.window import Window


@pytest.fixture
def player(qtbot: Any) -> Iterator[Player]:
    player = Player()
    yield player
    player.close()
    player.deleteLater()


def piece(track: Path, start: float = 0.5, end: float = 2.0) -> Piece:
    return Piece((str(track), start, end), track.stem, str(track), start, end)


def test_without_a_device_it_says_so_and_lives(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(0)
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
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(1)
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
    player: Player, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(1))
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF....")
    with qtbot.waitSignal(player.failed) as failed:
        player.play(piece(broken))
    assert "broken.wav" in failed.args[0]


def test_the_callback_copies_pads_and_stops(
    monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    samples = np.random.default_rng(1).normal(size=(5000, 2)).astype(np.float32)
    voice = Voice(samples, 48_000)
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


def drain(voice: Voice, sound: Any, seconds: float = 99) -> np.ndarray:
    """What PortAudio gets in so many seconds, or until the voice ends."""
    heard = []
    for _ in range(round(seconds * voice.rate / 2048)):
        out = np.ones((2048, 2), np.float32)
        try:
            voice.fill(out, 2048, None, None)
        except sound.CallbackStop:
            return np.concatenate([*heard, out])
        heard.append(out)
    return np.concatenate(heard)


def wave(rate: int, start: float, end: float, level: float = 0.5) -> np.ndarray:
    time = np.arange(round(start * rate), round(end * rate)) / rate
    mono = level * np.sin(2 * np.pi * 220 * time)
    return np.stack([mono, -mono], axis=1).astype(np.float32)


def test_stretches_follow_one_another_without_a_gap(
    monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    rate, flow = 8000, Flow(6.0, 8000)
    flow.add(0.0, wave(rate, 0.0, 2.0))
    flow.add(1.9, wave(rate, 1.9, 4.1))
    flow.add(4.0, wave(rate, 4.0, 6.0))
    heard = drain(flow, sound)
    np.testing.assert_allclose(heard[: 6 * rate], wave(rate, 0.0, 6.0), atol=1e-6)
    assert not heard[6 * rate :].any()
    assert flow.heard(0.0) == 6.0


def test_what_is_fed_anew_takes_over_while_it_plays(
    monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    rate, flow = 8000, Flow(8.0, 8000)
    flow.add(0.0, wave(rate, 0.0, 5.0))
    before = drain(flow, sound, seconds=2)
    at = flow.done / rate
    flow.add(1.0, wave(rate, 1.0, 8.0, level=0.1))  # it should have been there earlier
    heard = np.concatenate([before, drain(flow, sound)])
    old, new = wave(rate, 0.0, 8.0), wave(rate, 0.0, 8.0, level=0.1)
    kept, turned = round((at + AHEAD) * rate), round((at + AHEAD + JOINT) * rate) + 1
    np.testing.assert_allclose(heard[:kept], old[:kept], atol=1e-6)
    np.testing.assert_allclose(heard[turned : 8 * rate], new[turned:], atol=1e-6)
    steps = np.abs(np.diff(heard[kept - 9 : turned + 9, 0])).max()
    assert steps <= np.abs(np.diff(old[:, 0])).max() * 1.5, "no click"
    flow.add(2.0, wave(rate, 2.0, 2.5))  # over already: nothing happens


def test_a_flow_waits_in_silence_for_what_is_late(
    monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    rate, flow = 8000, Flow(4.0, 8000)
    flow.add(0.0, wave(rate, 0.0, 1.0))
    first = drain(flow, sound, seconds=3)
    assert flow.done == rate
    assert not first[rate:].any()
    flow.add(1.0, wave(rate, 1.0, 4.0))
    rest = drain(flow, sound)
    np.testing.assert_allclose(rest[: 3 * rate], wave(rate, 1.0, 4.0), atol=1e-6)


def test_a_flow_is_fed_through_the_player(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    player.play(Piece(("score", 10.0, 60.0), "The score", "", 10.0, 60.0))
    assert player.piece is not None
    assert not player.playing
    player.feed(tracks[0], 10.0)
    qtbot.waitUntil(lambda: player.playing)
    player.feed(tracks[1], 12.9)
    qtbot.waitUntil(lambda: len(player._voice._parts) == 2)
    out = np.ones((48_000, 2), np.float32)
    sound.streams[0].options["callback"](out, 48_000, None, None)
    assert player.position() == pytest.approx(10.8, abs=0.05), "a second, less the latency"
    assert np.abs(out).max() > 0.2
    player.stop()
    qtbot.waitUntil(lambda: not sound.streams[0].running)


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
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(0))
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.keyClicks(window.writing.editor, "Something breathed.")
    window.registry["music.next"].trigger()
    qtbot.waitUntil(lambda: window.transport.state.whole == NO_DEVICE)
    assert not window.transport.play.playing
    assert window.transport.title.whole == "Night Ferry"


def test_keys_play_move_and_stop(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    sound = sounddevice(1)
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
