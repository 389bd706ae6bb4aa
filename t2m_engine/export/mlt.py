"""The timeline as MLT XML, which Shotcut, Kdenlive and `melt` open: one clip a piece, on lanes.

Written by hand: the track order (a background playlist first), plain paths and frames are what
these programs read exactly. Neighbouring cues lie on different lanes, so that their cross-fades
show; a narration has a lane of its own. Times are whole frames at the plan's rate; sound is
48 kHz stereo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from t2m_engine.export.cue import Cue, CuePlan, Piece, to_frame
from t2m_engine.export.fades import STEADY, Ducking, keyframes
from t2m_engine.export.lanes import lay_out

_FORBIDDEN = {code: None for code in range(32) if code not in {9, 10, 13}}
"""Control characters, which no XML may hold."""


def to_mlt(
    plan: CuePlan, *, ducks: Ducking = STEADY, media: Mapping[Path, str] | None = None
) -> str:
    """Return the timeline of `plan`, whose music gives way to the narration by `ducks`.

    `media` says where a track's file is taken from instead, relative to the timeline's folder;
    paths are else absolute. None is URL-escaped.
    """
    rate, places = plan.frame_rate, media or {}
    length = max(1, to_frame(plan.end, rate))
    laid = lay_out(plan)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<mlt LC_NUMERIC="C" version="7.12.0" title={_attribute(plan.title)} producer="timeline">',
        f"  {_profile(rate)}",
        '  <producer id="black" in="0" '
        f'out="{length - 1}">{_properties({"length": length, "resource": "0"})}'
        f"{_properties({'mlt_service': 'color', 'set.test_audio': 0})}</producer>",
        f'  <playlist id="background"><entry producer="black" in="0" out="{length - 1}"/>'
        "</playlist>",
    ]
    lanes = []
    for number, (pieces, cues) in enumerate(zip(laid.lanes, laid.cues, strict=True), 1):
        entries = []
        for (piece, track, gain), cue in zip(pieces, cues, strict=True):
            name = f"cue{cue.number}"
            if len(cue.pieces) > 1:
                name += f"_{cue.pieces.index(piece) + 1}"
            source = places.get(track, str(track))
            parts.append(_producer(name, piece, source, gain, cue, rate, ducks))
            first = to_frame(piece.source_start, rate)
            start = to_frame(piece.start, rate)
            entries.append((name, start, first, to_frame(piece.duration, rate)))
        lanes.append((f"lane{number}", f"Music {number}", entries))
    if plan.narration is not None:
        source = places.get(plan.narration, str(plan.narration))
        parts.append(_narration(source, length))
        lanes.append(("narration", "Narration", [("speech", 0, 0, length)]))
    parts += [_playlist(*lane) for lane in lanes]
    parts += [
        f'  <tractor id="timeline" in="0" out="{length - 1}" title={_attribute(plan.title)}>',
        '    <property name="shotcut">1</property>',
        '    <track producer="background"/>',
        *(f'    <track producer="{name}" hide="video"/>' for name, _, _ in lanes),
        *(_mix(number) for number in range(1, len(lanes) + 1)),
        "  </tractor>",
        "</mlt>",
    ]
    return "\n".join(parts) + "\n"


def _profile(rate: Fraction) -> str:
    return (
        f'<profile description="HD 1080p {float(rate):g} fps" width="1920" height="1080" '
        'progressive="1" sample_aspect_num="1" sample_aspect_den="1" display_aspect_num="16" '
        f'display_aspect_den="9" frame_rate_num="{rate.numerator}" '
        f'frame_rate_den="{rate.denominator}" colorspace="709"/>'
    )


def _producer(
    name: str, piece: Piece, source: str, gain_db: float, cue: Cue, rate: Fraction, ducks: Ducking
) -> str:
    # It starts at the track's own start: MLT counts an entry's frames from its producer's.
    first = to_frame(piece.source_start, rate)
    last = first + to_frame(piece.duration, rate) - 1
    shape = ";".join(f"{frame}={level:g}" for frame, level in keyframes(piece, rate, ducks))
    properties = {
        "length": last + 1,
        "resource": source,
        "mlt_service": "avformat",
        "video_index": -1,  # a cover picture is no film
        "shotcut:caption": f"{cue.number}. {cue.title}",
        "shotcut:comment": cue.reason,
    }
    filters = "".join(
        f'\n    <filter in="{first}" out="{last}">'
        f"{_properties({'mlt_service': 'volume', 'level': level})}</filter>"
        for level in (f"{gain_db:g}", shape)
    )
    return (
        f'  <producer id="{name}" in="0" out="{last}">'
        f"{_properties(properties)}{filters}\n  </producer>"
    )


def _narration(source: str, length: int) -> str:
    properties = {
        "length": length,
        "resource": source,
        "mlt_service": "avformat",
        "video_index": -1,
        "shotcut:caption": "Narration",
    }
    inside = _properties(properties)
    return f'  <producer id="speech" in="0" out="{length - 1}">{inside}\n  </producer>'


def _playlist(name: str, title: str, entries: Sequence[tuple[str, int, int, int]]) -> str:
    parts = [f'  <playlist id="{name}">{_properties({"shotcut:audio": 1, "shotcut:name": title})}']
    now = 0
    for producer, start, first, length in entries:
        if start > now:
            parts.append(f'    <blank length="{start - now}"/>')
        parts.append(f'    <entry producer="{producer}" in="{first}" out="{first + length - 1}"/>')
        now = start + length
    return "\n".join([*parts, "  </playlist>"])


def _mix(lane: int) -> str:
    mix = {"a_track": 0, "b_track": lane, "mlt_service": "mix", "always_active": 1, "sum": 1}
    return f"    <transition>{_properties(mix)}</transition>"


def _properties(values: dict[str, object]) -> str:
    return "".join(
        f"\n    <property name={quoteattr(name)}>{escape(_clean(str(value)))}</property>"
        for name, value in values.items()
    )


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return text.translate(_FORBIDDEN).encode("utf-8", "replace").decode("utf-8")
