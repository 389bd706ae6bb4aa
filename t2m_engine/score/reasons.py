"""Why a cue is where it is and what it is, in words, and why what was second is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.export.cue import Alternative, short_clock
from t2m_engine.score.styles import NO_MOOD, stays_calm

if TYPE_CHECKING:
    from t2m_engine.export.cue import Cue, PlannedScene
    from t2m_engine.score.choosing import Choice, Option
    from t2m_engine.score.shelf import Shelf
    from t2m_engine.score.spotting import Spot

MOST_ALTERNATIVES = 8
_SECOND_MOOD = 0.6
"""A mood with at least this share of the first one's is named beside it."""
_TOLD = 0.015
"""What a disadvantage must cost, in fit, to be told."""
_HAIR = 0.02
"""A difference in fit that nobody hears."""
_STYLES = {
    "follow": "so is the music",
    "underscore": "the music stays calmer",
    "counterpoint": "the music feels the opposite",
}

_CALM = "nothing is felt for sure: the music stays calm"


def name_moods(emotion: Emotion, *, sure: bool = True) -> str:
    """Return the moods that make an emotion, in words: "sad", "sad and tender".

    Where no mood stands out of the others that is said: "of no one mood, a little scary"; so it is
    where none is felt for `sure`.
    """
    ranked = sorted(zip(emotion.moods, MOODS, strict=True), key=lambda pair: -pair[0])
    first, second = ranked[0], ranked[1]
    if first[0] <= NO_MOOD or not sure:
        return f"of no one mood, a little {first[1]}"
    return f"{first[1]} and {second[1]}" if second[0] >= _SECOND_MOOD * first[0] else first[1]


def signed(value: float) -> str:
    """Return a number to one decimal with its sign, a true minus for a negative one."""
    text = f"{value:+.1f}"
    return "0.0" if float(text) == 0.0 else text.replace("-", "−")


