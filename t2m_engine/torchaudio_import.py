"""Imports torchaudio beside any torch.

The torchaudio wheels on PyPI are built against CUDA: beside a CPU torch their import raises
OSError on ``libc10_cuda.so``, although what we use of torchaudio (filter banks, transforms) is
Python. A stand-in for its extension module makes the import work; where the extension loads,
it is used. (Measured with torchaudio 2.11.0 and torch 2.13.0.)
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import Any


def import_torchaudio() -> Any:
    """Return the torchaudio module, with `transforms` and `functional` usable."""
    try:
        return importlib.import_module("torchaudio")
    except OSError:
        for name in [n for n in sys.modules if n == "torchaudio" or n.startswith("torchaudio.")]:
            del sys.modules[name]
        stand_in = types.ModuleType("torchaudio._extension")
        # What torchaudio's Python side asks of its extension: is it there, and a decorator each
        # for what needs it.
        stand_in._IS_TORCHAUDIO_EXT_AVAILABLE = False  # type: ignore[attr-defined]
        stand_in._IS_RIR_AVAILABLE = False  # type: ignore[attr-defined]
        stand_in._IS_ALIGN_AVAILABLE = False  # type: ignore[attr-defined]
        stand_in.fail_if_no_rir = lambda function: function  # type: ignore[attr-defined]
        stand_in.fail_if_no_align = lambda function: function  # type: ignore[attr-defined]
        sys.modules["torchaudio._extension"] = stand_in
        return importlib.import_module("torchaudio")
