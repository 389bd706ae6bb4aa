"""The sidecar of a manuscript: what its writer says of the feeling of its scenes, beside it.

`story.md` has `story.md.t2m.toml`. It is there to be read, and changed, by people too. A scene is
found again by its heading, its number and its first words, so that it survives edits of the text.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from t2m_engine import files
from t2m_engine.errors import InputError

SUFFIX = ".t2m.toml"
FORMAT = 1
MOST_STEPS = 8
"""Steps of calmer, tenser, darker or brighter: as many cross the whole plane."""
ANCHOR = 12
"""Words of a scene's beginning that are kept to know it by."""
_LARGEST = 4_000_000
"""Bytes: ten thousand scenes."""
_HEADING, _WORDS, _NUMBER = 0.45, 0.45, 0.1
_ALIKE = 0.46
"""What a scene's heading, first words and number are worth, and how much must agree for it to be
the same one: the same heading, or the same first words, and the number somewhere near."""
_OTHER_HEADING = 0.6
"""What two headings are worth that are only alike: “Chapter 3” is not “Chapter 4”."""
_HEAD = """\
# What the writer says of the feeling of scenes, for t2m. It goes before what t2m reads in the text.
# A scene is known by its heading, its number and its first words. Of its feeling it may say:
#   valence, arousal   the point: -1 (dark, calm) to 1 (bright, tense), both or neither
#   mood               happy, funny, sad, tender, exciting, angry or scary
#   brighter, tenser   steps of the point; less than 0 for darker, calmer
#   counter            true for music that feels the opposite
"""


@dataclass(frozen=True, slots=True)
class Steer:
    """What a writer says of a feeling; nothing of it: what is read in the text holds.

    `valence` and `arousal` (−1…1, both or neither) place it, `mood` names it, `brighter` and
    `tenser` move it by steps (−8…8; below 0: darker, calmer), `counter` asks for its opposite.
    """

    valence: float | None = None
    arousal: float | None = None
    mood: str | None = None
    brighter: int = 0
    tenser: int = 0
    counter: bool = False

    def __bool__(self) -> bool:
        return self != NO_STEER

    def as_json(self) -> dict[str, Any]:
        """What it says, by name: the form of the sidecar and of the JSON-RPC."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }

    @classmethod
    def from_json(cls, content: Any) -> Steer:
        """Take what `as_json` gives; ValueError, a sentence, for anything else."""
        if not isinstance(content, Mapping):
            raise ValueError("A feeling is a table of names and values.")  # noqa: TRY004
        if strange := set(content) - {field.name for field in fields(cls)}:
            raise ValueError(f"A feeling has no “{min(map(str, strange))}”.")
        places = {name: content.get(name) for name in ("valence", "arousal")}
        if len({value is None for value in places.values()}) > 1:
            raise ValueError("A point has “valence” and “arousal”, both or neither.")
        for name, value in places.items():
            if value is not None and not (_is_number(value) and -1.0 <= value <= 1.0):
                raise ValueError(f"“{name}” lies within -1 and 1.")
        for name in ("brighter", "tenser"):
            steps = content.get(name, 0)
            if type(steps) is not int or abs(steps) > MOST_STEPS:
                raise ValueError(f"“{name}” is a whole number of -{MOST_STEPS} to {MOST_STEPS}.")
        mood, counter = content.get("mood"), content.get("counter", False)
        if mood is not None and (not isinstance(mood, str) or not mood.isalpha()):
            raise ValueError("“mood” is the name of a mood.")
        if not isinstance(counter, bool):
            raise ValueError("“counter” is true or false.")  # noqa: TRY004
        valence, arousal = places["valence"], places["arousal"]
        return cls(
            None if valence is None else float(valence),
            None if arousal is None else float(arousal),
            mood,
            content.get("brighter", 0),
            content.get("tenser", 0),
            counter,
        )


NO_STEER = Steer()


@dataclass(frozen=True, slots=True)
class SceneKey:
    """What a scene is known by: its heading ("": none), its number from 1, its first words."""

    heading: str
    number: int
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A scene, and what the writer says of its feeling."""

    scene: SceneKey
    steer: Steer


def sidecar_of(manuscript: Path) -> Path:
    """Return where the sidecar of `manuscript` lies, whether there is one or not."""
    return manuscript.with_name(manuscript.name + SUFFIX)


def anchor(text: str) -> str:
    """Return the first words of a scene's `text`, as a `SceneKey` keeps them."""
    return " ".join(text.split(maxsplit=ANCHOR)[:ANCHOR])


