"""Copies are folded, whatever their format; other music is not, however near."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from t2m_engine import places
from t2m_engine.audio.facts import MusicFacts
from t2m_engine.audio.fingerprint import fingerprint
from t2m_engine.audio.waveform import peaks
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import CancelledError
from t2m_engine.library.duplicates import duplicates, fold
from t2m_engine.library.marks import MarkChange

RATE = 16_000
VA = BUILT_IN["va"]


@pytest.fixture(scope="session")
def demo() -> dict[str, np.ndarray]:
    """Ten of the demo's pieces: real music, composed and rendered."""
    sounds = {}
    for file in sorted((places.resources() / "demo" / "music").glob("*.opus"))[:10]:
        samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
        sounds[file.stem] = soxr.resample(samples.mean(axis=1), rate, RATE).astype(np.float32)
    assert len(sounds) == 10
    return sounds


@pytest.fixture
def put(catalogue, kit):
    """Put a sound into the catalogue as a scan would; returns its id."""

    def put_one(
        name: str, sound: np.ndarray, *, codec="mp3", content=None, size=1000, heard=1
    ) -> int:
        new = kit.make_track(Path(f"/music/{name}"), seed=heard)
        facts = MusicFacts(None, 0, 0, "", 0, -20.0, -1.0, None, fingerprint(sound, RATE))
        new = replace(
            new,
            state=replace(new.state, size=size),
            content_id=content or name.encode(),
            duration=len(sound) / RATE,
            codec=codec,
            peaks=peaks(sound),
            facts=facts,
        )
        catalogue.put_track(new, [VA])
        return catalogue.track(new.path).id

    return put_one


def through(sound: np.ndarray, tmp_path: Path, form: str) -> np.ndarray:
    """What a lossy format leaves of a sound."""
    file = tmp_path / f"through.{form}"
    soundfile.write(file, sound, RATE)
    return soundfile.read(file, dtype="float32")[0]


def folded(catalogue) -> dict[str, set[str]]:
    return {
        group.original.path.name: {copy.path.name for copy in group.copies}
        for group in duplicates(catalogue)
    }


def test_copies_are_folded_under_the_best(catalogue, put, demo, tmp_path):
    first, second = demo["cold_stairs"], demo["open_road"]
    put("a.mp3", through(first, tmp_path, "mp3"), size=900)
    put("b.ogg", through(first, tmp_path, "ogg"), codec="vorbis", size=950)
    put("c.flac", first, codec="flac")
    put("quiet.mp3", through(first * 0.3, tmp_path, "mp3"))
    put("late.mp3", through(np.r_[np.zeros(RATE), first].astype(np.float32), tmp_path, "mp3"))
    put("x.mp3", second, size=800)
    put("y.mp3", through(second, tmp_path, "mp3"), size=3000)
    for name, sound in demo.items():
        if name not in ("cold_stairs", "open_road"):
            put(f"{name}.opus", sound, codec="opus")
    ticks = []
    assert fold(catalogue, progress=lambda done, total: ticks.append((done, total))) == 5
    assert folded(catalogue) == {
        "c.flac": {"a.mp3", "b.ogg", "quiet.mp3", "late.mp3"},
        "y.mp3": {"x.mp3"},
    }
    assert ticks[-1][0] == ticks[-1][1] > 0
    status = catalogue.status()
    assert (status["tracks"], status["copies"]) == (10, 5)
    assert len(catalogue.snapshot(VA, "fake-1").clip_ids) == 10 * 3
    generation = catalogue.generation
    assert fold(catalogue) == 5
    assert catalogue.generation == generation, "nothing new was found"


