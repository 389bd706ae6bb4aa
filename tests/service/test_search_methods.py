"""Searching through the door: the library by a line, and by music."""

from __future__ import annotations

import pytest


@pytest.fixture
def session(filled):
    return filled


def test_a_line_finds_tracks_and_clips_of_them(ask, files):
    result = ask("library.search", query="a stormy night", limit=4)["result"]
    assert result["total"] == 6
    assert len(result["found"]) == 4
    assert {f["track"] for f in result["found"]} <= set(files)
    everything = ask("library.search", query="")["result"]["found"]
    assert [f["track"] for f in everything] == files
    assert {f["by"] for f in everything} == {"fields"}


def test_a_wrong_field_is_wrong_usage(ask):
    for method, params in (
        ("library.search", {"query": "bmp:90"}),
        ("suggest", {"text": "Night.", "filter": "bmp:90"}),
        ("library.similar", {"like": [{"track": "/nowhere.wav"}], "filter": "bmp:90"}),
    ):
        error = ask(method, **params)["error"]
        assert error["code"] == -32020
        assert "did you mean “bpm:”?" in error["message"]


def test_suggestions_keep_to_the_filter_and_the_project(ask, files, session, tmp_path):
    story = tmp_path / "story.md"
    best = ask("suggest", text="Night.", k=1)["result"]["passages"][0]["suggestions"][0]
    name = best["track"].rsplit("/", 1)[-1]
    left = ask("suggest", text="Night.", k=99, filter=f'-file:"{name}"')["result"]["passages"][0]
    assert len(left["suggestions"]) == 5
    assert best["track"] not in {s["track"] for s in left["suggestions"]}
    here = ask("suggest", text="Night.", k=99, project=str(story))["result"]["passages"][0]
    assert len(here["suggestions"]) == 6  # nothing was excluded from it


def test_music_finds_music(ask, files):
    result = ask("library.similar", like=[{"track": files[0]}], k=99)["result"]["suggestions"]
    assert {s["track"] for s in result} == set(files[1:])
    more = ask(
        "library.similar",
        like=[{"track": files[0]}, {"track": files[1], "start": 1, "end": 6}],
        unlike=[{"track": files[2]}],
        per_track=0,
        k=99,
    )["result"]["suggestions"]
    assert {s["track"] for s in more} == set(files[3:])


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"like": []}, -32602),
        ({"like": ["/a.wav"]}, -32602),
        ({"like": [{"track": "a.wav"}]}, -32602),
        ({"like": [{"track": "/a.wav", "begin": 3}]}, -32602),
        ({"like": [{"track": "/nowhere/a.wav"}]}, -32030),
        ({}, -32602),
    ],
)
def test_what_is_wrong_is_told(ask, params, code):
    assert ask("library.similar", **params)["error"]["code"] == code


def test_a_stretch_outside_of_its_file_is_told(ask, files):
    error = ask("library.similar", like=[{"track": files[0], "start": 900, "end": 901}])["error"]
    assert error["code"] == -32020
    assert "is not in it" in error["message"]
