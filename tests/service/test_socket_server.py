"""The engine on a Unix socket."""

import contextlib
import json
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from t2m_engine.errors import UsageError
from t2m_engine.service import socket_server
from t2m_engine.service.client import engine_environment
from t2m_engine.service.schema import SCHEMA
from t2m_engine.session import Session


@contextlib.contextmanager
def serving(tmp_path, *arguments):
    """`t2m serve --json` as a process; yields it and its address."""
    command = [sys.executable, "-m", "t2m_engine", "--library", str(tmp_path / "library")]
    with subprocess.Popen(
        [*command, "serve", "--json", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=engine_environment(),
        cwd=tmp_path,
    ) as process:
        try:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            yield process, Path(json.loads(line)["address"])
        finally:
            process.kill()


class Client:
    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(str(address))
        self.socket.settimeout(60)
        self.lines = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.lines.close()
        self.socket.close()

    def call(self, method, request_id=1, **params):
        request = {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        return json.loads(self.lines.readline())


@pytest.fixture(autouse=True)
def runtime(monkeypatch):
    """A runtime folder with a short name: an address has 100 bytes."""
    with tempfile.TemporaryDirectory(prefix="t2m") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


def test_several_clients_are_served_and_ctrl_c_ends_it(tmp_path):
    with serving(tmp_path) as (process, address):
        status = address.stat()
        assert stat.S_ISSOCK(status.st_mode)
        assert stat.S_IMODE(status.st_mode) == 0o600
        assert stat.S_IMODE(address.parent.stat().st_mode) == 0o700
        with Client(address) as one, Client(address) as two:
            assert one.call("engine.info")["result"]["pid"] == process.pid
            assert two.call("library.status", 1)["result"]["tracks"] == 0
            one.socket.sendall(b"{\n")
            assert json.loads(one.lines.readline())["error"]["code"] == -32700
            assert one.call("library.status", "x")["id"] == "x"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 130
        assert b"Traceback" not in errors
        assert not address.exists()


def test_a_second_engine_for_the_library_is_refused_and_another_librarys_is_not(tmp_path):
    with serving(tmp_path) as (_, address):
        second = subprocess.run(
            [sys.executable, "-m", "t2m_engine", "--library", str(tmp_path / "library"), "serve"],
            env=engine_environment(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 2
        assert bytes(address) in second.stderr
        (tmp_path / "other").mkdir()
        with serving(tmp_path / "other") as (_, elsewhere):
            assert elsewhere != address
        with Client(address) as client:
            assert "result" in client.call("library.status")


def test_the_socket_of_a_killed_engine_is_replaced(tmp_path):
    with serving(tmp_path) as (process, address):
        process.kill()
        process.wait(60)
    assert address.exists()
    with serving(tmp_path) as (_, again), Client(again) as client:
        assert again == address
        assert "result" in client.call("library.status")


def test_shutdown_ends_it(tmp_path):
    with serving(tmp_path) as (process, address):
        with Client(address) as client:
            assert client.call("engine.shutdown")["result"] is None
        assert process.wait(60) == 0
        assert not address.exists()


def test_sigterm_removes_the_socket(tmp_path):
    with serving(tmp_path) as (process, address):
        process.terminate()
        process.wait(60)
        assert not address.exists()


def test_a_client_of_another_user_is_turned_away(session, monkeypatch):
    """Played by an engine that believes to be another user: the kernel's word is the real one."""
    monkeypatch.setattr(socket_server.os, "getuid", lambda: 4242)
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with ours, theirs:
        assert not socket_server._is_ours(ours)
    monkeypatch.undo()
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with ours, theirs:
        assert socket_server._is_ours(ours)


def test_a_client_that_reads_nothing_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(socket_server, "SEND_TIMEOUT", 1)
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    with ours, theirs:
        sender = socket_server._Sender(ours)
        with pytest.raises(BlockingIOError):
            sender.write(b"x" * 10_000_000)
        assert ours.recv(1) == b""  # so the reading thread ends


def test_an_address_that_is_too_long_is_refused_in_words(session, monkeypatch, tmp_path):
    folder = tmp_path / ("x" * 120)
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    with pytest.raises(UsageError, match="XDG_RUNTIME_DIR"):
        socket_server.serve(session)


def test_a_runtime_folder_that_is_open_to_others_is_refused(session, runtime):
    (runtime / "t2m").mkdir(mode=0o755)
    with pytest.raises(UsageError, match="safe place"):
        socket_server.serve(session)


def on_port(tmp_path, told):
    """Connect to the port that the engine told of."""
    connection = socket.create_connection(("127.0.0.1", told["port"]), timeout=60)
    client = Client.__new__(Client)
    client.socket, client.lines = connection, connection.makefile("rb")
    return client


@contextlib.contextmanager
def serving_a_port(tmp_path):
    """`t2m serve --port 0 --json`; yields what it told, and its process."""
    command = [sys.executable, "-m", "t2m_engine", "--library", str(tmp_path / "library")]
    with subprocess.Popen(
        [*command, "serve", "--json", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=engine_environment(),
        cwd=tmp_path,
    ) as process:
        try:
            yield json.loads(process.stdout.readline()), process
        finally:
            process.kill()


def test_a_port_is_served_to_who_knows_the_token(tmp_path):
    with serving_a_port(tmp_path) as (told, process):
        token_file = Path(told["token_file"])
        assert stat.S_IMODE(token_file.stat().st_mode) == 0o600
        token = token_file.read_text("utf-8").strip()
        assert len(token) >= 40
        with on_port(tmp_path, told) as client:
            assert client.call("engine.hello", token=token)["result"] == {"schema": SCHEMA}
            assert client.call("library.status", 2)["result"]["tracks"] == 0
        for method, params in (
            ("library.status", {}), ("engine.hello", {}), ("engine.hello", {"token": "é" + token}),
            ("engine.hello", {"token": token[:-1]}), ("engine.hello", {"token": [token]}),
        ):  # fmt: skip
            with on_port(tmp_path, told) as client:
                assert "token first" in client.call(method, **params)["error"]["message"]
                assert client.lines.readline() == b""  # it hung up
        with on_port(tmp_path, told) as client:
            client.socket.sendall(b"x" * 5000 + b"\n")
            assert client.lines.readline() == b""
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert not token_file.exists()


def test_a_port_is_of_this_machine_only(tmp_path):
    assert socket_server.HOST == "127.0.0.1"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        session = Session(tmp_path / "library")
        with pytest.raises(UsageError, match="cannot be opened"):
            socket_server.serve(session, port=taken.getsockname()[1])
        session.close()
