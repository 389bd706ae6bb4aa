"""What the service's tests share: an engine in this process, spoken to through pipes."""

from __future__ import annotations

import itertools
import json
import os
import threading

import pytest

from t2m_engine import settings
from t2m_engine.service.server import Connection, Engine
from t2m_engine.session import Session


class Wire:
    """The client's end of a connection, line by line."""

    def __init__(self, engine: Engine) -> None:
        to_engine, self._input = os.pipe()
        self._output, from_engine = os.pipe()
        self.writer = os.fdopen(self._input, "wb")
        self.reader = os.fdopen(self._output, "rb")
        self._engine_ends = os.fdopen(to_engine, "rb"), os.fdopen(from_engine, "wb")
        self._ids = itertools.count(1)
        self.connection = Connection(engine, *self._engine_ends)
        self.thread = threading.Thread(target=self.connection.serve)
        self.thread.start()

    def send(self, line: bytes | str | dict | list) -> None:
        if isinstance(line, dict | list):
            line = json.dumps(line)
        if isinstance(line, str):
            line = line.encode()
        self.writer.write(line + b"\n")
        self.writer.flush()

    def ask(self, method: str, params: dict | None = None, request_id=None) -> int:
        request_id = next(self._ids) if request_id is None else request_id
        self.send({"jsonrpc": "2.0", "id": request_id, "method": method, "params": params or {}})
        return request_id

    def receive(self):
        return json.loads(self.reader.readline())

    def answer(self, line):
        self.send(line)
        return self.receive()

    def close(self) -> None:
        self.writer.close()
        self.thread.join()
        for end in (*self._engine_ends, self.reader):
            end.close()


@pytest.fixture
def session(tmp_path):
    """A session whose library does not exist yet."""
    chosen = settings.Settings(tmp_path / "library", "open", "cpu", 150.0, "fusion")
    with Session(chosen=chosen) as session:
        yield session


@pytest.fixture
def open_wire(session):
    """Return a function that connects to an engine; `methods` replaces the real ones."""
    wires, engines = [], []

    def open_one(methods=None, engine=None) -> Wire:
        if engine is None:
            engine = Engine(session, methods)
            engines.append(engine)
        wires.append(Wire(engine))
        wires[-1].engine = engine
        return wires[-1]

    yield open_one
    for wire in wires:
        wire.close()
    for engine in engines:
        assert engine.close()


@pytest.fixture(autouse=True)
def _places(tmp_path, monkeypatch):
    """Nobody's own settings, logs or sockets."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def pack(small, tmp_path_factory):
    """A small model pack."""
    return small.make_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture(scope="session")
def music(small, tmp_path_factory):
    """Six short tracks."""
    return small.make_music(tmp_path_factory.mktemp("music") / "six")


@pytest.fixture(scope="module")
def library(pack, music, tmp_path_factory):
    """The folder of a library with the six tracks."""
    folder = tmp_path_factory.mktemp("library")
    with Session(chosen=settings.Settings(folder, str(pack), "cpu", 150.0, "fusion")) as session:
        session.add([music])
    return folder


@pytest.fixture
def filled(library, pack):
    """A session with six short tracks."""
    with Session(chosen=settings.Settings(library, str(pack), "cpu", 150.0, "fusion")) as session:
        yield session


@pytest.fixture
def ask(open_wire):
    """Asks for a method over a wire of its own, and waits for what comes back."""
    wire = open_wire()

    def call(method, **params):
        wire.ask(method, params)
        return wire.receive()

    return call


@pytest.fixture
def files(music):
    """The paths of the six tracks, in order."""
    return [str(path) for path in sorted(music.rglob("*")) if path.is_file()]
