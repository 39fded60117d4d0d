"""Counting what a store sends to its database: statements and commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event

from engine.store.database import Store


@dataclass
class Count:
    """`statements`: their texts in order, without BEGIN; `commits`: how many."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0


@contextmanager
def counted(store: Store) -> Iterator[Count]:
    """Count while the block runs."""
    count = Count()

    def sent(_c, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            count.statements.append(statement)

    def committed(_connection):
        count.commits += 1

    event.listen(store.engine, "before_cursor_execute", sent)
    event.listen(store.engine, "commit", committed)
    try:
        yield count
    finally:
        event.remove(store.engine, "before_cursor_execute", sent)
        event.remove(store.engine, "commit", committed)
