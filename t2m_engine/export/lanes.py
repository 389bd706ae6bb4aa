"""Lanes: the pieces of a plan's cues on as few tracks as there is room for, for the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from t2m_engine.export.cue import Cue, CuePlan, Piece, to_frame

Part = tuple[Piece, Path, float]
"""A piece, the track that it plays, and its gain in decibels."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """What sounds of a plan: `lanes` of parts that do not overlap, in order of their start.

    `cues` are the cues of each lane's parts, beside them. Muted cues are left out.
    """

    lanes: tuple[tuple[Part, ...], ...]
    cues: tuple[tuple[Cue, ...], ...]

    @property
    def pieces(self) -> tuple[Part, ...]:
        """All parts, lane by lane."""
        return tuple(part for lane in self.lanes for part in lane)


def lay_out(plan: CuePlan) -> Lanes:
    """Lay the pieces of `plan` on lanes: neighbours on different ones, so that cross-fades show.

    There are two at least, and more only where more than two pieces sound at a time.
    """
    rate = plan.frame_rate
    lanes: list[list[Part]] = [[], []]
    cues: list[list[Cue]] = [[], []]
    pieces = sorted(
        ((piece, cue) for cue in plan.cues if not cue.muted for piece in cue.pieces),
        key=lambda pair: (pair[0].start, pair[1].number),
    )
    last = -1
    for piece, cue in pieces:
        free = [
            place
            for place, lane in enumerate(lanes)
            if not lane or to_frame(lane[-1][0].end, rate) <= to_frame(piece.start, rate)
        ]
        if not free:
            lanes.append([])
            cues.append([])
            free = [len(lanes) - 1]
        last = min(free, key=lambda place: (place <= last, place))
        lanes[last].append((piece, cue.track, cue.gain_db))
        cues[last].append(cue)
    return Lanes(tuple(map(tuple, lanes)), tuple(map(tuple, cues)))
