"""Paging by key: a page knows the key of its last row, never how many rows there are."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from engine.clock import aware
from engine.errors import BadRequest

Item = TypeVar("Item")
Row = TypeVar("Row")

MAX_LIMIT = 100
WRONG = "翻页位置无效，请从第一页重新打开。"

#: Stands for "no date" in keys, so that rows without a due date come last.
FAR = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some rows of a list; `next_after` is the key to ask the next page with, None at the end."""

    items: tuple[Item, ...]
    next_after: str | None = None


def page_of(
    rows: Sequence[Row], limit: int, key: Callable[[Row], list[str]], make: Callable[[Row], Item]
) -> Page[Item]:
    """Make a page from up to `limit` + 1 rows."""
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(tuple(make(row) for row in shown), write_key(key(shown[-1])) if more else None)


def limit_of(wanted: int) -> int:
    """Return `wanted` kept between 1 and MAX_LIMIT."""
    return max(1, min(wanted, MAX_LIMIT))


def write_key(parts: list[str]) -> str:
    """Return the values of a row's sort key as one opaque word for an address."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_key(word: str, length: int) -> list[str]:
    """Return the values that `write_key` packed; raises BadRequest for anything else."""
    try:
        parts = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (ValueError, RecursionError):
        parts = None
    if not isinstance(parts, list) or list(map(type, parts)) != [str] * length:
        raise BadRequest(WRONG)
    if not all(map(_can_be_stored, parts)):
        raise BadRequest(WRONG)
    return parts


def read_moment(text: str) -> datetime:
    """Return the instant in a key, in UTC; raises BadRequest when it is none."""
    try:
        return aware(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise BadRequest(WRONG) from None


def _can_be_stored(text: str) -> bool:
    """JSON can write halves of signs, and NUL, of which no row's key consists."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def containing(text: str) -> str:
    """Return the LIKE pattern (escape: backslash) that finds `text` as it stands."""
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"
