"""The parts of the text network's training."""

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from t2m_engine.text.encoder import TextNetwork, build_network
from t2m_engine.training import text
from t2m_engine.training.text_data import CLASSES, UNKNOWN_PLANE, UNKNOWN_SHARES, Example

WORDS = ["[UNK]", "[PAD]", "sun", "grave", "stone", "tree", "."]


def example(words: str, mood: str | None, plane: tuple[float, float] | None = None) -> Example:
    shares = np.array([float(mood == name) for name in CLASSES], np.float32)
    return Example(
        words,
        shares if mood else UNKNOWN_SHARES,
        np.array(plane, np.float32) if plane else UNKNOWN_PLANE,
    )


@pytest.fixture
def network() -> TextNetwork:
    torch.manual_seed(0)
    config = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
              "intermediate_size": 32, "vocab_size": 10, "max_position_embeddings": 64}  # fmt: skip
    return build_network(config, hidden=8)


@pytest.fixture
def tokenizer() -> Tokenizer:
    vocabulary = {word: index for index, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.enable_padding(pad_id=1)
    return tokenizer


def test_the_loss_learns_from_what_is_known(network: TextNetwork, tokenizer: Tokenizer) -> None:
    batch = [
        example("sun sun tree", "happy"),
        example("grave stone", "sad"),
        example("sun tree", None, (0.8, 0.2)),
        example("grave grave stone tree", None, (-0.8, -0.3)),
    ]
    optimiser = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(60):
        loss = text._loss(network, tokenizer, batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < 0.5 * losses[0]
    measured = text.measure(network, tokenizer, batch[:2])
    assert measured == {"accuracy": 1.0}
    assert text.measure(network, tokenizer, batch[2:])["valence_r"] == pytest.approx(1.0)


def test_rare_moods_are_drawn_more_often() -> None:
    examples = [example("sun", "happy")] * 90 + [example("grave", "sad")] * 10
    chances = text._chances(examples)
    assert chances.sum() == pytest.approx(1)
    assert chances[90:].sum() == pytest.approx(np.sqrt(10) / (np.sqrt(90) + np.sqrt(10)))
    assert text._chances([example("sun", None, (0, 0))] * 4).tolist() == [0.25] * 4


def test_a_varied_passage_keeps_most_of_its_sentences_in_order() -> None:
    whole = example("One. Two! Three? Four. Five.", "sad")
    random = np.random.default_rng(1)
    found = {text._varied(whole, random).text for _ in range(60)}
    assert whole.text in found
    assert len(found) > 3
    assert all(words in whole.text and len(words.split()) >= 3 for words in found)
