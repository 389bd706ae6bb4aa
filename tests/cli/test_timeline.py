"""`t2m timeline`, and `t2m score --timeline`: a score for another program."""

from __future__ import annotations

from pathlib import Path

import opentimelineio as otio
import soundfile

STORY = """# The Door

It rained. The door stood open, and no one was there. She went in and called, and called again.

* * *

In summer they laughed aloud. The door stood open, and everyone was there, and no one was sad.
"""


def test_a_score_is_written_for_other_programs_at_once_and_later(t2m, library, tmp_path):
    story = tmp_path / "the door.md"
    story.write_text(STORY, "utf-8")
    out = tmp_path / "score"
    ended = t2m("score", story, "--out", out, "--fps", "29.97", "--timeline", "otio",
                "--timeline", "edl", "--drop-frame", "--collect", "--no-sound", "--json",
                library=library)  # fmt: skip
    assert ended.code == 0, ended.err
    files = {Path(file).name for file in ended.lines[0]["files"]}
    assert {"timeline.mlt", "timeline.otio", "timeline_1.edl"} <= files
    assert "FCM: DROP FRAME" in (out / "timeline_1.edl").read_text("utf-8")
    read = otio.adapters.read_from_file(str(out / "timeline.otio"))
    clips = list(read.find_clips())
    assert clips
    for clip in clips:
        assert clip.media_reference.target_url.startswith("media/")
    assert (out / "media" / "LICENCES.txt").exists()

    # Later: cut out, beside another folder, in other frames.
    other = tmp_path / "other"
    ended = t2m("timeline", out, "--to", "reaper", "--to", "labels", "--to", "lof", "--fps", "24",
                "--cut", "--out", other, "--json", library=library)  # fmt: skip
    assert ended.code == 0, ended.err
    written = [Path(file) for file in ended.lines[0]["files"]]
    assert [file.name for file in written] == [
        "timeline.rpp", "timeline_labels.txt", "timeline.lof",
    ]  # fmt: skip
    assert all(file.parent == other and file.exists() for file in written)
    cut = sorted((other / "timeline_media").iterdir())
    assert len(cut) == len(clips)
    assert all(soundfile.info(file).samplerate == 48_000 for file in cut)
    assert f"timeline_media/{cut[0].name}" in written[0].read_text("utf-8")
    assert list(out.glob("*.rpp")) == []

    ended = t2m("timeline", out, "--to", "markers", library=library)
    assert ended.code == 0, ended.err
    assert ended.out.split() == ["Wrote:", str(out / "timeline_markers.csv")]


def test_what_cannot_be_written_is_told(t2m, library, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    ended = t2m("timeline", empty, "--to", "edl", library=library)
    assert ended.code == 3
    assert "holds no score" in ended.err
    assert t2m("timeline", empty, "--to", "vegas", library=library).code == 2
    story = tmp_path / "the door.md"
    story.write_text(STORY, "utf-8")
    out = tmp_path / "score"
    ended = t2m("score", story, "--out", out, "--drop-frame", "--timeline", "edl", library=library)
    assert ended.code == 2
    assert "no drop-frame timecode at 25" in ended.err
    assert not (out / "timeline.mlt").exists()


def test_chosen_clips_become_a_timeline(t2m, library, music, tmp_path):
    out = tmp_path / "film"
    track = music / "piece 1.wav"
    ended = t2m("timeline", "--clip", track, "1", "4", "--clip", track, "2", "3", "--to", "otio",
                "--relative", "--out", out, "--json", library=library)  # fmt: skip
    assert ended.code == 0, ended.err
    read = otio.adapters.read_from_file(ended.lines[0]["files"][0])
    places = [c.range_in_parent().start_time.to_seconds() for c in read.find_clips()]
    assert places == [0.0, 3.0]
    for wrong in (
        ["--to", "otio"],
        ["--clip", track, "1", "4", "--to", "otio"],
        ["--clip", track, "4", "1", "--to", "otio", "--out", out],
        [out, "--clip", track, "1", "4", "--to", "otio"],
    ):
        assert t2m("timeline", *wrong, library=library).code == 2
