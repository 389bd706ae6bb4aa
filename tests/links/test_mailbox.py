"""The mailbox: plug-ins of Python and of Lua, and what can go wrong between two programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.errors import CancelledError
from t2m_engine.links.mailbox import MailboxLink, decode, encode
from t2m_engine.links.model import EditorError, Item, Trouble
from t2m_engine.links.sending import send

PLUGINS = Path(__file__).parents[2] / "packaging" / "plugins"


@pytest.fixture
def plugin(load_kit):
    return load_kit("t2m_mailbox", PLUGINS / "shared" / "t2m_mailbox.py")


class Editor:
    """An editor in Python, with a project in memory."""

    def __init__(self) -> None:
        self.name, self.clips, self.failing = "Film", [], None

    def project(self):
        return self.name

    def read(self):
        rows = [["project", self.name], ["rate", 24000, 1001], ["playhead", "2.5"]]
        rows += [["track", "Music\t1", 0], ["track", "Voice", 1]]
        rows += [["marker", "Storm", "line\none \\n", "1.0", "3.5"]]
        return rows + [
            ["clip", c["track"], c["name"], c["start"], c["length"], c["file"]] for c in self.clips
        ]

    def place(self, clips):
        if self.failing:
            raise self.failing
        self.clips += clips

    def undo(self):
        self.clips.pop()


@pytest.fixture
def editor(plugin, tmp_path):
    """An editor that answers in a thread, as a plug-in does between two of its own steps."""
    editor = Editor()
    box = plugin.Mailbox(editor, str(tmp_path / "box"))
    box.poll()
    editor.resting = threading.Event()
    ended = threading.Event()

    def serve():
        while not ended.wait(0.01):
            if not editor.resting.is_set():
                box.poll()

    thread = threading.Thread(target=serve)
    thread.start()
    yield editor
    ended.set()
    thread.join()


@pytest.fixture
def link(tmp_path):
    return MailboxLink("Fake", tmp_path / "box", "its plug-in", taking=30.0, answering=30.0)


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "a\tb\\n ü.wav"
    path.touch()
    return path


def never() -> None:
    pass


def trouble(call, *args) -> EditorError:
    with pytest.raises(EditorError) as caught:
        call(*args)
    return caught.value


words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@settings(max_examples=50)
@given(st.lists(st.lists(words, min_size=2), min_size=1))
def test_any_words_come_back(rows):
    assert decode(encode(rows)) == rows


def test_what_an_editor_shows_is_read(editor, link):
    state = link.read(never)
    assert (state.project, state.frame_rate, state.playhead) == ("Film", Fraction(24000, 1001), 2.5)
    assert [(t.name, t.locked) for t in state.tracks] == [("Music\t1", False), ("Voice", True)]
    assert [(m.text, m.end) for m in state.markers] == [("Storm\nline\none \\n", 3.5)]


def test_clips_are_placed_and_read_back(editor, link, sound):
    sent = send(link, [Item(sound, "Dusk", 0.0, 4.0)])
    assert [(c.track, c.name, c.start, c.file) for c in sent.clips] == [(0, "Dusk", 2.5, sound)]
    link.undo(link.read(never))
    assert editor.clips == []


def test_only_its_owner_sees_the_folder(editor, link, tmp_path):
    link.read(never)
    assert (tmp_path / "box").stat().st_mode & 0o077 == 0


def test_an_editor_that_never_ran_is_said_to_be_absent(link):
    error = trouble(link.read, never)
    assert error.trouble is Trouble.ABSENT
    assert "its plug-in is not switched on" in str(error)


def test_a_busy_editor_is_not_asked_later(editor, tmp_path, sound):
    link = MailboxLink("Fake", tmp_path / "box", "its plug-in", taking=30.0)
    state = link.read(never)
    editor.resting.set()
    time.sleep(0.1)  # a look that had begun is over
    hasty = MailboxLink("Fake", tmp_path / "box", "its plug-in", taking=0.2)
    error = trouble(lambda: hasty.place([Item(sound, "Dusk", 0.0, 4.0)], state, never, here=False))
    assert error.trouble is Trouble.BUSY
    assert "Nothing was sent" in str(error)
    editor.resting.clear()
    assert link.read(never).clips == ()


def test_a_request_that_has_expired_is_not_done(editor, link, tmp_path, sound):
    """Its sender may be dead, and have left it there."""
    link.read(never)
    rows = [["t2m-link", "1"], ["id", "x"], ["expires", "1000"], ["project", ""], ["do", "place"],
            ["clip", str(sound), "Dusk", "0", "4", "0"], ["end"]]  # fmt: skip
    part = tmp_path / "box" / "request.part"
    part.write_bytes(encode(rows))
    part.replace(tmp_path / "box" / "request")
    while (tmp_path / "box" / "request").exists():
        time.sleep(0.01)
    assert link.read(never).clips == ()


def test_an_editor_that_ends_in_the_middle_is_told_of(link, plugin, tmp_path):
    box = plugin.Mailbox(Editor(), str(tmp_path / "box"))
    box.poll()
    hasty = MailboxLink("Fake", tmp_path / "box", "its plug-in", taking=30.0, answering=0.3)
    errors = []
    thread = threading.Thread(target=lambda: errors.append(trouble(hasty.read, never)))
    thread.start()
    request = tmp_path / "box" / "request"
    while not request.exists():
        time.sleep(0.01)
    request.rename(tmp_path / "box" / "taken")
    thread.join()
    assert errors[0].trouble is Trouble.GONE
    assert "did not answer" in str(errors[0])


PYTHON = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
import t2m_mailbox
class Editor:
    def project(self): return "Film"
    def read(self): return [["project", "Film"], ["track", "A1", 0]]
    def place(self, clips): os.kill(os.getpid(), 9)
box = t2m_mailbox.Mailbox(Editor(), sys.argv[2])
while True:
    box.poll()
    time.sleep(0.01)
"""
LUA = """
local mailbox = dofile(arg[1] .. "/t2m_mailbox.lua")
local box, editor = { folder = arg[2] }, {}
function editor.project() return "Film" end
function editor.read() return { { "project", "Film" }, { "track", "A1", 0 } } end
function editor.place() os.execute("kill -9 $PPID") end
while true do
  mailbox.poll(box, editor)
  os.execute("sleep 0.01")
end
"""


