"""Nothing waits unseen: a task whose owner left, or that nobody can take any more, is moved on."""

import logging
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from engine.clock import SHANGHAI
from engine.commands.casework import OpenCase, lock_case_of_task
from engine.commands.casework.assigning import eligible, fall_back
from engine.commands.casework.opening import of_task
from engine.commands.casework.recording import append_events
from engine.store.database import Store
from engine.store.posts import held_on
from engine.store.separation import is_barred
from engine.store.tables import Case, Person, Post, Task, Unit

log = logging.getLogger(__name__)


def free_tasks(store: Store) -> int:
    """Give open tasks back to their post where the owner holds it no longer; give those that no
    holder of the post may take to the managing department, with an incident.

    Returns how many tasks were moved. Each in a transaction of its own.
    """
    today = store.clock.now().astimezone(SHANGHAI).date()
    return sum(_free(store, task_id) for task_id in _abandoned(store, today))


def _abandoned(store: Store, today: date) -> Sequence[str]:
    able = exists(select(1).where(*_holds_post(today), ~is_barred(Post.person_id)))
    owner = exists(select(1).where(*_holds_post(today), Post.person_id == Task.assignee_id))
    with store.reading() as session:
        return session.scalars(
            select(Task.id)
            .join(Case, Case.id == Task.case_id)
            .where(Task.state == "open")
            .where(or_(and_(~able, ~Task.fallback), and_(Task.assignee_id.is_not(None), ~owner)))
            .order_by(Task.id)
        ).all()


def _holds_post(today: date) -> Iterator[ColumnElement[bool]]:
    yield Post.unit_id == Task.unit_id
    yield Post.role == Task.role
    yield held_on(today)
    yield exists(select(1).where(Person.id == Post.person_id, Person.active))


def _free(store: Store, task_id: str) -> int:
    try:
        with store.transaction() as session:
            work = lock_case_of_task(store, session, None, task_id)
            task = work.task(task_id)
            if task.state == "open":
                _move_on(work, task)
                session.add_all(work.rows)
                append_events(work)
    except Exception:  # one failing case must not stop the others
        log.exception("task %s could not be moved on", task_id)
        return 0
    return 1


def _move_on(work: OpenCase, task: Task) -> None:
    owner = work.directory.person(task.assignee_id)
    task.assignee_id = task.claimed_at = None
    name = owner.name if owner is not None else ""
    work.note("task_freed", at=work.now, actor=None, **of_task(task, owner=name))
    unit = work.session.get_one(Unit, task.unit_id)
    if not task.fallback and not eligible(work, task, unit.code, task.role):
        managing = work.run.data_of(task.engine_id)["case"]["managing"]
        task.drawn_unit_id, task.drawn_role = task.unit_id, task.role
        fall_back(work, task, managing)
