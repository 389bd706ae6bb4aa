"""DaVinci Resolve's script, against a fake of the API that its manual describes."""

from __future__ import annotations

import sys
import threading
from fractions import Fraction
from pathlib import Path

import pytest

from t2m_engine.links.mailbox import MailboxLink
from t2m_engine.links.model import EditorError, Item, Trouble
from t2m_engine.links.sending import send

PLUGINS = Path(__file__).parents[2] / "packaging" / "plugins"
HOUR = 86_400
"""Frames of 24: Resolve's timelines begin at 01:00:00:00."""


class Media:
    def __init__(self, file):
        self.file = file

    def GetClipProperty(self, name):
        assert name == "File Path"
        return self.file


class TimelineItem:
    def __init__(self, media, start, duration):
        self.media, self.start, self.duration = media, start, duration

    def GetMediaPoolItem(self):
        return self.media

    def GetName(self):
        return Path(self.media.file).name

    def GetStart(self):
        return self.start

    def GetDuration(self):
        return self.duration


class Timeline:
    def __init__(self):
        self.tracks = [[], []]
        self.locked = {2}
        self.rate = "23.976"

    def GetSetting(self, name):
        assert name == "timelineFrameRate"
        return self.rate

    def GetStartFrame(self):
        return HOUR

    def GetStartTimecode(self):
        return "01:00:00:00"

    def GetCurrentTimecode(self):
        return "01:00:10:12"

    def GetTrackCount(self, kind):
        assert kind == "audio"
        return len(self.tracks)

    def GetTrackName(self, kind, number):
        return f"Audio {number}"

    def GetIsTrackLocked(self, kind, number):
        return number in self.locked

    def GetItemListInTrack(self, kind, number):
        return self.tracks[number - 1]

    def GetMarkers(self):
        return {240: {"color": "Blue", "duration": 24, "note": "She waits.", "name": "Storm"}}

    def AddTrack(self, kind, sub):
        assert (kind, sub) == ("audio", "stereo")
        self.tracks.append([])
        return True

    def DeleteClips(self, items, ripple):
        assert ripple is False
        for track in self.tracks:
            track[:] = [item for item in track if item not in items]
        return True


class Resolve:
    """All of the API that the script uses, in one."""

    def __init__(self):
        self.timeline = Timeline()
        self.open = True
        self.refused = 0

    def GetProjectManager(self):
        return self

    def GetCurrentProject(self):
        return self if self.open else None

    def GetName(self):
        return "Film"

    def GetCurrentTimeline(self):
        return self.timeline

    def GetMediaPool(self):
        return self

    def ImportMedia(self, files):
        return [Media(file) for file in files]

    def AppendToTimeline(self, wanted):
        made = []
        for clip in wanted:
            assert clip["mediaType"] == 2
            item = TimelineItem(
                clip["mediaPoolItem"],
                clip["recordFrame"],
                clip["endFrame"] - clip["startFrame"] + 1,
            )
            if len(made) < len(wanted) - self.refused:
                self.timeline.tracks[clip["trackIndex"] - 1].append(item)
                made.append(item)
        return made


@pytest.fixture
def resolve(load_kit, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "path", [str(PLUGINS / "shared"), *sys.path])
    script = load_kit("t2m_resolve_plugin", PLUGINS / "resolve" / "t2m.py")
    monkeypatch.setattr(script, "PAUSE", 0.01)
    resolve = Resolve()
    thread = threading.Thread(target=script.main, args=(resolve,))
    thread.start()
    folder = tmp_path / "t2m" / "links" / "resolve"
    while not (folder / "here").exists():
        thread.join(0.01)
    resolve.link = MailboxLink("DaVinci Resolve", folder, "its script", taking=30.0)
    resolve.script = script
    yield resolve
    resolve.open = False
    thread.join()


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "Dusk.wav"
    path.touch()
    return path


def test_it_tells_its_timeline(resolve):
    state = resolve.link.read(lambda: None)
    assert state.project == "Film"
    assert state.frame_rate == Fraction(24000, 1001)
    assert state.playhead == pytest.approx(252 * 1001 / 24000)
    assert [(t.name, t.locked) for t in state.tracks] == [("Audio 1", False), ("Audio 2", True)]
    assert [(m.text, m.start) for m in state.markers] == [
        ("Storm\nShe waits.", pytest.approx(10.01))
    ]


def test_it_takes_clips_and_makes_tracks(resolve, sound):
    items = [Item(sound, "Dusk", 0.0, 4.0), Item(sound, "Dusk", 2.0, 4.0, 1)]
    sent = send(resolve.link, items, at=10.01)
    assert [clip.track for clip in sent.clips] == [0, 2]
    assert [item.start - HOUR for track in resolve.timeline.tracks for item in track] == [240, 288]
    resolve.link.undo(resolve.link.read(lambda: None))
    assert resolve.timeline.tracks == [[], [], []]


def test_what_it_takes_in_part_is_taken_back(resolve, sound):
    resolve.refused = 1
    with pytest.raises(EditorError, match="None lies there") as caught:
        send(resolve.link, [Item(sound, "One", 0.0, 4.0), Item(sound, "Two", 5.0, 4.0)])
    assert caught.value.trouble is Trouble.REFUSED
    assert resolve.timeline.tracks == [[], []]


def test_without_a_timeline_it_says_so(resolve):
    resolve.timeline = None
    with pytest.raises(EditorError, match="shows no timeline"):
        resolve.link.read(lambda: None)


@pytest.mark.parametrize(
    ("timecode", "base", "frame"),
    [
        ("00:00:10:12", 24, 252),
        ("00:01:00;02", 30, 1800),
        ("00:10:00;00", 30, 17_982),
        ("01:00:00;00", 60, 215_784),
    ],
)
def test_timecode_is_read_with_dropped_frames(resolve, timecode, base, frame):
    assert resolve.script.frames(timecode, base) == frame
