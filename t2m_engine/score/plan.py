"""The cue plan: a manuscript, a library and a model pack → which music stands where."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from t2m_engine.errors import CancelledError, InputError, UsageError
from t2m_engine.export.cue import Cue, CuePlan, Piece, on_frame, short_clock
from t2m_engine.score import timing
from t2m_engine.score.choosing import CROSSFADE, Choice, Chooser
from t2m_engine.score.feelings import steer_beats
from t2m_engine.score.fitting import make_pieces
from t2m_engine.score.keeping import find_fixed
from t2m_engine.score.levels import known_level, measure
from t2m_engine.score.motifs import find_motifs
from t2m_engine.score.reasons import Narrator
from t2m_engine.score.segments import TOUCHING, Segment, cut_story
from t2m_engine.score.shelf import Shelf, ShelvedTrack
from t2m_engine.score.spotting import Spot, spot
from t2m_engine.score.styles import space_for
from t2m_engine.score.turns import chapters_of, find_scenes
from t2m_engine.score.wishes import Pin, Wishes
from t2m_engine.text.words import seems_english

if TYPE_CHECKING:
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.text.manuscript import Manuscript

FADE_IN = 1.0
"""Seconds, where music starts out of silence."""
FADE_OUT = 3.0
"""Seconds, where music is cut off into silence."""
FADE_OUT_OWN = 1.0
"""Seconds, where a track has come to its own end."""
EARLY = 30.0
"""Seconds that music may leave of its segment: where it leaves more, it ends with a paragraph."""
NEXT_PARAGRAPH = 12.0
"""Seconds that it ends earlier for that at most."""
MOST_SILENCES = 8
"""Silent stretches up to which each has a note of its own."""
_LANGUAGE_LOOK = 200_000
_LEAST_OVERLAP = 0.5
_LEAST_PINNED = 1.0

Progress = Callable[[float, float, str], None]
Cancelled = Callable[[], bool]


def _silent(done: float, total: float, text: str) -> None:
    pass


def _never() -> bool:
    return False


def plan(
    manuscript: Manuscript,
    pack: ModelPack,
    catalogue: Catalogue,
    wishes: Wishes = Wishes(),  # noqa: B008 - immutable
    *,
    keep: CuePlan | None = None,
    reader: timing.TextReader | None = None,
    progress: Progress = _silent,
    cancelled: Cancelled = _never,
) -> CuePlan:
    """Return the cue plan of `manuscript` with the music in `catalogue`, by `wishes`.

    A pure function of the text, the wishes, the library's generation, the pack and the files'
    sound. `progress(done, total, text)` counts in percent. Tracks that cannot be read any more
    are passed over, and noted.

    `keep` is an earlier plan, of this text or of one that it was made from, of which as much as
    possible stays: every cue whose paragraphs are all still there keeps its music (its times
    follow the text), and what was silent stays silent. A cue whose track is vetoed or gone keeps
    its place and gets other music. Only new and changed paragraphs, and those of cues that lost
    one, are planned anew, around what is kept. So a cue that is taken out of `keep` leaves
    silence, and `muted` in it is kept.
    Nothing but pins stays when the pack, the space, the style, the density or the seed is another.
    Pins replace what stands under them.

    `reader` reads the beats in the place of `pack`: one that remembers what it has read makes
    planning again quick.

    Raises CancelledError; UsageError for a pin that cannot be kept (its track is not in the
    library, there is no text under it), for an unknown space, and when everything is vetoed;
    InputError when pinned music cannot be read, and for a narration that is none of this text;
    LibraryError when there is nothing to choose from; ModelError.
    """
    shelf = Shelf(catalogue, pack, space_for(pack, wishes.style, wishes.space))
    if manuscript.path is not None:
        excluded = catalogue.tracks_by_id(catalogue.excluded_tracks(manuscript.path)).values()
        not_for_it = sorted(track.path for track in excluded)
        wishes = replace(wishes, vetoes=(*wishes.vetoes, *not_for_it))

    def feeling(done: int, total: int) -> None:
        progress(50.0 * done / max(1, total), 100.0, "Feeling the text")

    beats = timing.read_beats(
        manuscript,
        reader or pack,
        wishes.words_per_minute,
        narration=wishes.narration,
        progress=feeling,
        cancelled=cancelled,
    )
    progress(50.0, 100.0, "Choosing the music")
    if beats:
        shelf.check(beats[0].reading)
    pins = tuple(_in_library(pin, shelf) for pin in wishes.pins)
    beats, scenes = find_scenes(manuscript, steer_beats(beats, wishes.feelings), wishes.feelings)
    if keep is not None and not _alike(keep, wishes, pack, shelf):
        keep = None
    fixed = find_fixed(manuscript, replace(wishes, pins=pins), keep, _on(shelf))
    segments = cut_story(beats, fixed)
    spots = spot(segments, manuscript, wishes.density)
    sounding = [segment for segment, s in zip(segments, spots, strict=True) if not s.silence]
    banned = frozenset(
        number for path in wishes.vetoes if (number := shelf.place(path)) is not None
    )
    notes = _languages(manuscript)
    gains = _known_gains(keep)
    while True:
        if shelf.all_banned(banned) and any(segment.fixed is None for segment in sounding):
            raise UsageError(
                f"All {len(shelf.tracks)} tracks of the library are vetoed, not for this "
                "project, or cannot be read; take a veto back, or add more music."
            )
        chapters = chapters_of(scenes, manuscript)
        chooser = Chooser(shelf, wishes.style, wishes.seed, banned, chapters)
        choices = chooser.choose(
            sounding,
            lambda found: find_motifs(found, manuscript),
            lambda: _check(cancelled),
        )
        placed = place(choices, shelf, wishes)
        unreadable = _listen(placed, gains, progress, cancelled)
        if not unreadable:
            break
        for error in unreadable:
            if error.path in {pin.track for pin in pins}:
                raise error
            notes.append(f"Passed over: {error}")
        banned |= {shelf.place(error.path) or 0 for error in unreadable}
    notes += _silences(segments, spots)
    narrator = Narrator(choices, scenes, shelf, wishes.style)
    cues = [
        _told(item, number, gains[item.key], narrator, _spot(item, segments, spots))
        for number, item in enumerate(placed)
    ]
    return CuePlan(
        title=manuscript.title,
        manuscript=manuscript.path,
        text=manuscript.text,
        words=manuscript.words,
        words_per_minute=wishes.words_per_minute,
        duration=beats[-1].end if beats else 0.0,
        scenes=tuple(scenes),
        passages=tuple(timing.planned_passages(manuscript, beats)),
        cues=tuple(cues),
        space=shelf.space.name,
        pack=pack.id,
        notes=tuple(notes),
        frame_rate=wishes.frame_rate,
        style=wishes.style,
        density=wishes.density,
        seed=wishes.seed,
        narration=wishes.narration,
    )


def _in_library(pin: Pin, shelf: Shelf) -> Pin:
    """The pin with its track as the library names it; UsageError when it cannot be kept."""
    if pin.track is None:
        return pin
    place = shelf.place(pin.track)
    if place is None:
        raise UsageError(
            f"{pin.track} is pinned, but it is not in the library, or gone from the disk; add its "
            "folder with `t2m library add`, or take the pin back."
        )
    record = shelf.tracks[place]
    if pin.source_start is not None and pin.source_start > record.duration - _LEAST_PINNED:
        raise UsageError(
            f"{pin.track} is pinned from {short_clock(pin.source_start)} on, but lasts only "
            f"{short_clock(record.duration)}; pin it from earlier on."
        )
    return replace(pin, track=record.path)


def _on(shelf: Shelf) -> Callable[[Path], bool]:
    return lambda path: shelf.place(path) is not None


def _alike(keep: CuePlan, wishes: Wishes, pack: ModelPack, shelf: Shelf) -> bool:
    """Whether an earlier plan was made with the same wishes, but for its pace and its pins."""
    before = keep.pack, keep.space, keep.style, keep.density, keep.seed
    return before == (pack.id, shelf.space.name, wishes.style, wishes.density, wishes.seed)


def _known_gains(keep: CuePlan | None) -> dict[tuple[Path, float, float], float]:
    cues = keep.cues if keep is not None else ()
    return {(cue.track, cue.source_start, cue.source_end): cue.gain_db for cue in cues}


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A cue and the choice that it came from; its gain and its reasons are not known yet."""

    cue: Cue
    choice: Choice
    track: ShelvedTrack

    @property
    def key(self) -> tuple[Path, float, float]:
        """What its gain depends on."""
        return self.cue.track, self.cue.source_start, self.cue.source_end


