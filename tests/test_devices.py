"""Which device is chosen, by itself and by name."""

import pytest
import torch

from t2m_engine import devices
from t2m_engine.errors import UsageError


def test_auto_prefers_cuda_then_mps_then_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    for cuda, mps, expected in ((True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")):
        monkeypatch.setattr(torch.cuda, "is_available", lambda there=cuda: there)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda there=mps: there)
        assert devices.choose("auto") == expected
        assert devices.choose("cpu") == "cpu"


def test_a_device_that_is_not_there_is_not_replaced_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(UsageError, match="no CUDA device here"):
        devices.choose("cuda")


def test_half_precision_is_for_cuda() -> None:
    assert devices.network_type("cuda") == torch.float16
    assert devices.network_type("cpu") == torch.float32
