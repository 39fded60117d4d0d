"""Whether the program can work: its database answers and knows the tables."""

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from engine.store.database import Store
from engine.store.tables import Unit


def is_ready(store: Store) -> bool:
    """Tell whether the database can be read."""
    try:
        with store.reading() as session:
            session.execute(select(Unit.id).limit(1))
    except SQLAlchemyError:
        return False
    return True
