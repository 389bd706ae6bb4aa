"""The text network's training: its parts, and a run made small."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from t2m_engine.errors import InputError
from t2m_engine.text.encoder import build_network
from t2m_engine.training import text, text_runs
from t2m_engine.training.text_data import CLASSES, TALE_CLASSES, Example

WORDS = ["[UNK]", "[PAD]", "sun", "grave", "stone", "tree", "."]
CONFIG = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
          "intermediate_size": 32, "vocab_size": 10, "max_position_embeddings": 64}  # fmt: skip


def shares(names: tuple[str, ...], name: str) -> np.ndarray:
    return np.array([float(name == other) for other in names], np.float32)


def mood(words: str, name: str, group: str = "") -> Example:
    return Example(words, shares=shares(CLASSES, name), group=group)


def tale(words: str, name: str, focus: tuple[int, int] | None = None, group: str = "") -> Example:
    return Example(words, tale=shares(TALE_CLASSES, name), focus=focus, group=group)


def plane(words: str, valence: float, arousal: float) -> Example:
    return Example(words, plane=np.array([valence, arousal], np.float32))


@pytest.fixture
def learner() -> text.Learner:
    torch.manual_seed(0)
    return text.Learner(build_network(CONFIG, hidden=8))


@pytest.fixture
def tokenizer() -> Tokenizer:
    vocabulary = {word: index for index, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_padding(pad_id=1)
    return tokenizer


def test_the_loss_learns_from_what_is_known(learner: text.Learner, tokenizer: Tokenizer) -> None:
    batch = [
        mood("sun sun tree", "happy"),
        mood("grave stone", "sad"),
        tale("sun stone", "surprised"),
        tale("grave tree", "fearful"),
        plane("sun tree", 0.8, 0.2),
        plane("grave grave stone tree", -0.8, -0.3),
    ]
    optimiser = torch.optim.Adam(learner.parameters(), lr=0.01)
    losses = []
    for _ in range(80):
        optimiser.zero_grad()
        losses.append(text._step(learner, tokenizer, batch))
        optimiser.step()
    assert losses[-1] < 0.5 * losses[0]
    predicted = text.predict(learner, tokenizer, batch)
    assert predicted.moods[:2].argmax(1).tolist() == [CLASSES.index("happy"), CLASSES.index("sad")]
    assert predicted.tales[2:4].argmax(1).tolist() == [4, 1]
    assert predicted.plane[4, 0] > 0.3 > -0.3 > predicted.plane[5, 0]


def test_context_is_read_and_only_the_focus_is_embedded(
    learner: text.Learner, tokenizer: Tokenizer
) -> None:
    words = "sun grave stone"
    whole, middle = (text._tokens(tokenizer, [tale(words, "sad", f)]) for f in (None, (4, 9)))
    assert whole[2].tolist() == [[1, 1, 1]]
    assert middle[2].tolist() == [[0, 1, 0]]
    learner.eval()
    other = text._tokens(tokenizer, [tale("tree grave stone", "sad", (5, 10))])
    with torch.inference_mode():
        embedded = [learner.network.embed(*tokens) for tokens in (whole, middle, other)]
    assert not torch.allclose(embedded[0], embedded[1], atol=1e-3)
    assert not torch.equal(embedded[1], embedded[2]), "attention sees the context"


def test_rare_moods_are_drawn_more_often() -> None:
    examples = [mood("sun", "happy")] * 90 + [mood("grave", "sad")] * 10
    chances = text._chances(examples)
    assert chances.sum() == pytest.approx(1)
    assert chances[90:].sum() == pytest.approx(np.sqrt(10) / (np.sqrt(90) + np.sqrt(10)))
    assert text._chances([plane("sun", 0, 0)] * 4).tolist() == [0.25] * 4
    mixed = text._chances([*examples, plane("rain", 0, 0)])
    assert mixed[-1] == pytest.approx(mixed[:-1].mean()), "what is not labelled is no rarer"


def test_a_varied_passage_keeps_most_of_its_sentences_in_order() -> None:
    whole = mood("One. Two! Three? Four. Five.", "sad")
    random = np.random.default_rng(1)
    found = {text._varied(whole, [], random).text for _ in range(60)}
    assert whole.text in found
    assert len(found) > 3
    assert all(
        sorted("".join(words.split())) in [sorted("".join(part.split())) for part in _runs(whole)]
        for words in found
    )
    beside = {text._varied(whole, ["Tea was at four."], random).text for _ in range(60)}
    assert any("Tea was at four." in words for words in beside)


def _runs(example: Example) -> list[str]:
    sentences = example.text.split(" ")
    return [" ".join(sentences[i:j]) for i in range(5) for j in range(i + 3, 6)]


@pytest.fixture
def small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tokenizer: Tokenizer
) -> tuple[Path, Path]:
    """Training on two words, with sets that tell whether they were learnt."""
    ours = [mood("sun . sun tree", "happy", "a"), mood("grave . stone stone", "sad", "b")] * 4
    tales = [tale("sun tree", "happy", None, "c"), tale("grave stone", "sad", None, "d")] * 4
    places = [plane("sun sun", 0.7, 0.4), plane("grave stone", -0.7, -0.4),
              plane("sun tree tree", 0.5, -0.2)] * 4  # fmt: skip
    lessons = {"passages": ours, "agreed": tales, "emobank": places}
    sets = {"passages": ours, "subtext": ours, "potter": tales, "emobank": places}
    beside = dict.fromkeys(("capitals", "mistyped", "beside"), ours + ours)
    tests = sets | beside | {"negation": ours, "irony": ours}

    def load_lessons(*_: object, **__: object) -> text.Lessons:
        return text.Lessons(lessons, {n: text._chances(e) for n, e in lessons.items()}, [])

    def load_base(_: Path) -> object:
        return build_network(CONFIG, hidden=8), CONFIG, tokenizer

    monkeypatch.setattr(text, "load_lessons", load_lessons)
    for module in (text, text_runs):
        monkeypatch.setattr(module, "load_base", load_base)
        monkeypatch.setattr(module, "validation_sets", lambda *_: sets)
    monkeypatch.setattr(text_runs, "test_sets", lambda *_: tests)
    monkeypatch.setattr(text, "_BODY_RATE", 0.01)
    monkeypatch.setattr(text, "_HEAD_RATE", 0.01)
    monkeypatch.setattr(text, "_AVERAGING", 0.5)
    return tmp_path, tmp_path / "runs"


def test_seeds_are_trained_and_the_best_by_validation_ships(small: tuple[Path, Path]) -> None:
    here, runs = small
    for seed in (1, 2):
        text.train_text(here, here, here, runs, steps=110, seed=seed)
    assert sorted(p.name for p in runs.iterdir()) == [
        "seed-1.json", "seed-1.safetensors", "seed-2.json", "seed-2.safetensors"
    ]  # fmt: skip
    trained = text_runs.choose_text(here, here, here, runs, (1, 2))
    assert set(trained.measured["validation"]) == {"1", "2", text_runs.MEAN}
    assert trained.measured["validation"][trained.measured["ships"]] > 0.9
    every = trained.measured["all_seeds"]
    assert every["seeds"] == 2
    assert every["passages_accuracy"]["seeds"] == [1.0, 1.0]
    assert every["negation_both_halves"] == {"mean": 2.0, "pairs": 2}
    json.dumps(trained.measured)
    with pytest.raises(InputError, match="seed-3"):
        text_runs.choose_text(here, here, here, runs, (1, 3))


def test_a_stopped_run_goes_on_as_if_it_had_not_been(
    small: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, runs = small
    text.train_text(here, here, here, runs / "whole", steps=110, seed=1)
    step = text._step

    def stop(*parts: object) -> float:
        stop.count += 1  # type: ignore[attr-defined]
        if stop.count > 105:  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return step(*parts)  # type: ignore[arg-type]

    stop.count = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(text, "_step", stop)
    with pytest.raises(KeyboardInterrupt):
        text.train_text(here, here, here, runs / "cut", steps=110, seed=1)
    assert (runs / "cut" / "seed-1.checkpoint").exists()
    monkeypatch.setattr(text, "_step", step)
    text.train_text(here, here, here, runs / "cut", steps=110, seed=1)
    whole, cut = ((runs / name / "seed-1.safetensors").read_bytes() for name in ("whole", "cut"))
    assert whole == cut
