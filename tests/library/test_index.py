"""The index: the answers of exact search, and a file that is believed only when it is right."""

from __future__ import annotations

import json
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.spaces import BUILT_IN, EmotionSpace
from t2m_engine.library import index as index_module
from t2m_engine.library.graph import Graph
from t2m_engine.library.index import Index, index_file
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.nearest import largest
from t2m_engine.library.search.query import parse_filters
from t2m_engine.library.table import DTYPES, State, Table

TRACKS = 60
PACK = "fake-1"
SPACES = {**BUILT_IN, "moods": EmotionSpace("moods", mood_weight=1.0)}  # as wide as the first


@pytest.fixture
def filled(catalogue, kit):
    for seed in range(TRACKS):
        track = kit.make_track(Path(f"/music/{seed:03}.ogg"), seed=seed, clips=5)
        catalogue.put_track(track, SPACES.values())
    return catalogue


@pytest.fixture
def queries(kit):
    rng = np.random.default_rng(99)
    return [SPACES["fusion"].text_vector(kit.make_reading(rng)) for _ in range(20)]


def graph(catalogue, space="fusion", pack=PACK, known=None) -> Index:
    index = Index.open(catalogue, SPACES[space], pack, known=known, exact_numbers=0)
    index.keep()
    return index


def exact(catalogue, space="fusion", pack=PACK) -> Index:
    return Index.open(catalogue, SPACES[space], pack)


def answers(index: Index, queries, k: int = 10) -> list[tuple[list[int], list[float]]]:
    return [tuple(part.tolist() for part in index.search(query, k)) for query in queries]


def test_exact_search_is_a_full_sort(filled, queries):
    index = exact(filled)
    assert index.exact
    snapshot = filled.snapshot(SPACES["fusion"], PACK)
    for query in queries:
        scores = np.round(snapshot.vectors.astype(np.float64) @ query.astype(np.float64), 6)
        order = np.lexsort((np.arange(len(scores)), -scores))
        for k in (1, 7, len(scores), 10 * len(scores)):
            ids, found = index.search(query, k)
            np.testing.assert_array_equal(ids, snapshot.clip_ids[order[:k]])
            np.testing.assert_array_equal(found, scores[order[:k]])


def test_the_graph_gives_the_same_answers(filled, queries):
    assert not graph(filled).exact
    assert answers(graph(filled), queries) == answers(exact(filled), queries)
    everything = TRACKS * 5
    assert answers(graph(filled), queries, everything) == answers(
        exact(filled), queries, everything
    )


def test_equals_are_ordered_by_path_then_start(catalogue, kit, queries):
    for name in ("m", "c", "z", "a"):  # one and the same music under four names
        catalogue.put_track(kit.make_track(Path(f"/music/{name}.ogg"), seed=1, clips=2))
    for index in (exact(catalogue), graph(catalogue)):
        ids, scores = index.search(queries[0], 4)
        assert len(set(scores.tolist())) == 1
        clips = catalogue.clips_by_id(ids)
        tracks = catalogue.tracks_by_id(clip.track_id for clip in clips.values())
        names = [tracks[clips[i].track_id].path.stem for i in ids.tolist()]
        assert names == ["a", "c", "m", "z"]


def test_an_empty_space_has_no_answers(catalogue, queries):
    for index in (exact(catalogue), graph(catalogue)):
        ids, scores = index.search(queries[0], 5)
        assert ids.size == scores.size == 0


def test_the_file_is_made_once_and_is_the_same_every_time(filled, queries, monkeypatch):
    graph(filled)
    file = index_file(filled.folder, SPACES["fusion"])
    first = file.read_bytes()
    file.unlink()
    graph(filled)
    assert file.read_bytes() == first
    monkeypatch.setattr(Graph, "begin", None)  # now it must come from the file
    assert answers(graph(filled), queries) == answers(exact(filled), queries)


def split(file: Path) -> tuple[dict, bytes]:
    content = file.read_bytes()
    length = struct.unpack_from("<8sII", content)[2]
    return json.loads(content[16 : 16 + length]), content[16 + length :]


def join(file: Path, header: dict, payload: bytes) -> None:
    text = json.dumps(header).encode()
    text += b" " * (-(16 + len(text)) % 64)
    file.write_bytes(struct.pack("<8sII", b"T2MINDEX", 2, len(text)) + text + payload)


