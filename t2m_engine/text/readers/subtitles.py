"""SRT and VTT, subtitles with their times: cues merged into what is said in one breath.

A cue shows what fits on a screen. Cues follow on into one passage until a sentence has ended and
there is a pause, or enough has been said; the speaker changes; or nothing is said for a while.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from t2m_engine.text.readers.blocks import Block, BlockKind, Document, Line, join, lines
from t2m_engine.text.readers.headings import ends_sentence
from t2m_engine.text.words import size

PAUSE = 0.7
"""Seconds without a cue after which what ends as a sentence is a passage of its own."""
SILENCE = 3.0
"""Seconds without a cue that end any passage."""
ENOUGH = 60
"""Words of a passage after which its next sentence starts another."""

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_TAG = re.compile(r"</?[A-Za-z\d:.][^<>]*>|\{\\[^{}]*\}|</>")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]+)>")
_SPEAKER = re.compile(r"(?:[-–—]\s*|>>+\s*)?([^\W\d_a-z][^\Wa-z]*(?:[ .'’-]+[^\Wa-z]+){0,3}):\s+")
_LEAD = re.compile(rf"(?:{_TAG.pattern}|[\s♪♫#\[(>–—-])*")
_TURN = re.compile(r"(?:[-–]\s*|—\s+|>>+\s*)(?=\S)")
_SOUND = re.compile(r"[\[(][^\[\]()]*[\])]")
_SUNG = "♪♫#"
_NO_CUES = ("NOTE", "STYLE", "REGION", "WEBVTT")


@dataclass(frozen=True, slots=True)
class _Said:
    """One person's words of a cue, from character `start` to `end` of the text."""

    kind: BlockKind
    start: int
    end: int
    words: str
    speaker: str
    times: tuple[float, float]
    is_turn: bool  # whether another speaker may start here


def read_subtitles(text: str) -> Document:
    """Read SRT or WebVTT. What is in brackets is direction, what is between notes is verse.

    A speaker is named by `<v Name>`, or in capitals before a colon. Styling is taken off.
    """
    return Document("", tuple(_merged(said for cue in _cues(text) for said in _said(*cue))))


def _cues(text: str) -> Iterator[tuple[tuple[float, float], list[Line]]]:
    """Yield the times and the lines of every cue."""
    times: tuple[float, float] | None = None
    held: list[Line] = []
    skipping = False
    for line in lines(text):
        match = _TIMES.fullmatch(line.text) if "-->" in line.text else None
        if match:
            # What stood right above is the number or name of this cue, or the blank was forgotten.
            if times and held:
                yield times, held[:-1] if held[-1].words.isdecimal() else held
            times, held, skipping = _seconds(match), [], False
        elif line.is_blank:
            if times and held:
                yield times, held
            if times is None or held:  # an empty line between times and words is an odd habit
                times, held, skipping = None, [], False
        elif times and not skipping:
            held.append(line)
        elif line.text.startswith(_NO_CUES):
            skipping = True
    if times and held:
        yield times, held


def _seconds(match: re.Match[str]) -> tuple[float, float]:
    found = []
    for first in (1, 5):
        hours, minutes, seconds, part = match.group(first, first + 1, first + 2, first + 3)
        whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        found.append(round(whole + int(part.ljust(3, "0")) / 1000, 3))
    return found[0], max(found)


def _said(times: tuple[float, float], held: list[Line]) -> Iterator[_Said]:
    """Yield what each speaker says in a cue; the cue's time is shared out by the words."""
    turns: list[list[Line]] = []
    for line in held:
        if not turns or _TURN.match(_plain(line.text).lstrip()) or _VOICE.search(line.text):
            turns.append([])
        turns[-1].append(line)
    parts = [part for turn in turns if (part := _part(turn, is_turn=len(turns) > 1))]
    start = times[0]
    shares = [max(0.5, size(part.words)) for part in parts]
    pace = (times[1] - times[0]) / max(0.5, sum(shares))
    for part, share in zip(parts, shares, strict=True):
        end = round(start + pace * share, 3)
        yield _Said(
            part.kind, part.start, part.end, part.words, part.speaker,
            (start, times[1] if part is parts[-1] else end), part.is_turn,
        )  # fmt: skip
        start = end


def _part(turn: list[Line], *, is_turn: bool) -> _Said | None:
    words = join(" ".join(_plain(line.text).split()) for line in turn)
    voice = _VOICE.search(turn[0].text)
    speaker = html.unescape(voice.group(1)).strip() if voice else ""
    start = turn[0].start + (voice.end() if voice else 0)
    named = None if voice else _SPEAKER.match(words)
    if named and named.group(1).isupper():
        speaker = named.group(1)
        start += turn[0].text.find(":") + 1
    else:
        named = None
    mark = named or _TURN.match(words)
    words = words[mark.end() :] if mark else words
    kind = BlockKind.DIALOGUE
    if _SOUND.fullmatch(words):
        kind, words = BlockKind.DIRECTION, words[1:-1].strip()
    elif words[:1] in _SUNG and words[-1:] in _SUNG:
        kind, words = BlockKind.VERSE, words.strip(f"{_SUNG} ")
    if not any(map(str.isalnum, words)):
        return None
    lead = _LEAD.match(turn[0].text, start - turn[0].start)
    assert lead, "it may be empty"
    start = turn[0].start + lead.end()
    return _Said(
        kind, start, turn[-1].end, words, speaker, (0.0, 0.0), is_turn or bool(mark or voice)
    )


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _merged(said: Iterable[_Said]) -> Iterator[Block]:
    held: list[_Said] = []
    words = 0.0
    for part in said:
        if held and _starts_passage(part, held[0], held[-1], words):
            yield _block(held)
            held, words = [], 0.0
        held.append(part)
        words += size(part.words)
    if held:
        yield _block(held)


def _starts_passage(part: _Said, first: _Said, last: _Said, words: float) -> bool:
    """Whether `part` goes on after the parts from `first` to `last`, of so many words, or not."""
    gap = part.times[0] - last.times[1]
    if part.kind is not last.kind or last.kind is BlockKind.DIRECTION or gap >= SILENCE:
        return True
    if part.is_turn and (not part.speaker or part.speaker != first.speaker):
        return True
    return ends_sentence(last.words) and (gap >= PAUSE or words >= ENOUGH)


def _block(held: list[_Said]) -> Block:
    kind = held[0].kind
    words = [part.words for part in held]
    text = "\n".join(words) if kind is BlockKind.VERSE else join(words)
    times = (held[0].times[0], max(part.times[1] for part in held))
    return Block(kind, held[0].start, held[-1].end, text, speaker=held[0].speaker, times=times)
