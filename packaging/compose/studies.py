"""Studies: short pieces in the manner of old masters whose musical cues are drawn by lots.

Listeners judge a passage by its mode and tempo first, by register, force, touch and timbre after
that, and the cues add up (Eerola, Friberg and Bresin 2013). In recordings cues go together (a
string orchestra is mostly filmed in sorrow), so that a network may take the one for the other.
Here every cue is drawn for itself: each ensemble plays fast and slow, in major and in minor.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from random import Random
from typing import TYPE_CHECKING

import mido
import numpy as np
import soundfile

from compose import families as gm
from compose import textures as tx
from compose.melody import Melodist, parallel, play
from compose.piece import Part, Piece
from compose.rendering import synthesise
from compose.theory import Span, spans, voice_lead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

RATE = 32_000  # Hz
SECONDS = 11.0
"""Of a study: the teachers' window and a little more."""
_SLOT = 13.5  # seconds from one study to the next on a reel, its decay in them
_REEL = 12
"""Studies that one run of FluidSynth plays, because reading the sound font takes longest."""
HARPSICHORD = 6


@dataclass(frozen=True)
class Ensemble:
    """Who plays: General MIDI programs of two upper parts, the middle, the bass and chords.

    `bright` says how sharp it sounds, −1…1 (a choir is soft, brass and a harpsichord are sharp);
    `bowed` whether its tones are sustained, so that its touch is heard.
    """

    name: str
    first: int
    second: int
    middle: int
    bass: int
    chords: int | None
    bright: float
    bowed: bool = True


ENSEMBLES = (
    Ensemble("string orchestra", gm.STRINGS, gm.STRINGS, gm.STRINGS, gm.STRINGS, None, 0.0),
    Ensemble("soft strings", gm.SLOW_STRINGS, gm.SLOW_STRINGS, gm.SLOW_STRINGS, gm.CELLO, None,
             -0.3),
    Ensemble("string quartet", gm.VIOLIN, gm.VIOLIN, gm.VIOLA, gm.CELLO, None, 0.1),
    Ensemble("strings and harpsichord", gm.STRINGS, gm.VIOLIN, gm.VIOLA, gm.CELLO, HARPSICHORD,
             0.2),
    Ensemble("concerto grosso", gm.TRUMPET, gm.OBOE, gm.STRINGS, gm.CELLO, HARPSICHORD, 0.4),
    Ensemble("recorder and continuo", gm.RECORDER, gm.VIOLIN, gm.VIOLA, gm.CELLO, HARPSICHORD,
             0.0),
    Ensemble("trio sonata", gm.OBOE, gm.VIOLIN, gm.VIOLA, gm.BASSOON, HARPSICHORD, 0.1),
    Ensemble("harpsichord", HARPSICHORD, HARPSICHORD, HARPSICHORD, HARPSICHORD, None, 0.5, False),
    Ensemble("piano", gm.PIANO, gm.PIANO, gm.PIANO, gm.PIANO, None, -0.1, False),
    Ensemble("organ", gm.CHURCH_ORGAN, gm.CHURCH_ORGAN, gm.CHURCH_ORGAN, gm.CHURCH_ORGAN, None,
             0.2),
    Ensemble("choir", gm.CHOIR, gm.CHOIR, gm.CHOIR, gm.CHOIR, None, -0.5),
    Ensemble("wind quintet", gm.FLUTE, gm.OBOE, gm.CLARINET, gm.BASSOON, None, -0.1),
    Ensemble("brass", gm.TRUMPET, gm.HORN, gm.TROMBONE, gm.TUBA, None, 0.5),
    Ensemble("orchestra", gm.STRINGS, gm.FLUTE, gm.HORN, gm.CONTRABASS, gm.STRINGS, 0.1),
    Ensemble("orchestra with trumpets", gm.STRINGS, gm.TRUMPET, gm.HORN, gm.CELLO, gm.STRINGS,
             0.4),
    Ensemble("flute and harp", gm.FLUTE, gm.HARP, gm.HARP, gm.CELLO, gm.HARP, -0.4, False),
    Ensemble("violin and piano", gm.VIOLIN, gm.PIANO, gm.PIANO, gm.PIANO, None, 0.0),
    Ensemble("cello and strings", gm.CELLO, gm.VIOLA, gm.SLOW_STRINGS, gm.CONTRABASS, None, -0.3),
    Ensemble("guitar", gm.NYLON_GUITAR, gm.NYLON_GUITAR, gm.NYLON_GUITAR, gm.NYLON_GUITAR, None,
             -0.3, False),
    Ensemble("clarinet and strings", gm.CLARINET, gm.VIOLIN, gm.STRINGS, gm.CELLO, None, -0.2),
)  # fmt: skip

