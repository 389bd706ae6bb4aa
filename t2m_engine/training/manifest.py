"""Manifests: what a pack is made from, and how; TOML files such as resources/models/open.toml.

```
format = 1
name = "open"
kind = "open"              # or "research"
version = "2"
licence = "CC-BY-SA-4.0"   # of what comes out
limits = "English text. …"

[[sources]]
id = "emobank"             # one of USES
name = "EmoBank (Buechel and Hahn 2017)"
licence = "CC-BY-SA-4.0"
commercial = true          # whether the licence allows commercial use of what is made with it
file = "text/emobank.tsv"  # in the folder of --data, if it is there

[steps.text]
seeds = [1, 2, 3, 4, 5]
steps = 450
```

A manifest of kind "open" has only sources that allow commercial use. What a step learns from must
be among the sources, and nothing else, so that the card says what is in the pack.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from t2m_engine.emotion.pack_card import PLAIN_NAME
from t2m_engine.errors import InputError

FORMAT = 1
STEPS = ("lessons", "text", "music", "vocals", "spaces", "verify")
"""In their order."""
SETTINGS: dict[str, dict[str, Any]] = {
    "lessons": {"copies": 2, "most": 16},
    "text": {"seeds": [1, 2, 3, 4, 5], "steps": 450, "base": "", "start": "", "research": False},
    "music": {"seed": 1, "epochs": 20, "composed": "", "studies": "", "start": ""},
    "vocals": {},
    "spaces": {"seeds": [1, 2, 3, 4, 5], "quick": False},
    "verify": {},
}
"""What each step can be told, and what it does untold; paths are under --music."""
USES: dict[str, set[str]] = {
    "lessons": {"debian-music", "mn04", "yamnet", "musicnn"},
    "text": {"base", "corpus", "alm", "emobank", "goemotions", "xed"},
    "music": {"debian-music", "composed", "mn04", "yamnet", "musicnn", "glasgow"},
    "vocals": {"debian-music", "composed", "mn04", "yamnet", "emotify-chosen"},
    "spaces": {"corpus", "alm", "debian-music", "composed", "mn04", "yamnet", "glasgow", "vectors"},
    "verify": set(),
}
"""What each step learns from. “emotify-chosen” is not learnt from: it chooses and measures."""
RESEARCH = {"text": {"isear"}}
"""What a step learns from besides where it is told `research`."""
MEASURED_ONLY = frozenset({"emotify-chosen"})
_FIELDS = {"format", "name", "kind", "version", "licence", "limits", "sources", "steps"}
_SOURCE = {"id", "name", "licence", "commercial", "file"}
_FORBIDS = re.compile(r"\bNC\b|non-?commercial|research|academic|unclear|unknown", re.IGNORECASE)
"""How a licence is called that does not allow commercial use, whatever else is said of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A data set, a teacher or a start: `file` is where it lies under --data, or ""."""

    id: str
    name: str
    licence: str
    commercial: bool
    file: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A checked manifest; `steps` are those to take, in order, with all their settings."""

    path: Path
    name: str
    kind: str
    version: str
    licence: str
    limits: str
    sources: tuple[Source, ...]
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)

    def missing(self, data: Path) -> list[Source]:
        """Return the sources whose file is not under `data`."""
        return [s for s in self.sources if s.file and not (data / s.file).exists()]


