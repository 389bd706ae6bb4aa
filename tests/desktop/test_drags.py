"""Clips dragged from the real cards into real programs, and found again in what these save."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
import soundfile
from lxml import etree

from t2m_engine.export.timelines.building import timeline_of
from t2m_engine.export.timelines.formats import write_timelines

pytestmark = [
    pytest.mark.display,
    pytest.mark.real_program,
    pytest.mark.slow,
    pytest.mark.timeout(1500),
]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RATE = 48_000
TITLES = ("It’s 'quoted' #1 😀 %41 & [b]", "Second")


class Cards:
    """Our window with two suggestions, and what it tells."""

    def __init__(self, room: Any, kit: Any, folder: Path) -> None:
        self.room, self.kit = room, kit
        self.folder = folder / "my clips #1 – é"
        self.tracks: list[Path] = []
        wanted = []
        time = np.arange(12 * RATE) / RATE
        for number, title in enumerate(TITLES):
            track = folder / f"track {number}.wav"
            sound = np.sin(2 * np.pi * (300 + 40 * time) * time) * (0.2 + 0.2 * number)
            soundfile.write(track, np.stack([sound, sound / 2], axis=1), RATE, "PCM_24")
            self.tracks.append(track)
            span = {"start": 2.0 + number, "end": 7.0 + number}
            wanted.append(json.dumps({"track": str(track), "title": title, **span}))
        self.process = room.start(
            sys.executable, HERE / "programs" / "cards.py", self.folder, *wanted,
            name="cards", more={"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        kit.until(self._there, "the cards")

    def _there(self) -> bool:
        assert self.process.poll() is None, self.room.log("cards")
        return len(self.state.get("cards", ())) == len(TITLES)

    @property
    def state(self) -> dict[str, Any]:
        told = self.room.told("cards")
        return told[-1] if told else {}

    def grip(self, place: int) -> tuple[int, int]:
        x, y = self.state["cards"][place]["grip"]
        return x, y

    def path(self, place: int) -> Path:
        """Where a card's clip lies, once it was made."""
        found = self.kit.until(lambda: self.state["cards"][place]["path"], "the clip")
        return Path(found)

    def wanted(self, place: int) -> np.ndarray:
        """The samples that the clip has to hold, without the milliseconds of its fades."""
        first = (2 + place) * RATE
        return soundfile.read(self.tracks[place], dtype="float32")[0][first : first + 5 * RATE]

    def drag(self, grip: tuple[int, int], target: tuple[int, int], landed: Any) -> None:
        """Drag from a card, in step with what both programs say of it."""
        self.room.drag(
            grip, target, landed,
            carried=lambda: self.state["carried"], taken=lambda: self.state["taken"],
        )  # fmt: skip

    def choose_both(self) -> None:
        self.room.hand("mousemove", *self.grip(0), "click", 1)
        self.kit.until(lambda: self.state["cards"][0]["selected"], "the first card")
        self.room.hand("keydown", "ctrl", "mousemove", *self.grip(1), "click", 1, "keyup", "ctrl")
        self.kit.until(lambda: all(c["selected"] for c in self.state["cards"]), "both cards")
        self.room.hand("sleep", 0.8)  # a press right after a click is a double click, which plays


@pytest.fixture
def room(programs: Any) -> Iterator[Any]:
    with programs.Room() as room:
        yield room


@pytest.fixture
def cards(room: Any, programs: Any, tmp_path: Path) -> Cards:
    return Cards(room, programs, tmp_path)


