"""The store: one database, its clock and its calendar, handed to every command and query."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from calendars import ChinaCalendar, shipped
from engine.clock import Clock, SystemClock
from engine.errors import BadRequest, Busy

#: How long a writer waits for another one before it gives up with a Busy error.
LOCK_WAIT_SECONDS = 10
#: What PostgreSQL says when that time is over.
LOCK_NOT_AVAILABLE = "55P03"


class Store:
    """Where everything stands.

    `url` is an SQLAlchemy address (SQLite or PostgreSQL); `clock` tells the time in UTC;
    `calendar` is the one of the shipped notices, unless another one is given; those confirmed in
    the database come on top: engine/store/calendar.py says which calendar is in force.
    `base_url` is the address that links in mails begin with.
    """

    def __init__(
        self,
        url: str,
        clock: Clock | None = None,
        calendar: ChinaCalendar | None = None,
        base_url: str = "http://127.0.0.1:8000",
    ) -> None:
        self.url = url
        #: Where links in mails lead.
        self.base_url = base_url.rstrip("/")
        self.clock: Clock = clock or SystemClock()
        self.base_calendar = calendar or shipped()
        #: Calendars by revision; immutable, so every thread may share them.
        self.calendars: dict[str, ChinaCalendar] = {}
        self.engine = open_engine(url)
        #: Parsed packs by version id; immutable, so every thread may share them.
        self.packs: dict[str, Any] = {}

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session that writes; commits once at the end, rolls back on any error.

        Raises Busy when another writer holds what this one needs for too long: a row of
        PostgreSQL, the whole file of SQLite. A lost connection stays an OperationalError.
        """
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                session.connection(execution_options={"writes": True})
                yield session
        except OperationalError as error:
            if _waited_too_long(error):
                raise Busy() from error
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session for queries; nothing it does is kept."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def _waited_too_long(error: OperationalError) -> bool:
    if isinstance(error.orig, sqlite3.OperationalError):
        return "locked" in str(error.orig)
    return getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE


def open_engine(url: str) -> Engine:
    """Open `url` with the settings that each database needs."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(url, memory=address.database in (None, "", ":memory:"))
    options = f"-c lock_timeout={int(LOCK_WAIT_SECONDS * 1000)} -c timezone=UTC"
    engine = create_engine(
        address,
        json_serializer=_json,
        pool_pre_ping=True,
        pool_size=10,
        connect_args={"options": options},
    )
    event.listen(engine, "handle_error", _refuse_nul)
    return engine


def _refuse_nul(context: ExceptionContext) -> None:
    # No text of PostgreSQL holds NUL, and no person types it: what they sent is malformed.
    if "NUL (0x00)" in str(context.original_exception):
        raise BadRequest("提交的内容或地址中含有不允许的字符（空字符），请删去后重试。")


def _json(value: Any) -> str:
    # Chinese as it is: half the bytes of the escapes that the default writes.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if _encodable(text) else json.dumps(value, separators=(",", ":"))


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character pair, which only an escape can carry
        return False
    return True


def _open_sqlite(url: str, memory: bool) -> Engine:
    pool: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    engine = create_engine(
        url,
        json_serializer=_json,
        connect_args={"timeout": LOCK_WAIT_SECONDS, "check_same_thread": False},
        **pool,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin by itself: a writer has to begin IMMEDIATE, or two of them deadlock.
    connection.isolation_level = None
    _use_log(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_log(connection: Any) -> None:
    # Turning it on needs the whole file and, unlike all else, fails at once when another connection
    # is at it: several processes that open a new file together have to take turns.
    last_try = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > last_try:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