def read(path: Path) -> tuple[Pinned, ...]:
    """Return what a sidecar says; nothing where there is none.

    Raises InputError, saying what is wrong and in which scene, for one that is not whole.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(path, "is far too large for a sidecar", _MEND)
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", _MEND) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(path, f"is no whole TOML ({error})", _MEND) from error
    if content.get("format") != FORMAT:
        raise InputError(path, f"is of no format that this version knows ({FORMAT})", _MEND)
    scenes = content.get("scene", [])
    if not isinstance(scenes, list):
        raise InputError(path, "has no list of scenes", _MEND)
    return tuple(_pinned(row, place, path) for place, row in enumerate(scenes, 1))


_MEND = "Mend it with a text editor, or move it away; until then it is left as it is."


def _pinned(row: Any, place: int, path: Path) -> Pinned:
    try:
        if not isinstance(row, dict):
            raise ValueError("It is no table.")  # noqa: TRY004, TRY301
        content = dict(row)
        heading, begins = content.pop("heading", ""), content.pop("begins", "")
        number = content.pop("number", 0)
        if not (isinstance(heading, str) and isinstance(begins, str) and type(number) is int):
            raise ValueError("A scene has a “heading”, a “number” and what it “begins” with.")  # noqa: TRY301
        return Pinned(SceneKey(heading, number, begins), Steer.from_json(content))
    except ValueError as error:
        raise InputError(
            path, f"has a wrong scene (number {place} in it): {error}", _MEND
        ) from None


def write(path: Path, manuscript: str, pinned: Sequence[Pinned]) -> None:
    """Write the sidecar of the manuscript called `manuscript`, atomically; OSError.

    Where nothing is pinned any more, it is taken away.
    """
    if not pinned:
        path.unlink(missing_ok=True)
        return
    parts = [_HEAD, f"format = {FORMAT}\nmanuscript = {_toml(manuscript)}\n"]
    for pin in sorted(pinned, key=lambda pin: pin.scene.number):
        lines = ["[[scene]]", f"heading = {_toml(pin.scene.heading)}"]
        lines += [f"number = {pin.scene.number}", f"begins = {_toml(pin.scene.begins)}"]
        lines += [f"{name} = {_toml(value)}" for name, value in pin.steer.as_json().items()]
        parts.append("\n".join(lines) + "\n")
    files.write_text(path, "\n".join(parts))


def match(pinned: Sequence[Pinned], scenes: Sequence[SceneKey]) -> dict[int, int]:
    """Return which of `pinned` is for which of `scenes`: its place by the scene's.

    A scene takes one at most, and the likeliest goes first: by its heading and its first words,
    each of which may have changed, and its number. What is for no scene any more is left out.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    places = {scene: place for place, scene in enumerate(scenes)}
    for row, pin in enumerate(pinned):
        same = places.get(pin.scene)
        if same is not None and same not in found:
            taken.add(row)
            found[same] = row
    likely = sorted(
        (-_likeness(pin.scene, scene), abs(pin.scene.number - scene.number), row, place)
        for row, pin in enumerate(pinned)
        if row not in taken
        for place, scene in enumerate(scenes)
        if place not in found
    )
    for unlike, _, row, place in likely:
        if -unlike < _ALIKE:
            break
        if row not in taken and place not in found:
            taken.add(row)
            found[place] = row
    return found


def left_behind(manuscript: Path, scenes: Sequence[SceneKey]) -> Path | None:
    """Return the sidecar in the folder that a renamed manuscript left under its old name.

    That is one whose own manuscript is not there any more, and most of whose scenes, at least
    one, are among `scenes`; the likeliest of several.
    """
    best: tuple[float, Path] | None = None
    try:
        found = sorted(manuscript.parent.glob(f"*{SUFFIX}"))
    except OSError:
        return None
    for path in found:
        if (
            path == sidecar_of(manuscript)
            or path.with_name(path.name.removesuffix(SUFFIX)).exists()
        ):
            continue
        try:
            pinned = read(path)
        except InputError:
            continue
        known = len(match(pinned, scenes)) / max(1, len(pinned))
        if known > 0.5 and (best is None or known > best[0]):
            best = known, path
    return best[1] if best else None


def _likeness(one: SceneKey, other: SceneKey) -> float:
    near = 1.0 / (1.0 + abs(one.number - other.number))
    words = _alike(one.begins, other.begins)
    heading = _alike(one.heading, other.heading)
    heading *= _OTHER_HEADING if heading < 1.0 else 1.0
    if not one.heading and not other.heading:
        heading = words if one.begins or other.begins else near
    return _HEADING * heading + _WORDS * words + _NUMBER * near


def _alike(one: str, other: str) -> float:
    one, other = " ".join(one.casefold().split()), " ".join(other.casefold().split())
    if one == other:
        return 1.0 if one else 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.5 else 0.0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _toml(value: bool | float | str) -> str:
    import tomlkit  # noqa: PLC0415 - a tenth of a second, and the window is to be there at once

    if isinstance(value, str):  # half a surrogate pair is nothing that TOML could hold
        value = value.encode("utf-8", "replace").decode("utf-8")
    return str(tomlkit.item(round(value, 3) if isinstance(value, float) else value).as_string())
