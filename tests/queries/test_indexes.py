"""Long lists are read in the order of an index, whatever the number of rows."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, text

from engine.queries import case_lists, inbox
from engine.queries.admin import audit_list, mails
from engine.queries.admin import cases as admin_cases
from engine.store.database import Store
from engine.store.tables import Case, Event, Message, Table
from tests.bureau.fixtures import acting
from tests.commands.casework import begin
from tests.packs import with_mini

MANY = 20_000
NUMBERS = {
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {n})"
    " SELECT i FROM n)",
    "postgresql": "(SELECT generate_series(1, {n}) AS i)",
}
#: What tells the copies of a row apart: their keys, and moments of their own.
APART = {
    "cases": {"id": "'c' || i", "number": "'N' || i"},
    "message": {"id": "'m' || i", "dedupe": "'d' || i"},
    "event": {"id": "1000000 + i", "seq": "1000 + i"},
}
EARLIER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', {column}, '-' || i || ' minutes') || '000'",
    "postgresql": "{column} - i * interval '1 minute'",
}
MOMENTS = ("started_at", "created_at", "recorded_at")


def multiply(store: Store, table: type[Table], dialect: str) -> None:
    """Copy one row of `table` many times."""
    columns = list(table.__table__.columns.keys())
    apart = APART[table.__tablename__]
    moments = {each: EARLIER[dialect].format(column=each) for each in MOMENTS}
    values = [apart.get(each) or moments.get(each) or f'"{each}"' for each in columns]
    names = ", ".join(f'"{each}"' for each in columns)
    with store.transaction() as session:
        session.execute(
            text(
                f"INSERT INTO {table.__tablename__} ({names}) SELECT {', '.join(values)}"
                f" FROM (SELECT * FROM {table.__tablename__} LIMIT 1) AS one,"
                f" {NUMBERS[dialect].format(n=MANY)} AS number"
            )
        )


@pytest.fixture
def full(each_bureau_store: Store) -> Store:
    store = with_mini(each_bureau_store)
    dialect = store.engine.dialect.name
    message = Message(
        dedupe="1", case_id=begin(store).id, template="late", address="", subject="", text="",
        created_at=store.clock.now(), effective_at=store.clock.now(),
    )  # fmt: skip
    with store.transaction() as session:
        session.add(message)
    for table in (Case, Message, Event):
        multiply(store, table, dialect)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return store


def plan(store: Store, ask: Callable[[], Any]) -> str:
    """Return how the database carries out the first statement of `ask` after the calendar's."""
    sent: list[tuple[str, Any]] = []

    def before(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT") and "FROM calendar_revision" not in statement:
            sent.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", before)
    ask()
    event.remove(store.engine, "before_cursor_execute", before)
    statement, parameters = sent[0]
    how = "EXPLAIN QUERY PLAN " if store.engine.dialect.name == "sqlite" else "EXPLAIN "
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(how + statement, parameters).all()
    return json.dumps([str(row[-1]) for row in rows], ensure_ascii=False, indent=0)


def test_long_lists_are_read_from_an_index(full):
    system, auditor = acting(full, "sysadmin"), acting(full, "auditor")
    overseer, me = acting(full, "yangfan"), acting(full, "zhangwei")
    kind = audit_list.AuditWish(kind="case_started")
    lists: dict[str, list[Callable[[], object]]] = {
        # by moment or by starter: with as many rows of one starter as here, both are right
        "cases_start": [
            lambda: case_lists.list_cases(full, overseer, "all"),
            lambda: case_lists.list_cases(full, me),
            lambda: admin_cases.list_cases(full, system),
            lambda: inbox.list_tasks(full, me, "started", sort="arrival"),
        ],
        "event_kind_id": [lambda: audit_list.list_events(full, auditor, kind)],
        "message_created_at": [lambda: mails.list_mails(full, system)],
    }
    for index, asked in lists.items():
        for ask in asked:
            found = plan(full, ask)
            assert f"ix_{index}" in found, found
