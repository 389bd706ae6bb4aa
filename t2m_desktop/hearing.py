"""What is heard, and what the foot shows of it: a suggestion, a track, or the score."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from t2m_desktop.choice import Key
from t2m_desktop.feeling import Emotion
from t2m_desktop.player import Piece, Player
from t2m_desktop.score.model import Cue
from t2m_desktop.score.playback import Playback
from t2m_desktop.suggestion_list import SuggestionList
from t2m_desktop.suggestions import Suggestion, Waveforms
from t2m_desktop.transport import Transport

STEP = 5.0
"""Seconds of a step back or on."""
_LOUDNESS = -18.0
"""LUFS that suggestions are brought to: quiet enough for most of them to reach without clipping."""
_MOST, _LEAST = 9.0, -15.0
"""dB of gain."""
_CEILING = -1.0
"""dBTP that no gain goes beyond."""
_HEARD = 4.0
"""Seconds from which on a clip counts as heard."""


def gain(loudness: float | None, peak: float) -> float:
    """What makes a track of `loudness` (LUFS) and `peak` (dBTP) as loud as others, as a factor."""
    if loudness is None or loudness <= -70.0:  # silence
        return 1.0
    wanted = max(_LEAST, min(_MOST, _LOUDNESS - loudness))
    return float(10 ** (min(wanted, max(_LEAST, _CEILING - peak)) / 20))


class Hearing(QObject):
    """Brings together who wants to play, the player, and the foot."""

    heard = Signal(object)  # Piece: some seconds of it

    def __init__(
        self,
        player: Player,
        playback: Playback,
        transport: Transport,
        suggestions: SuggestionList,
        waveforms: Waveforms,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._player, self._playback, self._transport = player, playback, transport
        self._list, self._waveforms = suggestions, waveforms
        self._last: Piece | None = None
        self._cue: Cue | None = None  # at the foot, in a piece's place
        self._loops = False
        self.matches = True  # whether everything is heard equally loud
        self._region: tuple[float, float] | None = None  # that was drawn, seconds
        self._was_heard: Key | None = None
        transport.region_chosen.connect(self.loop_region)
        transport.loop_wanted.connect(self.set_loop)
        player.said.connect(transport.say)
        suggestions.play_wanted.connect(self.play_suggestion)
        suggestions.toggle_wanted.connect(self._toggle_suggestion)
        transport.seeked.connect(self._seek)
        waveforms.ready.connect(self._waveform_ready)
        player.changed.connect(self._changed)
        player.moved.connect(self._moved)
        player.failed.connect(transport.say)
        playback.changed.connect(self._changed)
        playback.moved.connect(self._score_moved)
        playback.said.connect(transport.say)

    def toggle(self, *, score: bool) -> None:
        """Stop what plays; else play the `score`, or the selected suggestion, or the last piece."""
        if self._playback.playing:
            self._playback.stop()
        elif self._player.piece is not None:
            self._player.stop()
        elif score:
            self._playback.play()
        elif (suggestion := self._list.selected) is not None:
            self.play_suggestion(suggestion)
        elif self._last is not None:
            self.play(self._last)
        else:
            self._list.select(1)

    def play(self, piece: Piece) -> None:
        """Play a piece in place of what plays."""
        if self._last is None or self._last.key != piece.key:
            self._region = None
        self._last, self._cue = piece, None
        self._show_piece(piece)
        self._player.play(piece)
        self._transport.set_loop(piece.key[1:] if piece.loop else None)

    def play_suggestion(self, suggestion: Suggestion) -> None:
        """Play the clip that was suggested; what plays already goes on, wherever it is."""
        if self._player.piece is not None and self._player.piece.key == suggestion.key:
            return
        track, start, end = suggestion.track, suggestion.start, suggestion.end
        loudness = gain(suggestion.loudness, suggestion.peak) if self.matches else 1.0
        self.play(
            Piece(suggestion.key, suggestion.title, track, start, end, loudness, loop=self._loops)
        )

    def seek_by(self, seconds: float) -> None:
        """Go so far on (back, if negative) in what plays."""
        if self._playback.playing:
            self._playback.seek(self._playback.position + seconds)
        elif (now := self._player.position()) is not None:
            self._seek(max(0.0, now + seconds))

    def set_loop(self, on: bool) -> None:
        """Play the clip, or the region that was drawn, again and again; or not any more."""
        self._loops = on
        piece = self._last
        if piece is None:
            self._transport.set_loop(None)
        elif on:
            self.loop_region(*(self._region or piece.key[1:]))
        else:
            now = self._player.position()
            self._region = None
            self._transport.set_loop(None)
            if self._player.piece is not None:
                self._seek(piece.start if now is None else now)

    def loop_region(self, start: float, end: float) -> None:
        """Play a part of the track that is loaded, again and again."""
        piece = self._last
        if piece is None or self._cue is not None:
            self._transport.set_loop(None)
            return
        self._loops, self._region = True, (start, end)
        self._last = replace(piece, start=start, end=end, loop=True)
        self._player.play(self._last)
        self._transport.set_loop(self._region)

    @property
    def region(self) -> tuple[str, float, float] | None:
        """The region that was drawn: its track, start and end in seconds."""
        if self._region is None or self._last is None:
            return None
        return self._last.track, *self._region

    @property
    def region_clip(self) -> Suggestion | None:
        """The region that was drawn, as a clip; its feeling is that of its track there."""
        if self.region is None or self._last is None:
            return None
        track, start, end = self.region
        waveform = self._waveforms.get(track)
        moods = {} if waveform is None else waveform.moods_between(start, end)
        return Suggestion(0, track, start, end, 0.0, self._last.title, "", Emotion(0.0, 0.0, moods))

    def play_track(self, row: dict[str, Any]) -> None:
        """Play a whole track: a row of the engine's `library.tracks`."""
        self.play_stretch(row, 0.0, float(row["duration"]))

    def play_stretch(self, row: dict[str, Any], start: float, end: float) -> None:
        """Play a stretch of a track: a row as of the engine's `library.tracks`."""
        facts = row.get("facts") or {}
        peak = facts.get("true_peak") or 0.0
        loudness = gain(facts.get("loudness"), peak) if self.matches else 1.0
        track, title = row["track"], row["title"] or Path(row["track"]).stem
        self.play(Piece((track, start, end), title, track, start, end, loudness))

    def show_cue(self, cue: Cue | None) -> None:
        """Show the cue at the score's playhead; None: there is silence."""
        if not self._playback.playing and self._player.piece is not None:
            return
        self._cue, self._last = cue, None
        if cue is None:
            self._transport.show_piece("Silence", 0.0, None, None)
        else:
            waveform = self._waveforms.get(cue.track)
            name = f"{cue.name} {cue.title}"
            self._transport.show_piece(name, cue.section[1], waveform, cue.section)

    def _show_piece(self, piece: Piece) -> None:
        waveform = self._waveforms.get(piece.track)
        self._transport.show_piece(piece.title, piece.key[2], waveform, piece.key[1:])

    def _toggle_suggestion(self, suggestion: Suggestion) -> None:
        if self._player.piece is not None and self._player.piece.key == suggestion.key:
            self._player.stop()
        else:
            self.play_suggestion(suggestion)

    def _seek(self, seconds: float) -> None:
        if self._cue is not None:
            story = self._cue.in_story(seconds)
            if story is not None:
                self._playback.seek(story)
            return
        piece = self._last
        if piece is None:
            return
        waveform = self._waveforms.get(piece.track)
        _, start, end = piece.key
        if not start <= seconds < end and waveform is not None:
            end = waveform.duration  # outside of the clip: on to the end of the track
        seconds = min(seconds, end - 0.1)
        # A place that was asked for goes before a loop.
        self._loops, self._region = False, None
        self.play(replace(piece, start=seconds, end=end, loop=False))

    def _changed(self) -> None:
        piece = self._player.piece
        self._transport.set_playing(piece is not None or self._playback.playing)
        self._list.set_playing(piece.key if piece else None, None)

    def _moved(self, seconds: float) -> None:
        if self._player.piece is not None and not self._playback.playing:
            piece = self._player.piece
            self._transport.set_position(seconds)
            self._list.set_playing(piece.key, seconds)
            if seconds - piece.start >= _HEARD and self._was_heard != piece.key:
                self._was_heard = piece.key
                self.heard.emit(piece)

    def _score_moved(self, seconds: float) -> None:
        if self._cue is not None:
            self._transport.set_position(self._cue.in_track(seconds))

    def _waveform_ready(self, track: str) -> None:
        if self._last is not None and self._last.track == track:
            self._show_piece(self._last)
        elif self._cue is not None and self._cue.track == track:
            self.show_cue(self._cue)
