"""Copies of one recording: found by content and by fingerprint, and folded under the best."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.audio.fingerprint import likeness
from t2m_engine.errors import CancelledError
from t2m_engine.library.apart import pair_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from t2m_engine.library.apart import Pair
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.records import Track

SAME_LENGTH = 3.0
"""Seconds by which copies may differ: encoders pad, and rips cut the silence. A loop of a piece, a
longer mix and an edit differ by more."""
ALIKE = 0.935
"""Share of equal bits from which on two fingerprints may be one recording: stricter than `SAME` of
audio.fingerprint, since what is folded is not suggested, and a remix must be. Of 14 pieces, 56
encodings (MP3 at 64 kbit/s, the poorest Ogg, Opus at 48 kbit/s, mono at 22 kHz) have .943 to .999,
and with a soft voice put over them .55 to .95; second takes of composed pieces, whose notes begin 5
to 30 ms elsewhere, have .91 at most."""
ALIKE_PEAKS = 0.93
"""Correlation of two waveforms, likewise: fingerprints know the first two minutes only, and hear
chords rather than drums. Of eight pieces, MP3 and Ogg of the lowest quality were .970 to .999 alike
(fingerprints .970 to .997), and with drums put over them .56 to .81 (fingerprints .86 to .97)."""
ALIKE_HEARD = 0.9
"""Cosine of what the music network hears in both on the average, likewise: a soft part that is put
over a recording hardly shows in the other two. Of twelve pieces of as many packages, 48 encodings
(MP3, Ogg and Opus of low quality, mono at 22 kHz) have .912 to 1.000; of the 22 remixes and edits
that the others take for copies (soft drums or a voice over it, bass alone) 10 have less than .9."""
LEAST_ITEMS = 40
"""Items of a fingerprint, five seconds: less tells jingles and effects apart badly."""
_SAMPLED = 8
"""One in so many items is looked up: some hundred of a whole fingerprint."""
_LEAST_SAMPLED = 3
"""Of them; silence, and tones that do not move, have one item throughout."""
_LEAST_SHARED = 0.08
"""Share of the items of the smaller of two fingerprints, of those that are looked up, that are in
both before all bits are compared. Where p of the bits flip, (1 − p)³² of the items stay: .38 for
the .97 of a poor MP3, .10 at .93."""
_CROWD = 16
"""Fingerprints of about one length that share an item, beyond which it tells nothing: silence, a
drone. It bounds what a look costs; sixteen encodings of one recording are more than anybody has."""
_LOSSLESS = frozenset({"flac", "alac", "wav", "aiff", "ape", "wavpack", "tta"})


@dataclass(frozen=True, slots=True)
class Group:
    """A track, and the copies of it."""

    original: Track
    copies: tuple[Track, ...]

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "original": self.original.as_json(),
            "copies": [
                {**copy.as_json(), "exact": copy.content_id == self.original.content_id}
                for copy in self.copies
            ],
        }


def duplicates(catalogue: Catalogue) -> list[Group]:
    """Return the tracks that have copies, as they were last folded, by path."""
    tracks = catalogue.tracks()
    copies: dict[int, list[Track]] = defaultdict(list)
    for track in tracks:
        if track.original is not None:
            copies[track.original].append(track)
    return [Group(track, tuple(copies[track.id])) for track in tracks if track.id in copies]


def fold(
    catalogue: Catalogue,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Find copies among the tracks that are there, and note of which track each is one.

    What the user keeps apart (`apart`) is never folded, nor is what would join the two.

    The best is the original: the longest by more than `SAME_LENGTH`, then lossless, then of the
    highest rate, then the first by path; so a track stays what it was while nothing changes.
    Returns how many tracks are copies. Raises CancelledError, with nothing noted.
    """
    everything = catalogue.tracks()
    tracks = [track for track in everything if not track.missing and not track.offline]
    apart = catalogue.apart()
    groups = _Groups(len(tracks), _foes(tracks, apart))
    # Of one pack only: an original that the pack at hand has not heard would hide its copies.
    by_content: dict[tuple[bytes, str], int] = {}
    for place, track in enumerate(tracks):
        groups.join(place, by_content.setdefault((track.content_id, track.pack), place))
    pairs = _candidates(catalogue, tracks)
    # What is folded already comes first: what is kept apart takes no more from it than it must.
    tops = [track.original or track.id for track in tracks]
    pairs.sort(key=lambda pair: tops[pair[0]] != tops[pair[1]])
    for done, (left, right) in enumerate(pairs):
        if done % 64 == 0:
            progress(done, len(pairs))
            if cancelled():
                raise CancelledError("Looking for copies was cancelled.")
        if groups.may_join(left, right) and _is_same(catalogue, tracks[left], tracks[right]):
            groups.join(left, right)
    progress(len(pairs), len(pairs))
    wanted: dict[int, int | None] = {track.id: None for track in tracks}
    for members in groups.members():
        best = min((tracks[place] for place in members), key=_worth(tracks, members)).id
        wanted |= {tracks[place].id: best for place in members if tracks[place].id != best}
    contents = {track.id: track.content_id for track in everything}
    for track in everything:  # what is away stays a copy, of what its original is one of now
        if track.id not in wanted and track.original is not None:
            stands = wanted.get(track.original) or track.original
            kept = pair_of(track.content_id, contents[stands]) not in apart
            wanted[track.id] = stands if kept else None
    catalogue.put_originals(
        (wanted[track.id], track.id)
        for track in everything
        if wanted.get(track.id) != track.original
    )
    return sum(wanted[track.id] is not None for track in tracks)


