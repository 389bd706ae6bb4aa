"""A novel to its score: how long each step of the whole way takes, and how much memory.

Usage: python tests/benchmarks/bench_novel.py [--manuscript FILE | --words N] [--library DIR |
                                              --clips N] [--sound] [--model PACK]
                                              [--device auto|cpu|cuda]

Without --manuscript, paragraphs of the corpus in resources are drawn until there are --words
(100,000). Without --library, one of --clips (100,000) random clips is made for the run, twelve a
track; its files hold no music, so that it cannot be mixed (--sound).

Scored is twice: anew, and again after a sentence was added. Beside the time by the clock stands
the processors', which does not depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.audio.facts import MusicFacts
from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.reading import Reading
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.records import Curve, FileState, NewClip, NewTrack
from t2m_engine.score.outputs import Extras
from t2m_engine.score.run import score_manuscript
from t2m_engine.score.wishes import Wishes
from t2m_engine.text.manuscript import count_words

ROOT = Path(__file__).resolve().parents[2]
PER_TRACK = 12


def fill(catalogue: Catalogue, pack: ModelPack, folder: Path, clips: int) -> None:
    """Store `clips` random clips, twelve a track; every track is a link to one short file."""
    rng = np.random.default_rng(0)
    empty = np.zeros(0, np.float32)
    curve = Curve(5.0, empty, empty, empty, np.zeros((0, len(MOODS)), np.float32))
    width = pack.listen(np.zeros(16_000 * 10, np.float32)).embedding.shape[1]
    folder.mkdir()
    one = folder / "one.wav"
    soundfile.write(one, np.zeros(8_000, np.float32), 8_000)
    for number in range(clips // PER_TRACK):
        stored = []
        for index in range(PER_TRACK):
            valence, arousal = (float(value) for value in rng.uniform(-1, 1, 2))
            shares = tuple(float(share) for share in rng.dirichlet(np.full(len(MOODS), 0.6)))
            embedding = rng.normal(size=width).astype(np.float32)
            reading = Reading(Emotion(valence, arousal, shares), embedding)
            stored.append(NewClip(20.0 * index, 20.0 * index + 20.0, reading, -20.0))
        path = folder / f"{number:06}.wav"
        os.link(one, path)
        status = path.stat()
        catalogue.put_track(
            NewTrack(
                path=path,
                state=FileState(status.st_size, status.st_mtime_ns),
                content_id=number.to_bytes(16, "big"),
                duration=20.0 * PER_TRACK,
                sample_rate=44_100,
                channels=2,
                codec="vorbis",
                title=f"Title {number}",
                artist="",
                pack=pack.music_id,
                peaks=np.zeros(600, np.uint8),
                curve=curve,
                clips=tuple(stored),
                facts=MusicFacts(60.0 + number % 90, 0.8, 0.1, "C", 0.5, -16.0, -1.0),
            )
        )


def make_story(file: Path, words: int) -> Path:
    """Write paragraphs of the corpus, in chapters of some 3,000 words."""
    lines = (ROOT / "resources" / "corpus" / "passages.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    rng = random.Random(0)
    parts: list[str] = []
    have = chapter = 0
    while have < words:
        if have >= 3000 * chapter:
            chapter += 1
            parts.append(f"## Chapter {chapter}")
        text = rng.choice(texts)
        parts.append(f"{text} {have}.")  # no paragraph twice: it would be read once
        have += count_words(text) + 1
    file.write_text("\n\n".join(parts), "utf-8")
    return file


class Steps:
    """When each step of a run began, by the clock and by the processors' time."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, float, float]] = []

    def __call__(self, done: float, total: float, text: str) -> None:
        if not self.begun or self.begun[-1][0] != text:
            self.begun.append((text, time.perf_counter(), time.process_time()))

    def print(self) -> None:
        """Print how long each took."""
        last = self.begun[-1]
        for start, end in [*pairwise(self.begun), (("in all", *self.begun[0][1:]), last)]:
            print(
                f"  {start[0]:<52}{end[1] - start[1]:8.1f} s"
                f"{end[2] - start[2]:10.1f} s of processors"
            )


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--manuscript", type=Path)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--clips", type=int, default=100_000)
    parser.add_argument("--sound", action="store_true")
    parser.add_argument("--model")
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    with ExitStack() as stack:
        room = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        pack = ModelPack.load(options.model, device=options.device)
        pack.warm()
        catalogue = stack.enter_context(Catalogue.open(options.library or room / "library"))
        if options.library is None:
            begin = time.perf_counter()
            fill(catalogue, pack, room / "music", options.clips)
            print(f"(the library was made in {time.perf_counter() - begin:.0f} s)")
        story = room / "story.md"
        if options.manuscript:
            story = room / options.manuscript.name
            story.write_bytes(options.manuscript.read_bytes())
        else:
            make_story(story, options.words)
        status = catalogue.status()
        print(
            f"{count_words(story.read_text('utf-8')):,} words against {status['clips']:,} clips "
            f"of {status['tracks']:,} tracks, on {pack.device}"
        )

        def score(title: str) -> None:
            steps = Steps()
            result = score_manuscript(
                story,
                room / "score",
                pack=pack,
                catalogue=catalogue,
                checkpoint=room / "kept.sqlite",
                usual=Wishes(),
                extras=Extras(sound=options.sound),
                progress=steps,
            )
            print(f"{title}: {len(result.plan.cues)} cues, {result.plan.duration / 3600:.1f} h")
            steps.print()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  {'memory at most':<52}{peak:8.0f} MB")

        score("Anew")
        text = story.read_text("utf-8")
        middle = text.index("\n\n", len(text) // 2) + 2
        story.write_text(f"{text[:middle]}And then he wept. {text[middle:]}", "utf-8")
        score("Again, with a sentence more")


if __name__ == "__main__":
    main()
