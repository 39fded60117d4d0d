"""Timers: written as terms, with the clause they stand on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.core.expressions import ExpressionError, evaluate
from engine.core.lint.elements import all_elements
from engine.core.lint.problem import Problem
from engine.core.pack import Pack
from engine.core.workflow import Element


@dataclass(frozen=True)
class DrawnTerm:
    """A term as a diagram writes it: `n` units."""

    n: int
    unit: str


def drawn_term(element: Element) -> DrawnTerm | None:
    """Return the term of a timer element, or None when it is not written as one."""

    def of(unit: str) -> Any:
        return lambda n, since=None: DrawnTerm(n, unit)

    functions = {"working_days": of("working_day"), "natural_days": of("natural_day")}
    try:
        found = evaluate(element.timer or "", {}, functions)
    except ExpressionError:
        return None
    return found if isinstance(found, DrawnTerm) and isinstance(found.n, int) else None


def check_timers(pack: Pack) -> Iterator[Problem]:
    """A timer is a positive whole number of days and says on which clause it stands."""
    for element in all_elements(pack):
        if element.timer is None:
            continue
        term = drawn_term(element)
        if term is None or term.n < 1:
            yield _problem(element, "term", "时限请写成 working_days(天数) 或 natural_days(天数)。")
        basis = element.gx.get("basis", {})
        if not basis.get("clause") or basis.get("kind") not in ("statutory", "internal"):
            yield _problem(element, "basis", "时限没有写明依据条款，以及是法定还是内部时限。")


def _problem(element: Element, rule: str, message: str) -> Problem:
    return Problem(element.file, element.id, rule, f"“{element.name}”：{message}")
