"""The limits that the law sets to the diagrams: no edit breaks them unseen."""

from collections.abc import Iterator

from engine.core.lint.elements import all_elements
from engine.core.lint.problem import Problem
from engine.core.lint.terms import DrawnTerm, drawn_term
from engine.core.pack import Bound, Pack
from engine.core.workflow import Element

UNITS = {"working_day": "个工作日", "natural_day": "个自然日"}


def check_bounds(pack: Pack) -> Iterator[Problem]:
    """Each `[[bound]]` of pack.toml names a timer that keeps within it, as 法定."""
    elements = {(each.process, each.id): each for each in all_elements(pack)}
    by_id = {each.id: each for each in elements.values()}
    for bound in pack.bounds:
        element = elements.get((bound.process, bound.element)) or by_id.get(bound.element)
        if element is None or element.timer is None:
            message = f"{bound.clause}规定的时限在流程图中找不到（{bound.element}）。"
            yield Problem("pack.toml", bound.element, "bound", message)
        else:
            yield from _broken(bound, element, drawn_term(element))


def _broken(bound: Bound, element: Element, term: DrawnTerm | None) -> Iterator[Problem]:
    if term is None:
        return
    words = UNITS.get(bound.unit, bound.unit)
    limits = [
        (bound.max is not None and term.n > (bound.max or 0), f"不得超过{bound.max}{words}"),
        (bound.min is not None and term.n < (bound.min or 0), f"不得少于{bound.min}{words}"),
        (term.unit != bound.unit, f"应当按{words.removeprefix('个')}计算"),
        (element.gx.get("basis", {}).get("kind") != bound.kind, "应当标明为法定时限"),
    ]
    for broken, words_of_limit in limits:
        if broken:
            message = f"{bound.clause}：“{element.name}”{words_of_limit}。"
            yield Problem(element.file, element.id, "bound", message)
