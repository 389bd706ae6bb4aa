"""The music encoder: the same curve, however many threads there are."""

from __future__ import annotations

import numpy as np
import pytest

from t2m_engine.audio.encoder import BATCH, CHUNK, CHUNK_SECONDS, GPU_BATCH, MusicEncoder
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


class Remote(MusicEncoder):
    """Hears as on a GPU: torch's “cpu:0” is the CPU, but no device that t2m knows by name."""

    def __init__(self, encoder: MusicEncoder) -> None:
        self.__dict__ |= encoder.__dict__
        self._device, self._batch = "cpu:0", GPU_BATCH
        self.batches: list[int] = []

    def _one(self, batch):
        self.batches.append(len(batch))
        return super()._one(batch)


def test_tracks_share_a_batch_and_are_heard_as_each_alone(small, tmp_path):
    pack = ModelPack.load(small.make_pack(tmp_path / "small"), device="cpu")
    rng = np.random.default_rng(3)
    sizes = (CHUNK * 3, CHUNK // 2, CHUNK * 2 + 30_000, CHUNK * (GPU_BATCH - 2), CHUNK + 1)
    tracks = [rng.normal(scale=0.1, size=size).astype(np.float32) for size in sizes]
    remote = Remote(pack._music)
    assert remote.at_once == GPU_BATCH * CHUNK_SECONDS
    together = remote.listen_all(tracks)
    assert remote.batches == [GPU_BATCH, 3 + 1 + 3 + GPU_BATCH - 2 + 1 - GPU_BATCH]
    assert remote.listen_all([]) == pack.listen_all([]) == []
    for samples, heard in zip(tracks, together, strict=True):
        alone = pack.listen(samples)
        assert heard.length == alone.length
        np.testing.assert_array_equal(heard.starts, alone.starts)
        for name in ("embedding", "valence", "arousal", "mood_logits", "level"):
            ours, theirs = getattr(heard, name), getattr(alone, name)
            np.testing.assert_allclose(ours, theirs, atol=1e-5, err_msg=name)
            assert ours.flags.c_contiguous
