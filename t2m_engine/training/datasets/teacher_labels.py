"""Music that the AudioSet teachers label: free music without labels of its own, in clips of 10 s.

A teacher label is the mood whose score stands out most: the mood logits of mn04 and YAMNet are
standardised over the reference library (the clips of the training sources), averaged where both
teachers know the mood (YAMNet has no funny music), standardised again, and the largest wins. Raw
scores do not compare: a plainly sad track has .1 for sad. These are guesses of networks, not of
listeners; every table calls them teacher labels.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import InputError
from t2m_engine.files import replacing
from t2m_engine.training.datasets.records import (
    TEST,
    TRAIN,
    VALIDATION,
    ClipAt,
    LabelledSet,
    Progress,
    Source,
    digest,
    go_on,
    make_set,
    need,
)
from t2m_engine.training.lessons import Track, find_tracks, windows
from t2m_engine.training.music_targets import standardise
from t2m_engine.training.teachers import WINDOW_SECONDS, YAMNET_MOODS, Teachers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

COMPOSED = "composed"
"""The folder of pieces by packaging/compose; it is split by the seed of a piece."""
MANIFEST = "manifest.jsonl"
CLIPS = 6
"""A track: what more clips add is mostly more of the same."""

# Packages that the open pack's music network has never met (training.music.HELD_OUT) are for
# validation and test, split so that both have quiet and loud games.
_VALIDATION = {"colobot-common-sounds", "hex-a-hop-data", "krank", "neverball-common"}
_TEST = {"fillets-ng-data", "freecol", "openclonk-data", "renpy-demo", "zaz-data"}

_SOURCE = Source(
    "Free music with teacher labels",
    "Music of free Debian packages and pieces by packaging/compose, labelled by EfficientAT "
    "mn04_as (Schmid et al. 2023) and YAMNet",
    "Debian 12",
    "each package's free licence; compositions CC0-1.0; teachers MIT and Apache-2.0",
    "https://packages.debian.org/bookworm/",
)
_COMPOSED_SOURCE = Source(
    "Composed pieces",
    "packaging/compose training; the label is the mood that a piece was composed for",
    "of this repository",
    "CC0-1.0",
    "packaging/compose",
)


def hear_teachers(
    music: Path,
    data: Path,
    cache: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[tuple[Track, NDArray[np.float32], NDArray[np.float32]]]:
    """Return (track, starts (c,), mood logits (c, 13)) of every track under `music`.

    What was heard is kept in `cache`, a file a track, by the track's digest; what is there is not
    heard again. Raises CancelledError between two tracks when `cancelled` says so.
    """
    tracks = find_tracks(need(music, "music, a folder a source"))
    if not tracks:
        raise InputError(music, "holds no music", "A folder a source is wanted; see --music.")
    teachers: Teachers | None = None
    heard = []
    for number, track in enumerate(tracks):
        go_on(cancelled)
        if progress:
            progress(number, len(tracks), f"teachers: {track.path.name}")
        target = cache / "teachers" / f"{digest(track.path)}.npz"
        if not target.exists():
            teachers = teachers or Teachers(data)
            found = [(s, teachers.moods(w)) for s, w in windows(track.path, most=CLIPS)]
            with replacing(target) as temporary, temporary.open("wb") as file:
                np.savez(
                    file,
                    allow_pickle=False,
                    start=np.array([start for start, _ in found], np.float32),
                    logits=np.array([logits for _, logits in found], np.float32).reshape(-1, 13),
                )
        with np.load(target) as file:
            heard.append((track, file["start"], file["logits"]))
    return heard


def teacher_scores(
    logits: NDArray[np.float32], reference: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return standardised mood scores (n, 7) of teachers' `logits` (n, 13); see the module."""
    scores = standardise(logits, reference)
    moods = scores[:, : len(MOODS)].copy()
    for column, name in enumerate(YAMNET_MOODS, len(MOODS)):
        mood = MOODS.index(name.split()[0].lower())
        moods[:, mood] = (moods[:, mood] + scores[:, column]) / 2
    return standardise(moods, reference)


def teacher_labelled(
    music: Path,
    data: Path,
    cache: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LabelledSet[ClipAt]:
    """Return the clips of all music under `music` with teacher labels, split by source."""
    heard = hear_teachers(music, data, cache, progress=progress, cancelled=cancelled)
    clips = [
        (ClipAt(track.path, float(start), WINDOW_SECONDS), track)
        for track, starts, _ in heard
        for start in starts
    ]
    split = [_split(track) for _, track in clips]
    logits = np.concatenate([logits for _, _, logits in heard])
    scores = teacher_scores(logits, np.array(split) == TRAIN)
    return make_set(
        "teacher",
        "audioset",
        MOODS,
        [
            (clip, MOODS[mood], track.source, part)
            for (clip, track), mood, part in zip(clips, scores.argmax(axis=1), split, strict=True)
        ],
        _SOURCE,
    )


def composed(music: Path) -> LabelledSet[ClipAt]:
    """Return clips of the pieces in `music`/composed; their label is what they were composed for.

    Take seeds that the pack has not learnt from: `packaging/compose training --first-seed 5000`.
    """
    folder = music / COMPOSED
    manifest = need(folder / MANIFEST, "the manifest of packaging/compose training")
    rows = []
    for line in manifest.read_text("utf-8").splitlines():
        piece = json.loads(line)
        track = Track(need(folder / piece["file"], "a composed piece"), COMPOSED)
        count = int(min(CLIPS, piece["duration"] // WINDOW_SECONDS))
        for start in np.linspace(1.0, piece["duration"] - WINDOW_SECONDS - 1.0, count):
            clip = ClipAt(track.path, float(np.float32(start)), WINDOW_SECONDS)
            rows.append((clip, piece["mood"], piece["file"], _split(track)))
    return make_set("composed", "audioset", MOODS, rows, _COMPOSED_SOURCE)


def _split(track: Track) -> str:
    if track.source == COMPOSED:
        seed = int(track.path.stem.rpartition("_")[2])
        return (TEST, VALIDATION, TRAIN, TRAIN)[seed % 4]
    if track.source in _VALIDATION:
        return VALIDATION
    if track.source in _TEST:
        return TEST
    return TRAIN