def _foes(tracks: Sequence[Track], apart: frozenset[Pair]) -> dict[int, set[int]]:
    """The places that each place must not come together with, for those that have any."""
    places: dict[bytes, list[int]] = defaultdict(list)
    for place, track in enumerate(tracks):
        places[track.content_id].append(place)
    foes: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        for left, right in product(places.get(one, ()), places.get(other, ())):
            foes[left].add(right)
            foes[right].add(left)
    return foes


def _candidates(catalogue: Catalogue, tracks: Sequence[Track]) -> list[tuple[int, int]]:
    """Pairs of tracks, by place, of one length whose fingerprints share some items, in order.

    All sampled items are sorted once, and only what stands together is looked at, so that a
    collection costs what it holds, and not its square.
    """
    places = {track.id: place for place, track in enumerate(tracks)}
    parts, owners = [], []
    for identity, items in catalogue.fingerprints():
        place = places.get(identity)
        if place is None or len(items) < LEAST_ITEMS:
            continue
        distinct = np.unique(items)
        # Which are looked up depends on the item alone: copies have the same ones.
        mixed = (distinct.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)
        sampled = distinct[mixed % np.uint64(_SAMPLED) == 0]
        if len(sampled) >= _LEAST_SAMPLED:
            parts.append(sampled)
            owners.append(place)
    if len(parts) < 2:
        return []
    every = np.concatenate(parts)
    whose = np.repeat(np.array(owners, np.int32), [len(part) for part in parts])
    lengths = np.array([track.duration for track in tracks])
    sizes = np.zeros(len(tracks), np.int64)
    np.add.at(sizes, owners, [len(part) for part in parts])
    found: set[tuple[int, int]] = set()
    for shift in (0.0, SAME_LENGTH):  # two that are near share a block in one of these
        blocks = ((lengths + shift) / (2 * SAME_LENGTH)).astype(np.uint64)[whose]
        order = np.lexsort((every, blocks))
        ends = np.flatnonzero(np.diff(blocks[order])) + 1
        for block in np.split(order, ends):  # one at a time, so that its pairs are all there are
            for (left, right), count in _shared(every[block], whose[block]).items():
                if (
                    count >= _LEAST_SHARED * min(sizes[left], sizes[right])
                    and abs(lengths[left] - lengths[right]) <= SAME_LENGTH
                ):
                    found.add((left, right))
    return sorted(found)


def _shared(items: NDArray[np.uint32], owners: NDArray[np.int32]) -> dict[tuple[int, int], int]:
    """How many of `items`, which are sorted, two owners share, for those that share any."""
    firsts = np.flatnonzero(np.r_[True, items[1:] != items[:-1]])
    counts = np.diff(np.r_[firsts, len(items)])
    few = (counts >= 2) & (counts <= _CROWD)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for first, count in zip(firsts[few].tolist(), counts[few].tolist(), strict=True):
        group = sorted(owners[first : first + count].tolist())
        for pair in combinations(group, 2):
            shared[pair] += 1
    return shared