_PROGRESSIONS = {
    "major": (
        "I V vi iii IV I IV V", "I IV V I I IV V7 I", "I V/4 vi I/7 IV I/4 ii V",
        "I vi ii V I vi ii7 V", "I IV I V I IV ii_V I", "vi ii V I IV ii V I",
        "I I IV I V IV I V", "I V I V vi ii V I", "I iii IV I ii vi ii V",
    ),
    "minor": (
        "i V i iv i iv V i", "i bVII bVI V i bVII bVI V", "i iv bVII bIII bVI iihd V i",
        "i v/3 bVI V i iv V i", "i bVI iv V i bVI iihd V", "i iv i V bVI bIII iv V",
        "i bIII bVII iv i bVI V i", "iv i V i iv i V7 i",
    ),
    "dark": (
        "i bII i bII i bV bII i", "i idim i bVIaug iidim7 i idim7 bII",
        "i bII bV i iihd bII vdim i",
        "idim7 bIIdim7 idim7 i bV5 bII idim7 i", "i bvi i bvi bII bvi i bii",
    ),
}  # fmt: skip
"""Eight bars each: sequences by fifths, cadences, descending basses; `dark` ones are rough."""
_SCALES = {
    "major": ("major", "major", "lydian", "mixolydian"),
    "minor": ("minor", "harmonic minor"),
    "dark": ("phrygian", "octatonic", "harmonic minor"),
}
_METRES = ((4, 4), (3, 4), (2, 4), (6, 8))
TEXTURES = ("song", "concerto", "chorale", "trio", "prelude", "dance", "canon", "tremolo")


@dataclass(frozen=True)
class Study:
    """A study and its cues: what was drawn, and what the written notes come to.

    `colour` is major, minor or dark; `onsets` a second (of the whole texture), `pitch` the mean
    MIDI pitch, `force` the mean velocity, `touch` the share of its length that a tone sounds.
    """

    seed: int
    ensemble: str
    texture: str
    colour: str
    tempo: float
    onsets: float
    pitch: float
    force: float
    touch: float
    bright: float
    bowed: bool