class Narrator:
    """Tells of the choices of a plan: `choices` in order, `scenes` that they are in."""

    def __init__(
        self, choices: Sequence[Choice], scenes: Sequence[PlannedScene], shelf: Shelf, style: str
    ) -> None:
        self._choices = choices
        self._scenes = scenes
        self._shelf = shelf
        self._style = style
        self._uses: dict[int, list[int]] = {}
        self._motifs: dict[str, list[int]] = {}
        for number, choice in enumerate(choices):
            self._uses.setdefault(shelf.works[choice.option.place], []).append(number)
            if choice.motif:
                self._motifs.setdefault(choice.motif, []).append(number)

    def motif(self, number: int) -> str:
        """Return whom the music of a choice stands for and comes back with; "" for nobody."""
        motif = self._choices[number].motif
        return motif if len(self._motifs.get(motif, ())) > 1 else ""

    def reason(self, number: int, spot: Spot, cue: Cue) -> str:
        """Return why there is music under a choice, why this, and what was second.

        `cue` is what the choice has become.
        """
        choice = self._choices[number]
        felt = choice.segment.reading.emotion
        plane = f"valence {signed(felt.valence)}, arousal {signed(felt.arousal)}"
        option = choice.option
        title = _title(cue, option)
        if choice.segment.fixed is not None:  # pinned: what is kept keeps its reason
            return (
                f"Pinned by the writer: {title}, under text that is {name_moods(felt)} ({plane})."
            )
        calm = stays_calm(choice.segment.reading, choice.segment.strength, self._style)
        moods = name_moods(felt, sure=not calm)
        text = (
            f"{_sentence(spot.reasons)}{_goes_on(choice)}The text is {moods} ({plane}), and "
            f"{_CALM if calm else _STYLES[self._style]}: "
        )
        best = max(choice.options, key=lambda other: other.region.fit).region.fit
        motif = self.motif(number)
        if motif and number == self._motifs[motif][0]:
            text += f"{title} is the motif of {motif} from here on"
        elif motif:
            text += f"{title} comes back with {motif}"
        elif choice.of == 1:
            text += f"{title} is the only track"
        elif best - option.region.fit <= _HAIR:
            text += f"{title} fits as well as any of {choice.of} tracks"
        else:
            text += (
                f"{title} fits {_share(option.region.fit, best)} as the best of {choice.of} tracks"
            )
        if option.region.rounds > 1:
            text += f", and comes round {option.region.rounds} times to fill the stretch"
        second = self.alternatives(number)[:1]
        if second:
            text += f"; next was “{second[0].title}”, which {second[0].reason}"
        return f"{text}."

    def alternatives(self, number: int) -> tuple[Alternative, ...]:
        """Return what else could stand under a choice, best first, and why it does not.

        What fits best is always among them: fits are told beside it.
        """
        choice = self._choices[number]
        if choice.others:
            others = choice.others[:MOST_ALTERNATIVES]
            return tuple(self._alternative(option, "is not what is pinned") for option in others)
        weight = choice.weight
        worth = [
            weight * option.value - beside - elsewhere
            for option, beside, elsewhere in zip(
                choice.options, choice.beside, choice.elsewhere, strict=True
            )
        ]
        order = sorted(range(len(worth)), key=lambda place: (-worth[place], place))
        best = max(order, key=lambda place: choice.options[place].region.fit)
        rest = [place for place in order if place != choice.chosen]
        shown = rest[:MOST_ALTERNATIVES]
        if best in rest[MOST_ALTERNATIVES:]:
            shown[-1] = best
        return tuple(
            self._alternative(choice.options[place], self._why_not(number, place))
            for place in shown
        )

    def _alternative(self, option: Option, reason: str) -> Alternative:
        record = self._shelf.tracks[option.place]
        return Alternative(
            record.path,
            record.title,
            record.artist,
            round(option.region.start, 3),
            round(option.region.end, 3),
            round(option.region.fit, 6),
            reason,
        )

    def _why_not(self, number: int, place: int) -> str:
        """What costs an option most beside the one that was chosen, to stand after “which”."""
        choice = self._choices[number]
        option, own, weight = choice.options[place], choice.option, choice.weight
        reasons = [
            (
                weight * (own.region.fit - option.region.fit),
                f"fits {_share(option.region.fit, own.region.fit)}",
            ),
            (
                weight * (option.region.lack - own.region.lack),
                self._too_short(choice, option),
            ),
            (
                float(choice.elsewhere[place] - choice.elsewhere[choice.chosen]),
                self._elsewhere(number, option),
            ),
            (
                float(choice.beside[place] - choice.beside[choice.chosen]),
                "changes harder than the text beside its neighbours",
            ),
        ]
        motif = self.motif(number)
        if motif:
            reasons.append((weight * (own.value - option.value), f"is not {motif}’s motif"))
        cost, reason = max(reasons, key=lambda pair: pair[0])
        if cost < _TOLD and motif:  # what fits better, too, is passed over for a motif
            return f"is not {motif}’s motif"
        return reason if cost >= _TOLD else "is as good within a hair"

    def _too_short(self, choice: Choice, option: Option) -> str:
        region = option.region
        if region.rounds > 1:
            return f"would have to come round {region.rounds} times"
        return f"has only {short_clock(region.length)} for {short_clock(choice.segment.duration)}"

    def _elsewhere(self, number: int, option: Option) -> str:
        others = [
            other
            for other in self._uses.get(self._shelf.works[option.place], [])
            if other != number
        ]
        if not others:
            return "fits less"
        nearest = min(others, key=lambda other: abs(other - number))
        there = self._choices[nearest]
        if motif := self.motif(nearest):
            return f"is the motif of {motif}"
        if there.segment.scene == self._choices[number].segment.scene:
            return "plays elsewhere in this scene"
        title = self._scenes[there.segment.scene].title
        return f"plays in “{title}”" if title else "plays in another scene"


def _share(fit: float, other: float) -> str:
    """How well music fits beside other music of a better fit, before "as" that.

    Fits of different texts cannot be compared, nor those of calm music with others: each is told
    beside another of the same text.
    """
    return f"{fit / other:.0%} as well" if 0.0 < fit < other else "not nearly as well"


def _title(cue: Cue, option: Option) -> str:
    """The music and what is heard of it: of what comes round, one round."""
    region = option.region
    start, end = cue.source_start, cue.source_end
    if len(cue.pieces) > 1:
        start, end = region.start, region.end
    return f"“{cue.title}” {short_clock(start)}–{short_clock(end)}"


def _goes_on(choice: Choice) -> str:
    """Through how many more scenes a cue goes on, as a sentence; "" for none."""
    more = len({beat.scene for beat in choice.segment.beats}) - 1
    if more <= 0:
        return ""
    return (
        "It goes on into the next scene. "
        if more == 1
        else f"It goes on through {more} more scenes. "
    )


def _sentence(reasons: Sequence[str]) -> str:
    text = ", ".join(reasons)
    return f"{text[0].upper()}{text[1:]}. " if text else ""
