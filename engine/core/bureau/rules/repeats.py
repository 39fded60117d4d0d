"""Values that may occur once only."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from engine.core.bureau.problems import Placed, Problems


def repeated(
    rows: Iterable[Placed[Any]], field: str, what: str, key: Callable[[Any], Hashable]
) -> Problems:
    """Yield a problem for each row whose `key` an earlier row has already."""
    seen: dict[Hashable, Placed[Any]] = {}
    for one in rows:
        first = seen.setdefault(key(one.row), one)
        if first is not one:
            where = f"{first.place.file} {first.place.row}"
            yield one.problem(field, f"{what}与 {where} 重复，请改成不同的，或删去一处")