def drums(sound: np.ndarray) -> np.ndarray:
    beat = (np.arange(len(sound)) % (RATE // 2)) < RATE // 16
    noise = np.random.default_rng(1).uniform(-0.25, 0.25, len(sound))
    return (0.7 * sound + beat * noise).astype(np.float32)


def pitched(sound: np.ndarray, ratio: float) -> np.ndarray:
    return soxr.resample(sound, RATE, RATE / ratio).astype(np.float32)


OTHERS = {
    "with drums over it": drums,
    "a semitone higher": lambda sound: pitched(sound, 1.0595),
    "two in a hundred faster": lambda sound: pitched(sound, 1.02),
    "twice": lambda sound: np.r_[sound, sound],
    "a part of it": lambda sound: sound[: len(sound) // 2],
    "backwards": lambda sound: np.ascontiguousarray(sound[::-1]),
    "another end": lambda sound: np.r_[sound[: len(sound) // 2], sound[: len(sound) // 2]],
}


@pytest.mark.parametrize("name", ["cold_stairs", "march_on_the_gate", "by_the_lamp"])
def test_remixes_and_loops_are_music_of_their_own(catalogue, put, demo, name):
    sounds = [sound for stem, sound in demo.items() if stem.startswith(name[:8])]
    assert len(sounds) == 1
    put("a.flac", sounds[0], codec="flac")
    for other, change in OTHERS.items():
        put(f"{other}.flac", change(sounds[0]), codec="flac")
    assert fold(catalogue) == 0, folded(catalogue)


def played(hand: int, loose: float) -> np.ndarray:
    """One score, played with a hand of its own: notes begin `loose` seconds beside the beat."""
    score, hands = np.random.default_rng(5), np.random.default_rng(hand)
    time = np.arange(int(1.2 * RATE)) / RATE
    sound = np.zeros(42 * RATE)
    for beat in np.arange(0.5, 40.0, 0.25):
        pitch = score.choice([110, 131, 147, 165, 196, 220, 262, 294, 330, 392, 440, 523])
        loudness = score.uniform(0.3, 1.0) * (1 + hands.normal(0, 0.1))
        at = int(RATE * (beat + hands.normal(0, loose)))
        parts = (np.sin(2 * np.pi * pitch * n * time) / n**1.5 for n in range(1, 6))
        sound[at : at + len(time)] += loudness * sum(parts) * np.exp(-3 * time)
    return (0.2 * sound / np.abs(sound).max()).astype(np.float32)


def test_second_takes_are_music_of_their_own(catalogue, put, tmp_path):
    put("first.flac", played(1, 0.015), codec="flac")
    put("second.flac", played(2, 0.015), codec="flac")
    put("to a click.flac", played(3, 0.005), codec="flac")
    put("first.mp3", through(played(1, 0.015), tmp_path, "mp3"))
    assert fold(catalogue) == 1
    assert folded(catalogue) == {"first.flac": {"first.mp3"}}


def test_what_the_network_hears_otherwise_is_no_copy(catalogue, put, demo):
    """As with a soft part over a recording, by which neither chords nor loudness change."""
    put("a.flac", demo["cold_stairs"], codec="flac")
    put("remix.flac", demo["cold_stairs"] * 0.9, codec="flac", heard=2)
    put("b.flac", demo["cold_stairs"] * 0.8, codec="flac")
    assert fold(catalogue) == 1
    assert folded(catalogue) == {"a.flac": {"b.flac"}}


def test_no_two_pieces_of_the_demo_are_copies(catalogue, put, demo):
    """Many are variations: one composer, one orchestra, one sound font."""
    for name, sound in demo.items():
        put(name, sound[: 40 * RATE])  # of one length, so that length tells nothing
    assert fold(catalogue) == 0, folded(catalogue)


def test_the_same_file_twice_is_a_copy_without_a_fingerprint(catalogue, kit):
    for name in ("b", "a", "c"):
        catalogue.put_track(kit.make_track(Path(f"/music/{name}.ogg"), seed=1))
    catalogue.put_track(kit.make_track(Path("/music/other.ogg"), seed=2))
    assert fold(catalogue) == 2
    assert folded(catalogue) == {"a.ogg": {"b.ogg", "c.ogg"}}
    assert all(copy["exact"] for copy in duplicates(catalogue)[0].as_json()["copies"])


def test_copies_unfold_when_the_original_goes(catalogue, kit):
    for name in ("a", "b", "c"):
        catalogue.put_track(kit.make_track(Path(f"/music/{name}.ogg"), seed=1))
    catalogue.mark([catalogue.tracks()[0].content_id], MarkChange(rating=3))
    fold(catalogue)
    first, second, third = (track.id for track in catalogue.tracks())
    catalogue.put_presence(gone=[first], back=[], forgotten_errors=[])
    assert folded(catalogue) == {"b.ogg": {"c.ogg"}}, "at once, not at the next look"
    assert len(catalogue.snapshot(VA, "fake-1").clip_ids) == 0
    catalogue.fill(VA, "fake-1")
    assert set(catalogue.snapshot(VA, "fake-1").track_ids.tolist()) == {second}
    catalogue.put_presence(gone=[], back=[first], forgotten_errors=[])
    assert fold(catalogue) == 2
    assert folded(catalogue) == {"a.ogg": {"b.ogg", "c.ogg"}}
    with catalogue._writing() as connection:
        connection.execute("DELETE FROM tracks WHERE id = ?", (first,))
    assert {track.original for track in catalogue.tracks()} == {None}
    assert fold(catalogue) == 1
    assert third


def test_copies_unfold_when_the_originals_drive_goes(catalogue, kit, tmp_path):
    drive, disk = tmp_path / "drive", tmp_path / "disk"
    for folder in (drive, disk):
        folder.mkdir()
        (folder / "x").touch()
    catalogue.add_folders([drive, disk])
    catalogue.put_track(kit.make_track(drive / "a.ogg", seed=1))
    catalogue.put_track(kit.make_track(disk / "b.ogg", seed=1))
    fold(catalogue)
    assert folded(catalogue) == {"b.ogg": {"a.ogg"}}
    disk.rename(tmp_path / "away")
    catalogue.refresh_folders()
    assert [t.path.name for t in catalogue.tracks() if t.original is None] == ["b.ogg", "a.ogg"]
    assert catalogue.status()["tracks"] == 1
    (tmp_path / "away").rename(disk)
    catalogue.refresh_folders()
    assert fold(catalogue) == 1


def test_what_is_away_stays_a_copy_of_what_stands_for_it(catalogue, kit):
    for name in ("a", "b", "c"):
        catalogue.put_track(kit.make_track(Path(f"/music/{name}.ogg"), seed=1))
    fold(catalogue)
    away = catalogue.track(Path("/music/c.ogg"))
    catalogue.put_presence(gone=[away.id], back=[], forgotten_errors=[])
    lossless = replace(kit.make_track(Path("/music/d.flac"), seed=1), codec="flac")
    catalogue.put_track(lossless)
    assert fold(catalogue) == 2
    assert folded(catalogue) == {"d.flac": {"a.ogg", "b.ogg", "c.ogg"}}


def test_an_original_of_another_pack_hides_nothing(catalogue, kit):
    catalogue.put_track(kit.make_track(Path("/music/a.ogg"), seed=1, pack="old"))
    catalogue.put_track(kit.make_track(Path("/music/b.ogg"), seed=1, pack="new"))
    assert fold(catalogue) == 0
    catalogue.put_track(kit.make_track(Path("/music/a.ogg"), seed=1, pack="new"))
    assert fold(catalogue) == 1
    catalogue.put_track(kit.make_track(Path("/music/b.ogg"), seed=1, pack="newer"))
    assert folded(catalogue) == {"a.ogg": {"b.ogg"}}, "hearing it anew unfolds nothing"
    catalogue.put_track(kit.make_track(Path("/music/b.ogg"), seed=2, pack="newer"))
    assert folded(catalogue) == {}, "it is other music now"


def test_looking_for_copies_can_be_cancelled(catalogue, put, demo):
    for name in ("a", "b"):
        put(name, demo["cold_stairs"])
    with pytest.raises(CancelledError):
        fold(catalogue, cancelled=lambda: True)
    assert folded(catalogue) == {}


def test_silence_and_jingles_are_no_copies(catalogue, put):
    for name in ("a", "b"):
        put(f"silent {name}", np.zeros(30 * RATE, np.float32))
        put(f"short {name}", np.sin(np.arange(3 * RATE) / 9).astype(np.float32))
    assert fold(catalogue) == 0
