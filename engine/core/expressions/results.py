"""How large a value may leave an expression: lists in lists make much of little."""

from typing import Any

from engine.core.expressions.errors import ExpressionError
from engine.core.expressions.limits import MAX_RESULT


def bounded(value: Any) -> Any:
    """Return `value`; ExpressionError when its lists and dicts have too many entries together."""
    room, waiting = MAX_RESULT, [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list | dict):
            room -= len(here)
            if room < 0:
                raise ExpressionError("表达式的结果过大。")
            waiting += here.values() if isinstance(here, dict) else here
    return value
