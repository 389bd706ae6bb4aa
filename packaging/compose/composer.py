"""Composes: which recipes a mood has, and how a seed chooses among them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from compose import angry, exciting, funny, happy, sad, scary, tender
from compose.desk import Desk, Recipe

if TYPE_CHECKING:
    import mido

    from compose.piece import Piece

RECIPES: dict[str, dict[str, Recipe]] = {
    "happy": {
        "jig": happy.village_jig,
        "sunny pop": happy.sunny_pop,
        "march": happy.holiday_march,
    },
    "funny": {
        "tiptoe": funny.tiptoe,
        "galop": funny.cartoon_galop,
        "clumsy waltz": funny.clumsy_waltz,
    },
    "sad": {"lament": sad.lament, "elegy": sad.elegy, "empty field": sad.empty_field},
    "tender": {
        "cradle song": tender.cradle,
        "reverie": tender.reverie,
        "guitar song": tender.by_the_lamp,
    },
    "exciting": {
        "heroic chase": exciting.heroic_chase,
        "driving band": exciting.open_road,
        "sequencer": exciting.night_drive,
    },
    "angry": {"metal": angry.iron_riff, "war drums": angry.war_drums, "machine": angry.machine},
    "scary": {
        "broken music box": scary.broken_box,
        "tremolo": scary.cold_stairs,
        "deep": scary.the_well,
    },
}
MOODS = tuple(RECIPES)


def compose_piece(
    mood: str, seed: int, recipe: str | None = None, *, varied: bool = False
) -> Piece:
    """Compose a piece of 30 to 60 s; without a recipe the seed chooses one of the mood's.

    `varied` lets instruments be swapped within their families and widens the tempo range.
    The same arguments give the same piece.
    """
    if recipe is None:
        recipe = Random(f"{mood}/{seed}").choice(sorted(RECIPES[mood]))
    rng = Random(f"{mood}/{recipe}/{seed}/{varied}")
    return RECIPES[mood][recipe](Desk(mood, recipe, seed, rng, varied))


def compose(mood: str, seed: int, recipe: str | None = None) -> mido.MidiFile:
    """Compose a piece and give it as MIDI."""
    return compose_piece(mood, seed, recipe).to_midi()
