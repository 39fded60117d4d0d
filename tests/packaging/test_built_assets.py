"""What the build of the front end leaves behind."""

import json
import re
from pathlib import Path

import pytest

from tests.lacking import lacking
from webui import assets

NAMES = {f"{name}.{kind}" for name in ("site", "viewer", "modeler") for kind in ("css", "js")}
#: Bootstrap reads it and sets it only when told to; unset it means the inherited alignment.
LEFT_UNSET = {"--bs-body-text-align"}


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    path = assets.DIST / "manifest.json"
    if not path.is_file():
        lacking("the front end is not built: make assets")
    manifest: dict[str, str] = json.loads(path.read_text("utf-8"))
    return manifest


def test_the_manifest_names_hashed_files_that_exist(built: dict[str, str]) -> None:
    assert set(built) == NAMES
    for plain, hashed in built.items():
        stem, extension = plain.split(".")
        assert re.fullmatch(rf"{stem}-[0-9a-f]{{10}}\.{extension}", hashed)
        assert (assets.DIST / hashed).is_file()


def test_what_is_built_is_not_built_again(built: dict[str, str]) -> None:
    assert assets.build() is False


def test_a_changed_source_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "src" / "site.js"
    source.parent.mkdir()
    source.write_text("1", "utf-8")
    monkeypatch.setattr(assets, "HERE", tmp_path)
    before = assets._digest([source])
    source.write_text("2", "utf-8")
    assert assets._digest([source]) != before


def test_every_custom_property_is_defined(built: dict[str, str]) -> None:
    text = "".join((assets.DIST / name).read_text("utf-8") for name in built.values())
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    defined = set(re.findall(r"(--[\w-]+)\s*:", text))
    assert used - defined - LEFT_UNSET == set()


def test_the_sheets_load_nothing_from_elsewhere(built: dict[str, str]) -> None:
    for name in ("site.css", "viewer.css"):
        text = (assets.DIST / built[name]).read_text("utf-8")
        assert not re.findall(r"url\((?![\"']?data:)", text)
        assert "@import" not in text


def test_notices_cover_what_is_bundled(built: dict[str, str]) -> None:
    text = (assets.DIST / "THIRD-PARTY.txt").read_text("utf-8")
    for package in ("bootstrap 5", "bpmn-js 18", "diagram-js ", "htmx.org 2"):
        assert re.search(rf"^{re.escape(package)}", text, re.MULTILINE), package
    assert "watermark must stay fully visible" in text


def test_readme_and_sheet_name_the_same_classes(built: dict[str, str]) -> None:
    """A class that templates are promised must be in the sheet."""
    readme = (assets.HERE / "src/site/README.md").read_text("utf-8")
    sheet = (assets.DIST / built["site.css"]).read_text("utf-8")
    marked = " ".join(re.findall(r'class="([^"…*]+)"', readme)).split()
    #: for scripts and hooks only, or grouping without a look of its own
    plain = {"form", "accounts", "is-done", "cols-main", "tile-label", "cols-side"}
    assert {name for name in marked if f".{name}" not in sheet} <= plain
