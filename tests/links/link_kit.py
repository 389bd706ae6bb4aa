"""A link to a project in memory, for tests of what stands on links."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from t2m_engine.links.model import EditorError, Placed, State, Track, Trouble


class FakeLink:
    """A link to a project in memory; `wrong` makes `place` go wrong in one of its ways."""

    title = "Fake"
    own_tracks = False

    def __init__(self, state: State, *, makes_tracks=True, at_playhead=False, wrong="") -> None:
        self.state = state
        self.makes_tracks = makes_tracks
        self.at_playhead = at_playhead
        self.wrong = wrong
        self.steps: list[State] = []
        self.late = 0

    def answers(self) -> bool:
        return self.wrong != "absent"

    def read(self, check) -> State:
        if self.wrong == "absent":
            raise EditorError(Trouble.ABSENT, "Fake is not running. Nothing was sent.")
        check()
        if self.wrong == "other" and self.steps:
            return replace(self.state, project="Another film")
        if self.late:
            self.late -= 1
            return self.steps[-1]
        return self.state

    def place(self, items, state, check, *, here) -> None:
        if self.wrong == "gone":
            raise EditorError(Trouble.GONE, "Fake ended in the middle of it.")
        self.steps.append(self.state)
        if self.wrong == "deaf":
            return
        shift = 3.0 if here or self.wrong == "elsewhere" else 0.0
        rate = self.state.frame_rate or Fraction(48_000)
        count = max(item.track for item in items) + 1
        tracks = list(self.state.tracks or ())
        tracks += [Track(f"New {n}") for n in range(len(tracks), count)]
        new = [
            Placed(i.track, i.name, float(round((i.start + shift) * rate) / rate), i.length, i.file)
            for i in items
        ]
        self.state = replace(self.state, tracks=tuple(tracks), clips=(*self.state.clips, *new))

    def undo(self, state) -> None:
        self.state = self.steps.pop()
