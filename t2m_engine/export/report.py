"""The report: one page that shows and plays the score of a story, with nothing from outside."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
import soxr

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.errors import CancelledError
from t2m_engine.export.cue import Cue, CuePlan, short_clock
from t2m_engine.export.rights import attribution

if TYPE_CHECKING:
    from jinja2 import Template

COLOURS = dict(
    zip(
        MOODS,
        ("#E69F00", "#D9C400", "#3B82C4", "#009E73", "#CC79A7", "#D55E00", "#6B5AA8"),
        strict=True,
    )
)
"""After Okabe and Ito: colour-blind people can tell them apart; the word always stands beside."""
LEAST_WIDTH = 1078.0
"""Units (pixels) of the picture at least: the page's panel, filled."""
LEAST_MINUTE = 26.0
"""Units of the picture a minute at least; a long story is wider than the window, and scrolls."""
SHARPNESS = 3.0
"""Exponent of the shares when their colours are blended, so that the strongest mood shows."""
EMBEDDED = 3600.0
"""Seconds of sound that the page carries at most: an hour is some 30 MB."""
_RATE = 24_000
ARC = (62.0, 210.0)
"""Top and bottom of the arc in the picture."""
_LANE_HEIGHT = 40.0
"""A cue's title, and its bar under it."""
_TICK_WIDTH = 44.0
_TICKS = (10, 30, 60, 120, 300, 600, 1800, 3600)


def to_html(plan: CuePlan, sound: str | None = "temp_score.wav") -> str:
    """Return the page; `sound` is the temp score's address from where the page will lie.

    None: nothing is mixed, and the page is silent.

    `embedded` makes one that the page carries itself.
    """
    width = max(LEAST_WIDTH, plan.end / 60.0 * LEAST_MINUTE)
    scale = width / max(plan.end, 1.0)
    page: str = _template().render(
        plan=plan,
        sound=sound,
        colours=COLOURS,
        width=_number(width),
        height=_number(ARC[1] + 2 * _LANE_HEIGHT + 44),
        middle=_number(sum(ARC) / 2),
        arc=ARC,
        scale=scale,
        scenes=[_scene(scene, scale) for scene in plan.scenes],
        strips=_strips(plan, scale),
        arousal=_line([(p.start, p.end, p.smoothed.arousal) for p in plan.passages], scale),
        cues=[_cue(plan, place, scale) for place in range(len(plan.cues))],
        ticks=_ticks(plan.end, scale, width),
        length=short_clock(plan.duration),
        music=_music(plan),
    )
    return page.encode("utf-8", "replace").decode("utf-8")


def embedded(temp_score: Path, *, cancelled: Callable[[], bool] = lambda: False) -> str | None:
    """Return the sound of `temp_score` (WAV) as an address that holds all of it.

    That is a `data:` URL of MP3, mono at 24 kHz: enough to judge by, and every browser plays it.
    None above EMBEDDED seconds, where the page would be too large to be sent to anyone. Raises
    CancelledError.
    """
    with soundfile.SoundFile(temp_score) as source:
        if source.frames > EMBEDDED * source.samplerate:
            return None
        written = io.BytesIO()
        stream = soxr.ResampleStream(source.samplerate, _RATE, 1, dtype="float32")
        with soundfile.SoundFile(
            written, "w", _RATE, 1, format="MP3", subtype="MPEG_LAYER_III"
        ) as target:
            for block in source.blocks(source.samplerate * 10, dtype="float32", always_2d=True):
                if cancelled():
                    raise CancelledError("Scoring was cancelled.")
                target.write(stream.resample_chunk(block.mean(axis=1)))
            target.write(stream.resample_chunk(np.zeros(0, np.float32), last=True))
    return f"data:audio/mpeg;base64,{base64.b64encode(written.getvalue()).decode('ascii')}"


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - on demand

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")


def blend(emotion: Emotion) -> str:
    """Return the colour of an emotion, #rrggbb: its moods' colours by their sharpened shares."""
    weights = [share**SHARPNESS for share in emotion.moods]
    total = sum(weights)
    channels = [
        sum(
            weight * int(COLOURS[mood][place : place + 2], 16)
            for weight, mood in zip(weights, MOODS, strict=True)
        )
        / total
        for place in (1, 3, 5)
    ]
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def height(value: float) -> float:
    """Return the place in the picture of a valence or an arousal (−1…1; up is more)."""
    top, bottom = ARC
    return (top + bottom) / 2 - min(max(value, -1.0), 1.0) * (bottom - top) / 2


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _scene(scene: Any, scale: float) -> dict[str, Any]:
    room = (scene.end - scene.start) * scale
    return {
        "x": _number(scene.start * scale),
        "width": _number(max(room - 2.0, 1.0)),
        "colour": blend(scene.emotion),
        "mood": scene.emotion.mood,
        "title": scene.title,
        "label": _shortened(scene.title, room - 12.0, 6.3),
        "time": f"{short_clock(scene.start)}–{short_clock(scene.end)}",
    }


