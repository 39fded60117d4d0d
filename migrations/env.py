"""How alembic runs the scripts: on the connection that engine.store.migrate hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from engine.store.tables import Table
from engine.store.types import Instant


def in_plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a column type so that a script never changes with the program's own types."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return "sa.JSON()" if kind == "type" and isinstance(item, JSON) else False


def run() -> None:
    """Run the scripts inside the transaction the caller began."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        transactional_ddl=True,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=in_plain_types,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
