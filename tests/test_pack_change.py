"""Another model pack: the one before goes on suggesting until all music was heard anew."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from t2m_engine import settings
from t2m_engine.errors import CancelledError, LibraryError
from t2m_engine.session import Session

PASSAGE = [("a", "The door stood open.")]


@pytest.fixture(scope="module")
def packs(small, tmp_path_factory) -> tuple[Path, Path]:
    """Two packs that read and hear the same, and are two all the same."""
    old = small.make_pack(tmp_path_factory.mktemp("packs") / "old")
    new = old.with_name("new")
    shutil.copytree(old, new)
    card = json.loads((new / "card.json").read_text())
    card["name"] = "newer"
    (new / card["music"]["file"]).rename(new / "ear.safetensors")
    card["music"]["file"] = "ear.safetensors"
    (new / "card.json").write_text(json.dumps(card))
    return old, new


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch):
    """However many tracks are ready at once, each is heard alone, and can be the last."""
    monkeypatch.setattr("t2m_engine.audio.encoder.MusicEncoder.at_once", 0.0)


@pytest.fixture
def music(small, tmp_path) -> Path:
    return small.make_music(tmp_path / "music", tracks=4, seconds=8.0)


@pytest.fixture
def session_of(tmp_path):
    """Open the library with a pack; every session is closed."""
    opened = []

    def open_one(pack: Path) -> Session:
        chosen = settings.Settings(tmp_path / "library", str(pack), "cpu", 150.0, "fusion")
        opened.append(Session(chosen=chosen))
        return opened[-1]

    yield open_one
    for session in opened:
        session.close()


def suggested(session: Session) -> set[str]:
    [answer] = session.suggest(PASSAGE, k=10)
    return {Path(suggestion["track"]).name for suggestion in answer["suggestions"]}


@pytest.fixture
def heard(packs, music, session_of):
    """A library that the old pack has heard."""
    session = session_of(packs[0])
    session.add([music])
    assert len(suggested(session)) == 4
    assert session.status()["serving"] == "small"
    assert session.status()["note"] == ""
    session.close()
    return music


def test_the_old_pack_serves_until_the_new_one_has_heard_all(heard, packs, session_of):
    session = session_of(packs[1])
    assert len(suggested(session)) == 4, "before anything was heard anew"
    status = session.status()
    assert (status["stale"], status["serving"]) == (4, "small")
    assert "suggests until “newer” has heard all" in status["note"]
    seen, done = [], threading.Event()

    def cancelled() -> bool:
        return done.is_set()

    def progress(at: float, total: float, text: str, **more) -> None:
        if more["stage"] == "listening" and at:
            seen.append((at, session.status()["stale"], len(suggested(session))))
            if at == 2:
                done.set()

    with pytest.raises(CancelledError):
        session.update(progress=progress, cancelled=cancelled)
    assert [entry[2] for entry in seen] == [4] * len(seen), "nothing is missing meanwhile"
    assert 0 < session.status()["stale"] < 4, "it was stopped half way"
    assert session.status()["serving"] == "small"
    session.close()

    again = session_of(packs[1])
    left = again.status()["stale"]
    result = again.update()
    assert result["tracks"] == left, "it goes on where it was"
    status = again.status()
    assert (status["stale"], status["serving"], status["note"]) == (0, "newer", "")
    assert len(suggested(again)) == 4
    catalogue = again.catalogue()
    assert catalogue.missing_vectors(again.pack.space(), again.pack.music_id) == 0
    with catalogue._reading() as connection:
        packs_left = connection.execute("SELECT DISTINCT pack FROM clips").fetchall()
    assert packs_left == [(again.pack.music_id,)], "what the old one heard is gone"


def test_a_pack_that_only_reads_anew_has_nothing_to_hear(heard, packs, session_of, tmp_path):
    reader = tmp_path / "reader"
    shutil.copytree(packs[0], reader)
    card = json.loads((reader / "card.json").read_text())
    card["text"]["temperature"] = 1.5
    (reader / "card.json").write_text(json.dumps(card))
    session = session_of(reader)
    assert session.status()["stale"] == 0
    assert session.update()["tracks"] == 0
    assert len(suggested(session)) == 4


def test_the_old_pack_is_gone(heard, packs, session_of, tmp_path):
    """Its folder was removed: that is said, and what the new one has heard is suggested."""
    old = tmp_path / "old pack"
    shutil.copytree(packs[0], old)
    catalogue = session_of(packs[1]).catalogue()
    with catalogue._writing() as connection:
        connection.execute("UPDATE packs SET folder = ?", (str(old).encode(),))
    shutil.rmtree(old)
    session = session_of(packs[1])
    assert session.status()["serving"] == "newer"
    note = session.status()["note"]
    assert f"“small”, and it is not in {old} any more" in note
    assert "t2m library update" in note
    with pytest.raises(LibraryError, match="heard by another model pack"):
        suggested(session)
    stop = []
    with pytest.raises(CancelledError):
        session.update(
            progress=lambda done, *_, **__: stop.append(done), cancelled=lambda: 2 in stop
        )
    there = 4 - session.status()["stale"]
    assert 0 < there < 4
    assert len(suggested(session)) == there
    session.update()
    assert len(suggested(session)) == 4


def test_another_pack_in_the_folder_of_the_old_one(heard, packs, session_of):
    """As when t2m itself is renewed: its pack is another, in the same place."""
    session = session_of(packs[1])
    with session.catalogue()._writing() as connection:
        connection.execute("UPDATE packs SET folder = ?", (str(packs[1]).encode(),))
    assert session.status()["serving"] == "newer"
    assert f"another one is in {packs[1]} now" in session.status()["note"]


def test_what_the_new_pack_heard_first_serves_with_it(packs, small, music, session_of, tmp_path):
    """Most of the library is heard: what is left of the old pack, on a drive, holds nothing up."""
    with session_of(packs[0]) as session:
        session.add([music / "0.wav"] if (music / "0.wav").exists() else [next(music.iterdir())])
    session = session_of(packs[1])
    others = small.make_music(tmp_path / "others", tracks=5, seconds=8.0)
    session.add([others])
    assert session.status()["stale"] == 1
    assert session.status()["serving"] == "newer"
    assert "heard by another model pack" in session.status()["note"]
    assert len(suggested(session)) == 5
