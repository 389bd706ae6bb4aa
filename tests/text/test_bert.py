"""Our BERT beside transformers', from which it must not differ."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch

from t2m_engine.errors import ModelError
from t2m_engine.text.bert import WORDS, Bert, fits, shapes
from t2m_engine.text.encoder import build_network, load_network

CONFIG = {
    "hidden_size": 24, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 40,
    "vocab_size": 50, "max_position_embeddings": 30, "layer_norm_eps": 1e-7,
}  # fmt: skip


@pytest.fixture(scope="module")
def theirs() -> torch.nn.Module:
    torch.manual_seed(3)
    network = build_network(CONFIG, 8).transformer.eval()
    with torch.no_grad():  # as drawn, biases are 0 and norms 1: what is mixed up would not show
        for weight in network.parameters():
            weight.normal_(std=0.5)
    return network


def batch() -> tuple[torch.Tensor, torch.Tensor]:
    tokens = torch.randint(0, 50, (4, 13), generator=torch.Generator().manual_seed(1))
    mask = torch.ones_like(tokens)
    mask[1, 5:] = mask[2, 1:] = 0
    return tokens, mask


def test_it_says_what_transformers_says(theirs: torch.nn.Module) -> None:
    ours = Bert(CONFIG, theirs.state_dict())
    tokens, mask = batch()
    for rows in (slice(None), slice(3, 4)):  # with padding and without
        asked = {"input_ids": tokens[rows], "attention_mask": mask[rows]}
        with torch.inference_mode():
            expected = theirs(**asked).last_hidden_state
            found = ours(**asked).last_hidden_state
        there = mask[rows].bool()
        torch.testing.assert_close(found[there], expected[there], atol=2e-5, rtol=1e-5)
        assert expected[there].std() > 0.1


def test_its_shapes_are_those_of_transformers(theirs: torch.nn.Module) -> None:
    assert shapes(CONFIG) == {name: tuple(w.shape) for name, w in theirs.state_dict().items()}
    defaults = shapes({})
    assert defaults[WORDS] == (30_522, 768)
    assert len(defaults) == 3 + 2 + 12 * 16


def test_words_in_half_precision_cost_nothing(theirs: torch.nn.Module) -> None:
    weights = {name: weight.half() for name, weight in theirs.state_dict().items()}
    half = {name: w if name == WORDS else w.float() for name, w in weights.items()}
    single = {name: w.float() for name, w in weights.items()}
    tokens, mask = batch()
    asked = {"input_ids": tokens, "attention_mask": mask}
    found, expected = (Bert(CONFIG, w)(**asked).last_hidden_state for w in (half, single))
    assert found.dtype == torch.float32
    torch.testing.assert_close(found, expected, atol=0, rtol=0)


def test_weights_that_do_not_fit_are_refused(theirs: torch.nn.Module) -> None:
    weights = dict(theirs.state_dict())
    name = "encoder.layer.1.output.dense.bias"
    with pytest.raises(ModelError, match=f"lacks “{name}”"):
        Bert(CONFIG, {n: w for n, w in weights.items() if n != name})
    with pytest.raises(ModelError, match="no place for “pooler”"):
        Bert(CONFIG, weights | {"pooler": torch.zeros(1)})
    with pytest.raises(ModelError, match=f"“{name}” is not of its card's size"):
        Bert(CONFIG, weights | {name: torch.zeros(3)})
    with pytest.raises(ModelError, match="among its heads"):
        Bert(CONFIG | {"num_attention_heads": 5}, weights)


@pytest.mark.parametrize(
    "other",
    [{"model_type": "roberta"}, {"hidden_act": "relu"}, {"is_decoder": True}, {"hidden_size": "9"}],
)
def test_another_network_is_not_taken_for_it(other: dict) -> None:
    assert fits(CONFIG)
    assert fits(CONFIG | {"model_type": "bert"})
    assert not fits(CONFIG | other)


@pytest.mark.parametrize(
    ("strange", "message"),
    [
        ({"auto_map": {"AutoModel": "evil.Evil"}}, "“auto_map”, which a pack may not"),
        ({"_attn_implementation": "somebody/kernel"}, "“_attn_implementation”"),
        ({"attn_implementation": "somebody/kernel"}, "“attn_implementation”"),
        ({"num_hidden_layers": 10**9}, "out of all bounds"),
        ({"vocab_size": 10**12}, "out of all bounds"),
        ({"layer_norm_eps": float("nan")}, "out of all bounds"),
        ({"hidden_size": "many"}, "transformers (does not take|cannot build)"),
        ({"model_type": "roberta", "vocab_size": 9_000_000}, "more weights than there are"),
        ({"model_type": "t5"}, "no text encoder"),
        ({"model_type": "evil"}, "knows no text network “evil”"),
    ],
)
def test_a_configuration_that_asks_for_more_is_refused(strange: dict, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        load_network(CONFIG | strange, 8, {}, "cpu")


def test_a_plain_bert_runs_without_transformers() -> None:
    program = (
        "import sys\n"
        "from t2m_engine.emotion.pack import ModelPack\n"
        "pack = ModelPack.load('open', device='cpu')\n"
        "assert pack.read_texts(['The sea was calm.'])[0].embedding.shape == (384,)\n"
        "sys.exit('transformers' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, timeout=240)
    assert done.returncode == 0
