"""What the music network is to learn of a window: moods, valence and arousal from the teachers.

Raw teacher scores are not comparable between moods (a plainly sad track has 0.1 for Sad), so
each is standardised over the reference library, which is all windows of the training sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.teachers import MOOD_CLASSES, MUSIC_CLASSES, YAMNET_MOODS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

# musicnn's tags (its label file) that say something of a mood, with the sign and the weight of
# what they say. Chosen by their meaning, before any measure was looked at.
_TAG_HINTS: dict[str, dict[str, float]] = {
    "happy": {"happy": 1.0, "catchy": 0.5, "party": 0.4, "sad": -0.5},
    "funny": {"country": 0.2, "oldies": 0.2},
    "sad": {"sad": 1.0, "Mellow": 0.4, "happy": -0.4, "party": -0.5},
    "tender": {"Mellow": 0.6, "beautiful": 0.6, "easy listening": 0.5, "acoustic": 0.5,
               "metal": -0.5, "chillout": 0.3},
    "exciting": {"party": 0.5, "dance": 0.4, "rock": 0.4, "Progressive rock": 0.3,
                 "chillout": -0.5, "ambient": -0.4},
    "angry": {"metal": 0.7, "heavy metal": 0.7, "hard rock": 0.5, "punk": 0.5, "Mellow": -0.5},
    "scary": {"ambient": 0.4, "experimental": 0.6, "happy": -0.4, "catchy": -0.4},
}  # fmt: skip

# AudioSet classes of music (mn04) besides the moods themselves, likewise.
_CLASS_HINTS: dict[str, dict[str, float]] = {
    "happy": {"Music for children": 0.4, "Christmas music": 0.3, "Ska": 0.2, "Reggae": 0.2},
    "funny": {"Music for children": 0.4, "Jingle (music)": 0.3, "Banjo": 0.3, "Pizzicato": 0.4},
    "sad": {"Cello": 0.3, "Violin, fiddle": 0.2},
    "tender": {"Lullaby": 0.6, "Harp": 0.3, "Wedding music": 0.3, "New-age music": 0.3},
    "exciting": {"Drum roll": 0.2, "Drum and bass": 0.3, "Orchestra": 0.2},
    "angry": {"Heavy metal": 0.6, "Punk rock": 0.4, "Grunge": 0.4},
    "scary": {"Ambient music": 0.2, "Theremin": 0.3, "Singing bowl": 0.3},
}

# Where a tag stands in the plane is read from the Glasgow norms by this word; a mood by its name.
_PLANE_TAGS: dict[str, str] = {
    "happy": "happy", "sad": "sad", "party": "party", "dance": "dance", "beautiful": "beautiful",
    "Mellow": "gentle", "metal": "anger", "heavy metal": "rage", "punk": "riot",
    "chillout": "relax", "ambient": "calm", "easy listening": "peaceful",
    "hard rock": "powerful",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MusicTargets:
    """For n windows: `moods` (n, 7) standardised log-scores; `plane` (n, 2) valence, arousal."""

    moods: NDArray[np.float32]
    plane: NDArray[np.float32]


def standardise(
    scores: NDArray[np.float32], reference: NDArray[np.bool_], limit: float = 3.5
) -> NDArray[np.float32]:
    """Return z-scores (n, d) of `scores` by the mean and spread of the reference rows, clipped."""
    mean = scores[reference].mean(axis=0)
    spread = scores[reference].std(axis=0) + 1e-6
    return np.clip((scores - mean) / spread, -limit, limit).astype(np.float32)


def music_targets(
    lessons: Mapping[str, NDArray[np.float32]], reference: NDArray[np.bool_], data: Path
) -> MusicTargets:
    """Return the targets of all windows from the teachers' outputs (see teachers.Lesson)."""
    mn04 = standardise(lessons["mn04"], reference)
    yamnet = standardise(lessons["yamnet"], reference)
    tags = standardise(lessons["musicnn"], reference)
    classes = (data / "teachers" / "mn04_audioset_32k_10s.labels.txt").read_text("utf-8")
    class_index = {n: i for i, n in enumerate(classes.splitlines()[MUSIC_CLASSES])}
    names = (data / "teachers" / "musicnn_msd_16k_3s.labels.txt").read_text("utf-8")
    tag_index = {n: i for i, n in enumerate(names.splitlines())}

    moods = mn04[:, MOOD_CLASSES.start - MUSIC_CLASSES.start :].copy()
    for column, name in enumerate(YAMNET_MOODS):
        moods[:, MOODS.index(name.split()[0].lower())] += 0.7 * yamnet[:, column]
    for hints, index, scores in ((_TAG_HINTS, tag_index, tags), (_CLASS_HINTS, class_index, mn04)):
        for mood, weights in hints.items():
            for name, weight in weights.items():
                moods[:, MOODS.index(mood)] += weight * scores[:, index[name]]
    # What all moods have in common is how much like music a window sounds, not how it feels.
    moods -= moods.mean(axis=1, keepdims=True)
    moods = standardise(moods, reference)

    lexicon = _glasgow(data)
    plane = moods @ _centred(lexicon, list(MOODS))
    columns = [tag_index[tag] for tag in _PLANE_TAGS]
    plane += 0.5 * tags[:, columns] @ _centred(lexicon, list(_PLANE_TAGS.values()))
    # Half of the windows lie within ±0.3 then, and the ends of the plane are reached by few.
    return MusicTargets(moods, np.tanh(0.45 * standardise(plane, reference)).astype(np.float32))


def _centred(lexicon: Mapping[str, tuple[float, float]], words: list[str]) -> NDArray[np.float32]:
    places = np.array([lexicon[word] for word in words], np.float32)
    return places - places.mean(axis=0)


def _glasgow(data: Path) -> dict[str, tuple[float, float]]:
    """Valence and arousal, −1…1, of the Glasgow norms (Scott et al. 2019)."""
    rows = (data / "lexicon" / "glasgow_vad.tsv").read_text("utf-8").splitlines()[1:]
    cells = (row.split("\t") for row in rows)
    return {c[0]: ((float(c[1]) - 5) / 4, (float(c[2]) - 5) / 4) for c in cells}
