"""How fast a pack hears music on one core, and in how much memory: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

SECONDS = 300
"""Of sound, a long track; read three times, the fastest counts."""


def hearing_speed(pack: Path, seconds: int = SECONDS) -> dict[str, float]:
    """Return `realtime`, how many seconds of sound are heard in one, and megabytes of memory.

    `memory_before` is that of Python with torch and the pack's network loaded, `memory` the most
    while it hears `seconds` of sound. Decoding is not in it. Other work on the machine slows it.
    """
    one = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    told = subprocess.run(  # noqa: S603 - this module
        [sys.executable, "-m", __name__, str(pack), str(seconds)],
        env=os.environ | one,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(told.stdout))


def _measure(pack: Path, seconds: int) -> dict[str, float]:
    import resource  # noqa: PLC0415 - not on Windows

    import numpy as np  # noqa: PLC0415
    import torch  # noqa: PLC0415

    from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415

    torch.set_num_threads(1)
    loaded = ModelPack.load(pack, device="cpu")
    random = np.random.default_rng(0)
    sound = random.normal(0, 0.1, seconds * 16_000).astype(np.float32)
    loaded.listen(sound[: 16_000 * 10])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fastest = float("inf")
    for _ in range(3):
        began = time.process_time()  # of this process: what others do counts less
        loaded.listen(sound)
        fastest = min(fastest, time.process_time() - began)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "realtime": round(seconds / fastest),
        "memory_before": round(before / 1024),
        "memory": round(most / 1024),
    }


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]), int(sys.argv[2]))))
