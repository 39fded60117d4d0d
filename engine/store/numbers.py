"""Gap-free numbers: a counter that moves with the transaction that takes the number."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from engine.store.tables import Counter


def next_number(session: Session, series: str) -> int:
    """Return the next number of `series`, from 1. A rollback gives it back."""
    moved = session.scalar(
        update(Counter)
        .where(Counter.key == series)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
    )
    if moved is not None:
        return int(moved)
    session.add(Counter(key=series, value=1))
    session.flush()
    return 1
