"""What the operators of the language do, and what they refuse."""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from engine.core.expressions.errors import ExpressionError
from engine.core.expressions.limits import MAX_ITEMS, MAX_NUMBER, MAX_TEXT


def item(holder: Any, name: Any) -> Any:
    """`holder[name]`: null where either the holder or the entry is missing."""
    if holder is None:
        return None
    if isinstance(holder, Mapping):
        return holder.get(key(name))
    if isinstance(holder, list) and _is_whole(name):
        return holder[name] if -len(holder) <= name < len(holder) else None
    raise ExpressionError("只能从字典按名称取值，或从列表按序号取值。")


def key(value: Any) -> Any:
    """`value` if it can name an entry of a dict, else ExpressionError."""
    if isinstance(value, str | int | None):
        return value
    raise ExpressionError("字典的键只能是文字或整数。")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ExpressionError("只有数字才能参加运算。")
    return value


def _bounded(value: Any) -> Any:
    if not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise ExpressionError("运算结果过大。")
    return value


def _arithmetic(compute: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def apply(left: Any, right: Any) -> Any:
        first, second = _alike(_number(left), _number(right))
        try:
            return _bounded(compute(first, second))
        except ArithmeticError:
            raise ExpressionError("不能除以零。") from None

    return apply


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Floats become decimals beside a decimal, as Python will not mix the two."""
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(str(right))
    if isinstance(left, float) and isinstance(right, Decimal):
        return Decimal(str(left)), right
    return left, right


def _add(left: Any, right: Any) -> Any:
    if isinstance(left, str) and isinstance(right, str):
        return _joined(left, right, MAX_TEXT)
    if isinstance(left, list) and isinstance(right, list):
        return _joined(left, right, MAX_ITEMS)
    return _arithmetic(operator.add)(left, right)


def _joined(left: Any, right: Any, most: int) -> Any:
    if len(left) + len(right) > most:
        raise ExpressionError("拼接的结果过长。")
    return left + right


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def apply(left: Any, right: Any) -> bool:
        if left is None or right is None:
            return False
        if isinstance(left, str) and isinstance(right, str):
            return compare(left, right)
        return compare(_number(left), _number(right))

    return apply


def _contained(value: Any, holder: Any) -> bool:
    if holder is None:
        return False
    if isinstance(holder, str):
        return isinstance(value, str) and value in holder
    if isinstance(holder, Mapping):
        return key(value) in holder
    if isinstance(holder, list):
        return value in holder
    raise ExpressionError("in 后面应当是列表、字典或文字。")


def _same(left: Any, right: Any) -> bool:
    return left is right


UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.Not: operator.not_,
    ast.USub: lambda value: -_number(value),
    ast.UAdd: _number,
}
BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: _add,
    ast.Sub: _arithmetic(operator.sub),
    ast.Mult: _arithmetic(operator.mul),
    ast.Div: _arithmetic(operator.truediv),
    ast.Mod: _arithmetic(operator.mod),
}
COMPARISON: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: _ordering(operator.lt),
    ast.LtE: _ordering(operator.le),
    ast.Gt: _ordering(operator.gt),
    ast.GtE: _ordering(operator.ge),
    ast.In: _contained,
    ast.NotIn: lambda value, holder: not _contained(value, holder),
    ast.Is: _same,
    ast.IsNot: lambda left, right: left is not right,
}