def same_sound(path: Path, wanted: np.ndarray) -> bool:
    heard, rate = soundfile.read(path, dtype="float32")
    inner = slice(RATE // 10, -RATE // 10)
    return rate == RATE and np.abs(heard[inner] - wanted[inner]).max() < 1e-6


def started(room: Any, programs: Any, *command: object) -> Callable[[], dict[str, Any]]:
    room.start(*command, name="receiver", more={"PYTHONPATH": str(ROOT)})
    programs.until(
        lambda: room.told("receiver"), "the receiver", instead=lambda: room.log("receiver")
    )
    room.window("^receiver$")
    return lambda: room.told("receiver")[-1]


def test_qt_takes_several_in_order_and_the_files_stay_when_we_are_gone(cards, room, programs):
    told = started(room, programs, sys.executable, HERE / "programs" / "receiver.py")
    cards.choose_both()
    cards.drag(cards.grip(1), (1250, 300), lambda: told()["what"] == "dropped")
    cards.process.kill()  # at once, as in a crash
    cards.process.wait()
    assert told()["action"] == "copy"
    assert "text/uri-list" in told()["formats"]
    paths = [Path(path) for path in told()["paths"]]
    assert [path.name for path in paths] == [
        f"{TITLES[0]} – scary, sad – 0m02s.wav", f"{TITLES[1]} – scary, sad – 0m03s.wav"
    ]  # fmt: skip
    assert all(path.is_relative_to(cards.folder) for path in paths)
    assert all(same_sound(path, cards.wanted(place)) for place, path in enumerate(paths))


def test_a_marked_part_is_dragged_as_a_card_is(cards, room, programs):
    told = started(room, programs, sys.executable, HERE / "programs" / "receiver.py")
    part = programs.until(lambda: cards.state["part"], "the marked part")
    cards.drag(tuple(part["grip"]), (1250, 300), lambda: told()["what"] == "dropped")
    assert told()["action"] == "copy"
    (path,) = told()["paths"]
    assert Path(path).name == f"{TITLES[0]} – scary, sad – 0m08s.wav"
    whole = soundfile.read(cards.tracks[0], dtype="float32")[0]
    assert same_sound(Path(path), whole[8 * RATE : round(10.5 * RATE)])


def test_gtk_takes_a_clip_with_a_hard_name(cards, room, programs):
    python = "/usr/bin/python3"  # the system's: it has gi
    if not room.read(python, "-c", "import gi; gi.require_version('Gtk', '3.0'); print(1)"):
        pytest.skip("GTK's Python is not installed")
    told = started(room, programs, python, HERE / "programs" / "gtk_receiver.py")
    cards.drag(cards.grip(0), (1250, 300), lambda: told()["what"] == "dropped")
    assert told()["action"] == "copy"
    (uri,) = told()["uris"]
    assert uri.startswith("file:///")
    assert unquote(urlsplit(uri).path) == str(cards.path(0))
    assert same_sound(cards.path(0), cards.wanted(0))


def test_a_target_that_refuses_costs_nothing(cards, room, programs):
    told = started(room, programs, sys.executable, HERE / "programs" / "receiver.py", "refuse")
    cards.drag(cards.grip(0), (1250, 300), lambda: cards.state["said"])
    assert told()["what"] == "refused"
    assert cards.state["said"][-1].startswith("Nothing there takes files")
    assert same_sound(cards.path(0), cards.wanted(0))


# Kdenlive


def placed(project: Path) -> list[tuple[str, str, int, int, int]]:
    """What lies on a Kdenlive project's or MLT file's tracks: (track, file, start, in, frames)."""
    xml = etree.parse(str(project)).getroot()
    files = {
        one.get("id"): one.findtext("property[@name='resource']") or ""
        for one in [*xml.iter("producer"), *xml.iter("chain")]
    }
    found = []
    for line in xml.iter("playlist"):
        if line.get("id") == "main_bin":
            continue
        at = 0
        for entry in line:
            if entry.tag == "blank":
                at += frames(entry.get("length"))
            elif entry.tag == "entry":
                first, last = frames(entry.get("in")), frames(entry.get("out"))
                name = Path(files[entry.get("producer")]).name
                found.append((line.get("id"), name, at, first, last - first + 1))
                at += last - first + 1
    return [row for row in found if Path(row[1]).suffix]


def frames(time: str, rate: int = 25) -> int:
    """Frames of a time such as 00:00:03.440, or of a number of frames."""
    if ":" not in time:
        return int(time)
    hours, minutes, seconds = time.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * rate)


