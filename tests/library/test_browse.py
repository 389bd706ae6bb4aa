"""The library as a long table: orders, what is shown, rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from t2m_engine.errors import UsageError
from t2m_engine.library.browse import SORTS, Shelf, as_sorted, rows
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.search.query import parse_filters

TITLES = ("Étude 10", "étude 9", "", "zebra", "Apple", "apple")


@pytest.fixture
def shelf(catalogue, kit):
    """Six tracks; the third has no title, and is called “middle” by its file."""
    from dataclasses import replace

    for seed, title in enumerate(TITLES):
        name = "middle" if not title else f"{5 - seed}"
        track = kit.make_track(Path(f"/music/{name}.ogg"), seed=seed, clips=1 + seed)
        catalogue.put_track(replace(track, title=title, artist="" if seed % 2 else f"A{seed}"))
    return Shelf(catalogue)


def titles(catalogue, ids):
    tracks = catalogue.tracks_by_id(ids)
    return [tracks[i].title for i in ids.tolist()]


def test_words_are_sorted_as_people_sort_them(catalogue, shelf):
    _, ids = shelf.order(sort="title")
    assert titles(catalogue, ids) == ["apple", "Apple", "étude 9", "Étude 10", "", "zebra"]
    _, ids = shelf.order(sort="title", descending=True)
    # Equals go by path both ways: /music/0.ogg is “apple”.
    assert titles(catalogue, ids) == ["zebra", "", "Étude 10", "étude 9", "apple", "Apple"]
    assert as_sorted("Piece 2") < as_sorted("Piece 10") < as_sorted("piece 010b")


def test_what_a_column_lacks_comes_last_both_ways(catalogue, shelf):
    for descending in (False, True):
        _, ids = shelf.order(sort="artist", descending=descending)
        tracks = catalogue.tracks_by_id(ids)
        artists = [tracks[i].artist for i in ids.tolist()]
        assert artists[:3] == sorted(("A0", "A2", "A4"), reverse=descending)
        assert artists[3:] == ["", "", ""]


def test_numbers_and_marks_sort_and_follow_changes(catalogue, shelf):
    _, ids = shelf.order(sort="duration", descending=True)
    lengths = [catalogue.tracks_by_id([i])[i].duration for i in ids.tolist()]
    assert lengths == sorted(lengths, reverse=True)
    before, by_rating = shelf.order(sort="rating", descending=True)
    worst = int(by_rating[-1])
    content = catalogue.tracks_by_id([worst])[worst].content_id
    catalogue.mark([content], MarkChange(rating=5))
    after, ids = shelf.order(sort="rating", descending=True)
    assert ids[0] == worst
    assert before == after, "a mark is no other generation"


def test_feelings_sort_by_what_is_given(catalogue, shelf):
    _, ids = shelf.order()
    values = np.arange(len(ids), dtype=np.float32)
    _, sorted_ids = shelf.order(
        sort="valence", descending=True, feelings={"valence": (ids[:-1], values[:-1])}
    )
    assert sorted_ids.tolist() == [*ids[:-1][::-1].tolist(), int(ids[-1])]
    for name in SORTS:
        assert len(shelf.order(sort=name)[1]) == len(TITLES), name


def test_what_is_shown(catalogue, shelf, kit):
    _, everything = shelf.order()
    first, second, third, fourth = everything[:4].tolist()
    catalogue.put_originals([(second, first)])
    catalogue.put_presence(gone=[third], back=[], forgotten_errors=[])
    shown = {name: shelf.order(shown=name)[1].tolist() for name in ("folded", "copies", "missing")}
    assert first not in shown["folded"]
    assert len(shown["folded"]) == len(TITLES) - 1
    assert (shown["copies"], shown["missing"]) == ([first], [third])
    assert len(shelf.order(shown="all")[1]) == len(TITLES)
    assert shelf.order(within=np.array([fourth]))[1].tolist() == [fourth]
    found = shelf.order(parse_filters("title:zebra"))[1]
    assert titles(catalogue, found) == ["zebra"]
    with pytest.raises(UsageError, match="shows folded"):
        shelf.order(shown="everything")
    with pytest.raises(UsageError, match="sorted by"):
        shelf.order(sort="weight")
    told = rows(catalogue, np.array([first, second, 10**6]))
    assert [row["copy_of"] is not None for row in told] == [True, False]
    assert [row["has_copies"] for row in told] == [False, True]
    assert told[0]["best"] == [0.0, told[0]["duration"]]


def test_pages_of_all_tracks_are_the_whole(catalogue, shelf):
    whole = catalogue.tracks()
    pages = [catalogue.page(offset, 4) for offset in (0, 4, 8)]
    assert [total for total, _ in pages] == [6, 6, 6]
    assert [track for _, page in pages for track in page] == whole


def test_the_counts_are_those_of_a_join(catalogue, shelf, kit):
    """Whatever is away, and whichever packs have heard it."""

    def joined():
        with catalogue._reading() as connection:
            return connection.execute(
                "SELECT count(*) FROM clips JOIN tracks ON tracks.id = track_id WHERE NOT missing "
                "AND NOT offline AND original IS NULL AND clips.pack = tracks.pack"
            ).fetchone()[0]

    _, ids = shelf.order()
    assert catalogue.status()["clips"] == joined() == 21
    catalogue.put_originals([(int(ids[1]), int(ids[0]))])
    catalogue.put_presence(gone=[int(ids[2])], back=[], forgotten_errors=[])
    assert catalogue.status()["clips"] == joined() < 21
    catalogue.put_track(kit.make_track(Path("/music/other.ogg"), seed=99, clips=5, pack="fake-2"))
    assert catalogue.status()["clips"] == joined()
    assert catalogue.status("fake-2")["stale"] == 5
    assert catalogue.status("fake-1")["stale"] == 1


@pytest.mark.slow
def test_a_hundred_thousand_tracks(tmp_path):
    """Every order is right, and a page at the end is as the whole has it."""
    rng = np.random.default_rng(4)
    words = np.array(["Río", "rio", "Storm 2", "Storm 10", "", "Ask"])
    with Catalogue.open(tmp_path) as catalogue:
        with catalogue._writing() as connection:
            connection.executemany(
                "INSERT INTO tracks (path, size, mtime_ns, content_id, duration, sample_rate, "
                "channels, codec, title, artist, pack, peaks, curve_length, curve, added) "
                "VALUES (?, 1, 1, ?, ?, 44100, 2, 'mp3', ?, ?, 'p', x'00', 5, x'', ?)",
                (
                    (
                        f"/m/{i % 97:02}/{i:06}.mp3".encode(), i.to_bytes(16, "big"),
                        float(length), str(words[word]), f"Artist {word}", float(i),
                    )
                    for i, (length, word) in enumerate(
                        zip(
                            rng.integers(1, 400, 100_000),
                            rng.integers(0, len(words), 100_000),
                            strict=True,
                        )
                    )
                ),
            )  # fmt: skip
        shelf = Shelf(catalogue)
        tracks = catalogue.tracks()
        by_id = {track.id: track for track in tracks}
        for sort, key in (
            ("path", lambda t: 0),
            ("duration", lambda t: t.duration),
            ("title", lambda t: as_sorted(t.title or t.path.stem)),
            ("added", lambda t: t.added),
        ):
            _, ids = shelf.order(sort=sort)
            expected = sorted(tracks, key=key)  # stable: equals stay by path
            assert ids.tolist() == [track.id for track in expected], sort
        _, ids = shelf.order(sort="title", descending=True)
        page = rows(catalogue, ids[-50:])
        assert [row["title"] for row in page] == [by_id[i].title for i in ids[-50:].tolist()]
        assert {row["title"] for row in page} == {""}  # by their files' names, before all letters
        assert catalogue.status()["tracks"] == 100_000
        assert catalogue.page(99_990, 100)[1] == tracks[-10:]
