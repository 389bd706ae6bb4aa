"""Trains the text network: MiniLM-L6 fine-tuned, whole, on many tasks at once."""

from __future__ import annotations

import copy
import json
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from t2m_engine.text.encoder import TextNetwork
from t2m_engine.training import text_data
from t2m_engine.training.datasets.records import TRAIN
from t2m_engine.training.text_base import load_base
from t2m_engine.training.text_data import TALE_CLASSES, Example
from t2m_engine.training.text_measures import Predicted, measure, validation_sets, worth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_BODY_RATE = 1e-4
_HEAD_RATE = 1e-3
_WARM_UP = 0.06
"""Share of the steps."""
_AVERAGING = 0.9
"""What the running mean of the weights keeps of itself, every fifth step (about 50 steps)."""
_AVERAGED_EVERY = 5
# Texts of each source in a step. Ours are what the app meets, and few: they come often, cut,
# joined and mistyped differently each time.
_MIX = {"passages": 2, "subtext": 4, "pages": 16, "alm": 2, "agreed": 4, "emobank": 16,
        "goemotions": 3, "xed": 3, "isear": 3}  # fmt: skip
_OURS = frozenset({"passages", "subtext", "pages"})
_WHOLE = frozenset({"pages"})
"""Of ours, what is never cut: one sentence of a page may decide what it is."""
_PLANE = 12.0
"""Weight of valence and arousal: about what brings their loss to that of the moods."""
_TOGETHER = 10
"""Texts of like length that go through the network at once: in more, much would be padding."""


class Learner(nn.Module):
    """The network that ships, and a head for Alm's emotions that only training uses."""

    def __init__(self, network: TextNetwork) -> None:
        super().__init__()
        self.network = network
        self.tales = nn.Linear(network.hidden.out_features, len(TALE_CLASSES))

    def forward(
        self, tokens: torch.Tensor, mask: torch.Tensor, focus: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return mood logits (b, 8), valence and arousal (b, 2) and tale logits (b, 6)."""
        embedding = self.network.embed(tokens, mask, focus)
        hidden = functional.gelu(self.network.hidden(embedding))
        plane = torch.tanh(self.network.valence_arousal(hidden))
        return self.network.moods(hidden), plane, self.tales(hidden)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a run learns from: examples by source, and how likely each is drawn."""

    examples: dict[str, list[Example]]
    chances: dict[str, Any]
    neutral: list[str]
    """Sentences without emotion, that passages are now and then put beside."""


def load_lessons(corpus: Path, data: Path, *, research: bool = False) -> Lessons:
    """Load the training parts of all sources; `corpus` is the folder of resources/corpus."""
    alm = text_data.alm(data, TRAIN)
    examples = {
        "passages": text_data.corpus(corpus / "passages.jsonl", "train"),
        "subtext": text_data.corpus(corpus / "subtext.jsonl", "train"),
        "pages": text_data.corpus(corpus / "pages.jsonl", "train"),
        "alm": alm,
        "agreed": text_data.alm_agreed(data, TRAIN),
        "emobank": text_data.emobank(data, "train"),
        "goemotions": text_data.goemotions(data, "train"),
        "xed": text_data.xed(data),
    }
    if research:
        examples["isear"] = text_data.isear(data, TRAIN)
    sentences = [e.text[slice(*e.focus)] for e in alm if e.focus and e.tale[-1] == 1]
    return Lessons(
        examples,
        {name: _chances(found) for name, found in examples.items()},
        [text for text in sentences if 40 < len(text) < 160],
    )


def train_text(
    corpus: Path, data: Path, base: Path, run: Path, *, steps: int, seed: int,
    research: bool = False, start: Mapping[str, torch.Tensor] | None = None,
) -> None:  # fmt: skip
    """Fine-tune `base` for `steps` and write the run `seed` into the folder `run`.

    `start` are the weights of an earlier network to go on from, instead of the base's own.

    A run is `seed-N.safetensors` (the network and its head for tales) and `seed-N.json` (how it
    was made); while it learns, `seed-N.checkpoint` lets a stopped one go on. The state that
    validation likes best (see `text_measures.worth`) is kept, of the running mean of the weights.
    """
    from safetensors.torch import save_file  # noqa: PLC0415

    run.mkdir(parents=True, exist_ok=True)
    if (run / f"seed-{seed}.json").exists():
        return
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    lessons = load_lessons(corpus, data, research=research)
    print({name: len(found) for name, found in lessons.examples.items()}, flush=True)
    validation = validation_sets(corpus, data)
    network, config, tokenizer = load_base(base)
    if start is not None:
        network.load_state_dict({name: weight.float() for name, weight in start.items()})
    learner = Learner(network)
    for name, part in network.transformer.named_modules():
        # Drawing numbers for each pair of tokens costs a fifth of a step on a CPU.
        if isinstance(part, nn.Dropout) and "attention.self" in name:
            part.p = 0.0
    body = [p for p in network.transformer.parameters() if p.requires_grad]
    head = [p for n, p in learner.named_parameters() if not n.startswith("network.transformer")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": _BODY_RATE}, {"params": head, "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(step / (_WARM_UP * steps), 0.5 + 0.5 * math.cos(math.pi * step / steps)),
    )
    average = torch.optim.swa_utils.AveragedModel(
        learner, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(_AVERAGING)
    )
    state = _State(run / f"seed-{seed}.checkpoint", learner, average, optimiser, schedule, random)
    began = time.monotonic()
    for step in range(state.resume() + 1, steps + 1):
        optimiser.zero_grad()
        loss = _step(learner, tokenizer, _draw(lessons, random))
        torch.nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % _AVERAGED_EVERY == 0:
            average.update_parameters(learner)
        if step % 50 == 0:
            seconds = time.monotonic() - began
            print(f"seed {seed}: {step}/{steps} {seconds:.0f} s loss {loss:.3f}", flush=True)
        if step == steps or (step % 200 == 0 and step > steps // 3):
            predicted = {
                name: predict(average.module, tokenizer, found)
                for name, found in validation.items()
            }
            measured = {name: measure(p, validation[name]) for name, p in predicted.items()}
            print(f"seed {seed}: {step}/{steps} {worth(measured):.3f} {measured}", flush=True)
            state.keep_if_best(worth(measured), step)
        if step % 100 == 0:
            state.save(step)
    assert state.best_weights is not None
    save_file(state.best_weights, run / f"seed-{seed}.safetensors")
    made = {"seed": seed, "steps": steps, "kept": state.best_step, "research": research,
            "validation": round(state.best, 4), "config": config,
            "hidden": network.hidden.out_features}  # fmt: skip
    (run / f"seed-{seed}.json").write_text(json.dumps(made, indent=2), "utf-8")
    state.path.unlink(missing_ok=True)


@torch.inference_mode()
def predict(learner: nn.Module, tokenizer: Any, examples: Sequence[Example]) -> Predicted:
    """Return what `learner` says of `examples`, in their order."""
    learner.eval()
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].text))
    outputs = []
    for first in range(0, len(order), 32):
        batch = [examples[i] for i in order[first : first + 32]]
        with torch.autocast("cpu", torch.bfloat16):
            outputs.append([o.float() for o in learner(*_tokens(tokenizer, batch))])
    learner.train()
    back = torch.from_numpy(np.argsort(order))
    moods, plane, tales = (torch.cat(o)[back].numpy() for o in zip(*outputs, strict=True))
    return Predicted(moods, plane, tales)


