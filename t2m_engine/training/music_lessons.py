"""What the music network learns from, in memory: windows of music, and studies of known cues."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr
import torch

from t2m_engine.audio.key import find_key
from t2m_engine.audio.mel import SAMPLE_RATE, LogMel
from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.cues import CUES, cue_values
from t2m_engine.training.teachers import WINDOW_SECONDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

COMPOSED = "composed"
"""The source of pieces that packaging/compose wrote, whose moods are known by construction."""
STUDY = "study"
"""The source of studies (packaging/compose/studies.py), whose cues are known."""
HELD_OUT = frozenset(
    {"colobot-common-sounds", "fillets-ng-data", "freecol", "hex-a-hop-data", "krank", "renpy-demo",
     "neverball-common", "openclonk-data", "zaz-data"}
)  # fmt: skip
"""Packages that the network never meets in training, in any form: figures come from these."""
LOOKED_AT = frozenset({"gamine-data"})
"""Packages with a recording that was found to be heard wrongly. It is to be mended by what is
learnt elsewhere, not by its own label, so that they are left out, too, but of all figures."""
_COMPOSED_HELD_OUT = 6
"""Every sixth composed piece is for validation."""
_STUDIES_HELD_OUT = 8
"""Every eighth study, by its seed."""
_TEACHERS = ("mn04", "mn04_embedding", "yamnet", "yamnet_embedding", "musicnn",
             "musicnn_embedding")  # fmt: skip


@dataclass(slots=True)
class Lessons:
    """All windows in memory: `mel` float16 (n, 128, 626) and what is known of each.

    `mood` is −1, `plane` (n, 2) and `cues` (n, 7) are NaN where they are not known; `teachers`
    hold zeros for studies, which no teacher has heard. `mode` is that of the key that is found in
    the piece's windows, from −1, surely minor, to 1, surely major; 0 where it cannot be told.
    """

    mel: NDArray[np.float16]
    source: NDArray[np.str_]
    piece: NDArray[np.str_]
    copy: NDArray[np.int64]
    teachers: dict[str, NDArray[np.float32]]
    mood: NDArray[np.int64]
    plane: NDArray[np.float32]
    cues: NDArray[np.float32]
    mode: NDArray[np.float32]

    @property
    def real(self) -> NDArray[np.bool_]:
        """Which windows are of music that we did not make ourselves."""
        return ~np.isin(self.source, [COMPOSED, STUDY])

    @property
    def held_out(self) -> NDArray[np.bool_]:
        """Which windows are for validation: whole packages, whole pieces."""
        names = sorted(set(self.piece[self.source == COMPOSED]))
        studies = self.source == STUDY
        seeds = np.zeros(len(studies), np.int64)
        seeds[studies] = [_seed(str(name)) for name in self.piece[studies]]
        return (
            np.isin(self.source, list(HELD_OUT))
            | np.isin(self.piece, names[::_COMPOSED_HELD_OUT])
            | (studies & (seeds % _STUDIES_HELD_OUT == 0))
        )

    @property
    def left_out(self) -> NDArray[np.bool_]:
        """Which windows are for nothing here."""
        return np.isin(self.source, list(LOOKED_AT))


def load_lessons(cache: Path, manifest: Path | None, studies: Path | None = None) -> Lessons:
    """Load the .npz files of `make_lessons`; `manifest` tells mood and plane of composed pieces.

    `studies` is the folder of `packaging/compose studies`, with its manifest.
    """
    known = {}
    if manifest is not None:
        rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
        known = {Path(row["file"]).name: row for row in rows}
    mels, sources, pieces, copies, moods, planes = [], [], [], [], [], []
    modes: list[float] = []
    teachers: dict[str, list[NDArray[np.float32]]] = {}
    front_end = LogMel().eval()
    for path in sorted(cache.rglob("*.npz")):
        if path.name.endswith(".part.npz"):
            continue
        with np.load(path) as file:
            audio = torch.from_numpy(file["audio"].astype(np.float32) / 32_767)
            with torch.inference_mode():
                mels.append(front_end(audio).numpy().astype(np.float16))
            count = len(audio)
            name = str(file["name"])
            row = known.get(Path(name).name)
            sources += [COMPOSED if row else str(file["source"])] * count
            pieces += [name] * count
            copies += [int(path.name.split(".")[1])] * count
            moods += [MOODS.index(row["mood"]) if row else -1] * count
            planes += [[row["valence"], row["arousal"]] if row else [np.nan, np.nan]] * count
            modes += [_mode(audio.numpy().ravel())] * count
            for key in _TEACHERS:
                teachers.setdefault(key, []).append(file[key])
    heard = Lessons(
        mel=np.concatenate(mels),
        source=np.array(sources),
        piece=np.array(pieces),
        copy=np.array(copies),
        teachers={key: np.concatenate(parts) for key, parts in teachers.items()},
        mood=np.array(moods),
        plane=np.array(planes, np.float32),
        cues=np.full((len(sources), len(CUES)), np.nan, np.float32),
        mode=np.array(modes, np.float32),
    )
    return heard if studies is None else _joined(heard, *load_studies(studies))


def load_studies(folder: Path) -> tuple[NDArray[np.float16], list[str], NDArray[np.float32]]:
    """Return mels (n, 128, 626), file names and cues (n, 7) of the studies in `folder`."""
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    front_end, mels = LogMel().eval(), []
    length = int(WINDOW_SECONDS * SAMPLE_RATE)
    for row in rows:
        sound, rate = soundfile.read(folder / row["file"], dtype="float32")
        low = np.zeros(length, np.float32)
        samples = soxr.resample(sound, rate, SAMPLE_RATE)[:length]
        low[: len(samples)] = samples
        with torch.inference_mode():
            mels.append(front_end(torch.from_numpy(low)[None]).numpy().astype(np.float16))
    cues = np.stack([cue_values(row) for row in rows])
    return np.concatenate(mels), [row["file"] for row in rows], cues


def _joined(
    heard: Lessons, mel: NDArray[np.float16], names: list[str], cues: NDArray[np.float32]
) -> Lessons:
    count = len(mel)
    return Lessons(
        mel=np.concatenate([heard.mel, mel]),
        source=np.concatenate([heard.source, np.full(count, STUDY)]),
        piece=np.concatenate([heard.piece, np.array(names)]),
        copy=np.concatenate([heard.copy, np.zeros(count, np.int64)]),
        teachers={
            key: np.concatenate([values, np.zeros((count, values.shape[1]), np.float32)])
            for key, values in heard.teachers.items()
        },
        mood=np.concatenate([heard.mood, np.full(count, -1)]),
        plane=np.concatenate([heard.plane, np.full((count, 2), np.nan, np.float32)]),
        cues=np.concatenate([heard.cues, cues]),
        mode=np.concatenate([heard.mode, np.sign(cues[:, 0])]),
    )


def _mode(samples: NDArray[np.float32]) -> float:
    """Return how surely `samples` are in major, −1…1; a key that may as well be another is 0."""
    key = find_key(samples, SAMPLE_RATE)
    sure = max(0.0, 2.0 * key.confidence - 1.0)
    return -sure if key.name.endswith("m") else sure


def _seed(name: str) -> int:
    return int(name.rpartition("_")[2].partition(".")[0])
