"""Suggestions as finished audio files: made by the engine, kept in the cache, dragged, copied."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QObject, QUrl, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import said
from t2m_desktop.settings import Settings
from t2m_desktop.suggestions import Suggestion
from t2m_desktop.translation import tr
from t2m_engine import places, spare
from t2m_engine.errors import UsageError
from t2m_engine.file_names import name_by

KINDS = (".wav", ".flac", ".mp3", ".ogg", ".m4a")


@dataclass(frozen=True)
class ClipWishes:
    """How clips are made that leave the window.

    `folder` None is the cache's; `kind` is one of KINDS; `bits` of a sample in WAV and FLAC ("16",
    "24", "32f"); `sample_rate` in hertz and `channels` None: the track's; `loudness` in LUFS None:
    the track's; `name` is a pattern of file_names.name_by.
    """

    folder: Path | None = None
    kind: str = ".wav"
    bits: str = "24"
    sample_rate: int | None = None
    channels: int | None = None
    loudness: float | None = None
    name: str = "{title} – {moods} – {start}"

    def params(self) -> dict[str, Any]:
        """What the engine's `export` is told of them."""
        told: dict[str, Any] = {"bits": self.bits}
        for name in ("sample_rate", "channels", "loudness"):
            if (value := getattr(self, name)) is not None:
                told[name] = value
        return told

    @classmethod
    def of(cls, settings: Settings) -> ClipWishes:
        """What the settings say of clips."""
        whole = settings.clip_bits == "32f" and settings.clip_format == "flac"  # it has no floats
        return cls(
            folder=settings.clips_folder,
            kind=f".{settings.clip_format}",
            bits="24" if whole else settings.clip_bits,
            sample_rate=int(settings.clip_rate) if settings.clip_rate else None,
            loudness=float(settings.clip_loudness) if settings.clip_loudness else None,
            name=settings.clip_name,
        )


PLAIN = ClipWishes()


def telling_name(suggestion: Suggestion, wishes: ClipWishes = PLAIN) -> str:
    """A file name that says what is heard: "Night Ferry – scary, sad – 0m26s.wav".

    Safe on Windows, macOS and Linux. A pattern that is none gives the usual name.
    """
    words = {
        "scene": "",
        "moods": ", ".join(suggestion.emotion.leading()),
        "title": suggestion.title,
        "artist": suggestion.artist,
        "start": _clock(suggestion.start),
        "end": _clock(suggestion.end),
    }
    try:
        name = name_by(wishes.name, words)
    except UsageError:
        name = name_by(PLAIN.name, words)
    return name + wishes.kind


def _clock(time: float) -> str:
    return f"{round(time) // 60}m{round(time) % 60:02d}s"


