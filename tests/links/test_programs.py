"""Clips sent to the editors themselves, and markers read from them."""

from __future__ import annotations

import base64
import datetime
import json
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from t2m_engine import places
from t2m_engine.cli import main
from t2m_engine.export.timelines.formats import write_timelines
from t2m_engine.export.timelines.model import Clip, Marker, Media, Timeline, Track
from t2m_engine.export.timelines.rates import RATES
from t2m_engine.links import audacity as audacity_link
from t2m_engine.links import kdenlive as kdenlive_link
from t2m_engine.links.editors import link_to
from t2m_engine.links.kdenlive import KdenliveLink
from t2m_engine.links.kdenlive_project import read_project
from t2m_engine.links.mailbox import MailboxLink
from t2m_engine.links.model import EditorError, Trouble
from t2m_engine.score.opening import write_sheets
from t2m_engine.score.plan_rows import Score
from t2m_engine.text.manuscript import read_manuscript

pytestmark = [
    pytest.mark.display,
    pytest.mark.real_program,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]
RATE = 48_000
PLUGINS = Path(__file__).parents[2] / "packaging" / "plugins"
STORM = "A storm at sea"


@pytest.fixture
def room(programs, monkeypatch):
    """A room, which this process lives in, too: links look where its programs do."""
    with programs.Room() as room:
        for name, value in room.environment.items():
            monkeypatch.setenv(name, value)
        for name in set(os.environ) - set(room.environment):
            if name.startswith(("XDG_", "WAYLAND")):
                monkeypatch.delenv(name)
        yield room


@pytest.fixture
def clips(tmp_path) -> list[Path]:
    """Finished files of 5.5 and 4 s, one of them with a telling name."""
    found = []
    for name, seconds in (("It’s #1 & <mü>", 5.5), ("Second", 4.0)):
        path = tmp_path / f"{name}.wav"
        time = np.arange(round(seconds * RATE)) / RATE
        soundfile.write(path, 0.2 * np.sin(2 * np.pi * 440 * time), RATE, "PCM_24")
        found.append(path)
    return found


class Prompt:
    """`t2m …` in this process."""

    def __init__(self, library: Path, capsys) -> None:
        self._library, self._capsys = library, capsys

    def __call__(self, *words: object) -> tuple[int, list[Any], str]:
        code = main(["--library", str(self._library), *map(str, words)])
        said = self._capsys.readouterr()
        rows = [json.loads(line) for line in said.out.splitlines()] if "--json" in words else []
        return int(code), rows, said.out + said.err


@pytest.fixture
def t2m(tmp_path, capsys) -> Prompt:
    return Prompt(tmp_path / "library", capsys)


def sent(t2m, *words) -> list[tuple[int, str, float, float]]:
    """What lies in the editor now of what was sent."""
    code, rows, said = t2m("send", *words, "--json")
    assert code == 0, said
    return [(c["track"], c["name"], c["start"], c["length"]) for c in rows[0]["clips"]]


def ready(programs, editor: str) -> Any:
    """What an editor shows, once its link answers."""

    def look() -> Any:
        try:
            return link_to(editor).read(lambda: None)
        except EditorError as error:
            told.append(str(error))
            return None

    told: list[str] = []
    return programs.until(look, f"the link to {editor}", pause=0.5, instead=lambda: told[-1:])


@pytest.fixture
def crash_at(monkeypatch):
    """Has an editor killed as a step of ours is taken, once."""

    def arrange(process: Any, owner: Any, step: str, of: str = "", *, after: bool = False) -> None:
        """The step is one with a word that begins with `of`; it is killed before or `after` it."""
        real = getattr(owner, step)

        def dying(*words: Any, **more: Any) -> Any:
            if not any(str(word).startswith(of) for word in words):
                return real(*words, **more)
            monkeypatch.setattr(owner, step, real)
            found = real(*words, **more) if after else None
            process.kill()
            process.wait()
            return found if after else real(*words, **more)

        monkeypatch.setattr(owner, step, dying)

    return arrange


def lost(t2m, file: Path, *words) -> str:
    """What is said of sending to an editor that crashes over it; the file stays."""
    content = file.read_bytes()
    code, rows, said = t2m("send", *words, file)
    assert (code, rows) == (6, [])
    assert "What it had saved is as it was" in said
    assert "Nothing was sent" not in said
    assert file.read_bytes() == content
    return said