def _strips(plan: CuePlan, scale: float) -> list[dict[str, str]]:
    """The arc as one shape a passage, from the middle line to its valence, joined at the ends."""
    middle = _number(height(0.0))
    strips = []
    passages = plan.passages
    for place, passage in enumerate(passages):
        before = passages[place - 1] if place else passage
        after = passages[place + 1] if place + 1 < len(passages) else passage
        own = passage.smoothed.valence
        left = (own + before.smoothed.valence) / 2
        right = (own + after.smoothed.valence) / 2
        # A scene's pause belongs to the passage after it: the arc has no holes.
        start = before.end if place else passage.start
        xs = [start * scale, (start + passage.end) / 2 * scale, passage.end * scale]
        ys = [height(value) for value in (left, own, right)]
        points = " L".join(f"{_number(x)} {_number(y)}" for x, y in zip(xs, ys, strict=True))
        strips.append(
            {
                "shape": f"M{_number(xs[0])} {middle} L{points} L{_number(xs[2])} {middle} Z",
                "edge": f"M{points}",
                "colour": blend(passage.smoothed),
                "words": f"{short_clock(passage.start)} {passage.smoothed.mood}",
            }
        )
    return strips


def _line(values: Sequence[tuple[float, float, float]], scale: float) -> str:
    """A thin curve through the middles of passages, smooth where they are."""
    points = [((start + end) / 2 * scale, height(value)) for start, end, value in values]
    if len(points) < 2:
        return ""
    path = [f"M{_number(points[0][0])} {_number(points[0][1])}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        bend = (x1 - x0) / 2
        path.append(
            f"C{_number(x0 + bend)} {_number(y0)} {_number(x1 - bend)} {_number(y1)} "
            f"{_number(x1)} {_number(y1)}"
        )
    return " ".join(path)


def _cue(plan: CuePlan, place: int, scale: float) -> dict[str, Any]:
    cue = plan.cues[place]
    room = cue.duration * scale
    shares = sorted(zip(cue.emotion.moods, MOODS, strict=True), key=lambda pair: -pair[0])
    best = max((cue.score, *(other.score for other in cue.alternatives)))
    # The title has the room up to the next cue of the same lane.
    after = plan.cues[place + 2].start if place + 2 < len(plan.cues) else plan.end
    return {
        "cue": cue,
        "scene": plan.scenes[cue.scene],
        "x": _number(cue.start * scale),
        "y": _number(ARC[1] + 16 + place % 2 * _LANE_HEIGHT),
        "width": _number(max(room, 2.0)),
        "fade_in": _number(cue.fade_in * scale),
        "fade_out": _number(cue.fade_out * scale),
        "inner": _number(room - cue.fade_out * scale),
        "colour": blend(cue.emotion),
        "label": _label(cue, (after - cue.start) * scale - 6.0),
        "moods": [
            {"name": mood, "share": f"{share:.0%}", "colour": COLOURS[mood]}
            for share, mood in shares[:3]
            if share >= 0.1 or mood == shares[0][1]
        ],
        "start": short_clock(cue.start),
        "end": short_clock(cue.end),
        "source": f"{short_clock(cue.source_start)}–{short_clock(cue.source_end)}",
        "fit": _fit(cue.score, best),
        "valence": f"{cue.emotion.valence:+.2f}".replace("-", "−"),
        "arousal": f"{cue.emotion.arousal:+.2f}".replace("-", "−"),
        "gain": f"{cue.gain_db:+.1f}".replace("-", "−"),
        "excerpt": plan.excerpt(cue, 170),
        "credits": _credits(cue),
        "marks": [
            word
            for word, holds in (
                (f"motif of {cue.motif}" if cue.motif else "motif", cue.role == "motif"),
                ("pinned", cue.pinned),
                ("muted", cue.muted),
            )
            if holds
        ],
        "others": [
            {
                "title": other.title,
                "artist": other.artist,
                "source": f"{short_clock(other.source_start)}–{short_clock(other.source_end)}",
                "fit": _fit(other.score, best),
                "reason": other.reason,
            }
            for other in cue.alternatives
        ],
    }


def _fit(score: float, best: float) -> str:
    """How well music fits beside the best for the same text: other fits cannot be compared."""
    return f"{score / best:.0%}" if score > 0.0 else ""


def _music(plan: CuePlan) -> str:
    """How long music is heard, and which share of the story that is."""
    seconds = until = 0.0
    for cue in plan.cues:
        if not cue.muted:
            seconds += max(0.0, cue.end - max(cue.start, until))
            until = max(until, cue.end)
    return f"{short_clock(seconds)} ({seconds / plan.end:.0%})"


def _credits(cue: Cue) -> list[str]:
    """What is known of a cue's music beside its title and artist, a phrase each."""
    said, facts = cue.credits, cue.facts
    known = [said.album, said.composer if said.composer != cue.artist else ""]
    if facts is not None:
        known.append(f"{facts.tempo:.0f} beats a minute" if facts.tempo else "")
        known.append(facts.key)
    known.append(attribution(cue) or said.licence or said.copyright)
    return [phrase for phrase in known if phrase]


def _label(cue: Cue, room: float) -> str:
    """The cue's number, and as much of its title as tells anything."""
    label = _shortened(f"{cue.number} · {cue.title}", room, 6.2)
    return label if len(label) > len(str(cue.number)) + 7 else str(cue.number)


def _shortened(text: str, room: float, letter: float) -> str:
    """`text` cut to `room` units at `letter` a character; "" where next to nothing fits."""
    most = math.floor(room / letter)
    if len(text) <= most:
        return text
    return text[: most - 1].rstrip() + "…" if most >= 4 else ""


def _ticks(end: float, scale: float, width: float) -> list[dict[str, Any]]:
    step = next((step for step in _TICKS if step * scale >= 62.0), _TICKS[-1])
    return [
        {
            "x": _number(min(time * scale, width)),
            "label": short_clock(time),
            "last": time * scale > width - _TICK_WIDTH,  # it would be cut off
        }
        for time in range(0, math.floor(end) + 1, step)
    ]