def write_study(seed: int) -> tuple[Piece, Study]:
    """Compose the study of `seed`: every cue is drawn on its own, evenly over its range."""
    rng = Random(f"study/{seed}")
    ensemble = rng.choice(ENSEMBLES)
    texture = rng.choice(TEXTURES)
    colour = rng.choices(("major", "minor", "dark"), (43, 43, 14))[0]
    metre = rng.choice(_METRES)
    piece = Piece(
        mood="", recipe=texture, seed=seed, rng=rng, tonic=rng.randrange(12),
        mode=rng.choice(_SCALES[colour]), tempo=48 * 3.6 ** rng.random(), metre=metre,
    )  # fmt: skip
    touch = rng.choice((0.3, 0.45, 0.6, 0.8, 0.95, 1.0))
    force = rng.uniform(44, 112)
    lift = rng.choice((-12, -7, -5, 0, 0, 0, 5, 7, 12))
    bars = 1 + int(SECONDS * piece.tempo * piece.beat / 60 / piece.bar)
    words = rng.choice(_PROGRESSIONS[colour]).split()
    if bars <= 4:  # slow: the harmony moves twice a bar, so that the key is heard in time
        words = [f"{a}_{b}" if "_" not in a + b else a
                 for a, b in zip(words[::2], words[1::2], strict=True)]  # fmt: skip
    symbols = " ".join((words * (bars // len(words) + 1))[:bars])
    harmony = spans(symbols, piece.tonic, 0.0, piece.bar)
    desk = _Desk(piece, ensemble, harmony, bars, touch, force, lift)
    getattr(desk, texture)()
    if rng.random() < 0.15 and force > 75:
        desk.timpani()
    notes = [note for part in piece.parts for note in part.notes]
    quarter = 60 / (piece.tempo * piece.beat)
    lasting = bars * piece.bar * quarter
    return piece, Study(
        seed=seed,
        ensemble=ensemble.name,
        texture=texture,
        colour=colour,
        tempo=round(piece.tempo, 1),
        onsets=round(len({round(note.start * 12) for note in notes}) / lasting, 2),
        pitch=round(sum(note.pitch for note in notes) / len(notes), 1),
        force=round(sum(note.velocity for note in notes) / len(notes), 1),
        touch=touch,
        bright=ensemble.bright,
        bowed=ensemble.bowed,
    )


class _Desk:
    """Writes the textures of one study for its ensemble."""

    def __init__(
        self, piece: Piece, ensemble: Ensemble, harmony: list[Span], bars: int, touch: float,
        force: float, lift: int,
    ) -> None:  # fmt: skip
        self.piece, self.ensemble, self.harmony = piece, ensemble, harmony
        self.bars, self.touch, self.force, self.lift = bars, touch, force, lift
        self.rng = piece.rng
        room = {"reverb": self.rng.uniform(0.2, 0.6), "sustained": ensemble.bowed}
        self.first = piece.part("first", ensemble.first, pan=-0.3, level=0.85, **room)
        self.second = piece.part("second", ensemble.second, pan=0.3, level=0.75, **room)
        self.middle = piece.part("middle", ensemble.middle, pan=0.15, level=0.66, **room)
        self.bass = piece.part("bass", ensemble.bass, pan=0.0, level=0.78, **room)
        self.chords: Part | None = None
        if ensemble.chords is not None:
            self.chords = piece.part("chords", ensemble.chords, pan=0.4, level=0.6, reverb=0.3)

    def song(self) -> None:
        """A melody over held or broken chords."""
        self._melody(self.first, 67)
        if self.rng.random() < 0.5:
            tx.pad(self.middle, self.harmony, 57 + self.lift, self.force - 14, voices=3,
                   touch=self.touch)  # fmt: skip
        else:
            self._broken(self.middle, 57, (0, 2, 1, 2), 0.5, -14)
        self._bass()

    def concerto(self) -> None:
        """Running quick notes above a bass in even beats, as in a ritornello."""
        self._broken(self.first, 69, self._figure(), 0.25, 0)
        self._broken(self.second, 62, self._figure(), 0.5, -6)
        self._bass(even=True)
        self._fill()

    def chorale(self) -> None:
        """Four voices move together, a chord a beat."""
        beat, led = self.piece.beat, None
        for span in self.harmony:
            led = voice_lead([span], 62 + self.lift, 4)[0]
            for i in range(max(1, round(span.length / beat))):
                for part, pitch in zip((self.middle, self.second, self.second, self.first), led,
                                       strict=True):  # fmt: skip
                    part.add(span.start + i * beat, beat * self.touch, pitch, self.force)
        self._bass(even=True)

    def trio(self) -> None:
        """Two voices in thirds or sixths over a walking bass."""
        tones = self._melody(self.first, 70)
        away = self.rng.choice((-2, -5))
        second = parallel(tones, self.harmony, self.piece.mode, self.piece.tonic, away)
        play(self.second, second, self.force - 6, touch=self.touch)
        self._bass(even=True)
        self._fill()

    def prelude(self) -> None:
        """Broken chords, and nothing else but a bass."""
        self._broken(self.first, 62, self._figure(), self.rng.choice((0.25, 0.5)), 0)
        self._bass()

    def dance(self) -> None:
        """A melody over bass and after-beats."""
        self._melody(self.first, 69)
        beat = self.piece.beat
        for span in self.harmony:
            pitches = voice_lead([span], 58 + self.lift, 3)[0]
            for i in range(1, max(2, round(span.length / beat))):
                self.middle.chord(span.start + i * beat, beat * self.touch * 0.7, pitches,
                                  self.force - 10)  # fmt: skip
        self._bass()

    def canon(self) -> None:
        """A melody that a second voice takes up a bar later, over held chords."""
        tones = self._melody(self.first, 70)
        end = self.bars * self.piece.bar
        late = [t for t in tones if t.start + self.piece.bar + t.length <= end]
        play(self.second, late, self.force - 4, touch=self.touch, shift=-12,
             delay=self.piece.bar)  # fmt: skip
        tx.pad(self.middle, self.harmony, 55 + self.lift, self.force - 18, voices=3)
        self._bass()

    def tremolo(self) -> None:
        """Repeated quick chords under a melody in long notes, as in a storm or a fanfare."""
        beat = self.piece.beat / 4
        for span in self.harmony:
            pitches = voice_lead([span], 60 + self.lift, 3)[0]
            for i in range(round(span.length / beat)):
                self.middle.chord(span.start + i * beat, beat * self.touch, pitches,
                                  self.force - (0 if i % 4 == 0 else 10))  # fmt: skip
        self._melody(self.first, 70, slow=True)
        self._bass(even=True)

    def timpani(self) -> None:
        """Strokes on the first beats."""
        part = self.piece.part("timpani", gm.TIMPANI, level=0.7, reverb=0.4)
        for bar in range(self.bars):
            part.add(bar * self.piece.bar, 1.0, 38 + self.piece.tonic, self.force)

    def _melody(self, part: Part, centre: int, *, slow: bool = False) -> list:
        """One phrase after another, all of the same motifs; returns its tones."""
        beat, bar = self.piece.beat, self.piece.bar
        cells = ((2, 1, 1), (1, 1, 2), (0.5, 0.5, 1), (1, 0.5, 0.5), (0.75, 0.25, 1), (1, 1))
        if slow:
            cells = ((2,), (1, 1), (3, 1))
        fit = [self._fitted(c, bar, beat) for c in cells]
        low = centre + self.lift - 9
        tune = Melodist(
            self.rng, self.piece.tonic, self.piece.mode, low, low + 19,
            rhythms=fit, cadences=[self._fitted((1, 2), bar, beat)],
            leap=self.rng.uniform(0.1, 0.5), line=self.rng.uniform(-2, 4),
        )  # fmt: skip
        form = "".join(self.rng.choice("aabc") for _ in range(self.bars))
        tones = tune.phrase(form, self.harmony, 0.0, bar, beat, "full")
        play(part, tones, self.force, touch=self.touch)
        return tones

    @staticmethod
    def _fitted(cell: Sequence[float], bar: float, beat: float) -> tuple[float, ...]:
        """Repeat a cell, in beats, and cut it so that it fills a bar in quarter notes."""
        filled: list[float] = []
        while sum(filled) < bar - 1e-6:
            length = cell[len(filled) % len(cell)] * beat
            filled.append(min(length, bar - sum(filled)))
        return tuple(filled)

    def _figure(self) -> tuple[int, ...]:
        return self.rng.choice(
            ((0, 1, 2, 1), (0, 2, 1, 2), (3, 2, 1, 0), (0, 1, 2, 3), (0, 3, 2, 3), (0, 2, 3, 4),
             (0, 1, 2, 3, 4, 3, 2, 1), (4, 3, 2, 3, 1, 2, 0, 2))
        )  # fmt: skip

    def _broken(self, part: Part, centre: int, order: Sequence[int], step: float, softer: int
                ) -> None:  # fmt: skip
        tx.arpeggio(part, self.harmony, centre + self.lift, self.force + softer, order=order,
                    step=step * self.piece.beat, touch=self.touch)  # fmt: skip

    def _bass(self, *, even: bool = False) -> None:
        low = 43 + self.lift // 2
        for span, pitch in zip(self.harmony, tx.bass_line(self.harmony, low), strict=True):
            step = self.piece.beat if even else span.length
            for i in range(max(1, round(span.length / step))):
                up = 12 if even and i % 2 and self.rng.random() < 0.4 else 0
                self.bass.add(span.start + i * step, step * self.touch, pitch + up, self.force - 4)

    def _fill(self) -> None:
        """The continuo's chords, where somebody plays them."""
        if self.chords is not None:
            tx.pad(self.chords, self.harmony, 60, self.force - 16, voices=3, touch=0.8)


def render_studies(out: Path, first: int, count: int, soundfont: Path | None = None) -> None:
    """Render `count` studies from seed `first` as mono 32 kHz FLAC; a manifest tells their cues.

    What the manifest already lists is kept.
    """
    out.mkdir(parents=True, exist_ok=True)
    manifest = out / "manifest.jsonl"
    rows = manifest.read_text("utf-8").splitlines() if manifest.is_file() else []
    done = {json.loads(row)["seed"] for row in rows}
    seeds = [seed for seed in range(first, first + count) if seed not in done]
    with manifest.open("a", encoding="utf-8") as lines:
        for start in range(0, len(seeds), _REEL):
            studies = [write_study(seed) for seed in seeds[start : start + _REEL]]
            reel = synthesise(
                _reel([piece.to_midi() for piece, _ in studies]), RATE,
                room=Random(seeds[start]).uniform(0.2, 0.85), soundfont=soundfont,
            ).mean(axis=1)  # fmt: skip
            for place, (_, study) in enumerate(studies):
                sound = _levelled(reel[int(place * _SLOT * RATE) :][: int(SECONDS * RATE)])
                name = f"study_{study.seed}.flac"
                soundfile.write(out / name, sound, RATE, subtype="PCM_16", format="FLAC")
                lines.write(json.dumps({"file": name, **asdict(study)}) + "\n")
            lines.flush()
            print(f"{min(start + _REEL, len(seeds))}/{len(seeds)} studies", flush=True)


def _levelled(sound: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Fade the end and bring the peak to −3 dB."""
    sound = sound.copy()
    count = int(0.3 * RATE)
    sound[-count:] *= np.linspace(1, 0, count, dtype=np.float32)
    return np.asarray(sound * (0.7 / max(1e-6, float(np.abs(sound).max()))), np.float32)


def _reel(pieces: list[mido.MidiFile]) -> mido.MidiFile:
    """Join pieces end to end, one a slot; each is cut where its time is over."""
    reel = mido.MidiFile(type=0, ticks_per_beat=960)
    track = mido.MidiTrack()
    reel.tracks.append(track)
    events: list[tuple[float, int, mido.Message]] = []
    for place, piece in enumerate(pieces):
        begin, now = place * _SLOT, 0.0
        for message in piece:
            now += message.time
            if message.is_meta or (now > SECONDS and message.type == "note_on"):
                continue
            events.append((begin + min(now, SECONDS + 0.2), 1, message))
        for channel in range(16):
            for control in (123, 121):
                off = mido.Message("control_change", channel=channel, control=control, value=0)
                events.append((begin + SECONDS + 0.3, 2, off))
    events.append((len(pieces) * _SLOT, 3, mido.Message("note_off", note=0, velocity=0)))
    now = 0
    for seconds, _, message in sorted(events, key=lambda event: event[:2]):
        tick = round(seconds * 1920)  # at the standard 120 beats a minute
        track.append(message.copy(time=tick - now))
        now = tick
    return reel
