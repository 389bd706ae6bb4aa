"""What the engine says, in the user's language: its sentences are known as templates.

The engine speaks English. packaging/translations gathers what it can say out of its code into
resources/translations/engine.json, in which {parts} stand for names, numbers and the like; what is
put together of smaller parts is declared here.
"""

from __future__ import annotations

import json
import re
from functools import cached_property, lru_cache

from t2m_desktop import translation
from t2m_desktop.translation import tr_known
from t2m_engine import places

COMPOSED = (
    # Why a cue is what it is, and what was second.
    "Pinned by the writer: {title}, under text that is {moods} "
    "(valence {valence}, arousal {arousal}).",
    "{reasons}. The text is {moods} (valence {valence}, arousal {arousal}), and {style}: {music}.",
    "The text is {moods} (valence {valence}, arousal {arousal}), and {style}: {music}.",
    "{reasons}. The text is {moods} (valence {valence}, arousal {arousal}), and nothing is felt "
    "for sure: the music stays calm: {music}.",
    "The text is {moods} (valence {valence}, arousal {arousal}), and nothing is felt for sure: the "
    "music stays calm: {music}.",
    "Chosen by hand: “{title}” {start}–{end} for {mood} text.",
    *("so is the music", "the music stays calmer", "the music feels the opposite"),
    "of no one mood, a little {mood}",
    "{music}; next was “{title}”, which {reason}",
    "{music}, and comes round {count} times to fill the stretch",
    *("{title} is the motif of {motif} from here on", "{title} comes back with {motif}"),
    *("{title} is the only track", "{title} fits as well as any of {count} tracks"),
    "{title} fits {percent}% as well as the best of {count} tracks",
    "{title} fits not nearly as well as the best of {count} tracks",
    *("fits {percent}% as well", "fits not nearly as well", "fits less"),
    "“{words}”",
    *("is not what is pinned", "is not {motif}’s motif", "is the motif of {motif}"),
    *("is as good within a hair", "changes harder than the text beside its neighbours"),
    *("would have to come round {count} times", "has only {length} for {wanted}"),
    *("plays elsewhere in this scene", "plays in “{title}”", "plays in another scene"),
    *("It goes on into the next scene.", "It goes on through {count} more scenes."),
    *("the story opens", "the scene opens", "a montage is held together", "the feeling turns"),
    *("the story is at its height", "much is felt", "the scene closes", "the story closes"),
    # What stays silent, and what else there is to know of a score.
    "{start}–{end} stays silent: {why}.",
    "{count} stretches, {length} in all, stay silent: {told}.",
    *("in {count} {why}", "at density {density} it has the least need", "as before"),
    *("the text is too short there for music", "silence is pinned there"),
    "the text is too even there to ask for music",
    "This text does not seem to be in English, which is all that the model was taught: what it "
    "feels here is little more than a guess.",
    "Passed over: {error}",
    "There is no temp score of {length}: it is mixed where it is asked for (--sound).",
    # What planning anew made different.
    *("{change}, because {reason}.", "Cue {number}, “{title}” at {time}, is gone."),
    *("Cue {number}, “{title}” at {time}, is gone", "Cue {number} is new: “{title}” at {time}"),
    *("Cue {number} is new: “{title}” at {time}.", "Cue {number} {changes}."),
    *("Cue {number} {changes}", "Cue {number} ({before} before) {changes}."),
    "Cue {number} ({before} before) {changes}",
    "The cue at {time} is gone, because its text is: “{text}”.",
    *("now plays “{title}” instead of “{other}”", "now plays “{title}” from {time} on"),
    "now lasts from {start} to {end} ({then} to {before} before)",
    *("is {amount} dB louder", "is {amount} dB softer", "is pinned", "is no longer pinned"),
    *("is muted", "sounds again", "its text is", "there is new text", "“{title}” is vetoed"),
    *("plan.toml says so", "another feeling is pinned to the scene"),
    "“{title}” is gone from the library, or not for this project",
    *("the text there has changed", "what is beside it has changed"),
    *("the density is {now} now", "the style is {now} now", "the seed is {now} now"),
    *("the space is {now} now", "another model reads the text now"),
    *("All cues are unchanged.", "The cue is unchanged.", "No cue is unchanged."),
    *("1 cue is unchanged.", "{count} cues are unchanged."),
    "There is no usable {file}: every cue of {plan} was kept as if it were pinned.",
    # What is under way.
    *("Reading the manuscript", "Feeling the text", "Choosing the music", "Listening to the cues"),
    *("Mixing the temp score", "Mixing the stems", "Collecting the media", "Done"),
    "Writing the cue sheet, the timeline and the report",
    *("Cutting out what the timeline plays", "Cutting out {name}", "Sending to {editor}"),
    # Of other programs.
    "{what}, or shows a dialog. Nothing was sent: send again when your project is open.",
    "{editor} does not tell where its playhead is: the first begins at 0:00.",
    "{editor} counts in frames: the clips lie at the nearest one, {most} ms off at most.",
    "The score counts {rate} frames a second and {editor}'s project {other}: the cues lie by time, "
    "not by frame number.",
    *("no marker is", "several markers are", "its project"),
    "look whether {there} has it before you send again. The audio stays: {file}",
    "{file} and {count} more",
    # Of the library, and of files.
    "The catalogue's file is damaged: {harm}.",
    "{what} These tracks are heard again by the next scan.",
    *("Clips lie outside of their track.", "Clips have a feeling that is none."),
    "Tracks have no clips, or a curve or waveform that cannot be read.",
    "Tracks are held for copies of tracks that are none.",
    *("Clips belong to no track.", "Vectors belong to no clip."),
    "Tracks lack facts or an energy curve, which an earlier t2m did not measure: t2m library "
    "update measures them.",
    *("Files are in the catalogue twice.", "Counters of changes are missing."),
    "Vectors have the wrong length; they are made again when they are needed.",
    "Vectors of the space “{name}” are made when they are needed.",
    "Tags or projects have no entry among the marks.",
    "The words that are searched are not those of the tracks.",
    "Files of the index are damaged, or of another version; they are made again when they are "
    "needed.",
    "Changes in {path} cannot be followed ({error}); it is looked through every {minutes} minutes "
    "instead.",
    *("{file} cannot be written. Is the disk full?", "{file} cannot be written: {error}."),
    "{file} cannot be written: permission denied. Choose another folder.",
    "{file} cannot be written: the disk is full. Make room, or choose another folder.",
    "{error} It is kept as {file}, and the defaults count.",
    "{error} The default counts, and the file as it was is kept as {file}.",
    "This clip cannot be played: {error}",  # of the window's own player
    *("permission denied", "no such file or directory", "no space left on device"),
    *("read-only file system", "input/output error", "The engine is not running."),
)
"""Sentences and parts of them that the engine puts together."""
COMPOSED_REASONS = ("cannot be entered ({detail})",)
"""What is wrong with a file, put together likewise."""

