"""Kdenlive's link, against a bus that is none: what its window says, and when it says nothing."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from t2m_engine.errors import CancelledError
from t2m_engine.links import kdenlive
from t2m_engine.links.dbus import NO_ANSWER, NO_BUS, BusError
from t2m_engine.links.kdenlive import KdenliveLink
from t2m_engine.links.model import EditorError, Item, Trouble

PROJECT = """<mlt><profile frame_rate_num="25" frame_rate_den="1"/>
<playlist id="main_bin"/><playlist id="p0"/>
<tractor id="a1"><property name="kdenlive:audio_track">1</property>
<property name="kdenlive:locked_track">1</property><track producer="p0"/></tractor>
<tractor id="a2"><property name="kdenlive:audio_track">1</property><track producer="p0"/></tractor>
<tractor id="all"><track producer="a1"/><track producer="a2"/></tractor></mlt>"""


class FakeBus:
    """A bus on which Kdenlives run: their titles by their names, what their windows were told."""

    def __init__(self, limit: float = 0.0) -> None:
        self.titles = {"org.kde.kdenlive-99": "Film[*] / HD 1080p 25 fps"}
        self.answers = True
        self.acts: list[str] = []
        self.clipboard: list[str] = []
        self.error = ""
        self.later: list[str] = []  # titles that come before the one in `titles`

    def __call__(self, limit: float) -> FakeBus:
        return self

    def __enter__(self) -> FakeBus:
        if self.error.startswith(NO_BUS):
            raise BusError(self.error)
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def names(self) -> list[str]:
        return ["org.freedesktop.DBus", *self.titles]

    def call(self, name: str, path: str, interface: str, method: str, *words: str) -> tuple:
        self._fail()
        self.acts.append(words[0])
        return (self.answers,)

    def property(self, name: str, path: str, interface: str, wanted: str) -> object:
        self._fail()
        if wanted == "windowModified":
            return False
        title = self.later.pop(0) if self.later else self.titles[name]
        if not title:
            raise BusError("org.freedesktop.DBus.Error.UnknownObject")
        return title

    def _fail(self) -> None:
        if self.error:
            raise BusError(self.error)


@pytest.fixture
def bus(monkeypatch, tmp_path):
    bus = FakeBus()
    monkeypatch.setattr(kdenlive, "Bus", bus)
    monkeypatch.setattr(kdenlive, "_LOOK", 0.0)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "Film.kdenlive").write_text(PROJECT)
    (tmp_path / "kdenliverc").write_text(f"[Recent Files]\nFile1={tmp_path / 'Film.kdenlive'}\n")

    @contextmanager
    def lent(text):
        bus.clipboard.append(text)
        yield

    monkeypatch.setattr(kdenlive, "lent", lent)
    return bus


@pytest.fixture
def items(tmp_path):
    (tmp_path / "Dusk.wav").touch()
    return [Item(tmp_path / "Dusk.wav", "Dusk", 7.0, 4.0, 1)]


def never() -> None:
    pass


def refused(call, *args, **more) -> EditorError:
    with pytest.raises(EditorError) as caught:
        call(*args, **more)
    return caught.value


def test_what_it_shows_is_read_from_its_project(bus):
    state = KdenliveLink().read(never)
    assert state.project == "Film"
    assert [track.locked for track in state.tracks] == [False, True]


def test_it_is_waited_for_while_it_starts_and_opens_its_project(bus):
    bus.later = ["", "", "Kdenlive", "Kdenlive"]
    assert KdenliveLink().read(never).project == "Film"
    assert bus.later == []


def test_waiting_for_it_has_an_end_and_can_be_cancelled(bus):
    bus.titles = {"org.kde.kdenlive-99": "Kdenlive"}
    error = refused(KdenliveLink(opening=0.0).read, never)
    assert error.trouble is Trouble.BUSY
    assert "is opening a project" in str(error)
    assert "Nothing was sent" in str(error)

    def check():
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        KdenliveLink().read(check)


@pytest.mark.parametrize(
    ("error", "trouble", "said"),
    [
        (NO_ANSWER, Trouble.BUSY, "it is busy, or shows a dialog"),
        (f"{NO_BUS} (none)", Trouble.ABSENT, "no desktop session"),
        ("org.freedesktop.DBus.Error.NoReply", Trouble.GONE, "ended in the middle of it"),
        ("connection reset", Trouble.GONE, "If it ended just now"),
    ],
)
def test_a_bus_that_fails_is_told_of_in_words(bus, error, trouble, said):
    bus.error = error
    found = refused(KdenliveLink().read, never)
    assert found.trouble is trouble
    assert said in str(found)


def test_it_says_whether_it_is_there(bus):
    assert KdenliveLink().answers()
    bus.titles = {}
    assert not KdenliveLink().answers()
    assert refused(KdenliveLink().read, never).trouble is Trouble.ABSENT
    bus.error = NO_BUS
    assert not KdenliveLink().answers()


def test_of_several_the_one_is_meant_that_shows_the_project(bus):
    bus.titles["org.kde.kdenlive-100"] = "Book[*] / HD 1080p 25 fps"
    error = refused(KdenliveLink().read, never)
    assert error.trouble is Trouble.OTHER_PROJECT
    assert "“Film”, “Book”" in str(error)
    assert KdenliveLink("/home/me/Film.kdenlive").read(never).project == "Film"


def test_clips_are_pasted_on_the_track_that_is_meant(bus, items):
    link = KdenliveLink()
    link.place(items, link.read(never), never, here=False)
    assert bus.acts == ["activate_audio_2", "seek_start", "edit_paste"]
    assert 'position="175"' in bus.clipboard[0]
    bus.acts.clear()
    link.place(items, link.read(never), never, here=True)
    assert bus.acts == ["activate_audio_2", "edit_paste"]


def test_nothing_is_pasted_where_it_must_not_be(bus, items):
    link = KdenliveLink()
    state = link.read(never)
    bus.titles = {"org.kde.kdenlive-99": "Book[*] / HD 1080p 25 fps"}
    error = refused(link.place, items, state, never, here=False)
    assert error.trouble is Trouble.OTHER_PROJECT
    assert "shows “Book” now" in str(error)
    assert refused(link.undo, state).trouble is Trouble.OTHER_PROJECT
    bus.titles = {"org.kde.kdenlive-99": "Film[*] / HD 1080p 25 fps"}
    items[0].file.unlink()
    assert "is gone. Nothing was sent" in str(refused(link.place, items, state, never, here=False))
    assert bus.acts == []
    assert bus.clipboard == []


def test_an_action_that_it_refuses_is_told_of(bus, items):
    link = KdenliveLink()
    state = link.read(never)
    bus.answers = False
    error = refused(link.place, items, state, never, here=False)
    assert error.trouble is Trouble.REFUSED
    assert "refused “activate_audio_2”" in str(error)


def test_a_crash_in_the_middle_is_told_of(bus, items):
    link = KdenliveLink()
    state = link.read(never)
    call = bus.call

    def dying(*words):
        call(*words)
        bus.error = "org.freedesktop.DBus.Error.ServiceUnknown"
        return (True,)

    bus.call = dying
    error = refused(link.place, items, state, never, here=False)
    assert error.trouble is Trouble.GONE
    assert "ended in the middle of it. What it had saved is as it was" in str(error)
    assert bus.acts == ["activate_audio_2"]


def test_a_new_project_that_was_never_saved_has_tracks_that_nobody_knows(bus, tmp_path):
    (tmp_path / "kdenliverc").unlink()
    state = KdenliveLink().read(never)
    assert (state.tracks, float(state.frame_rate)) == (None, 25.0)


def test_only_its_own_autosave_is_read(bus, tmp_path):
    folder = tmp_path / "stalefiles" / "kdenlive"
    folder.mkdir(parents=True)
    for owner, name in (("99", "mine"), ("98", "another")):
        (folder / name).write_text(PROJECT.replace('<playlist id="p0"/>', name))
        (folder / f"{name}.lock").write_text(f"{owner}\nkdenlive\n")
    assert kdenlive._autosaves(99) == [folder / "mine"]
