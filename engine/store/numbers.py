"""Gap-free numbers: a counter that moves with the transaction that takes the number."""

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.store.tables import Counter


def next_number(session: Session, series: str) -> int:
    """Return the next number of `series`, from 1. A rollback gives it back."""
    number = _moved(session, series)
    if number is None and _begun(session, series):
        return 1
    return number or _moved(session, series) or 1


def _moved(session: Session, series: str) -> int | None:
    return session.scalar(
        update(Counter)
        .where(Counter.key == series)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
    )


def _begun(session: Session, series: str) -> bool:
    """Begin the series; False when somebody else has begun it at this moment."""
    try:
        with session.begin_nested():
            session.execute(insert(Counter).values(key=series, value=1))
    except IntegrityError:
        return False
    return True
