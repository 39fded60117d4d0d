"""No check is written and then left out of the list by which it runs."""

import importlib
import pkgutil

import pytest

from engine.core import lint
from engine.core.lint import bpmn
from engine.core.lint.bpmn.checking import RULES
from engine.core.lint.checking import CHECKS, LAW
from engine.core.lint.style import READING, RUNNING

#: Those that run the lists.
RUNNERS = {"check_structure", "check_drawings"}
DRAWN = {*RUNNING, *READING}


def written_in(package: object) -> set[object]:
    """Every function `check_…` that a module of the package defines."""
    path, name = package.__path__, package.__name__  # type: ignore[attr-defined]
    modules = [
        importlib.import_module(f"{name}.{each.name}") for each in pkgutil.iter_modules(path)
    ]
    return {
        each
        for module in modules
        for key, each in vars(module).items()
        if key.startswith("check_") and each.__module__ == module.__name__
    }


@pytest.mark.parametrize(
    ("package", "wired"), [(lint, {*CHECKS, *DRAWN}), (bpmn, {*RULES})], ids=["lint", "bpmn"]
)
def test_every_check_runs(package: object, wired: set[object]) -> None:
    left_out = {each.__name__ for each in written_in(package) - wired}  # type: ignore[attr-defined]
    assert left_out <= RUNNERS


def test_the_runners_run() -> None:
    names = [each.__name__ for each in CHECKS]
    assert set(names) >= RUNNERS
    assert len(names) == len(set(names))


def test_what_holds_the_law_is_run() -> None:
    assert {each.__name__ for each in CHECKS} >= LAW.keys()
    by_law = {"bounds", "passages", "guards"}
    of_law = {e.__name__ for e in CHECKS if e.__module__.rpartition(".")[2] in by_law}
    assert of_law == LAW.keys()
