"""The methods: the six of Won et al. 2021 (§3), and two of our own.

Each holds the networks that learn, says what a step's loss is, what the space is that the
networks make now, and how good that is on validation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from t2m_engine.emotion.learned import (
    BridgeSpace,
    CosineSpace,
    LearnedSpace,
    LikelihoodSpace,
    RegressedPlaneSpace,
)
from t2m_engine.training.spaces.learnt import Learnt
from t2m_engine.training.spaces.losses.classification import classification_loss
from t2m_engine.training.spaces.losses.multi_head import multi_head_loss
from t2m_engine.training.spaces.losses.regression import regression_loss
from t2m_engine.training.spaces.losses.soft_contrastive import soft_contrastive_loss
from t2m_engine.training.spaces.losses.three_branch import three_branch_loss
from t2m_engine.training.spaces.losses.triplet import triplet_loss
from t2m_engine.training.spaces.material import Corpus, inputs, items, unique
from t2m_engine.training.spaces.networks import Standardise, folded, hidden_layer, perceptron
from t2m_engine.training.spaces.quality import macro, retrieval
from t2m_engine.training.spaces.samplers.by_tag import ByTag
from t2m_engine.training.spaces.samplers.distance_weighted import draw_negatives

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from t2m_engine.emotion.learned import Network
    from t2m_engine.training.spaces.config import Config
    from t2m_engine.training.spaces.material import Items, Material


_NEUTRAL_EVERY = 8
"""In a batch of texts that feel something, one without for so many of them."""


class Side:
    """One modality in learning: its items as tensors, its sampler, its standardisation."""

    def __init__(self, corpora: Sequence[Corpus], names: tuple[str, ...]) -> None:
        self.items: Items = items(corpora, names)
        self.sampler = ByTag(self.items)
        self.inputs = torch.from_numpy(self.items.inputs)
        self.tags = torch.from_numpy(self.items.tags)
        self.standardise = Standardise(self.items.inputs)

    @property
    def width(self) -> int:
        """How many inputs a network has."""
        return self.inputs.shape[1]


class Method(ABC):
    """A way of learning a space from `material`: `networks` are all that is learnt."""

    name: str

    def __init__(self, material: Material, config: Config) -> None:
        self.material, self.config = material, config
        self.names = unique([material.text_names, material.music_names])
        self.texts = Side(material.training.texts, self.names)
        self.music = Side(material.training.music, self.names)
        self.networks = nn.ModuleDict()

    @abstractmethod
    def loss(self, random: np.random.Generator) -> Tensor:
        """Draw a batch and return its loss."""

    @abstractmethod
    def space(self) -> LearnedSpace:
        """Return the space that the networks make now."""

    def quality(self) -> float:
        """Return how good the space is on validation, more is better: see `quality.retrieval`."""
        return retrieval(self.space(), self.material)

    def learnt(self, space: LearnedSpace) -> Learnt:
        """Return `space` with the places of words in it, where it has any."""
        return Learnt(space)

    def _tag_vectors(self, names: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.material.words.vectors[name] for name in names])


class TwoNetworks(Method):
    """A perceptron each for text and for music, the usual case."""

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        outputs = self._outputs()
        for name, side, count in zip(
            ("text", "music"), (self.texts, self.music), outputs, strict=True
        ):
            network = perceptron(side.width, config.hidden, count, config.dropout)
            self.networks[name] = nn.Sequential(side.standardise, network)

    @abstractmethod
    def _outputs(self) -> tuple[int, int]:
        """How many outputs the networks of text and music have."""

    def _drawn(self, random: np.random.Generator, name: str) -> tuple[Tensor, Tensor]:
        """Return outputs and tags of a batch of one side."""
        side = self.texts if name == "text" else self.music
        rows = torch.from_numpy(side.sampler.draw(random, self.config.batch))
        return self.networks[name](side.inputs[rows]), side.tags[rows]

    def _folded(self) -> tuple[Network, Network]:
        return folded(self.networks["text"]), folded(self.networks["music"])


class Classification(TwoNetworks):
    """A softmax over its own labels for each modality (§3.1)."""

    name = "classification"

    def _outputs(self) -> tuple[int, int]:
        return len(self.material.text_names), len(self.material.music_names)

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        self._labels = [
            torch.tensor([own.index(name) if name in own else -1 for name in self.names])
            for own in (material.text_names, material.music_names)
        ]

    def loss(self, random: np.random.Generator) -> Tensor:
        """The sum of both networks' cross-entropies; they share nothing."""
        losses = []
        for name, labels in zip(("text", "music"), self._labels, strict=True):
            logits, tags = self._drawn(random, name)
            losses.append(classification_loss(logits, labels[tags]))
        return losses[0] + losses[1]

    def space(self) -> LikelihoodSpace:
        """Music by its likelihood of the text's likeliest label."""
        labels = self.material.text_names, self.material.music_names
        return LikelihoodSpace(self.name, *self._folded(), *labels)

    def quality(self) -> float:
        """The mean of both networks' macro recall on validation."""
        return _recall(self.space(), self.material)


