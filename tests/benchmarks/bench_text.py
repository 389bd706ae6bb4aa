"""A passage of 120 words through the text network, in several ways of running it.

Usage: python tests/benchmarks/bench_text.py [--model PACK] [--passages N] [--rounds N]
                                             [--threads N]

The baseline is what the app runs: our BERT in single precision. The others take turns with it on
the same passages, so that all meet the same machine: transformers' BERT, half precision (bfloat16),
and whole numbers (int8, dynamic, torch's own). Beside the time stands how far the readings are from
the baseline's, over --passages passages of the corpus: the greatest difference of any mood's share,
of valence and of arousal, and how many passages change their first mood. Wall is what a writer
waits for; CPU is what the processors did, which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

import torch

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.text import bert
from t2m_engine.text.encoder import EncodedText, TextEncoder, TextNetwork, build_network
from t2m_engine.text.sentences import pieces

ROOT = Path(__file__).resolve().parents[2]
WORDS = 120
BODY = "transformer."


def passage(texts: list[str]) -> str:
    """A passage of 120 words, made of those of the corpus."""
    words = " ".join(texts[:4]).split()[:WORDS]
    assert len(words) == WORDS
    assert len(pieces(" ".join(words), 150)) == 1
    return " ".join(words)


def encoder_with(pack: ModelPack, network: TextNetwork) -> TextEncoder:
    """The pack's text encoder, but with another network."""
    encoder = pack._text
    other = TextEncoder.__new__(TextEncoder)
    other.__dict__.update(encoder.__dict__)
    other._network = network.eval()
    return other


def variants(pack: ModelPack) -> dict[str, TextEncoder]:
    """The ways of running the network, the baseline first."""
    card = pack.card["text"]
    config, hidden = card["config"], card["hidden"]
    weights = {name: tensor.float() for name, tensor in pack._weights("text").items()}
    theirs = build_network(config, hidden)
    theirs.load_state_dict(weights)
    half = TextNetwork(
        bert.Bert(
            config,
            {
                name.removeprefix(BODY): tensor.bfloat16()
                for name, tensor in weights.items()
                if name.startswith(BODY)
            },
        ),
        config["hidden_size"],
        hidden,
    )
    half.load_state_dict({n: t for n, t in weights.items() if not n.startswith(BODY)})
    whole = build_network(config, hidden)
    whole.load_state_dict(weights)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = torch.ao.quantization.quantize_dynamic(
            whole.eval(), {torch.nn.Linear}, dtype=torch.qint8
        )
    return {
        "ours, float32 (baseline)": pack._text,
        "transformers', float32": encoder_with(pack, theirs),
        "ours, bfloat16": encoder_with(pack, half.bfloat16()),
        "transformers', int8": encoder_with(pack, whole),
    }


def took(run: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the wall clock and of all processors."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - cpu


def apart(one: EncodedText, other: EncodedText) -> str:
    """How far two readings of the same passages are apart."""
    moods = np.abs(one.moods - other.moods).max()
    valence = np.abs(one.valence - other.valence).max()
    arousal = np.abs(one.arousal - other.arousal).max()
    changed = int((one.moods.argmax(1) != other.moods.argmax(1)).sum())
    return (
        f"moods {moods:.4f}, valence {valence:.4f}, arousal {arousal:.4f}; "
        f"{changed} of {len(one.moods)} change their first mood"
    )


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model")
    parser.add_argument("--passages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    lines = (ROOT / "resources/corpus/passages.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    pack = ModelPack.load(options.model, device="cpu")
    if not bert.fits(pack.card["text"]["config"]):
        sys.exit(f"{pack.name} reads with another network than BERT.")
    made = variants(pack)
    one = passage(texts)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in made}
    for _ in range(options.rounds + 2):
        for name, encoder in made.items():
            times[name].append(took(lambda encoder=encoder: encoder.encode([one])))
    base, *_ = made
    expected = made[base].encode(texts[: options.passages])
    wall0, cpu0 = (statistics.median(part) for part in zip(*times[base][2:], strict=True))
    print(f"{pack.name} ({pack.id}), {WORDS} words, {options.threads} thread(s)")
    for name, encoder in made.items():
        wall, cpu = (statistics.median(part) for part in zip(*times[name][2:], strict=True))
        print(
            f"{name:28}wall {1000 * wall:7.1f} ms ({wall / wall0:4.2f} ×)   "
            f"CPU {1000 * cpu:7.1f} ms ({cpu / cpu0:4.2f} ×)"
        )
        if name != base:
            print(f"{'':28}{apart(expected, encoder.encode(texts[: options.passages]))}")


if __name__ == "__main__":
    main()