def _is_same(catalogue: Catalogue, left: Track, right: Track) -> bool:
    """Whether two tracks are one recording, by fingerprint, whole waveform, and what is heard."""
    if left.pack != right.pack:
        return False
    prints = dict(catalogue.fingerprints([left.id, right.id]))
    if len(prints) < 2 or likeness(prints[left.id], prints[right.id]) < ALIKE:
        return False
    waves = [catalogue.waveform(track.id) for track in (left, right)]
    peaks = [wave[0].astype(np.float64) for wave in waves if wave is not None and len(wave[0]) > 1]
    if len(peaks) < 2:
        return False
    if _peaks_alike(peaks[0], peaks[1], left.duration, right.duration) < ALIKE_PEAKS:
        return False
    ours, theirs = _heard(catalogue, left), _heard(catalogue, right)
    return ours is None or theirs is None or float(ours @ theirs) >= ALIKE_HEARD


def _heard(catalogue: Catalogue, track: Track) -> NDArray[np.float64] | None:
    """What the network hears in a track on the average, float64 (d,), of unit length."""
    lengths = {clip.id: clip.end - clip.start for clip in catalogue.clips(track.id)}
    if not lengths:
        return None
    heard = catalogue.embeddings(lengths)
    whole = np.sum([lengths[clip] * heard[clip].astype(np.float64) for clip in heard], axis=0)
    return np.asarray(whole / max(1e-12, float(np.linalg.norm(whole))))


def _peaks_alike(
    left: NDArray[np.float64], right: NDArray[np.float64], first: float, second: float
) -> float:
    """The correlation of two waveforms of `first` and `second` seconds, where they lie best.

    Two that do not move at all are alike: what their fingerprints say is all there is.
    """
    width = first / len(left)
    places = np.arange(int(second / width)) * width * len(right) / second
    right = np.interp(places, np.arange(len(right)), right)
    reach = round(SAME_LENGTH / width)
    best = -1.0
    for shift in range(-reach, reach + 1):
        here, there = left[max(0, shift) :], right[max(0, -shift) :]
        size = min(len(here), len(there))
        if size < len(left) // 2:
            continue
        here, there = here[:size] - here[:size].mean(), there[:size] - there[:size].mean()
        lengths = float(np.linalg.norm(here) * np.linalg.norm(there))
        best = max(best, float(here @ there) / lengths if lengths else 1.0)
    return best


def _worth(tracks: Sequence[Track], members: Iterable[int]) -> Callable[[Track], tuple[Any, ...]]:
    longest = max(tracks[place].duration for place in members)

    def worth(track: Track) -> tuple[Any, ...]:
        rate = track.size / max(track.duration, 1e-3)
        return (
            longest - track.duration > SAME_LENGTH / 2,
            not _is_lossless(track.codec),
            -track.sample_rate if _is_lossless(track.codec) else 0,
            -rate,
            track.path,
        )

    return worth


def _is_lossless(codec: str) -> bool:
    return codec.startswith("pcm") or codec in _LOSSLESS


class _Groups:
    """Which places belong together (a disjoint-set forest); those in `foes` never do."""

    def __init__(self, count: int, foes: Mapping[int, set[int]]) -> None:
        self._above = list(range(count))
        self._foes = foes
        self._wary = {place: [place] for place in foes}
        """By the top of a group: its places that have foes."""

    def _top(self, place: int) -> int:
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def may_join(self, left: int, right: int) -> bool:
        """Whether two places are not together yet, and no foes would be if they came to be."""
        first, second = self._top(left), self._top(right)
        return first != second and not any(
            self._top(foe) == second
            for place in self._wary.get(first, ())
            for foe in self._foes[place]
        )

    def join(self, left: int, right: int) -> None:
        """Put two places, and all that belong to them, together."""
        first, second = sorted((self._top(left), self._top(right)))
        self._above[second] = first
        if first != second and second in self._wary:
            self._wary.setdefault(first, []).extend(self._wary.pop(second))

    def members(self) -> Iterator[list[int]]:
        """Yield groups of two places and more."""
        groups: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._above)):
            groups[self._top(place)].append(place)
        yield from (group for group in groups.values() if len(group) > 1)
