"""All checks over a pack, in one list."""

from collections.abc import Callable, Iterable, Mapping

from engine.core.lint import bounds, names, style, terms
from engine.core.lint.problem import Problem
from engine.core.pack import Pack, read_pack
from engine.errors import GongxiangError, PackError

Check = Callable[[Pack], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    names.check_assignments,
    names.check_forms,
    names.check_effects,
    names.check_expressions,
    terms.check_timers,
    bounds.check_bounds,
    style.check_drawings,
)


def lint(files: Mapping[str, bytes]) -> list[Problem]:
    """Return everything that is wrong with the pack in `files` (path -> content)."""
    try:
        pack = read_pack(files)
    except PackError as error:
        return [_unreadable("pack.toml", error)]
    broken = [problem for key in pack.processes for problem in _unparsable(pack, key)]
    if broken:
        return broken
    return [problem for check in CHECKS for problem in check(pack)]


def _unparsable(pack: Pack, key: str) -> Iterable[Problem]:
    try:
        pack.blueprint(key)
    except PackError as error:
        yield _unreadable(f"{key}/", error)


def _unreadable(file: str, error: GongxiangError) -> Problem:
    return Problem(file, "", "readable", error.message)
