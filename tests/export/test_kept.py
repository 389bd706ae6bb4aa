"""The folder of kept clips: what any project names stays, whatever the limit."""

from __future__ import annotations

import gzip
import json
import os
import time
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from t2m_engine import settings, spare
from t2m_engine.cli.commands.clips import clips as command
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.export.kept import clean_up
from t2m_engine.export.timelines.building import timeline_of
from t2m_engine.export.timelines.formats import FORMATS, write_timelines

NAME = "Dusk & \"more\" #1 'é' 😀 – 0m05s.wav"


@pytest.fixture
def kept(tmp_path) -> Path:
    """Three clips of 1000 bytes, the oldest first, in folders of their own."""
    folder = tmp_path / "clips"
    for age, name in ((9, NAME), (8, "b.wav"), (7, "c.wav")):
        clip = folder / name[0] / name
        clip.parent.mkdir(parents=True)
        clip.write_bytes(b"x" * 1000)
        then = time.time() - age * 86_400
        os.utime(clip, (then, then))
    (folder / "new").mkdir()
    (folder / "new" / "new.wav").write_bytes(b"x" * 1000)
    (folder / "new" / ".half.wav").write_bytes(b"x" * 1000)
    (tmp_path / "projects").mkdir()
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.wav")}


def test_the_oldest_go_until_there_is_room(kept, tmp_path):
    done = clean_up(kept, [tmp_path / "projects"], limit=3000, dry=True)
    assert [clip.name for clip in done.removed] == [NAME]
    assert len(names(kept)) == 5
    done = clean_up(kept, [tmp_path / "projects"], limit=3000)
    assert (done.freed, done.size) == (1000, 3000)
    assert names(kept) == {"b.wav", "c.wav", "new.wav", ".half.wav"}
    assert not (kept / NAME[0]).exists()
    # Even at nothing: what is new, or being written, stays.
    clean_up(kept, [tmp_path / "projects"], limit=0)
    assert names(kept) == {"new.wav", ".half.wav"}
    assert clean_up(kept, [tmp_path / "projects"], limit=5000).removed == ()


@pytest.mark.parametrize(
    "form", [n for n, f in FORMATS.items() if not f.cut and n not in ("labels", "markers")]
)
def test_what_our_own_timelines_play_is_used(kept, tmp_path, cue_kit, form):
    cue = cue_kit.make_cue(1, 0.0, 10.0, kept / NAME[0] / NAME, 0.0)
    room = tmp_path / "projects" / "film"
    room.mkdir()
    paths = write_timelines(timeline_of(cue_kit.make_plan([cue])), room, [form])
    done = clean_up(kept, [tmp_path / "projects"], limit=0)
    assert [clip.name for clip in done.used] == [NAME], paths
    assert names(kept) == {NAME, "new.wav", ".half.wav"}


@pytest.mark.parametrize("how", ["gzip", "zip", "utf-16", "json", "url", "far in", "linked"])
def test_it_is_found_however_it_is_named(kept, tmp_path, how):
    project = tmp_path / "projects" / "x.als"
    clip = kept / NAME[0] / NAME
    text = f"<clip>/some/where/{NAME}</clip>"
    if how == "gzip":
        project.write_bytes(gzip.compress(text.encode()))
    elif how == "zip":
        with zipfile.ZipFile(project, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("project.xml", text)
    elif how == "utf-16":
        project.write_bytes(text.encode("utf-16-le"))
    elif how == "json":
        project.write_text(json.dumps({"file": NAME}, ensure_ascii=False), "utf-8")
    elif how == "url":
        project.write_text(f"file:///some/where/{quote(NAME)}", "utf-8")
    elif how == "far in":  # over the edge of a block
        project.write_bytes(b" " * ((8 << 20) - 20) + text.encode())
    else:
        os.link(clip, tmp_path / "elsewhere.wav")
    clean_up(kept, [tmp_path / "projects"], limit=0)
    assert clip.exists()
    assert not (kept / "b" / "b.wav").exists()


def test_where_nobody_knows_nothing_is_removed(kept, tmp_path):
    broken = tmp_path / "projects" / "broken.als"
    broken.write_bytes(gzip.compress(b"x" * 100_000)[:-30])
    with pytest.raises(InputError, match="nobody knows which clips it uses"):
        clean_up(kept, [tmp_path / "projects"], limit=0)
    with pytest.raises(InputError, match="is gone"):
        clean_up(kept, [tmp_path / "unplugged"], limit=0)
    broken.write_bytes(b"fine")
    with pytest.raises(CancelledError):
        clean_up(kept, [tmp_path / "projects"], limit=0, cancelled=lambda: True)
    assert len(names(kept)) == 5


def test_where_no_projects_are_known_only_what_never_left_is_removed(kept, tmp_path):
    for folder in (NAME[0], "b", "new"):
        spare.mark(kept / folder)
    spare.take(kept / "b" / "b.wav")
    done = clean_up(kept, None, limit=0)
    assert [clip.name for clip in done.removed] == [NAME]
    assert names(kept) == {"b.wav", "c.wav", "new.wav", ".half.wav"}
    assert not (kept / NAME[0]).exists(), "with its mark"
    assert {clip.name for clip in done.used} == {"b.wav", "c.wav"}


def test_a_clip_that_is_taken_in_the_last_moment_stays(kept, monkeypatch):
    clip = kept / NAME[0] / NAME
    spare.mark(clip.parent)
    is_spare = spare.is_spare

    def taken_then(path):
        found = is_spare(path)
        spare.take(clip)
        return found

    monkeypatch.setattr(spare, "is_spare", taken_then)
    assert clean_up(kept, None, limit=0).removed == ()
    assert clip.exists()
    assert not spare.is_going(clip)


def test_at_the_prompt(kept, tmp_path):
    asked = ["--folder", str(kept), "--projects", str(tmp_path / "projects"), "--limit", "0.000003"]
    told = CliRunner().invoke(command, [*asked, "--dry-run"])
    assert told.exit_code == 0
    assert told.output.splitlines()[0] == f"Would remove {kept / NAME[0] / NAME}"
    done = CliRunner().invoke(command, [*asked, "--json"])
    assert json.loads(done.output)["freed"] == 1000


def test_at_the_prompt_the_settings_say_where_and_how_much(kept, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings.change({"clips_folder": kept, "clips_limit": 1})
    told = json.loads(CliRunner().invoke(command, ["--json"]).output)
    assert (told["removed"], told["size"]) == ([], 4000)
    spare.mark(kept / "b")
    asked = ["--limit", "0", "--json"]
    told = json.loads(CliRunner().invoke(command, asked).output)
    assert told["removed"] == [str(kept / "b" / "b.wav")]
    settings.change({"projects_folder": tmp_path / "projects"})
    told = json.loads(CliRunner().invoke(command, asked).output)
    assert sorted(told["removed"]) == sorted(
        [str(kept / NAME[0] / NAME), str(kept / "c" / "c.wav")]
    )
