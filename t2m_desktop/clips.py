"""Suggestions as finished audio files: made by the engine, kept in the cache, dragged, copied."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QObject, QUrl

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.suggestions import Suggestion
from t2m_engine import places

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def telling_name(suggestion: Suggestion) -> str:
    """A file name that says what is heard: "Night Ferry – scary, sad – 0m26s.wav".

    Safe on Windows, macOS and Linux; at most 120 characters.
    """
    seconds = round(suggestion.start)
    title = _UNSAFE.sub(" ", suggestion.title).strip(" .")[:80] or "Clip"
    moods = ", ".join(suggestion.emotion.leading())
    return f"{title} – {moods} – {seconds // 60}m{seconds % 60:02d}s.wav"


class Clips(QObject):
    """Makes files of suggestions; each is made once, then found."""

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._made: dict[Path, tuple[int, int]] = {}
        self._waiting: dict[
            Path, list[tuple[Callable[[Path], object], Callable[[str], object]]]
        ] = {}

    def target(self, suggestion: Suggestion) -> Path:
        """Where its file lies, or will lie: a folder of its own for each clip of each track."""
        clip = f"{suggestion.track}\n{suggestion.start:.3f}\n{suggestion.end:.3f}"
        folder = hashlib.sha256(clip.encode("utf-8", "surrogateescape")).hexdigest()[:10]
        return places.cache_folder() / "clips" / folder / telling_name(suggestion)

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

    def save(
        self,
        suggestion: Suggestion,
        target: Path,
        done: Callable[[Path], object],
        failed: Callable[[str], object],
    ) -> None:
        """Write it where the user says: WAV, FLAC or Ogg by the suffix."""
        params = {
            "track": suggestion.track,
            "start": suggestion.start,
            "end": suggestion.end,
            "out": str(target),
        }

        def written(result: dict[str, Any]) -> None:
            done(Path(result["path"]))

        self._bridge.request("export", params, written, lambda error: failed(str(error)))

    def _write(self, suggestion: Suggestion, target: Path, done: Callable[[Path], object]) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            source = Path(suggestion.track).stat()
        except OSError as error:
            message = f"The clip cannot be made: {error.strerror or error}."
            self._bridge.later(lambda: self._fail(target, message))
            return

        def written(path: Path) -> None:
            self._made[target] = (source.st_mtime_ns, source.st_size)
            done(path)

        self.save(suggestion, target, written, lambda message: self._fail(target, message))

    def _finish(self, target: Path, path: Path) -> None:
        for done, _ in self._waiting.pop(target, ()):
            done(path)

    def _fail(self, target: Path, message: str) -> None:
        for _, failed in self._waiting.pop(target, ()):
            failed(message)


def file_mime(path: Path) -> QMimeData:
    """A file for dragging and for the clipboard, as Qt programs, GNOME's and KDE's take it."""
    url = QUrl.fromLocalFile(str(path))
    data = QMimeData()
    data.setUrls([url])
    encoded = bytes(url.toEncoded().data())
    data.setData("x-special/gnome-copied-files", QByteArray(b"copy\n" + encoded))
    data.setData("application/x-kde-cutselection", QByteArray(b"0"))
    return data
