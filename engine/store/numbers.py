"""Gap-free numbers: a counter that moves with the transaction that takes the number."""

from datetime import datetime

from sqlalchemy.orm import Session

from calendars import local_date
from engine.store.tables import Counter
from engine.store.upserts import inserting


def next_number(session: Session, series: str) -> int:
    """Return the next number of `series`, from 1. A rollback gives it back."""
    taken = (
        inserting(session, Counter)
        .values(key=series, value=1)
        .on_conflict_do_update(index_elements=["key"], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    return session.execute(taken).scalar_one()


def case_number(session: Session, kind_code: str, now: datetime) -> str:
    """Return the next number of a case: kind, year (Asia/Shanghai) of `now` (aware), sequence."""
    series = f"{kind_code}-{local_date(now).year}"
    return f"{series}-{next_number(session, series):04d}"


def set_counter(session: Session, key: str, value: int) -> None:
    """Note that the newest number of `key` is `value`."""
    session.execute(
        inserting(session, Counter)
        .values(key=key, value=value)
        .on_conflict_do_update(index_elements=["key"], set_={"value": value})
    )
