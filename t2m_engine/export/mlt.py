"""The timeline as MLT XML, which Shotcut, Kdenlive and `melt` open: one clip a cue, on two lanes.

Written by hand: the track order (a background playlist first), plain absolute paths and frames are
what these programs read exactly. Neighbouring cues lie on different lanes, so that their
cross-fades show. Times are whole frames at 25 a second; sound is 48 kHz stereo.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from t2m_engine.export.cue import FRAME_RATE, Cue, CuePlan, to_frame
from t2m_engine.export.fades import keyframes

_PROFILE = (
    f'<profile description="HD 1080p {FRAME_RATE} fps" width="1920" height="1080" '
    'progressive="1" sample_aspect_num="1" sample_aspect_den="1" display_aspect_num="16" '
    f'display_aspect_den="9" frame_rate_num="{FRAME_RATE}" frame_rate_den="1" colorspace="709"/>'
)
LANES = 2
_FORBIDDEN = {code: None for code in range(32) if code not in {9, 10, 13}}
"""Control characters, which no XML may hold."""


def to_mlt(plan: CuePlan) -> str:
    """Return the timeline of `plan`. Paths are absolute, and not URL-escaped."""
    length = max(1, to_frame(plan.end))
    lanes = _lanes(plan.cues)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<mlt LC_NUMERIC="C" version="7.12.0" title={_attribute(plan.title)} producer="timeline">',
        f"  {_PROFILE}",
        '  <producer id="black" in="0" '
        f'out="{length - 1}">{_properties({"length": length, "resource": "0"})}'
        f"{_properties({'mlt_service': 'color', 'set.test_audio': 0})}</producer>",
        f'  <playlist id="background"><entry producer="black" in="0" out="{length - 1}"/>'
        "</playlist>",
    ]
    parts += [_producer(cue) for cue in plan.cues]
    parts += [_playlist(lane, cues) for lane, cues in enumerate(lanes, 1)]
    parts += [
        f'  <tractor id="timeline" in="0" out="{length - 1}" title={_attribute(plan.title)}>',
        '    <property name="shotcut">1</property>',
        '    <track producer="background"/>',
        *(f'    <track producer="lane{lane}" hide="video"/>' for lane in range(1, LANES + 1)),
        *(_mix(lane) for lane in range(1, LANES + 1)),
        "  </tractor>",
        "</mlt>",
    ]
    return "\n".join(parts) + "\n"


def _lanes(cues: Sequence[Cue]) -> list[list[Cue]]:
    """The cues on alternating lanes; cues of one lane never overlap."""
    lanes: list[list[Cue]] = [[] for _ in range(LANES)]
    for place, cue in enumerate(cues):
        lane = lanes[place % LANES]
        assert not lane or lane[-1].end <= cue.start, "at most two cues sound at a time"
        lane.append(cue)
    return lanes


def _producer(cue: Cue) -> str:
    # It starts at the track's own start: MLT counts an entry's frames from its producer's.
    first, last = to_frame(cue.source_start), to_frame(cue.source_end) - 1
    fade = ";".join(f"{frame}={level:g}" for frame, level in keyframes(cue))
    source = {
        "length": last + 1,
        "resource": str(cue.track),
        "mlt_service": "avformat",
        "video_index": -1,  # a cover picture is no film
        "shotcut:caption": f"{cue.number}. {cue.title}",
        "shotcut:comment": cue.reason,
    }
    filters = "".join(
        f'\n    <filter in="{first}" out="{last}">'
        f"{_properties({'mlt_service': 'volume', 'level': level})}</filter>"
        for level in (f"{cue.gain_db:g}", fade)
    )
    return (
        f'  <producer id="cue{cue.number}" in="0" out="{last}">'
        f"{_properties(source)}{filters}\n  </producer>"
    )


def _playlist(lane: int, cues: Sequence[Cue]) -> str:
    name = {"shotcut:audio": 1, "shotcut:name": f"Music {lane}"}
    parts = [f'  <playlist id="lane{lane}">{_properties(name)}']
    now = 0
    for cue in cues:
        start = to_frame(cue.start)
        if start > now:
            parts.append(f'    <blank length="{start - now}"/>')
        first, last = to_frame(cue.source_start), to_frame(cue.source_end) - 1
        parts.append(f'    <entry producer="cue{cue.number}" in="{first}" out="{last}"/>')
        now = start + last + 1 - first
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
