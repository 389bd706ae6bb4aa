"""A process that writes to catalogues in children of its own, and kills them: see test_faults.py.

It is a program, and is started with the path of kit.py. Each line that it reads is a job
{"folder", "seed", "at", "after"}: a child opens the catalogue in `folder` and does the `OPERATIONS`
of `seed`; it is killed (SIGKILL) before the statement number `at` of those that write, or after
`after` seconds.
The answer is how many operations the child had finished, and told of, when it died.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.packs import KnownPack
from t2m_engine.library.records import FileState

SPACES = tuple(BUILT_IN.values())
LENGTH = 14
"""Operations in one run."""
_WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "BEGIN IMMEDIATE", "COMMIT")
"""How statements begin that change something: to die before another one loses nothing."""


def operations(seed: int, kit: ModuleType) -> list[tuple[str, Any]]:
    """Every kind of write, in an order of its own for each seed: a name, and what does it."""
    rng = random.Random(seed)

    def path() -> Path:
        return Path(f"/music/{rng.randrange(3)}/{rng.randrange(4)}.ogg")

    def some(catalogue: Catalogue) -> Any:
        return rng.choice(catalogue.tracks() or [None])

    def put(catalogue: Catalogue) -> None:
        track = kit.make_track(path(), seed=rng.randrange(6), clips=rng.randrange(1, 4),
                               pack=rng.choice(["old", "new"]))  # fmt: skip
        catalogue.put_track(track, SPACES[: rng.randrange(len(SPACES) + 1)])

    def facts(catalogue: Catalogue) -> None:
        if track := some(catalogue):
            clips = catalogue.clips(track.id)
            measured = MusicFacts(90.0, 0.5, 0.1, "Am", 0.5, -14.0, -1.0, 0.5)
            energies = {clip.id: -10.0 for clip in clips}
            catalogue.put_facts(track.id, measured, Credits(genre=str(seed)), energies, clips[0].id)

    def move(catalogue: Catalogue) -> None:
        if track := some(catalogue):
            catalogue.move_track(track.id, path(), FileState(rng.randrange(99), 1))

    def presence(catalogue: Catalogue) -> None:
        ids = [track.id for track in catalogue.tracks()]
        rng.shuffle(ids)
        catalogue.put_presence(gone=ids[:2], back=ids[2:4], forgotten_errors=[path()])

    def mark(catalogue: Catalogue) -> None:
        change = MarkChange(rating=rng.randrange(6), tag=(f"t{rng.randrange(9)}",), notes="n",
                            exclude=(Path(f"/stories/{rng.randrange(3)}.md"),))  # fmt: skip
        catalogue.mark([track.content_id for track in catalogue.tracks()[:3]] or [b"x"], change)

    def copies(catalogue: Catalogue) -> None:
        ids = [t.id for t in catalogue.tracks() if not t.missing and not t.offline]
        catalogue.put_originals((ids[0] if at else None, one) for at, one in enumerate(ids))

    def apart(catalogue: Catalogue) -> None:
        contents = {track.content_id for track in catalogue.tracks()}
        catalogue.keep_apart(sorted(contents)[:3], rng.random() < 0.7)

    def folder(catalogue: Catalogue) -> None:
        with catalogue._writing() as connection:  # `add_folders` takes what is there
            connection.execute(
                "INSERT OR IGNORE INTO folders (path, added) VALUES (?, 1)",
                (os.fsencode(f"/music/{rng.randrange(3)}"),),
            )

    def remove(catalogue: Catalogue) -> None:
        if catalogue.folder_paths():
            catalogue.remove_folder(rng.choice(catalogue.folder_paths()))

    kinds = {
        "put": put, "facts": facts, "move": move, "presence": presence, "mark": mark,
        "copies": copies, "apart": apart, "folder": folder, "remove": remove,
        "error": lambda c: c.put_error(path(), "is empty", FileState(1, 2)),
        "offline": lambda c: c.refresh_folders(lambda p: rng.random() < 0.5),
        "fill": lambda c: c.fill(rng.choice(SPACES), rng.choice(["old", "new"])),
        "settle": lambda c: c.settle("new"),
        "pack": lambda c: c.note_pack(KnownPack(f"p{rng.randrange(3)}", "p", path())),
    }  # fmt: skip
    names = ["put", "put", *rng.choices([*kinds, "put", "put"], k=LENGTH - 2)]
    return [(name, kinds[name]) for name in names]


def work(job: dict[str, Any], kit: ModuleType, told: int) -> None:
    """What a child does: never returns where it is killed."""
    statements = 0

    def count(statement: str) -> None:
        nonlocal statements
        statements += statement.lstrip().upper().startswith(_WRITES)
        if statements == job["at"]:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def traced(*arguments: Any, **more: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **more)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]
    with Catalogue.open(Path(job["folder"])) as catalogue:
        for _, operation in operations(job["seed"], kit):
            operation(catalogue)
            os.write(told, b".")


def main() -> None:
    """Answer jobs until there are no more."""
    specification = importlib.util.spec_from_file_location("t2m_fault_kit", sys.argv[1])
    assert specification
    assert specification.loader
    kit = importlib.util.module_from_spec(specification)
    sys.modules["t2m_fault_kit"] = kit
    specification.loader.exec_module(kit)
    for line in sys.stdin:
        job = json.loads(line)
        heard, told = os.pipe()
        child = os.fork()
        if not child:
            try:
                work(job, kit, told)
            finally:
                os._exit(0)
        os.close(told)
        if job["after"] is not None:
            time.sleep(job["after"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(heard, "rb") as end:
            finished = len(end.read())
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write(json.dumps({"finished": finished, "killed": killed}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
