"""How much one evaluation may compare: functions walk lists and texts, and lists have no small end.

Counted in steps, not in seconds, so that the same expression over the same data always gives the
same answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from engine.core.expressions.errors import ExpressionError
from engine.core.expressions.limits import MAX_WORK

_LEFT: ContextVar[int] = ContextVar("steps left of the evaluation", default=MAX_WORK)


@contextmanager
def counted() -> Iterator[None]:
    """Give what runs inside MAX_WORK steps of its own."""
    token = _LEFT.set(MAX_WORK)
    try:
        yield
    finally:
        _LEFT.reset(token)


def spend(steps: int) -> None:
    """Take `steps` from what the running evaluation has left; ExpressionError when none is left."""
    left = _LEFT.get() - steps
    if left < 0:
        raise ExpressionError("要比较的内容过多，请减少行数或词语。")
    _LEFT.set(left)
