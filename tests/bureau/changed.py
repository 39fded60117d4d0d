"""The test bureau's files with something changed, and what is found wrong with them."""

from datetime import date

import pytest

from engine.core.bureau import parse_bureau
from engine.errors import PackError
from tests.bureau.fixtures import bureau_files

TODAY = date(2026, 9, 21)
UNITS, PEOPLE, RESOURCES, AGENTS = "units.toml", "people.toml", "resources.toml", "agents.toml"


def faults_of(files: dict[str, bytes]) -> list[dict[str, str]]:
    """The problems that `parse_bureau` lists; fails when it takes the files."""
    with pytest.raises(PackError) as refused:
        parse_bureau(files, TODAY)
    problems: list[dict[str, str]] = refused.value.details["problems"]
    return problems


def changed(*changes: tuple[str, str, str]) -> dict[str, bytes]:
    """The test bureau's files with (file, old, new) replaced once each; old "" appends."""
    files = bureau_files()
    for path, old, new in changes:
        text = files[path].decode()
        assert old in text, f"{old} is not in {path}"
        files[path] = (text.replace(old, new, 1) if old else text + new).encode()
    return files


def only_fault(*changes: tuple[str, str, str]) -> dict[str, str]:
    """The one problem of the files changed so; fails when there are more."""
    faults = faults_of(changed(*changes))
    assert len(faults) == 1, [fault["text"] for fault in faults]
    return faults[0]
