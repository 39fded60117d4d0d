"""The wheel holds the program, the built front end and the data files, and nothing else."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.lacking import lacking
from webui import assets

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns("node_modules", "__pycache__", "*.egg-info")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a wheel built from a copy: building leaves folders behind."""
    if not (assets.DIST / "manifest.json").is_file():
        lacking("the front end is not built: make assets")
    copy = tmp_path_factory.mktemp("source")
    for name in ("calendars", "engine", "webui", "migrations", "processes"):
        shutil.copytree(ROOT / name, copy / name, ignore=LEFT_OUT)
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, copy)
    options = ("--no-deps", "--no-build-isolation", "-q", "-w", str(copy / "out"))
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(copy)], check=True)
    (wheel,) = (copy / "out").glob("gongxiang-*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_python_file_is_in(names: set[str]) -> None:
    for top in ("calendars", "engine", "webui", "migrations"):
        sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / top).rglob("*.py")}
        sources = {path for path in sources if "/node_modules/" not in path}
        assert sources - names == set()


@pytest.mark.parametrize(
    "top",
    ["calendars", "engine", "migrations", "processes", "webui/templates", "webui/translations"],
)
def test_data_files_are_in(names: set[str], top: str) -> None:
    files = [path for path in (ROOT / top).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert {path.relative_to(ROOT).as_posix() for path in files} - names == set()


def test_the_built_front_end_is_in(names: set[str]) -> None:
    built = {f"webui/static/dist/{path.name}" for path in assets.DIST.iterdir()}
    assert built - names == set()


def test_nothing_else_is_in(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops <= {"calendars", "engine", "webui", "migrations", "processes"}
    assert not [name for name in names if "/node_modules/" in name or name.startswith("webui/src/")]


def test_licences_and_the_command_are_in(names: set[str]) -> None:
    (info,) = {name.split("/")[0] for name in names if ".dist-info/" in name}
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/NOTICE"} <= names
    assert f"{info}/entry_points.txt" in names