def place(choices: Sequence[Choice], shelf: Shelf, wishes: Wishes) -> list[Placed]:
    """Turn choices, in order, into cues on frames, with fades; touching ones cross-fade.

    In a cross-fade the earlier cue goes on for up to CROSSFADE seconds under the later one,
    which begins where the text turns.
    """
    placed = []
    follows = 0.0  # the cross-fade out of the cue before
    rate = wishes.frame_rate
    for number, choice in enumerate(choices, 1):
        later = choices[number] if number < len(choices) else None
        track = shelf.track(choice.option.place)
        assert track is not None, "it was there when it was chosen"
        touches = later is not None and later.segment.start - choice.segment.end <= TOUCHING
        turn = later.segment.start if later is not None and touches else None
        pieces, overlap = _pieces(choice, track, turn, rate)
        own_end = track.track.duration - pieces[-1].source_end < _LEAST_OVERLAP
        pieces = fade_pieces(
            pieces, follows or FADE_IN, overlap or (FADE_OUT_OWN if own_end else FADE_OUT), rate
        )
        follows = overlap
        heard = [
            emotion
            for piece in pieces
            for emotion in track.emotions_between(piece.source_start, piece.source_end)
        ]
        fixed = choice.segment.fixed
        placed.append(
            Placed(
                Cue(
                    number=number,
                    scene=choice.segment.scene,
                    start=pieces[0].start,
                    end=on_frame(pieces[-1].end, rate),
                    track=track.track.path,
                    title=track.track.title,
                    artist=track.track.artist,
                    source_start=pieces[0].source_start,
                    source_end=pieces[-1].source_end,
                    fade_in=pieces[0].fade_in,
                    fade_out=pieces[-1].fade_out,
                    gain_db=0.0,
                    emotion=timing.mean_emotion([e for e, _ in heard], [w for _, w in heard]),
                    felt=choice.segment.reading.emotion,
                    score=choice.option.region.fit,
                    text_start=choice.segment.beats[0].text_start,
                    text_end=_text_end(choice, pieces[-1].end - overlap),
                    reason="",
                    pieces=pieces,
                    role=wishes.style,
                    pinned=fixed is not None and fixed.pinned,
                    muted=fixed is not None and fixed.muted,
                    facts=track.track.facts,
                    credits=track.track.credits,
                ),
                choice,
                track,
            )
        )
    return placed


