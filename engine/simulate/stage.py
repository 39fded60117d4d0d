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
    """Holds the template database; `store` gives a copy with a clock of its own."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._template = Store("sqlite://", MovedClock(DAWN))
        Table.metadata.create_all(self._template.engine)
        furnish(self._template, files)

    def store(self, start: datetime) -> Store:
        """Return a fresh copy whose clock stands at `start` (aware)."""
        copy = Store("sqlite://", MovedClock(start), self._template.calendar)
        copy.packs = self._template.packs
        source = self._template.engine.raw_connection()
        target = copy.engine.raw_connection()
        source.driver_connection.backup(target.driver_connection)  # type: ignore[union-attr]
        return copy

    def close(self) -> None:
        """Forget the template."""
        self._template.close()