@pytest.fixture
def score(load_kit, clips, tmp_path) -> Path:
    """The folder of a score of 25 frames a second: two cues that overlap by half a second."""
    kit = load_kit("t2m_cue_kit", PLUGINS.parents[1] / "tests" / "export" / "cue_kit.py")
    story = tmp_path / "story.txt"
    story.write_text(
        "The rain had stopped, and nobody came to the door of the house. " * 8, "utf-8"
    )
    read = read_manuscript(story)
    more = {"fade_in": 0.2, "fade_out": 0.5, "artist": ""}
    cues = [
        kit.make_cue(1, 10.0, 14.0, clips[0], 1.0, **more),
        kit.make_cue(2, 13.5, 17.0, clips[1], 0.25, **more),
    ]
    plan = kit.make_plan(
        cues, title=read.title, manuscript=read.path, text=read.text, words=read.words
    )
    out = tmp_path / "score"
    write_sheets(Score(plan), out)
    return out


def film(folder: Path, clips: list[Path]) -> Path:
    """A Kdenlive project of 24 frames a second: a clip on A1, A2, A3 locked, and a guide."""
    media = Media(clips[1], str(clips[1]), 4 * RATE, RATE, 1)
    there = Clip("clip1", "Voice", "", media, 2 * RATE, 0, 4 * RATE)
    marker = Marker(9 * RATE, 9 * RATE, STORM, "")
    tracks = (Track("Voice", (there,)), Track("Music", ()), Track("Noise", ()))
    timeline = Timeline("Film", RATES["24"], 20 * RATE, tracks, (marker,))
    folder.mkdir()
    project = write_timelines(timeline, folder, ["kdenlive"])[0]
    text = project.read_text("utf-8")
    named = '<property name="kdenlive:track_name">Noise</property>'
    assert text.count(named) == 1
    lock = '<property name="kdenlive:locked_track">1</property>'
    project.write_text(text.replace(named, named + lock), "utf-8")
    return project


