"""Timers: written as terms, with the clause they stand on, and labelled with both."""

import ast
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.core.expressions import ExpressionError
from engine.core.expressions.syntax import parse
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem

FUNCTIONS = {
    "working_days": "working_day",
    "natural_days": "natural_day",
    "full_natural_days": "natural_day",
    "on_day": "natural_day",
}
UNITS = {"working_day": "个工作日", "natural_day": "个自然日"}
LABEL = re.compile(r"(\d{1,4}个(?:工作日|自然日))(?:\s*[·・•]\s*(.+))?")


@dataclass(frozen=True)
class DrawnTerm:
    """A term as a diagram writes it: `n` units, counted from `since` ("": from now)."""

    n: int
    unit: str
    since: str = ""

    @property
    def words(self) -> str:
        """The term as a label says it: 5个工作日."""
        return f"{self.n}{UNITS[self.unit]}"


def drawn_term(timer: str | None) -> DrawnTerm | None:
    """Return the term that the expression `timer` writes, or None when it writes none.

    The number has to be written out: a computed one could be another when it counts.
    """
    try:
        call = parse(timer or "")
    except ExpressionError:
        return None
    name = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
    days = call.args[0] if name in FUNCTIONS and call.args else None  # type: ignore[attr-defined]
    if not isinstance(days, ast.Constant) or type(days.value) is not int:
        return None
    return DrawnTerm(days.value, FUNCTIONS[name], _since(call))  # type: ignore[arg-type]


def _since(call: ast.Call) -> str:
    given = [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "since")]
    written = [ast.unparse(each) for each in given]
    return "" if written in ([], ["None"]) else written[0]


def check_timers(diagram: Diagram) -> Iterator[Problem]:
    """A timer is a positive whole number of days, names its clause, and its label agrees."""
    for node in diagram.nodes.values():
        if node.event != "timer" or not node.timer:
            continue
        term = drawn_term(node.timer)
        if term is None or term.n < 1:
            message = "时限请写成 working_days(天数) 或 natural_days(天数)，天数是正整数。"
            yield _error(diagram, node, "term", message)
        basis = node.gx.get("basis", {})
        missing = _missing_basis(basis)
        if missing:
            yield _error(diagram, node, "basis", missing)
        elif term is not None:
            yield from _label(diagram, node, term)
        if basis.get("kind") == "statutory" and node.attached_to and node.interrupts:
            message = "法定时限到期不得收回办理人的事项，请改为不中断；超期不等于同意。"
            yield diagram.warning(node.id, "interrupting", f"“{node.title}”：{message}")
        if node.attached_to:
            yield from _lapse(diagram, node)


def _missing_basis(basis: Mapping[str, str]) -> str:
    unknown = basis.get("kind") not in ("statutory", "internal")
    if not basis.get("clause"):
        more = "，以及是法定（statutory）还是内部（internal）时限" if unknown else ""
        return f"时限没有写明依据条款{more}。"
    return "时限没有写明是法定（statutory）还是内部（internal）时限。" if unknown else ""


def _lapse(diagram: Diagram, node: Node) -> Iterator[Problem]:
    """Whether a right ends with a term decides what an outage does to it: a term that takes the
    step away says so, and no other one does."""
    said = node.gx.get("lapse", {}).get("forfeits")
    if node.interrupts and said not in ("true", "false"):
        message = "到期会收回办理人的事项，请写明期满是否失去权利（forfeits = true 或 false）。"
        yield diagram.warning(node.id, "forfeits", f"“{node.title}”：{message}")
    if not node.interrupts and said is not None:
        message = "到期后事项仍可办理，期满不失去权利，请删去 forfeits。"
        yield diagram.warning(node.id, "forfeits", f"“{node.title}”：{message}")


def _label(diagram: Diagram, node: Node, term: DrawnTerm) -> Iterator[Problem]:
    basis = node.gx["basis"]
    if _plain(basis.get("term")) not in ("", _plain(term.words)):
        message = f"依据中写的是{basis['term']}，时限却是{term.words}，请改成一致。"
        yield _error(diagram, node, "term-label", message)
    wanted = "内部时限" if basis["kind"] == "internal" else basis["clause"]
    found = LABEL.fullmatch(_plain(node.name))
    if found is None:
        message = f"时限的名称请写成“{term.words} · {wanted}”。"
        yield _error(diagram, node, "term-label", message)
    elif found[1] != term.words:
        message = f"名称写的是{found[1]}，时限却是{term.words}，请改成一致。"
        yield _error(diagram, node, "term-label", message)
    elif not _names(found[2], wanted):
        message = f"名称没有写明“{wanted}”，请写成“{term.words} · {wanted}”。"
        yield _error(diagram, node, "clause-label", message)


def _names(said: str | None, wanted: str) -> bool:
    if wanted == "内部时限":
        return "内部" in (said or "")
    return _plain(said) == _plain(wanted)


def _plain(text: str | None) -> str:
    """One way to write brackets, digits and blanks."""
    folded = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"\s+", "", folded)


def _error(diagram: Diagram, node: Node, rule: str, message: str) -> Problem:
    return diagram.error(node.id, rule, f"“{node.title}”：{message}")
