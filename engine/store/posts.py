"""Which posts count: those that are held on a day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from engine.store.tables import Post


def held_on(day: date) -> ColumnElement[bool]:
    """Condition on Post: held on `day`, a day of Asia/Shanghai; the last day is included."""
    return and_(
        Post.valid_from <= day, or_(Post.valid_until.is_(None), Post.valid_until >= day)
    )  # fmt: skip
