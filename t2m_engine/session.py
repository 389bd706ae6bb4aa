"""A session: a library, a model pack and a device, and everything that the engine does with them.

The command line and the service both call this; what they share is decided here once.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from t2m_engine import __version__, settings
from t2m_engine.companion import Companion
from t2m_engine.courier import Courier
from t2m_engine.errors import LibraryError, T2MError, UsageError
from t2m_engine.scout import Scout, filters_of, stranger
from t2m_engine.sidecar import NO_STEER, Steer
from t2m_engine.studio import Studio
from t2m_engine.turns import Progress, Turns, never, silent

if TYPE_CHECKING:
    from t2m_engine.audio.guard import Guard
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading
    from t2m_engine.gallery import Gallery
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.earlier import EarlierPack
    from t2m_engine.library.keeper import Keeper
    from t2m_engine.suggest.suggester import Suggester

BATCH = 8
"""Passages between two looks at whether anyone still waits for them, or more urgently."""
URGENT = 4
"""Passages up to which a request is taken for one that a writer waits for."""

Passages = Sequence[tuple[Any, str]]
"""Passages as (id, text)."""
Example = tuple[Path, float | None, float | None]
"""A file of music, or a stretch of it from … to seconds; None: from its start, to its end."""


class Session:
    """Opens the catalogue, the pack and the suggester when they are first needed.

    Safe to use from several threads: the catalogue has a connection for each, the pack reads for
    one at a time, in small steps.
    """

    def __init__(
        self,
        library: Path | None = None,
        model: str | None = None,
        device: str | None = None,
        *,
        chosen: settings.Settings | None = None,
    ) -> None:
        """What is None comes from `chosen`, by default the user's settings (UsageError)."""
        self._settings = chosen or settings.load()
        self.library = (library or self._settings.library).expanduser().absolute()
        self._model = model or self._settings.model
        self._device = device or self._settings.device
        try:
            settings.SETTINGS["device"].check(self._device)
        except ValueError as error:
            raise UsageError(f"--device {error}, not “{self._device}”.") from None
        self._lock = threading.RLock()
        self._catalogue: Catalogue | None = None
        self._pack: ModelPack | None = None
        self._keeper: Keeper | None = None
        self._suggester: Suggester | None = None
        self._suggests_with: ModelPack | None = None
        self._earlier: EarlierPack | None = None
        self._guard: Guard | None = None
        self.studio = Studio(self)
        self.companion = Companion(self)
        self.courier = Courier(self)
        self.scout = Scout(self)
        self._gallery: Gallery | None = None
        self._resources = ExitStack()
        self.turns = Turns()
        self._warm = False
        self._filling: threading.Thread | None = None
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what was opened."""
        self._closing.set()
        if self._keeper is not None:
            self._keeper.close()
        if self._filling is not None:
            self._filling.join()
        with self._lock:
            self._guard = None
            self._resources.close()
            if self._catalogue is not None:
                self._catalogue.close()
                self._catalogue = None

    # What there is

    @property
    def gallery(self) -> Gallery:
        """What it shows of its library; made when first looked at, as it needs numpy."""
        from t2m_engine.gallery import Gallery  # noqa: PLC0415

        with self._lock:
            self._gallery = self._gallery or Gallery(self)
            return self._gallery

    @property
    def chosen(self) -> settings.Settings:
        """The settings that count here."""
        return self._settings

    @property
    def words_per_minute(self) -> float:
        """The reading speed of the settings."""
        return self._settings.words_per_minute

    @property
    def space(self) -> str:
        """The space of the settings."""
        return self._settings.space

    @property
    def pack(self) -> ModelPack:
        """The model pack; ModelError."""
        from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415 - not for --help

        with self._lock:
            if self._pack is None:
                self._pack = ModelPack.load(self._model, device=self._device)
            return self._pack

    def catalogue(self, *, create: bool = False) -> Catalogue:
        """The catalogue; LibraryError when there is none, unless it is to be created."""
        from t2m_engine.files import may_exist  # noqa: PLC0415 - not for --help
        from t2m_engine.library.catalogue import FILE, Catalogue  # noqa: PLC0415

        with self._lock:
            if self._catalogue is None:
                if not create and not may_exist(self.library / FILE):
                    raise LibraryError(
                        f"There is no library at {self.library}; make one with "
                        "`t2m library add FOLDER`, or name another with --library."
                    )
                self._catalogue = Catalogue.open(self.library)
                with suppress(LibraryError):  # one that may only be read is read as it is
                    self._catalogue.refresh_folders()
            return self._catalogue

    @property
    def keeper(self) -> Keeper:
        """Who adds to the library, follows changes and cares for what is in it."""
        from t2m_engine.library.keeper import Keeper  # noqa: PLC0415 - not for --help

        with self._lock:
            if self._keeper is None:
                self._keeper = Keeper(
                    self.library,
                    lambda create: self.catalogue(create=create),
                    lambda: self.pack,
                    self._reopen,
                    self.turns.politely,
                )
            return self._keeper

    def _reopen(self) -> None:
        """Let go of a catalogue whose file was replaced; it is opened again when it is needed."""
        with self._lock:
            if self._catalogue is not None:
                self._catalogue.close()
            if self._suggester is not None:
                self._suggester.close()
            self._catalogue = self._suggester = self._earlier = None
        self.studio.forget()

    @property
    def serving(self) -> ModelPack:
        """The pack that suggests: the chosen one, or the one before until all is heard anew.

        LibraryError, ModelError.
        """
        from t2m_engine.library.earlier import EarlierPack  # noqa: PLC0415 - not for --help

        with self._lock:
            if self._earlier is None:
                self._earlier = EarlierPack(self.catalogue(), self.pack, self._device)
            return self._earlier.serving()

    @property
    def suggester(self) -> Suggester:
        """The suggester; LibraryError, ModelError."""
        return self.suggesting()[0]

    def suggesting(self) -> tuple[Suggester, ModelPack]:
        """The suggester, and the pack that it suggests with."""
        from t2m_engine.suggest.suggester import Suggester  # noqa: PLC0415 - not for --help

        with self._lock:
            pack = self.serving
            if self._suggester is None or self._suggests_with is not pack:
                self._suggester = Suggester(self.catalogue(), pack)
                self._suggests_with = pack
                self._resources.callback(self._suggester.close)
            return self._suggester, pack

    def info(self) -> dict[str, Any]:
        """What is running, as `engine.info` says (service/methods.py); raises nothing of ours."""
        from t2m_engine.emotion.moods import MOODS  # noqa: PLC0415 - not for --help
        from t2m_engine.emotion.pack_store import installed  # noqa: PLC0415
        from t2m_engine.emotion.spaces import about  # noqa: PLC0415

        info: dict[str, Any] = {
            "version": __version__,
            "pid": os.getpid(),
            "moods": list(MOODS),
            "library": str(self.library),
            "tracks": 0,
            "clips": 0,
            "library_error": None,
            "model": None,
            "model_error": None,
            "warm": self._warm,
            # Looked at, not asked for: choosing a device loads torch, which takes seconds.
            "device": vars(self._pack).get("device") if self._pack is not None else None,
            "space": self.space,
            "spaces": [],
            "packs": [],
            "words_per_minute": self.words_per_minute,
        }
        try:
            status = self.status()
            info |= {"tracks": status["tracks"], "clips": status["clips"]}
        except T2MError as error:
            info["library_error"] = str(error)
        info["packs"] = [pack.name for pack in installed()]
        try:
            info["model"] = {"name": self.pack.name, "id": self.pack.id}
            info["spaces"] = [about(name) for name in self.pack.spaces]
        except T2MError as error:
            info["model_error"] = str(error)
        return info

    def spaces(self) -> list[dict[str, Any]]:
        """The pack's spaces, the default first: see `t2m spaces`; ModelError."""
        from t2m_engine.emotion.spaces import DEFAULT_SPACE, about  # noqa: PLC0415 - as above

        measured = self.pack.card.get("measured", {}).get("spaces", {})
        return [
            {
                **about(name),
                "dimension": space.dimension,
                "default": name == DEFAULT_SPACE,
                "measured": measured.get(name, {}),
            }
            for name, space in self.pack.spaces.items()
        ]

    def warm(self, *, progress: Progress = silent, cancelled: Callable[[], bool] = never) -> None:
        """Load the networks, and the index where there is a library.

        Vectors that the space lacks, because it is another than before, are made first; those of
        the other spaces after, in the background. Raises ModelError, LibraryError, CancelledError.
        """
        self.pack.warm()
        self._warm = True
        if self.status()["clips"]:
            pack = self.serving
            space = pack.space(self.space)
            self.catalogue().fill(
                space,
                pack.music_id,
                progress=lambda done, total: progress(done, total, space.name),
                cancelled=cancelled,
            )
            reading = pack.read_texts(["Once upon a time."])
            self.suggester.suggest(reading, k=1, space=space.name)
            with self._lock:
                if self._filling is None:
                    self._filling = threading.Thread(target=self._fill, name="t2m-fill")
                    self._filling.start()
        if self._settings.watch:
            self.keeper.follow(True)

    def _fill(self) -> None:
        """Make the vectors of all spaces that lack some; what fails is tried again when needed."""
        ask = self.turns.politely(self._closing.is_set)
        with suppress(T2MError):
            from t2m_engine.emotion.sound import SOUND  # noqa: PLC0415 - not for --help

            for space in (*self.pack.spaces.values(), SOUND):
                self.catalogue().fill(space, self.pack.music_id, cancelled=ask)

    @property
    def has_library(self) -> bool:
        """Whether there is a library yet."""
        from t2m_engine.files import may_exist  # noqa: PLC0415 - not for --help
        from t2m_engine.library.database import FILE  # noqa: PLC0415

        return self._catalogue is not None or may_exist(self.library / FILE)

    def status(self) -> dict[str, Any]:
        """Counts of the library, zeros where there is none yet: see `library.status`."""
        if not self.has_library:
            counts = ("tracks", "clips", "errors", "hours", "missing", "offline", "copies", "stale")
            zeros = dict.fromkeys((*counts, "unmeasured"), 0)
            return {**zeros, "library": str(self.library), "serving": None, "note": ""}
        try:
            pack: str | None = self.pack.music_id
        except T2MError:  # a library can be looked at without a model
            pack = None
        status = self.catalogue().status(pack)
        serving, note = None, ""
        if pack is not None:
            serving = self.serving.name
            note = self._earlier.note if self._earlier is not None else ""
        return {**status, "serving": serving, "note": note}

    def errors(self) -> list[dict[str, Any]]:
        """The files that could not be read, by path: {"path", "reason"}."""
        if not self.status()["errors"]:
            return []
        return [record.as_json() for record in self.catalogue().errors()]

    def tracks(self, offset: int, limit: int) -> dict[str, Any]:
        """A page of the library's tracks: see `library.tracks`."""
        if not self.has_library:
            return {"total": 0, "tracks": []}
        total, page = self.catalogue().page(offset, limit)
        marks = self.keeper.marks(page)
        return {
            "total": total,
            "tracks": [
                {**track.as_json(), "marks": marks[track.content_id].as_json()} for track in page
            ],
        }

    def track(self, path: Path) -> dict[str, Any]:
        """All that is known of a track of the library, and its clips; UsageError."""
        catalogue = self.catalogue()
        track = catalogue.track(path)
        if track is None:
            raise stranger(path)
        return {
            **track.as_json(),
            "marks": self.keeper.marks([track])[track.content_id].as_json(),
            "clips": [clip.as_json() for clip in catalogue.clips(track.id)],
        }

    # Texts

    def suggest(
        self,
        passages: Passages,
        *,
        k: int = 10,
        space: str | None = None,
        per_track: int | None = 1,
        only: str = "",
        project: Path | None = None,
        steer: Steer = NO_STEER,
        unlike: Sequence[Example] = (),
        check: Callable[[], None] = lambda: None,
    ) -> Iterator[dict[str, Any]]:
        """Yield suggestions for each of `passages`: see `suggest` in service/methods.py.

        `only` is a query that they must meet, and `project` a manuscript that music may have been
        excluded from. `steer` is what their writer says of their feeling, `unlike` music of the
        library that they should be less like. `check` is called between costly steps, and raises
        to stop. UsageError for a blank passage, a wrong query, a mood that is none or music that
        is not in the library, LibraryError when there is nothing to suggest, ModelError.
        """
        from t2m_engine.emotion.steering import spread, steered, steering_space  # noqa: PLC0415

        _refuse_blank(passages)
        filters = filters_of(only, project)
        name = self.pack.space(space or self.space).name  # a wrong name is said before all else
        suggester, pack = self.suggesting()
        if name not in pack.spaces:  # the pack before had other ones
            name = pack.space().name
        if steer:
            name = steering_space(pack, name)
        away = self.companion.clips_of(unlike)
        for batch, readings in self._read(passages, check, pack):
            wishes = [steered(reading, steer) for reading in readings]
            found = suggester.suggest(
                wishes, k=k, space=name, per_track=per_track, filters=filters, unlike=away
            )
            for (identifier, text), reading, wish, suggestions in zip(
                batch, readings, wishes, found, strict=True
            ):
                yield {
                    "id": identifier,
                    "passage": text,
                    "emotion": reading.emotion.as_json(),
                    "spread": [round(value, 4) for value in spread(wish.emotion)],
                    "steered": wish.emotion.as_json() if steer else None,
                    "space": name,
                    "suggestions": self.companion.with_marks(suggestions, project),
                }

    def emotions(
        self, passages: Passages, *, check: Callable[[], None] = lambda: None
    ) -> Iterator[dict[str, Any]]:
        """Yield {"id", "valence", "arousal", "moods"} for each of `passages`."""
        _refuse_blank(passages)
        for batch, readings in self._read(passages, check, self.pack):
            for (identifier, _), reading in zip(batch, readings, strict=True):
                yield {"id": identifier, **reading.emotion.as_json()}

    def _read(
        self, passages: Passages, check: Callable[[], None], pack: ModelPack
    ) -> Iterator[tuple[Passages, list[Reading]]]:
        for first in range(0, len(passages), BATCH):
            check()
            batch = passages[first : first + BATCH]
            texts = [text for _, text in batch]
            if len(passages) <= URGENT:
                with self.turns.urgently():
                    readings = pack.read_texts(texts)
            else:
                self.turns.give_way()
                readings = pack.read_texts(texts)
            check()
            yield batch, readings

    # Music

    def add(
        self,
        folders: Sequence[Path],
        *,
        retry_errors: bool = False,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> dict[str, Any]:
        """Scan folders into the library: see `library.add` in service/methods.py.

        Raises InputError when no folder holds music, CancelledError, LibraryError, ModelError.
        """
        return self.keeper.add(
            folders,
            retry_errors=retry_errors,
            progress=progress,
            cancelled=self.turns.politely(cancelled),
        )

    def pause(self, wanted: bool) -> None:
        """Let what is being heard rest between two files, or go on: see `library.pause`."""
        self.keeper.pause(wanted)

    def update(
        self, *, progress: Progress = silent, cancelled: Callable[[], bool] = never
    ) -> dict[str, Any]:
        """Scan all folders that were added: see `library.update`."""
        return self.keeper.update(progress=progress, cancelled=self.turns.politely(cancelled))

    def read_manuscript(self, path: Path) -> dict[str, Any]:
        """A manuscript in parts, chapters, scenes, passages: see `manuscript.read`; InputError."""
        from t2m_engine.text.manuscript import read_manuscript  # noqa: PLC0415 - not for --help

        return read_manuscript(path).as_json()

    @property
    def guard(self) -> Guard:
        """What opens audio files."""
        from t2m_engine.audio.guard import Guard  # noqa: PLC0415 - not for --help

        with self._lock:
            if self._guard is None:
                self._guard = self._resources.enter_context(Guard(workers=2))
            return self._guard


def _refuse_blank(passages: Passages) -> None:
    for identifier, text in passages:
        if not text.strip():
            raise UsageError(f"The passage {identifier!r} is blank; give it some words.")