class Bridge(TwoNetworks):
    """Classification with a bridge between the vocabularies; beyond the paper.

    Instead of the likeliest label, all labels count by their likelihoods, and each asks for what
    music is right for it: see `learned.BridgeSpace`. The bridge is made of the ways of relevance
    by which validation is judged (the published mappings), which the other methods are not told.
    A label of one corpus of texts is another output than that of another, whatever its name: what
    is “happy” in a sentence of a tale is not what is “happy” in a page of a novel. Where there are
    neutral texts, neutral is one more label, for which all music is alike: a page on which nothing
    is felt asks for nothing, instead of for what it happens to look like.
    """

    name = "bridge"

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        corpora = (material.training.texts, material.training.music[:1])
        text_names, music_names = ([n for c in some for n in c.names] for some in corpora)
        rows = [material.text_names.index(name) for name in text_names]
        self._bridge = material.bridge[rows]
        self._neutral: Tensor | None = None
        if material.neutral is not None:
            alike = np.full((1, len(music_names)), 1.0 / len(music_names), np.float32)
            self._bridge = np.concatenate([self._bridge, alike])
            self._neutral = torch.from_numpy(inputs(material.neutral))
        firsts = np.cumsum([0, *(len(c.names) for c in material.training.texts)])
        labels = [
            first + c.labels for first, c in zip(firsts, material.training.texts, strict=False)
        ]
        self._text_labels = torch.from_numpy(np.concatenate(labels))
        self._music_labels = torch.tensor(
            [music_names.index(n) if n in music_names else -1 for n in self.names]
        )

    def _outputs(self) -> tuple[int, int]:
        texts = sum(len(corpus.names) for corpus in self.material.training.texts)
        return texts + (self.material.neutral is not None), len(self.material.music_names)

    def loss(self, random: np.random.Generator) -> Tensor:
        """The sum of both networks' cross-entropies; they share nothing."""
        rows = torch.from_numpy(self.texts.sampler.draw(random, self.config.batch))
        drawn, labels = self.texts.inputs[rows], self._text_labels[rows]
        if self._neutral is not None:
            count = self.config.batch // _NEUTRAL_EVERY
            flat = torch.from_numpy(random.integers(len(self._neutral), size=count))
            drawn = torch.cat([drawn, self._neutral[flat]])
            labels = torch.cat([labels, torch.full((count,), len(self._bridge) - 1)])
        text = classification_loss(self.networks["text"](drawn), labels)
        logits, tags = self._drawn(random, "music")
        return text + classification_loss(logits, self._music_labels[tags])

    def space(self) -> BridgeSpace:
        """Music by its expected relevance."""
        return BridgeSpace(self.name, *self._folded(), self._bridge)


