"""The private database of a simulation: the pack's own demo bureau, copied fresh per scenario."""

from collections.abc import Mapping
from datetime import UTC, datetime

from argon2 import PasswordHasher
from sqlalchemy import update

from engine.clock import MovedClock
from engine.commands.deploy_pack import deploy_pack
from engine.commands.load_bureau import load_bureau
from engine.store.database import Store
from engine.store.tables import Person, Table

PASSWORD = "in-a-scenario-only"  # noqa: S105 - of a database that lives for seconds
#: Before any scenario begins; posts and designations of the demo bureau are valid by then.
DAWN = datetime(2022, 6, 16, tzinfo=UTC)


def furnish(store: Store, files: Mapping[str, bytes]) -> None:
    """Give an empty `store` the demo bureau of a pack, a password for everybody, and the pack."""
    bureau = {path.removeprefix("demo/"): data for path, data in files.items()
              if path.startswith("demo/") and path.endswith(".toml")}  # fmt: skip
    load_bureau(store, bureau, password=None)
    _give_passwords(store)
    deploy_pack(store, None, files, "simulation")


def _give_passwords(store: Store) -> None:
    # One cheap hash for everybody: this database holds nobody's secret and lives for seconds.
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with store.transaction() as session:
        session.execute(update(Person).values(password_hash=cheap))


class Stage:
    """One private database, set up anew for each story from a template.

    A database of its own per story would be cleaner, but its engine would compile every statement
    again, and that is most of the time that a story takes.
    """

    def __init__(self, files: Mapping[str, bytes], url: str = "sqlite://") -> None:
        """`url`: the SQLite database to play in; in memory unless a file is named."""
        self._template = Store("sqlite://", MovedClock(DAWN))
        Table.metadata.create_all(self._template.engine)
        furnish(self._template, files)
        self._store = Store(url, MovedClock(DAWN), self._template.base_calendar)
        self._store.packs = self._template.packs

    def store(self, start: datetime) -> Store:
        """Return the store as new, its clock at `start` (aware); the last story left no trace."""
        source = self._template.engine.raw_connection()
        target = self._store.engine.raw_connection()
        source.driver_connection.backup(target.driver_connection)  # type: ignore[union-attr]
        source.close()
        target.close()
        self._store.clock = MovedClock(start)
        return self._store

    def close(self) -> None:
        """Forget everything."""
        self._template.close()
        self._store.close()
