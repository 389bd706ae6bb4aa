"""What is fixed before a score is planned: the writer's pins, and what is kept of a plan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from t2m_engine.errors import UsageError
from t2m_engine.export.cue import Cue, CuePlan
from t2m_engine.score.feelings import steer_at, steer_of

if TYPE_CHECKING:
    from t2m_engine.score.wishes import Felt, Wishes
    from t2m_engine.text.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Fixed:
    """What stands under the text from character `text_start` to `text_end`, whatever else does.

    `track` plays from `source_start` seconds on (None: where it fits best); a track of None is
    silence, or, where it is `open`, whichever music fits. `pinned` says that the writer wants it
    so; else `cue` is what is kept of an earlier plan, None for its silence.
    """

    text_start: int
    text_end: int
    track: Path | None
    source_start: float | None = None
    pinned: bool = False
    muted: bool = False
    cue: Cue | None = None
    open: bool = False


def find_fixed(
    manuscript: Manuscript,
    wishes: Wishes,
    keep: CuePlan | None,
    playable: Callable[[Path], bool],
) -> list[Fixed]:
    """Return the pins of `wishes`, and what is kept of `keep`, in the order of the text.

    Of an earlier plan a cue is kept whose paragraphs are all still there, one after the other, and
    under which there is no pin; where its track is vetoed, or not `playable`, its place is. So is
    the silence between cues wherever its paragraphs are still there. Raises UsageError for a pin
    under which there are no words.
    """
    pins = [
        Fixed(pin.start, pin.end, pin.track, pin.source_start, pinned=True, muted=pin.muted)
        for pin in sorted(wishes.pins, key=lambda pin: pin.start)
    ]
    for pin in pins:
        if not _holds_words(manuscript, pin.text_start, pin.text_end):
            raise UsageError(
                f"There are no words from character {pin.text_start} to {pin.text_end} of the "
                f"manuscript, where {pin.track or 'silence'} is pinned; pin it under some text."
            )
    kept = list(_kept(manuscript, wishes, keep, playable)) if keep is not None else []
    rest = [part for fixed in kept for part in _beside(fixed, pins)]
    rest = [part for part in rest if _holds_words(manuscript, part.text_start, part.text_end)]
    return sorted([*pins, *rest], key=lambda fixed: fixed.text_start)


def _kept(
    manuscript: Manuscript, wishes: Wishes, keep: CuePlan, playable: Callable[[Path], bool]
) -> Iterator[Fixed]:
    place = _places(keep, manuscript, wishes.feelings)
    now = 0
    for cue in sorted(keep.cues, key=lambda cue: cue.text_start):
        stretch = place(cue.text_start, cue.text_end)
        silence = place(now, cue.text_start)
        if silence:
            yield Fixed(*silence, None)
        if stretch and (cue.track in wishes.vetoes or not playable(cue.track)):
            yield Fixed(*stretch, None, open=True)
        elif stretch:
            start = cue.pieces[0].source_start
            yield Fixed(*stretch, cue.track, start, muted=cue.muted, cue=cue)
        now = max(now, cue.text_end)
    silence = place(now, len(keep.text))
    if silence:
        yield Fixed(*silence, None)


def _places(
    keep: CuePlan, manuscript: Manuscript, feelings: Sequence[Felt]
) -> Callable[[int, int], tuple[int, int] | None]:
    """Return what tells where a stretch of the earlier text is now, if all of it still is."""
    # A paragraph of which its writer says another feeling is another one.
    before = [
        (keep.text[passage.text_start : passage.text_end], steer_of(keep, passage.scene))
        for passage in keep.passages
    ]
    after = [
        (manuscript.text[passage.start : passage.end], steer_at(feelings, passage.start))
        for passage in manuscript.passages
    ]
    now_at = matched(before, after)

    starts = [passage.text_start for passage in keep.passages]
    ends = [passage.text_end for passage in keep.passages]

    def place(start: int, end: int) -> tuple[int, int] | None:
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if first > last:
            return None
        now = now_at.get(first)
        if now is None or [now_at.get(number) for number in range(first, last + 1)] != list(
            range(now, now + last + 1 - first)
        ):
            return None
        return (
            manuscript.passages[now].start + max(0, start - starts[first]),
            manuscript.passages[now + last - first].end - max(0, ends[last] - end),
        )

    return place


def matched(before: Sequence[Hashable], after: Sequence[Hashable]) -> dict[int, int]:
    """Return where in `after` each of `before` is, in order, of those that still are."""
    least = min(len(before), len(after))
    head = next((n for n in range(least) if before[n] != after[n]), least)
    tail = next((n for n in range(least - head) if before[-1 - n] != after[-1 - n]), least - head)
    found = {n: n for n in range(head)}
    found |= {len(before) - n: len(after) - n for n in range(1, tail + 1)}
    middle = SequenceMatcher(
        None, before[head : len(before) - tail], after[head : len(after) - tail], autojunk=False
    )
    for left, right, size in middle.get_matching_blocks():
        found |= {head + left + n: head + right + n for n in range(size)}
    return found


def _beside(fixed: Fixed, pins: Sequence[Fixed]) -> Iterator[Fixed]:
    """What pins leave of something kept: of a cue all or nothing, of silence what is beside."""
    under = [
        pin for pin in pins if pin.text_start < fixed.text_end and pin.text_end > fixed.text_start
    ]
    if not under:
        yield fixed
    elif fixed.track is None and not fixed.open:
        edges = [fixed.text_start]
        edges += [edge for pin in under for edge in (pin.text_start, pin.text_end)]
        edges.append(fixed.text_end)
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if start < end:
                yield Fixed(start, end, None)


def _holds_words(manuscript: Manuscript, start: int, end: int) -> bool:
    return any(
        manuscript.text[max(start, passage.start) : min(end, passage.end)].strip()
        for passage in manuscript.passages
        if passage.start < end and passage.end > start
    )
