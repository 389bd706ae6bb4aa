"""`t2m` itself: help, version, settings, and how it ends."""

import json
import os
import subprocess
import sys

import click
import pytest

import t2m_engine
from t2m_engine.cli.app import main
from t2m_engine.cli.app import t2m as group
from t2m_engine.service.client import engine_environment


def commands(command, path=()):
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in commands(group)], ids=" ".join)
def test_every_command_has_help(path, capsys):
    assert main([*path, "--help"]) == 0
    assert "Usage: t2m" in capsys.readouterr().out


def test_every_option_has_help_and_every_answer_has_json():
    for path, command in commands(group):
        if isinstance(command, click.Group):
            continue
        names = {option for p in command.params for option in p.opts}
        assert "--json" in names, path
        for parameter in command.params:
            assert isinstance(parameter, click.Argument) or parameter.help, (path, parameter.name)


def test_the_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"t2m {t2m_engine.__version__}\n"


def test_spaces_name_one_default(t2m):
    spaces = t2m("spaces", "--json").lines
    assert [space["name"] for space in spaces if space["default"]] == ["fusion"]
    assert "va" in {space["name"] for space in spaces}
    assert all(space["about"] and space["dimension"] > 1 for space in spaces)
    assert "the default" in t2m("spaces").out


def test_help_and_version_load_nothing_heavy():
    script = (
        "import sys\n"
        "from t2m_engine.cli import main\n"
        "main(['suggest', '--help'])\n"
        "heavy = {'torch', 'transformers', 'numpy', 'av', 'PySide6'}\n"
        "sys.exit(len(heavy & set(sys.modules)))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], env=engine_environment(), capture_output=True, check=False
    )
    assert ended.returncode == 0


def test_settings_are_the_defaults_and_options_win(t2m, library, pack, tmp_path, capsys):
    file = tmp_path / "xdg_config_home" / "t2m" / "settings.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"library": str(library), "model": str(pack), "device": "cpu"}))
    assert main(["library", "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tracks"] == 6
    assert t2m("library", "status", "--json", library=tmp_path).lines[0]["tracks"] == 0
    file.write_text('{"devise": "cpu"}')
    ended = t2m("library", "status")
    assert ended.code == 2
    assert "“devise”" in ended.err
    assert str(file) in ended.err


def test_a_bug_ends_with_1_a_sentence_and_a_log(t2m, monkeypatch, tmp_path):
    from t2m_engine.session import Session

    def broken(*_):
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr(Session, "status", broken)
    ended = t2m("library", "status")
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "bug" in ended.err
    log = tmp_path / "xdg_cache_home" / "t2m" / "log" / "t2m.log"
    assert str(log) in ended.err
    assert "deep inside" in log.read_text()


def test_a_reader_that_leaves_is_no_failure(library, pack):
    command = (
        f'"{sys.executable}" -m t2m_engine --library "{library}" --model "{pack}" '
        "suggest --passages passages.jsonl --json"
    )
    passages = library.parent / "passages.jsonl"
    passages.write_text('{"text": "it rained"}\n' * 2000)
    ended = subprocess.run(
        ["/bin/bash", "-c", f"{command} | head -n 1; echo ${{PIPESTATUS[0]}}"],
        env=engine_environment(),
        capture_output=True,
        cwd=library.parent,
        check=False,
        timeout=120,
    )
    first, code = ended.stdout.decode().splitlines()
    assert json.loads(first)["passage"] == "it rained"
    assert code == "0"
    assert ended.stderr == b""


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LANG": "C", "PYTHONUTF8": "0"}])
def test_output_is_utf8_in_every_locale(t2m_process, locale):
    ended = t2m_process("emotion", "--text", "é – “x”", "--json", env=locale)
    assert (ended.code, ended.err) == (0, "")
    assert t2m_process("emotion", "--text-file", "x", env=locale).code == 2


def test_a_file_name_of_no_encoding_is_listed_as_it_is(t2m_process, tmp_path):
    folder = tmp_path / "music"
    folder.mkdir()
    name = b"caf\xe9.mp3"
    with open(os.path.join(os.fsencode(folder), name), "wb"):  # noqa: PTH118, PTH123
        pass
    library = tmp_path / "library"
    assert t2m_process("library", "add", folder, library=library).code == 3
    [error] = t2m_process("library", "errors", "--json", library=library).lines
    assert os.fsencode(error["path"]).endswith(name)


def test_the_pack_that_came_with_t2m_is_found_from_any_folder(t2m_process):
    text = "They laughed and danced in the sun, and nobody wanted to go home."
    asked = ("--device", "cpu", "emotion", "--text", text, "--json")
    one, other = t2m_process(*asked, model=None), t2m_process(*asked, model=None)
    assert one.code == 0, one.err
    assert one.lines[0]["valence"] > 0
    assert one.out == other.out


def test_python_m_is_the_same_as_t2m(t2m_process):
    assert t2m_process("--version").out == f"t2m {t2m_engine.__version__}\n"
