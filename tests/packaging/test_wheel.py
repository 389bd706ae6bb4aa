"""The wheel works from any folder: it carries the resources, and finds them where it is put."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"

pytestmark = pytest.mark.slow


def run(*command: str | Path, folder: Path, python_path: Path | None = None) -> str:
    """What a command prints when it is run in `folder`; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if python_path is not None:
        environment["PYTHONPATH"] = str(python_path)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, folder=folder)
    (built,) = folder.glob("t2m-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's content, installed, and nothing else of the project."""
    target = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "install", "--no-deps", "--no-index", "--target", target, wheel, folder=target)
    return target


def test_every_resource_is_in_the_wheel_byte_for_byte(wheel: Path) -> None:
    ours = {
        path.relative_to(RESOURCES).as_posix(): path.stat().st_size
        for path in RESOURCES.rglob("*")
        if path.is_file()
    }
    prefix = "t2m_engine/_resources/"
    with zipfile.ZipFile(wheel) as archive:
        carried = {
            entry.filename.removeprefix(prefix): entry.file_size
            for entry in archive.infolist()
            if entry.filename.startswith(prefix)
        }
    assert carried == ours


def test_the_resources_are_those_that_the_program_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    inside = [name.removeprefix("t2m_engine/_resources/") for name in names]
    assert "demo/story/the_ferrymans_house.md" in inside
    assert sum(name.startswith("demo/music/") for name in inside) >= 21
    assert any(name.startswith("models/open/") and name.endswith(".safetensors") for name in inside)
    assert any(name.startswith("models/open/") and name.endswith(".json") for name in inside)
    assert any(name.endswith((".ttf", ".otf")) for name in inside)


def test_the_wheel_holds_the_program_and_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    (metadata,) = (top for top in tops if top.endswith(".dist-info"))
    assert tops == {"t2m_engine", "t2m_desktop", metadata}
    assert f"{metadata}/licenses/LICENSE" in names
    assert not [name for name in names if name.endswith((".pyc", ".pkl", ".pt", ".pickle"))]
    code = {
        path.relative_to(ROOT).as_posix()
        for package in ("t2m_engine", "t2m_desktop")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert code <= set(names)  # templates and the like beside the modules, too


def test_installed_elsewhere_it_finds_its_own_resources(installed: Path, tmp_path: Path) -> None:
    program = "from t2m_engine import places; print(places.resources())"
    where = run(sys.executable, "-c", program, folder=tmp_path, python_path=installed)
    assert Path(where.strip()) == installed / "t2m_engine" / "_resources"


def test_installed_elsewhere_its_command_reads_a_passage(installed: Path, tmp_path: Path) -> None:
    command = installed / "bin" / "t2m"
    version = run(command, "--version", folder=tmp_path, python_path=installed)
    assert wheel_version(installed) in version

    text = "The door was broken in, and something was breathing in the dark behind it."
    answer = run(
        command, "--device", "cpu", "emotion", "--text", text, "--json",
        folder=tmp_path, python_path=installed,
    )  # fmt: skip
    assert '"valence"' in answer
    assert '"moods"' in answer


def wheel_version(installed: Path) -> str:
    """The version in the installed metadata."""
    (metadata,) = installed.glob("t2m-*.dist-info")
    return metadata.name.removeprefix("t2m-").removesuffix(".dist-info")
