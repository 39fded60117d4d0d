"""Measuring: the median of several runs, printed as a line of a table."""

import gc
from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import Any


def times(acts: Iterable[Callable[[], Any]]) -> list[float]:
    """How long each of `acts` takes, in milliseconds; the first one warms up and is left out."""
    found = []
    gc.collect()
    for act in acts:
        begun = perf_counter()
        act()
        found.append((perf_counter() - begun) * 1000)
    return found[1:]


def tell(what: str, found: list[float], each: int = 1) -> None:
    """Print the median and the worst; `each`: how many things one run does."""
    worst, middle = max(found) / each, median(found) / each
    unit, factor = ("ms", 1) if middle >= 0.1 else ("µs", 1000)
    line = f"{what:<58} {middle * factor:9.2f} {unit}  worst {worst * factor:9.2f} {unit}"
    print(f"\n{line}  n={len(found)}", end="")  # noqa: T201 - the numbers are what this is for
