"""Importing packs: whole or not at all, whatever is in the folder or the ZIP."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest

from t2m_engine import places
from t2m_engine.emotion import pack_import
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.pack_import import import_pack
from t2m_engine.emotion.pack_store import find_pack, installed
from t2m_engine.errors import CancelledError, ModelError


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own packs, in a folder of the test."""
    folder = tmp_path / "data" / "models"
    monkeypatch.setattr(places, "packs_folder", lambda: folder)
    return folder


def zipped(folder: Path, target: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, inside + path.name)
    return target


def names() -> list[str]:
    return [pack.name for pack in installed() if pack.own]


def test_a_folder_becomes_a_pack(tiny_pack: Path, own: Path) -> None:
    (tiny_pack / "README.md").write_text("about it")
    found = import_pack(tiny_pack)
    assert (found.name, found.folder, found.own) == ("tiny", own / "tiny", True)
    assert found in installed()
    assert ModelPack.load("tiny").id == ModelPack.load(tiny_pack).id
    assert sorted(path.name for path in own.iterdir()) == ["tiny"]
    kept = sorted(path.name for path in found.folder.iterdir())
    assert kept == ["card.json", "music.safetensors", "text.safetensors", "tokenizer.json"]


@pytest.mark.parametrize("inside", ["", "tiny/", "a/b/"])
def test_a_zip_becomes_a_pack(tiny_pack: Path, tmp_path: Path, inside: str) -> None:
    import_pack(zipped(tiny_pack, tmp_path / "tiny.zip", inside))
    assert ModelPack.load("tiny", device="cpu").read_texts(["the sea"])


def test_another_name_is_another_pack(tiny_pack: Path) -> None:
    import_pack(tiny_pack)
    with pytest.raises(ModelError, match=r"a pack “tiny” already.*--as.*--replace"):
        import_pack(tiny_pack)
    import_pack(tiny_pack, "second")
    assert names() == ["second", "tiny"]
    assert ModelPack.load("second").name == "second"
    with pytest.raises(ModelError, match="“open” is a pack that came with t2m"):
        import_pack(tiny_pack, "open", replace=True)
    for strange in ("../out", "", ".hidden", "a/b", "x" * 65):
        with pytest.raises(ModelError, match=r"cannot be a pack's name|already"):
            import_pack(tiny_pack, strange)


def test_a_pack_is_replaced_when_that_is_wished(tiny_pack: Path, own: Path) -> None:
    import_pack(tiny_pack)
    card = json.loads((tiny_pack / "card.json").read_text("utf-8"))
    card["text"]["temperature"] = 2.0
    (tiny_pack / "card.json").write_text(json.dumps(card), "utf-8")
    import_pack(tiny_pack, replace=True)
    assert ModelPack.load("tiny").id == ModelPack.load(tiny_pack).id
    assert [path.name for path in own.iterdir()] == ["tiny"]


def test_what_is_refused_leaves_nothing_and_keeps_what_was(tiny_pack: Path, own: Path) -> None:
    import_pack(tiny_pack)
    before = ModelPack.load("tiny").id
    path = tiny_pack / "music.safetensors"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelError, match="SHA-256 differs"):
        import_pack(tiny_pack, replace=True)
    path.unlink()
    with pytest.raises(ModelError, match=r"is not whole: it lacks music\.safetensors"):
        import_pack(tiny_pack, "other")
    assert [path.name for path in own.iterdir()] == ["tiny"]
    assert ModelPack.load("tiny").id == before


def test_a_pickle_in_the_source_is_refused(tiny_pack: Path, tmp_path: Path) -> None:
    (tiny_pack / "pytorch_model.bin").write_bytes(b"\x80\x02.")
    for source in (tiny_pack, zipped(tiny_pack, tmp_path / "tiny.zip")):
        with pytest.raises(ModelError, match=r"pytorch_model\.bin may run code"):
            import_pack(source)
    assert names() == []


