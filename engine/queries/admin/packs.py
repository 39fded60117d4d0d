"""The law in force: which pack, since when, until when, changed by whom and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from engine.clock import SHANGHAI
from engine.core.access import Actor
from engine.core.pack import Pack
from engine.queries.admin.gate import AUDIT, SECURITY, SYSTEM, require
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from engine.store.tables import PackVersion

#: Days before the end of validity from which on the page warns, ever louder (Art. 29).
WARNINGS = (180, 90, 30)
MAY_READ = (SYSTEM, SECURITY, AUDIT, "managing", "coordinator", "info_center")


@dataclass(frozen=True)
class VersionRow:
    """A deployed version: who, when, why."""

    id: str
    number: int
    sha256: str
    deployed_at: datetime
    deployed_by: str
    reason: str


@dataclass(frozen=True)
class ProcessRow:
    """A process of the pack and the article it carries out."""

    key: str
    title: str
    article: str
    kind_code: str


@dataclass(frozen=True)
class PackView:
    """The pack that new cases start with.

    `days_left`: days until the last day of validity, negative once it has passed. `warning`: the
    nearest threshold of WARNINGS that has been reached, 0 once it has passed, None before.
    """

    key: str
    title: str
    document_number: str
    in_force_from: date
    in_force_until: date
    interpreter: str
    newer_law: str
    days_left: int
    warning: int | None
    processes: tuple[ProcessRow, ...]
    files: tuple[tuple[str, str], ...]
    versions: tuple[VersionRow, ...]


def get_pack(store: Store, actor: Actor) -> PackView:
    """Return the current pack with all its versions, the latest first.

    Raises Forbidden unless `actor` is an administrator or works in the managing department or the
    information centre; NotFound when no pack has been deployed.
    """
    require(actor, *MAY_READ)
    with store.reading() as session:
        current = current_version_id(session)
        pack = pack_of(session, store, current)
        rows = session.scalars(
            select(PackVersion)
            .where(PackVersion.pack == pack.key)
            .order_by(PackVersion.number.desc())
        ).all()
    today = store.clock.now().astimezone(SHANGHAI).date()
    shown = next(row for row in rows if row.id == current)
    return _view(pack, today, shown.files, rows)


def warning_of(until: date, today: date) -> int | None:
    """Return 180, 90 or 30 once that many days or fewer are left, 0 when none is, else None."""
    left = (until - today).days
    if left < 0:
        return 0
    return min((each for each in WARNINGS if left <= each), default=None)


def _view(pack: Pack, today: date, files: dict[str, str], rows: Sequence[PackVersion]) -> PackView:
    return PackView(
        key=pack.key,
        title=pack.title,
        document_number=pack.document_number,
        in_force_from=pack.in_force_from,
        in_force_until=pack.in_force_until,
        interpreter=pack.interpreter,
        newer_law=pack.newer_law,
        days_left=(pack.in_force_until - today).days,
        warning=warning_of(pack.in_force_until, today),
        processes=tuple(
            ProcessRow(each.key, each.title, each.article, each.kind_code)
            for each in pack.processes.values()
        ),
        files=tuple(sorted(files.items())),
        versions=tuple(_version(row) for row in rows),
    )


def _version(row: PackVersion) -> VersionRow:
    return VersionRow(row.id, row.number, row.sha256, row.deployed_at, row.deployed_by, row.reason)
