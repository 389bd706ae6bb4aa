"""Finding sentences in a recording: on speech that espeak-ng makes, where the truth is known."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.speech import listen
from t2m_engine.errors import InputError
from t2m_engine.score.narration import Line, align
from t2m_engine.score.timing import read_beats
from t2m_engine.text.manuscript import parse
from t2m_engine.text.sentences import spans

RATE = 22_050
STORY = """# The Lamp

The harbour was dark when Ilse came home. She had walked all the way from the station, with the
wind against her. Nobody met her.

“Is anyone there?” she called. The house gave back the sound, and nothing more. In the kitchen the
kettle was still warm; somebody had been here, an hour ago at most, and had left in a hurry. She
put down her bag. She listened.

# The Boat

Far out on the water a light went up and down. It was small and yellow, and it did not come any
nearer. Ilse knew that lamp. Her father had painted the rim of it green, the summer before the war,
and had let her hold the brush.

She ran. The stones were wet, the path was steep, and twice she fell, but she ran on until she
stood to her knees in the sea. “Father!” she shouted. Then she was silent, for the light had gone.
"""


@pytest.fixture(scope="module")
def speak():
    program = shutil.which("espeak-ng")
    assert program, "espeak-ng is installed by packaging/setup test"

    def say(text: str, speed: int = 160) -> np.ndarray:
        spoken = subprocess.run(
            [program, "-v", "en-gb", "-s", str(speed), "--stdout", text],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        samples = np.frombuffer(spoken[44:], "<i2").astype(np.float32) / 32768.0
        loud = np.flatnonzero(np.abs(samples) > 0.003)
        return samples[loud[0] : loud[-1]]

    return say


def record(path: Path, manuscript, speak, *, headings: bool, seed: int = 1):
    """A recording with a hiss, and the truth: (passage, start, end) of every sentence."""
    rng = np.random.default_rng(seed)
    parts, truth, now = [], [], 0

    def add(samples):
        nonlocal now
        parts.append(samples)
        now += len(samples)

    add(np.zeros(RATE, np.float32))
    scene = -1
    for passage in manuscript.passages:
        if passage.scene != scene:
            scene = passage.scene
            if headings:
                add(speak(manuscript.scenes[scene].title))
            add(np.zeros(int(RATE * 1.5), np.float32))
        for start, end in spans(passage.text):
            samples = speak(passage.text[start:end], int(rng.uniform(150, 170)))
            truth.append((passage.id, now / RATE, (now + len(samples)) / RATE))
            add(samples)
            add(np.zeros(int(RATE * rng.uniform(0.2, 0.7)), np.float32))
        add(np.zeros(int(RATE * 0.6), np.float32))
    sound = np.concatenate(parts)
    sound += rng.normal(0.0, 0.002, len(sound)).astype(np.float32)
    soundfile.write(path, np.clip(sound, -1.0, 1.0), RATE)
    return truth


@pytest.mark.real_program
@pytest.mark.parametrize("headings", [False, True])
def test_beats_stand_where_the_narrator_reads_them(tmp_path, score_kit, speak, headings):
    manuscript = parse(STORY, "md")
    truth = record(tmp_path / "told.flac", manuscript, speak, headings=headings)
    beats = read_beats(
        manuscript, score_kit.FakePack(), 150.0, narration=tmp_path / "told.flac",
        progress=lambda *_: None, cancelled=lambda: False,
    )  # fmt: skip
    starts = {}
    for passage, start, _ in truth:
        starts.setdefault(passage, start)
    error = [abs(beat.start - starts[beat.passage]) for beat in beats]
    assert max(error) < 0.3
    # A scene's pause is the silence before it, not the end of the scene before.
    assert beats[2].pause > 0.5
    assert beats[2].start - beats[2].pause >= beats[1].end - 1e-9


@pytest.mark.real_program
def test_sentences_are_found_far_better_than_by_counting_words(tmp_path, speak):
    manuscript = parse(STORY, "md")
    truth = record(tmp_path / "told.flac", manuscript, speak, headings=False, seed=5)
    lines, words = [], []
    for passage in manuscript.passages:
        for number, (start, end) in enumerate(spans(passage.text)):
            lines.append(Line(passage.text[start:end], 0 if number else 1))
            words.append(len(passage.text[start:end].split()))
    path = tmp_path / "told.flac"
    found = align(lines, listen(path), path, cancelled=lambda: False)
    true = np.array([start for _, start, _ in truth])
    counted = true[0] + (truth[-1][2] - true[0]) * np.cumsum([0, *words[:-1]]) / sum(words)
    error = np.abs(found[:, 0] - true)
    assert np.median(error) < 0.05
    assert np.mean(error < 0.5) >= 0.9
    assert error.mean() < np.abs(counted - true).mean() / 5
    assert (np.diff(found[:, 0]) >= 0.0).all()


@pytest.mark.real_program
def test_a_recording_of_something_else_is_refused(tmp_path, speak):
    path = tmp_path / "short.flac"
    soundfile.write(path, speak("Good evening, and welcome."), RATE)
    lines = [Line("A whole long story that nobody could tell in a moment. " * 40)]
    with pytest.raises(InputError, match="does not seem to be a reading of this manuscript"):
        align(lines, listen(path), path, cancelled=lambda: False)