@pytest.fixture
def plan(load_kit, tmp_path):
    cue_kit = load_kit("t2m_cue_kit", ROOT / "tests" / "export" / "cue_kit.py")
    music = tmp_path / "müsic & <more> #1 100%"
    names = ("a 'quoted'.wav", "b [x]=1 😀.flac", "日本 c.ogg")
    places = ((0.0, 3.44, 16.0), (14.0, 10.04, 16.0), (30.0, 20.0, 12.08))
    cues = []
    for number, (name, (start, source, length)) in enumerate(zip(names, places, strict=True), 1):
        track = cue_kit.write_noise(music / name, 40, RATE if number < 3 else 44_100, 2, number)
        end = round(start + length, 2)
        cues.append(cue_kit.make_cue(number, start, end, track, source))
    return cue_kit.make_plan(cues, 60.0)


PLACES = [
    ("a 'quoted'.wav", 0, 86, 400),
    ("b [x]=1 😀.flac", 350, 251, 400),
    ("日本 c.ogg", 750, 500, 302),
]
"""Of the plan's cues: file, start, first frame, frames; 25 a second."""


def bin_of(project: Path) -> list[str]:
    xml = etree.parse(str(project)).getroot()
    files = {
        one.get("id"): one.findtext("property[@name='resource']") or ""
        for one in [*xml.iter("producer"), *xml.iter("chain")]
    }
    listed = next(one for one in xml.iter("playlist") if one.get("id") == "main_bin")
    return [Path(files[entry.get("producer")]).name for entry in listed.iter("entry")]


def kept_in_kdenlive(kdenlive: Any, name: str, where: Callable[[Path], list[str]]) -> bool:
    """Whether Kdenlive has the clip, all of it, and saved it."""
    if not kdenlive.changed:
        return False
    kdenlive.save()
    return name in where(kdenlive.project)


def test_kdenlive_opens_a_timeline_and_takes_clips_into_its_bin(
    cards, room, programs, editors, plan, tmp_path
):
    project = write_timelines(timeline_of(plan), tmp_path, ["kdenlive"])[0]
    kdenlive = editors.Kdenlive(programs, room, project, len(PLACES))
    kdenlive.save()
    assert "kdenlive:docproperties.kdenliveversion" in project.read_text("utf-8")
    assert sorted((row[1:] for row in placed(project)), key=lambda row: row[1]) == PLACES
    cards.choose_both()
    cards.drag(
        cards.grip(1), (440, 430), lambda: kept_in_kdenlive(kdenlive, cards.path(1).name, bin_of)
    )
    names = [cards.path(place).name for place in (0, 1)]
    assert [name for name in bin_of(project) if name in names] == names, "in their order"
    assert same_sound(cards.path(1), cards.wanted(1))


def test_kdenlive_takes_a_clip_and_a_marked_part_onto_its_timeline(
    cards, room, programs, editors, plan, tmp_path
):
    project = write_timelines(timeline_of(plan), tmp_path, ["kdenlive"])[0]
    kdenlive = editors.Kdenlive(programs, room, project, len(PLACES))
    kdenlive.save()

    def on_a_track(path: Path) -> list[str]:
        return [row[1] for row in placed(path)]

    cards.drag(
        cards.grip(0),
        (1250, 755),  # a track for sound, however high its panels make the one for pictures
        lambda: kept_in_kdenlive(kdenlive, cards.path(0).name, on_a_track),
    )
    at = {row[1]: row for row in placed(project)}[cards.path(0).name]
    others = [row for row in placed(project) if row[1] != cards.path(0).name]
    assert sorted((row[1:] for row in others), key=lambda row: row[1]) == PLACES
    assert at[3:] == (0, 125)
    assert 45 * 25 < at[2] < 70 * 25

    part = f"{TITLES[0]} – scary, sad – 0m08s.wav"
    cards.drag(
        tuple(cards.state["part"]["grip"]),
        (1100, 755),  # after the last of the plan's cues, before what was dropped
        lambda: kept_in_kdenlive(kdenlive, part, on_a_track),
    )
    lying = {row[1]: row for row in placed(project)}
    assert lying[part][3:] == (0, 62), "2.5 s"
    assert PLACES[-1][1] + PLACES[-1][3] <= lying[part][2] < at[2]
    assert lying[cards.path(0).name] == at


