"""The session: what is shared by the command line and the service, and who goes first."""

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from t2m_engine import settings
from t2m_engine.emotion.moods import Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.errors import CancelledError, LibraryError, ModelError, UsageError
from t2m_engine.session import BATCH, Session
from t2m_engine.turns import Turns


class SlowPack:
    """Reads as the real pack does: one caller at a time, a while for every batch."""

    def __init__(self):
        self._lock = threading.Lock()
        self.reading = threading.Event()
        self.read = []

    def read_texts(self, texts):
        with self._lock:
            self.reading.set()
            time.sleep(0.005)
            self.read.append(list(texts))
        emotion = Emotion(0.0, 0.0, (1 / 7,) * 7)
        return [Reading(emotion, np.zeros(1, np.float32)) for _ in texts]


@pytest.fixture
def session(tmp_path):
    chosen = settings.Settings(tmp_path / "library", "no-such-pack", "cpu", 150.0, "fusion")
    with Session(chosen=chosen) as session:
        yield session


def test_a_passage_that_a_writer_waits_for_goes_before_a_manuscript(session):
    pack = session._pack = SlowPack()
    manuscript = [(number, f"passage {number}") for number in range(100 * BATCH)]
    stop = threading.Event()

    def check():
        if stop.is_set():
            raise InterruptedError

    def read_all():
        with pytest.raises(InterruptedError):
            list(session.emotions(manuscript, check=check))

    thread = threading.Thread(target=read_all)
    thread.start()
    assert pack.reading.wait(60)
    before = len(pack.read)
    assert len(list(session.emotions([("cursor", "here")]))) == 1
    place = pack.read.index(["here"])
    stop.set()
    thread.join()
    # The batch at hand, and one that had just been let through.
    assert place - before <= 2


def test_long_work_gives_way_only_while_someone_is_in_a_hurry():
    turns = Turns()
    asked = []
    ask = turns.politely(lambda: asked.append(1) or False)
    assert ask() is False
    with turns.urgently():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join(0.05)
        assert len(asked) == 1
    thread.join(60)
    assert len(asked) == 2


def test_what_is_not_given_comes_from_the_settings_and_a_wrong_device_is_refused(tmp_path):
    chosen = settings.Settings(tmp_path / "set", "set", "cpu", 120.0, "va")
    with Session(chosen=chosen) as session:
        assert session.library == tmp_path / "set"
        assert (session.words_per_minute, session.space) == (120.0, "va")
    with Session(Path("given"), chosen=chosen) as session:
        assert session.library == Path.cwd() / "given"
    with pytest.raises(UsageError, match="abacus"):
        Session(device="abacus", chosen=chosen)


def test_nothing_is_made_by_looking(session, tmp_path):
    with pytest.raises(LibraryError, match="t2m library add"):
        session.catalogue()
    with pytest.raises(ModelError):
        _ = session.pack
    info = session.info()
    assert info["model"] is None
    assert info["library_error"] is None
    assert session.status()["tracks"] == 0
    assert session.errors() == []
    assert session.tracks(0, 10) == {"total": 0, "tracks": []}
    assert list(tmp_path.iterdir()) == []


def test_vectors_that_are_missing_are_made_when_the_engine_warms_up(session, kit):
    pack = session._pack = kit.FakePack()
    pack.warm = lambda: None
    catalogue = session.catalogue(create=True)
    for seed in range(4):
        catalogue.put_track(kit.make_track(Path(f"/music/{seed}.ogg"), seed=seed))
    spaces = list(pack.spaces.values())
    assert {catalogue.missing_vectors(space, pack.music_id) for space in spaces} == {12}
    with pytest.raises(CancelledError):
        session.warm(cancelled=lambda: True)
    told = []
    session.warm(progress=lambda *how_far: told.append(how_far))
    assert told == [(0, 12, "fusion"), (12, 12, "fusion")]
    session._filling.join(60)
    assert {catalogue.missing_vectors(space, pack.music_id) for space in spaces} == {0}


def test_a_blank_passage_is_refused_before_anything_is_loaded(session, kit):
    with pytest.raises(UsageError, match="'b' is blank"):
        list(session.emotions([("a", "It rained."), ("b", " \n")]))
    session._pack = kit.FakePack()
    with pytest.raises(UsageError, match="outer"):
        list(session.suggest([("a", "It rained.")], space="outer"))


def test_a_library_that_is_replaced_is_opened_anew_everywhere(session):
    desk = session.studio.desk
    assert session.studio.desk is desk
    session._reopen()
    assert session.studio.desk is not desk, "open scores do not hold on to the library before"
