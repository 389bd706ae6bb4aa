"""Golden files: what each format is, to the letter.

Where a format is meant to change, delete its file and run: it is written anew, and fails once.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from t2m_engine import __version__
from t2m_engine.export.fades import Ducking
from t2m_engine.export.timelines.building import timeline_of
from t2m_engine.export.timelines.formats import FORMATS
from t2m_engine.export.timelines.model import Media, Timeline
from t2m_engine.export.timelines.rates import RATES

GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def timeline(cue_kit) -> Timeline:
    """Two cues of files that are nowhere, at 29.97 with dropped frames, under a narrator."""
    rate = RATES["29.97df"]
    second = float(30 / rate.fps)
    names = ("one #1 'é'.wav", "two 😀.flac")
    cues = [
        cue_kit.make_cue(
            number,
            *(round(time * second, 6) for time in (start, end)),
            Path("/music") / name,
            round(source * second, 6),
            fade_in=second,
            fade_out=second,
            source_end=round((source + end - start) * second, 6),
        )
        for number, (name, start, end, source) in enumerate(
            zip(names, (0.0, 7.0), (8.0, 80.0), (3.0, 1.0), strict=True), 1
        )
    ]
    plan = cue_kit.make_plan(cues, 84.0, frame_rate=rate.fps)
    return timeline_of(plan, rate=rate, ducks=Ducking.under([(3.0, 4.0)]))


def where_it_is_cut(timeline: Timeline, folder: str) -> Timeline:
    """As if each clip were a file of its own."""
    tracks = []
    for track in timeline.tracks:
        clips = []
        for clip in track.clips:
            path = Path(folder) / f"{clip.id}.wav"
            media = Media(path, path.as_posix(), clip.duration, 48_000, 2)
            clips.append(replace(clip, media=media, source_in=0, source_out=clip.duration))
        tracks.append(replace(track, clips=tuple(clips)))
    return replace(timeline, tracks=tuple(tracks))


def readable(name: str, content: bytes) -> bytes:
    """What a person can compare: of a zip, the document in it; no version of ours."""
    if name.endswith(".dawproject"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read("project.xml")
    return content.replace(f'version="{__version__}"'.encode(), b'version="?"')


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_it_is_what_it_was(timeline, form):
    if form.cut:
        timeline = where_it_is_cut(timeline, form.cut)
    for name, content in form.make(timeline).items():
        golden = GOLDEN / f"{Path(name).name}.golden"
        made = readable(name, content)
        if not golden.exists():
            golden.write_bytes(made)
            pytest.fail(f"{golden.name} was written anew; look at it, and run again.")
        assert made == golden.read_bytes()