def test_kdenlive(programs, editors, room, clips, score, t2m, tmp_path, crash_at):
    project = film(tmp_path / "film", clips)
    kdenlive = editors.Kdenlive(programs, room, project)
    state = ready(programs, "kdenlive")
    assert state.frame_rate == Fraction(24)
    assert [(clip.track, clip.start) for clip in state.clips] == [(0, 2.0)]

    code, rows, _ = t2m("markers", "kdenlive", "--json")
    assert code == 0
    assert [(row["text"], row["start"]) for row in rows] == [(STORM, 9.0)]

    room.hand("windowactivate", "--sync", kdenlive.window)
    # At the playhead, which it does not tell: on A2, as A1 has something on it, and A3 is locked.
    assert sent(t2m, "--to", "kdenlive", clips[0]) == [(2, "It’s #1 & <mü>", 0.0, 5.5)]
    # Both, one after the other; A1 is free there. 5.5 s are 132 frames of 24.
    assert sent(t2m, "--to", "kdenlive", "--at", "0:07.013", *clips) == [
        (1, "It’s #1 & <mü>", 7.0, 5.5), (1, "Second", 12.5, 4.0),
    ]  # fmt: skip
    # At the marker A1 is taken now.
    found = sent(t2m, "--to", "kdenlive", "--marker", STORM, clips[1])
    assert found == [(2, "Second", 9.0, 4.0)]

    code, _, said = t2m("send", "--to", "kdenlive", "--track", 1, "--at", 3, clips[0])
    assert code == 6
    assert "Nothing was sent" in said
    code, _, said = t2m("send", "--to", "kdenlive", "--project", "Book", "--at", 30, clips[0])
    assert code == 6
    assert "not “Book”" in said
    code, _, said = t2m("send", "--to", "kdenlive", "--track", 3, "--at", 30, clips[0])
    assert code == 6
    assert "Track 3 (“Noise”) of Kdenlive is locked. Nothing was sent" in said

    # One step of its own takes back all that was sent at once.
    room.bus(kdenlive.service, "/kdenlive/MainWindow_1", "org.kde.KMainWindow.activateAction",
             "string:edit_undo")  # fmt: skip
    link = KdenliveLink()
    programs.until(lambda: len(link.read(lambda: None).clips) == 4, "the step back")

    # A stretch that is cut out first; a score, whose cues overlap; one of its cues.
    found = sent(t2m, "--to", "kdenlive", "--at", 20, "--clip", clips[0], 1.0, 3.0)
    assert [(track, at, length) for track, _, at, length in found] == [(1, 20.0, 2.0)]
    found = sent(t2m, "--to", "kdenlive", "--at", 20, "--cue-sheet", score)
    assert found == [(1, "1. Piece 1", 30.0, 4.0), (2, "2. Piece 2", 33.5, 3.5)]
    code, rows, _ = t2m("send", "--to", "kdenlive", "--at", 40, "--cue-sheet", score, "--cue", 2,
                        "--json")  # fmt: skip
    assert [(c["track"], c["start"]) for c in rows[0]["clips"]] == [(1, 53.5)]
    assert "25 frames a second and Kdenlive's project 24" in rows[0]["notes"][-1]
    kdenlive.save()
    saved = read_project(project.read_bytes(), "Film")
    assert sorted((c.track, c.start) for c in saved.clips) == [
        (0, 2.0), (0, 7.0), (0, 12.5), (0, 20.0), (0, 30.0), (0, 53.5), (1, 0.0), (1, 33.5),
    ]  # fmt: skip
    assert all(clip.file.is_file() for clip in saved.clips)

    # Busy.
    os.kill(kdenlive.process.pid, signal.SIGSTOP)
    with pytest.raises(EditorError) as caught:
        KdenliveLink(answering=1.0).read(lambda: None)
    assert caught.value.trouble is Trouble.BUSY
    os.kill(kdenlive.process.pid, signal.SIGCONT)

    # It crashes over a clip that it has, and nobody has read back; started again, it takes it.
    kept = project.read_bytes()
    words = "--to", "kdenlive", "--at", 60
    crash_at(kdenlive.process, KdenliveLink, "place", after=True)
    said = lost(t2m, clips[1], *words)
    assert "Kdenlive ended before “Second” could be read back" in said
    assert str(clips[1]) in said
    assert project.read_bytes() == kept
    kdenlive = editors.Kdenlive(programs, room, project)
    ready(programs, "kdenlive")
    assert sent(t2m, *words, clips[1]) == [(1, "Second", 60.0, 4.0)]
    # It crashes after it was found, before it was given anything.
    crash_at(kdenlive.process, kdenlive_link, "_act", "edit_paste")
    assert "Kdenlive ended in the middle of it" in lost(t2m, clips[1], "--to", "kdenlive")
    assert project.read_bytes() == kept
    code, _, said = t2m("send", "--to", "kdenlive", clips[0])
    assert code == 6
    assert "Kdenlive is not running" in said


_AUDACITY = """PrefsVersion=1.1.1r1
[GUI]
ShowSplashScreen=0
[Version]
Major=3
Minor=2
Micro=4
[LADSPA]
Enable=0
[LV2]
Enable=0
[VST]
Enable=0
[VST3]
Enable=0
[Nyquist]
Enable=0
[VAMP]
Enable=0
[Module]
mod-script-pipe=1
[ModulePath]
mod-script-pipe={module}
[ModuleDateTime]
mod-script-pipe={changed}
"""


OFFER = "^Automatic Crash Recovery$"


