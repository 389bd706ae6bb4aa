"""Frame rates: timecode beside OpenTimelineIO's, samples and back."""

from __future__ import annotations

import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.cli.options import TIMELINES
from t2m_engine.errors import UsageError
from t2m_engine.export.cue import FRAME_RATES
from t2m_engine.export.timelines.formats import FORMATS
from t2m_engine.export.timelines.rates import RATES, Rate, rate_called

NAMES = st.sampled_from(sorted(RATES))


@given(NAMES, st.integers(0, 2_000_000))
def test_timecode_is_what_opentimelineio_says(name: str, frame: int):
    rate = RATES[name]
    time = otio.opentime.RationalTime(frame, float(rate.fps))
    wanted = otio.opentime.to_timecode(time, float(rate.fps), drop_frame=rate.drop)
    assert rate.timecode(frame) == wanted


@pytest.mark.parametrize(
    ("frame", "timecode"),
    [
        (1799, "00:00:59;29"),
        (1800, "00:01:00;02"),
        (17981, "00:09:59;29"),
        (17982, "00:10:00;00"),
        (107_892, "01:00:00;00"),
    ],
)
def test_drop_frame_leaves_numbers_out(frame: int, timecode: str):
    assert RATES["29.97df"].timecode(frame) == timecode


@given(NAMES, st.integers(0, 5_000_000), st.sampled_from([44_100, 48_000, 96_000]))
def test_a_frame_is_found_again_from_its_sample(name: str, frame: int, sample_rate: int):
    rate = RATES[name]
    sample = rate.sample(frame, sample_rate)
    assert rate.frame(sample, sample_rate) == frame
    assert abs(sample - frame / rate.fps * sample_rate) <= 0.5


def test_rates_have_the_names_by_which_they_are_asked_for():
    assert [rate.name for rate in RATES.values()] == list(RATES)
    assert [rate.base for rate in RATES.values()] == [24, 24, 25, 30, 30, 50, 60, 30]


def test_what_there_is_not_is_refused():
    with pytest.raises(UsageError, match=r"no frame rate of 48; choose one of 23\.976"):
        rate_called("48")
    with pytest.raises(UsageError, match="no drop-frame timecode at 25"):
        Rate(FRAME_RATES["25"], drop=True)


def test_help_lists_every_format():
    assert tuple(FORMATS) == TIMELINES
