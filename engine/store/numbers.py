"""Gap-free numbers: a counter that moves with the transaction that takes the number."""

from sqlalchemy.orm import Session

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


def set_counter(session: Session, key: str, value: int) -> None:
    """Note that the newest number of `key` is `value`."""
    session.execute(
        inserting(session, Counter)
        .values(key=key, value=value)
        .on_conflict_do_update(index_elements=["key"], set_={"value": value})
    )
