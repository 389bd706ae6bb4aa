"""Every setting, declared once: its type, default, words for people, and what it takes."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from t2m_engine import places

Value = str | bool | int | float | Path
SECTIONS = {
    "look": "Look",
    "writing": "Writing",
    "music": "Music and model",
    "hearing": "Hearing",
    "clips": "Clips for editors",
    "score": "Scoring",
}
"""The pages of the preferences, in order."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what `Settings` declares of it.

    `kind` is Path, str, bool, int or float; `make` gives the default, as places depend on the
    user. `choices` are the values it takes, each with its words for people; empty: any. `bounds`
    are the least and the greatest number, `unit` what they count. `empty` says what no text
    means ("" : text is needed). `engine`: the engine takes it up when it starts anew.
    """

    name: str
    kind: type[Value]
    make: Callable[[], Value]
    section: str
    title: str
    help: str
    choices: Mapping[str, str]
    bounds: tuple[float, float]
    unit: str
    empty: str
    engine: bool

    def default(self) -> Value:
        """Return the default, as this user's machine has it."""
        return self.make()

    def check(self, value: Any) -> Value:
        """Return `value`, as JSON has it, in this setting's type.

        Raises ValueError, whose words say what the setting takes.
        """
        if self.kind is bool:
            if not isinstance(value, bool):
                raise ValueError("takes true or false")
            return value
        if self.kind in (str, Path):
            return self._text(value)
        whole = self.kind is int
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            raise ValueError(f"takes a {'whole ' if whole else ''}number")  # noqa: TRY004
        least, most = self.bounds
        if not least <= value <= most:
            raise ValueError(f"takes a number from {least:g} to {most:g}")
        return self.kind(value)  # type: ignore[arg-type]

    def read(self, text: str) -> Value:
        """Return what a person typed (`t2m settings set`) in this setting's type; as `check`."""
        if self.kind is bool:
            truth = {"on": True, "true": True, "yes": True, "off": False, "false": False}
            if (value := {**truth, "no": False}.get(text.strip().lower())) is None:
                raise ValueError("takes on or off")
            return value
        if self.kind in (str, Path):
            return self.check(text)
        try:
            return self.check(int(text) if self.kind is int else float(text))
        except (ValueError, OverflowError) as error:
            told = str(error) if str(error).startswith("takes") else "takes a number"
            raise ValueError(told) from None

    def takes(self) -> str:
        """Say what it takes, for people: “on or off”, “a number from 40 to 600”."""
        if self.kind is bool:
            return "on or off"
        if self.choices:
            return ", ".join(value or "“”" for value in self.choices)
        if self.kind in (str, Path):
            return ("a path" if self.kind is Path else "text") + (
                f", or nothing: {self.empty}" if self.empty else ""
            )
        least, most = self.bounds
        number = "a whole number" if self.kind is int else "a number"
        return f"{number} from {least:g} to {most:g}" + (f" ({self.unit})" if self.unit else "")

    def _text(self, value: Any) -> str | Path:
        if not isinstance(value, str) or not (value or self.empty or "" in self.choices):
            raise ValueError("takes text")
        if self.choices and value not in self.choices:
            known = ", ".join(choice for choice in self.choices if choice)
            raise ValueError(f"takes one of {known}")
        if self.kind is Path:
            return Path(value).expanduser() if value else Path()
        return value


