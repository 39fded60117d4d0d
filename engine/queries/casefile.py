"""A case opened for reading: its rows, its pack and, where asked for, its run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import ChinaCalendar
from engine.core.access import FULL, NOTHING, Actor, CaseFacts, Involvement, sight
from engine.core.forms import Form, FormContext
from engine.core.pack import Pack, Process
from engine.core.workflow import Run
from engine.errors import NotFound
from engine.queries.due import Due, due_of
from engine.store.calendar import calendar_in
from engine.store.choosers import choosers
from engine.store.database import Store
from engine.store.involvement import case_facts, involvement_of
from engine.store.packs import pack_of
from engine.store.tables import (
    AccessGrant,
    Case,
    ClockRow,
    Event,
    Person,
    Resource,
    Task,
    Unit,
)


@dataclass(frozen=True)
class GrantOfCase:
    """A grant that a case is about, and the units on both its sides."""

    number: str
    state: str
    end_reason: str
    unit_id: str
    provider_unit_id: str


@dataclass
class CaseFile:
    """A case with its rows as one reader may see them; nothing here writes.

    `sight` is FULL or FLOW (see engine.core.access); `units` and `people` are names by id.
    """

    store: Store
    session: Session
    actor: Actor
    case: Case
    pack: Pack
    facts: CaseFacts
    part: Involvement
    sight: str
    tasks: list[Task]
    clocks: dict[str, ClockRow]
    events: list[Event]
    units: Mapping[str, str]
    people: Mapping[str, str]

    @property
    def process(self) -> Process:
        """The process that the case follows."""
        return self.pack.process(self.case.process)

    @property
    def full(self) -> bool:
        """Whether answers may be shown."""
        return self.sight == FULL

    @property
    def calendar(self) -> ChinaCalendar:
        """The calendar in force."""
        return calendar_in(self.store, self.session)

    @cached_property
    def run(self) -> Run:
        """The case's run as it stands, to ask and never to move."""
        due = {
            clock.engine_id: clock.due_at
            for clock in self.clocks.values()
            if clock.state != "stopped"
        }
        return Run.load(
            self.pack.blueprint(self.case.process),
            self.case.document,
            self.case.started_at,
            self.calendar,
            due,
        )

    @cached_property
    def grant(self) -> GrantOfCase | None:
        """The grant that the case is about, where it is about one."""
        if self.case.grant_id is None:
            return None
        row = self.session.execute(
            select(
                AccessGrant.number, AccessGrant.state, AccessGrant.end_reason,
                AccessGrant.unit_id, Resource.provider_unit_id,
            )
            .join(Resource, Resource.id == AccessGrant.resource_id)
            .where(AccessGrant.id == self.case.grant_id)
        ).one_or_none()  # fmt: skip
        return GrantOfCase(*row) if row is not None else None

    @cached_property
    def data(self) -> dict[str, Any]:
        """What the case knows now."""
        return self.run.innermost_data()

    def form_of(self, task: Task) -> Form | None:
        """Return the form of a task, with the fields of a recorded decision where it is one."""
        if task.form is None:
            return None
        form = self.pack.form(task.process, task.form)
        return form.with_recording() if task.recorded else form

    def context(self, task: Task, form: Form, data: Mapping[str, Any]) -> FormContext:
        """Return what the form of `task` may look at."""
        return FormContext(
            data, self.store.clock.now(), task.created_at, **choosers(self.session, form)
        )

    def due_of(self, task: Task) -> Due | None:
        """Return how the term of a task stands, or None when it has none."""
        if task.due_at is None:
            return None
        clock = self.clocks.get(task.clock_id or "")
        closed = task.completed_at if task.state != "open" else None
        return self.due_at(task.due_at, clock, closed)

    def due_at(self, at: Any, clock: ClockRow | None, closed_at: Any = None) -> Due:
        """Return how a due moment stands, with the basis of its clock."""
        kind = clock.kind if clock is not None and self.case.legal else "internal"
        return due_of(
            self.calendar,
            self.store.clock.now(),
            at,
            provisional=clock is not None and clock.provisional,
            clause=clock.clause if clock is not None else "",
            kind=kind,
            closed_at=closed_at,
            wakes=clock is not None and clock.wakes,
        )


def unit_of(task: Task) -> str:
    """Return the unit whose step it is, also where another registers it or has it as a fallback."""
    return task.for_unit_id or task.drawn_unit_id or task.unit_id


def open_file(store: Store, session: Session, actor: Actor, case_id: str) -> CaseFile:
    """Read a case. Raises NotFound when there is none that `actor` may know of."""
    case = session.get(Case, case_id)
    if case is None:
        raise NotFound("没有这件办件，或者您无权查看。")
    facts, part = case_facts(case), involvement_of(session, actor, case.id)
    seen = sight(facts, actor, part)
    if seen == NOTHING:
        raise NotFound("没有这件办件，或者您无权查看。")
    tasks = _rows(session, Task, case.id, Task.created_at, Task.id)
    clocks = _rows(session, ClockRow, case.id, ClockRow.started_at, ClockRow.id)
    events = _rows(session, Event, case.id, Event.seq)
    return CaseFile(
        store=store,
        session=session,
        actor=actor,
        case=case,
        pack=pack_of(session, store, case.pack_version_id),
        facts=facts,
        part=part,
        sight=seen,
        tasks=tasks,
        clocks={clock.id: clock for clock in clocks},
        events=events,
        units=_names(session, Unit, _units(case, tasks)),
        people=_names(session, Person, _people(case, tasks)),
    )


def _rows(session: Session, kind: Any, case_id: str, *order: Any) -> list[Any]:
    return list(session.scalars(select(kind).where(kind.case_id == case_id).order_by(*order)))


def _names(session: Session, kind: Any, ids: Iterable[str | None]) -> dict[str, str]:
    wanted = {each for each in ids if each}
    return {
        row.id: row.name
        for row in session.execute(select(kind.id, kind.name).where(kind.id.in_(wanted)))
    }


def _units(case: Case, tasks: Iterable[Task]) -> list[str | None]:
    of_tasks = [
        unit for task in tasks for unit in (task.unit_id, task.for_unit_id, task.drawn_unit_id)
    ]
    return [case.applicant_unit_id, case.provider_unit_id, *of_tasks]


def _people(case: Case, tasks: Iterable[Task]) -> list[str | None]:
    of_tasks = [who for task in tasks for who in (task.assignee_id, task.completed_by_id)]
    return [case.starter_id, *of_tasks]