def test_shotcut_opens_a_timeline_and_takes_clips_onto_it(
    cards, room, programs, editors, plan, tmp_path
):
    project = write_timelines(timeline_of(plan), tmp_path, ["mlt"])[0]
    shotcut = editors.Shotcut(programs, room, project)
    shotcut.save()
    assert 'title="Shotcut version' in project.read_text("utf-8")
    assert sorted((row[1:] for row in placed(project)), key=lambda row: row[1]) == PLACES

    def saved(names: list[str], where: Callable[[Path], list[str]]) -> bool:
        if not shotcut.changed:
            return False
        shotcut.save()
        return [name for name in where(project) if name in names] == names

    first, second = (f"{TITLES[n]} – scary, sad – 0m0{n + 2}s.wav" for n in (0, 1))
    cards.drag(
        cards.grip(0), (600, 757), lambda: saved([first], lambda p: [r[1] for r in placed(p)])
    )
    at = {row[1]: row for row in placed(project)}[first]
    others = [row for row in placed(project) if row[1] != first]
    assert sorted((row[1:] for row in others), key=lambda row: row[1]) == PLACES
    assert at[3:] == (0, 125)
    assert at[2] < 8 * 25
    cards.choose_both()
    cards.drag(cards.grip(0), (640, 300), lambda: saved([first, second], bin_of))


def blocks(project: Path) -> list[np.ndarray]:
    """The samples in an Audacity project (SQLite), float32, a block each."""
    with sqlite3.connect(f"{project.as_uri()}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT sampleformat, samples FROM sampleblocks ORDER BY blockid")
        found = list(rows)
    database.close()
    assert {form for form, _ in found} <= {0x0004000F}, "32 bit float"
    return [np.frombuffer(samples, np.float32) for _, samples in found]


def test_audacity_takes_clips_and_its_saved_project_holds_their_samples(
    cards, room, programs, editors, tmp_path
):
    audacity = editors.Audacity(programs, room, tmp_path / "saved.aup3")
    cards.choose_both()
    cards.drag(cards.grip(0), (900, 550), lambda: room.windows("– 0m0[23]s$"))  # its title
    audacity.save_and_quit()
    heard = blocks(audacity.project)
    wanted = [cards.wanted(place)[:, side] for place in (0, 1) for side in (0, 1)]
    assert [len(block) for block in heard] == [len(sound) for sound in wanted]
    inner = slice(RATE // 10, -RATE // 10)
    # Each once; which of the files it read first is Audacity's own affair.
    found = [
        number
        for sound in wanted
        for number, block in enumerate(heard)
        if np.abs(block[inner] - sound[inner]).max() < 1e-6
    ]
    assert sorted(found) == list(range(len(wanted)))


SUPERCLOCK = 282_240_000
"""Ardour's ticks a second."""


def test_ardour_takes_a_clip_onto_a_track(cards, room, programs, editors, tmp_path):
    ardour = editors.Ardour(programs, room, tmp_path / "session")
    if ardour.changed:
        ardour.save()
    room.hand("windowactivate", "--sync", room.window("^cards$"))  # Ardour's may lie over it
    cards.drag(cards.grip(0), (800, 472), lambda: ardour.changed)

    def regions() -> list[Any]:
        if ardour.changed:
            ardour.save()
        return etree.parse(str(ardour.project)).xpath("//Playlist/Region")

    (region,) = programs.until(regions, "the region", pause=0.5)
    length, at = (int(part.removeprefix("a")) for part in region.get("length").split("@"))
    assert length == 5 * SUPERCLOCK
    assert 15 * SUPERCLOCK < at < 35 * SUPERCLOCK, "where it was dropped"
    assert region.get("start") == "a0"
    # It takes the sound into its session, a file a channel.
    sounds = sorted((tmp_path / "session").rglob("*.wav"))
    held = [path for path in sounds if path.name.startswith(cards.path(0).stem)]
    assert len(held) == 2
    inner = slice(RATE // 10, -RATE // 10)
    for side, path in enumerate(held):
        heard = soundfile.read(path, dtype="float32")[0]
        assert np.abs(heard[inner] - cards.wanted(0)[inner, side]).max() < 1e-6