@pytest.mark.parametrize("language", ["python", "lua"])
def test_a_crash_is_told_of_at_once(language, link, tmp_path, sound):
    """However long an editor may work at something: the one that ended does not."""
    found = sys.executable
    if language == "lua" and not (found := shutil.which("lua5.4") or shutil.which("lua5.3")):
        pytest.skip("lua5.4 is not installed")
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not tell which processes run")
    script = tmp_path / "editor"
    script.write_text({"python": PYTHON, "lua": LUA}[language], "utf-8")
    (tmp_path / "box").mkdir(exist_ok=True)
    process = subprocess.Popen([found, str(script), str(PLUGINS / "shared"), str(tmp_path / "box")])
    try:
        end = time.monotonic() + 60
        while not (tmp_path / "box" / "here").exists():
            assert time.monotonic() < end
            time.sleep(0.02)
        slow = MailboxLink("Fake", tmp_path / "box", "its plug-in", taking=30.0, answering=1e6)
        error = trouble(lambda: send(slow, [Item(sound, "Dusk", 0.0, 4.0)], at=0.0))
        assert error.trouble is Trouble.GONE
        assert "ended in the middle of it. What it had saved is as it was" in str(error)
        assert process.poll() == -9
        error = trouble(slow.read, never)
        assert error.trouble is Trouble.ABSENT
        assert "Nothing was sent" in str(error)
    finally:
        process.kill()
        process.wait()


def test_another_project_is_left_alone(editor, link, sound):
    state = link.read(never)
    editor.name = "Book"
    error = trouble(lambda: link.place([Item(sound, "D", 0.0, 4.0)], state, never, here=False))
    assert error.trouble is Trouble.OTHER_PROJECT
    assert "“Book”" in str(error)
    assert editor.clips == []


def test_a_file_that_is_gone_is_not_placed(editor, link, sound):
    state = link.read(never)
    sound.unlink()
    error = trouble(lambda: link.place([Item(sound, "D", 0.0, 4.0)], state, never, here=False))
    assert "cannot be read" in str(error) or "is gone" in str(error)