def _pieces(
    choice: Choice, track: ShelvedTrack, turn: float | None, rate: Fraction
) -> tuple[tuple[Piece, ...], float]:
    """The pieces of a choice, and their cross-fade with the music that follows at `turn`."""
    start = on_frame(choice.segment.start, rate)
    region, facts = choice.option.region, track.track.facts
    if turn is None:
        wanted = max(_wanted_end(choice) - start, float(1 / rate))
        return make_pieces(start, wanted, region, facts, rate), 0.0
    turn = on_frame(turn, rate)
    pieces = make_pieces(start, turn - start + CROSSFADE, region, facts, rate)
    overlap = on_frame(pieces[-1].end - turn, rate)
    if overlap >= _LEAST_OVERLAP:
        return pieces, overlap
    wanted = min(turn, _wanted_end(choice)) - start
    return make_pieces(start, max(wanted, float(1 / rate)), region, facts, rate), 0.0


def _wanted_end(choice: Choice) -> float:
    """Where the cue ends: with its segment, or where its music does, with a paragraph if near."""
    segment, region = choice.segment, choice.option.region
    reach = segment.start + region.length
    if segment.end - reach <= EARLY:
        return segment.end
    # Not so early that little of short music is left.
    earliest = max(reach - NEXT_PARAGRAPH, segment.start + region.length / 2)
    edges = [beat.start for beat in segment.beats if earliest <= beat.start <= reach - 1.0]
    return edges[-1] if edges else reach


