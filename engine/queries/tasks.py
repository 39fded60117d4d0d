"""One task with what its page shows and what the reader may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.core.access import Actor, may_take, task_verbs
from engine.core.forms import Form, FormContext
from engine.core.forms.view import FormView
from engine.errors import NotFound
from engine.queries.casefile import CaseFile, open_file
from engine.queries.cases import CaseView, view_of
from engine.queries.due import Due
from engine.queries.terms import TermView, term_of
from engine.store.database import Store
from engine.store.drafts import task_slot
from engine.store.involvement import involvement_of, task_facts
from engine.store.posts import held_on
from engine.store.separation import barred_people
from engine.store.tables import Draft, Person, Post, Task


@dataclass(frozen=True)
class DraftView:
    """What the reader typed before and did not hand in."""

    answers: Mapping[str, Any]
    updated_at: datetime


@dataclass(frozen=True)
class Choice:
    """A person or a step to choose: value and name."""

    value: str
    name: str


@dataclass(frozen=True)
class TaskView:
    """A task: its case, its form, its terms and the verbs open to the reader.

    `form` is None where the step has none, or where the reader may not answer it. `candidates`:
    who may take it; `transfer_to`: to whom the reader may pass it on; `return_to`: the steps it
    may be sent back to, nearest first. `terms`: those that run over this task, earliest first.
    """

    id: str
    name: str
    process: str
    element: str
    state: str
    case: CaseView
    form: Form | None
    context: FormContext | None
    draft: DraftView | None
    approving: bool
    recorded: bool
    for_unit: str
    fallback: bool
    unit: str
    role: str
    assignee: str
    is_mine: bool
    candidates: tuple[str, ...]
    arrived_at: datetime
    completed_at: datetime | None
    completed_by: str
    due: Due | None
    terms: tuple[TermView, ...]
    verbs: tuple[str, ...]
    transfer_to: tuple[Choice, ...]
    return_to: tuple[Choice, ...]

    def form_view(
        self,
        values: Mapping[str, Any] | None = None,
        errors: Mapping[str, Any] | None = None,
        warnings: Mapping[str, Any] | None = None,
    ) -> FormView | None:
        """Return the form as a page draws it: as typed, else as drafted, else as it begins."""
        if self.form is None or self.context is None:
            return None
        if values is None and self.draft is not None:
            values = self.draft.answers
        return self.form.view(self.context, values, errors, warnings)


def get_task(store: Store, actor: Actor, task_id: str) -> TaskView:
    """Return a task; raises NotFound when there is none that `actor` may know of."""
    with store.reading() as session:
        case_id = session.scalar(select(Task.case_id).where(Task.id == task_id))
        if case_id is None:
            raise NotFound("没有这项待办，或者您无权查看。")
        file = open_file(store, session, actor, case_id)
        task = next(each for each in file.tasks if each.id == task_id)
        return _view(file, task)


def _view(file: CaseFile, task: Task) -> TaskView:
    part = involvement_of(file.session, file.actor, file.case.id, task)
    facts = task_facts(task)
    takes = may_take(facts, file.facts, file.actor, part)
    returns = _return_targets(file, task) if takes else ()
    waits = task.state == "open" and file.full
    people = _people(file, task, task.unit_id, task.role) if waits else ()
    others = _others(file, task, people) if waits else ()
    verbs = task_verbs(facts, file.facts, file.actor, part, bool(returns))
    form = file.form_of(task) if takes else None
    return TaskView(
        id=task.id, name=task.name, process=task.process, element=task.element,
        state=task.state, case=view_of(file), form=form,
        context=file.context(task, form, file.run.data_of(task.engine_id)) if form else None,
        draft=_draft(file, task) if takes else None, approving=task.approving,
        recorded=task.recorded, for_unit=file.units.get(task.for_unit_id or "", ""),
        fallback=task.fallback, unit=file.units.get(task.unit_id, ""), role=task.role,
        assignee=file.people.get(task.assignee_id or "", ""),
        is_mine=task.assignee_id == file.actor.person_id,
        candidates=tuple(each.name for each in people), arrived_at=task.created_at,
        completed_at=task.completed_at,
        completed_by=file.people.get(task.completed_by_id or "", ""), due=file.due_of(task),
        terms=_terms(file, task), verbs=_usable(verbs, others), transfer_to=others,
        return_to=returns,
    )  # fmt: skip


def _usable(verbs: tuple[str, ...], others: tuple[Choice, ...]) -> tuple[str, ...]:
    """Leave out passing on where there is nobody to pass on to."""
    return tuple(verb for verb in verbs if verb != "transfer" or others)


def _return_targets(file: CaseFile, task: Task) -> tuple[Choice, ...]:
    elements = file.pack.blueprint(file.case.process).elements
    found = file.run.return_targets(task.engine_id)
    return tuple(Choice(element, elements[element].name or element) for element in found)


def _draft(file: CaseFile, task: Task) -> DraftView | None:
    return draft_of(file.session, file.actor, task_slot(task.id))


def draft_of(session: Session, actor: Actor, slot: str) -> DraftView | None:
    """Return what `actor` has kept under `slot`, or None."""
    own = select(Draft).where(Draft.person_id == actor.person_id, Draft.slot == slot)
    row = session.scalar(own)
    return DraftView(row.answers, row.updated_at) if row is not None else None


def _terms(file: CaseFile, task: Task) -> tuple[TermView, ...]:
    clock = file.clocks.get(task.clock_id or "")
    return (term_of(file, clock),) if clock is not None else ()


def _others(file: CaseFile, task: Task, people: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """To whom the reader may pass it on: `people`, and of a fallback who holds the drawn post."""
    drawn = _people(file, task, task.drawn_unit_id, task.drawn_role) if task.drawn_unit_id else ()
    found = {each.value: each for each in (*people, *drawn) if each.value != file.actor.person_id}
    return tuple(found.values())


def _people(
    file: CaseFile, task: Task, unit_id: str | None, role: str | None
) -> tuple[Choice, ...]:
    """Who holds a post and is not barred from the step."""
    today = file.store.clock.now().astimezone(SHANGHAI).date()
    rows = file.session.execute(
        select(Person.id, Person.name)
        .join(Post, Post.person_id == Person.id)
        .where(Person.active, Post.unit_id == unit_id, Post.role == role)
        .where(held_on(today))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    out = barred_people(task, file.tasks, file.case.starter_id)
    return tuple(Choice(row.id, row.name) for row in rows if row.id not in out)
