"""What is heard, and what the foot shows of it: a suggestion, a track, or the score."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from t2m_desktop.player import Piece, Player
from t2m_desktop.score.model import Cue
from t2m_desktop.score.playback import Playback
from t2m_desktop.suggestion_list import SuggestionList
from t2m_desktop.suggestions import Suggestion, Waveforms
from t2m_desktop.transport import Transport


class Hearing(QObject):
    """Brings together who wants to play, the player, and the foot."""

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
        self._last, self._cue = piece, None
        self._show_piece(piece)
        self._player.play(piece)

    def play_suggestion(self, suggestion: Suggestion) -> None:
        """Play the clip that was suggested."""
        track, start, end = suggestion.track, suggestion.start, suggestion.end
        self.play(Piece(suggestion.key, suggestion.title, track, start, end))

    def play_track(self, row: dict[str, Any]) -> None:
        """Play a whole track: a row of the engine's `library.tracks`."""
        track, end = row["track"], float(row["duration"])
        self.play(Piece((track, 0.0, end), row["title"] or Path(track).stem, track, 0.0, end))

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
        self.play(Piece(piece.key, piece.title, piece.track, seconds, end))

    def _changed(self) -> None:
        piece = self._player.piece
        self._transport.set_playing(piece is not None or self._playback.playing)
        self._list.set_playing(piece.key if piece else None, None)

    def _moved(self, seconds: float) -> None:
        if self._player.piece is not None and not self._playback.playing:
            self._transport.set_position(seconds)
            self._list.set_playing(self._player.piece.key, seconds)

    def _score_moved(self, seconds: float) -> None:
        if self._cue is not None:
            self._transport.set_position(self._cue.in_track(seconds))

    def _waveform_ready(self, track: str) -> None:
        if self._last is not None and self._last.track == track:
            self._show_piece(self._last)
        elif self._cue is not None and self._cue.track == track:
            self.show_cue(self._cue)
