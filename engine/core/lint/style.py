"""How a diagram is drawn: what a clerk and a lawyer need to read it."""

from collections.abc import Iterator

from engine.core.lint.problem import Problem
from engine.core.pack import Pack


def check_drawings(pack: Pack) -> Iterator[Problem]:
    """Names, sizes and shapes that can be checked by a program."""
    yield from ()