class _State:
    """What a stopped run needs to go on, and the best weights so far."""

    def __init__(
        self, path: Path, learner: nn.Module, average: torch.optim.swa_utils.AveragedModel,
        optimiser: torch.optim.Optimizer, schedule: Any, random: np.random.Generator,
    ) -> None:  # fmt: skip
        self.path = path
        self._parts: dict[str, Any] = {
            "learner": learner, "average": average, "optimiser": optimiser, "schedule": schedule
        }  # fmt: skip
        self._average = average
        self._random = random
        self.best = -math.inf
        self.best_step = 0
        self.best_weights: dict[str, torch.Tensor] | None = None

    def keep_if_best(self, value: float, step: int) -> None:
        if value > self.best:
            self.best, self.best_step = value, step
            weights = copy.deepcopy(self._average.module.state_dict())
            self.best_weights = {k: v.contiguous() for k, v in weights.items()}

    def save(self, step: int) -> None:
        """Write the checkpoint whole or not at all."""
        content = {name: part.state_dict() for name, part in self._parts.items()}
        content |= {"step": step, "best": self.best, "best_step": self.best_step,
                    "best_weights": self.best_weights, "torch": torch.get_rng_state(),
                    "random": json.dumps(self._random.bit_generator.state)}  # fmt: skip
        temporary = self.path.with_suffix(".part")
        torch.save(content, temporary)
        temporary.replace(self.path)

    def resume(self) -> int:
        """Load the checkpoint, if there is one; return the steps that are done."""
        if not self.path.exists():
            return 0
        content = torch.load(self.path, weights_only=True)
        for name, part in self._parts.items():
            part.load_state_dict(content[name])
        torch.set_rng_state(content["torch"])
        self._random.bit_generator.state = json.loads(content["random"])
        self.best, self.best_step = content["best"], content["best_step"]
        self.best_weights = content["best_weights"]
        return int(content["step"])


