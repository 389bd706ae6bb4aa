"""Tables follow the catalogue, whatever happens to it: scans, removals, and backups put back."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.library import index as index_module
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.index import Index

FUSION = BUILT_IN["fusion"]
PACK = "fake-1"
_TRACK = st.integers(0, 5)
_STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "other pack"]), _TRACK, st.integers(0, 999))
    | st.tuples(st.sampled_from(["remove", "gone", "back"]), _TRACK)
    | st.tuples(st.sampled_from(["keep", "back up", "put back", "open again", "forget"])),
    min_size=4,
    max_size=14,
)


class World:
    """A library, a backup of it, and an index that lives through all of it."""

    def __init__(self, folder: Path, kit) -> None:
        self.folder, self.kit = folder, kit
        self.catalogue = Catalogue.open(folder)
        self.index: Index | None = None

    def put(self, track: int, seed: int, pack: str = PACK) -> None:
        made = self.kit.make_track(self._path(track), seed=seed, clips=1 + seed % 4, pack=pack)
        self.catalogue.put_track(made)

    def other_pack(self, track: int, seed: int) -> None:
        self.put(track, seed, "fake-2")

    def remove(self, track: int) -> None:
        with self.catalogue._writing() as connection:
            connection.execute(
                "DELETE FROM tracks WHERE path = ?", (str(self._path(track)).encode(),)
            )

    def gone(self, track: int) -> None:
        if found := self.catalogue.track(self._path(track)):
            self.catalogue.put_presence(gone=[found.id], back=[], forgotten_errors=[])

    def back(self, track: int) -> None:
        if found := self.catalogue.track(self._path(track)):
            self.catalogue.put_presence(gone=[], back=[found.id], forgotten_errors=[])

    def keep(self) -> None:
        if self.index is not None:
            self.index.keep()

    def back_up(self) -> None:
        self.catalogue.close()
        shutil.copy(self.folder / "catalogue.sqlite", self.folder / "backup")
        self.open_again()

    def put_back(self) -> None:
        """By hand, with the index and the engine's memory as they are."""
        if (self.folder / "backup").exists():
            self.catalogue.close()
            for file in self.folder.glob("catalogue.sqlite-*"):
                file.unlink()
            shutil.copy(self.folder / "backup", self.folder / "catalogue.sqlite")
            self.open_again()

    def open_again(self) -> None:
        self.catalogue.close()
        self.catalogue = Catalogue.open(self.folder)
        if self.index is not None:
            self.index._catalogue = self.catalogue

    def forget(self) -> None:
        """The engine starts anew: from its files."""
        self.index = None

    def check(self) -> None:
        self.index = Index.open(self.catalogue, FUSION, PACK, known=self.index, exact_numbers=0)
        assert not self.catalogue.missing_vectors(FUSION, PACK)
        snapshot = self.catalogue.snapshot(FUSION, PACK)
        index = self.index
        assert len(index) == len(snapshot.clip_ids)
        if not len(index):
            return
        order = index.by_path(index.allowed(index_module.NO_FILTERS))
        np.testing.assert_array_equal(index.clip_ids[order], snapshot.clip_ids)
        np.testing.assert_array_equal(index.track_ids[order], snapshot.track_ids)
        np.testing.assert_array_equal(index.table.vectors[order], snapshot.vectors)
        for query in snapshot.vectors[:3]:
            scores = np.round(snapshot.vectors.astype(float) @ query.astype(float), 6)
            expected = snapshot.clip_ids[np.argsort(-scores, kind="stable")[:5]]
            np.testing.assert_array_equal(index.search(query, 5)[0], expected)

    def _path(self, track: int) -> Path:
        return Path(f"/music/{track}.ogg")


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(_STEPS)
def test_an_index_is_right_after_anything(tmp_path_factory, kit, monkeypatch, steps):
    monkeypatch.setattr(index_module, "WORTH_KEEPING", 1)
    world = World(tmp_path_factory.mktemp("world"), kit)
    try:
        for name, *values in steps:
            getattr(world, name.replace(" ", "_"))(*values)
            world.check()
    finally:
        world.catalogue.close()
