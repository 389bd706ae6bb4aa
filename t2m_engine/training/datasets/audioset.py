"""AudioSet mood: the music of the paper, read from the published lists and a folder of clips.

`folder` holds the lists of segments (Gemmeke et al. 2017: unbalanced_train_segments.csv,
balanced_train_segments.csv, eval_segments.csv, version 1) and `clips/` with a recording of each
segment that could be had, named by its YouTube id (`ID.wav`, or `ID_30.000.flac` where one video
has several). Segments with exactly one of the seven moods count; those without a clip do not.

The paper (§4.1) counts 16,995 clips and its published code tests on 344. Here the unbalanced
list is for training, the balanced one for validation and the evaluation list for test; without
the unbalanced list, the balanced one is cut 85 to 15 into training and validation, by video.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import InputError
from t2m_engine.training.datasets.records import (
    TEST,
    TRAIN,
    VALIDATION,
    ClipAt,
    LabelledSet,
    Source,
    draw,
    make_set,
    need,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOOD_IDS = {
    "/t/dd00031": "happy", "/t/dd00032": "funny", "/t/dd00033": "sad", "/t/dd00034": "tender",
    "/t/dd00035": "exciting", "/t/dd00036": "angry", "/t/dd00037": "scary",
}  # fmt: skip
"""AudioSet's ontology: “Music mood” and its seven children."""
UNBALANCED, BALANCED, EVALUATION = (
    "unbalanced_train_segments.csv",
    "balanced_train_segments.csv",
    "eval_segments.csv",
)

_SOURCE = Source(
    "AudioSet mood",
    "Gemmeke et al. 2017, Audio Set: an ontology and human-labeled dataset for audio events",
    "segments version 1; clips as far as they could be had",
    "lists CC BY 4.0; the clips are their owners'",
    "https://research.google.com/audioset/download.html",
)


def load_audioset(folder: Path) -> LabelledSet[ClipAt]:
    """Return the clips in `folder`; InputError when a list is missing or broken."""
    clips = _clips(need(folder / "clips", "a recording for each segment, named by YouTube id"))
    whole = (folder / UNBALANCED).exists()
    lists = [(BALANCED, VALIDATION if whole else TRAIN), (EVALUATION, TEST)]
    if whole:
        lists.insert(0, (UNBALANCED, TRAIN))
    rows = []
    for name, split in lists:
        path = need(folder / name, "AudioSet's published list of segments")
        for video, start, moods in _segments(path):
            clip = clips.get(f"{video}_{start:.3f}") or clips.get(video)
            if clip is None or len(moods) != 1:
                continue
            cut = not whole and split == TRAIN and draw(video) >= 0.85
            rows.append((ClipAt(clip), moods[0], video, VALIDATION if cut else split))
    return make_set("audioset", "audioset", MOODS, rows, _SOURCE)


def _clips(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.iterdir()) if path.is_file()}


def _segments(path: Path) -> Iterator[tuple[str, float, list[str]]]:
    """Yield (video, start in seconds, moods) of each line `ID, start, end, "label,label"`."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = line.strip().split(", ", maxsplit=3)
            try:
                video, start, _, labels = cells
                began = float(start)
            except ValueError as error:
                raise InputError(
                    path, f"is no list of AudioSet segments (line {number})"
                ) from error
            ids = labels.strip('"').split(",")
            yield video, began, [MOOD_IDS[i] for i in ids if i in MOOD_IDS]
