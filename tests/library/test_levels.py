"""Energy curves: kept of what is heard, and measured later of what was heard before they were."""

from __future__ import annotations

import numpy as np
import pytest

from t2m_engine.audio.facts import levels
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import CancelledError
from t2m_engine.library.check import check
from t2m_engine.library.ingest import scan


def forget_levels(catalogue) -> None:
    """Make all tracks as if they had been heard before energy curves were kept."""
    with catalogue._writing() as connection:
        connection.execute("UPDATE tracks SET energy = NULL")


def curves(catalogue) -> dict[str, np.ndarray]:
    return {t.path.name: catalogue.waveform(t.id)[1].energy for t in catalogue.tracks()}


def test_a_curve_is_the_level_of_each_stretch():
    rate = 1000
    samples = np.r_[np.full(rate, 0.1), np.full(rate, -1.0), np.zeros(rate)].astype(np.float32)
    found = levels(samples, rate, np.array([0.0, 1.0, 2.0, 2.5], np.float32), 1.0)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, [-20.0, 0.0, -100.0, -100.0], atol=1e-4)


def test_curves_that_are_missing_are_measured_without_hearing_again(catalogue, pack, music):
    scan([music], catalogue, pack)
    before, tracks = curves(catalogue), catalogue.tracks()
    assert all(len(curve) for curve in before.values())
    assert catalogue.status()["unmeasured"] == 0
    forget_levels(catalogue)
    assert catalogue.status()["unmeasured"] == len(before)
    (finding,) = check(catalogue.folder, BUILT_IN).findings
    assert (finding.count, finding.harmless) == (len(before), True)
    assert "t2m library update" in finding.what

    pack.heard = 0
    seen = []
    with pytest.raises(CancelledError):
        scan([music], catalogue, pack, progress=seen.append, cancelled=lambda: seen[-1].done >= 2)
    assert catalogue.status()["unmeasured"] == len(before) - 2, "what was done is kept"
    (music / "low.wav").rename(music / "renamed.wav")
    before["renamed.wav"] = before.pop("low.wav")
    assert scan([music], catalogue, pack).tracks == pack.heard == 0
    for name, curve in curves(catalogue).items():
        # What is shorter than a chunk was heard over and over, to fill it.
        np.testing.assert_allclose(curve, before[name], atol=0.5 if name == "jingle.wav" else 1e-3)
    assert catalogue.status()["unmeasured"] == 0
    assert {t.id: t.facts for t in catalogue.tracks()} == {t.id: t.facts for t in tracks}
    assert check(catalogue.folder, BUILT_IN).findings == ()
    assert scan([music], catalogue, pack).measured == 0
