"""From files to suggestions with the model pack that t2m carries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from t2m_engine.audio.guard import Guard
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import scan
from t2m_engine.suggest.suggester import Suggester

TEXTS = [
    "She wept at the grave until the light was gone, and nobody came.",
    "They danced and laughed in the sun, and the whole village sang.",
]


@pytest.fixture(scope="module")
def real_pack() -> ModelPack:
    return ModelPack.load(device="cpu")


@pytest.fixture(scope="module")
def library(kit, real_pack, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    music = kit.make_music(folder / "music")
    with Catalogue.open(folder / "library") as catalogue:
        result = scan([music], catalogue, real_pack)
        assert (result.tracks, result.errors) == (5, 0)
        yield catalogue


def test_every_space_ranks_every_track(library, real_pack):
    suggester = Suggester(library, real_pack)
    readings = real_pack.read_texts(TEXTS)
    for space in real_pack.spaces:
        for found in suggester.suggest(readings, 100, space):
            assert len(found) == 4, "three seconds are no music to a text"
            scores = [suggestion.score for suggestion in found]
            assert scores == sorted(scores, reverse=True)
            assert all(-1 <= score <= 1 for score in scores)
            assert all(Path(suggestion.track).is_file() for suggestion in found)


def test_the_same_text_draws_the_same_clips_from_a_new_suggester(library, real_pack):
    first = Suggester(library, real_pack).suggest(real_pack.read_texts(TEXTS))
    again = Suggester(library, real_pack).suggest(real_pack.read_texts(TEXTS))
    assert first == again
    assert first[0] != first[1]


def test_what_is_stored_is_what_the_pack_hears(library, real_pack):
    track = next(track for track in library.tracks() if track.path.name == "middle.wav")
    with Guard() as guard:
        curve = real_pack.listen(guard.load(track.path).samples)
    for clip in library.clips(track.id):
        reading = real_pack.read_clip(curve, clip.start, clip.end)
        assert clip.emotion.valence == pytest.approx(reading.emotion.valence, abs=1e-5)
        np.testing.assert_allclose(clip.emotion.moods, reading.emotion.moods, atol=1e-5)
        stored = library.embeddings([clip.id])[clip.id]
        np.testing.assert_allclose(stored, reading.embedding, atol=1e-5)
    _, stored_curve = library.waveform(track.id)
    np.testing.assert_allclose(stored_curve.moods, curve.moods, atol=1e-5)
