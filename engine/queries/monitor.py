"""Where the open cases stand, process by process: counted in the database, never case by case.

The number of statements is the same whatever the number of cases. Nothing that was filled in shows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, distinct, func, select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.queries.admin.gate import SYSTEM, require
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from engine.store.tables import Case, Incident, Task

#: Who sees where all cases stand: who runs the system, and who answers for the matter.
WATCHERS = (SYSTEM, "managing")


@dataclass(frozen=True)
class ProcessLine:
    """A process: its cases under way, those with a step overdue, those that run by an older
    version, and the incidents of its cases that nobody has settled."""

    key: str
    title: str
    open: int
    overdue: int
    older: int
    incidents: int


def list_processes(store: Store, actor: Actor) -> tuple[ProcessLine, ...]:
    """Return every process of the pack and those that only older cases follow, in the pack's
    order, those first in which something goes on.

    Raises Forbidden unless `actor` is one of WATCHERS, NotFound when no pack has been deployed.
    """
    require(actor, *WATCHERS)
    now = store.clock.now()
    with store.reading() as session:
        newest = current_version_id(session)
        pack = pack_of(session, store, newest)
        cases = {row.process: row for row in session.execute(_open_cases(newest))}
        overdue = _numbers(session, _overdue_cases(now))
        incidents = _numbers(session, _incidents())
    titles = {key: each.title for key, each in pack.processes.items()}
    lines = (
        ProcessLine(
            key, titles.get(key, key), *_open_and_older(cases.get(key), overdue.get(key, 0)),
            incidents=incidents.get(key, 0),
        )
        for key in dict.fromkeys([*titles, *sorted({*cases, *incidents})])
    )  # fmt: skip
    return tuple(sorted(lines, key=lambda line: not (line.open or line.incidents)))


def _open_and_older(row: Row[Any] | None, overdue: int) -> tuple[int, int, int]:
    return (row.cases, overdue, row.older) if row else (0, overdue, 0)


def _numbers(session: Session, statement: Any) -> dict[str, int]:
    return {row.process: row.number for row in session.execute(statement)}


def _open_cases(newest: str) -> Any:
    older = func.count(case((Case.pack_version_id != newest, Case.id)))
    counted = select(Case.process, func.count().label("cases"), older.label("older"))
    return counted.where(Case.ended_at.is_(None)).group_by(Case.process)


def _overdue_cases(now: datetime) -> Any:
    return (
        select(Case.process, func.count(distinct(Task.case_id)).label("number"))
        .join(Task, Task.case_id == Case.id)
        .where(Task.state == "open", Task.due_at <= now)
        .group_by(Case.process)
    )


def _incidents() -> Any:
    return (
        select(Case.process, func.count().label("number"))
        .join(Incident, Incident.case_id == Case.id)
        .where(Incident.resolved_at.is_(None))
        .group_by(Case.process)
    )
