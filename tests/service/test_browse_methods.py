"""The library as a table and as a map, through the door."""

from __future__ import annotations

import base64
import threading

import numpy as np
import pytest

from t2m_engine.service.jobs import Lane
from t2m_engine.service.methods import METHODS, Method


@pytest.fixture
def session(filled):
    return filled


def test_a_page_tells_what_is_known(ask):
    result = ask("library.browse", limit=4)["result"]
    assert result["total"] == 6
    assert len(result["rows"]) == 4
    rest = ask("library.browse", offset=4)["result"]["rows"]
    assert [row["track"] for row in (*result["rows"], *rest)] == sorted(
        row["track"] for row in (*result["rows"], *rest)
    )
    row = result["rows"][0]
    assert row["emotion"]["mood"] in {
        "happy",
        "funny",
        "sad",
        "tender",
        "exciting",
        "angry",
        "scary",
    }
    assert 0 <= row["best"][0] < row["best"][1] <= row["duration"] + 0.01
    assert (row["copy_of"], row["has_copies"], row["marks"]["rating"]) == (None, False, 0)


def test_words_fields_and_sorts(ask):
    by_title = ask("library.browse", sort="title", descending=True)["result"]["rows"]
    assert [row["title"] for row in by_title] == sorted(
        (row["title"] for row in by_title), reverse=True
    )
    found = ask("library.browse", query='"piece 3"')["result"]
    assert found["total"] == 1
    meant = ask("library.browse", query="a stormy night")["result"]
    assert (meant["by_words"], meant["by_meaning"], meant["total"]) == (0, 6, 6)
    named = ask("library.browse", query="piece")["result"]
    assert named["by_words"] == 6
    moods = {row["emotion"]["mood"] for row in by_title}
    some = ask("library.browse", query=f"mood:{sorted(moods)[0]}")["result"]
    assert 0 < some["total"] <= 6
    assert ask("library.browse", query="bmp:9")["error"]["code"] == -32020
    assert ask("library.browse", sort="weight")["error"]["code"] == -32020
    assert ask("library.browse", shown="most")["error"]["code"] == -32020


@pytest.mark.parametrize("which", ["plane", "learned"])
def test_a_map_counts_all_clips_and_an_outline_finds_their_tracks(ask, session, which):
    path = [{"valence": 0.2, "arousal": -0.1, "mood": "sad"}]
    result = ask("library.map", map=which, columns=20, rows=10, points=999, path=path)["result"]
    counts = np.frombuffer(base64.b64decode(result["counts"]), "<u4").reshape(-1, 7)
    cells = np.frombuffer(base64.b64decode(result["cells"]), "<u4")
    assert len(cells) == len(counts)
    assert counts.sum() == result["shown"] == result["total"] > 0
    assert sum(result["quarters"]) == result["total"]
    points = np.frombuffer(base64.b64decode(result["points"]), "<f4").reshape(-1, 3)
    assert len(points) == result["shown"]
    [(x, y)] = result["path"]
    assert (x, y) == (0.2, -0.1) if which == "plane" else max(abs(x), abs(y)) <= 1
    around = [[-1.1, -1.1], [1.1, -1.1], [1.1, 1.1], [-1.1, 1.1]]
    region = {"map": which, "outline": around}
    assert ask("library.browse", region=region)["result"]["total"] == 6
    x, y, _ = points[0].tolist()
    e = 1e-5  # the small pack hears everything nearly alike
    near = {"map": which, "outline": [[x - e, y - e], [x + e, y - e], [x, y + e]]}
    some = ask("library.browse", region=near)["result"]
    assert 1 <= some["total"] < 6
    clip = ask("library.map_at", map=which, x=x, y=y, reach=[e, e])["result"]["clip"]
    assert clip["track"] in {row["track"] for row in some["rows"]}
    assert ask("library.map_at", map=which, x=9, y=9, reach=[0.1, 0.1])["result"]["clip"] is None


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("library.map", {"map": "plane", "bounds": [0, 0, 0, 1]}),
        ("library.map", {"map": "plane", "bounds": [0, 1]}),
        ("library.map", {"map": "plane", "path": [{"valence": 0, "arousal": 0, "mood": "blue"}]}),
        ("library.map_at", {"map": "plane", "x": 0, "y": 0, "reach": [0, 1]}),
        ("library.browse", {"region": {"map": "plane", "outline": [[0, 0], [1, 1]]}}),
        ("library.browse", {"region": {"map": "plane", "outline": [[0, 0], [1, "a"], [1, 1]]}}),
        ("library.browse", {"region": []}),
        ("library.browse", {"limit": 0}),
    ],
)
def test_what_makes_no_sense_is_refused(ask, method, params):
    assert ask(method, **params)["error"]["code"] == -32602


def test_a_map_that_is_none_is_wrong_usage(ask):
    assert ask("library.map", map="moon")["error"]["code"] == -32020


BUSY = {
    "suggest": Lane.SUGGESTIONS,
    "library.search": Lane.SEARCH,
    "library.map": Lane.MAP,
    "library.browse": Lane.TABLE,
}


@pytest.mark.parametrize("busy", BUSY)
def test_table_map_search_and_suggestions_wait_for_no_other(open_wire, busy):
    """One of them is stuck; the others are answered meanwhile."""
    entered, freed = threading.Event(), threading.Event()

    def stuck(session, job):
        entered.set()
        assert freed.wait(60)

    wire = open_wire({**METHODS, busy: Method(busy, BUSY[busy], stuck)})
    first = wire.ask(busy, {})
    assert entered.wait(60)
    asked = {
        "suggest": {"text": "A stormy night."},
        "library.search": {"query": "piece"},
        "library.map": {"map": "learned"},
        "library.browse": {"query": "a stormy night"},
    }
    ids = {wire.ask(name, params) for name, params in asked.items() if name != busy}
    answers = [wire.receive() for _ in ids]
    freed.set()
    assert {answer["id"] for answer in answers} == ids
    assert all("result" in answer for answer in answers)
    assert wire.receive()["id"] == first
