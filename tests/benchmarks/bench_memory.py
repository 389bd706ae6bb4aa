"""What the engine's memory goes to, and how long a pack takes to load: step by step.

Usage: python tests/benchmarks/bench_memory.py [--library DIR | --clips N] [--model PACK]
                                               [--seconds S] [--device cpu]

A new process takes the steps of an engine that suggests: import numpy, import torch, open the pack,
load the text network, the music network and the spaces, read a passage, open the index and suggest,
and at last hear --seconds of noise, which only adding music does. After each step stands what is
resident (what it shares with other processes is in it), and at the end the most there ever was.
CPU is what the processors did, which a busy machine changes less than the wall clock.
The baseline is a process that has only imported torch. Without --library, a library of --clips
random clips is made for the run.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # this checkout, installed or not

PASSAGE = "The door stood open, and no one was there. She called his name, and then she listened."


def status(field: str) -> float:
    """A field of /proc/self/status in MB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


class Steps:
    """Prints what each step took and left in memory."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()
        self.baseline = 0.0

    def done(self, what: str) -> None:
        """Print a line for the step that ends here."""
        wall, cpu = time.perf_counter() - self._began[0], time.process_time() - self._began[1]
        resident = status("VmRSS")
        beside = f"  {resident / self.baseline:5.2f} × the baseline" if self.baseline else ""
        print(f"{what:44}{wall:7.2f} s, CPU{cpu:6.2f} s {resident:6.0f} MB{beside}", flush=True)
        self._began = time.perf_counter(), time.process_time()


def measure(options: argparse.Namespace, folder: Path) -> None:
    """Take the steps."""
    steps = Steps()
    import numpy as np

    steps.done("import numpy")
    import torch

    assert torch.get_num_threads() > 0
    steps.done("import torch (the baseline)")
    steps.baseline = status("VmRSS")
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.suggest.suggester import Suggester

    steps.done("import the engine")
    began = time.perf_counter(), time.process_time()
    pack = ModelPack.load(options.model, device=options.device)
    steps.done("open the pack: its card")
    _ = pack._text
    steps.done("load the text network")
    _ = pack._music
    steps.done("load the music network")
    _ = pack.spaces
    loaded = time.perf_counter() - began[0], time.process_time() - began[1]
    steps.done("load the spaces")
    reading = pack.read_texts([PASSAGE])
    steps.done("read a passage")
    with Catalogue.open(folder) as catalogue:
        clips = catalogue.status()["clips"]
        suggester = Suggester(catalogue, pack)
        suggester.suggest(reading, 10)
        steps.done(f"open the index of {clips:,} clips, and suggest")
        for _ in range(20):
            suggester.suggest(pack.read_texts([PASSAGE]), 10)
        steps.done("twenty more suggestions")
        most = status("VmHWM")
        noise = np.random.default_rng(0).normal(0, 0.1, 16_000 * options.seconds)
        pack.listen(noise.astype(np.float32))
        steps.done(f"hear {options.seconds} s of noise")
        suggester.close()
    print(f"the pack {pack.name} loads in {loaded[0]:.2f} s (CPU {loaded[1]:.2f} s), torch apart")
    print(f"at most {most:.0f} MB to suggest, {status('VmHWM'):.0f} MB with hearing")


def main() -> None:
    """Read the options and measure, in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path)
    parser.add_argument("--clips", type=int, default=20_000)
    parser.add_argument("--model")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure is not None:
        measure(options, options.measure)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.library or Path(temporary)
        if options.library is None:
            from t2m_engine.emotion.pack import ModelPack
            from t2m_engine.library.catalogue import Catalogue

            beside = Path(__file__).with_name("bench_suggest.py")
            spec = importlib.util.spec_from_file_location("bench_suggest", beside)
            assert spec is not None
            assert spec.loader is not None
            suggest = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(suggest)
            with Catalogue.open(folder) as catalogue:
                suggest.fill(catalogue, ModelPack.load(options.model), options.clips)
        subprocess.run(
            [sys.executable, __file__, *sys.argv[1:], "--measure", str(folder)], check=True
        )


if __name__ == "__main__":
    main()
