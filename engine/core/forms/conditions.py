"""Which conditions of a form depend on the answers, and which of those a page can follow itself."""

import ast
from collections.abc import Collection, Iterable

from engine.core.expressions import names_in
from engine.core.expressions.syntax import parse
from engine.core.forms.source import OUTER_NAMES, FieldSpec


def depends_on_answers(expression: str, hidden: Collection[str] = ()) -> bool:
    """False when only the case and the time matter, so that the server knows already.

    `hidden`: fields that the case hides whatever is answered; they are always None.
    """
    read = {name.partition(".")[0] for name in names_in(expression)}
    return bool(read - OUTER_NAMES - set(hidden))


def show_when(expression: str, prefix: str, inner: frozenset[str]) -> str:
    """The condition as `field=a|b` for the page's script; "" when it is not that simple.

    Understood: `x == "a"`, `x in ["a", "b"]`, `"a" in x`, a bare yes/no `x`, `x == True`.
    `inner`: the columns of the row, whose controls have `prefix` before their names.
    """
    field, values = simple_condition(expression)
    if not field:
        return ""
    return f"{prefix if field in inner else ''}{field}={'|'.join(values)}"


def simple_condition(expression: str) -> tuple[str, list[str]]:
    """The field and the values that a simple condition asks for; ("", []) for any other."""
    field, values = _simple(parse(expression))
    if field is None or not values or field in OUTER_NAMES:
        return "", []
    return field, values


def condition_words(expression: str, specs: Iterable[FieldSpec]) -> str:
    """The condition in Chinese, e.g. “答复”为“不予提供”时填写; "" when it is not that simple."""
    name, values = simple_condition(expression)
    spec = next((each for each in specs if each.name == name), None)
    if spec is None:
        return ""
    labels = {each.value: each.label for each in spec.choices} | {"yes": "是", "no": "否"}
    chosen = "或".join(f"“{labels.get(each, each)}”" for each in values)
    return f"“{spec.label}”为{chosen}时填写"


def _simple(node: ast.expr) -> tuple[str | None, list[str]]:
    if isinstance(node, ast.Name):
        return node.id, ["yes"]
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return None, []
    return _comparison(node.left, node.ops[0], node.comparators[0])


def _comparison(left: ast.expr, by: ast.cmpop, right: ast.expr) -> tuple[str | None, list[str]]:
    if isinstance(by, ast.Eq | ast.Is) and isinstance(left, ast.Name):
        return left.id, _texts([right])
    if isinstance(by, ast.In) and isinstance(left, ast.Name) and isinstance(right, ast.List):
        return left.id, _texts(right.elts)
    if isinstance(by, ast.In) and isinstance(right, ast.Name):
        return right.id, _texts([left])
    return None, []


def _texts(nodes: list[ast.expr]) -> list[str]:
    """What the page posts for literal texts and truths; nothing if one is something else."""
    found = []
    for node in nodes:
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, bool):
            found.append("yes" if value else "no")
        elif isinstance(value, str) and "|" not in value:
            found.append(value)
        else:
            return []
    return found
