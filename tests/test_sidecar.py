"""The sidecar of a manuscript: what is pinned to its scenes, whatever becomes of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine import sidecar
from t2m_engine.errors import InputError
from t2m_engine.sidecar import Pinned, SceneKey, Steer, match

ATTIC = Pinned(SceneKey("The attic", 9, "Dust lay on the trunk"), Steer(mood="sad"))
HARBOUR = Pinned(SceneKey("The harbour", 1, "The boats lay still"), Steer(brighter=2))
STAIRS = Pinned(
    SceneKey("Up the “stairs”\\", 4, "At the seventh he stopped"),
    Steer(-0.6, 0.5, "scary", -1, 2, True),
)


def test_it_says_what_was_written(tmp_path: Path) -> None:
    path = sidecar.sidecar_of(tmp_path / "story.md")
    assert path.name == "story.md.t2m.toml"
    assert sidecar.read(path) == ()
    sidecar.write(path, "story.md", [STAIRS, HARBOUR])
    assert sidecar.read(path) == (HARBOUR, STAIRS)
    text = path.read_text("utf-8")
    assert '[[scene]]\nheading = "The harbour"\nnumber = 1\n' in text
    assert text.startswith("# What the writer says")
    sidecar.write(path, "story.md", [])
    assert not path.exists()


@settings(max_examples=25, deadline=None)  # each is a file that is synced to the disk
@given(
    heading=st.text(max_size=40),
    begins=st.text(max_size=40),
    number=st.integers(0, 10_000),
    point=st.none() | st.tuples(*[st.floats(-1, 1, width=16)] * 2),
    mood=st.none() | st.sampled_from(["sad", "funny"]),
    steps=st.tuples(*[st.integers(-8, 8)] * 2),
    counter=st.booleans(),
)
def test_anything_comes_back(
    tmp_path_factory: pytest.TempPathFactory, heading, begins, number, point, mood, steps, counter
) -> None:
    valence, arousal = (round(v, 3) for v in point) if point else (None, None)
    pinned = Pinned(
        SceneKey(heading, number, begins), Steer(valence, arousal, mood, *steps, counter)
    )
    path = tmp_path_factory.mktemp("sidecar") / "a.t2m.toml"
    sidecar.write(path, "a", [pinned])
    (read,) = sidecar.read(path)
    assert read == pinned


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"format = ", "no whole TOML"),
        (b"\xff\xfe", "no whole TOML"),
        (b"scene = []", "no format"),
        (b"format = 2", "no format"),
        (b"format = 1\nscene = 3", "no list of scenes"),
        (b"format = 1\nscene = [3]", "no table"),
        (b"format = 1\n[[scene]]\nheading = 3", "heading"),
        (b"format = 1\n[[scene]]\nvalence = 0.5", "both or neither"),
        (b"format = 1\n[[scene]]\nvalence = 0.5\narousal = 2", "within -1 and 1"),
        (b"format = 1\n[[scene]]\nvalence = nan\narousal = 0", "within -1 and 1"),
        (b"format = 1\n[[scene]]\nbrighter = 99", "whole number"),
        (b"format = 1\n[[scene]]\nbrighter = true", "whole number"),
        (b"format = 1\n[[scene]]\nmood = 4", "name of a mood"),
        (b"format = 1\n[[scene]]\ncounter = 1", "true or false"),
        (b"format = 1\n[[scene]]\nmodd = 'sad'", "no “modd”"),
    ],
)
def test_what_is_not_whole_is_told_with_the_file(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "story.md.t2m.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match="story") as told:
        sidecar.read(path)
    assert words in str(told.value)
    assert path.read_bytes() == content


NOW = [
    SceneKey("The harbour", 1, "The boats lay still in the harbour"),
    SceneKey("Supper", 2, "They ate in silence"),
    SceneKey("Up the stairs", 3, "At the seventh step he stopped"),
]


@pytest.mark.parametrize(
    ("then", "place"),
    [
        (SceneKey("The harbour", 1, "The boats lay still in the harbour"), 0),
        (SceneKey("Up the stairs", 3, "He had left the lamp"), 2),  # other first words
        (SceneKey("The stairs, at night", 3, "At the seventh step he stopped"), 2),  # renamed
        (SceneKey("Supper", 7, "They ate in silence"), 1),  # moved up
        (SceneKey("Supper", 5, "Nobody ate"), 1),
        (SceneKey("The attic", 3, "Dust lay on the trunk"), None),  # another scene stands there
    ],
)
def test_a_scene_is_found_again(then: SceneKey, place: int | None) -> None:
    found = match([Pinned(then, Steer(brighter=1))], NOW)
    assert list(found) == ([] if place is None else [place])
    if place is not None:
        assert found[place] == 0


def test_numbered_chapters_are_not_taken_for_one_another() -> None:
    before = [
        Pinned(SceneKey(f"Chapter {n}", n, f"The {word} came"), Steer(brighter=n))
        for n, word in enumerate(("mother", "soldier", "winter"), 1)
    ]
    # The second is cut, and the third has kept its heading.
    now = [before[0].scene, SceneKey("Chapter 3", 2, "The winter came")]
    assert match(before, now) == {0: 0, 1: 2}
    now = [before[0].scene, SceneKey("Chapter 4", 2, "Nobody had ever been there")]
    assert list(match(before, now)) == [0]


def test_scenes_without_headings_go_by_their_words() -> None:
    before = [Pinned(SceneKey("", 2, "At the seventh he stopped and listened"), Steer(tenser=1))]
    now = [SceneKey("", 1, "A new beginning of it all"), SceneKey("", 2, "The boats lay still")]
    now.append(SceneKey("", 3, "At the seventh he stopped and waited"))
    assert list(match(before, now)) == [2]


def test_the_sidecar_of_a_renamed_manuscript_is_found(tmp_path: Path) -> None:
    new = tmp_path / "The Ferryman.md"
    assert sidecar.left_behind(new, NOW) is None
    own = [Pinned(key, Steer(tenser=1)) for key in NOW[:2]]
    sidecar.write(tmp_path / "draft.md.t2m.toml", "draft.md", own)
    sidecar.write(tmp_path / "other.md.t2m.toml", "other.md", [ATTIC])
    (tmp_path / "broken.md.t2m.toml").write_text("?")
    assert sidecar.left_behind(new, NOW) == tmp_path / "draft.md.t2m.toml"
    (tmp_path / "draft.md").write_text("still here: it is a copy that was opened")
    assert sidecar.left_behind(new, NOW) is None
