"""Whether the program can work: its database answers and has the shape it needs."""

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from engine.errors import DatabaseUnready
from engine.store.database import Store
from engine.store.migrate import require_current
from engine.store.tables import Table
from engine.store.writable import require_writable


def is_ready(store: Store) -> bool:
    """Tell whether the database can be read and written, is at this program's revision and lacks
    no table."""
    try:
        require_writable(store.engine)
        require_current(store.engine)
        present = inspect(store.engine).get_table_names()
    except (DatabaseUnready, SQLAlchemyError):
        return False
    return Table.metadata.tables.keys() <= set(present)