def truncate(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3])


def truncate_in_the_header(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:40])


def truncate_in_the_prefix(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def zero_the_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4096] = bytes(4096)
    file.write_bytes(content)


def flip_the_last_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def another_dimension(file: Path) -> None:
    header, payload = split(file)
    join(file, {**header, "dimension": 12}, payload)


def another_pack(file: Path) -> None:
    header, payload = split(file)
    join(file, {**header, "pack": "fake-0"}, payload)


def another_hnswlib(file: Path) -> None:
    header, payload = split(file)
    join(file, {**header, "hnswlib": "0.0.1"}, payload)


def another_count(file: Path) -> None:
    header, payload = split(file)
    join(file, {**header, "count": header["count"] - 1}, payload)


def no_checksum(file: Path) -> None:
    header, payload = split(file)
    del header["sha256"]
    join(file, header, payload)


def header_garbage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[16:200] = b"\xff" * 184
    file.write_bytes(content)


def header_is_a_list(file: Path) -> None:
    text = b"[1, 2]"
    file.write_bytes(struct.pack("<8sII", b"T2MINDEX", 2, len(text)) + text)


def header_that_never_ends(file: Path) -> None:
    file.write_bytes(struct.pack("<8sII", b"T2MINDEX", 2, 2**32 - 1) + b"{" * 1000)


def another_magic(file: Path) -> None:
    file.write_bytes(b"NOTINDEX" + file.read_bytes()[8:])


def another_format(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:8] + struct.pack("<I", 1) + content[12:])


def another_past(file: Path) -> None:
    """A graph of the same clips, made before the library was put back from a backup."""
    header, payload = split(file)
    join(file, {**header, "stamp": header["stamp"] ^ 1}, payload)


def no_state(file: Path) -> None:
    header, payload = split(file)
    del header["generation"]
    join(file, header, payload)


def a_string_for_a_number(file: Path) -> None:
    header, payload = split(file)
    join(file, {**header, "last": "many", "count": "few"}, payload)


def missing(file: Path) -> None:
    file.unlink()


def swapped_spaces(file: Path) -> None:
    shutil.copy(file.with_name(f"moods{file.suffix}"), file)


def swapped_kinds(file: Path) -> None:
    other = {".t2mindex": ".t2mtable", ".t2mtable": ".t2mindex"}[file.suffix]
    shutil.copy(file.with_suffix(other), file)


SPOILT = pytest.mark.parametrize("spoil", [
    truncate, truncate_in_the_header, truncate_in_the_prefix, empty, zero_the_middle,
    flip_the_last_bit, another_dimension, another_pack, another_count, no_checksum,
    header_garbage, header_is_a_list, header_that_never_ends, another_magic, another_format,
    another_past, no_state, a_string_for_a_number, missing, swapped_spaces, swapped_kinds,
])  # fmt: skip


@pytest.fixture
def kept_tables(monkeypatch):
    """Tables of any size get a file."""
    monkeypatch.setattr(index_module, "WORTH_KEEPING", 1)


@SPOILT
def test_a_spoilt_table_is_read_from_the_catalogue(filled, queries, spoil, kept_tables):
    for space in ("fusion", "moods"):
        graph(filled, space)
    file = index_file(filled.folder, SPACES["fusion"]).with_suffix(".t2mtable")
    good = file.read_bytes()
    assert len(Index.open(filled, SPACES["fusion"], PACK)) == TRACKS * 5
    spoil(file)
    assert not file.exists() or file.read_bytes() != good
    index = Index.open(filled, SPACES["fusion"], PACK)
    snapshot = filled.snapshot(SPACES["fusion"], PACK)
    assert sorted(snapshot.clip_ids.tolist()) == index.clip_ids.tolist()
    rows = index.table.rows_of(snapshot.clip_ids)
    np.testing.assert_array_equal(index.table.vectors[rows], snapshot.vectors)
    np.testing.assert_array_equal(index.track_ids[rows], snapshot.track_ids)
    index.keep()
    assert file.read_bytes() == good


