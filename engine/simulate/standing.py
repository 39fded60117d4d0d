"""Where a rehearsed story stands, for a page: what is open, what comes due, what was told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.ladder import after_moment, before_moment
from engine.queries.casefile import CaseFile, open_file
from engine.queries.cases import CaseHead, OpenTask, view_of
from engine.queries.diagram import Level, levels
from engine.queries.identity import actor_of
from engine.queries.terms import TermView, term_of
from engine.simulate.bureau import Somebody, people_of
from engine.simulate.stepping import Rehearsal
from engine.store.posts import held_on
from engine.store.separation import barred_people
from engine.store.tables import Case, ClockRow, Message, Person, Post, Task


@dataclass(frozen=True)
class OpenStep:
    """A step that is open. `may`: who may take it; `several`: the same step is open for others
    too, so that who acts decides which one is meant."""

    element: str
    task: OpenTask
    term: TermView | None
    may: tuple[Somebody, ...]
    several: bool


@dataclass(frozen=True)
class Moment:
    """Something that happens by itself: `what` is before, due or after."""

    what: str
    at: datetime


@dataclass(frozen=True)
class Coming:
    """A term that runs, with the moments still to come."""

    number: str
    term: TermView
    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Letter:
    """What was told to whom (names) and when."""

    template: str
    subject: str
    text: str
    to: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class CaseLine:
    """A case of the story; `current`: the one that is looked at."""

    id: str
    number: str
    title: str
    process: str
    state: str
    current: bool


@dataclass(frozen=True)
class Standing:
    """The story as it stands. `head` is None as long as no case was started; `starter` is who
    started it and may withdraw it when `withdrawable`. `next_at`: when something happens next."""

    now: datetime
    cases: tuple[CaseLine, ...]
    coming: tuple[Coming, ...]
    letters: tuple[Letter, ...]
    next_at: datetime | None
    head: CaseHead | None = None
    starter: str = ""
    withdrawable: bool = False
    open: tuple[OpenStep, ...] = ()
    levels: tuple[Level, ...] = ()


def standing_of(played: Rehearsal) -> Standing:
    """Return where a story stands that is on its stage."""
    store, case_id = played.store, played.play.case_id
    cases = _cases(played)
    # A database in memory has one connection: whoever reads has to finish before the next.
    actors = {case.id: actor_of(store, person_id=case.starter_id) for case in cases}
    with store.reading() as session:
        files = [open_file(store, session, actors[case.id], case.id) for case in cases]
        coming = [each for file in files for each in _coming(file)]
        coming.sort(key=lambda each: each.moments[0].at)
        return Standing(
            now=played.now,
            cases=tuple(_line(case, case_id) for case in cases),
            coming=tuple(coming),
            letters=tuple(letters(session)),
            next_at=coming[0].moments[0].at if coming else None,
            **_looked_at(next((file for file in files if file.case.id == case_id), None)),
        )


def _looked_at(file: CaseFile | None) -> dict[str, Any]:
    if file is None:
        return {}
    view = view_of(file)
    return {
        "head": view.head,
        "starter": file.actor.username,
        "withdrawable": "withdraw" in view.verbs,
        "open": tuple(_open(file, view.open_tasks)),
        "levels": levels(file),
    }


def _cases(played: Rehearsal) -> list[Case]:
    """The cases of the story, those of the given grants left out; the latest first."""
    given = tuple(played.play.given)
    with played.store.reading() as session:
        rows = session.scalars(select(Case).order_by(Case.id.desc())).all()
    return [case for case in rows if not any(each.startswith(f"{case.number}-") for each in given)]


def _line(case: Case, current: str | None) -> CaseLine:
    return CaseLine(
        case.id, case.number, case.title, case.process, case.state_label, case.id == current
    )


def _open(file: CaseFile, open_tasks: Sequence[OpenTask]) -> Iterator[OpenStep]:
    shown = {each.id: each for each in open_tasks}
    rows = [task for task in file.tasks if task.state == "open"]
    for task in rows:
        clock = file.clocks.get(task.clock_id or "")
        yield OpenStep(
            element=task.element,
            task=shown[task.id],
            term=term_of(file, clock) if clock is not None else None,
            may=_may(file, task),
            several=sum(each.element == task.element for each in rows) > 1,
        )


def _may(file: CaseFile, task: Task) -> tuple[Somebody, ...]:
    """Who may take a task: who has it in hand, else who holds the post and is not barred."""
    today = local_date(file.store.clock.now())
    wanted = select(Person.username).where(Person.active)
    if task.assignee_id is not None:
        wanted = wanted.where(Person.id == task.assignee_id)
    else:
        out = {each for each in barred_people(task, file.tasks, file.case.starter_id) if each}
        post = (Post.unit_id == task.unit_id, Post.role == task.role, held_on(today))
        holders = select(Post.person_id).where(*post)
        wanted = wanted.where(Person.id.in_(holders), Person.id.not_in(out))
    names = set(file.session.scalars(wanted))
    return tuple(each for each in people_of(file.session, today) if each.username in names)


def _coming(file: CaseFile) -> Iterator[Coming]:
    for clock in file.clocks.values():
        moments = tuple(_moments(file, clock))
        if moments:
            yield Coming(file.case.number, term_of(file, clock), moments)


def _moments(file: CaseFile, clock: ClockRow) -> Iterator[Moment]:
    """What this clock still does, in order."""
    if clock.next_at is None or clock.next_step is None:
        return
    calendar, ladder = file.calendar, file.pack.ladder
    at = {
        "before": None if clock.wakes else before_moment(calendar, ladder, clock.due_at),
        "due": clock.due_at,
        "after": None if clock.interrupting else after_moment(calendar, ladder, clock.due_at),
    }
    steps = list(at)[list(at).index(clock.next_step) :]
    yield Moment(clock.next_step, clock.next_at)
    yield from (Moment(each, moment) for each in steps[1:] if (moment := at[each]) is not None)


def letters(session: Session) -> Iterator[Letter]:
    """What was told in a story, in order; what many were told alike is one letter."""
    rows = session.execute(
        select(Message.template, Message.subject, Message.text, Message.effective_at, Person.name)
        .join(Person, Person.id == Message.person_id)
        .order_by(Message.effective_at, Message.template, Message.subject, Person.name)
    ).all()
    for (template, subject, text, at), group in groupby(rows, lambda row: tuple(row[:4])):
        yield Letter(template, subject, text, tuple(row.name for row in group), at)
