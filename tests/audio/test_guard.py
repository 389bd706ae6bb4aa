from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio import guard as guard_module
from t2m_engine.audio.decoding import MODEL_RATE, decode, probe
from t2m_engine.audio.guard import Guard
from t2m_engine.audio.waveform import peaks
from t2m_engine.errors import CancelledError, InputError, T2MError, UsageError

Maker = Callable[[str], Path]
Music = Callable[..., NDArray[np.float32]]
PATIENCE = 300.0
"""Seconds after which something that must happen is held not to have happened."""


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


@pytest.fixture
def named(tmp_path: Path, made: Maker) -> Callable[[str], Path]:
    """Return a function from a fault to a whole WAV file of that name."""

    def make(fault: str) -> Path:
        path = tmp_path / f"{fault}.wav"
        path.write_bytes(made("wav").read_bytes())
        return path

    return make


def alive(process: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_a_guarded_call_answers_as_the_plain_one(guard: Guard, made: Maker) -> None:
    for kind in ("flac", "m4a"):
        assert guard.probe(made(kind)) == probe(made(kind))
        piece = {"start": 1.25, "end": 2.5, "sample_rate": 32_000, "mono": True}
        there, here = guard.decode(made(kind), **piece), decode(made(kind), **piece)
        assert there.sample_rate == here.sample_rate
        np.testing.assert_array_equal(there.samples, here.samples)
        assert there.samples.flags.c_contiguous


def test_load_gives_what_the_model_hears(guard: Guard, made: Maker) -> None:
    track = guard.load(made("ogg"))
    wanted = decode(made("ogg"), sample_rate=MODEL_RATE, mono=True).samples[:, 0]
    assert track.samples.shape == (8 * MODEL_RATE,)
    assert track.samples.dtype == np.float32
    np.testing.assert_array_equal(track.samples, wanted)
    np.testing.assert_array_equal(track.peaks, peaks(wanted))
    assert track.info.duration == 8.0
    assert (track.info.sample_rate, track.info.channels, track.info.codec) == (44_100, 2, "vorbis")


def test_load_tells_the_decoded_duration(guard: Guard, made: Maker) -> None:
    track = guard.load(made("aac"))
    assert track.info.duration == len(track.samples) / MODEL_RATE


def test_refusals_come_through(guard: Guard, made: Maker, tmp_path: Path) -> None:
    missing = tmp_path / "nothing.wav"
    for call in (guard.probe, guard.decode, guard.load):
        with pytest.raises(InputError) as caught:
            call(missing)
        assert caught.value.path == missing
        assert caught.value.reason == "is missing"
    text = tmp_path / "text.wav"
    text.write_text("no sound")
    with pytest.raises(InputError, match="is not audio"):
        guard.load(text)
    with pytest.raises(UsageError):
        guard.decode(made("wav"), start=3.0, end=2.0)
    assert guard.decode(made("wav"), end=0.1).duration == pytest.approx(0.1)


def test_silence_is_refused_and_quiet_music_is_not(
    guard: Guard, tmp_path: Path, whole: Music
) -> None:
    path = tmp_path / "quiet.wav"
    soundfile.write(path, np.zeros((44_100, 2), np.float32), 44_100)
    with pytest.raises(InputError) as caught:
        guard.load(path)
    assert caught.value.reason == "is silent"
    soundfile.write(path, whole(1.0) * 0.003, 44_100, subtype="PCM_24")
    assert guard.load(path).peaks.max() == 255


def test_relative_paths_follow_the_caller(
    guard: Guard, made: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard.probe(made("wav"))  # the child has started, in another folder
    monkeypatch.chdir(made("wav").parent)
    assert guard.probe(Path("music.wav")).path == Path("music.wav")


def test_a_name_that_is_not_utf8(guard: Guard, made: Maker, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.wav")
    path.write_bytes(made("wav").read_bytes())
    assert guard.load(path).info.path == path


class Clock:
    """Stands for `time` in the guard: it stands still until it is let run, or jumps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 0.0
        self.asked = 0

    def monotonic(self) -> float:
        self.now += self.step
        self.asked += 1
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let a deadline look 20 times a second, and its time pass only as the clock says."""
    clock = Clock()
    monkeypatch.setattr(guard_module, "_TICK", 0.05)
    monkeypatch.setattr(guard_module, "time", clock)
    return clock


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("crash", "cannot be decoded: it makes the decoder crash"),
        ("swell", "cannot be decoded: it asks for too much memory"),
        ("bug", "cannot be decoded (RuntimeError: a bug)"),
        ("endless", "is longer than 3 hours"),
    ],
)
def test_a_fault_costs_its_file_only(
    fault: str, reason: str, named: Callable[[str], Path], faulty_reader: str, made: Maker,
    clock: Clock, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(guard_module, "MAX_SECONDS", 60.0)  # three hours are 690 MB
    with Guard(reader=faulty_reader) as guard:
        with pytest.raises(InputError) as caught:
            guard.load(named(fault))
        assert caught.value.reason == reason
        assert caught.value.path == named(fault)
        assert len(guard.load(made("wav")).samples) == 8 * MODEL_RATE


@pytest.fixture
def told_longer(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when a deadline has been extended, which is when the child has told of the file."""
    told, extend = threading.Event(), guard_module._Deadline.extend

    def noted(self: guard_module._Deadline, seconds: float) -> None:
        extend(self, seconds)
        told.set()

    monkeypatch.setattr(guard_module._Deadline, "extend", noted)
    return told


def reason_of_hanging(guard: Guard, path: Path, clock: Clock, told_longer: threading.Event) -> str:
    """Load what hangs, and let time pass once it does; the reason of its end."""
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(guard.load, path)
        wait_until((path.parent / "at it").exists)
        assert told_longer.wait(PATIENCE)
        clock.step = 0.1
        with pytest.raises(InputError) as caught:
            loading.result(PATIENCE)
        clock.step = 0.0
    return caught.value.reason


@pytest.mark.parametrize("fault", ["hang", "stuck"])
def test_a_decoder_that_hangs_is_ended(
    fault: str, named: Callable[[str], Path], faulty_reader: str, made: Maker, clock: Clock,
    told_longer: threading.Event,
) -> None:  # fmt: skip
    with Guard(reader=faulty_reader, time_limit=3.0, time_per_second=0.0) as guard:
        reason = reason_of_hanging(guard, named(fault), clock, told_longer)
        assert reason == "cannot be decoded: no end after 3 s"
        assert guard.decode(made("wav"), end=1.0).duration == 1.0


def test_a_long_track_is_given_more_time(
    named: Callable[[str], Path], faulty_reader: str, clock: Clock, told_longer: threading.Event
) -> None:
    with Guard(reader=faulty_reader, time_limit=4.0, time_per_second=0.25) as guard:
        reason = reason_of_hanging(guard, named("hang"), clock, told_longer)
        assert reason == "cannot be decoded: no end after 6 s"  # 4 + 8 · 0.25


def test_time_in_which_everything_is_stopped_is_not_the_files(
    named: Callable[[str], Path], faulty_reader: str, clock: Clock
) -> None:
    """After Ctrl+Z and fg, it is suddenly an hour later, and no file is to blame."""
    path = named("slow")
    with (
        Guard(reader=faulty_reader, time_limit=6.0, time_per_second=0.0) as guard,
        ThreadPoolExecutor(1) as pool,
    ):
        loading = pool.submit(guard.load, path)
        wait_until((path.parent / "at it").exists)
        clock.now += 3600.0
        seen = clock.asked
        wait_until(lambda: clock.asked > seen + 2)
        (path.parent / "go on").touch()
        assert len(loading.result(PATIENCE).samples) == 8 * MODEL_RATE


def test_what_decoders_print_disturbs_nobody(
    named: Callable[[str], Path], faulty_reader: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with Guard(reader=faulty_reader) as guard:
        assert len(guard.load(named("noise")).samples) == 8 * MODEL_RATE
    assert capfd.readouterr() == ("", "")


def test_mpg123_prints_into_the_void(
    guard: Guard, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "junk.mp3"
    path.write_bytes(b"\xff\xfb\x90\x64" + np.random.default_rng(0).bytes(200_000))
    with pytest.raises(InputError):
        guard.load(path)
    assert capfd.readouterr() == ("", "")
    with pytest.raises(InputError):
        decode(path)
    assert "MPEG" in capfd.readouterr().err, "this file no longer shows what the guard keeps away"


def test_decoders_write_no_files(named: Callable[[str], Path], faulty_reader: str) -> None:
    path = named("writes")
    with Guard(reader=faulty_reader) as guard, pytest.raises(InputError, match="File too large"):
        guard.load(path)
    written = path.parent / "written"
    assert not written.exists() or written.stat().st_size == 0


def test_many_threads_share_the_workers(made: Maker, tmp_path: Path) -> None:
    bad = tmp_path / "bad.wav"
    bad.write_bytes(b"RIFF")
    paths = [made("wav"), made("flac"), bad, made("ogg")] * 5

    def length(guard: Guard, path: Path) -> int:
        try:
            return len(guard.load(path).samples)
        except InputError:
            return 0

    with Guard(workers=2) as guard, ThreadPoolExecutor(6) as pool:
        lengths = list(pool.map(lambda path: length(guard, path), paths))
        assert len(guard._children) == 2
    assert lengths == [8 * MODEL_RATE, 8 * MODEL_RATE, 0, 8 * MODEL_RATE] * 5


def test_a_child_is_used_again(named: Callable[[str], Path], faulty_reader: str) -> None:
    with Guard(reader=faulty_reader) as guard:
        processes = {guard.decode(named("pid")).samples[-1, 0] for _ in range(3)}
    assert len(processes) == 1
    assert not alive(int(processes.pop()))


def test_a_child_that_died_in_between_is_replaced(
    named: Callable[[str], Path], faulty_reader: str
) -> None:
    with Guard(reader=faulty_reader) as guard:
        process = int(guard.decode(named("pid")).samples[-1, 0])
        os.kill(process, signal.SIGKILL)
        wait_until(lambda: not alive(process))
        assert int(guard.decode(named("pid")).samples[-1, 0]) != process


def test_closing_ends_what_runs_and_what_waits(
    named: Callable[[str], Path], faulty_reader: str
) -> None:
    guard = Guard(reader=faulty_reader)
    ends: list[BaseException] = []

    def load() -> None:
        try:
            guard.load(named("hang"))
        except T2MError as error:
            ends.append(error)

    threads = [threading.Thread(target=load) for _ in range(3)]
    for thread in threads:
        thread.start()
    wait_until((named("hang").parent / "at it").exists)  # the others wait, or will
    guard.close()
    for thread in threads:
        thread.join(PATIENCE)
    assert [type(end) for end in ends] == [CancelledError] * 3
    with pytest.raises(CancelledError):
        guard.load(named("noise"))
    guard.close()


def test_a_reader_that_does_not_start_blames_no_file(made: Maker) -> None:
    with Guard(reader="no_such_reader") as guard, pytest.raises(T2MError) as caught:
        guard.load(made("wav"))
    assert not isinstance(caught.value, InputError)
    assert "does not start" in str(caught.value)


def run_script(tmp_path: Path, text: str, *arguments: str) -> subprocess.Popen[str]:
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(text))
    root = str(Path(__file__).parents[2])
    paths = os.pathsep.join([root, str(Path(__file__).parent / "readers")])
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def test_the_program_is_not_run_again_and_torch_stays_away(tmp_path: Path, made: Maker) -> None:
    """A script without the usual guard around its main part, in a folder with a trap."""
    (tmp_path / "numpy.py").write_text("raise SystemExit('a stranger was imported')")
    script = """
        import os, sys
        from pathlib import Path
        sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
        from t2m_engine.audio.guard import Guard
        print("begin")
        with Guard() as guard:
            track = guard.load(Path(sys.argv[1]))
            child = guard._children[0]._process.pid
            maps = Path(f"/proc/{child}/maps").read_text()
        print(len(track.samples), "torch" in maps)
    """
    process = run_script(tmp_path, script, str(made("wav")))
    out, err = process.communicate(timeout=PATIENCE)
    assert (out, err) == (f"begin\n{8 * MODEL_RATE} False\n", "")


def test_children_do_not_outlive_their_parent(tmp_path: Path, named: Callable[[str], Path]) -> None:
    script = """
        import sys, threading, time
        from pathlib import Path
        from t2m_engine.audio.guard import Guard
        guard = Guard(workers=2, reader="faulty_reader")
        idle, hanging = map(Path, sys.argv[1:])
        load = threading.Thread(target=guard.load, args=[hanging], daemon=True)
        load.start()
        first = int(guard.decode(idle).samples[-1, 0])
        processes = {child._process.pid for child in guard._children if child._process}
        assert len(processes) == 2
        print(*processes, flush=True)
        time.sleep(600)
    """
    process = run_script(tmp_path, script, str(named("pid")), str(named("hang")))
    assert process.stdout is not None
    assert process.stderr is not None
    children = [int(number) for number in process.stdout.readline().split()]
    assert len(children) == 2
    assert all(map(alive, children))
    process.kill()
    process.wait()
    process.stdout.close()
    process.stderr.close()
    wait_until(lambda: not any(map(alive, children)))


def test_a_stream_is_what_decoding_gives_and_what_its_taker_raises_costs_nothing(tmp_path):
    path = tmp_path / "noise.wav"
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, (200_000, 2)).astype(np.float32)
    soundfile.write(path, noise, 48_000, "FLOAT")
    with Guard() as guard:
        came: list[np.ndarray] = []

        def keep(block: np.ndarray, rate: int) -> None:
            assert rate == 48_000
            came.append(block.copy())

        frames = guard.stream(path, keep, start=0.5, end=4.0)
        assert len(came) > 1
        assert frames == 168_000
        assert np.array_equal(np.concatenate(came), noise[24_000:192_000])

        def refuse(block: np.ndarray, rate: int) -> None:
            raise OSError(errno.ENOSPC, "full")

        with pytest.raises(OSError, match="full"):
            guard.stream(path, refuse, start=0.0, end=4.0)
        assert guard.stream(path, keep, start=0.0, end=1.0) == 48_000, "another child took over"