def read_manifest(path: Path) -> Manifest:
    """Read and check the manifest at `path`; InputError says what is wrong with it."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(path, "is missing", "Give a manifest such as open.toml.") from None
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read ({error})", "Mend it.") from error
    _known(path, content, _FIELDS, "the manifest")
    if content.get("format") != FORMAT:
        raise InputError(path, f"is not of format {FORMAT}", "Update t2m, or mend it.")
    texts = {name: content.get(name) for name in ("name", "kind", "version", "licence", "limits")}
    for name, text in texts.items():
        if not isinstance(text, str) or not text:
            raise InputError(path, f"needs text in “{name}”", "Mend it.")
    if not PLAIN_NAME.fullmatch(str(texts["name"])):
        raise InputError(path, f"calls the pack “{texts['name']}”, which is no name", "Mend it.")
    if texts["kind"] not in {"open", "research"}:
        raise InputError(path, "needs “open” or “research” as its kind", "Mend it.")
    steps = _steps(path, content.get("steps", {}))
    sources = _sources(path, content.get("sources", []))
    manifest = Manifest(path, **texts, sources=sources, steps=steps)  # type: ignore[arg-type]
    _check_uses(manifest)
    _check_licences(manifest)
    return manifest


def _steps(path: Path, given: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(given, dict) or not given:
        raise InputError(path, "has no steps", f"It takes some of {', '.join(STEPS)}.")
    _known(path, given, set(STEPS), "“steps”")
    found = {}
    for step in STEPS:
        if step not in given:
            continue
        told, known = given[step], SETTINGS[step]
        if not isinstance(told, dict):
            raise InputError(path, f"needs a table in “steps.{step}”", "Mend it.")
        _known(path, told, set(known), f"“steps.{step}”")
        for name, value in told.items():
            if type(value) is not type(known[name]):
                kind = type(known[name]).__name__
                raise InputError(path, f"needs a value of type {kind} in “steps.{step}.{name}”")
        found[step] = known | told
    return found


def _sources(path: Path, given: Any) -> tuple[Source, ...]:
    if not isinstance(given, list):
        raise InputError(path, "needs a list of sources", "Each begins with [[sources]].")
    found = []
    for entry in given:
        if not isinstance(entry, dict):
            raise InputError(path, "needs a list of sources", "Each begins with [[sources]].")
        _known(path, entry, _SOURCE, f"the source “{entry.get('id')}”")
        texts: dict[str, Any] = {name: entry.get(name) for name in ("id", "name", "licence")}
        if not all(isinstance(text, str) and text for text in texts.values()):
            raise InputError(path, "has a source without id, name or licence", "Mend it.")
        file = entry.get("file", "")
        inside = isinstance(file, str) and not Path(file).is_absolute() and ".." not in file
        if type(entry.get("commercial")) is not bool or not inside:
            raise InputError(
                path,
                f"has a source “{texts['id']}” without “commercial”, or with a “file” elsewhere",
                "Say true or false, and name the file as it lies under --data.",
            )
        found.append(Source(**texts, commercial=entry["commercial"], file=file))
    names = [source.id for source in found]
    if len(set(names)) < len(names):
        raise InputError(path, "names a source twice", "Take one of them out.")
    return tuple(found)


def _check_uses(manifest: Manifest) -> None:
    used = set()
    for step, told in manifest.steps.items():
        used |= USES[step] | (RESEARCH.get(step, set()) if told.get("research") else set())
    given = {source.id for source in manifest.sources}
    if lacking := sorted(used - given):
        raise InputError(
            manifest.path,
            f"does not name what its steps learn from: {', '.join(lacking)}",
            "Add each with its licence, or leave the step out.",
        )
    if idle := sorted(given - used):
        raise InputError(
            manifest.path,
            f"names what none of its steps learns from: {', '.join(idle)}",
            "Take it out: the card says what is in the pack.",
        )


def _check_licences(manifest: Manifest) -> None:
    if manifest.kind != "open":
        return
    for source in manifest.sources:
        learnt = source.id not in MEASURED_ONLY
        if learnt and (not source.commercial or _FORBIDS.search(source.licence)):
            raise InputError(
                manifest.path,
                f"is of kind “open”, and “{source.name}” ({source.licence}) allows no commercial "
                "use",
                "Leave the source out, or make a pack of kind “research”.",
            )


def _known(path: Path, content: dict[str, Any], known: set[str], where: str) -> None:
    if strange := sorted(set(content) - known):
        raise InputError(
            path,
            f"has what is not known in {where}: {', '.join(map(str, strange))}",
            f"There are {', '.join(sorted(known))}." if known else "It takes nothing.",
        )
