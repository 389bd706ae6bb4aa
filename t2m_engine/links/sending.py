"""Sends clips to an editor: looks first, only adds, and reads back what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from t2m_engine.errors import CancelledError
from t2m_engine.links.model import Check, EditorError, Item, Link, Placed, State, Track, Trouble

FASTEST = 1.0 / 23.0
"""Seconds of the longest frame that there is, and some more: by what a clip may lie elsewhere
where the editor's frame rate is not known."""
_SETTLING = 30.0
"""Seconds that an editor gets until what was placed can be read back."""
_PAUSE = 0.3


@dataclass(frozen=True, slots=True)
class Sent:
    """What lies in the editor now: `clips` in the order of the items, as they were read back.

    `notes` are sentences on what is not quite as it was asked for.
    """

    project: str
    frame_rate: Fraction | None
    tracks: tuple[Track, ...]
    clips: tuple[Placed, ...]
    notes: tuple[str, ...]


def send(
    link: Link,
    items: Sequence[Item],
    *,
    at: float | None = None,
    track: int | None = None,
    project: str | None = None,
    check: Check = lambda: None,
    pause: Callable[[float], None] = time.sleep,
) -> Sent:
    """Lay `items`, whose starts count from `at` (None: the playhead), into the editor's project.

    `track` (from 0) is that of the items of track 0; None takes the first tracks with room, or,
    where nobody knows the playhead, those with the least on them.
    `project`, where it is named, must be the one that is shown. Raises EditorError with nothing
    changed, or with Trouble.UNCONFIRMED or GONE where reading back does not find what was sent;
    CancelledError, which says so where it came after the placing.
    """
    assert items, "something is sent"
    check()
    before = link.read(check)
    refuse_other(link, project, before)
    blind = at is None and before.playhead is None
    at, here = _base(link, at, before)
    wished = [replace(item, start=item.start + at) for item in items]
    if here and track is None:
        placed = _on_emptiest(wished, before)
    elif here:
        placed = [replace(item, track=item.track + (track or 0)) for item in wished]
    else:
        placed = _on_tracks(link, wished, before, track)
    _refuse_locked(link, placed, before)
    check()
    link.place(placed, before, check, here=here)
    sent = _confirmed(link, placed, before, here=here, check=check, pause=pause)
    if blind and not here:
        told = f"{link.title} does not tell where its playhead is: the first begins at 0:00."
        sent = replace(sent, notes=(*sent.notes, told))
    return sent


def refuse_other(link: Link, project: str | None, state: State) -> None:
    """Raise EditorError where another project is shown than was asked for."""
    if project is not None and Path(project).stem != Path(state.project).stem:
        shown = f"“{state.project}”" if state.project else "a project without a name"
        raise EditorError(
            Trouble.OTHER_PROJECT,
            f"{link.title} shows {shown}, not “{project}”. Nothing was sent: open “{project}” "
            "there, and send again.",
        )


def _base(link: Link, at: float | None, state: State) -> tuple[float, bool]:
    """Where the items' zero lies, and whether that is a playhead that the editor keeps."""
    if at is not None:
        return at, False
    if state.playhead is not None:
        return state.playhead, False
    if link.at_playhead:
        return 0.0, True
    if link.own_tracks:  # there nothing is in the way, and a hand moves it on
        return 0.0, False
    raise EditorError(
        Trouble.REFUSED,
        f"{link.title} does not tell where its playhead is. Say the time: --at 1:23.",
    )


def _on_tracks(link: Link, items: Sequence[Item], state: State, track: int | None) -> list[Item]:
    """The items on tracks: as wished, or the first that are free, whole lanes together."""
    if state.tracks is None or link.own_tracks:
        return [replace(item, track=item.track + (track or 0)) for item in items]
    if track is not None:
        moved = [replace(item, track=item.track + track) for item in items]
        for item in moved:
            _refuse_occupied(link, item, state)
        return moved
    lanes: dict[int, int] = {}
    for lane in sorted({item.track for item in items}):
        there = [item for item in items if item.track == lane]
        lanes[lane] = _free_track(link, there, state, set(lanes.values()))
    return [replace(item, track=lanes[item.track]) for item in items]