def test_audacity(programs, room, clips, t2m, crash_at):
    pipe = Path(f"/tmp/audacity_script_pipe.to.{os.getuid()}")
    if pipe.exists():  # its place is the same for all Audacities of a user
        try:
            os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            pipe.unlink()
        else:
            pytest.skip("an Audacity of this user is running, and listens")
    code, _, said = t2m("send", "--to", "audacity", "--at", 0, clips[0])
    assert code == 6
    assert "Audacity does not answer" in said

    found = list(Path("/usr/lib").glob("**/mod-script-pipe.so"))
    if not found:
        pytest.skip("audacity is not installed")
    changed = datetime.datetime.fromtimestamp(int(found[0].stat().st_mtime)).isoformat()
    config = room.home / ".config" / "audacity" / "audacity.cfg"
    config.parent.mkdir(parents=True)
    config.write_text(_AUDACITY.format(module=found[0], changed=changed), "utf-8")
    # At its first start a child of it looks at the plug-ins, and takes the pipe away.
    registry = config.with_name("pluginregistry.cfg")
    first = room.start(programs.program("audacity"))
    window = room.window("^Audacity$")
    programs.until(registry.exists, "the list of plug-ins")
    room.hand("windowactivate", "--sync", window, "key", "ctrl+q")
    first.wait(programs.PATIENCE)
    audacity = room.start(programs.program("audacity"))
    room.window("^Audacity$")
    assert ready(programs, "audacity").clips == ()

    words = "--to", "audacity", "--at", "1:02.5", *clips
    assert sent(t2m, *words) == [
        (1, "It’s #1 & <mü>", 62.5, 5.5), (2, "Second", 68.0, 4.0),
    ]  # fmt: skip
    link = link_to("audacity")
    before = link.read(lambda: None)
    assert sent(t2m, "--to", "audacity", "--at", 0, clips[1]) == [(3, "Second", 0.0, 4.0)]
    link.undo(before)
    assert link.read(lambda: None).clips == before.clips

    code, _, said = t2m("send", "--to", "audacity", clips[1])
    assert code == 0, said
    assert "does not tell where its playhead is: the first begins at 0:00." in said

    with link._pipe() as pipe:
        for command in ("SelectTime: Start=3 End=5", "AddLabel:", f'SetLabel: Text="{STORM}"'):
            pipe.do(command)
    code, rows, _ = t2m("markers", "audacity", "--json")
    assert [(row["text"], row["start"], row["end"]) for row in rows] == [(STORM, 3.0, 5.0)]
    found = sent(t2m, "--to", "audacity", "--marker", STORM, clips[1])
    assert [row[1:] for row in found] == [("Second", 3.0, 4.0)]

    # It crashes over a clip; started again, it offers what it had, and takes the clip.
    before = link.read(lambda: None)
    words = "--to", "audacity", "--at", 90
    crash_at(audacity, audacity_link._Pipe, "do", "SetClip")
    assert "Audacity ended in the middle of it" in lost(t2m, clips[1], *words)
    audacity = room.start(programs.program("audacity"))
    room.window(OFFER)

    def recovered() -> bool:
        for offer in room.windows(OFFER):
            with suppress(subprocess.SubprocessError):  # it is going just now
                room.hand("windowactivate", offer, "key", "Return")
            return False
        return set(before.clips) <= set(ready(programs, "audacity").clips)

    programs.until(recovered, "what it had", pause=1.0, instead=room.titles)
    assert [found[1:] for found in sent(t2m, *words, clips[1])] == [("Second", 90.0, 4.0)]
    crash_at(audacity, audacity_link.AudacityLink, "place", after=True)
    assert "Audacity ended before “Second” could be read back" in lost(t2m, clips[1], *words)
    code, _, said = t2m("send", "--to", "audacity", "--at", 0, clips[0])
    assert code == 6
    assert "Nothing was sent" in said


TIMER = 47
"""LuaSignal.LuaTimerDS in Ardour 7.3."""


CRASH = 'if io.open (os.getenv ("HOME") .. "/crash") then os.execute ("kill -9 $PPID") end\n'


def with_script(home: Path) -> None:
    """Switch t2m's script on, as the Script Manager does.

    Where a file `crash` is in its home, Ardour crashes with a clip half placed.
    """
    scripts = home / ".config" / "ardour7" / "scripts"
    scripts.mkdir(parents=True)
    shutil.copy(PLUGINS / "shared" / "t2m_mailbox.lua", scripts)
    shutil.copy(PLUGINS / "ardour" / "t2m.lua", scripts)
    script = (PLUGINS / "ardour" / "t2m.lua").read_text("utf-8")
    placed = "    Session:commit_reversible_command(nil)\n"
    assert script.count(placed) == 1
    script = script.replace(placed, CRASH + placed)
    factory = script[script.index("function factory()") :] + "\nreturn factory (...)"
    words = {"n": "t2m", "s": script, "f": factory}
    state = "s = {} " + " ".join(f's["{k}"] = {_lua(v)}' for k, v in words.items()) + ' s["a"] = {}'
    content = base64.b64encode(state.encode()).decode()
    (scripts.parent / "ui_scripts").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<UIScripts><ActionHooks>'
        f'<LuaCallback lua="Lua 5.3" id="4711" name="t2m" signals="1{"0" * TIMER}">{content}'
        "</LuaCallback></ActionHooks></UIScripts>\n",
        "utf-8",
    )