_PART = re.compile(r"\{(\w+)\}")
_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-ZÄÖÜ“/])")
_LISTS = (re.compile(r", (?![^“]*”)"), re.compile(r" and (?![^“]*”)"))
_QUOTED = re.compile(r"“([^„“”]*)”")
_DEEP = 6  # a reason in a sentence in a note, and some more


class _Template:
    """A sentence with {parts}; of a `reason` what is wrong with a file, after its path."""

    def __init__(self, english: str, *, reason: bool = False) -> None:
        self.english, self._reason = english, reason
        self.pieces = sorted(filter(None, _PART.split(english)[::2]), key=len, reverse=True)
        self.weight = sum(map(len, self.pieces))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        written, seen = "", set[str]()
        for place, piece in enumerate(_PART.split(self.english)):
            again = f"(?P={piece})" if piece in seen else f"(?P<{piece}>.+?)"
            written += again if place % 2 else re.escape(piece)
            seen |= {piece} if place % 2 else set()
        if self._reason:
            written = rf"(?P<_file>\S.*?) {written}\.(?: (?P<_remedy>.+))?"
        return re.compile(written, re.DOTALL)

    @cached_property
    def _quoted(self) -> set[str]:
        """Parts that are names, in quotes: nobody's title is a word of ours."""
        return set(re.findall(r"“\{(\w+)\}", self.english))

    def say(self, text: str, deep: int) -> str | None:
        """`text` in the user's language; None where it is not of this template."""
        if not all(piece in text for piece in self.pieces):
            return None
        found = self._pattern.fullmatch(text)
        if found is None:
            return None
        own = tr_known(self.english)
        if own == self.english:
            return None
        parts = {
            name: value if name in self._quoted else _said(value, deep + 1)
            for name, value in found.groupdict().items()
            if value is not None
        }
        file, remedy = parts.pop("_file", ""), parts.pop("_remedy", "")
        own = _PART.sub(lambda match: parts[match[1]], own)
        return f"{file} {own}. {remedy}".strip() if self._reason else own


