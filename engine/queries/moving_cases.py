"""Cases under way that go by an older version of their pack, and the orders to move them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.move_words import MOVE_SENTENCES
from engine.core.pack_keepers import require_reader
from engine.errors import NotFound
from engine.queries import page as paging
from engine.queries.page import Page
from engine.sentence import recalled
from engine.store.database import Store
from engine.store.pack_edits import newest_base
from engine.store.packs import pack_of
from engine.store.tables import Case, CaseMove, CaseMoveItem, PackVersion, Person, Task

#: Orders shown, the latest first.
SHOWN = 50


@dataclass(frozen=True)
class CaseRow:
    """An open case of an older version, with the steps it stands at."""

    id: str
    number: str
    title: str
    process: str
    process_title: str
    version: int
    open: tuple[str, ...]
    elements: tuple[str, ...]


@dataclass(frozen=True)
class MoveRow:
    """An order and how far it is; `to` is the version."""

    id: str
    to: int
    reason: str
    asked_by: str
    asked_at: datetime
    total: int
    moved: int
    refused: int
    failed: int
    waiting: int


@dataclass(frozen=True)
class MoveItem:
    """A case of an order. `state`: waiting, moved, refused, failed; `reasons` say why not."""

    case_id: str
    number: str
    title: str
    state: str
    reasons: tuple[str, ...]
    done_at: datetime | None


@dataclass(frozen=True)
class MoveJob:
    """An order with its cases."""

    order: MoveRow
    items: Page[MoveItem]


def older_cases(
    store: Store,
    actor: Actor,
    pack: str,
    *,
    process: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Page[CaseRow]:
    """Return the open cases that do not go by the newest version of `pack`, the oldest first.

    Raises Forbidden, NotFound when the pack was never deployed, BadRequest for a wrong `after`.
    """
    require_reader(actor)
    limit = paging.limit_of(limit)
    with store.reading() as session:
        base = newest_base(session, pack)
        wanted = _older(pack, base.id, process)
        if after:
            wanted = wanted.where(Case.id > paging.read_key(after, 1)[0])
        rows = session.execute(wanted.order_by(Case.id).limit(limit + 1)).all()
        titles = {
            key: each.title for key, each in pack_of(session, store, base.id).processes.items()
        }
        tasks = _open_tasks(session, [row.Case.id for row in rows])
    return paging.page_of(
        rows, limit, lambda row: [row.Case.id], lambda row: _row(row, titles, tasks)
    )


def count_older(store: Store, pack: str) -> int:
    """Return how many open cases do not go by the newest version of `pack`."""
    with store.reading() as session:
        base = newest_base(session, pack)
        inner = _older(pack, base.id, None).subquery()
        return session.scalar(select(func.count()).select_from(inner)) or 0


def _older(pack: str, version_id: str, process: str | None) -> Any:
    wanted = (
        select(Case, PackVersion.number)
        .join(PackVersion, PackVersion.id == Case.pack_version_id)
        .where(PackVersion.pack == pack, Case.ended_at.is_(None))
        .where(Case.pack_version_id != version_id)
    )
    return wanted if process is None else wanted.where(Case.process == process)


def _open_tasks(session: Session, case_ids: Sequence[str]) -> Mapping[str, list[Task]]:
    wanted = select(Task).where(Task.case_id.in_(case_ids), Task.state == "open")
    found: dict[str, list[Task]] = {}
    for task in session.scalars(wanted.order_by(Task.created_at, Task.id)):
        found.setdefault(task.case_id, []).append(task)
    return found


def _row(row: Any, titles: Mapping[str, str], tasks: Mapping[str, list[Task]]) -> CaseRow:
    case, own = row.Case, tasks.get(row.Case.id, [])
    return CaseRow(
        id=case.id,
        number=case.number,
        title=case.title,
        process=case.process,
        process_title=titles.get(case.process, case.process),
        version=row.number,
        open=tuple(task.name for task in own),
        elements=tuple(task.element for task in own),
    )


def move_jobs(store: Store, actor: Actor) -> tuple[MoveRow, ...]:
    """Return the orders to move cases, the latest first. Raises Forbidden."""
    require_reader(actor)
    with store.reading() as session:
        rows = session.execute(_orders().order_by(CaseMove.asked_at.desc()).limit(SHOWN)).all()
        counts = _counts(session, [row.CaseMove.id for row in rows])
    return tuple(_order(row, counts) for row in rows)


def move_job(
    store: Store, actor: Actor, order_id: str, after: str | None = None, limit: int = 50
) -> MoveJob:
    """Return an order with a page of its cases. Raises Forbidden, NotFound, BadRequest."""
    require_reader(actor)
    limit = paging.limit_of(limit)
    wanted = (
        select(CaseMoveItem, Case.number, Case.title)
        .join(Case, Case.id == CaseMoveItem.case_id)
        .where(CaseMoveItem.move_id == order_id)
    )
    if after:
        wanted = wanted.where(CaseMoveItem.id > paging.read_key(after, 1)[0])
    with store.reading() as session:
        row = session.execute(_orders().where(CaseMove.id == order_id)).first()
        if row is None:
            raise NotFound("没有这次迁移。")
        counts = _counts(session, [order_id])
        items = session.execute(wanted.order_by(CaseMoveItem.id).limit(limit + 1)).all()
    page = paging.page_of(items, limit, lambda each: [each.CaseMoveItem.id], _item)
    return MoveJob(_order(row, counts), page)


def _orders() -> Any:
    return (
        select(CaseMove, PackVersion.number, Person.name)
        .join(PackVersion, PackVersion.id == CaseMove.version_id)
        .join(Person, Person.id == CaseMove.asked_by_id)
    )


def _counts(session: Session, orders: Sequence[str]) -> Mapping[tuple[str, str], int]:
    wanted = (
        select(CaseMoveItem.move_id, CaseMoveItem.state, func.count())
        .where(CaseMoveItem.move_id.in_(orders))
        .group_by(CaseMoveItem.move_id, CaseMoveItem.state)
    )
    return {(order, state): count for order, state, count in session.execute(wanted)}


def _order(row: Any, counts: Mapping[tuple[str, str], int]) -> MoveRow:
    order: CaseMove = row.CaseMove
    states = {
        state: counts.get((order.id, state), 0)
        for state in ("moved", "refused", "failed", "waiting")
    }
    return MoveRow(
        id=order.id,
        to=row.number,
        reason=order.reason,
        asked_by=row.name,
        asked_at=order.asked_at,
        total=sum(states.values()),
        **states,
    )


def _item(row: Any) -> MoveItem:
    item: CaseMoveItem = row.CaseMoveItem
    said = tuple(recalled(line, MOVE_SENTENCES) for line in item.reason.splitlines())
    return MoveItem(item.case_id, row.number, row.title, item.state, said, item.done_at)
