"""The model pack before: it goes on suggesting until another has heard all music anew."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from t2m_engine.library.catalogue import Catalogue

AGAIN = 10.0
"""Seconds between two looks which pack has heard most, which takes a while in large libraries."""


class EarlierPack:
    """Decides which pack suggests from a catalogue, where `chosen` is the one wished for.

    `note` is a sentence for people while not everything can be suggested, else "".
    """

    def __init__(
        self,
        catalogue: Catalogue,
        chosen: ModelPack,
        device: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._catalogue = catalogue
        self._chosen = chosen
        self._device = device
        self._clock = clock
        self._looked = -AGAIN
        self._earlier: ModelPack | None = None
        self.note = ""

    def serving(self) -> ModelPack:
        """Return the pack to suggest with now."""
        if not self._catalogue.is_stale(self._chosen.music_id):
            self._earlier, self.note = None, ""
            self._looked = -AGAIN
        elif self._clock() - self._looked >= AGAIN:
            self._looked = self._clock()
            self._decide(self._catalogue.serving(self._chosen.music_id))
        return self._earlier or self._chosen

    def _decide(self, identity: str) -> None:
        if identity == self._chosen.music_id:
            self._earlier = None
            self.note = (
                f"Some music was heard by another model pack than “{self._chosen.name}”, and is "
                "suggested when it was heard again: run `t2m library update`."
            )
            return
        if self._earlier is None or self._earlier.music_id != identity:
            self._earlier = self._load(identity)
        if self._earlier is not None:
            before, after = self._earlier.name, self._chosen.name
            if before == after:  # two versions of one pack
                before, after = (
                    f"{pack.name} {pack.card.get('version', '')}".strip()
                    for pack in (self._earlier, self._chosen)
                )
            self.note = (
                f"The model pack “{before}” suggests until “{after}” has heard all music: "
                "`t2m library update`, or the open window, sees to that."
            )

    def _load(self, identity: str) -> ModelPack | None:
        known = self._catalogue.known_pack(identity)
        why = "nobody knows where it is"
        if known is not None:
            why = f"it is not in {known.folder} any more"
            if known.folder.is_dir():
                try:
                    pack = ModelPack.load(known.folder, device=self._device)
                    if pack.music_id == identity:
                        return pack
                    why = f"another one is in {known.folder} now"
                except ModelError as error:
                    why = str(error)
        name = f"“{known.name}”" if known else "the model pack before"
        self.note = (
            f"Most of the music was heard by {name}, and {why}: only what “{self._chosen.name}” "
            "has heard is suggested until `t2m library update` has heard the rest."
        )
        return None
