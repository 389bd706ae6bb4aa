"""The writer's last word on the feeling of scenes, laid over what was read in the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from t2m_engine.emotion.steering import steer_emotion, steered
from t2m_engine.errors import InputError
from t2m_engine.score.wishes import Felt
from t2m_engine.sidecar import NO_STEER, SceneKey, Steer, anchor, match, read, sidecar_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from t2m_engine.emotion.moods import Emotion
    from t2m_engine.export.cue import CuePlan
    from t2m_engine.score.timing import Beat
    from t2m_engine.text.manuscript import Manuscript


def feelings_beside(story: Manuscript, moods: Sequence[str]) -> tuple[Felt, ...]:
    """Return what the sidecar of a manuscript says of its scenes, of which `moods` may be said.

    InputError for a sidecar that is not whole, or names another mood.
    """
    if story.path is None:
        return ()
    path = sidecar_of(story.path)
    pinned = read(path)
    for pin in pinned:
        if pin.steer.mood is not None and pin.steer.mood not in moods:
            raise InputError(
                path, f"names a mood “{pin.steer.mood}”", f"Choose one of {', '.join(moods)}."
            )
    found = match(pinned, keys_of(story)) if pinned else {}
    return tuple(
        Felt(story.scenes[place].start, story.scenes[place].end, pinned[found[place]].steer)
        for place in sorted(found)
    )


def keys_of(story: Manuscript) -> list[SceneKey]:
    """Return what the scenes of a manuscript are known by, in a sidecar."""
    keys = []
    for scene in story.scenes:
        own = story.passages_of(scene.index)
        keys.append(SceneKey(scene.title, scene.index + 1, anchor(own[0].text if own else "")))
    return keys


def steer_at(feelings: Sequence[Felt], place: int) -> Steer:
    """Return what is said of the character at `place`."""
    return next((felt.steer for felt in feelings if felt.start <= place < felt.end), NO_STEER)


def steer_of(plan: CuePlan, scene: int) -> Steer:
    """Return what was said of a scene of `plan`, by its index."""
    return plan.scenes[scene].steer if scene < len(plan.scenes) else NO_STEER


def steer_beats(beats: Sequence[Beat], feelings: Sequence[Felt]) -> list[Beat]:
    """Return `beats` as their writer feels them; UsageError for a mood that is none."""

    def smoothed(beat: Beat, steer: Steer) -> Emotion:
        return steer_emotion(beat.smoothed, steer) if steer else beat.smoothed

    found = []
    for beat in beats:
        steer = steer_at(feelings, beat.text_start)
        felt = smoothed(beat, steer)
        found.append(replace(beat, reading=steered(beat.reading, steer), smoothed=felt))
    return found
