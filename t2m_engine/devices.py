"""Which processor the networks run on: CUDA, then Apple's MPS, then the CPU."""

from __future__ import annotations

import torch

from t2m_engine.errors import UsageError

TOLERANCE = 0.02
"""How far valence, arousal and any mood's share may differ between devices, at most."""
WISHES = ("auto", "cpu", "cuda", "mps")


def choose(wish: str = "auto") -> str:
    """Return "cuda", "mps" or "cpu" for `wish`.

    A device that was asked for by name and is not there raises UsageError, so that nobody waits
    on a CPU for what they believe runs on a GPU.
    """
    if wish not in WISHES:
        raise UsageError(f"Unknown device “{wish}”; choose one of {', '.join(WISHES)}.")
    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if wish == "auto":
        return next((name for name in ("cuda", "mps") if there[name]), "cpu")
    if wish != "cpu" and not there[wish]:
        raise UsageError(f"There is no {wish.upper()} device here; use --device auto or cpu.")
    return wish


def network_type(device: str) -> torch.dtype:
    """Half precision where it is faster and safe (CUDA), single precision elsewhere.

    Answers stay within `TOLERANCE` of single precision (tests/emotion/test_precision.py).
    On the CPU half precision is slower than single; on MPS it has not been measured.
    """
    return torch.float16 if device == "cuda" else torch.float32