class Clips(QObject):
    """Makes files of suggestions, as `wishes` says; each is made once, then found.

    They are made ahead of the hand, and marked as spare until somebody may carry them away.
    """

    made = Signal(object)  # Path: a file is there that was not

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wishes = PLAIN
        self._bridge = bridge
        self._made: dict[Path, tuple[int, int]] = {}
        self._taken: set[Path] = set()
        self._waiting: dict[
            Path, list[tuple[Callable[[Path], object], Callable[[str], object]]]
        ] = {}

    def follow(self, settings: Settings) -> None:
        """Make clips as the settings say, now and whenever they change."""

        def changed(name: str) -> None:
            if name.startswith("clip"):
                self.wishes = ClipWishes.of(settings)

        self.wishes = ClipWishes.of(settings)
        settings.changed.connect(changed)

    def target(self, suggestion: Suggestion) -> Path:
        """Where its file lies, or will lie: a folder of its own for each clip of each track."""
        wishes = self.wishes
        clip = f"{suggestion.track}\n{suggestion.start:.3f}\n{suggestion.end:.3f}"
        if wishes.params() != PLAIN.params():
            clip += f"\n{sorted(wishes.params().items())}"
        folder = hashlib.sha256(clip.encode("utf-8", "surrogateescape")).hexdigest()[:10]
        kept = wishes.folder or places.cache_folder() / "clips"
        return kept / folder / telling_name(suggestion, wishes)

    def ready(self, suggestion: Suggestion) -> Path | None:
        """Its file, if it is finished and still that of the track as it is on disk."""
        target = self.target(suggestion)
        try:
            source = Path(suggestion.track).stat()
            made = target.stat()
        except OSError:
            return None
        known = self._made.get(target)
        same = known == (source.st_mtime_ns, source.st_size) if known else False
        if spare.is_going(target):
            return None
        # After a restart: a clip younger than its track is that track's.
        return target if made.st_size and (same or made.st_mtime > source.st_mtime) else None

    def make(
        self,
        suggestion: Suggestion,
        done: Callable[[Path], object] = lambda _: None,
        failed: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Have its file made; `done(path)` comes later, or `failed(sentence)`."""
        target = self.target(suggestion)
        if target in self._waiting:
            self._waiting[target].append((done, failed))
            return
        self._waiting[target] = [(done, failed)]
        if path := self.ready(suggestion):
            self._bridge.later(lambda: self._finish(target, path))
            return
        self._write(suggestion, target, lambda path: self._finish(target, path))

    def take(self, suggestions: Sequence[Suggestion]) -> None:
        """Keep their files from now on: another program may be about to name them."""
        for suggestion in suggestions:
            target = self.target(suggestion)
            self._taken.add(target)
            with suppress(OSError):
                spare.take(target)

    def make_all(
        self,
        suggestions: Sequence[Suggestion],
        done: Callable[[list[Path]], object],
        failed: Callable[[str], object],
    ) -> None:
        """Have the files of several made; `done(paths)` in their order, or `failed` once."""
        paths: dict[int, Path] = {}
        problems: list[str] = []

        def made(place: int, path: Path) -> None:
            paths[place] = path
            if len(paths) == len(suggestions):
                done([paths[i] for i in range(len(suggestions))])

        def refused(message: str) -> None:
            problems.append(message)
            if len(problems) == 1:
                failed(message)

        for place, suggestion in enumerate(suggestions):
            self.make(suggestion, partial(made, place), refused)

    def save(
        self,
        suggestion: Suggestion,
        target: Path,
        done: Callable[[Path], object],
        failed: Callable[[str], object],
    ) -> None:
        """Write it where the user says: WAV, FLAC, Ogg, MP3 or AAC by the suffix."""
        params = {
            "track": suggestion.track,
            "start": suggestion.start,
            "end": suggestion.end,
            "out": str(target),
            "moods": ", ".join(suggestion.emotion.leading()),
            **self.wishes.params(),
        }
        if target.suffix.lower() == ".flac" and params["bits"] == "32f":
            params["bits"] = "24"  # FLAC holds no floats

        def written(result: dict[str, Any]) -> None:
            done(Path(result["path"]))

        self._bridge.request("export", params, written, lambda error: failed(str(error)))

    def _write(self, suggestion: Suggestion, target: Path, done: Callable[[Path], object]) -> None:
        try:
            if not target.parent.exists():
                target.parent.mkdir(parents=True)
                if target not in self._taken:
                    spare.mark(target.parent)
            source = Path(suggestion.track).stat()
        except OSError as error:
            message = tr("The clip cannot be made: {what}.").format(
                what=said(error.strerror or str(error))
            )
            self._bridge.later(lambda: self._fail(target, message))
            return

        def written(path: Path) -> None:
            self._made[target] = (source.st_mtime_ns, source.st_size)
            done(path)
            self.made.emit(path)

        self.save(suggestion, target, written, lambda message: self._fail(target, message))

    def _finish(self, target: Path, path: Path) -> None:
        for done, _ in self._waiting.pop(target, ()):
            done(path)

    def _fail(self, target: Path, message: str) -> None:
        for _, failed in self._waiting.pop(target, ()):
            failed(message)


def file_mime(*paths: Path) -> QMimeData:
    """Files, in order, to drag or to paste, as Qt's programs, GNOME's and KDE's take them."""
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    data = QMimeData()
    data.setUrls(urls)
    encoded = b"\n".join(bytes(url.toEncoded().data()) for url in urls)
    data.setData("x-special/gnome-copied-files", QByteArray(b"copy\n" + encoded))
    data.setData("application/x-kde-cutselection", QByteArray(b"0"))
    return data