def test_a_link_is_not_followed(tiny_pack: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    (tiny_pack / "tokenizer.json").rename(secret)
    (tiny_pack / "tokenizer.json").symlink_to(secret)
    with pytest.raises(ModelError, match=r"tokenizer\.json is no plain file"):
        import_pack(tiny_pack)
    assert names() == []


@pytest.mark.parametrize(
    "evil", ["../evil.json", "/evil.json", "a/../../evil.json", "..\\evil.json", "C:evil.json"]
)
def test_a_zip_that_leads_out_of_itself_is_refused(
    tiny_pack: Path, tmp_path: Path, evil: str
) -> None:
    path = zipped(tiny_pack, tmp_path / "tiny.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(evil, "{}")
    with pytest.raises(ModelError, match="leads out of it"):
        import_pack(path)
    assert names() == []


def test_a_link_in_a_zip_is_refused(tiny_pack: Path, tmp_path: Path) -> None:
    (tiny_pack / "tokenizer.json").unlink()
    path = zipped(tiny_pack, tmp_path / "tiny.zip")
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("tokenizer.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ModelError, match=r"“tokenizer\.json”, which is a link"):
        import_pack(path)


def test_two_files_of_a_name_in_a_zip_are_refused(tiny_pack: Path, tmp_path: Path) -> None:
    path = zipped(tiny_pack, tmp_path / "tiny.zip")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("card.json", "{}")
    with pytest.raises(ModelError, match=r"two files called “card\.json”"):
        import_pack(path)


def test_a_zip_of_several_packs_is_refused(tiny_pack: Path, tmp_path: Path) -> None:
    path = zipped(tiny_pack, tmp_path / "tiny.zip", "tiny/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("other/more.txt", "")
    with pytest.raises(ModelError, match="several folders"):
        import_pack(path)


def test_a_zip_that_swells_is_stopped(
    tiny_pack: Path, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tiny_pack / "text.safetensors").write_bytes(b"\0" * (12 << 20))  # packs to 12 KB
    path = zipped(tiny_pack, tmp_path / "bomb.zip")
    assert path.stat().st_size < 1 << 20
    monkeypatch.setattr(pack_import, "LARGEST", 8 << 20)
    with pytest.raises(ModelError, match="holds more than"):
        import_pack(path)
    assert list(own.iterdir()) == []


def test_a_damaged_zip_is_refused(tiny_pack: Path, tmp_path: Path, own: Path) -> None:
    path = zipped(tiny_pack, tmp_path / "tiny.zip")
    content = bytearray(path.read_bytes())
    middle = content.index(b"text.safetensors") + 4000
    content[middle : middle + 200] = bytes(200)
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"is damaged|cannot be read|SHA-256 differs"):
        import_pack(path)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match="neither a folder nor a ZIP"):
        import_pack(path)
    assert list(own.iterdir()) == []


def test_what_is_no_pack_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ModelError, match=r"holds no card\.json"):
        import_pack(empty)
    with pytest.raises(ModelError, match="There is no"):
        import_pack(tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_text("not a zip")
    with pytest.raises(ModelError, match="neither a folder nor a ZIP"):
        import_pack(tmp_path / "text.zip")


def test_a_stop_leaves_nothing(tiny_pack: Path, own: Path) -> None:
    with pytest.raises(CancelledError):
        import_pack(tiny_pack, cancelled=lambda: True)
    assert list(own.iterdir()) == []


def test_a_folder_that_may_not_be_written_is_named(
    tiny_pack: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.parent.mkdir(parents=True)
    own.write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="cannot be written"):
        import_pack(tiny_pack)


def test_packs_are_found_by_name_and_by_folder(
    tiny_pack: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_pack(tiny_pack)
    (own / ".tiny.half").mkdir()
    (own / ".tiny.half" / "card.json").write_text("{}")
    (own / "open").mkdir()  # cannot come before the one that ships
    (own / "open" / "card.json").write_text("{}")
    assert names() == ["tiny"]
    assert find_pack("tiny") == own / "tiny"
    assert find_pack("open").parent != own
    assert find_pack(str(tiny_pack)) == tiny_pack
    # A folder that happens to be called like a pack is not taken for it.
    monkeypatch.chdir(own)
    assert find_pack("open") != Path("open")
    with pytest.raises(ModelError, match=r"no model pack “none”.*open.*tiny.*t2m model import"):
        find_pack("none")