class MultiHead(Method):
    """One perceptron of three layers for both modalities, and a head a vocabulary (§3.1).

    The encoders' features differ in number: a linear map each brings them to the perceptron's.
    Music is ranked by its likelihood of the mood that the head of music's labels gives the text.
    """

    name = "multihead"

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        corpora = (*material.training.texts, *material.training.music)
        self._vocabularies = tuple(dict.fromkeys(corpus.names for corpus in corpora))
        for name, side in (("text", self.texts), ("music", self.music)):
            self.networks[name] = nn.Sequential(
                side.standardise, nn.Linear(side.width, config.hidden)
            )
        shared = [hidden_layer(config.hidden, config.hidden, config.dropout) for _ in range(3)]
        self.networks["shared"] = nn.Sequential(*(m for layer in shared for m in layer))
        for number, names in enumerate(self._vocabularies):
            self.networks[f"head {number}"] = nn.Linear(config.hidden, len(names))
        # What head an item's label belongs to, and which of its outputs it is.
        self._heads, self._labels = [
            np.concatenate(parts)
            for parts in (
                [np.full(len(c.labels), self._vocabularies.index(c.names)) for c in corpora],
                [c.labels for c in corpora],
            )
        ]

    def loss(self, random: np.random.Generator) -> Tensor:
        """The mean of the heads' cross-entropies over a batch of texts and one of music."""
        drawn = [side.sampler.draw(random, self.config.batch) for side in (self.texts, self.music)]
        embedded = self.networks["shared"](
            torch.cat(
                [
                    self.networks["text"](self.texts.inputs[torch.from_numpy(drawn[0])]),
                    self.networks["music"](self.music.inputs[torch.from_numpy(drawn[1])]),
                ]
            )
        )
        rows = np.concatenate([drawn[0], drawn[1] + len(self.texts.items.tags)])
        heads, labels = self._heads[rows], torch.from_numpy(self._labels[rows])
        return multi_head_loss(
            [
                (self.networks[f"head {head}"](embedded[mine]), labels[mine])
                for head in np.unique(heads)
                for mine in [torch.from_numpy(heads == head)]
            ]
        )

    def space(self) -> LikelihoodSpace:
        """Text and music by what the head of music's labels says of them."""
        names = self.material.music_names
        head = self.networks[f"head {self._vocabularies.index(names)}"]
        shared = self.networks["shared"]
        text = folded(self.networks["text"], shared, head)
        music = folded(self.networks["music"], shared, head)
        return LikelihoodSpace(self.name, text, music, names, names)

    def quality(self) -> float:
        """The mean macro recall of texts and music on validation, by the heads of their own."""
        part = self.material.validation
        values = []
        for name, corpora in (("text", part.texts), ("music", part.music)):
            for corpus in corpora:
                head = self.networks[f"head {self._vocabularies.index(corpus.names)}"]
                network = folded(self.networks[name], self.networks["shared"], head)
                right = network(inputs(corpus.features)).argmax(axis=1) == corpus.labels
                values.append(macro(right.astype(np.float64), corpus.labels))
        return float(np.mean(values))


class PlaneRegression(TwoNetworks):
    """Valence and arousal, which a lexicon has for every label (§3.2)."""

    name = "va"

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        places = [material.words.places[name] for name in self.names]
        self._targets = torch.tensor(places, dtype=torch.float32)

    def _outputs(self) -> tuple[int, int]:
        return 2, 2

    def loss(self, random: np.random.Generator) -> Tensor:
        """The sum of both networks' mean squared errors."""
        (text, text_tags), (music, music_tags) = (
            self._drawn(random, name) for name in ("text", "music")
        )
        return regression_loss(text.tanh(), self._targets[text_tags]) + regression_loss(
            music.tanh(), self._targets[music_tags]
        )

    def space(self) -> RegressedPlaneSpace:
        """Music by its distance in the plane."""
        return RegressedPlaneSpace(self.name, *self._folded())

    def quality(self) -> float:
        """Less the mean of both networks' macro squared errors on validation."""
        return -_squared_error(self.space(), self.material, self.material.words.places, np.tanh)

    def learnt(self, space: LearnedSpace) -> Learnt:
        """Words are where the lexicon has them."""
        places = self.material.words.places
        return Learnt(space, lambda names: np.array([places[n] for n in names], np.float32))


