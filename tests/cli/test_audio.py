"""`t2m analyse` and `t2m export`."""

from pathlib import Path

import pytest
import soundfile


def test_files_are_heard_clip_by_clip(t2m, music):
    track = music / "piece 2.wav"
    ended = t2m("analyse", track, "--json")
    assert (ended.code, ended.err) == (0, "")
    [answer] = ended.lines
    assert list(answer) == ["track", "duration", "valence", "arousal", "moods", "clips"]
    assert answer["track"] == str(track)
    assert answer["duration"] == pytest.approx(15, abs=0.01)
    assert list(answer["clips"][0]) == ["start", "end", "valence", "arousal", "moods"]
    assert "piece 2.wav (0:15)" in t2m("analyse", track).out


def test_a_bad_file_is_named_and_the_others_are_heard(t2m, music, tmp_path):
    bad = tmp_path / "bad.mp3"
    bad.write_bytes(b"no music" * 100)
    gone = tmp_path / "gone.wav"
    ended = t2m("analyse", bad, music / "piece 0.wav", gone, "--json")
    assert ended.code == 3
    assert [line["track"] for line in ended.lines] == [str(music / "piece 0.wav")]
    told = ended.err.splitlines()
    assert len(told) == 2
    assert str(bad) in told[0]
    assert str(gone) in told[1]


def test_what_is_analysed_is_what_the_library_says(t2m, library, music):
    heard = t2m("analyse", music / "piece 4.wav", "--json").lines[0]
    found = t2m(
        "suggest", "--text", "x", "-k", "99", "--per-track", "0", "--json", library=library
    ).lines[0]["suggestions"]
    clips = sorted((s["start"], s["end"], s["valence"]) for s in found if s["title"] == "Piece 4")
    assert clips == [(c["start"], c["end"], c["valence"]) for c in heard["clips"]]


def test_a_stretch_is_exported(t2m, music, tmp_path):
    out = tmp_path / "new" / "clip.wav"
    ended = t2m("export", music / "piece 1.wav", "--start", "2", "--end", "5.5", "--out", out,
                "--json")  # fmt: skip
    assert ended.lines == [{"path": str(out)}]
    written = soundfile.info(out)
    assert (written.frames, written.samplerate) == (3.5 * 16_000, 16_000)


@pytest.mark.parametrize(
    ("start", "end", "name", "code"),
    [
        ("3", "2", "clip.wav", 2),
        ("-1", "2", "clip.wav", 2),
        ("nan", "2", "clip.wav", 2),
        ("0", "inf", "clip.wav", 2),
        ("0", "2", "clip.docx", 2),
        ("100", "200", "clip.wav", 2),
    ],
)
def test_a_stretch_that_is_none_is_refused(t2m, music, tmp_path, start, end, name, code):
    ended = t2m(
        "export", music / "piece 1.wav", f"--start={start}", f"--end={end}",
        "--out", tmp_path / name,
    )  # fmt: skip
    assert ended.code == code, ended.err
    assert ended.err.startswith("Error: ")
    assert not (tmp_path / name).exists()


def test_a_track_is_never_replaced_by_its_own_clip(t2m, music, tmp_path):
    track = tmp_path / "track.wav"
    track.write_bytes((music / "piece 0.wav").read_bytes())
    (tmp_path / "link.wav").symlink_to(track)
    for out in (track, tmp_path / "link.wav"):
        ended = t2m("export", track, "--start", "0", "--end", "1", "--out", out)
        assert ended.code == 2
    assert soundfile.info(track).duration == 15


def test_a_stretch_is_exported_as_it_is_wished(t2m, music, tmp_path):
    ended = t2m(
        "export", music / "piece 1.wav", "--start", "2", "--end", "8", "--out", tmp_path / "x.flac",
        "--name", "{scene}_{title}_{start}", "--scene", "The Door?", "--bits", "16",
        "--rate", "44100", "--channels", "1", "--fit", "11", "--fade-out", "1", "--json",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    written = Path(ended.lines[0]["path"])
    assert written.name.startswith("The Door_")
    assert written.name.endswith("_0m02s.flac")
    info = soundfile.info(written)
    assert (info.samplerate, info.channels, info.subtype) == (44_100, 1, "PCM_16")
    assert info.duration == pytest.approx(11.0, abs=0.01)
    for wrong in (["--loudness", "3"], ["--name", "{mood}"], ["--fit", "-1"], ["--bits", "12"]):
        ended = t2m(
            "export", music / "piece 1.wav", "--start", "2", "--end", "8",
            "--out", tmp_path / "y.wav", *wrong,
        )  # fmt: skip
        assert ended.code == 2, ended.err
