"""Separation of duties over the rows: who may not take an approving step, in Python and in SQL.

The rule is `engine.core.access.barred`; a task that is not approving bars nobody. A step is told
by process and element: a step of a called process is another one, even when both name it alike.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from engine.store.tables import Case, Task

PersonId = str | InstrumentedAttribute[str]


def approvers_of_other_steps(task: Task, tasks: Iterable[Task]) -> set[str | None]:
    """Return who completed, of `tasks` of the same case, an approving step other than `task`."""
    return {
        each.completed_by_id
        for each in tasks
        if each.approving and each.state == "done" and _step(each) != _step(task)
    }


def barred_people(task: Task, tasks: Iterable[Task], starter_id: str) -> set[str | None]:
    """Return who may not take `task`, of all who acted in its case."""
    if not task.approving:
        return set()
    return {starter_id, *approvers_of_other_steps(task, tasks)}


def approved_other_step(person: PersonId, task: Task | type[Task]) -> ColumnElement[bool]:
    """Condition: `person` completed an approving step of the case of `task` other than that."""
    other = aliased(Task)
    step = or_(other.process != task.process, other.element != task.element)
    done = and_(other.case_id == task.case_id, other.state == "done", other.approving)
    found = select(1).where(done, step, other.completed_by_id == person)
    # However deep this stands, everything but the other step is that of the statement around it.
    return exists(found.correlate_except(other))


def is_barred(person: PersonId) -> ColumnElement[bool]:
    """Condition on Task and its Case: `person` may not take it."""
    return and_(
        Task.approving, or_(Case.starter_id == person, approved_other_step(person, Task))
    )  # fmt: skip


def _step(task: Task) -> tuple[str, str]:
    return task.process, task.element