def _is(
    section: str,
    title: str,
    default: Value | Callable[[], Value],
    help: str,  # noqa: A002 - what it is called everywhere
    *,
    choices: Mapping[str, str] | None = None,
    bounds: tuple[float, float] = (-math.inf, math.inf),
    unit: str = "",
    empty: str = "",
    engine: bool = False,
) -> Any:
    make = default if callable(default) else lambda: default
    told = {
        "section": section,
        "title": title,
        "help": help,
        "choices": choices or {},
        "bounds": bounds,
        "unit": unit,
        "empty": empty,
        "engine": engine,
        "make": make,
    }
    return dataclasses.field(default_factory=make, metadata=told)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings. A new one is a line here, and nothing else."""

    library: Path = _is(
        "music",
        "Library",
        places.default_library,
        "The folder of the music library's catalogue; your music stays where it is.",
        engine=True,
    )
    model: str = _is(
        "music", "Model pack", "open", "The pack that listens: a name, or a folder.", engine=True
    )
    device: str = _is(
        "music",
        "Device",
        "auto",
        "What the networks run on; auto takes the fastest there is.",
        choices={
            "auto": "The fastest there is",
            "cpu": "CPU",
            "cuda": "NVIDIA GPU (CUDA)",
            "mps": "Apple GPU (MPS)",
        },
        engine=True,
    )
    words_per_minute: float = _is(
        "score",
        "Reading speed",
        150.0,
        "From it the times of a score and the reading times follow.",
        bounds=(40.0, 600.0),
        unit="words a minute",
        engine=True,
    )
    space: str = _is(
        "music",
        "Embedding space",
        "fusion",
        "The space in which passages and clips are compared; a pack has its own.",
        engine=True,
    )
    lexicon: str = _is(
        "music",
        "Lexicon of feelings",
        "glasgow",
        "What words feel like by themselves: glasgow, or a file such as your own NRC-VAD.",
        engine=True,
    )
    watch: bool = _is(
        "music",
        "Follow changes in the folders",
        True,
        "Whether music that comes, moves or goes in the folders that were added is followed while "
        "the window is open.",
        engine=True,
    )

    theme: str = _is(
        "look",
        "Theme",
        "system",
        "The colours; as the system says, dark and high contrast included.",
        choices={
            "system": "As the system",
            "light": "Light",
            "dark": "Dark",
            "contrast": "High contrast",
        },
    )
    interface_scale: int = _is(
        "look",
        "Size of the window's text",
        100,
        "How large everything but the manuscript is drawn; it changes at the next start.",
        bounds=(80, 200),
        unit="%",
    )
    language: str = _is(
        "look",
        "Language",
        "system",
        "The language of the window; it changes at the next start.",
        choices={"system": "As the system", "en": "English", "de": "Deutsch"},
    )

    text_size: int = _is(
        "writing",
        "Size of the manuscript's text",
        18,
        "The size of the letters on the paper.",
        bounds=(12, 40),
        unit="pixels",
    )
    focus_mode: bool = _is("writing", "Focus mode", False, "The other paragraphs are drawn paler.")
    typewriter: bool = _is(
        "writing",
        "Typewriter scrolling",
        False,
        "The line that is written stays at one height.",
    )
    arc: bool = _is(
        "writing", "Emotion arc", True, "The arc of the whole manuscript, under the text."
    )
    spelling: str = _is(
        "writing",
        "Spell check",
        "",
        "The language whose dictionary checks what you write, such as en_GB; the system has the "
        "dictionaries (Debian: hunspell-en-gb).",
        empty="off",
    )
    target_words: int = _is(
        "writing",
        "Target of a manuscript",
        0,
        "How many words a new manuscript aims at; 0: none. Each manuscript may have its own.",
        bounds=(0, 10_000_000),
        unit="words",
    )
    autosave: int = _is(
        "writing",
        "Save by itself after",
        0,
        "Seconds after the last key in which a manuscript that has a file is saved; 0: only when "
        "you say so. What you type is in the journal within a second in any case.",
        bounds=(0, 3600),
        unit="seconds",
    )
    backups: int = _is(
        "writing",
        "Earlier versions kept",
        400,
        "How many earlier versions of a manuscript are kept at most; they grow sparser with age.",
        bounds=(1, 100_000),
        unit="versions",
    )

    output: str = _is(
        "hearing",
        "Output",
        "",
        "The sound device that plays.",
        empty="the system's own",
    )
    volume: int = _is("hearing", "Volume", 100, "How loud t2m plays.", bounds=(0, 100), unit="%")
    match_loudness: bool = _is(
        "hearing",
        "Match loudness",
        True,
        "Music is heard equally loud, whatever its level; files that go out are not changed.",
    )
    crossfade: int = _is(
        "hearing",
        "Crossfade",
        120,
        "How long one piece takes to give way to the next.",
        bounds=(0, 3000),
        unit="milliseconds",
    )

    clips_folder: Path = _is(
        "clips",
        "Folder of the clips",
        lambda: places.cache_folder() / "clips",
        "Where clips lie that are dragged or copied into other programs. A project there refers "
        "to them: choose a folder that stays.",
    )
    clip_format: str = _is(
        "clips",
        "Format",
        "wav",
        "The kind of file that a dragged clip is.",
        choices={"wav": "WAV", "flac": "FLAC", "mp3": "MP3", "ogg": "Ogg Vorbis", "m4a": "AAC"},
    )
    clip_bits: str = _is(
        "clips",
        "Bits of a sample",
        "24",
        "In WAV and FLAC; 16 is dithered, 32f is float (WAV only).",
        choices={"16": "16 bit", "24": "24 bit", "32f": "32 bit float"},
    )
    clip_rate: str = _is(
        "clips",
        "Sample rate",
        "",
        "Samples a second.",
        choices={
            "": "As the track has",
            "44100": "44.1 kHz",
            "48000": "48 kHz",
            "88200": "88.2 kHz",
            "96000": "96 kHz",
        },
    )
    clip_loudness: str = _is(
        "clips",
        "Loudness",
        "",
        "What clips are brought to.",
        choices={
            "": "As the track is",
            "-14": "−14 LUFS (streaming)",
            "-16": "−16 LUFS (podcasts)",
            "-18": "−18 LUFS (audiobooks)",
            "-23": "−23 LUFS (broadcast, EBU R 128)",
        },
    )
    clip_name: str = _is(
        "clips",
        "Name of a clip",
        "{title} – {moods} – {start}",
        "How files are called, by {scene}, {moods}, {title}, {artist}, {start} and {end}.",
    )

    clips_limit: int = _is(
        "clips",
        "Room for clips",
        5,
        "What the folder of the clips may take. Above it, the oldest go by themselves: those that "
        "never left the window, and those that no project names, if the projects’ folder is told.",
        bounds=(1, 100_000),
        unit="GB",
    )
    projects_folder: Path = _is(
        "clips",
        "Folder of your projects",
        Path,
        "Where the projects of your editors and workstations lie. With it, clips that none of them "
        "names can be cleaned up; without it, whatever was carried out once stays.",
        empty="not told",
    )

    density: float = _is(
        "score",
        "Density",
        0.7,
        "How much of the story music stands under: 0 is sparse, 1 wall-to-wall.",
        bounds=(0.0, 1.0),
    )
    style: str = _is(
        "score",
        "Style",
        "follow",
        "Music that feels what the text feels, that is calmer than it, or that feels the opposite.",
        choices={
            "follow": "Follow the text",
            "underscore": "Underscore: calmer",
            "counterpoint": "Counterpoint: the opposite",
        },
    )
    frame_rate: str = _is(
        "score",
        "Frames a second",
        "25",
        "The grid of timelines, on which all cues lie.",
        choices={rate: rate for rate in ("23.976", "24", "25", "29.97", "30", "50", "60")},
    )


_KINDS: dict[str, type[Value]] = {
    "Path": Path,
    "str": str,
    "bool": bool,
    "int": int,
    "float": float,
}

SETTINGS = {
    field.name: Setting(name=field.name, kind=_KINDS[str(field.type)], **field.metadata)
    for field in dataclasses.fields(Settings)
}
"""The registry: every setting by its name."""


def defaults() -> dict[str, Value]:
    """Return the default of every setting."""
    return {name: setting.default() for name, setting in SETTINGS.items()}
