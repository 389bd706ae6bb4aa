"""`t2m model`: what is listed, told, chosen, imported and refused."""

from __future__ import annotations

import json
import shutil

import pytest

from t2m_engine import models, settings
from t2m_engine.cli import main


@pytest.fixture
def run(capsys):
    """Run `t2m model …` without --model, so that the settings count."""

    def call(*arguments):
        capsys.readouterr()
        code = main(["model", *map(str, arguments)])
        printed = capsys.readouterr()
        return int(code), printed.out, printed.err

    return call


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


def test_a_pack_is_imported_chosen_and_followed(run, pack, capsys):
    code, out, err = run("import", pack, "--json")
    assert (code, err) == (0, "")
    folder = lines(out)[0]["folder"]
    before = {entry["name"]: entry["in_use"] for entry in lines(run("list", "--json")[1])}
    assert before == {"open": True, "small": False}
    assert run("use", "small")[0] == 0
    assert settings.load().model == "small"
    after = {entry["name"]: entry for entry in lines(run("list", "--json")[1])}
    assert (after["small"]["in_use"], after["open"]["in_use"]) == (True, False)
    assert after["small"] | {"bytes": 0} == {
        "name": "small", "folder": folder, "own": True, "in_use": True, "version": "1",
        "licence": "CC0-1.0", "made": "", "bytes": 0, "problem": "",
    }  # fmt: skip
    # The engine follows: what is read now is read by it.
    assert main(["--device", "cpu", "emotion", "--text", "it rained", "--json"]) == 0
    by_setting = capsys.readouterr().out
    again = ["--model", folder, "--device", "cpu", "emotion", "--text", "it rained", "--json"]
    assert main(again) == 0
    assert capsys.readouterr().out == by_setting


def test_a_folder_can_be_used_where_it_is(run, pack, monkeypatch):
    monkeypatch.chdir(pack.parent)
    assert run("use", pack.name)[0] == 0
    assert settings.load().model == str(pack)
    listed = lines(run("list", "--json")[1])
    assert [(entry["name"], entry["in_use"]) for entry in listed] == [
        ("open", False),
        (str(pack), True),
    ]


def test_a_pack_that_is_not_whole_is_not_used(run, pack, tmp_path):
    broken = shutil.copytree(pack, tmp_path / "broken")
    (broken / "music.safetensors").write_bytes(b"x")
    code, _, err = run("use", broken)
    assert code == 5
    assert "music.safetensors is not the file that its model card pins" in err
    assert settings.load().model == "open"
    assert run("use", "nothing")[0] == 5


def test_the_setting_may_name_a_pack_that_is_gone(run, tmp_path):
    settings.change({"model": str(tmp_path / "gone")})
    entries = {entry["name"]: entry for entry in lines(run("list", "--json")[1])}
    assert entries[str(tmp_path / "gone")]["in_use"]
    assert "no model pack" in entries[str(tmp_path / "gone")]["problem"]
    code, out, _ = run("list")
    assert code == 0
    assert "no model pack" in out
    assert run("show")[0] == 5
    assert run("use", "open")[0] == 0


def test_a_card_is_told(run):
    code, out, _ = run("show", "open", "--json")
    told = lines(out)[0]
    assert code == 0
    assert told["in_use"]
    assert {file["section"] for file in told["files"]} >= {"text", "music", "tokenizer"}
    assert all(len(file["sha256"]) == 64 and file["bytes"] > 1000 for file in told["files"])
    assert told["sources"]
    assert told["spaces"][0] == "fusion"
    code, out, _ = run("show")
    assert code == 0
    for source in told["sources"]:
        assert source["licence"].split()[0] in out
    assert told["files"][0]["sha256"][:16] in out
    assert all(len(line) <= 100 for line in out.splitlines())
    assert "Limits\n  English text" in out


def test_figures_come_with_their_intervals():
    measured = {
        "text": {"accuracy": 0.75, "accuracy_95": [0.666, 0.8191], "seeds": [1, 2]},
        "alone_95": [0.1, 0.2],
        "note": "one seed",
        "deep": {"er": {"p5": 1 / 3}},
    }
    assert list(models.figures(measured)) == [
        (("text", "accuracy"), "0.75 (0.666 to 0.8191)"),
        (("text", "seeds"), "1, 2"),
        (("alone_95",), "0.1, 0.2"),
        (("note",), "one seed"),
        (("deep", "er", "p5"), "0.3333"),
    ]


def test_all_packs_are_verified(run, pack, tmp_path):
    assert run("import", pack, "--as", "second")[0] == 0
    folder = tmp_path / "xdg_data_home" / "t2m" / "models" / "second"
    (folder / "extra.pkl").write_bytes(b"\x80\x02.")
    code, out, _ = run("verify", "second", "--json")
    assert code == 5
    [found] = lines(out)
    assert not found["whole"]
    assert "extra.pkl may run code" in found["problem"]
    (folder / "extra.pkl").unlink()
    code, out, _ = run("verify", "second")
    assert (code, out) == (0, "second: whole\n")
    assert run("verify", "nothing")[0] == 5


def test_what_is_refused_is_said(run, pack, tmp_path):
    code, _, err = run("import", tmp_path / "nothing.zip")
    assert code == 5
    assert "There is no" in err
    assert run("import", pack)[0] == 0
    code, _, err = run("import", pack)
    assert code == 5
    assert "--replace" in err
    assert run("import", pack, "--replace")[0] == 0
