"""Which processor the networks run on: CUDA, then Apple's MPS, then the CPU."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import torch

from t2m_engine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")

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


def share(run: Callable[[Batch], Answer], batches: Sequence[Batch]) -> list[Answer]:
    """Run many batches on the CPU, each on one of as many threads as torch would give to one.

    A batch is too small to share: two threads on one take longer than one alone where the
    machine has other work, and far less than half as long where it has none.
    """
    threads = torch.get_num_threads()
    if len(batches) < 2 or threads < 2:
        return [run(batch) for batch in batches]
    with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        answers = list(pool.map(run, batches))
    torch.set_num_threads(threads)  # what new threads begin with
    return answers


def network_type(device: str) -> torch.dtype:
    """Half precision where it is faster and safe (CUDA), single precision elsewhere.

    Answers stay within `TOLERANCE` of single precision (tests/emotion/test_precision.py).
    On the CPU half precision is slower than single; on MPS it has not been measured.
    """
    return torch.float16 if device == "cuda" else torch.float32