def _lua(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def test_ardour(programs, editors, room, clips, t2m, tmp_path, crash_at):
    code, _, said = t2m("send", "--to", "ardour", clips[0])
    assert code == 6
    assert "Ardour does not answer: it is not running" in said

    with_script(room.home)
    region = (STORM, 3 * RATE, 5 * RATE)
    ardour = editors.Ardour(programs, room, tmp_path / "Sea", region)
    state = ready(programs, "ardour")
    code, rows, _ = t2m("markers", "ardour", "--json")
    assert [(row["text"], row["start"], row["end"]) for row in rows] == [(STORM, 3.0, 5.0)]
    assert (state.project, [t.name for t in state.tracks], state.clips) == ("Sea", ["Music"], ())

    words = "--to", "ardour", "--at", "7.0131", *clips
    assert sent(t2m, *words) == [
        (1, "It’s #1 & <mü>", pytest.approx(7.0131, abs=2e-5), 5.5),
        (1, "Second", pytest.approx(12.5131, abs=2e-5), 4.0),
    ]
    # The playhead is at 0; where the first track is taken, a new one is made.
    assert sent(t2m, "--to", "ardour", clips[1]) == [(1, "Second", 0.0, 4.0)]
    assert sent(t2m, "--to", "ardour", "--at", 1, clips[1]) == [(2, "Second", 1.0, 4.0)]
    link = link_to("ardour")
    link.undo(link.read(lambda: None))
    programs.until(lambda: len(link.read(lambda: None).clips) == 3, "the step back")
    assert [clip.track for clip in link.read(lambda: None).clips] == [0, 0, 0]
    found = sent(t2m, "--to", "ardour", "--at", 30, "--clip", clips[0], 1.0, 3.0)
    assert [(track, at, length) for track, _, at, length in found] == [(1, 30.0, 2.0)]

    code, _, said = t2m("send", "--to", "ardour", "--project", "Film", clips[0])
    assert code == 6
    assert "shows “Sea”" in said

    # Busy: what was not taken in time is withdrawn, and not done later.
    folder = places.cache_folder() / "links" / "ardour"
    before = link.read(lambda: None)
    os.kill(ardour.process.pid, signal.SIGSTOP)
    with pytest.raises(EditorError) as caught:
        MailboxLink("Ardour", folder, "its script", taking=0.5).read(lambda: None)
    assert caught.value.trouble in (Trouble.BUSY, Trouble.ABSENT)
    assert not (folder / "request").exists()
    os.kill(ardour.process.pid, signal.SIGCONT)
    assert programs.until(lambda: ready(programs, "ardour"), "Ardour") == before
    ardour.save()
    text = ardour.project.read_text("utf-8")
    assert 'name="It’s #1 &amp; &lt;mü&gt;"' in text

    # It crashes over a clip; started again, it takes it, and crashes before that is read back.
    words = "--to", "ardour", "--at", 60
    crash = room.home / "crash"
    crash.touch()
    assert "Ardour ended in the middle of it" in lost(t2m, clips[1], *words)
    assert ardour.process.wait() == -signal.SIGKILL
    assert ardour.project.read_text("utf-8") == text
    crash.unlink()
    ardour.open()
    programs.until(lambda: ready(programs, "ardour") == before, "the session")
    assert sent(t2m, *words, clips[1]) == [(1, "Second", 60.0, 4.0)]
    crash_at(ardour.process, MailboxLink, "place", after=True)
    assert "Ardour ended before “Second” could be read back" in lost(t2m, clips[1], *words)
    assert ardour.project.read_text("utf-8") == text


_BLENDER = """
import os, sys
import bpy
sys.path[:0] = {paths!r}
import t2m_sequencer
if not bpy.data.filepath:
    scene = bpy.context.scene
    scene.render.fps, scene.render.fps_base = 24, 1.001
    scene.timeline_markers.new({marker!r}, frame=scene.frame_start + 240)
    scene.sequence_editor_create().channels[3].lock = True
place = t2m_sequencer.Sequencer.place
def crashing(self, clips):
    place(self, clips)
    if os.path.exists({crash!r}):
        os.kill(os.getpid(), 9)
t2m_sequencer.Sequencer.place = crashing
t2m_sequencer.serve(lambda: os.path.exists({stop!r}))
bpy.ops.wm.save_as_mainfile(filepath={saved!r})
"""


def test_blender(programs, room, clips, score, t2m, tmp_path, crash_at):
    blender = programs.program("blender")
    script, stop, saved, crash = (
        tmp_path / name for name in ("run.py", "stop", "film.blend", "crash")
    )
    paths = [str(PLUGINS / name) for name in ("shared", "blender")]
    files = {"stop": str(stop), "saved": str(saved), "crash": str(crash)}
    script.write_text(_BLENDER.format(paths=paths, marker=STORM, **files), "utf-8")
    process = room.start(blender, "-b", "--factory-startup", "--python", script)
    state = ready(programs, "blender")
    assert state.frame_rate == Fraction(24000, 1001)

    code, rows, _ = t2m("markers", "blender", "--json")
    assert [(row["text"], row["start"]) for row in rows] == [(STORM, pytest.approx(10.01))]
    found = sent(t2m, "--to", "blender", "--marker", STORM, *clips)
    assert [(track, name) for track, name, _, _ in found] == [(1, "It’s #1 & <mü>"), (1, "Second")]
    assert [start for _, _, start, _ in found] == [
        pytest.approx(10.01), pytest.approx(372 / 24 * 1.001, abs=0.022),
    ]  # fmt: skip
    # The playhead is at the beginning; something is in the way later on channel 1.
    assert sent(t2m, "--to", "blender", clips[0])[0][:3] == (1, "It’s #1 & <mü>.001", 0.0)
    assert sent(t2m, "--to", "blender", "--at", 9, clips[0])[0][0] == 2
    for track, why in ((2, "lies “"), (3, "is locked")):
        code, _, said = t2m("send", "--to", "blender", "--at", 9, "--track", track, clips[1])
        assert code == 6
        assert why in said
        assert "Nothing was sent" in said
    code, rows, said = t2m("send", "--to", "blender", "--at", 50, "--cue-sheet", score, "--json")
    assert code == 0, said
    assert [(clip["track"], clip["name"]) for clip in rows[0]["clips"]] == [
        (1, "1. Piece 1"), (2, "2. Piece 2"),
    ]  # fmt: skip
    assert "Blender's project 23.976: the cues lie by time" in rows[0]["notes"][-1]

    folder = places.cache_folder() / "links" / "blender"
    stop.touch()
    process.wait(programs.PATIENCE)
    assert saved.stat().st_size > 10_000
    link = MailboxLink("Blender", folder, "its add-on", taking=0.3)
    with pytest.raises(EditorError) as caught:
        link.read(lambda: None)
    assert caught.value.trouble in (Trouble.BUSY, Trouble.ABSENT)

    # It crashes with a clip placed; started again, it takes it, and crashes before that is read.
    stop.unlink()
    kept = saved.read_bytes()
    again = blender, "-b", "--factory-startup", saved, "--python", script
    process = room.start(*again)
    programs.until(lambda: ready(programs, "blender").project == "film", "the film")
    crash.touch()
    words = "--to", "blender", "--at", 100
    assert "Blender ended in the middle of it" in lost(t2m, clips[1], *words)
    assert process.wait() == -signal.SIGKILL
    crash.unlink()
    process = room.start(*again)
    state = ready(programs, "blender")
    assert sent(t2m, *words, clips[1])[0][0] == 1
    assert len(ready(programs, "blender").clips) == len(state.clips) + 1, "nothing of the crash"
    crash_at(process, MailboxLink, "place", after=True)
    assert "Blender ended before “Second” could be read back" in lost(t2m, clips[1], *words)
    assert saved.read_bytes() == kept
