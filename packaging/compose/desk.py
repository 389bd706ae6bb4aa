"""The composer's desk: starts a piece with key, mode and tempo drawn from a recipe's ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compose.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


@dataclass
class Desk:
    """What a recipe gets: whom it writes for, its random source, and whether to vary more."""

    mood: str
    recipe: str
    seed: int
    rng: Random
    varied: bool = False

    def piece(
        self,
        modes: Sequence[str],
        tempo: tuple[float, float],
        metre: tuple[int, int],
        tonics: Sequence[int] = tuple(range(12)),
    ) -> Piece:
        """A new piece; `tempo` is the range of felt beats a minute, widened if varied."""
        low, high = tempo
        if self.varied:
            low, high = low * 0.94, high * 1.06
        return Piece(
            mood=self.mood,
            recipe=self.recipe,
            seed=self.seed,
            rng=self.rng,
            tonic=self.rng.choice(list(tonics)),
            mode=self.rng.choice(list(modes)),
            tempo=round(self.rng.uniform(low, high)),
            metre=metre,
            varied=self.varied,
        )


Recipe = Callable[[Desk], Piece]
