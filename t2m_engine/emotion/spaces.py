"""Embedding spaces: a passage and a clip become vectors of unit length that can be compared.

A space is what makes the two comparable; it is chosen by name with ``--space``. The score of a
clip for a passage is their dot product, so nearest is largest. Here are the spaces that need
nothing but the emotions of a pack's readings; `learned` holds those that a pack has learnt.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from t2m_engine.emotion.reading import Reading

DEFAULT_SPACE = "fusion"


class Space(ABC):
    """What every space has; vectors are float32, C-contiguous, of unit length."""

    __slots__ = ()
    name: str
    """The name on the command line, in the catalogue and in the window."""
    steers: ClassVar[bool] = False
    """Whether text is placed by its emotion alone: then another emotion finds other music."""

    @property
    @abstractmethod
    def id(self) -> str:
        """A text that changes whenever the vectors of music would: a library keeps them by it."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """The length of the vectors."""

    @abstractmethod
    def text_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Place n passages: `valence`, `arousal` (n,), `moods` (n, 7), `embeddings` (n, d).

        Returns (n, dimension); a row depends on its passage alone.
        """

    @abstractmethod
    def music_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Place n clips, likewise."""

    @property
    def text_width(self) -> int:
        """How many numbers of a text's embedding it looks at; 0 where the emotion says it all."""
        return 0

    def likely_texts(self, count: int) -> NDArray[np.float32]:
        """Return where texts may lie: those of readings drawn at random, (count, dimension).

        They are always the same. None, (0, dimension), where texts have no place.
        """
        rng = np.random.default_rng(20_261_121)
        valence, arousal = rng.uniform(-1.0, 1.0, (2, count)).astype(np.float32)
        moods = rng.dirichlet(np.full(len(MOODS), 0.5), count).astype(np.float32)
        embeddings = rng.standard_normal((count, self.text_width), np.float32)
        if self.text_width:
            embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
        return self.text_vectors(valence, arousal, moods, embeddings)

    def text_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Place a passage: (dimension,)."""
        return self.text_vectors(*stacked([reading]))[0]


def stacked(
    readings: Sequence[Reading],
) -> tuple[
    NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]
]:  # fmt: skip
    """Return valence, arousal, moods and embeddings of `readings`, as a space takes them."""
    return (
        np.array([reading.emotion.valence for reading in readings], np.float32),
        np.array([reading.emotion.arousal for reading in readings], np.float32),
        np.array([reading.emotion.moods for reading in readings], np.float32),
        np.stack([reading.embedding for reading in readings]).astype(np.float32),
    )


def place_music(space: Space, readings: Sequence[Reading]) -> NDArray[np.float32]:
    """Return the vectors of clips by their readings, at least one: float32 (n, dimension)."""
    return space.music_vectors(*stacked(readings))


@dataclass(frozen=True, slots=True)
class EmotionSpace(Space):
    """Both modalities by their emotion alone, so that text and music share each axis.

    The vector is √w · [√moods] ⊕ √(1−w) · unit(valence, arousal, c): its dot product is w times
    the Bhattacharyya coefficient of the mood shares plus 1−w times the cosine in the
    valence-arousal plane lifted by c, which keeps the calm middle from having a direction.

    A passage's shares are first raised to the power `sharpness` (and made to sum to 1 again): a
    paragraph hints at more moods than a clip plays, and what fits is the one that it means most.
    """

    steers: ClassVar[bool] = True
    name: str
    mood_weight: float
    lift: float = 1.0
    sharpness: float = 2.0

    @property
    def id(self) -> str:
        """What the vectors of music follow from: the formula (1), the weight and the lift."""
        return f"emotion 1 {self.mood_weight:g} {self.lift:g}"

    @property
    def dimension(self) -> int:
        """Seven mood axes and three of the lifted plane."""
        return len(MOODS) + 3

    def text_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],  # noqa: ARG002 - the emotion says it all here
    ) -> NDArray[np.float32]:
        """Place passages; see `Space.text_vectors`."""
        return self._vectors(valence, arousal, np.clip(moods, 0.0, None) ** self.sharpness)

    def music_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],  # noqa: ARG002 - the emotion says it all here
    ) -> NDArray[np.float32]:
        """Place clips; see `Space.music_vectors`."""
        return self._vectors(valence, arousal, np.clip(moods, 0.0, None))

    def _vectors(
        self, valence: NDArray[Any], arousal: NDArray[Any], moods: NDArray[Any]
    ) -> NDArray[np.float32]:
        shares = moods / moods.sum(axis=1, keepdims=True)
        plane = np.stack([valence, arousal, np.full(len(valence), self.lift)], axis=1)
        plane /= np.linalg.norm(plane, axis=1, keepdims=True)
        vectors = [np.sqrt(self.mood_weight * shares), np.sqrt(1.0 - self.mood_weight) * plane]
        return np.ascontiguousarray(np.hstack(vectors), np.float32)


@dataclass(frozen=True, slots=True)
class PlaneSpace(Space):
    """The paper's valence-arousal space (§3.2): Euclidean distance of the readings' places."""

    steers: ClassVar[bool] = True
    name: str

    @property
    def id(self) -> str:
        """What the vectors of music follow from: the formula (1)."""
        return "plane 1"

    @property
    def dimension(self) -> int:
        """See `lift_text`."""
        return LIFTED

    def text_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],  # noqa: ARG002 - the place says it all here
        embeddings: NDArray[np.float32],  # noqa: ARG002
    ) -> NDArray[np.float32]:
        """Place passages; see `Space.text_vectors`."""
        return lift_text(np.stack([valence, arousal], axis=1))

    def music_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],  # noqa: ARG002
        embeddings: NDArray[np.float32],  # noqa: ARG002
    ) -> NDArray[np.float32]:
        """Place clips; see `Space.music_vectors`."""
        return lift_music(np.stack([valence, arousal], axis=1))


LIFTED = 4
"""The dimension of the plane, lifted so that the dot product orders by Euclidean distance."""


def lift_text(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return unit vectors (n, 4) of passages at `places` t (n, 2) in −1…1: (t, 1, 0) normalised.

    With `lift_music`, |t − m|² = |t|² − (t, 1)·(2m, −|m|²): for one passage the dot product falls
    as the distance grows, exactly.
    """
    t = np.clip(places.astype(np.float64), -1.0, 1.0)
    rest = np.tile([1.0, 0.0], (len(t), 1))
    return unit(np.hstack([t, rest]))


