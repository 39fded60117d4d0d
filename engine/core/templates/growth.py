"""What bounds a template while it is filled: rounds of loops, and the length of what is joined."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2.exceptions import SecurityError

MAX_ROUNDS = 10_000  # of all loops of one filling
MAX_JOINED = 20_000  # characters of a text that is put together

_LEFT: ContextVar[int] = ContextVar("rounds left of the filling", default=MAX_ROUNDS)


@contextmanager
def counting() -> Iterator[None]:
    """Give what is filled inside MAX_ROUNDS rounds of its own."""
    token = _LEFT.set(MAX_ROUNDS)
    try:
        yield
    finally:
        _LEFT.reset(token)


class _Counted(list[Any]):
    """A list of which each round is counted; it still knows its length, which `loop` asks."""

    def __iter__(self) -> Iterator[Any]:
        for each in super().__iter__():
            left = _LEFT.get() - 1
            if left < 0:
                raise SecurityError(f"循环超过 {MAX_ROUNDS} 次")
            _LEFT.set(left)
            yield each


def counted(rows: Any) -> _Counted:
    """Return the rows of a list, or the keys of a mapping, to be gone through."""
    return _Counted(rows)


def joined(*parts: Any) -> str:
    """Return the parts as one text (`a ~ b`)."""
    text = "".join(map(str, parts))
    if len(text) > MAX_JOINED:
        raise SecurityError(f"拼接的文字超过 {MAX_JOINED} 个字")
    return text


def join_rows(rows: Any, between: str = "", attribute: str | None = None) -> str:
    """`rows | join("、")`, or `rows | join("、", attribute="name")`."""
    text, first = "", True
    for row in counted(rows):
        value = row if attribute is None else row[attribute]
        text = joined(text, "" if first else between, value)
        first = False
    return text
