"""Which conditions of a form depend on the answers, and which of those a page can follow itself."""

import ast
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from engine.core.expressions import names_in
from engine.core.expressions.syntax import parse
from engine.core.forms.source import OUTER_NAMES, FieldSpec
from engine.sentence import listed, say


def depends_on_answers(expression: str, hidden: Collection[str] = ()) -> bool:
    """False when only the case and the time matter, so that the server knows already.

    `hidden`: fields that the case hides whatever is answered; they are always None.
    """
    read = {name.partition(".")[0] for name in names_in(expression)}
    return bool(read - OUTER_NAMES - set(hidden))


@dataclass(frozen=True)
class Simple:
    """A condition on one field: its answer is (`negated`: is not) one of `values`, as posted."""

    field: FieldSpec
    values: tuple[str, ...]
    negated: bool


def show_when(
    expression: str,
    specs: Iterable[FieldSpec],
    prefix: str = "",
    inner: Collection[str] = frozenset(),
) -> str:
    """The condition as `field=a|b` or `field!=a|b` for the page's script; "" for any other.

    Understood: `x == "a"`, `x in ["a", "b"]`, `"a" in x`, a bare yes/no `x`, `x == True`, and each
    of them negated. `inner`: the columns of the row, whose controls have `prefix` before their
    names.
    """
    found = simple_condition(expression, specs)
    if found is None:
        return ""
    name = found.field.name
    sign = "!=" if found.negated else "="
    return f"{prefix if name in inner else ''}{name}{sign}{'|'.join(found.values)}"


def condition_words(expression: str, specs: Iterable[FieldSpec]) -> str:
    """The condition in words, e.g. “答复”为“不予提供”时填写。 "" when it is not that simple."""
    found = simple_condition(expression, specs)
    if found is None:
        return ""
    labels = {each.value: f"“{each.label}”" for each in found.field.choices}
    labels |= {"yes": say("“是”"), "no": say("“否”")}
    chosen = listed((labels.get(each, f"“{each}”") for each in found.values), "或")
    if found.negated:
        return say("“%(label)s”不为%(chosen)s时填写。", label=found.field.label, chosen=chosen)
    return say("“%(label)s”为%(chosen)s时填写。", label=found.field.label, chosen=chosen)


def simple_condition(expression: str, specs: Iterable[FieldSpec]) -> Simple | None:
    """The condition if it is a simple one on one of `specs`, else None."""
    name, values, negated = _simple(parse(expression))
    field = next((each for each in specs if each.name == name), None)
    if field is None or not values:
        return None
    # A text is no truth: what is posted for `x` alone is known of a yes/no field only.
    if any(isinstance(each, bool) != (field.type == "yesno") for each in values):
        return None
    return Simple(field, tuple(_posted(each) for each in values), negated)


_Found = tuple[str | None, list[str | bool], bool]
_NOTHING: _Found = (None, [], False)


def _simple(node: ast.expr) -> _Found:
    if isinstance(node, ast.Name):
        return node.id, [True], False
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        name, values, negated = _simple(node.operand)
        return name, values, not negated
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _comparison(node.left, node.ops[0], node.comparators[0])
    return _NOTHING


def _comparison(left: ast.expr, by: ast.cmpop, right: ast.expr) -> _Found:
    negated = isinstance(by, ast.NotEq | ast.IsNot | ast.NotIn)
    if isinstance(by, ast.In | ast.NotIn):
        if isinstance(left, ast.Name) and isinstance(right, ast.List):
            return left.id, _literals(right.elts), negated
        if isinstance(right, ast.Name):
            return right.id, _literals([left]), negated
    elif isinstance(by, ast.Eq | ast.Is | ast.NotEq | ast.IsNot) and isinstance(left, ast.Name):
        return left.id, _literals([right]), negated
    return _NOTHING


def _literals(nodes: list[ast.expr]) -> list[str | bool]:
    """The literal texts and truths; nothing if one is something else."""
    values = [node.value if isinstance(node, ast.Constant) else None for node in nodes]
    found = [each for each in values if isinstance(each, str | bool) and "|" not in str(each)]
    return found if len(found) == len(values) else []


def _posted(value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