def _on_emptiest(items: Sequence[Item], state: State) -> list[Item]:
    """The items on tracks on which, wherever the playhead is, least is in the way."""
    taken = [0.0] * len(state.tracks or ())
    for clip in state.clips:
        taken[clip.track] += clip.length
    # Where two are alike, the upper one; what is locked, or not there, is refused with its name.
    order = sorted(
        (number for number, track in enumerate(state.tracks or ()) if not track.locked),
        key=lambda number: taken[number],
    )
    lanes = {lane: place for place, lane in enumerate(sorted({item.track for item in items}))}
    if len(order) < len(lanes):
        return list(items)
    return [replace(item, track=order[lanes[item.track]]) for item in items]


def _free_track(link: Link, items: Sequence[Item], state: State, taken: set[int]) -> int:
    tracks = state.tracks or ()
    for number, track in enumerate(tracks):
        if number in taken or track.locked:
            continue
        if not any(_in_the_way(replace(item, track=number), state) for item in items):
            return number
    if link.makes_tracks:
        return max(len(tracks), *(number + 1 for number in taken), 0)
    first = min(item.start for item in items)
    raise EditorError(
        Trouble.OCCUPIED,
        f"No audio track of {link.title} is free at {clock(first)}, or those that are free are "
        "locked. Nothing was sent: add a track, or unlock one.",
    )


def _in_the_way(item: Item, state: State) -> Placed | None:
    end = item.start + item.length
    for clip in state.clips:
        # Less than a thousandth is rounding: cues meet end to end.
        overlaps = clip.start < end - 1e-3 and item.start < clip.start + clip.length - 1e-3
        if clip.track == item.track and overlaps:
            return clip
    return None


def _refuse_occupied(link: Link, item: Item, state: State) -> None:
    clip = _in_the_way(item, state)
    if clip is not None:
        raise EditorError(
            Trouble.OCCUPIED,
            f"On track {item.track + 1} of {link.title} lies “{clip.name}” at "
            f"{clock(clip.start)}, where “{item.name}” should go. Nothing was sent: choose "
            "another track or time.",
        )


def _refuse_locked(link: Link, items: Sequence[Item], state: State) -> None:
    if state.tracks is None or link.own_tracks:
        return
    for item in items:
        if item.track >= len(state.tracks):
            if not link.makes_tracks:
                raise EditorError(
                    Trouble.REFUSED,
                    f"{link.title} shows {len(state.tracks)} audio tracks, and track "
                    f"{item.track + 1} was wanted. Nothing was sent: add tracks there.",
                )
        elif state.tracks[item.track].locked:
            raise EditorError(
                Trouble.LOCKED,
                f"Track {item.track + 1} (“{state.tracks[item.track].name}”) of {link.title} is "
                "locked. Nothing was sent: unlock it, or choose another track.",
            )


def _confirmed(
    link: Link,
    items: Sequence[Item],
    before: State,
    *,
    here: bool,
    check: Check,
    pause: Callable[[float], None],
) -> Sent:
    """Read back until the items are there; take them back where they came out wrong."""
    end = time.monotonic() + _SETTLING
    while True:
        try:
            after = link.read(check)
        except CancelledError as error:
            raise CancelledError(
                f"Cancelled while {link.title} was read back: {_named(items)} may lie there."
            ) from error
        except EditorError as error:
            raise _lost(link, items, before, error) from error
        if after.project != before.project and before.project:
            raise EditorError(
                Trouble.UNCONFIRMED,
                f"{link.title} shows another project now (“{after.project}”), so that nobody can "
                f"say whether the clips arrived in “{before.project}”. Look there.",
            )
        found = _found(items, before, after, here=here)
        if found is not None:
            break
        if time.monotonic() > end:
            _take_back(link, items, before, after)
        pause(_PAUSE)
    notes = () if here else _off(link, items, found)
    return Sent(
        after.project, after.frame_rate, after.tracks or (), found, (*notes, *_moved(before, after))
    )


