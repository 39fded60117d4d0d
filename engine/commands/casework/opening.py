"""Open a case for one command: its row locked, its rows read, its run loaded."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from calendars import ChinaCalendar, local_date
from engine.clock import SHANGHAI
from engine.core.access import Actor, Involvement
from engine.core.pack import Pack
from engine.core.workflow import Run
from engine.effects import EffectContext, Opening
from engine.errors import Conflict, NotFound
from engine.lookups import LookupContext, lookups
from engine.sentence import say
from engine.store.audit import NewEvent
from engine.store.calendar import calendar_in, newest_digest, put_in_force
from engine.store.database import Store
from engine.store.directory import Directory
from engine.store.grant_book import GrantBook
from engine.store.packs import pack_of
from engine.store.record import row_digest
from engine.store.separation import approvers_of_other_steps
from engine.store.tables import Case, ClockRow, Table, Task


@dataclass
class OpenCase:
    """A case in the hands of one command, inside its transaction."""

    store: Store
    session: Session
    actor: Actor | None
    case: Case
    pack: Pack
    run: Run
    tasks: list[Task]
    clocks: list[ClockRow]
    now: datetime
    directory: Directory
    events: list[NewEvent] = field(default_factory=list)
    #: New rows of tables that hang on the case, written after it.
    rows: list[Table] = field(default_factory=list)
    #: Cases that effects ask the program to open, once this one is written.
    openings: list[Opening] = field(default_factory=list)
    #: Clocks that began in a move to another version, where they were hung on open tasks already.
    fresh_clocks: list[ClockRow] | None = None
    #: Answers of a first form, by engine id: the task is made and done in the same save.
    handed_in: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Digests of the rows as they were read, by id: what an event says they were before.
    as_read: dict[str, str] = field(default_factory=dict)

    @property
    def calendar(self) -> ChinaCalendar:
        """The calendar in force."""
        return calendar_in(self.store, self.session)

    @cached_property
    def grants(self) -> GrantBook:
        """The grants of other cases that this command has in hand."""
        return GrantBook(self.session)

    def task(self, task_id: str) -> Task:
        """Return a task of the case by id; NotFound when it has none such."""
        found = next((task for task in self.tasks if task.id == task_id), None)
        if found is None:
            raise NotFound("没有这项待办。")
        return found

    def open_tasks(self) -> list[Task]:
        """Return the tasks that are open in the rows."""
        return [task for task in self.tasks if task.state == "open"]

    def note(self, kind: str, *, at: datetime | None = None, **more: object) -> None:
        """Add an audit event; `at` is its effective moment (the run's, when left out)."""
        values: dict[str, object] = {"actor": self.actor, "recorded_at": self.now, **more}
        self.events.append(NewEvent(kind=kind, effective_at=at or self.run.now, **values))  # type: ignore[arg-type]

    def effect_context(self) -> EffectContext:
        """Return what effects and messages are made with; their rows go into `rows`."""
        return EffectContext(
            self.store,
            self.session,
            self.case,
            self.pack,
            self.directory,
            self.now,
            self.clocks,
            self.rows,
            self.grants,
            self.openings,
        )

    def involvement(self, task: Task | None = None) -> Involvement:
        """Return what the actor has to do with this case, from the rows at hand."""
        found = self.involvement_of(self.actor.person_id if self.actor else None, task)
        waiting = any(self._waits_for_me(each) for each in self.open_tasks())
        return replace(found, held=found.held or waiting)

    def involvement_of(self, person_id: str | None, task: Task | None = None) -> Involvement:
        """Return what a person has had to do with this case, from the rows at hand."""
        held = any(person_id in (each.assignee_id, each.completed_by_id) for each in self.tasks)
        other = task is not None and person_id in approvers_of_other_steps(task, self.tasks)
        return Involvement(held=held, approved_other=other)

    def _waits_for_me(self, task: Task) -> bool:
        free = task.assignee_id is None and self.actor is not None
        return free and self.actor.post_for(task.unit_id, task.role) is not None  # type: ignore[union-attr]


def lock_case(store: Store, session: Session, actor: Actor | None, case_id: str) -> OpenCase:
    """Lock a case and load it. NotFound when there is none.

    Where another holds it for too long, the transaction ends with Busy.
    """
    return _open(store, session, actor, select(Case).where(Case.id == case_id))


def lock_case_of_task(
    store: Store, session: Session, actor: Actor | None, task_id: str
) -> OpenCase:
    """Lock the case that a task belongs to and load it, as `lock_case` does."""
    owner = select(Task.case_id).where(Task.id == task_id).scalar_subquery()
    return _open(store, session, actor, select(Case).where(Case.id == owner))


def _open(store: Store, session: Session, actor: Actor | None, wanted: object) -> OpenCase:
    case = session.scalar(wanted.with_for_update(of=Case, key_share=True))  # type: ignore[attr-defined]
    if case is None:
        raise NotFound("没有这件办件，或者您无权查看。")
    # The tasks are read after the lock, in a statement of their own: read along with it, they
    # could be older than the row the lock waited for.
    tasks, clocks = _rows_of(store, session, case.id)
    pack = pack_of(session, store, case.pack_version_id)
    due = {clock.engine_id: clock.due_at for clock in clocks}
    blueprint = pack.blueprint(case.process)
    calendar = calendar_in(store, session)
    run = Run.load(blueprint, case.document, case.started_at, calendar, due)
    now = store.clock.now()
    work = OpenCase(
        store, session, actor, case, pack, run, tasks, clocks, now, _directory(store, session)
    )
    run.answer_with(lookups(LookupContext(store, session, local_date(now), case.id)))
    work.as_read = {row.id: row_digest(row) for row in (case, *tasks, *clocks)}
    return work


def _rows_of(store: Store, session: Session, case_id: str) -> tuple[list[Task], list[ClockRow]]:
    """The case's tasks and clocks; which calendar is in force comes in the same statement."""
    open_clock = and_(ClockRow.case_id == Task.case_id, ClockRow.state != "stopped")
    rows = session.execute(
        select(Task, ClockRow, newest_digest())
        .select_from(Task)
        .outerjoin(ClockRow, open_clock)
        .where(Task.case_id == case_id)
        .order_by(Task.created_at, Task.id)
    ).all()
    if rows:
        put_in_force(store, session, rows[0][2])
    tasks = {task.id: task for task, _, _ in rows}
    clocks = {clock.id: clock for _, clock, _ in rows if clock is not None}
    return list(tasks.values()), list(clocks.values())


def new_case(
    store: Store, session: Session, actor: Actor | None, case: Case, pack: Pack, run: Run
) -> OpenCase:
    """Wrap a case that is just being started."""
    now = store.clock.now()
    directory = _directory(store, session)
    return OpenCase(store, session, actor, case, pack, run, [], [], now, directory)


def _directory(store: Store, session: Session) -> Directory:
    return Directory(session, store.clock.now().astimezone(SHANGHAI).date())


def refuse_done(task: Task, name: str) -> Conflict:
    """Return the conflict that says who was faster, or that the task is gone."""
    if task.state == "done" and task.completed_recorded_at is not None:
        when = task.completed_recorded_at.astimezone(SHANGHAI)
        return Conflict(
            say(
                "%(name)s已于%(when)s办理了这项待办，您的提交没有生效。",
                name=name,
                when=f"{when:%Y-%m-%d %H:%M}",
            )
        )
    return Conflict("这项待办已经撤销，不能再办理，请查看办件的最新状态。")


def of_task(task: Task, **data: object) -> dict[str, Any]:
    """Return the part of an audit event that names a task, with more `data`."""
    return {"task_id": task.id, "element": task.element, "data": {"name": task.name, **data}}