class WordRegression(TwoNetworks):
    """The word vectors of the labels (§3.2)."""

    name = "w2v"

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        self._targets = torch.from_numpy(self._tag_vectors(self.names))

    def _outputs(self) -> tuple[int, int]:
        width = len(next(iter(self.material.words.vectors.values())))
        return width, width

    def loss(self, random: np.random.Generator) -> Tensor:
        """The sum of both networks' mean squared errors."""
        (text, text_tags), (music, music_tags) = (
            self._drawn(random, name) for name in ("text", "music")
        )
        return regression_loss(text, self._targets[text_tags]) + regression_loss(
            music, self._targets[music_tags]
        )

    def space(self) -> CosineSpace:
        """Music by the cosine of word vectors."""
        return CosineSpace(self.name, *self._folded())

    def quality(self) -> float:
        """Less the mean of both networks' macro squared errors on validation."""
        return -_squared_error(self.space(), self.material, self.material.words.vectors)

    def learnt(self, space: LearnedSpace) -> Learnt:
        """Words are their own vectors."""
        return Learnt(space, self._tag_vectors)


class TwoBranches(TwoNetworks):
    """Texts beside music of the tag nearest to theirs: triplets with a margin (§3.3)."""

    name = "metric2"

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        partners = material.partners
        self._partners = np.array(
            [self.names.index(partners.get(name, name)) for name in self.names]
        )

    def _outputs(self) -> tuple[int, int]:
        return self.config.dimension, self.config.dimension

    def loss(self, random: np.random.Generator) -> Tensor:
        """The triplet loss of a batch of texts."""
        asked = self.texts.sampler.draw(random, self.config.batch)
        tags = self._partners[self.texts.items.tags[asked]]
        offered = self.music.sampler.draw_of(random, tags)
        text = self.networks["text"](self.texts.inputs[torch.from_numpy(asked)])
        music = self.networks["music"](self.music.inputs[torch.from_numpy(offered)])
        return self._triplets(text, music, torch.from_numpy(tags))

    def _triplets(self, anchors: Tensor, positives: Tensor, tags: Tensor) -> Tensor:
        """The loss of anchors with the positive beside them and a negative of another tag."""
        allowed = tags[:, None] != tags[None, :]
        rows = allowed.any(dim=1)
        if not rows.any():  # a batch of one tag teaches nothing
            return 0.0 * anchors.sum()
        negatives = draw_negatives(anchors[rows], positives, allowed[rows])
        return triplet_loss(
            anchors[rows], positives[rows], positives[negatives], self.config.margin
        )

    def space(self) -> CosineSpace:
        """Music by its cosine."""
        return CosineSpace(self.name, *self._folded())


class ThreeBranches(TwoBranches):
    """Tags are a third branch, by their word vectors: they keep each modality in order (§3.3)."""

    name = "metric3"

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        self._words = torch.from_numpy(self._tag_vectors(self.names))
        self.networks["tag"] = perceptron(
            self._words.shape[1], config.hidden, config.dimension, config.dropout
        )

    def loss(self, random: np.random.Generator) -> Tensor:
        """The weighted losses of tags beside texts, tags beside music, and texts beside music."""
        count = self.config.batch
        asked = self.texts.sampler.draw(random, count)
        partners = self._partners[self.texts.items.tags[asked]]
        offered = self.music.sampler.draw_of(random, partners)
        tagged_texts = self.texts.sampler.draw(random, count)
        tagged_music = self.music.sampler.draw(random, count)
        rows = torch.from_numpy(np.concatenate([tagged_texts, asked]))
        text = self.networks["text"](self.texts.inputs[rows])
        rows = torch.from_numpy(np.concatenate([tagged_music, offered]))
        music = self.networks["music"](self.music.inputs[rows])
        text_tags = self.texts.tags[torch.from_numpy(tagged_texts)]
        music_tags = self.music.tags[torch.from_numpy(tagged_music)]
        tags = self.networks["tag"](self._words[torch.cat([text_tags, music_tags])])
        return three_branch_loss(
            self._triplets(tags[:count], text[:count], text_tags),
            self._triplets(tags[count:], music[:count], music_tags),
            self._triplets(text[count:], music[count:], torch.from_numpy(partners)),
            self.config.weights,
        )

    def learnt(self, space: LearnedSpace) -> Learnt:
        """Words are where the branch of tags puts them."""
        network = folded(self.networks["tag"])

        def place(names: tuple[str, ...]) -> NDArray[np.float32]:
            vectors = network(self._tag_vectors(names))
            return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

        return Learnt(space, place)