def fade_pieces(
    pieces: Sequence[Piece], fade_in: float, fade_out: float, rate: Fraction
) -> tuple[Piece, ...]:
    """Return the pieces with the cue's own fades, as long as there is room for them."""
    fade_in, fade_out = on_frame(fade_in, rate), on_frame(fade_out, rate)
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        half = on_frame(first.duration / 2, rate)
        half = half if 2 * half <= first.duration + 1e-6 else on_frame(half - 1 / rate, rate)
        return (replace(first, fade_in=min(fade_in, half), fade_out=min(fade_out, half)),)
    room_in = on_frame(first.duration - first.fade_out, rate)
    room_out = on_frame(last.duration - last.fade_in, rate)
    first = replace(first, fade_in=min(fade_in, room_in))
    last = replace(last, fade_out=min(fade_out, room_out))
    return (first, *pieces[1:-1], last)


def _text_end(choice: Choice, end: float) -> int:
    """The end of the text that is heard under a cue: with the paragraph in which it is over."""
    under = [beat for beat in choice.segment.beats if beat.start < end - TOUCHING]
    return (under or choice.segment.beats)[-1].text_end


def _listen(
    placed: Sequence[Placed],
    gains: dict[tuple[Path, float, float], float],
    progress: Progress,
    cancelled: Cancelled,
) -> list[InputError]:
    """Fill `gains`, and return the errors of tracks that cannot be read, one a track."""
    errors: dict[Path, InputError] = {}
    for done, item in enumerate(placed):
        _check(cancelled)
        path, start, end = item.key
        if item.key in gains or path in errors:
            continue
        progress(52.0 + 13.0 * done / len(placed), 100.0, "Listening to the cues")
        pieces = item.cue.pieces
        start, end = min(p.source_start for p in pieces), max(p.source_end for p in pieces)
        try:
            level = known_level(item.track, start, end) or measure(path, start, end)
            gains[item.key] = level.gain
        except InputError as error:
            errors[path] = InputError(path, error.reason, error.remedy)
        except UsageError:  # the file is shorter than the catalogue says
            errors[path] = InputError(
                path, "has changed since it was scanned", "Run `t2m library add` on its folder."
            )
    return list(errors.values())


def _spot(item: Placed, segments: Sequence[Segment], spots: Sequence[Spot]) -> Spot:
    """What spotting said of a cue's segment; of the second half of one, that music goes on."""
    start = item.choice.segment.start
    number = bisect_right([segment.start for segment in segments], start + 1e-6) - 1
    own = spots[number]
    return own if segments[number].start >= start - 1e-6 else replace(own, reasons=())


def _told(
    item: Placed,
    number: int,
    gain: float,
    narrator: Narrator,
    spot_there: Spot,
) -> Cue:
    """The cue with its gain and its reasons; what is kept keeps those that it had."""
    cue = replace(item.cue, gain_db=gain)
    fixed = item.choice.segment.fixed
    if fixed is not None and fixed.cue is not None:
        old = fixed.cue
        return replace(
            cue,
            role=old.role,
            motif=old.motif,
            score=old.score,
            reason=old.reason,
            alternatives=old.alternatives,
        )
    motif = narrator.motif(number)
    if motif:
        cue = replace(cue, role="motif", motif=motif)
    return replace(
        cue,
        reason=narrator.reason(number, spot_there, cue),
        alternatives=narrator.alternatives(number),
    )


def _languages(manuscript: Manuscript) -> list[str]:
    """A note where the text is in a language that the model was not taught."""
    if seems_english(manuscript.text[:_LANGUAGE_LOOK]):
        return []
    return [
        "This text does not seem to be in English, which is all that the model was taught: what "
        "it feels here is little more than a guess."
    ]


def _silences(segments: Sequence[Segment], spots: Sequence[Spot]) -> list[str]:
    """Notes on what stays silent: one a stretch, or one for all where there are many."""
    stretches = []
    for why, members in groupby(
        zip(segments, spots, strict=True), key=lambda pair: pair[1].silence
    ):
        own = [segment for segment, _ in members]
        if why:
            stretches.append((own[0].start, own[-1].end, why))
    if len(stretches) <= MOST_SILENCES:
        return [
            f"{short_clock(start)}–{short_clock(end)} stays silent: {why}."
            for start, end, why in stretches
        ]
    seconds = sum(end - start for start, end, _ in stretches)
    whys = Counter(why for _, _, why in stretches)
    told = ", ".join(f"in {times} {why}" for why, times in whys.most_common())
    return [f"{len(stretches)} stretches, {short_clock(seconds)} in all, stay silent: {told}."]


def _check(cancelled: Cancelled) -> None:
    if cancelled():
        raise CancelledError("Scoring was cancelled.")
