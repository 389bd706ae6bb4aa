"""The material of the experiment: labelled texts and music, and what the pack makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from t2m_engine.errors import InputError, UsageError
from t2m_engine.training.datasets.audioset import load_audioset
from t2m_engine.training.datasets.emotify import load_emotify
from t2m_engine.training.datasets.features import Features, music_features, text_features
from t2m_engine.training.datasets.records import ClipAt, Item, LabelledSet, Progress
from t2m_engine.training.datasets.teacher_labels import composed, teacher_labelled
from t2m_engine.training.datasets.texts import load_alm, load_corpus, load_isear

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack

TITLES = {
    "alm": "Alm",
    "isear": "ISEAR",
    "corpus": "t2m corpus",
    "teacher": "Free music, teacher labels",
    "composed": "Composed pieces",
    "emotify": "Emotify, listeners",
    "audioset": "AudioSet mood",
}
"""What tables call the sets."""
IN_TEXT = TITLES | {
    "corpus": "the t2m corpus",
    "teacher": "free music (teacher labels)",
    "composed": "composed pieces",
    "emotify": "Emotify (listeners)",
}
"""What sentences call them."""

_LESSONS = ("teacher", "audioset")
"""Music to learn from. Composed pieces are only asked for: they say what their makers meant."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard(Generic[Item]):
    """A labelled set with the features of its items, row by row."""

    set: LabelledSet[Item]
    features: Features

    def part(self, split: str) -> tuple[Features, NDArray[np.int64]]:
        """Return features and labels of `split`."""
        rows = self.set.rows(split)
        return self.features.take(rows), self.set.labels[rows]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """All sets by name; `notes` says which were not there."""

    texts: dict[str, Heard[str]]
    music: dict[str, Heard[ClipAt]]
    notes: tuple[str, ...] = ()

    @property
    def sets(self) -> dict[str, Heard[Any]]:
        """All sets, texts first."""
        return {**self.texts, **self.music}

    @property
    def lessons(self) -> list[tuple[str, str]]:
        """The pairs (texts, music) that can be learnt from: every split has every mood."""
        return [
            (text, name)
            for name, music in self.music.items()
            if name in _LESSONS and _whole(music.set)
            for text in self.texts
        ]

    @property
    def galleries(self) -> list[str]:
        """The music that nothing learns from."""
        learnt = {music for _, music in self.lessons}
        return [name for name in self.music if name not in learnt]


def _whole(labelled: LabelledSet[ClipAt]) -> bool:
    counts = labelled.counts()
    return all(all(of_label.values()) for of_label in counts.values())


def gather(
    pack: ModelPack,
    data: Path,
    music: Path,
    cache: Path,
    *,
    audioset: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Material:
    """Load every set that is there, and let `pack` read and hear what is not in `cache` yet.

    A set that is missing is left out with a note. Raises UsageError when no texts or no music to
    learn from are left, InputError for a file that is broken, CancelledError when stopped.
    """
    notes: list[str] = []
    texts: dict[str, Heard[str]] = {}
    for load in (lambda: load_alm(data), lambda: load_isear(data), load_corpus):
        try:
            found = load()
        except InputError as error:
            notes.append(f"Left out: {error}")
            continue
        features = text_features(pack, found.items, cache, progress=progress, cancelled=cancelled)
        texts[found.name] = Heard(found, features)
    recordings: dict[str, Heard[ClipAt]] = {}
    listens: list[Callable[[], LabelledSet[ClipAt]]] = [
        lambda: teacher_labelled(music, data, cache, progress=progress, cancelled=cancelled),
        lambda: composed(music),
        lambda: load_emotify(data),
    ]
    if audioset is not None:
        listens.insert(0, lambda: load_audioset(audioset))
    for listen in listens:
        try:
            clips = listen()
        except (InputError, FileNotFoundError) as error:
            notes.append(f"Left out: {error}")
            continue
        heard = music_features(pack, clips.items, cache, progress=progress, cancelled=cancelled)
        recordings[clips.name] = Heard(clips, heard)
        if clips.name in _LESSONS and not _whole(clips):
            notes.append(f"{TITLES[clips.name]}: nothing learns from it, as some mood is missing.")
    material = Material(texts, recordings, tuple(notes))
    if not material.lessons:
        raise UsageError(
            "There are no texts, or no music, to learn from. "
            + " ".join(notes)
            + " Name folders that hold them with --data and --music."
        )
    return material
