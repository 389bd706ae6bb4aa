"""The demo set: which pieces, under which titles, and the files that go with them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compose.composer import compose_piece
from compose.families import NAMES
from compose.rendering import render

if TYPE_CHECKING:
    from pathlib import Path

    from compose.piece import Piece

RESERVED_SEEDS = range(1, 1000)  # for the demo only: training begins beyond them
ALBUM, ARTIST, LICENCE = "t2m demo music", "t2m", "CC0-1.0"


@dataclass(frozen=True)
class Entry:
    """One piece of the demo set."""

    title: str
    mood: str
    recipe: str
    seed: int

    @property
    def file(self) -> str:
        """The file's name: the title in lower case with underscores."""
        kept = "".join(c for c in self.title.lower() if c.isalnum() or c == " ")
        return kept.replace(" ", "_") + ".opus"


DEMO: tuple[Entry, ...] = (
    Entry("Market Morning", "happy", "jig", 2),
    Entry("Paper Boats", "happy", "sunny pop", 2),
    Entry("The Baker's Brigade", "happy", "march", 3),
    Entry("Socks on a Polished Floor", "funny", "tiptoe", 1),
    Entry("The Runaway Wheelbarrow", "funny", "galop", 1),
    Entry("Uncle's Dancing Lesson", "funny", "clumsy waltz", 4),
    Entry("The Last Letter", "sad", "lament", 1),
    Entry("The House Is Sold", "sad", "elegy", 2),
    Entry("Fields After Harvest", "sad", "empty field", 4),
    Entry("Under the Linden", "tender", "cradle song", 3),
    Entry("Her Hand in Mine", "tender", "reverie", 2),
    Entry("By the Lamp", "tender", "guitar song", 4),
    Entry("Over the Ridge", "exciting", "heroic chase", 1),
    Entry("Open Road", "exciting", "driving band", 1),
    Entry("Signals at Midnight", "exciting", "sequencer", 4),
    Entry("Iron Gate", "angry", "metal", 2),
    Entry("March on the Quarry", "angry", "war drums", 4),
    Entry("The Press Room", "angry", "machine", 4),
    Entry("The Nursery Upstairs", "scary", "broken music box", 1),
    Entry("Cold Stairs", "scary", "tremolo", 4),
    Entry("What the Well Said", "scary", "deep", 2),
)


def compose_entry(entry: Entry) -> Piece:
    """The piece of an entry."""
    return compose_piece(entry.mood, entry.seed, entry.recipe)


def describe(piece: Piece) -> dict[str, object]:
    """What the manifests say of a piece; tempo in felt beats a minute."""
    instruments = list(dict.fromkeys(NAMES[part.program] for part in piece.parts if part.notes))
    return {
        "mood": piece.mood,
        "recipe": piece.recipe,
        "seed": piece.seed,
        "tempo_bpm": piece.tempo,
        "metre": f"{piece.metre[0]}/{piece.metre[1]}",
        "key": piece.key,
        "mode": piece.mode,
        "instruments": instruments,
    }


def make_demo(out: Path, soundfont: Path | None = None, only: list[str] | None = None) -> None:
    """Render the demo set into `out` with music.json; `only` renders just these recipes."""
    out.mkdir(parents=True, exist_ok=True)
    listing = out / "music.json"
    durations: dict[str, float] = {}
    if only and listing.is_file():
        pieces = json.loads(listing.read_text(encoding="utf-8"))["pieces"]
        durations = {piece["file"]: piece["duration"] for piece in pieces}
    rows = []
    for entry in DEMO:
        piece = compose_entry(entry)
        if not only or entry.recipe in only or entry.file not in durations:
            # The mood is never written into a tag: finding it by ear is what t2m is for.
            tags = {
                "TITLE": entry.title,
                "ARTIST": ARTIST,
                "ALBUM": ALBUM,
                "LICENSE": LICENCE,
            }
            seconds = render(piece.to_midi(), out / entry.file, tags, soundfont=soundfont)
            durations[entry.file] = round(seconds, 2)
            print(f"{entry.file}: {seconds:.1f} s")
        row = {"file": entry.file, "title": entry.title, **describe(piece)}
        rows.append({**row, "duration": durations[entry.file]})
    listing.write_text(
        json.dumps({"album": ALBUM, "artist": ARTIST, "license": LICENCE, "pieces": rows}, indent=2)
        + "\n",
        encoding="utf-8",
    )
