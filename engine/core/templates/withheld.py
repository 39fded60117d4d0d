"""What people wrote, wrapped so that a template may ask it and cannot say it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

#: Stands where somebody's words stood.
MASK = "〔内容略〕"


class Withheld:
    """A value that conditions compare as if it were bare, and that is shown as MASK alone.

    It has no characters to walk over or to cut out, and what joins it to a text joins MASK.
    """

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = value

    def __str__(self) -> str:
        return MASK

    __repr__ = __str__

    def __bool__(self) -> bool:
        return bool(self._value)

    def __len__(self) -> int:
        return len(self._value)

    def __hash__(self) -> int:
        return hash(self._value)

    def __contains__(self, part: Any) -> bool:
        return bare(part) in self._value

    def __eq__(self, other: object) -> bool:
        return bool(self._value == bare(other))

    def __lt__(self, other: Any) -> bool:
        return bool(self._value < bare(other))

    def __le__(self, other: Any) -> bool:
        return bool(self._value <= bare(other))

    def __gt__(self, other: Any) -> bool:
        return bool(self._value > bare(other))

    def __ge__(self, other: Any) -> bool:
        return bool(self._value >= bare(other))


def bare(value: Any) -> Any:
    """Return what `value` wraps, or itself."""
    return value._value if isinstance(value, Withheld) else value


def withhold(value: Any) -> Any:
    """Return `value` with every text, number and date in it withheld; keys, yes and no stay."""
    if isinstance(value, Mapping):
        return {key: withhold(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [withhold(inner) for inner in value]
    if isinstance(value, str | int | float | Decimal | date) and not isinstance(value, bool):
        return Withheld(value)
    return value
