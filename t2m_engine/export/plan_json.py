"""cues.json: a whole cue plan for programs, there and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from t2m_engine import __version__
from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.export.cue import (
    FRAME_RATES,
    Alternative,
    Cue,
    CuePlan,
    Piece,
    PlannedPassage,
    PlannedScene,
)
from t2m_engine.export.rights import attribution
from t2m_engine.sidecar import Steer

SCHEMA = "t2m-cues"
SCHEMA_VERSION = 1
"""Raised when a field changes its meaning or goes; new fields do not raise it."""


def rate_name(rate: Fraction) -> str:
    """Return the name of a frame rate: "25", "29.97"."""
    return next(name for name, known in FRAME_RATES.items() if known == rate)


def text_digest(text: str) -> str:
    """Return what tells whether a manuscript's text is the one that offsets count."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def passage_digest(text: str) -> str:
    """Return what tells whether a passage is still the same, to a character."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def to_json(plan: CuePlan) -> dict[str, Any]:
    """Return the whole plan as JSON: cues, scenes and passages with times and emotions.

    Times are seconds, offsets characters of the manuscript's text, whose SHA-256 is there.
    """
    return {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "made_by": f"t2m {__version__}",
        "title": plan.title,
        "manuscript": str(plan.manuscript) if plan.manuscript else None,
        "text_sha256": text_digest(plan.text),
        "words": plan.words,
        "words_per_minute": plan.words_per_minute,
        "duration": round(plan.duration, 3),
        "frame_rate": float(rate_name(plan.frame_rate)),
        "style": plan.style,
        "density": plan.density,
        "seed": plan.seed,
        "narration": str(plan.narration) if plan.narration else None,
        "space": plan.space,
        "pack": plan.pack,
        "notes": list(plan.notes),
        "cues": [_cue(plan, cue) for cue in plan.cues],
        "scenes": [
            {
                "number": scene.index + 1,
                "title": scene.title,
                "found": scene.found,
                "start": round(scene.start, 3),
                "end": round(scene.end, 3),
                **scene.emotion.as_json(),
                "text_start": scene.text_start,
                "text_end": scene.text_end,
                **({"steer": scene.steer.as_json()} if scene.steer else {}),
            }
            for scene in plan.scenes
        ],
        "passages": [
            {
                "id": passage.id,
                "scene": passage.scene + 1,
                "start": round(passage.start, 3),
                "end": round(passage.end, 3),
                **passage.emotion.as_json(),
                "smoothed": passage.smoothed.as_json(),
                "text_start": passage.text_start,
                "text_end": passage.text_end,
                "digest": passage_digest(plan.text[passage.text_start : passage.text_end]),
            }
            for passage in plan.passages
        ],
    }


def _cue(plan: CuePlan, cue: Cue) -> dict[str, Any]:
    return {
        "number": cue.number,
        "scene": cue.scene + 1,
        "start": cue.start,
        "end": cue.end,
        "track": str(cue.track),
        "title": cue.title,
        "artist": cue.artist,
        "source_start": cue.source_start,
        "source_end": cue.source_end,
        "fade_in": cue.fade_in,
        "fade_out": cue.fade_out,
        "gain_db": cue.gain_db,
        "score": round(cue.score, 6),
        **cue.emotion.as_json(),
        "felt": cue.felt.as_json(),
        "text_start": cue.text_start,
        "text_end": cue.text_end,
        "excerpt": plan.excerpt(cue),
        "reason": cue.reason,
        "role": cue.role,
        "motif": cue.motif,
        "pinned": cue.pinned,
        "muted": cue.muted,
        "pieces": [asdict(piece) for piece in cue.pieces],
        "alternatives": [
            {**asdict(other), "track": str(other.track), "score": round(other.score, 6)}
            for other in cue.alternatives
        ],
        "facts": cue.facts.as_json() if cue.facts else None,
        "credits": cue.credits.as_json(),
        "attribution": attribution(cue),
    }


def to_json_text(plan: CuePlan) -> str:
    """Return `to_json` as the text of the file: a line for each value, each cue, scene, passage.

    Characters stand as they are, unless a file's name holds bytes that are no UTF-8: then all but
    ASCII is escaped, so that the name survives.
    """
    content = to_json(plan)
    text = _lines(content, ascii_only=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = _lines(content, ascii_only=True)
    return text


def _lines(content: dict[str, Any], *, ascii_only: bool) -> str:
    # Not by `indent`, which has Python do it all: a novel's plan is written at every change.
    def text(value: Any) -> str:
        return json.dumps(value, ensure_ascii=ascii_only)

    parts = []
    for name, value in content.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(map(text, value))
            parts.append(f' "{name}": [\n  {rows}\n ]')
        else:
            parts.append(f' "{name}": {text(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def from_json(content: Mapping[str, Any], text: str) -> CuePlan:
    """Return the plan that `to_json` made `content` of; `text` is the manuscript's.

    Numbers are as the file has them, rounded. Raises ValueError, KeyError or TypeError for what
    is no such content.
    """
    if content["schema"] != SCHEMA or content["version"] != SCHEMA_VERSION:
        raise ValueError("it is no cue plan of this version")
    return CuePlan(
        title=content["title"],
        manuscript=_path(content["manuscript"]),
        text=text,
        words=content["words"],
        words_per_minute=content["words_per_minute"],
        duration=content["duration"],
        scenes=tuple(
            PlannedScene(
                index=scene["number"] - 1,
                emotion=_emotion(scene),
                steer=Steer.from_json(scene.get("steer", {})),
                **_some(scene, "title", "start", "end", "text_start", "text_end", "found"),
            )
            for scene in content["scenes"]
        ),
        passages=tuple(
            PlannedPassage(
                scene=passage["scene"] - 1,
                emotion=_emotion(passage),
                smoothed=_emotion(passage["smoothed"]),
                **_some(passage, "id", "start", "end", "text_start", "text_end"),
            )
            for passage in content["passages"]
        ),
        cues=tuple(_read_cue(cue) for cue in content["cues"]),
        space=content["space"],
        pack=content["pack"],
        notes=tuple(content["notes"]),
        frame_rate=FRAME_RATES[f"{content['frame_rate']:g}"],
        style=content["style"],
        density=content["density"],
        seed=content["seed"],
        narration=_path(content["narration"]),
    )


def _read_cue(cue: Mapping[str, Any]) -> Cue:
    return Cue(
        **_some(
            cue, "number", "start", "end", "title", "artist", "source_start", "source_end",
            "fade_in", "fade_out", "gain_db", "score", "text_start", "text_end", "reason", "role",
            "motif", "pinned", "muted",
        ),
        scene=cue["scene"] - 1,
        track=Path(cue["track"]),
        emotion=_emotion(cue),
        felt=_emotion(cue["felt"]),
        pieces=tuple(Piece(**piece) for piece in cue["pieces"]),
        alternatives=tuple(
            Alternative(**{**other, "track": Path(other["track"])}) for other in cue["alternatives"]
        ),
        facts=MusicFacts(**cue["facts"]) if cue["facts"] else None,
        credits=Credits(**cue["credits"]),
    )  # fmt: skip


def _some(content: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: content[name] for name in names}


def _emotion(content: Mapping[str, Any]) -> Emotion:
    moods = content["moods"]
    return Emotion(content["valence"], content["arousal"], tuple(moods[mood] for mood in MOODS))


def _path(name: str | None) -> Path | None:
    return None if name is None else Path(name)