class SoftContrastive(TwoNetworks):
    """Near in feeling, near in space: see `losses.soft_contrastive`; beyond the paper.

    An item is compared with all items of the other modality in the batch, and with all of its
    own, so that text meets music and each keeps its neighbourhood.
    """

    name = "supcon"

    def __init__(self, material: Material, config: Config) -> None:
        super().__init__(material, config)
        places = [material.words.places[name] for name in self.names]
        self._places = torch.tensor(places, dtype=torch.float32)

    def _outputs(self) -> tuple[int, int]:
        return self.config.dimension, self.config.dimension

    def loss(self, random: np.random.Generator) -> Tensor:
        """The mean of the losses across and within the modalities."""
        (text, text_tags), (music, music_tags) = (
            self._drawn(random, name) for name in ("text", "music")
        )
        vectors = torch.cat([text, music])
        places = self._places[torch.cat([text_tags, music_tags])]
        nearness = -torch.cdist(places, places).square() / (2.0 * self.config.spread**2)
        is_text = torch.arange(len(vectors)) < len(text)
        same = is_text[:, None] == is_text[None, :]
        itself = torch.eye(len(vectors), dtype=torch.bool)
        losses = [
            soft_contrastive_loss(vectors, nearness, others, self.config.temperature)
            for others in (~same, same & ~itself)
        ]
        return (losses[0] + losses[1]) / 2

    def space(self) -> CosineSpace:
        """Music by its cosine."""
        return CosineSpace(self.name, *self._folded())


METHODS: dict[str, type[Method]] = {
    method.name: method
    for method in (
        Classification,
        MultiHead,
        PlaneRegression,
        WordRegression,
        TwoBranches,
        ThreeBranches,
        SoftContrastive,
        Bridge,
    )
}
"""By the names of their spaces; the first six are the paper's."""


def _recall(space: LearnedSpace, material: Material) -> float:
    """The mean over validation corpora of the macro recall; what has no output counts as missed."""
    values = []
    for network, names, corpora in (
        (space.text, material.text_names, material.validation.texts),
        (space.music, material.music_names, material.validation.music),
    ):
        for corpus in corpora:
            found = network(inputs(corpus.features)).argmax(axis=1)
            right = np.array(names)[found] == np.array(corpus.names)[corpus.labels]
            values.append(macro(right.astype(np.float64), corpus.labels))
    return float(np.mean(values))


def _squared_error(
    space: LearnedSpace,
    material: Material,
    targets: Mapping[str, ArrayLike],
    read: Callable[[NDArray[np.float32]], NDArray[np.float32]] = np.asarray,
) -> float:
    """The mean over validation corpora of the macro squared error of what `read` makes."""
    values = []
    for network, corpora in (
        (space.text, material.validation.texts),
        (space.music, material.validation.music),
    ):
        for corpus in corpora:
            goal = np.array([targets[name] for name in corpus.names])[corpus.labels]
            error = np.square(read(network(inputs(corpus.features))) - goal).mean(axis=1)
            values.append(macro(error, corpus.labels))
    return float(np.mean(values))