def lift_music(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return unit vectors (n, 4) of clips at `places` m (n, 2) in −1…1: (2m, −|m|², r) / √12.

    r fills up to the length √12, which the corners (|m|² = 2) reach, so that all are scaled alike.
    """
    m = np.clip(places.astype(np.float64), -1.0, 1.0)
    square = np.square(m).sum(axis=1, keepdims=True)
    rest = np.sqrt(np.clip(12.0 - 4.0 * square - np.square(square), 0.0, None))
    return np.ascontiguousarray(np.hstack([2.0 * m, -square, rest]) / np.sqrt(12.0), np.float32)


def lowered_text(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the places (n, 2) that `lift_text` lifted."""
    return np.ascontiguousarray(vectors[:, :2] / vectors[:, 2:3])


def lowered_music(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the places (n, 2) that `lift_music` lifted."""
    return np.ascontiguousarray(vectors[:, :2] * np.float32(np.sqrt(3.0)))


def unit(vectors: NDArray[Any]) -> NDArray[np.float32]:
    """Return the rows of `vectors` (n, d) at unit length, float32; a row of zeros: its first axis.

    What a network says of a reading is no row of zeros but by a rare chance.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    first = np.eye(1, vectors.shape[1])
    return np.ascontiguousarray(
        np.where(lengths > 0.0, vectors / np.where(lengths > 0.0, lengths, 1.0), first), np.float32
    )


# Weight, lift and sharpness: the middle of a flat optimum of macro-P@5 (.76; with weight .7, lift
# .5 and no sharpening .72) of the corpus's validation passages against composed pieces that the
# music network has not met.
EMOTION = EmotionSpace("emotion", mood_weight=0.6)
PLANE = PlaneSpace("plane")
"""Valence and arousal as a pack reads and hears them, and nothing learnt on top."""

BUILT_IN: dict[str, Space] = {
    space.name: space
    for space in (EmotionSpace(DEFAULT_SPACE, EMOTION.mood_weight), PlaneSpace("va"))
}
"""The spaces of a pack that has learnt none, the default first."""

_WORDS = {
    "fusion": ("Fusion", "Several spaces at once, weighted by what they are worth."),
    "emotion": ("Emotion", "The moods, dark or bright, calm or tense, just as they are read."),
    "classification": ("Classification", "Music by how likely it has the mood of the text."),
    "multihead": ("Multi-head", "One network names the moods of text and music."),
    "va": ("Valence and arousal", "Dark to bright and calm to tense, and nothing else."),
    "w2v": ("Word vectors", "Near the words that describe music and text."),
    "metric2": ("Metric, two branches", "Learnt from text beside music that suits it."),
    "metric3": ("Metric, three branches", "Learnt from text, music and the names of moods."),
    "bridge": (
        "Expected relevance",
        "Music by how likely it is right, whatever the text is called.",
    ),
    "supcon": ("Contrastive", "Learnt from how near in feeling text and music are."),
}


def about(name: str) -> dict[str, str]:
    """Return {"name", "title", "about"} of a space, for people."""
    title, words = _WORDS.get(name, (name, ""))
    return {"name": name, "title": title, "about": words}


def choose(spaces: Mapping[str, Space], name: str | None = None) -> Space:
    """Return the space called `name`, or the default; UsageError lists what there is."""
    try:
        return spaces[name or DEFAULT_SPACE]
    except KeyError:
        known = ", ".join(spaces)
        raise UsageError(f"There is no space “{name}”; choose one of {known}.") from None
