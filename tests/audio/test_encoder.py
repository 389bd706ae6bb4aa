"""The music encoder: the same curve, however many threads there are."""

from __future__ import annotations

import numpy as np
import pytest

from t2m_engine.audio.encoder import BATCH, CHUNK
from t2m_engine.emotion.pack import ModelPack


@pytest.fixture
def threads():
    """Sets how many threads torch may use, until the end of the test."""
    import torch

    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


def test_threads_share_the_chunks_and_change_no_answer(small, tmp_path, threads):
    import torch

    pack = ModelPack.load(small.make_pack(tmp_path / "small"), device="cpu")
    rng = np.random.default_rng(2)
    samples = rng.normal(scale=0.1, size=CHUNK * (2 * BATCH + 3)).astype(np.float32)
    threads(1)
    alone = pack.listen(samples)
    threads(3)
    together, again = pack.listen(samples), pack.listen(samples)
    assert torch.get_num_threads() == 3
    assert len(together.starts) == 2 * BATCH + 3
    np.testing.assert_allclose(alone.embedding, together.embedding, atol=1e-5)
    np.testing.assert_allclose(alone.mood_logits, together.mood_logits, atol=1e-5)
    np.testing.assert_array_equal(together.embedding, again.embedding)
    np.testing.assert_array_equal(together.valence, again.valence)
