"""Which calendar a command counts with: that of the installation, or the one of the release.

Nothing is made by asking: where there is no database yet, neither a folder nor a file appears.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import inspect

from calendars import ChinaCalendar, shipped
from engine.cli.session import Session
from engine.queries.calendar.exchange import calendar_of
from engine.settings import database_address
from engine.store.database import Store
from engine.store.migrate import require_current
from engine.store.tables import NoticeRow, Table
from engine.store.writable import sqlite_file


def known_calendar(session: Session) -> ChinaCalendar:
    """Return the calendar in force in the database that the settings name, or the shipped one
    where there is no such database, or it has no tables for notices yet.

    Raises SettingError; DatabaseUnready for a database that this program cannot use.
    """
    with existing_store(session) as store:
        return shipped() if store is None else calendar_of(store)


@contextmanager
def readable_store(session: Session) -> Iterator[Store]:
    """Yield the store that the settings name, or an empty private one where there is none."""
    with existing_store(session) as store:
        if store is not None:
            yield store
            return
    private = Store("sqlite://")
    Table.metadata.create_all(private.engine)
    try:
        yield private
    finally:
        private.close()


@contextmanager
def existing_store(session: Session) -> Iterator[Store | None]:
    """Yield the store that the settings name, or None where no database with notices is there."""
    store = Store(database_address(session.environ))
    try:
        yield store if _holds_notices(store) else None
    finally:
        store.close()


def _holds_notices(store: Store) -> bool:
    # SQLite makes the file that it is asked to open.
    file = sqlite_file(store.engine)
    if file is not None and not (file.is_file() and file.stat().st_size):
        return False
    if not inspect(store.engine).has_table(NoticeRow.__tablename__):
        return False
    require_current(store.engine)
    return True
