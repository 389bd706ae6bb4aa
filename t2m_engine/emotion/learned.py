"""Spaces that a pack has learnt: small networks on top of its readings, run with numpy alone.

A pack keeps them in one safetensors file, and their kinds in its card. How they are learnt is in
`t2m_engine.training.spaces`; the methods are those of Won et al. 2021, Emotion Embedding Spaces
for Matching Music to Stories (ISMIR), §3, and some of our own.
"""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.spaces import (
    DEFAULT_SPACE,
    EMOTION,
    LIFTED,
    PLANE,
    Space,
    lift_music,
    lift_text,
    unit,
)
from t2m_engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

EMOTION_FEATURES = 2 + len(MOODS)
"""What a network is given of a reading besides the embedding: valence, arousal and the moods."""


def features(
    valence: NDArray[np.float32],
    arousal: NDArray[np.float32],
    moods: NDArray[np.float32],
    embeddings: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return what networks are given of n readings: embedding, valence, arousal, moods (n, d+9)."""
    plane = np.stack([valence, arousal], axis=1)
    return np.hstack([embeddings, plane, moods]).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A multi-layer perceptron: `layers` of weight (o, i) and bias (o,), a ReLU between them."""

    layers: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]

    def __call__(self, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the outputs (n, o) for `inputs` (n, i)."""
        outputs = inputs
        for number, (weight, bias) in enumerate(self.layers):
            outputs = (np.maximum(outputs, 0.0) if number else outputs) @ weight.T + bias
        return outputs

    @property
    def width(self) -> int:
        """How many inputs there are."""
        return int(self.layers[0][0].shape[1])

    @property
    def outputs(self) -> int:
        """How many outputs there are."""
        return int(self.layers[-1][0].shape[0])

    def digest(self) -> str:
        """Return sixteen hex digits that change with any weight."""
        digest = hashlib.sha256()
        for weight, bias in self.layers:
            for part in (weight, bias):
                digest.update(repr(part.shape).encode() + np.ascontiguousarray(part).tobytes())
        return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True, eq=False)
class LearnedSpace(Space):
    """A network for each modality, on `features`; what becomes of their outputs is the kind's."""

    kind: ClassVar[str]
    name: str
    text: Network
    music: Network

    @property
    def id(self) -> str:
        """The kind and a digest of what makes music's vectors."""
        return f"{self.kind} 1 {self.music.digest()}"

    @property
    def text_width(self) -> int:
        """What its network takes beside the emotion."""
        return self.text.width - EMOTION_FEATURES

    def text_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Place passages; see `Space.text_vectors`."""
        return self._of_text(self.text(features(valence, arousal, moods, embeddings)))

    def music_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Place clips; see `Space.music_vectors`."""
        return self._of_music(self.music(features(valence, arousal, moods, embeddings)))

    @abstractmethod
    def _of_text(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vectors of passages by the outputs of their network."""

    @abstractmethod
    def _of_music(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the vectors of clips by the outputs of their network."""

    def spec(self) -> dict[str, Any]:
        """Return what the card says of the space, besides the networks' weights."""
        return {"kind": self.kind}

    @classmethod
    def from_spec(cls, name: str, spec: Mapping[str, Any], text: Network, music: Network) -> Self:
        """Return the space that `spec` describes; KeyError, TypeError, ValueError if it is none."""
        if set(spec) != {"kind"} or text.outputs != music.outputs:
            raise ValueError
        return cls(name, text, music)


@dataclass(frozen=True, slots=True, eq=False)
class CosineSpace(LearnedSpace):
    """Outputs compared by their cosine: Word2Vec regression, metric and contrastive learning."""

    kind = "cosine"

    @property
    def dimension(self) -> int:
        """The networks' outputs."""
        return self.music.outputs

    def _of_text(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        return unit(outputs)

    def _of_music(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        return unit(outputs)


@dataclass(frozen=True, slots=True, eq=False)
class RegressedPlaneSpace(LearnedSpace):
    """Outputs are valence and arousal, as tanh of two numbers, compared by Euclidean distance."""

    kind = "plane"

    @property
    def dimension(self) -> int:
        """The lifted plane's; see `spaces.lift_text`."""
        return LIFTED

    def _of_text(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        return lift_text(np.tanh(outputs))

    def _of_music(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        return lift_music(np.tanh(outputs))


@dataclass(frozen=True, slots=True, eq=False)
class LikelihoodSpace(LearnedSpace):
    """Music by the likelihood p of the mood that the text has most of: (multi-head) classification.

    A clip is (p, √(1−|p|²), 0), a passage the axis of its likeliest label, so that the dot product
    is that label's likelihood. `text_labels` and `music_labels` name the networks' outputs. Where
    the vocabularies do not meet (a passage is “fearful”, and no music is called so), the passage
    takes the last axis, on which no clip has anything: all clips are alike to it, and the method
    fails, as the paper says (§3.1).
    """

    kind = "likelihood"
    text_labels: tuple[str, ...]
    music_labels: tuple[str, ...]

    @property
    def dimension(self) -> int:
        """An axis a label of music, one to fill up, one for what no music is called."""
        return len(self.music_labels) + 2

    def _of_text(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        known = {label: axis for axis, label in enumerate(self.music_labels)}
        axes = np.array([known.get(label, self.dimension - 1) for label in self.text_labels])
        return np.eye(self.dimension, dtype=np.float32)[axes[outputs.argmax(axis=1)]]

    def _of_music(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        vectors = _filled(likelihoods(outputs))
        return np.hstack([vectors, np.zeros((len(vectors), 1), np.float32)])

    def spec(self) -> dict[str, Any]:
        """Return what the card says of the space, besides the networks' weights."""
        return {
            "kind": self.kind,
            "text": list(self.text_labels),
            "music": list(self.music_labels),
        }

    @classmethod
    def from_spec(cls, name: str, spec: Mapping[str, Any], text: Network, music: Network) -> Self:
        """Return the space that `spec` describes; KeyError, TypeError, ValueError if it is none."""
        labels = tuple(map(str, spec["text"])), tuple(map(str, spec["music"]))
        if set(spec) != {"kind", "text", "music"} or tuple(map(len, labels)) != (
            text.outputs,
            music.outputs,
        ):
            raise ValueError
        return cls(name, text, music, *labels)


@dataclass(frozen=True, slots=True, eq=False)
class BridgeSpace(LearnedSpace):
    """Music by how likely it is right for the passage, over all that the passage may feel like.

    With t the likelihoods of the passage's labels, p those of the clip's, and B (`bridge`, a row
    a label of texts, a column a label of music) saying to what share a clip of one label is right
    for a passage of another, the expected relevance is t·B·p. A clip is (p, √(1−|p|²)), a passage
    (t·B, 0) at unit length, which leaves the order of the clips as it is.
    """

    kind = "bridge"
    bridge: NDArray[np.float32]

    @property
    def dimension(self) -> int:
        """An axis a label of music, and one to fill up."""
        return self.music.outputs + 1

    def _of_text(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        wanted = likelihoods(outputs) @ self.bridge
        return unit(np.hstack([wanted, np.zeros((len(wanted), 1))]))

    def _of_music(self, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
        return _filled(likelihoods(outputs))

    def spec(self) -> dict[str, Any]:
        """Return what the card says of the space, besides the networks' weights."""
        return {"kind": self.kind, "bridge": self.bridge.round(6).tolist()}

    @classmethod
    def from_spec(cls, name: str, spec: Mapping[str, Any], text: Network, music: Network) -> Self:
        """Return the space that `spec` describes; KeyError, TypeError, ValueError if it is none."""
        bridge = np.array(spec["bridge"], np.float32)
        if (
            set(spec) != {"kind", "bridge"}
            or bridge.shape != (text.outputs, music.outputs)
            or not (np.isfinite(bridge).all() and bridge.min() >= 0.0)
        ):
            raise ValueError
        return cls(name, text, music, bridge)


def _filled(shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Add an axis to `shares` (n, k), which sum to 1, that makes them of unit length."""
    rest = np.sqrt(np.clip(1.0 - np.square(shares).sum(axis=1, keepdims=True), 0.0, None))
    return np.ascontiguousarray(np.hstack([shares, rest]), np.float32)


def likelihoods(outputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the softmax (n, k) of `outputs`."""
    powers = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True, eq=False)
class FusionSpace(Space):
    """Several spaces at once: the vectors of `parts` (space, weight), each times √weight.

    Weights are positive and sum to 1: the score is the weighted mean of the parts' scores.
    """

    name: str
    parts: tuple[tuple[Space, float], ...]

    @property
    def id(self) -> str:
        """The parts' ids and weights."""
        return "fusion 1 " + ", ".join(f"{weight:g} ({space.id})" for space, weight in self.parts)

    @property
    def dimension(self) -> int:
        """The parts' dimensions together."""
        return sum(space.dimension for space, _ in self.parts)

    @property
    def text_width(self) -> int:
        """That of the part that looks at most."""
        return max(space.text_width for space, _ in self.parts)

    def text_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Place passages; see `Space.text_vectors`."""
        return np.hstack(
            [
                np.float32(np.sqrt(weight))
                * space.text_vectors(valence, arousal, moods, embeddings)
                for space, weight in self.parts
            ]
        )

    def music_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Place clips; see `Space.music_vectors`."""
        return np.hstack(
            [
                np.float32(np.sqrt(weight))
                * space.music_vectors(valence, arousal, moods, embeddings)
                for space, weight in self.parts
            ]
        )


_KINDS: dict[str, type[LearnedSpace]] = {
    kind.kind: kind for kind in (CosineSpace, RegressedPlaneSpace, LikelihoodSpace, BridgeSpace)
}


def pack_up(
    spaces: Mapping[str, Space],
) -> tuple[dict[str, Any], dict[str, NDArray[np.float16]]]:
    """Return what a pack keeps of `spaces`: the card's part, and tensors for safetensors.

    Weights are kept in half precision. A fusion is kept by the names and weights of its parts,
    which are among `spaces`, or the spaces of plain emotions and of their plane.
    """
    specs: dict[str, Any] = {}
    tensors: dict[str, NDArray[np.float16]] = {}
    for name, space in spaces.items():
        if isinstance(space, FusionSpace):
            parts = {part.name: round(weight, 6) for part, weight in space.parts}
            specs[name] = {"kind": "fusion", "parts": parts}
            continue
        assert isinstance(space, LearnedSpace)
        specs[name] = space.spec()
        for side, network in (("text", space.text), ("music", space.music)):
            for number, (weight, bias) in enumerate(network.layers):
                tensors[f"{name}.{side}.{number}.weight"] = weight.astype(np.float16)
                tensors[f"{name}.{side}.{number}.bias"] = bias.astype(np.float16)
    return specs, tensors


def unpack(
    specs: Any,
    tensors: Mapping[str, NDArray[Any]],
    *,
    text_width: int,
    music_width: int,
) -> dict[str, Space]:
    """Return the spaces that `pack_up` put away, the default first.
    The widths are of the encoders' embeddings. Raises ModelError, naming the space, for what does
    not fit together.
    """
    found: dict[str, Space] = {}
    name = DEFAULT_SPACE
    try:
        fusions = [name for name, spec in specs.items() if spec["kind"] == "fusion"]
        for name in (name for name in specs if name not in fusions):
            networks = (
                _network(tensors, f"{name}.text", text_width),
                _network(tensors, f"{name}.music", music_width),
            )
            found[name] = _KINDS[specs[name]["kind"]].from_spec(name, specs[name], *networks)
        known = {EMOTION.name: EMOTION, PLANE.name: PLANE, **found}
        for name in fusions:
            parts = {known[part]: float(w) for part, w in specs[name]["parts"].items()}
            found[name] = FusionSpace(name, _checked(parts))
        name = DEFAULT_SPACE
        return {name: found[name], **{other: found[other] for other in specs}}
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ModelError(
            f"The model pack's space “{name}” is not whole; reinstall t2m or the pack."
        ) from None


def _checked(parts: Mapping[Space, float]) -> tuple[tuple[Space, float], ...]:
    if not parts or min(parts.values()) <= 0.0 or abs(sum(parts.values()) - 1.0) > 1e-6:
        raise ValueError
    return tuple(parts.items())


def _network(tensors: Mapping[str, NDArray[Any]], prefix: str, width: int) -> Network:
    layers: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = []
    before = width + EMOTION_FEATURES
    while not layers or f"{prefix}.{len(layers)}.weight" in tensors:
        key = f"{prefix}.{len(layers)}"
        weight = np.ascontiguousarray(tensors[f"{key}.weight"], np.float32)
        bias = np.ascontiguousarray(tensors[f"{key}.bias"], np.float32)
        if weight.shape != (len(bias), before) or bias.ndim != 1:
            raise ValueError
        if not (np.isfinite(weight).all() and np.isfinite(bias).all()):
            raise ValueError
        layers.append((weight, bias))
        before = len(bias)
    return Network(tuple(layers))
