"""One process as a version draws it, and the steps at which its open cases stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, distinct, exists, func, select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.core.pack import Pack
from engine.core.workflow import Blueprint
from engine.errors import NotFound
from engine.queries.admin.gate import require
from engine.queries.diagram import Level
from engine.queries.monitor import WATCHERS
from engine.queries.monitor_drawing import PlaceLine, levels_of, title_of
from engine.sentence import say
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from engine.store.tables import Case, PackVersion, Task


@dataclass(frozen=True)
class ProcessView:
    """A process as the version `version` draws it, with where all its open cases stand.

    `versions`: (number, open cases) of the newest version and of those that still have cases.
    `idle`: open cases in which nobody has anything to do: they wait, or they are stuck.
    """

    key: str
    title: str
    version: int
    newest: int
    versions: tuple[tuple[int, int], ...]
    levels: tuple[Level, ...]
    places: tuple[PlaceLine, ...]
    idle: int


def get_process(
    store: Store, actor: Actor, key: str, version: int | None = None, *, older: bool = False
) -> ProcessView:
    """Return the process `key` as drawn by a version of its pack (None: the newest).

    `older`: only the cases that follow an older version than the newest are counted.
    Raises Forbidden unless `actor` is one of WATCHERS; NotFound when there is no such version, or
    it has no such process.
    """
    require(actor, *WATCHERS)
    with store.reading() as session:
        newest = pack_of(session, store, current_version_id(session))
        numbers = _versions(session, newest.key)
        cases = {row.number: row.cases for row in session.execute(_by_version(key))}
        chosen = _of(key, numbers[max(numbers)] if older else None)
        found = session.execute(_places(chosen, store.clock.now())).all()
        idle = session.scalar(_idle(chosen)) or 0
        shown = _shown(version, newest, key, numbers, cases)
        pack = pack_of(session, store, numbers[shown])
    title, places = pack.process(key).title, _lines(pack, key, found)
    kept = sorted({max(numbers), shown, *cases}, reverse=True)
    return ProcessView(
        key, title, shown, max(numbers),
        tuple((each, cases.get(each, 0)) for each in kept),
        levels_of(pack, key, places), places, idle,
    )  # fmt: skip


def _shown(
    asked: int | None,
    newest: Pack,
    key: str,
    numbers: Mapping[int, str],
    cases: Mapping[int, int],
) -> int:
    """The version to draw: a process that the newest no longer has is drawn by the last that has
    cases."""
    if asked is None:
        return max(cases) if key not in newest.processes and cases else max(numbers)
    if asked not in numbers:
        raise NotFound(say("没有第 %(number)s 版。", number=asked))
    return asked


def _versions(session: Session, pack: str) -> dict[int, str]:
    rows = session.execute(
        select(PackVersion.id, PackVersion.number).where(PackVersion.pack == pack)
    )
    return {row.number: row.id for row in rows}


def _of(key: str, but: str | None = None) -> ColumnElement[bool]:
    """Condition on Case: an open one of the process that does not follow the version `but`."""
    chosen = and_(Case.process == key, Case.ended_at.is_(None))
    return and_(chosen, Case.pack_version_id != but) if but else chosen


def _places(chosen: ColumnElement[bool], now: datetime) -> Any:
    overdue = func.count(distinct(case((Task.due_at <= now, Task.case_id))))
    columns = (PackVersion.number, Task.process, Task.element)
    return (
        select(
            *columns, func.min(Task.name).label("name"),
            func.count(distinct(Task.case_id)).label("cases"), overdue.label("overdue"),
        )
        .select_from(Case)
        .join(Task, Task.case_id == Case.id)
        .join(PackVersion, PackVersion.id == Case.pack_version_id)
        .where(chosen, Task.state == "open")
        .group_by(*columns)
        .order_by(PackVersion.number.desc(), Task.process, Task.element)
    )  # fmt: skip


def _by_version(key: str) -> Any:
    counted = select(PackVersion.number, func.count().label("cases")).select_from(Case)
    counted = counted.join(PackVersion, PackVersion.id == Case.pack_version_id)
    return counted.where(_of(key)).group_by(PackVersion.number)


def _idle(chosen: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(Case).where(chosen, without_task())


def without_task() -> ColumnElement[bool]:
    """Condition on Case: nobody has anything to do in it."""
    open_step = select(1).where(Task.case_id == Case.id, Task.state == "open")
    return ~exists(open_step.correlate(Case))


def _lines(pack: Pack, key: str, found: Iterable[Row[Any]]) -> tuple[PlaceLine, ...]:
    """The places in the order of the drawings, what is not drawn at the end."""
    grouped: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in found:
        grouped[row.process, row.element].append(row)
    blueprint = pack.blueprint(key)
    order = {element: at for at, element in enumerate(blueprint.elements)}
    lines = [_line(pack, blueprint, *place, rows) for place, rows in grouped.items()]
    return tuple(sorted(lines, key=lambda line: (not line.drawn, order.get(line.element, 0))))


def _line(
    pack: Pack, blueprint: Blueprint, process: str, element: str, rows: list[Row[Any]]
) -> PlaceLine:
    drawn = blueprint.elements.get(element)
    return PlaceLine(
        process=process,
        process_title=title_of(pack, blueprint, process),
        element=element,
        name=(drawn.name if drawn else "") or rows[0].name,
        open=sum(row.cases for row in rows),
        overdue=sum(row.overdue for row in rows),
        drawn=drawn is not None and blueprint.top_of(drawn.process) == process,
        versions=tuple((row.number, row.cases) for row in rows),
    )
