"""Could a condition hold while some forms are unanswered? Where one cannot tell: yes."""

import ast
from collections.abc import Collection

from engine.core.expressions import ExpressionError, evaluate
from engine.core.expressions.syntax import parse


def can_hold(source: str, absent: Collection[str]) -> bool:
    """Tell whether `source` may be true when the names in `absent` are null and all others are
    anything. A text that is no expression may hold."""
    try:
        return _truth(parse(source), frozenset(absent)) is not False
    except ExpressionError:
        return True


def _truth(node: ast.AST, absent: frozenset[str]) -> bool | None:
    """True, False, or None for either."""
    if _is_settled(node, absent):
        return bool(evaluate(ast.unparse(node), {}))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _truth(node.operand, absent)
        return None if inner is None else not inner
    if isinstance(node, ast.BoolOp):
        decisive = isinstance(node.op, ast.Or)
        parts = [_truth(each, absent) for each in node.values]
        if decisive in parts:
            return decisive
        return None if None in parts else not decisive
    if isinstance(node, ast.IfExp):
        return _choice(node, absent)
    return None


def _choice(node: ast.IfExp, absent: frozenset[str]) -> bool | None:
    test = _truth(node.test, absent)
    ways = [node.body] * (test is not False) + [node.orelse] * (test is not True)
    found = {_truth(each, absent) for each in ways}
    return found.pop() if len(found) == 1 else None


def _is_settled(node: ast.AST, absent: frozenset[str]) -> bool:
    called = {id(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
    names = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
    return all(each.id in absent for each in names if id(each) not in called)
