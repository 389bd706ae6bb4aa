"""The player without sound; what is heard is tested in test_sound.py."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from t2m_desktop.player import CROSS, HEAD, NO_DEVICE, NO_LIBRARY, Piece, Player, Reading
from t2m_desktop.voices import AHEAD, JOINT, TAIL, Flow, Level, Voice
from t2m_desktop.window import Window
from tests.desktop.conftest import make_sound


@pytest.fixture
def player(qtbot: Any) -> Iterator[Player]:
    player = Player()
    yield player
    player.close()
    player.deleteLater()


def piece(track: Path, start: float = 0.5, end: float = 2.0) -> Piece:
    return Piece((str(track), start, end), track.stem, str(track), start, end)


def entire(of: Piece) -> np.ndarray:
    samples, last = Reading(of, 48_000).take(900.0)
    assert last
    return samples


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
    assert [stream.running for stream in sound.streams] == [True, True], "the first fades away"
    sound.streams[0].pump(20)
    qtbot.waitUntil(lambda: not sound.streams[0].running)
    assert player.playing
    with qtbot.waitSignal(player.moved) as moved:
        pass
    assert 0.5 <= moved.args[0] <= 2.0
    player.stop()
    assert player.piece is None
    qtbot.waitUntil(lambda: not sound.streams[1].running)
    sound.streams[1].options["finished_callback"]()  # too late: nothing happens
    player.play(piece(tracks[2]))
    qtbot.waitUntil(lambda: player.playing)
    sound.streams[2].pump(99)
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
    samples = entire(piece(tracks[0]))
    assert samples.dtype == np.float32
    assert samples.shape == (round(1.5 * 48_000) + round(TAIL * 48_000), 2)
    body = samples[: round(1.5 * 48_000)]
    assert np.abs(body[0]).max() == 0
    assert np.abs(body[-1]).max() < 1e-6
    assert np.abs(body).max() > 0.2
    assert not samples[len(body) :].any()


class Watched(Reading):
    """Tells what is taken, and when."""

    taken: list[tuple[str, float]]
    before: Callable[[], object]

    def __init__(self, of: Piece, rate: int) -> None:
        super().__init__(of, rate)
        self._name = of.title

    def take(self, seconds: float) -> tuple[np.ndarray, bool]:
        Watched.taken.append((self._name, seconds))
        Watched.before()
        return super().take(seconds)


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> type[Watched]:
    Watched.taken, Watched.before = [], lambda: None
    monkeypatch.setattr("t2m_desktop.player.Reading", Watched)
    return Watched


@pytest.mark.parametrize("name", ["long.wav", "long.ogg", "long.mp3"])
def test_a_long_piece_is_heard_before_all_of_it_is_decoded(
    player: Player,
    qtbot: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
    watched: type[Watched],
    name: str,
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    track = make_sound(tmp_path / name, 24.0)
    heard: list[bool] = []
    watched.before = lambda: heard.append(bool(sound.streams))
    player.play(piece(track, 1.0, 22.0))
    qtbot.waitUntil(lambda: player.playing and player._voice._whole)
    assert watched.taken[0] == ("long", HEAD)
    assert heard[0] is False
    assert all(heard[1:]), "the rest while it is heard"
    assert 2 < len(heard) < 8, "twice as much each time"
    alone = entire(piece(track, 1.0, 22.0))
    assert np.array_equal(player._voice.samples, alone), "without a seam"
    assert len(alone) == round((21.0 + TAIL) * 48_000)


def test_sound_is_prepared_unheard(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound, failed = sounddevice(0), []
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    player.failed.connect(failed.append)
    player.prepare()
    sound.devices = 1
    player.play(piece(tracks[0]))
    qtbot.waitUntil(lambda: player.playing)
    assert failed == [], "nobody asked for sound yet"
    player.prepare()
    player.stop()
    qtbot.waitUntil(lambda: not sound.streams[0].running)
    assert len(sound.streams) == 1


def test_no_key_waits_for_the_rest_of_another_piece(
    player: Player,
    qtbot: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
    watched: type[Watched],
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(1))
    tracks = [make_sound(tmp_path / f"{n}.wav", 24.0) for n in range(2)]
    second = piece(tracks[1], 0.0, 20.0)

    def press() -> None:
        if len(watched.taken) == 2:
            player.play(second)  # a key, while more of the first is decoded

    watched.before = press
    player.play(piece(tracks[0], 0.0, 20.0))
    qtbot.waitUntil(lambda: player.piece == second and player.playing)
    qtbot.waitUntil(lambda: player._voice._whole)
    names = [name for name, _ in watched.taken]
    assert names[:3] == ["0", "0", "1"], "the second piece's head comes next"
    assert set(names[3:]) == {"1"}, "and nothing more of the first"


def test_a_voice_that_is_not_whole_waits_and_a_loop_too() -> None:
    rng = np.random.default_rng(2)
    samples = rng.normal(size=(2 * 4800, 2)).astype(np.float32)
    for loop in (False, True):
        voice = Voice(samples[:4800], 48_000, loop=loop, whole=False)
        out = np.ones((6000, 2), np.float32)
        voice.fill(out, 6000, None, None)
        assert np.array_equal(out[:4800], samples[:4800])
        assert not out[4800:].any()
        assert voice.waits
        assert not voice.over
        voice.extend(samples[4800:], last=True)
        assert not voice.waits
        voice.fill(out, 4800, None, None)
        assert np.array_equal(out[:4800], samples[4800:])
        assert voice.done == 2 * 4800
    voice.fill(out, 100, None, None)
    assert np.array_equal(out[:100], voice.samples[:100]), "the loop begins again"


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


def played(player: Player, qtbot: Any, one: Piece) -> None:
    player.play(one)
    qtbot.waitUntil(lambda: player.playing and player.piece == one)


def test_one_piece_makes_way_for_another_softly(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    played(player, qtbot, piece(tracks[0]))
    before = sound.streams[0].pump(8)
    played(player, qtbot, piece(tracks[1]))
    old, new = sound.streams[0].pump(30), sound.streams[1].pump(8)
    whole = np.concatenate([before, old])
    steps = np.abs(np.diff(whole[:, 0]))
    assert steps.max() < 1.5 * np.abs(np.diff(before[:, 0])).max(), "no click where it lets go"
    fade = round(CROSS * 48_000)
    assert np.abs(old[fade:]).max() < 1e-9, "gone after the fade"
    assert np.abs(old[: fade // 4]).max() > 0.05
    alone = entire(piece(tracks[1]))[: len(new)]
    assert np.abs(new[:200]).max() < 0.2 * max(np.abs(alone[:200]).max(), 0.05)
    np.testing.assert_allclose(new[fade:], alone[fade:], atol=1e-6)


def test_an_output_with_room_for_one_plays_the_new_piece(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    start = sound.OutputStream.start

    def only_one(stream: Any) -> None:
        if any(other.running for other in sound.streams):
            raise sound.PortAudioError("Device unavailable")
        start(stream)

    monkeypatch.setattr(sound.OutputStream, "start", only_one)
    played(player, qtbot, piece(tracks[0]))
    played(player, qtbot, piece(tracks[1]))
    assert [stream.running for stream in sound.streams][0::2] == [False, True]


def test_a_loop_goes_round_without_a_gap(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    one = Piece((str(tracks[0]), 0.5, 1.5), "a", str(tracks[0]), 0.5, 1.5, loop=True)
    played(player, qtbot, one)
    heard = sound.streams[0].pump(60)
    length = len(entire(one))
    assert len(heard) > 2 * length
    np.testing.assert_allclose(heard[length : 2 * length], heard[:length], atol=1e-6)
    position = player.position()
    assert position is not None
    assert 0.5 <= position <= 1.5
    assert player.playing


def test_volume_and_gain_are_heard_and_change_without_a_jump() -> None:
    level = Level(0.25)
    voice = Voice(np.ones((48_000, 2), np.float32), 48_000, level=level, gain=0.5)
    out = np.zeros((2048, 2), np.float32)
    voice.fill(out, 2048, None, None)
    np.testing.assert_allclose(out, 0.125)
    level.gain = 1.0
    voice.fill(out, 2048, None, None)
    assert out[0, 0] == pytest.approx(0.125)
    assert out[-1, 0] == pytest.approx(0.5)
    assert np.abs(np.diff(out[:, 0])).max() < 0.001
    voice.fill(out, 2048, None, None)
    np.testing.assert_allclose(out, 0.5)


def test_the_volume_is_of_the_ear(player: Player) -> None:
    player.volume = 0.5
    assert player.volume == 0.5
    player.volume = 7.0
    assert player.volume == 1.0


def test_another_output_takes_over_where_it_is(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(2)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    with qtbot.waitSignal(player.outputs_found) as found:
        player.find_outputs()
    assert found.args == [["Output 0", "Output 1"]]
    one = piece(tracks[0])
    played(player, qtbot, one)
    sound.streams[0].pump(20)
    before = player.position()
    player.output = "Output 1"
    qtbot.waitUntil(lambda: len(sound.streams) == 2)
    assert sound.streams[1].options["device"] == 4
    assert player.piece == one, "it is the same piece"
    qtbot.waitUntil(lambda: (player.position() or 0.0) >= (before or 0.0) - 0.3)
    said: list[str] = []
    player.said.connect(said.append)
    player.stop()
    player.output = "Gone"
    played(player, qtbot, piece(tracks[1]))
    assert said == ["“Gone” is not there: it plays on the system’s output."]
    assert sound.streams[-1].options["device"] == 3


def test_an_output_that_goes_away_is_replaced(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    played(player, qtbot, piece(tracks[0]))
    sound.streams[0].pump(4)
    with qtbot.waitSignal(player.said) as said:
        sound.streams[0].options["finished_callback"]()  # in the middle of it
    assert said.args == ["The audio output is gone: it plays on the system’s now."]
    assert [stream.running for stream in sound.streams] == [False, True]
    assert player.piece is not None
    sound.devices = 0
    with qtbot.waitSignal(player.failed) as failed:
        sound.streams[1].options["finished_callback"]()
    assert failed.args == [NO_DEVICE]
    assert player.piece is None


def test_an_output_that_asks_for_nothing_is_taken_for_gone(
    player: Player,
    qtbot: Any,
    tracks: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    sounddevice: Any,
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    monkeypatch.setattr("t2m_desktop.player.STALLED", 0.2)
    played(player, qtbot, piece(tracks[0]))
    qtbot.waitUntil(lambda: len(sound.streams) > 1)
    assert not sound.streams[0].running
    player.stop()


def test_selecting_what_plays_goes_on_with_it_wherever_it_is(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    window.writing.editor.set_manuscript("It breathed.\n")
    cards = window.writing.list
    qtbot.waitUntil(lambda: bool(cards.suggestions))
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.player.playing)
    qtbot.waitUntil(lambda: window.waveforms.get(cards.suggestions[0].track) is not None)
    window.transport.seeked.emit(1.5)
    qtbot.waitUntil(lambda: window.player.playing)
    streams = len(sound.streams)
    qtbot.keyClick(cards, Qt.Key.Key_Home)
    cards.play_wanted.emit(cards.suggestions[0])
    assert len(sound.streams) == streams
    assert window.player.piece is not None
    assert window.player.piece.start == 1.5
    qtbot.keyClick(cards, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: window.player.piece is not None and window.player.piece.start < 0.1)
    window.player.stop()


def test_a_region_that_is_drawn_is_played_in_a_loop(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(1))
    window.writing.editor.set_manuscript("It breathed.\n")
    cards, wave = window.writing.list, window.transport.wave
    qtbot.waitUntil(lambda: bool(cards.suggestions))
    cards.select(1)
    qtbot.waitUntil(lambda: window.player.playing)
    qtbot.waitUntil(window.transport.loop.isEnabled)
    middle = wave.height() // 2
    third, end = wave.width() // 3, 2 * wave.width() // 3
    qtbot.mousePress(wave, Qt.MouseButton.LeftButton, pos=QPoint(third, middle))
    qtbot.mouseMove(wave, QPoint(end, middle))
    qtbot.mouseRelease(wave, Qt.MouseButton.LeftButton, pos=QPoint(end, middle))
    looped = window.player.piece
    assert looped is not None
    assert looped.loop
    assert (looped.start, looped.end) == pytest.approx((1.0, 2.0), abs=0.05)
    assert window.transport.loop.isChecked()
    assert window.registry["music.loop"].isChecked()
    assert window.hearing.region == (looped.track, looped.start, looped.end)
    window.registry["music.loop"].trigger()
    assert window.player.piece is not None
    assert not window.player.piece.loop
    assert not window.transport.loop.isChecked()
    cards.select(1)
    window.transport.loop.click()
    assert window.player.piece.loop
    assert window.player.piece.key == cards.suggestions[1].key
    window.player.stop()


def test_a_click_on_the_waveform_goes_there(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch, sounddevice: Any
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(1))
    window.writing.editor.set_manuscript("It breathed.\n")
    qtbot.waitUntil(lambda: bool(window.writing.list.suggestions))
    window.writing.list.select(1)
    qtbot.waitUntil(window.transport.loop.isEnabled)
    wave = window.transport.wave
    place = QPoint(wave.width() // 2, wave.height() // 2)
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=place)
    assert window.player.piece is not None
    assert window.player.piece.start == pytest.approx(1.5, abs=0.05)
    window.player.stop()
