"""A made score, whose clips every reader must find at their places."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from t2m_engine.export.cue import CuePlan
from t2m_engine.export.fades import Ducking

SPEECH = Ducking.under([(5.0, 8.0)])


@dataclass(frozen=True)
class Made:
    """A plan, and how its music gives way; `places` are (name, start, source start, length)."""

    plan: CuePlan
    ducks: Ducking
    places: dict[str, tuple[float, float, float]]


@pytest.fixture
def made(cue_kit, tmp_path) -> Made:
    """Four cues over a minute: a cross-fade, touching ones, a gap, hard names of files."""
    music = tmp_path / "müsic & <more> #1 100%"
    files = [
        cue_kit.write_noise(music / "a 'quoted'.wav", 40, 48_000, 2, 1),
        cue_kit.write_noise(music / "b [x]=1 😀.flac", 40, 48_000, 1, 2),
        cue_kit.write_noise(music / "日本 c.ogg", 40, 44_100, 2, 3),
        cue_kit.write_noise(music / "d: %41.wav", 40, 48_000, 2, 4),
    ]
    places = {
        "1. Piece 1": (0.0, 3.44, 16.0),
        "2. Piece 2": (14.0, 10.04, 16.0),
        "3. Piece 3": (30.0, 20.0, 12.08),
        "4. Piece 4": (47.2, 7.32, 14.8),
    }
    more = [{"fade_out": 2.0}, {"fade_in": 2.0, "gain_db": 2.5}, {}, {}]
    cues = [
        cue_kit.make_cue(number, start, round(start + length, 2), file, source, **fields)
        for number, (file, (start, source, length), fields) in enumerate(
            zip(files, places.values(), more, strict=True), 1
        )
    ]
    return Made(cue_kit.make_plan(cues, 60.0), SPEECH, places)
