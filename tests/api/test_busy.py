"""A database that another process holds is busy, not broken."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

from sqlalchemy import event

from engine.store.database import Store
from tests.api.caller import Caller, problem
from tests.api.test_lifecycle import PURPOSE
from tests.bureau.fixtures import CONDITIONAL


def test_a_held_database_is_busy(
    caller: Callable[[str], Caller], store: Store, bureau_sqlite_url: str
) -> None:
    zhang = caller("zhangwei")
    event.listen(
        store.engine, "connect", lambda each, _record: each.execute("PRAGMA busy_timeout=1")
    )
    store.engine.dispose()
    with closing(sqlite3.connect(bureau_sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        assert zhang.get("/me").status_code == 200
        answer = zhang.post("/cases", process="mini", answers=PURPOSE, resource=CONDITIONAL)
    assert problem(answer) == (409, "busy")