@SPOILT
def test_a_spoilt_file_is_made_again(filled, queries, spoil, kept_tables):
    graph(filled)
    graph(filled, "moods")
    file = index_file(filled.folder, SPACES["fusion"])
    good = file.read_bytes()
    spoil(file)
    assert not file.exists() or file.read_bytes() != good
    waiting = Index.open(filled, SPACES["fusion"], PACK, exact_numbers=0)
    assert waiting.exact, "a graph is taken when it was checked, and not before"
    assert answers(waiting, queries) == answers(exact(filled), queries)
    assert answers(graph(filled), queries) == answers(exact(filled), queries)
    assert file.read_bytes() == good


def test_a_graph_that_nobody_wants_any_more_goes(filled, queries, kept_tables):
    """Of a million clips it has 450 MB."""
    graph(filled)
    file = index_file(filled.folder, SPACES["fusion"])
    assert file.exists()
    index = exact(filled)
    index.keep()
    assert not file.exists()
    assert file.with_suffix(".t2mtable").exists()
    assert answers(graph(filled), queries) == answers(index, queries)


def test_another_hnswlib_is_not_trusted(filled, queries):
    graph(filled)
    file = index_file(filled.folder, SPACES["fusion"])
    good = file.read_bytes()
    header, payload = split(file)
    join(file, {**header, "hnswlib": "0.0.1"}, payload)
    assert answers(graph(filled), queries) == answers(exact(filled), queries)
    assert file.read_bytes() == good


def test_the_native_library_never_sees_an_unchecked_payload(filled, monkeypatch):
    import hnswlib

    graph(filled)
    zero_the_middle(index_file(filled.folder, SPACES["fusion"]))

    class Untouchable(hnswlib.Index):
        def load_index(self, *args, **more):
            raise AssertionError("hnswlib was given a spoilt file")

    monkeypatch.setattr(hnswlib, "Index", Untouchable)
    assert len(graph(filled)) == TRACKS * 5


def test_an_older_file_is_followed_up_and_not_made_again(
    filled, kit, queries, monkeypatch, kept_tables
):
    old = graph(filled)
    filled.put_track(kit.make_track(Path("/music/new.ogg"), seed=500, clips=5), SPACES.values())
    gone = filled.tracks()[3]
    with filled._writing() as connection:
        connection.execute("DELETE FROM tracks WHERE id = ?", (gone.id,))
    filled.put_presence(gone=[filled.tracks()[7].id], back=[], forgotten_errors=[])
    monkeypatch.setattr(Graph, "begin", None)
    for known in (None, old):  # at the next start, and in an engine that runs
        new = graph(filled, known=known)
        assert new.generation == filled.generation
        assert len(new) == len(old) - 5
        assert answers(new, queries) == answers(exact(filled), queries)
        assert answers(new, queries, 100) == answers(exact(filled), queries, 100)
        clips = {i for ids, _ in answers(new, queries, len(new)) for i in ids}
        assert clips == set(filled.snapshot(SPACES["fusion"], PACK).clip_ids.tolist())


def test_what_the_graph_has_not_got_yet_is_found(filled, kit, queries):
    old = graph(filled)
    before = old._kept.graph.last
    for seed in range(500, 520):
        path = Path(f"/music/{seed}.ogg")
        filled.put_track(kit.make_track(path, seed=seed, clips=5), SPACES.values())
    new = Index.open(filled, SPACES["fusion"], PACK, known=old, exact_numbers=0)
    assert new.is_behind
    assert not new.exact
    assert answers(new, queries) == answers(exact(filled), queries)
    assert any(i > before for ids, _ in answers(new, queries) for i in ids)
    new.keep(lambda: True)  # cancelled: it stays as it was
    assert new.is_behind
    new.keep()
    assert not new.is_behind
    assert answers(new, queries) == answers(exact(filled), queries)


