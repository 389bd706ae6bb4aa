"""Filters and words against the catalogue: every field, told apart by tracks made for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.errors import UsageError
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.search import words
from t2m_engine.library.search.filters import plain_licence, tracks_allowed
from t2m_engine.library.search.query import parse, parse_filters

FACTS = MusicFacts(
    tempo=100.0, tempo_confidence=1.0, first_beat=0.0, key="C", key_confidence=1.0,
    loudness=-14.0, true_peak=-1.0, vocals=0.1,
)  # fmt: skip
TRACKS = {
    "a/Émile.ogg": ("Émile sings", "Clara Schumann", {"vocals": 0.9}, {"genre": "Lied"}),
    "a/rain.ogg": ("Rainy day", "Zoë", {"tempo": 120.2}, {"licence": "CC BY-SA 4.0"}),
    "b_100%/fast.ogg": ("Night train", "", {"tempo": 171.0, "key": "F#m"}, {"album": "Trains"}),
    "b_100%/none.ogg": ("No beat", "x", {"tempo": None, "key": ""},
                        {"comment": 'say "hi" at night'}),
    "c/loud.ogg": ("Loud", "雨の音", {"loudness": -6.0},
                   {"licence": "https://creativecommons.org/publicdomain/zero/1.0/"}),
}  # fmt: skip
PROJECT = "/stories/one.md"


@pytest.fixture(scope="module")
def filled(tmp_path_factory, load_kit):
    kit = load_kit("t2m_library_kit", Path(__file__).parents[1] / "kit.py")
    with Catalogue.open(tmp_path_factory.mktemp("filters") / "library") as catalogue:
        for seed, (name, (title, artist, facts, credits_)) in enumerate(TRACKS.items()):
            track = kit.make_track(Path("/music") / name, seed=seed, clips=1 + seed)
            catalogue.put_track(
                replace(
                    track,
                    title=title,
                    artist=artist,
                    facts=replace(FACTS, **facts),
                    credits=Credits(**credits_),
                )
            )
        catalogue.put_track(kit.make_track(Path("/music/c/unmeasured.ogg"), seed=50, clips=9))
        for name, seed in (("gone", 60), ("away", 61), ("copy", 62)):
            catalogue.put_track(kit.make_track(Path(f"/music/{name}.ogg"), seed=seed))
        with catalogue._writing() as connection:
            for name, column in (("gone", "missing"), ("away", "offline"), ("copy", "original")):
                connection.execute(
                    f"UPDATE tracks SET {column} = 1 WHERE path = ?",
                    (f"/music/{name}.ogg".encode(),),
                )
        ids = {track.path.stem: track.content_id for track in catalogue.tracks()}
        catalogue.mark([ids["rain"]], MarkChange(rating=4, favourite=True, tag=("Chase", "öde")))
        catalogue.mark([ids["fast"]], MarkChange(rating=2, licence="bought, single use"))
        catalogue.mark([ids["none"]], MarkChange(exclude=(Path(PROJECT),)))
        yield catalogue


def found(catalogue, filters) -> set[str]:
    with catalogue._reading() as connection:
        ids = tracks_allowed(connection, filters)
    assert sorted(ids.tolist()) == ids.tolist()
    return {track.path.stem for track in catalogue.tracks_by_id(ids).values()}


ALL = {"Émile", "rain", "fast", "none", "loud", "unmeasured"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", ALL),
        ("bpm:90-110", {"Émile", "loud"}),
        ("bpm:120", {"rain"}),
        ("-bpm:90-110", {"rain", "fast", "none", "unmeasured"}),
        ("key:F#m", {"fast"}),
        ("-key:C", {"fast", "none", "unmeasured"}),
        ("vocals", {"Émile"}),
        ("-vocals", {"rain", "fast", "none", "loud"}),  # nobody listened to the unmeasured one
        ("loudness:>-10", {"loud"}),
        ("loudness:..20", ALL - {"unmeasured"}),
        ("length:<=40", {"Émile", "rain"}),
        ("rating:>=3", {"rain"}),
        ("rating:<3", ALL - {"rain"}),
        ("rating:0", ALL - {"rain", "fast"}),
        ("favourite", {"rain"}),
        ("-favourite", ALL - {"rain"}),
        ("tag:CHASE", {"rain"}),
        ("tag:ÖDE,nothing", {"rain"}),
        ("-tag:chase", ALL - {"rain"}),
        ("licence:cc-by-sa", {"rain"}),
        ("licence:cc0", {"loud"}),
        ("licence:bought", {"fast"}),
        ("folder:/music/a", {"Émile", "rain"}),
        ("folder:/music/a/", {"Émile", "rain"}),
        ("folder:/mus", set()),
        ("folder:100%", {"fast", "none"}),
        ("folder:B_100", {"fast", "none"}),
        ("artist:clara", {"Émile"}),
        ("artist:zoe", {"rain"}),
        ('artist:"clara schu"', {"Émile"}),
        ("title:clara", set()),
        ("genre:lied,jazz", {"Émile"}),
        ("album:train", {"fast"}),
        ("file:fast", {"fast"}),
        ('"emile sings"', {"Émile"}),
        ('"emile sing"', set()),
        ("emile sing", {"Émile"}),
        ("雨の音", {"loud"}),
        ("rain", {"rain"}),
        ("-rainy", ALL - {"rain"}),
        ('comment:"say ""hi"', {"none"}),
        ("bpm:90-130 -vocals -favourite", {"loud"}),
    ],
)
def test_each_field(filled, line, names):
    assert found(filled, parse_filters(line)) == names


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("", "SCAN tracks USING COVERING INDEX tracks_filters"),
        ("bpm:90-130 -key:C length:<9:00", "SCAN tracks USING COVERING INDEX tracks_filters"),
        ("-vocals loudness:-20..-6", "SCAN tracks USING COVERING INDEX tracks_filters"),
        ("rating:>=3 -favourite", "SCAN tracks USING COVERING INDEX tracks_filters"),
        ("rain", "SEARCH tracks USING INTEGER PRIMARY KEY (rowid=?)"),
    ],
)
def test_no_long_row_is_read_to_filter(filled, line, how):
    """A track's row holds its curves: 100,000 of them are 120 MB, and an index of them is 10."""
    asked: list[str] = []
    with filled._reading() as connection:
        connection.set_trace_callback(asked.append)
        tracks_allowed(connection, parse_filters(line))
        connection.set_trace_callback(None)
        [statement] = [sql for sql in asked if sql.startswith("SELECT group_concat(id)")]
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    assert plan[0][3] == how


