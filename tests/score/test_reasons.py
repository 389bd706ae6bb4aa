"""Why a cue is what it is, and what else would fit."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from t2m_engine.score.choosing import Choice, Option
from t2m_engine.score.fitting import Region
from t2m_engine.score.reasons import MOST_ALTERNATIVES, Narrator
from t2m_engine.score.segments import make_segment


@pytest.fixture
def told(score_kit):
    """What is told beside a choice of options that fit so well and cost so much elsewhere."""

    def tell(fits: list[float], elsewhere: list[float], chosen: int):
        options = [
            Option(place, Region(0.0, 60.0, 1, 60.0, fit, 0.0, fit), fit)
            for place, fit in enumerate(fits)
        ]
        segment = make_segment(score_kit.beats(("sad", 150)))
        none = np.zeros(len(fits))
        choice = Choice(segment, options, chosen, none, np.array(elsewhere), 30)
        tracks = [SimpleNamespace(path=Path(f"/{n}.wav"), title=f"T{n}", artist="") for n in fits]
        shelf = SimpleNamespace(works=list(range(len(fits))), tracks=tracks)
        scenes = [SimpleNamespace(title="")]
        return Narrator([choice], scenes, shelf, "follow").alternatives(0)

    return tell


def test_what_fits_best_is_always_among_what_else_would_fit(told):
    fits = [0.5, *(0.49 - 0.01 * n for n in range(12)), 0.8]
    others = told(fits, [0.0] * 13 + [0.9], 0)
    assert len(others) == MOST_ALTERNATIVES
    assert [other.score for other in others[:-1]] == pytest.approx(fits[1:MOST_ALTERNATIVES])
    assert others[-1].score == pytest.approx(0.8)
    assert others[-1].reason == "fits less"


def test_it_is_not_told_twice_and_not_beside_itself(told):
    fits = [0.5 - 0.01 * n for n in range(12)]
    assert [other.score for other in told(fits, [0.0] * 12, 0)] == pytest.approx(fits[1:9])
    assert [other.score for other in told(fits, [0.0] * 12, 3)] == pytest.approx(
        [*fits[:3], *fits[4:9]]
    )
