"""Model packs: a folder of safetensors weights, a tokenizer and a JSON card that pins them."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.audio.vocals import VocalsHead
from t2m_engine.emotion import learned
from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.pack_card import SECTIONS, read_card, shape_of
from t2m_engine.emotion.pack_store import find_pack
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import BUILT_IN, EMOTION, Space, choose
from t2m_engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.audio.encoder import MusicCurve, MusicEncoder
    from t2m_engine.text.encoder import TextEncoder

DEFAULT_PACK = "open"
_ID_FORMAT = 1


class ModelPack:
    """A text and a music encoder that share one emotional vocabulary.

    Opening a pack reads its card only; a network is checked against the card's SHA-256 and
    loaded when it is first used. Safe to use from several threads: one reads and one listens at
    a time.
    """

    def __init__(self, folder: Path, card: dict[str, Any], device: str) -> None:
        self.folder = folder
        self.card = card
        self._wish = device
        # One each: a paragraph must not wait until a whole track has been heard.
        self._text_lock = Lock()
        self._music_lock = Lock()

    @classmethod
    def load(cls, name: str | Path | None = None, *, device: str = "auto") -> ModelPack:
        """Open the pack called `name`, or in the folder `name`; None is the default pack.

        Names are those of the packs that came with t2m, then of those that the user imported.
        Raises ModelError when it is missing, or its card is not one that this version knows.
        """
        folder = find_pack(name or DEFAULT_PACK)
        return cls(folder, read_card(folder), device)

    @property
    def name(self) -> str:
        """The pack's name."""
        return str(self.card["name"])

    @cached_property
    def id(self) -> str:
        """Sixteen hex digits that change whenever any reading that the pack gives would."""
        return self._digest(*SECTIONS)

    @cached_property
    def music_id(self) -> str:
        """As `id`, of readings of music alone: by it a library knows who heard its clips, so that
        a pack that only reads texts anew has nothing to hear.
        """
        return self._digest("music")

    def _digest(self, *sections: str) -> str:
        parts = {key: self.card[key] for key in sections}
        content = json.dumps([parts, _ID_FORMAT], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @cached_property
    def device(self) -> str:
        """ "cuda", "mps" or "cpu"; UsageError when the one that was asked for is not there."""
        from t2m_engine import devices  # noqa: PLC0415 - imports torch

        return devices.choose(self._wish)

    @cached_property
    def spaces(self) -> dict[str, Space]:
        """Every space by name, the default first: the learned ones and that of plain emotions, or
        else the built-in ones.

        Needs no torch. ModelError when their file is not what the card says.
        """
        section = self.card.get("spaces")
        if section is None:
            return dict(BUILT_IN)
        from safetensors.numpy import load_file  # noqa: PLC0415 - a pack may have none

        spaces = learned.unpack(
            section["spaces"],
            self._tensors("spaces", load_file),
            text_width=self.card["text"]["config"]["hidden_size"],
            music_width=self.card["music"]["shape"]["embedding"],
        )
        return {**spaces, EMOTION.name: EMOTION}

    def space(self, name: str | None = None) -> Space:
        """Return the space called `name`, or the default; UsageError lists what there is."""
        return choose(self.spaces, name)

    def warm(self) -> None:
        """Load both networks now."""
        with self._text_lock:
            _ = self._text
        with self._music_lock:
            _ = self._music

    def read_texts(self, texts: Sequence[str]) -> list[Reading]:
        """Return a reading for each of `texts`, none of which may be blank.

        Neutral's share goes to all moods alike: a passage without feeling has flat moods.
        """
        if not texts:
            return []
        with self._text_lock:
            encoded = self._text.encode(texts)
        moods = encoded.moods[:, : len(MOODS)] + encoded.moods[:, len(MOODS) :] / len(MOODS)
        return [
            Reading(_emotion(valence, arousal, shares), embedding)
            for valence, arousal, shares, embedding in zip(
                encoded.valence, encoded.arousal, moods, encoded.embedding, strict=True
            )
        ]

    def listen(self, samples: NDArray[np.float32]) -> MusicCurve:
        """Return the curve of a track: `samples` float32 (n,), mono at 16 kHz, n ≥ 1."""
        return self.listen_all([samples])[0]

    def listen_all(self, tracks: Sequence[NDArray[np.float32]]) -> list[MusicCurve]:
        """As `listen`, of several tracks together, which keeps a large device busy."""
        if not tracks:
            return []
        with self._music_lock:
            return self._music.listen_all(tracks)

    @property
    def at_once(self) -> float:
        """Seconds of music to be heard together, if they are at hand; fewer take as long."""
        with self._music_lock:
            return self._music.at_once

    def read_clip(self, curve: MusicCurve, start: float, end: float) -> Reading:
        """Return the mean of `curve` over `start`…`end` seconds, each chunk by its overlap."""
        from t2m_engine.audio.encoder import softmax  # noqa: PLC0415 - imports torch

        overlap = np.minimum(curve.starts + curve.length, end) - np.maximum(curve.starts, start)
        weights = np.clip(overlap, 0.0, None)
        if not weights.any():  # past the last chunk: its nearest
            weights[np.abs(curve.starts + curve.length / 2 - (start + end) / 2).argmin()] = 1.0
        weights = (weights / weights.sum()).astype(np.float32)
        return Reading(
            _emotion(
                weights @ curve.valence,
                weights @ curve.arousal,
                softmax(weights @ curve.mood_logits),
            ),
            weights @ curve.embedding,
        )

    def vocals(self, embeddings: NDArray[np.float32]) -> float | None:
        """Return how sure it is, 0…1, that somebody sings or speaks in a track.

        `embeddings` float32 (n, d), n ≥ 1, are those of its clips. None when the pack cannot tell.
        """
        return None if self._vocals is None else self._vocals.of_track(embeddings)

    @cached_property
    def _vocals(self) -> VocalsHead | None:
        if "vocals" not in self.card:
            return None
        from safetensors.numpy import load_file  # noqa: PLC0415 - a pack may have none

        weights = self._tensors("vocals", load_file)
        width = self.card["music"]["shape"]["embedding"]
        if {k: w.shape for k, w in weights.items()} != {"weights": (width,), "bias": (1,)}:
            raise ModelError(
                f"The weights in {self.folder / self.card['vocals']['file']} are of no head for "
                "vocals that fits this pack; reinstall t2m or the pack."
            )
        return VocalsHead(weights["weights"], float(weights["bias"][0]))

    @cached_property
    def _text(self) -> TextEncoder:
        from t2m_engine.text.encoder import TextEncoder  # noqa: PLC0415 - imports torch

        section = self.card["text"]
        tokenizer = self.folder / self.card["tokenizer"]["file"]
        check_hash(tokenizer, self.card["tokenizer"]["sha256"])
        return TextEncoder(
            config=section["config"],
            hidden=section["hidden"],
            weights=self._weights("text"),
            tokenizer=tokenizer,
            device=self.device,
            temperature=section["temperature"],
        )

    @cached_property
    def _music(self) -> MusicEncoder:
        from t2m_engine.audio.encoder import MusicEncoder  # noqa: PLC0415 - imports torch

        return MusicEncoder(shape_of(self.card["music"]), self._weights("music"), self.device)

    def _weights(self, section: str) -> Any:
        from safetensors.torch import load_file  # noqa: PLC0415 - imports torch

        return self._tensors(section, load_file)

    def _tensors(self, section: str, load_file: Callable[[Path], Any]) -> Any:
        from safetensors import SafetensorError  # noqa: PLC0415

        path = self.folder / self.card[section]["file"]
        check_hash(path, self.card[section]["sha256"])
        try:
            return load_file(path)
        except SafetensorError as error:
            raise ModelError(f"The weights in {path} cannot be read: {error}.") from error


def _emotion(valence: float, arousal: float, moods: NDArray[np.float32]) -> Emotion:
    return Emotion(float(valence), float(arousal), tuple(float(share) for share in moods))


def check_hash(path: Path, expected: str) -> None:
    """Raise ModelError unless the SHA-256 of the file at `path` is `expected`."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The model pack is not whole: {path}: {error.strerror}.") from error
    if found != expected:
        raise ModelError(
            f"{path} is not the file that its model card pins (SHA-256 differs); "
            "reinstall t2m or the pack."
        )
