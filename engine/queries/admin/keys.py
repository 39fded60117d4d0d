"""Paging of lists whose newest or next row comes first: a moment, then the id."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, literal, or_

from engine.queries import page as paging
from engine.store.types import Instant


def earlier(moment: Any, row_id: Any, after: str) -> ColumnElement[bool]:
    """Condition: the row comes after the one with the key `after`, newest first."""
    at, last_id = _parts(after)
    return or_(moment < at, and_(moment == at, row_id < last_id))


def later(moment: Any, row_id: Any, after: str) -> ColumnElement[bool]:
    """Condition: the row comes after the one with the key `after`, earliest first."""
    at, last_id = _parts(after)
    return or_(moment > at, and_(moment == at, row_id > last_id))


def key(moment: datetime, row_id: str) -> list[str]:
    """Return the key of a row."""
    return [moment.isoformat(), row_id]


def _parts(after: str) -> tuple[Any, str]:
    text, last_id = paging.read_key(after, 2)
    return literal(paging.read_moment(text), Instant()), last_id