def said(text: str) -> str:
    """A sentence of the engine, or some, in the user's language; as it is where that is unknown."""
    language = translation.speaks()
    return _told(text, language) if text and language else text


def reason_said(text: str) -> str:
    """What is wrong with a file, without its name: “is empty”."""
    if not text or not translation.speaks():
        return text
    whole = said(f"- {text}.")  # as it stands in a sentence
    return whole.removeprefix("- ").removesuffix(".")


@lru_cache(maxsize=4096)
def _told(text: str, _language: str) -> str:
    quoted = tr_known("“{words}”")
    return _QUOTED.sub(lambda found: quoted.replace("{words}", found[1]), _said(text, 0))


def _said(text: str, deep: int) -> str:
    own = tr_known(text)
    if own != text or deep > _DEEP or not re.search(r"[a-z]{2}", text):
        return own
    small = text[:1].lower() + text[1:]  # what begins a sentence may be known within one
    if small != text and (own := tr_known(small)) != small:
        return own[:1].upper() + own[1:]
    return _by_list(text, deep) or _by_template(text, deep) or _by_sentences(text, deep)


def _by_template(text: str, deep: int) -> str | None:
    likely = [template for longest, template in _templates() if longest in text]
    return next((own for template in likely if (own := template.say(text, deep))), None)


def _by_list(text: str, deep: int) -> str | None:
    """A list whose every part is known."""
    if not text.endswith(".") and ";" not in text and ", and " not in text:
        for apart, joined in zip(_LISTS, (", ", f" {tr_known('and')} "), strict=True):
            parts = apart.split(text)
            own = [_said(part, deep + 1) for part in parts] if len(parts) > 1 else parts
            if all(a != b for a, b in zip(parts, own, strict=True)):
                return joined.join(own)
    return None


def _by_sentences(text: str, deep: int) -> str:
    """Several sentences, or one with a full stop more or less than it is known by."""
    parts = _SENTENCES.split(text)
    if len(parts) > 1:
        return " ".join(_said(part, deep + 1) for part in parts)
    if text.endswith("."):
        return f"{_said(text[:-1], deep + 1)}."
    own = tr_known(f"{text}.")
    if own == f"{text}.":
        own = _by_template(own, deep + 1) or own
    return own.removesuffix(".")


def sentences() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the engine can say: sentences and parts of them, and reasons that follow a file."""
    data = json.loads((places.resources() / "translations" / "engine.json").read_text("utf-8"))
    return (*COMPOSED, *data["sentences"]), (*COMPOSED_REASONS, *data["reasons"])


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[str, _Template], ...]:
    """Each with its longest piece."""
    whole, reasons = sentences()
    made = [_Template(text) for text in whole if "{" in text]
    made += [_Template(text, reason=True) for text in reasons]
    # The one that says most in its own words is meant.
    made.sort(key=lambda template: -template.weight)
    return tuple((template.pieces[0], template) for template in made)