def test_what_was_excluded_from_a_project_is_left_out_there(filled):
    here = replace(parse_filters(""), project=str(Path(PROJECT).resolve()))
    assert found(filled, here) == ALL - {"none"}
    assert found(filled, replace(here, project="/stories/two.md")) == ALL


@pytest.mark.parametrize(
    "text",
    ["http://creativecommons.org/licenses/by-sa/3.0/", "CC BY-SA 3.0", "cc-by-sa-3.0"],
)
def test_one_licence_written_in_many_ways(text):
    assert plain_licence(text).startswith("ccbysa")


def test_the_best_matches_come_first(filled):
    def best(*asked: str) -> list[str]:
        with filled._reading() as connection:
            ids = words.best(connection, asked)
        tracks = filled.tracks_by_id(ids)
        return [tracks[i].path.stem for i in ids]

    assert best("rain") == ["rain"]
    assert best("night") == ["fast", "none"]  # a title says more than a comment
    assert best("rain", "emile") == []
    assert best("…", "-") == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.text(max_size=10)
        | st.sampled_from(['"', '"" *', "NEAR(a b)", "AND", "OR", "NOT", "^a", "a*", "{x}:", "\0"]),
        max_size=4,
    ).map(" ".join)
)
def test_no_line_brings_the_database_down(filled, line):
    """Quotes, NULs, operators of FTS5 and of SQL are words like others."""
    try:
        filters, query = parse_filters(line), parse(line)
    except UsageError:
        return
    found(filled, filters)
    with filled._reading() as connection:
        words.best(connection, query.words)
