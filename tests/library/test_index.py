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
from t2m_engine.library.index import Index, index_file
from t2m_engine.library.records import Snapshot

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


def graph(catalogue, space="fusion", pack=PACK, **more) -> Index:
    return Index.open(catalogue, SPACES[space], pack, exact_numbers=0, **more)


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
    monkeypatch.setattr(index_module, "_build", None)  # now it must come from the file
    assert answers(graph(filled), queries) == answers(exact(filled), queries)


def split(file: Path) -> tuple[dict, bytes]:
    content = file.read_bytes()
    length = struct.unpack_from("<8sII", content)[2]
    return json.loads(content[16 : 16 + length]), content[16 + length :]


def join(file: Path, header: dict, payload: bytes) -> None:
    text = json.dumps(header).encode()
    file.write_bytes(struct.pack("<8sII", b"T2MINDEX", 1, len(text)) + text + payload)


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
    file.write_bytes(struct.pack("<8sII", b"T2MINDEX", 1, len(text)) + text)


def header_that_never_ends(file: Path) -> None:
    file.write_bytes(struct.pack("<8sII", b"T2MINDEX", 1, 2**32 - 1) + b"{" * 1000)


def another_magic(file: Path) -> None:
    file.write_bytes(b"NOTINDEX" + file.read_bytes()[8:])


def another_format(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:8] + struct.pack("<I", 2) + content[12:])


def missing(file: Path) -> None:
    file.unlink()


def swapped_spaces(file: Path) -> None:
    shutil.copy(file.with_name("moods.t2mindex"), file)


@pytest.mark.parametrize(
    "spoil",
    [
        truncate,
        truncate_in_the_header,
        truncate_in_the_prefix,
        empty,
        zero_the_middle,
        flip_the_last_bit,
        another_dimension,
        another_pack,
        another_hnswlib,
        another_count,
        no_checksum,
        header_garbage,
        header_is_a_list,
        header_that_never_ends,
        another_magic,
        another_format,
        missing,
        swapped_spaces,
    ],
)
def test_a_spoilt_file_is_made_again(filled, queries, spoil):
    graph(filled)
    graph(filled, "moods")
    file = index_file(filled.folder, SPACES["fusion"])
    good = file.read_bytes()
    spoil(file)
    assert not file.exists() or file.read_bytes() != good
    waiting = graph(filled, build=False)
    assert waiting.exact, "a file in doubt is not used"
    assert answers(waiting, queries) == answers(exact(filled), queries)
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


def test_an_older_generation_is_made_again(filled, kit, queries):
    old = graph(filled)
    track = kit.make_track(Path("/music/new.ogg"), seed=500, clips=5)
    filled.put_track(track, SPACES.values())
    new = graph(filled)
    assert new.generation == old.generation + 1
    assert len(new) == len(old) + 5
    assert answers(new, queries) == answers(exact(filled), queries)


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


class SixteenWide:
    name = "sixteen"
    dimension = 16


@pytest.mark.slow
def test_recall_at_ten_on_thirty_thousand_clustered_vectors():
    vectors = clustered(30_000, 16)
    ids = np.arange(len(vectors))
    snapshot = Snapshot(1, ids, ids, vectors)
    approximate = Index(SixteenWide, snapshot, index_module._build(vectors))
    precise = Index(SixteenWide, snapshot, None)
    queries = clustered(200, 16, seed=0)  # the same clusters
    for k, least in ((10, 0.95), (200, 0.95)):
        hits = sum(
            len(set(approximate.search(q, k)[0].tolist()) & set(precise.search(q, k)[0].tolist()))
            for q in queries
        )
        assert hits / (k * len(queries)) >= least
