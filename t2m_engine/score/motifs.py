"""Motifs: the characters and places that come back, and for whom the same music may.

Who speaks is written in a script. In prose a name is a word that is written large in the middle of
a sentence; so found names are as simple as they are sure, in scripts with capitals and in languages
that do not write every noun large.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from t2m_engine.score.segments import Segment
    from t2m_engine.text.manuscript import Manuscript

MENTIONS = 3
"""Times that a name must be in a segment for the segment to be about it."""
LINES = 2
"""Times that a character of a script must speak in it."""
EVERYWHERE = 0.6
"""The share of segments from which on a name is of the whole story: its music would never end."""
MOST_MOTIFS = 6
SEGMENTS_A_MOTIF = 4
"""Motifs at most, and segments of the story for each: more are not told apart."""
APART = 120.0
"""Seconds of the story that must lie between two segments of a motif: else it goes on."""
SELDOM_SMALL = 0.1
"""The share of a name's occurrences that may be written small."""
MOST_LARGE = 0.15
"""The share of words in the middle of sentences from which on the language writes all nouns
large."""
NOT_NAMES = frozenset(
    {
        "I", "O", "Oh", "Ah", "Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lady", "Lord", "Madam",
        "Master", "God", "Heaven", "Christ", "Christmas", "Easter", "Sunday", "Monday", "Tuesday",
        "Wednesday", "Thursday", "Friday", "Saturday", "January", "February", "March", "April",
        "May", "June", "July", "August", "September", "October", "November", "December",
        "English", "French", "German", "The", "A", "An", "And", "But", "He", "She", "It", "They",
        "We", "You", "His", "Her", "Their", "My", "Your", "Yes", "No",
    }
)  # fmt: skip
"""Words that are written large and name nobody."""

JOINED = 0.6
"""The share of a name's occurrences beside another from which on the two are one: "Tiny Tim"."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?:;…—–\-\"“”„«»‘(\[*_]\s*$")
_APOSTROPHE = re.compile(r"['’]")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Motif:
    """A name, and the segments, by number, that are about it."""

    name: str
    segments: tuple[int, ...]


def find_motifs(segments: Sequence[Segment], manuscript: Manuscript) -> list[Motif]:
    """Return who comes back in the story: those that are in most segments first.

    A segment is about the name that it has most often, for how seldom the others have it. Names
    that are in nearly all segments, or in one alone, or in neighbouring ones only, have no motif.
    """
    passages = sorted({beat.passage for segment in segments for beat in segment.beats})
    mentions = count_names(manuscript, passages)
    counts: list[Counter[str]] = []
    for segment in segments:
        own: Counter[str] = Counter()
        for passage in dict.fromkeys(beat.passage for beat in segment.beats):
            own.update(mentions.get(passage, {}))
        counts.append(own)
    there = Counter(name for own in counts for name in own)
    about: defaultdict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(counts):
        worth = {
            name: times / there[name]
            for name, times in own.items()
            if times >= 1.0 and there[name] <= EVERYWHERE * len(segments)
        }
        if worth:
            about[min(worth, key=lambda name: (-worth[name], name))].append(number)
    found = [
        Motif(name, tuple(numbers))
        for name, numbers in about.items()
        if segments[numbers[-1]].start - segments[numbers[0]].end >= APART
    ]
    found.sort(key=lambda motif: (-len(motif.segments), motif.segments, motif.name))
    return found[: min(MOST_MOTIFS, len(segments) // SEGMENTS_A_MOTIF)]


def count_names(manuscript: Manuscript, passages: Sequence[int]) -> dict[int, dict[str, float]]:
    """Return by passage which names it has, in units of what makes a segment about a name.

    The speaker of a line counts 1 / LINES, a name in the text 1 / MENTIONS.
    """
    words = {number: list(_words(manuscript.passages[number].text)) for number in passages}
    names = _names([word for own in words.values() for word in own])
    found: dict[int, dict[str, float]] = {}
    for number, own in words.items():
        counted: Counter[str] = Counter()
        before = ""
        for word, _ in own:
            name = names.get(word, "")
            if name and not (name == before and " " in name):  # "Tiny Tim" is named once
                counted[name] += 1
            before = name
        shares = {name: times / MENTIONS for name, times in counted.items()}
        speaker = manuscript.passages[number].speaker.strip().title()
        if speaker:
            shares[speaker] = shares.get(speaker, 0.0) + 1.0 / LINES
        found[number] = shares
    return found


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph without a possessive, and whether each begins a sentence."""
    end = 0
    for match in _WORD.finditer(text):
        begins = end == 0 or bool(_SENTENCE.search(text[end : match.start()]))
        yield _POSSESSIVE.sub("", match.group()), begins
        end = match.end()


def _names(words: Sequence[tuple[str, bool]]) -> dict[str, str]:
    """Which words are names, and the whole name that each is of."""
    inside = [word for word, begins in words if not begins]
    large = Counter(word for word in inside if word[:1].isupper() and word[1:].islower())
    if sum(large.values()) > MOST_LARGE * len(inside):
        return {}
    small = Counter(word for word, _ in words if word.islower())
    names = {
        word: word
        for word, times in large.items()
        if times >= MENTIONS
        and small[word.lower()] <= SELDOM_SMALL * times
        and _APOSTROPHE.split(word)[0] not in NOT_NAMES
    }
    beside = Counter((one, other) for (one, _), (other, begins) in pairwise(words) if not begins)
    everywhere = Counter(word for word, _ in words)
    for (one, other), times in sorted(beside.items()):
        known = one in names and other in names and one != other
        if known and times >= JOINED * max(everywhere[one], everywhere[other]):
            names[one] = names[other] = f"{one} {other}"
    return names
