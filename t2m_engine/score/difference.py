"""What is different between two plans, told in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from t2m_engine.export.cue import Cue, short_clock

SAME = 0.05
"""Seconds by which times may differ and still be the same: about a frame."""

Why = Callable[[Cue | None, Cue | None], str]
"""Says why, to stand after "because": of a cue before and after, None where there was none."""


def _no_reason(_before: Cue | None, _after: Cue | None) -> str:
    return ""


def difference(before: Sequence[Cue], after: Sequence[Cue], why: Why = _no_reason) -> list[str]:
    """Return what is different, a sentence for each cue, and last how many cues are unchanged.

    The times of both are those of one story: those of an earlier text have to be moved along.
    """
    pairs = _pairs(before, after)
    then = {new.number: old for old, new in pairs}
    told: list[tuple[float, str]] = []
    unchanged = 0
    for old in before:
        if not any(one is old for one, _ in pairs):
            words = f"Cue {old.number}, “{old.title}” at {short_clock(old.start)}, is gone"
            told.append((old.start, _sentence(words, why(old, None))))
    for new in after:
        found = then.get(new.number)
        if found is None:
            words = f"Cue {new.number} is new: “{new.title}” at {short_clock(new.start)}"
            told.append((new.start, _sentence(words, why(None, new))))
            continue
        changes = _changes(found, new)
        if not changes:
            unchanged += 1
            continue
        name = f"Cue {new.number}"
        if found.number != new.number:
            name += f" ({found.number} before)"
        told.append((new.start, _sentence(f"{name} {' and '.join(changes)}", why(found, new))))
    told.sort(key=lambda pair: pair[0])
    return [sentence for _, sentence in told] + _count(unchanged, len(after))


def _sentence(words: str, reason: str) -> str:
    return f"{words}, because {reason}." if reason else f"{words}."


def _count(unchanged: int, total: int) -> list[str]:
    if not total:
        return []
    if unchanged == total:
        return ["All cues are unchanged." if total > 1 else "The cue is unchanged."]
    words = {0: "No cue is unchanged.", 1: "1 cue is unchanged."}
    return [words.get(unchanged, f"{unchanged} cues are unchanged.")]


def _pairs(before: Sequence[Cue], after: Sequence[Cue]) -> list[tuple[Cue, Cue]]:
    """Cues before and after that are the same one: those that share most of their time."""
    found = []
    first = 0
    ordered = sorted(after, key=lambda cue: cue.start)
    latest = [0.0]  # where all cues up to each are over
    for cue in ordered:
        latest.append(max(latest[-1], cue.end))
    for old in before:
        while first < len(ordered) and latest[first + 1] <= old.start:
            first += 1
        for new in ordered[first:]:
            if new.start >= old.end:
                break
            shared = min(old.end, new.end) - max(old.start, new.start)
            if shared > 0.5 * min(old.duration, new.duration):
                same = old.track == new.track
                found.append((shared + same * old.duration, old, new))
    found.sort(key=lambda pair: (-pair[0], pair[1].number, pair[2].number))
    pairs: list[tuple[Cue, Cue]] = []
    taken: set[tuple[str, int]] = set()
    for _, old, new in found:
        keys = {("old", old.number), ("new", new.number)}
        if not keys & taken:
            taken |= keys
            pairs.append((old, new))
    return pairs


def _changes(old: Cue, new: Cue) -> list[str]:
    changes = []
    if old.track != new.track:
        changes.append(f"now plays “{new.title}” instead of “{old.title}”")
    elif abs(old.source_start - new.source_start) > SAME:
        changes.append(f"now plays “{new.title}” from {short_clock(new.source_start)} on")
    if abs(old.start - new.start) > SAME or abs(old.end - new.end) > SAME:
        changes.append(
            f"now lasts from {short_clock(new.start)} to {short_clock(new.end)} "
            f"({short_clock(old.start)} to {short_clock(old.end)} before)"
        )
    if old.track == new.track and abs(old.gain_db - new.gain_db) >= 0.1:
        louder = new.gain_db > old.gain_db
        amount = f"{abs(new.gain_db - old.gain_db):.1f} dB {'louder' if louder else 'softer'}"
        changes.append(f"is {amount}")
    if old.pinned != new.pinned:
        changes.append("is pinned" if new.pinned else "is no longer pinned")
    if old.muted != new.muted:
        changes.append("is muted" if new.muted else "sounds again")
    return changes
