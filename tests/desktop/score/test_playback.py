"""What is fetched and fed while a score plays; what is heard is tested in test_sound.py."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from t2m_desktop.player import NO_DEVICE, Piece
from t2m_desktop.window import Window
from t2m_engine.service.client import EngineError


@pytest.fixture
def sound(sounddevice: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """One output; nothing asks for samples but the tests."""
    sound = sounddevice(1)
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    return sound


def hear(window: Window, sound: Any, qtbot: Any, seconds: float) -> np.ndarray:
    """Have PortAudio ask for so much, and wait until the window has seen it."""
    at = window.playback.position
    rate = sound.streams[-1].options["samplerate"]
    out = np.ones((round(seconds * rate), 2), np.float32)
    sound.streams[-1].options["callback"](out, len(out), None, None)
    qtbot.waitUntil(lambda: window.playback.position > at + seconds - 0.01)
    return out


def fed(window: Window, qtbot: Any, seconds: float) -> None:
    """Wait until the player holds the sound up to a time."""

    def end() -> float:
        flow, piece = window.player._voice, window.player.piece
        if flow is None or piece is None or not flow._parts:
            return 0.0
        first, samples = flow._parts[-1]
        return piece.start + (first + len(samples)) / flow.rate

    qtbot.waitUntil(lambda: end() > seconds)


def stretches(engine: Any) -> list[tuple[float, float]]:
    return [(p["start"], p["end"]) for p in engine.params("score.preview")]


def test_stretches_are_fetched_ahead_and_follow_without_a_gap(
    scored: Window, engine: Any, sound: Any, qtbot: Any
) -> None:
    scored.playback.play(10.0)
    qtbot.waitUntil(lambda: scored.player.playing)
    fed(scored, qtbot, 34.0)
    assert stretches(engine) == [(10.0, 15.0), (14.9, 35.0)]
    heard = hear(scored, sound, qtbot, 12.0)
    fed(scored, qtbot, 54.0)
    heard = np.concatenate([heard, hear(scored, sound, qtbot, 20.0)])
    rate = sound.streams[-1].options["samplerate"]
    time = 10.0 + np.arange(len(heard)) / rate
    # Resampling 8 to 48 kHz is exact but for its filter's ends: they lie in the joints.
    wanted = 0.3 * np.sin(2 * np.pi * 220 * time)
    assert np.abs(heard[rate // 10 :, 0] - wanted[rate // 10 :]).max() < 0.02
    assert scored.transport.play.playing
    assert stretches(engine)[2] == (34.9, 55.0)
    scored.playback.stop()
    assert not scored.playback.playing
    assert scored.playback.position == pytest.approx(42.0, abs=0.1)


def test_what_takes_long_is_said(scored: Window, engine: Any, sound: Any, qtbot: Any) -> None:
    engine.held.add("score.preview")
    with qtbot.waitSignal(scored.playback.said) as said:
        scored.playback.play(0.0)
    assert said.args == ["The sound is being made ready…"]
    engine.release("score.preview")
    qtbot.waitUntil(lambda: scored.player.playing)
    scored.playback.stop()


def test_it_ends_with_the_score(scored: Window, engine: Any, sound: Any, qtbot: Any) -> None:
    end = scored.desk.score.end
    scored.playback.play(end - 3.0)
    qtbot.waitUntil(lambda: scored.player.playing)
    assert stretches(engine)[-1][1] == end
    with pytest.raises(sound.CallbackStop):
        hear(scored, sound, qtbot, 5.0)
    sound.streams[-1].options["finished_callback"]()
    qtbot.waitUntil(lambda: not scored.playback.playing)
    assert len(stretches(engine)) == 1
    assert not scored.transport.play.playing


def test_an_edit_is_heard_while_it_plays(
    scored: Window, engine: Any, sound: Any, qtbot: Any
) -> None:
    cue = scored.desk.score.cues[0]
    scored.playback.play(10.0)
    fed(scored, qtbot, 30.0)
    hear(scored, sound, qtbot, 3.0)
    scored.scoring.timeline.select(cue)
    asked = len(stretches(engine))
    scored.registry["score.take_2"].trigger()
    qtbot.waitUntil(lambda: len(stretches(engine)) > asked)
    start, end = stretches(engine)[asked]
    assert 12.5 < start < 14.0, "from just ahead of what is heard"
    assert end - start < 6.0
    assert scored.playback.playing
    assert len(sound.streams) == 1, "the sound was not interrupted"
    # What begins after all that was fetched need not be fetched anew.
    qtbot.waitUntil(lambda: len(stretches(engine)) == asked + 2)
    asked = len(stretches(engine))
    with qtbot.waitSignal(scored.desk.changed):
        scored.desk.change({"op": "mute", "cue": 3})
    assert len(stretches(engine)) == asked


def test_a_swap_is_heard_at_once(scored: Window, engine: Any, sound: Any, qtbot: Any) -> None:
    cue = scored.desk.score.cues[1]
    scored.scoring.timeline.select(cue)
    scored.registry["score.next_music"].trigger()
    qtbot.waitUntil(lambda: scored.player.playing)
    assert stretches(engine)[0][0] == pytest.approx(cue.start, abs=0.06)
    assert scored.transport.title.whole == f"M2 {cue.alternatives[0].title}"


def test_without_a_device_it_says_so_and_the_text_still_scrolls(
    scored: Window, engine: Any, qtbot: Any, sounddevice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(0))
    scored.playback.play(20.0)
    qtbot.waitUntil(lambda: scored.playback.silent)
    assert scored.transport.state.whole == NO_DEVICE
    qtbot.waitUntil(lambda: scored.playback.position > 20.2)
    assert scored.playback.playing
    assert scored.transport.play.playing
    asked = len(stretches(engine))
    scored.playback.seek(30.0)
    qtbot.waitUntil(lambda: scored.playback.position > 30.2)
    assert len(stretches(engine)) == asked, "nothing to hear, nothing to fetch"
    scored.playback.play(scored.desk.score.end - 0.3)
    qtbot.waitUntil(lambda: not scored.playback.playing)
    assert scored.playback.position == scored.desk.score.end


def test_what_cannot_be_fetched_is_told(
    scored: Window, engine: Any, sound: Any, qtbot: Any
) -> None:
    engine.answers["score.preview"] = EngineError(-32030, "salt.wav is gone.", {"exit_code": 3})
    with qtbot.waitSignal(scored.playback.said) as said:
        scored.playback.play(0.0)
    assert said.args == ["salt.wav is gone."]
    assert not scored.playback.playing


def test_other_music_takes_its_place(
    scored: Window, engine: Any, sound: Any, qtbot: Any, tracks: Any
) -> None:
    scored.playback.play(0.0)
    qtbot.waitUntil(lambda: scored.player.playing)
    track = str(tracks[0])
    scored.hearing.play(Piece((track, 0.0, 2.0), "Night Ferry", track, 0.0, 2.0))
    assert not scored.playback.playing
    qtbot.waitUntil(lambda: scored.player.playing)
    assert scored.transport.title.whole == "Night Ferry"
    scored.player.stop()
