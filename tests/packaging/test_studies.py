"""Studies: the same seed is the same piece, every ensemble plays everything, reels keep time."""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import soundfile

PACKAGING = str(Path(__file__).parents[2] / "packaging")
if PACKAGING not in sys.path:
    sys.path.insert(0, PACKAGING)

from compose import rendering, studies  # noqa: E402
from compose.studies import ENSEMBLES, TEXTURES, write_study  # noqa: E402


def test_the_same_seed_is_the_same_study() -> None:
    (one, cues), (two, same) = write_study(7), write_study(7)
    assert cues == same
    assert [m.hex() for m in one.to_midi() if not m.is_meta] == [
        m.hex() for m in two.to_midi() if not m.is_meta
    ]
    assert write_study(8)[1] != cues


def test_no_cue_goes_with_another() -> None:
    rows = [write_study(seed)[1] for seed in range(1, 301)]
    assert {row.ensemble for row in rows} == {e.name for e in ENSEMBLES}
    assert {row.texture for row in rows} == set(TEXTURES)
    colours = Counter(row.colour for row in rows)
    assert min(colours["major"], colours["minor"]) > 90
    assert colours["dark"] > 18
    strings = [row for row in rows if "string" in row.ensemble or "quartet" in row.ensemble]
    major = np.mean([row.colour == "major" for row in strings])
    assert 0.25 < major < 0.65  # strings are as often bright as others
    table = np.array([[r.colour == "major", np.log(r.tempo), r.force, r.touch, r.bright]
                      for r in rows], float)  # fmt: skip
    together = np.corrcoef(table.T) - np.eye(5)
    assert np.abs(together).max() < 0.25


@pytest.mark.parametrize("seed", range(1, 17))
def test_a_study_lasts_and_stays_on_its_instruments(seed: int) -> None:
    piece, study = write_study(seed)
    assert piece.seconds() > studies.SECONDS - 0.5
    notes = [note for part in piece.parts for note in part.notes]
    assert all(21 <= note.pitch <= 108 for note in notes)
    assert study.onsets > 0
    assert 30 < study.pitch < 90


def test_a_reel_begins_every_piece_in_its_slot() -> None:
    pieces = [write_study(seed)[0].to_midi() for seed in (1, 2, 3)]
    now, starts = 0.0, []
    for message in studies._reel(pieces):
        now += message.time
        if message.type == "note_on" and message.velocity:
            starts.append(now)
    slots = np.array(starts) / studies._SLOT
    assert {int(slot) for slot in slots} == {0, 1, 2}
    assert ((slots % 1) * studies._SLOT <= studies.SECONDS + 0.01).all()


@pytest.mark.skipif(not rendering.can_render(), reason="needs FluidSynth and its sound font")
def test_studies_are_rendered_with_a_manifest_and_not_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    studies.render_studies(tmp_path, 1, 2)
    rows = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert [row["seed"] for row in rows] == [1, 2]
    for row in rows:
        sound, rate = soundfile.read(tmp_path / row["file"])
        assert len(sound) == studies.SECONDS * rate
        loud = [np.abs(part).max() for part in np.array_split(sound, 10)]
        assert min(loud) > 1e-3
    capsys.readouterr()
    studies.render_studies(tmp_path, 1, 2)
    assert capsys.readouterr().out == ""