def _draw(lessons: Lessons, random: np.random.Generator) -> list[Example]:
    """Return a step's examples."""
    drawn = []
    for name, found in lessons.examples.items():
        for i in random.choice(len(found), _MIX[name], p=lessons.chances[name]):
            example = found[int(i)]
            if name in _OURS:
                example = _varied(example, lessons.neutral, random, cut=name not in _WHOLE)
            drawn.append(example)
    return drawn


def _step(learner: nn.Module, tokenizer: Any, examples: Sequence[Example]) -> float:
    """Add the gradients of the loss of `examples`; return the loss."""
    examples = sorted(examples, key=lambda example: len(example.text))
    outputs = []
    for first in range(0, len(examples), _TOGETHER):
        with torch.autocast("cpu", torch.bfloat16):
            part = learner(*_tokens(tokenizer, examples[first : first + _TOGETHER]))
        outputs.append([output.float() for output in part])
    moods, plane, tales = (torch.cat(column) for column in zip(*outputs, strict=True))
    loss = _loss(moods, plane, tales, examples)
    loss.backward()
    return float(loss.item())


def _loss(
    moods: torch.Tensor, plane: torch.Tensor, tales: torch.Tensor, examples: Sequence[Example]
) -> torch.Tensor:
    """Soft cross-entropy of moods and tales, Huber loss of the plane, each where it is known."""
    loss = moods.new_zeros(())
    for logits, goal in (
        (moods, np.stack([e.shares for e in examples])),
        (tales, np.stack([e.tale for e in examples])),
    ):
        shares = torch.from_numpy(goal)
        known = ~shares.isnan().any(dim=1)
        if known.any():
            smooth = 0.95 * shares[known] + 0.05 / shares.shape[1]
            loss = loss + functional.cross_entropy(logits[known], smooth)
    planes = torch.from_numpy(np.stack([e.plane for e in examples]))
    known = ~planes.isnan().any(dim=1)
    if known.any():
        loss = loss + _PLANE * functional.huber_loss(plane[known], planes[known], delta=0.3)
    return loss


def _chances(examples: Sequence[Example]) -> Any:
    """How likely each example is drawn: rare moods more often, by the root of their share.

    Of a source that mostly knows Alm's emotions, those are looked at; what has none is as likely
    as the mean of those that do.
    """
    for column in ("tale", "shares"):
        shares = np.stack([getattr(e, column) for e in examples])
        known = ~np.isnan(shares).any(axis=1)
        if 2 * known.sum() > len(examples):
            counts = shares[known].sum(axis=0)
            weights = np.empty(len(examples))
            weights[known] = (shares[known] / np.sqrt(np.maximum(counts, 1.0))).sum(axis=1)
            weights[~known] = weights[known].mean()
            return weights / weights.sum()
    return np.full(len(examples), 1.0 / len(examples))


def _varied(
    example: Example, neutral: Sequence[str], random: np.random.Generator, *, cut: bool = True
) -> Example:
    """Now and then cut a passage to most of its sentences, put one beside it, mistype it."""
    text = example.text
    sentences = text.replace("? ", "?|").replace("! ", "!|").replace(". ", ".|").split("|")
    if cut and len(sentences) > 3 and random.random() < 0.5:
        keep = random.integers(math.ceil(len(sentences) * 0.6), len(sentences) + 1)
        first = random.integers(0, len(sentences) - keep + 1)
        text = " ".join(sentences[first : first + keep])
    if neutral and random.random() < 0.15:
        beside = neutral[int(random.integers(len(neutral)))]
        text = f"{beside} {text}" if random.random() < 0.5 else f"{text} {beside}"
    if random.random() < 0.1:
        text = text_data.mistyped(text, 0.05, random)
    return Example(text, example.shares, example.plane)


def _tokens(
    tokenizer: Any, batch: Sequence[Example]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    encodings = tokenizer.encode_batch([e.text for e in batch])
    mask = torch.tensor([e.attention_mask for e in encodings])
    focus = mask.clone()
    for row, (example, encoding) in enumerate(zip(batch, encodings, strict=True)):
        if example.focus is not None:
            first, last = example.focus
            inside = torch.tensor([a < last and b > first and b > a for a, b in encoding.offsets])
            if inside.any():
                focus[row] = inside.long()
    return torch.tensor([e.ids for e in encodings]), mask, focus