def test_what_goes_wrong_inside_is_told(editor, link, plugin, sound):
    state = link.read(never)
    items = [Item(sound, "D", 0.0, 4.0)]
    editor.failing = plugin.Refusal("locked", "The track is locked.")
    assert trouble(lambda: link.place(items, state, never, here=False)).trouble is Trouble.LOCKED
    editor.failing = KeyError("channel")
    assert "KeyError" in str(trouble(lambda: link.place(items, state, never, here=False)))


def test_a_request_can_be_cancelled_until_it_is_taken(editor, link, tmp_path):
    link.read(never)
    editor.resting.set()
    time.sleep(0.1)

    def check():
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        link.read(check)
    assert not (tmp_path / "box" / "request").exists()


def test_a_plugin_of_another_version_is_refused(link, plugin, tmp_path, monkeypatch):
    monkeypatch.setattr(plugin, "VERSION", "2")
    box = plugin.Mailbox(Editor(), str(tmp_path / "box"))
    box.poll()
    ended = threading.Event()

    def serve():
        while not ended.wait(0.01):
            box.poll()

    thread = threading.Thread(target=serve)
    thread.start()
    error = trouble(link.read, never)
    ended.set()
    thread.join()
    assert "another version" in str(error)


def test_a_full_disk_is_told_of(link, plugin, tmp_path):
    plugin.Mailbox(Editor(), str(tmp_path / "box")).poll()
    (tmp_path / "box" / "request.part").mkdir()  # nothing can be written there
    error = trouble(link.read, never)
    assert error.trouble is Trouble.REFUSED
    assert "cannot be written to" in str(error)


# Reaper, whose script is run by Lua itself, against a fake of what it calls


@pytest.fixture
def reaper(tmp_path):
    """Reaper's script in Lua, with a fake Reaper around it; stops when `stop` is there."""
    lua = shutil.which("lua5.4") or shutil.which("lua5.3")
    if lua is None:
        pytest.skip("lua5.4 is not installed")
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    for name in ("shared/t2m_mailbox.lua", "shared/t2m_json.lua", "reaper/t2m.lua"):
        shutil.copy(PLUGINS / name, scripts)
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "STOP": str(tmp_path / "stop"),
    }
    process = subprocess.Popen(
        [lua, str(Path(__file__).parent / "fake_reaper.lua"), str(scripts / "t2m.lua")],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    folder = tmp_path / "cache" / "t2m" / "links" / "reaper"
    end = time.monotonic() + 60
    while not (folder / "here").exists():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < end
        time.sleep(0.02)
    yield folder
    (tmp_path / "stop").touch()
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said


def test_reaper_takes_clips_and_tells_its_regions_and_notes(reaper, sound):
    link = MailboxLink("Reaper", reaper, "its script", taking=30.0)
    state = link.read(never)
    assert (state.project, state.playhead) == ("Fake film", 1.5)
    assert [(m.name, m.notes, m.start, m.end) for m in state.markers] == [
        ("Storm", "", 2.0, 6.0), ("End", "", 9.0, 9.0), ("", "She waits.\nNobody comes.", 3.0, 5.0),
    ]  # fmt: skip
    sent = send(link, [Item(sound, "Dusk", 0.0, 4.0), Item(sound, "Dawn", 2.0, 4.0, 1)])
    assert [(c.track, c.name, c.start, c.length) for c in sent.clips] == [
        (1, "Dusk", 1.5, 4.0), (2, "Dawn", 3.5, 4.0),
    ]  # fmt: skip
    assert sent.clips[0].file == sound
    link.undo(state)
    assert link.read(never) == state


def test_reapers_window_asks_for_the_notes_and_lays_a_clip_at_the_cursor(reaper):
    """The fake t2m answers with what it was asked, and the script sends by it."""
    end = time.monotonic() + 60
    while not (reaper / "asked").exists() or "send" not in (reaper / "asked").read_text("utf-8"):
        assert time.monotonic() < end, sorted(reaper.iterdir())
        time.sleep(0.02)
    asked = (reaper / "asked").read_text("utf-8").splitlines()
    assert asked[0].startswith("suggest --json -k 12 --text-file ")
    assert (reaper / "passage.txt").read_text("utf-8") == "She waits.\nNobody comes."
    assert asked[1] == (
        "send --json --to reaper --at 1.500000000 --clip /music/It's é.flac "
        "10.500000000 22.000000000"
    )