def _lost(link: Link, items: Sequence[Item], before: State, error: EditorError) -> EditorError:
    """What to say where an editor took the items, and then could not be read back."""
    there = f"“{before.project}”" if before.project else "its project"
    look = f"look whether {there} has it before you send again. The audio stays: {items[0].file}"
    if len(items) > 1:
        look += f" and {len(items) - 1} more"
    if error.trouble in (Trouble.ABSENT, Trouble.GONE):
        return EditorError(
            Trouble.GONE,
            f"{link.title} ended before {_named(items)} could be read back. What it had saved is "
            f"as it was: start it again, and {look}.",
        )
    return EditorError(
        Trouble.UNCONFIRMED,
        f"{link.title} was given {_named(items)}, and cannot be read back: it is busy, or shows a "
        f"dialog. Close it, and {look}.",
    )


def _named(items: Sequence[Item]) -> str:
    return ", ".join(f"“{item.name}”" for item in items[:3])


def _take_back(link: Link, items: Sequence[Item], before: State, after: State) -> None:
    """Nothing, or not all, is where it should be: leave the project as it was, and say so."""
    # What somebody else laid there meanwhile is not ours to take back.
    new = [c for c in _new(before, after) if any(_plays(c, item) for item in items)]
    if new:
        link.undo(before)
        raise EditorError(
            Trouble.UNCONFIRMED,
            f"{link.title} laid “{new[0].name}” at {clock(new[0].start)}, not where it was meant. "
            "It was taken back.",
        )
    raise EditorError(
        Trouble.UNCONFIRMED,
        f"{link.title} did not take {_named(items)}: reading back did not find it. Is the track "
        "locked, or something in the way, or a dialog open?",
    )


def _found(
    items: Sequence[Item], before: State, after: State, *, here: bool
) -> tuple[Placed, ...] | None:
    """The clips that came of the items, in their order; None where not all are there."""
    frame = 1.0 / float(after.frame_rate) if after.frame_rate else None
    slack = 0.51 * frame if frame else (FASTEST if before.tracks is None else 0.002)
    new = _new(before, after)
    found: list[Placed] = []
    shift: float | None = None if here else 0.0
    for item in sorted(items, key=lambda item: item.start):
        for clip in new:
            if clip in found or not _plays(clip, item):
                continue
            if shift is None:
                shift = clip.start - item.start
            if abs(clip.start - item.start - shift) <= slack:
                found.append(clip)
                break
        else:
            return None
    order = sorted(range(len(items)), key=lambda number: items[number].start)
    back = dict(zip(order, found, strict=True))
    return tuple(back[number] for number in range(len(items)))


def _plays(clip: Placed, item: Item) -> bool:
    if clip.file is not None:
        return clip.file.name == item.file.name
    return clip.name in (item.name, item.file.stem, item.file.name)


def _new(before: State, after: State) -> list[Placed]:
    """Clips that were not there before."""
    left = list(after.clips)
    for clip in before.clips:
        for other in left:
            if _same(clip, other):
                left.remove(other)
                break
    return left


def _same(one: Placed, other: Placed) -> bool:
    return (
        one.name == other.name
        and abs(one.start - other.start) < 1e-6
        and abs(one.length - other.length) < 1e-6
    )


def _off(link: Link, items: Sequence[Item], found: Sequence[Placed]) -> tuple[str, ...]:
    """What to say of clips that lie at frames, not where they were wished."""
    most = max(abs(clip.start - item.start) for clip, item in zip(found, items, strict=True))
    if most < 5e-4:
        return ()
    return (
        f"{link.title} counts in frames: the clips lie at the nearest one, "
        f"{1000 * most:.0f} ms off at most.",
    )


def _moved(before: State, after: State) -> tuple[str, ...]:
    """What to say of clips that are not where they were: sending moves none."""
    lost = _new(after, before)
    if not lost:
        return ()
    return (f"“{lost[0].name}” is not where it was before: was it moved there meanwhile?",)


def clock(seconds: float) -> str:
    """Return a time as m:ss.s, or h:mm:ss.s."""
    minutes, rest = divmod(round(seconds, 1), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"
