"""Manifests: what they may say; no source that forbids commercial use in an open one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from t2m_engine import places
from t2m_engine.errors import InputError
from t2m_engine.training.manifest import SETTINGS, STEPS, USES, read_manifest

OPEN = places.resources() / "models" / "open.toml"
SMALL = """
format = 1
name = "tiny"
kind = "open"
version = "1"
licence = "CC0-1.0"
limits = "It knows nothing."
[[sources]]
id = "debian-music"
name = "Music"
licence = "CC0-1.0"
commercial = true
[[sources]]
id = "mn04"
name = "A teacher"
licence = "MIT"
commercial = true
file = "teachers/mn04.onnx"
[[sources]]
id = "yamnet"
name = "Another"
licence = "Apache-2.0"
commercial = true
[[sources]]
id = "musicnn"
name = "A third"
licence = "ISC"
commercial = true
[steps.lessons]
copies = 1
[steps.verify]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "manifest.toml"
    path.write_text(text, "utf-8")
    return path


def test_those_that_ship_are_taken() -> None:
    for name in ("open", "research"):
        manifest = read_manifest(OPEN.with_stem(name))
        assert manifest.name == manifest.kind == name
        assert tuple(manifest.steps) == STEPS
        assert manifest.steps["lessons"] == {**SETTINGS["lessons"], "copies": 2}
    learnt = {source.id for source in read_manifest(OPEN).sources}
    research = {source.id for source in manifest.sources}
    assert research - learnt == {"isear"}
    assert manifest.steps["text"]["research"]


def test_steps_come_in_their_order_with_their_defaults(tmp_path: Path) -> None:
    manifest = read_manifest(written(tmp_path, SMALL))
    assert list(manifest.steps) == ["lessons", "verify"]
    assert manifest.steps["lessons"] == {"copies": 1, "most": 16}


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    manifest = read_manifest(written(tmp_path, SMALL))
    assert [source.id for source in manifest.missing(tmp_path)] == ["mn04"]
    (tmp_path / "teachers").mkdir()
    (tmp_path / "teachers" / "mn04.onnx").touch()
    assert manifest.missing(tmp_path) == []


@pytest.mark.parametrize(
    "licence",
    ["CC-BY-NC-SA-4.0", "CC BY NC 3.0", "non-commercial", "noncommercial use", "Research only",
     "unclear", "academic use"],
)  # fmt: skip
def test_an_open_manifest_refuses_a_licence_that_is_not(tmp_path: Path, licence: str) -> None:
    text = SMALL.replace('licence = "MIT"', f'licence = "{licence}"')
    with pytest.raises(InputError, match=rf"“A teacher” \({re.escape(licence)}\) allows no comm"):
        read_manifest(written(tmp_path, text))
    assert read_manifest(written(tmp_path, text.replace('kind = "open"', 'kind = "research"')))


def test_an_open_manifest_refuses_what_says_so_of_itself(tmp_path: Path) -> None:
    text = SMALL.replace("commercial = true", "commercial = false", 1)
    with pytest.raises(InputError, match=r"“Music”.*allows no commercial use"):
        read_manifest(written(tmp_path, text))


def test_an_open_manifest_cannot_learn_from_texts_for_research(tmp_path: Path) -> None:
    text = OPEN.read_text("utf-8").replace("[steps.text]", "[steps.text]\nresearch = true")
    with pytest.raises(InputError, match="does not name what its steps learn from: isear"):
        read_manifest(written(tmp_path, text))


@pytest.mark.parametrize("source", sorted(USES["text"]))
def test_no_source_can_be_left_out(tmp_path: Path, source: str) -> None:
    text = OPEN.read_text("utf-8")
    text = re.sub(rf'\[\[sources\]\]\nid = "{source}"\n(?:[a-z]+ = .*\n)+', "", text)
    with pytest.raises(InputError, match=f"learn from: {source}"):
        read_manifest(written(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("format = 1", "format = 2", "not of format 1"),
        ("format = 1", "format = 1\nextra = 3", "not known in the manifest: extra"),
        ('kind = "open"', 'kind = "closed"', "“open” or “research”"),
        ('name = "tiny"', 'name = "../tiny"', "which is no name"),
        ('limits = "It knows nothing."', 'limits = ""', "needs text in “limits”"),
        ('version = "1"', "version = 1", "needs text in “version”"),
        ("copies = 1", 'copies = "1"', "type int in “steps.lessons.copies”"),
        ("copies = 1", "copies = true", "type int in “steps.lessons.copies”"),
        ("copies = 1", "epochs = 1", "not known in “steps.lessons”: epochs"),
        ("[steps.verify]", "[steps.dance]", "not known in “steps”: dance"),
        ("[steps.verify]", "[steps.vocals]", "learn from: composed, emotify-chosen"),
        ('id = "mn04"', 'id = "yamnet"', "names a source twice"),
        ('id = "mn04"', 'id = "mn05"', "does not name what its steps learn from: mn04"),
        ('licence = "MIT"', 'licence = ""', "without id, name or licence"),
        ('licence = "MIT"\ncommercial = true', 'licence = "MIT"', "without “commercial”"),
        ('file = "teachers/mn04.onnx"', 'file = "../x"', "with a “file” elsewhere"),
        ('file = "teachers/mn04.onnx"', 'file = "/etc/passwd"', "with a “file” elsewhere"),
        ('licence = "MIT"', 'licence = "MIT"\ncode = "x"', "not known in the source “mn04”: code"),
        ("[steps.lessons]\ncopies = 1\n[steps.verify]", "", "has no steps"),
        ("[[sources]]", "[[sources", "cannot be read"),
    ],
)
def test_a_manifest_that_is_none_is_refused_by_name(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in SMALL
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        read_manifest(written(tmp_path, SMALL.replace(old, new, 1)))
    assert "manifest.toml" in str(caught.value)


def test_a_manifest_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is missing"):
        read_manifest(tmp_path / "none.toml")
