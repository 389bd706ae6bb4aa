"""The engine as a process: its streams, its end, and what it answers without a library."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import t2m_engine
from t2m_engine.service.client import EngineClient, EngineError, engine_command, engine_environment


@pytest.fixture
def client(tmp_path):
    with EngineClient(
        library=tmp_path / "library", device="cpu", log_file=tmp_path / "engine.log"
    ) as client:
        yield client


def test_info_says_what_is_running_and_makes_no_library(client, tmp_path):
    info = client.call("engine.info", timeout=60)
    assert info["version"] == t2m_engine.__version__
    assert info["pid"] == client.pid
    assert len(info["moods"]) == 7
    assert info["spaces"][0]["name"] == info["space"] == "fusion"
    assert info["library"] == str(tmp_path / "library")
    assert (info["tracks"], info["clips"], info["library_error"]) == (0, 0, None)
    assert info["warm"] is False
    assert not (tmp_path / "library").exists()
    assert client.call("library.status", timeout=60)["tracks"] == 0
    assert client.call("library.errors", timeout=60) == {"errors": []}
    assert client.call("library.tracks", timeout=60) == {"total": 0, "tracks": []}


def test_suggesting_without_a_library_says_what_to_do(client):
    with pytest.raises(EngineError, match="t2m library add") as caught:
        client.call("suggest", {"text": "It rained."}, timeout=60)
    assert caught.value.exit_code == 4
    assert caught.value.code == -32040


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("suggest", {}),
        ("suggest", {"text": "x", "passages": [{"text": "x"}]}),
        ("suggest", {"text": "x", "k": 0}),
        ("suggest", {"text": "x", "typo": 1}),
        ("emotion", {"texts": []}),
        ("library.add", {"folders": ["relative"]}),
        ("export", {"track": "/a", "start": -1, "end": 2, "out": "/b"}),
        ("track.waveform", {}),
    ],
)
def test_wrong_parameters_are_refused(client, method, params):
    with pytest.raises(EngineError) as caught:
        client.call(method, params, timeout=60)
    assert caught.value.code == -32602


def test_a_blank_passage_is_a_users_error(client):
    with pytest.raises(EngineError, match="blank") as caught:
        client.call("emotion", {"texts": ["It rained.", "  "]}, timeout=60)
    assert caught.value.exit_code == 2


def test_a_missing_model_and_a_broken_library_are_told_by_info(tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "catalogue.sqlite").write_bytes(b"not a database" * 100)
    with EngineClient(library=tmp_path / "library", model="no-such-pack") as client:
        info = client.call("engine.info", timeout=60)
        assert info["model"] is None
        assert "no-such-pack" in info["model_error"]
        assert "catalogue.sqlite" in info["library_error"]
        with pytest.raises(EngineError) as caught:
            client.call("emotion", {"texts": ["It rained."]}, timeout=60)
        assert caught.value.exit_code == 5


def test_the_end_of_its_input_ends_the_engine_and_ctrl_c_does_not(tmp_path):
    client = EngineClient(library=tmp_path / "library")
    client.call("engine.info", timeout=60)
    os.kill(client.pid, signal.SIGINT)
    assert client.call("engine.info", timeout=60)["pid"] == client.pid
    assert client.close() == 0


def test_shutdown_ends_the_engine(tmp_path):
    with EngineClient(library=tmp_path / "library") as client:
        assert client.call("engine.shutdown", timeout=60) is None
        client._thread.join(60)
        assert not client.is_running


def test_stdout_carries_the_protocol_only(tmp_path):
    """What is printed, by Python or by C, goes to stderr."""
    noisy = (
        "import os, sys, ctypes\n"
        "from t2m_engine.service import methods, stdio\n"
        "from t2m_engine.service.jobs import Lane\n"
        "from t2m_engine.session import Session\n"
        "def noise(session, job):\n"
        "    print('from python', flush=True)\n"
        "    os.write(1, b'from below')\n"
        "    os.system('echo from a child; cat')\n"
        "    return sys.stdin.read()\n"
        "methods.METHODS['noise'] = methods.Method('noise', Lane.RECORDS, noise)\n"
        "stdio.serve(Session())\n"
    )
    asked = b'{"jsonrpc": "2.0", "id": 1, "method": "noise"}\n'
    with subprocess.Popen(
        [sys.executable, "-c", noisy],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=engine_environment(),
    ) as engine:
        engine.stdin.write(asked)
        engine.stdin.flush()
        assert json.loads(engine.stdout.readline()) == {"jsonrpc": "2.0", "id": 1, "result": ""}
        rest, errors = engine.communicate(timeout=60)
    assert rest == b""
    for words in (b"from python", b"from below", b"from a child"):
        assert words in errors


def test_a_death_of_the_parent_ends_the_engine(tmp_path):
    parent = (
        "import os, sys\n"
        "from t2m_engine.service.client import EngineClient\n"
        "client = EngineClient()\n"
        "client.call('engine.info')\n"
        "print(client.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", parent],
        env=engine_environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    pid = int(ended.stdout)
    for _ in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
        if state == "Z":  # ended, and nobody collects it here
            return
        time.sleep(0.1)
    pytest.fail("the engine outlived its parent")


def test_wrong_settings_end_the_engine_with_a_sentence(tmp_path, monkeypatch):
    settings = tmp_path / "xdg_config_home" / "t2m" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"device": "abacus"}')
    ended = subprocess.run(
        engine_command(), env=engine_environment(), input=b"", capture_output=True, check=False
    )
    assert ended.returncode == 2
    assert b"device" in ended.stderr
    assert str(settings).encode() in ended.stderr


def test_the_engine_imports_nothing_heavy_to_start():
    script = (
        "import sys, t2m_engine.service.client, t2m_engine.service.supervisor\n"
        "import t2m_engine.service.stdio, t2m_engine.service.methods\n"
        "print(sorted({'torch', 'transformers', 'numpy', 'av', 'PySide6'} & set(sys.modules)))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], env=engine_environment(), capture_output=True, check=True
    )
    assert ended.stdout.strip() == b"[]"
