"""Text encoders of the library transformers, by their configuration: DistilBERT, RoBERTa, MPNet …

Only the library's own architectures are built: no configuration can bring code with it.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import ModelError
from t2m_engine.torchaudio_import import import_torchaudio

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFUSED = ("auto_map", "quantization_config", "attn_implementation", "experts_implementation",
            "use_kernels", "kernel_config")  # fmt: skip
"""What would load code, or weights of another form, from somewhere else."""
_LARGEST = 10_000_000
"""No number in a configuration is larger: vocabularies have a million words at most."""
_DEEPEST = 200
"""Layers."""


def check(config: Mapping[str, Any]) -> None:
    """Raise ModelError for what asks for code from elsewhere, and for values out of all bounds."""
    strange = [name for name in config if name.startswith("_") or name in _REFUSED]
    if strange:
        raise ModelError(
            f"The text network's configuration holds “{strange[0]}”, which a pack may not; leave "
            "it out."
        )
    for name, value in config.items():
        most = _DEEPEST if name.endswith("layers") else _LARGEST
        if isinstance(value, int | float) and not abs(value) <= most:
            raise ModelError(f"The text network's “{name}” of {value} is out of all bounds.")


def configuration(config: Mapping[str, Any]) -> Any:
    """Return the transformers configuration for `config`, whose `model_type` is "bert" if missing.

    ModelError for an architecture that transformers does not have or that is no encoder, for
    values out of all bounds, and for whatever asks for code from outside of it.
    """
    # transformers imports torchaudio where it is installed, and must find it importable.
    import_torchaudio()
    from transformers import CONFIG_MAPPING, MODEL_MAPPING  # noqa: PLC0415 - seconds to import

    kind = str(config.get("model_type", "bert"))
    check(config)
    if kind not in CONFIG_MAPPING:
        raise ModelError(
            f"transformers knows no text network “{kind}”; the architectures are named at "
            "huggingface.co/docs/transformers."
        )
    try:
        made = CONFIG_MAPPING[kind](**{k: v for k, v in config.items() if k != "model_type"})
    except Exception as error:  # whatever the library finds wrong with it
        raise ModelError(f"transformers does not take this “{kind}”: {error}") from error
    reads_text = type(made) in MODEL_MAPPING and hasattr(made, "vocab_size")
    if not reads_text or not hasattr(made, "hidden_size") or made.is_encoder_decoder:
        raise ModelError(
            f"“{kind}” is no text encoder; take one such as BERT, DistilBERT, RoBERTa or MPNet."
        )
    return made


def build(config: Mapping[str, Any], most: int | None = None) -> Any:
    """Return the untrained network (nn.Module) for `config`, without a pooling layer; ModelError.

    Its outputs have `last_hidden_state`, float (batch, length, width). With `most`, a network of
    plainly more weights is not built: no memory is taken for what the weights cannot fill.
    """
    made = configuration(config)
    tables = ("vocab_size", "intermediate_size", "max_position_embeddings", "hidden_size")
    largest = made.hidden_size * max(int(getattr(made, name, 0) or 0) for name in tables)
    if most is not None and largest > most:
        raise ModelError("The text network's configuration asks for more weights than there are.")
    from transformers import MODEL_MAPPING, AutoModel  # noqa: PLC0415 - as above

    kind = MODEL_MAPPING[type(made)]
    takes = inspect.signature(kind).parameters
    more = {"add_pooling_layer": False} if "add_pooling_layer" in takes else {}
    try:
        return AutoModel.from_config(made, trust_remote_code=False, **more)
    except Exception as error:  # such as widths that no heads divide
        raise ModelError(f"transformers cannot build this text network: {error}") from error
