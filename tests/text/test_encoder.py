"""The text encoder: the same readings, however many threads there are."""

from __future__ import annotations

import numpy as np
import pytest

from t2m_engine.emotion.pack import ModelPack


@pytest.fixture
def threads():
    """Sets how many threads torch may use, until the end of the test."""
    import torch

    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def pack(small, tmp_path_factory):
    return ModelPack.load(small.make_pack(tmp_path_factory.mktemp("packs") / "small"), device="cpu")


def test_threads_share_the_batches_and_change_no_reading(pack, threads):
    import torch

    texts = ["it rained and she laughed " * (1 + n % 7) + "aloud" * (n % 3) for n in range(60)]
    threads(1)
    alone = pack.read_texts(texts)
    threads(3)
    together = pack.read_texts(texts)
    assert torch.get_num_threads() == 3
    again = pack.read_texts(texts)
    for one, three, same in zip(alone, together, again, strict=True):
        np.testing.assert_allclose(one.embedding, three.embedding, atol=1e-5)
        assert one.emotion.valence == pytest.approx(three.emotion.valence, abs=1e-5)
        assert three.emotion == same.emotion
        np.testing.assert_array_equal(three.embedding, same.embedding)
