"""What a make-believe engine answers of its library: pages of a table, marks, folders, maps."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np

MOODS = ("happy", "funny", "sad", "tender", "exciting", "angry", "scary")


def make_row(track: str, number: int = 0, **more: Any) -> dict[str, Any]:
    """A row of `library.browse`."""
    mood = ("scary", "sad", "angry", "tender")[number % 4]
    return {
        "id": number + 1,
        "track": track,
        "title": Path(track).stem,
        "artist": "",
        "duration": 3.0,
        "sample_rate": 44_100,
        "channels": 2,
        "codec": "wav",
        "missing": False,
        "offline": False,
        "facts": {
            "tempo": 90.0 + number,
            "tempo_confidence": 0.8,
            "first_beat": 0.1,
            "key": "F#m",
            "key_confidence": 0.7,
            "loudness": -18.5,
            "true_peak": -1.0,
            "vocals": 0.1,
        },
        "credits": dict.fromkeys(
            ("album", "composer", "publisher", "isrc", "copyright", "licence", "genre", "comment"),
            "",
        ),
        "marks": {
            "rating": 0, "favourite": False, "tags": [], "notes": "", "licence": "", "excluded": [],
        },
        "added": 1.8e9,
        "best": [0.5, 2.0],
        "copy_of": None,
        "has_copies": False,
        "emotion": {"valence": -0.3, "arousal": 0.2, "mood": mood},
        **more,
    }  # fmt: skip


def packed(values: Any, kind: str) -> str:
    """Numbers as the engine sends them."""
    return base64.b64encode(np.asarray(values, kind).tobytes()).decode()


class FakeLibrary:
    """Rows that can be browsed, marked and mapped; a test may change `rows` and `state`."""

    def __init__(self, tracks: list[Path]) -> None:
        self.rows = [make_row(str(track), number) for number, track in enumerate(tracks)]
        self.state = 1

    def answers(self) -> dict[str, Any]:
        """The methods."""
        return {
            "library.browse": self.browse,
            "library.mark": self.mark,
            "library.folders": {"folders": []},
            "track.cover": {"cover": None},
            "library.map": self.map,
            "library.map_at": self.map_at,
        }

    def browse(self, params: dict[str, Any]) -> dict[str, Any]:
        """Words are found in paths, fields are not known; sorted by title or length only."""
        rows = [row for row in self.rows if params["query"].split(" ")[0] in row["track"]]
        shown = params["shown"]
        if shown in {"missing", "offline"}:
            rows = [row for row in rows if row[shown]]
        if shown in {"folded", "copies"}:
            rows = [row for row in rows if (row["copy_of"] is not None) == (shown == "copies")]
        if "region" in params:
            rows = rows[:1]
        if params["sort"] in {"title", "duration"}:
            rows = sorted(rows, key=lambda row: row[params["sort"]], reverse=params["descending"])
        first = params["offset"]
        return {
            "total": len(rows),
            "state": self.state,
            "by_words": len(rows) if params["query"] else 0,
            "by_meaning": 0,
            "rows": [dict(row) for row in rows[first : first + params["limit"]]],
        }

    def mark(self, params: dict[str, Any]) -> dict[str, Any]:
        """Change marks, as the engine does."""
        found = []
        for row in self.rows:
            if row["track"] in params["tracks"]:
                marks = dict(row["marks"])
                for name in ("rating", "favourite", "notes", "licence"):
                    marks[name] = params.get(name, marks[name])
                tags = set(marks["tags"]) | set(params.get("tag", ()))
                marks["tags"] = sorted(tags - set(params.get("untag", ())))
                row["marks"] = marks
                found.append({"track": row["track"], "marks": marks})
        return {"tracks": found}

    def map(self, params: dict[str, Any]) -> dict[str, Any]:
        """Each track is a clip: they lie on a line from dark and calm to bright and tense."""
        count = len(self.rows)
        places = np.linspace(-0.8, 0.8, count, dtype=np.float32)
        columns, rows = params["columns"], params["rows"]
        left, bottom, right, top = params["bounds"]
        across = ((places - left) / (right - left) * columns).astype(int)
        down = ((top - places) / (top - bottom) * rows).astype(int)
        inside = (across >= 0) & (across < columns) & (down >= 0) & (down < rows)
        counts = np.zeros((inside.sum(), 7), np.uint32)
        moods = np.arange(count) % 7
        counts[np.arange(inside.sum()), moods[inside]] = 1
        points = np.column_stack([places, places, moods])[inside]
        return {
            "total": count,
            "shown": int(inside.sum()),
            "cells": packed((down * columns + across)[inside], "<u4"),
            "counts": packed(counts, "<u4"),
            "points": packed(points, "<f4") if inside.sum() <= params["points"] else None,
            "quarters": [count - count // 2, 0, 0, count // 2],
            "path": [[one["valence"], one["arousal"]] for one in params["path"]],
            "within": [7 for _ in params["path"]],
        }

    def map_at(self, params: dict[str, Any]) -> dict[str, Any]:
        """The nearest track, however far."""
        places = np.linspace(-0.8, 0.8, len(self.rows))
        at = int(np.abs(places - params["x"]).argmin())
        shares = dict.fromkeys(MOODS, 0.1) | {"scary": 0.4}
        return {
            "clip": {
                **self.rows[at], "start": 0.5, "end": 2.0, "energy": -20.0, "valence": places[at],
                "arousal": places[at], "moods": shares, "x": places[at], "y": places[at],
            }
        }  # fmt: skip