def test_a_graph_of_many_dead_is_made_again(filled, kit, queries):
    old = graph(filled)
    for track in filled.tracks()[: TRACKS // 2]:
        with filled._writing() as connection:
            connection.execute("DELETE FROM tracks WHERE id = ?", (track.id,))
    filled.put_track(kit.make_track(Path("/music/new.ogg"), seed=500, clips=5), SPACES.values())
    new = graph(filled, known=old)
    assert len(new._kept.graph.ids) == len(new)
    assert answers(new, queries) == answers(exact(filled), queries)


@pytest.mark.parametrize("line", ["valence:>0.2", "mood:sad -valence:>0", "title:7", "clip:20",
                                  'title:"Title 5"', "arousal:<-0.97", "bpm:>900"])  # fmt: skip
def test_filters_leave_the_nearest_of_what_they_allow(filled, queries, line):
    filters = parse_filters(line)
    everything = exact(filled)
    approximate = graph(filled)
    allowed = everything.allowed(filters)
    wanted = set(everything.clip_ids[allowed.rows].tolist())
    assert (len(wanted) == 0) == (line == "bpm:>900")
    for query in queries:
        ids, _ = everything.search(query, TRACKS * 5)
        expected = [i for i in ids.tolist() if i in wanted][:10]
        assert everything.search(query, 10, allowed)[0].tolist() == expected
        through = approximate.allowed(filters)
        assert approximate.search(query, 10, through)[0].tolist() == expected


def test_what_filters_let_through_follows_the_users_marks(filled):
    index = exact(filled)
    favourites = parse_filters("favourite:yes")
    assert len(index.allowed(favourites)) == 0
    track = filled.tracks()[11]
    filled.mark([track.content_id], MarkChange(favourite=True))
    assert set(index.track_ids[index.allowed(favourites).rows].tolist()) == {track.id}


def test_a_catalogue_put_back_from_a_backup_is_noticed(filled, kit, queries, tmp_path):
    """Equal generations and counts, other clips: only the contents tell."""
    filled.put_track(kit.make_track(Path("/music/one.ogg"), seed=500, clips=5))
    graph(filled)
    generation = filled.generation
    track = filled.track(Path("/music/one.ogg"))
    with filled._writing() as connection:
        connection.execute("DELETE FROM tracks WHERE id = ?", (track.id,))
    filled.put_track(kit.make_track(Path("/music/two.ogg"), seed=501, clips=5))
    with filled._writing() as connection:
        connection.execute("UPDATE meta SET value = ? - 1", (generation,))
    assert filled.generation == generation
    assert answers(graph(filled), queries) == answers(exact(filled), queries)


def test_a_folder_that_cannot_be_written_to_still_answers(filled, queries, caplog):
    blocker = filled.folder / "index"
    blocker.touch()  # a file where the folder should be; root ignores permissions
    assert answers(graph(filled), queries) == answers(exact(filled), queries)
    assert "cannot be kept" in caplog.text


def clustered(count: int, dimension: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(60, dimension))
    points = centres[rng.integers(60, size=count)] + 0.25 * rng.normal(size=(count, dimension))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.slow
def test_recall_at_ten_on_thirty_thousand_clustered_vectors():
    vectors = clustered(30_000, 16)
    ids = np.arange(1, len(vectors) + 1)
    queries = clustered(200, 16, seed=0)  # the same clusters
    made = Graph.begin(16, len(ids))
    columns = {name: np.zeros(len(ids), kind) for name, kind in DTYPES.items()}
    table = Table(
        State(0, 1), len(ids), len(ids), **{**columns, "clip_ids": ids, "vectors": vectors}
    )
    assert made.follow(table, lambda: False)
    for k, least in ((10, 0.95), (200, 0.95)):
        hits = sum(
            len(set(made.search(q, k).tolist()) & set(ids[largest(vectors @ q, k)].tolist()))
            for q in queries
        )
        assert hits / (k * len(queries)) >= least


def test_narrow_vectors_lie_column_by_column_whatever_happened(filled, kit):
    """Else a million of them are searched six times more slowly, and nobody would know."""
    first = exact(filled)
    filled.put_track(kit.make_track(Path("/music/new.ogg"), seed=500, clips=5), SPACES.values())
    more = Index.open(filled, SPACES["fusion"], PACK, known=first)
    gone = filled.tracks()[3]
    with filled._writing() as connection:
        connection.execute("DELETE FROM tracks WHERE id = ?", (gone.id,))
    less = Index.open(filled, SPACES["fusion"], PACK, known=more)
    again = Index.open(filled, SPACES["fusion"], PACK, known=less)
    for index in (first, more, less, again):
        assert index.table.vectors.strides[0] == index.table.vectors.itemsize
    assert (len(more), len(less)) == (len(first) + 5, len(first))
    assert less.table.seen == len(less.clip_ids)
    assert again.table is less.table
