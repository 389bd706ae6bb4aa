"""The model packs that heard the music, and which of them serves while another takes over."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from t2m_engine.library.database import Database
from t2m_engine.library.rows import STALE, THERE


@dataclass(frozen=True, slots=True)
class KnownPack:
    """A pack that heard music: its id and name, and the folder where it was then."""

    id: str
    name: str
    folder: Path


class PackBook(Database):
    """The catalogue's packs."""

    def note_pack(self, pack: KnownPack) -> None:
        """Remember where a pack is, before it hears music."""
        if self.known_pack(pack.id) == pack:
            return
        with self._writing(counts=None) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO packs VALUES (?, ?, ?)",
                (pack.id, pack.name, os.fsencode(pack.folder)),
            )

    def known_pack(self, pack: str) -> KnownPack | None:
        """Return what is remembered of the pack with that id."""
        with self._reading() as connection:
            row = connection.execute("SELECT * FROM packs WHERE id = ?", (pack,)).fetchone()
        return KnownPack(row[0], row[1], Path(os.fsdecode(row[2]))) if row else None

    def is_stale(self, pack: str) -> bool:
        """Whether there is music that `pack` (an id) has not heard."""
        with self._reading() as connection:
            row = connection.execute(f"SELECT {STALE}", {"pack": pack}).fetchone()
        return bool(row[0])

    def serving(self, pack: str) -> str:
        """Return the id of the pack to suggest with, where `pack` (an id) is the one wished for.

        That is `pack` itself as soon as it has heard all that is there, and until then the one
        that has heard most.
        """
        if not self.is_stale(pack):
            return pack
        with self._reading() as connection:
            heard = dict(
                connection.execute(
                    "SELECT clips.pack, count(DISTINCT track_id) FROM clips "  # noqa: S608
                    f"JOIN tracks ON tracks.id = track_id WHERE {THERE} GROUP BY clips.pack"
                )
            )
        most = max(heard.values(), default=0)
        if heard.get(pack, 0) == most:
            return pack
        return str(min(name for name, count in heard.items() if count == most))
