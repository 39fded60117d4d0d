"""INSERT … ON CONFLICT, which both databases know under different modules."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.store.tables import Table


def inserting(session: Session, table: type[Table]) -> postgresql.dml.Insert | sqlite.dml.Insert:
    """Return an INSERT into `table` in the words of the session's database.

    It takes `on_conflict_do_nothing` and `on_conflict_do_update`, with which two writers of the
    same key at the same moment take turns instead of one of them failing.
    """
    lite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if lite else postgresql.insert(table)
