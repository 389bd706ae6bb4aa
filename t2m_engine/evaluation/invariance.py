"""Does a clip sound the same a second later, as an MP3, louder, softer and in mono?"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import soundfile

from t2m_engine.audio.decoding import decode
from t2m_engine.evaluation.hearing import hear

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack

CLIP_SECONDS = 30.0
WANTED = {"shift 1 s": 0.99, "MP3 96 kbit/s": 0.98, "gain +12 dB": 0.98, "gain -12 dB": 0.98,
          "mono": 0.98}  # fmt: skip
"""What each change is asked to leave of the cosine."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One change over all clips: cosines of the embeddings before and after it.

    `centred` are those of embeddings less the mean of all clips: embeddings have much in common,
    so that plain cosines flatter.
    """

    change: str
    cosines: NDArray[np.float64]
    centred: NDArray[np.float64]

    def as_json(self) -> dict[str, float]:
        """Mean and least cosine, and the share of clips over what is wanted."""
        wanted = WANTED[self.change]
        return {
            "mean": round(float(self.cosines.mean()), 4),
            "least": round(float(self.cosines.min()), 4),
            "wanted": wanted,
            "share_over": round(float((self.cosines > wanted).mean()), 3),
            "centred_mean": round(float(self.centred.mean()), 4),
        }


def evaluate_invariance(
    pack: ModelPack, paths: Sequence[Path], tell: Callable[[int, int], None] | None = None
) -> list[Kept]:
    """Return what every change of `WANTED` leaves of clips from the middle of the tracks.

    Every version is written to a file and heard as any file is. Tracks need 32 s; shorter ones
    are passed over. `tell` hears how many of how many are done.
    """
    plain: list[NDArray[np.float32]] = []
    changed: dict[str, list[NDArray[np.float32]]] = {name: [] for name in WANTED}
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            if tell is not None:
                tell(number, len(paths))
            sound = decode(path)
            begin = int(
                max(0.0, len(sound.samples) / sound.sample_rate / 2 - 15) * sound.sample_rate
            )
            length = int((CLIP_SECONDS + 1) * sound.sample_rate)
            piece = sound.samples[begin : begin + length]
            if len(piece) < length:
                continue
            plain.append(_embedding(pack, Path(folder), *_clip(piece, sound.sample_rate)))
            for name, version in versions(piece, sound.sample_rate, Path(folder)).items():
                changed[name].append(hear(pack, version).embedding)
    before = np.stack(plain).astype(np.float64)
    mean = before.mean(axis=0)
    results = []
    for name, rows in changed.items():
        after = np.stack(rows).astype(np.float64)
        results.append(Kept(name, _cosines(before, after), _cosines(before - mean, after - mean)))
    return results


def versions(piece: NDArray[np.float32], rate: int, folder: Path) -> dict[str, Path]:
    """Write the changed versions of the first 30 s of `piece` (31 s, channels) into `folder`."""
    clip, _ = _clip(piece, rate)
    late = piece[rate : rate + len(clip)]
    sounds = {
        "shift 1 s": late,
        "gain +12 dB": clip * np.float32(10 ** (12 / 20)),
        "gain -12 dB": clip * np.float32(10 ** (-12 / 20)),
        "mono": clip.mean(axis=1, keepdims=True),
    }
    files = {}
    for number, (name, sound) in enumerate(sounds.items()):
        files[name] = folder / f"{number}.wav"
        soundfile.write(files[name], sound, rate, subtype="FLOAT")
    files["MP3 96 kbit/s"] = folder / "clip.mp3"
    write_mp3(clip, rate, files["MP3 96 kbit/s"], 96_000)
    return files


def write_mp3(sound: NDArray[np.float32], rate: int, path: Path, bits: int) -> None:
    """Encode (frames, 1 or 2 channels) at `bits` a second, at 44.1 kHz."""
    layout = "stereo" if sound.shape[1] > 1 else "mono"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mp3", rate=44_100, layout=layout)
        stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(np.clip(sound[:, :2], -1, 1).T), format="fltp", layout=layout
        )
        frame.sample_rate = rate
        resampler = av.AudioResampler(format="s16p", layout=layout, rate=44_100)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


def _clip(piece: NDArray[np.float32], rate: int) -> tuple[NDArray[np.float32], int]:
    return piece[: int(CLIP_SECONDS * rate)], rate


def _embedding(
    pack: ModelPack, folder: Path, sound: NDArray[np.float32], rate: int
) -> NDArray[np.float32]:
    path = folder / "plain.wav"
    soundfile.write(path, sound, rate, subtype="FLOAT")
    return hear(pack, path).embedding


def _cosines(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray((a * b).sum(axis=1) / np.maximum(lengths, 1e-12))
