"""One case with everything its page shows, and the lists of cases."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from calendars import local_date
from engine.core.access import Actor, case_verbs
from engine.core.grant_rules import may_know
from engine.queries import grants
from engine.queries.casefile import CaseFile, open_file
from engine.queries.due import Due
from engine.queries.grants import Grant
from engine.queries.history import Happening, holder, timeline
from engine.queries.retirement import TransitionView, transition_view
from engine.queries.sheets import Sheet, facts_of, sheets_of
from engine.queries.starters import starter_words
from engine.queries.terms import TermView, terms_of
from engine.store.database import Store
from engine.store.tables import (
    Attachment,
    Message,
    Person,
    StoredFile,
    Task,
)

#: The message that a withdrawal sends into the run.
WITHDRAW = "withdraw"


@dataclass(frozen=True)
class CaseHead:
    """What a case is, in a line or two. `legal` is false when it stays inside the bureau.

    `starter`: a name, or of an `automatic` case that the program opened it, and why. `notice`: what
    every page of it says while it is open.
    """

    id: str
    number: str
    title: str
    process: str
    process_title: str
    article: str
    state_code: str
    state_label: str
    outcome: str | None
    legal: bool
    starter: str
    automatic: bool
    applicant_unit: str
    provider_unit: str
    started_at: datetime
    recorded_at: datetime
    ended_at: datetime | None
    notice: str


@dataclass(frozen=True)
class About:
    """A grant that a case is about, by number; `seen`: the reader may open its page."""

    number: str
    state: str
    seen: bool


@dataclass(frozen=True)
class Successor:
    """The resource that takes the place of the one the case is about."""

    code: str
    name: str


@dataclass(frozen=True)
class OpenTask:
    """A task that is open: what, with whom, until when."""

    id: str
    name: str
    holder: str
    arrived_at: datetime
    recorded: bool
    for_unit: str
    fallback: bool
    due: Due | None


@dataclass(frozen=True)
class Notice:
    """A message the program sent about the case."""

    subject: str
    to: str
    at: datetime
    mail_state: str


@dataclass(frozen=True)
class FileLine:
    """An attachment of the case."""

    digest: str
    name: str
    size: int
    by: str
    at: datetime


@dataclass(frozen=True)
class CaseView:
    """A case as one reader may see it; without `full`, answers and what was written are left out.

    `own`: the reader started it; `facts`: pairs of label and text about what is asked for;
    `about`: the grant it is about; `sheets`: answers by form and round; `transition`: of a
    retirement, since its plan is registered.
    """

    head: CaseHead
    own: bool
    full: bool
    facts: tuple[tuple[str, str], ...]
    about: About | None
    successor: Successor | None
    transition: TransitionView | None
    sheets: tuple[Sheet, ...]
    timeline: tuple[Happening, ...]
    open_tasks: tuple[OpenTask, ...]
    terms: tuple[TermView, ...]
    grants: tuple[Grant, ...]
    notices: tuple[Notice, ...]
    files: tuple[FileLine, ...]
    verbs: tuple[str, ...]


def get_case(store: Store, actor: Actor, case_id: str) -> CaseView:
    """Return a case; raises NotFound when there is none that `actor` may know of."""
    with store.reading() as session:
        return view_of(open_file(store, session, actor, case_id))


def view_of(file: CaseFile) -> CaseView:
    """Return the view of an opened case."""
    return CaseView(
        head=head_of(file),
        own=_own(file),
        full=file.full,
        facts=facts_of(file),
        about=_about(file),
        successor=_successor(file),
        transition=transition_view(file),
        sheets=sheets_of(file),
        timeline=timeline(file),
        open_tasks=tuple(_open_task(file, task) for task in file.tasks if task.state == "open"),
        terms=terms_of(file),
        grants=_grants(file) if file.full else (),
        notices=_notices(file),
        files=_files(file) if file.full else (),
        verbs=_verbs(file),
    )


def head_of(file: CaseFile) -> CaseHead:
    """Return the head of an opened case."""
    case, grant = file.case, file.grant
    process = file.process
    starter = file.people.get(case.starter_id, "")
    return CaseHead(
        id=case.id, number=case.number, title=case.title, process=case.process,
        process_title=process.title, article=process.article, state_code=case.state_code,
        state_label=case.state_label, outcome=case.outcome, legal=case.legal,
        starter=starter_words(starter, case.automatic, grant.end_reason if grant else None),
        automatic=case.automatic,
        applicant_unit=file.units.get(case.applicant_unit_id, ""),
        provider_unit=file.units.get(case.provider_unit_id or "", ""),
        started_at=case.started_at, recorded_at=case.recorded_at, ended_at=case.ended_at,
        notice=process.notice if case.ended_at is None else "",
    )  # fmt: skip


def _own(file: CaseFile) -> bool:
    return file.case.starter_id == file.actor.person_id and not file.case.automatic


def _about(file: CaseFile) -> About | None:
    grant = file.grant
    if grant is None:
        return None
    seen = may_know(file.actor, grant.unit_id, grant.provider_unit_id)
    return About(grant.number, grant.state, seen)


def _successor(file: CaseFile) -> Successor | None:
    known = (file.data.get("case") or {}).get("successor")
    return Successor(known["code"], known["name"]) if known else None


def _open_task(file: CaseFile, task: Task) -> OpenTask:
    return OpenTask(
        id=task.id,
        name=task.name,
        holder=holder(file, task),
        arrived_at=task.created_at,
        recorded=task.recorded,
        for_unit=file.units.get(task.for_unit_id or "", ""),
        fallback=task.fallback,
        due=file.due_of(task),
    )


def _grants(file: CaseFile) -> tuple[Grant, ...]:
    today = local_date(file.store.clock.now())
    return grants.of_case(file.session, file.actor, file.case.id, today)


def _notices(file: CaseFile) -> tuple[Notice, ...]:
    rows = file.session.execute(
        select(Message.subject, Person.name, Message.effective_at, Message.mail_state)
        .outerjoin(Person, Person.id == Message.person_id)
        .where(Message.case_id == file.case.id)
        .order_by(Message.effective_at, Message.id)
    )
    return tuple(Notice(subject, name or "", at, state) for subject, name, at, state in rows)


def _files(file: CaseFile) -> tuple[FileLine, ...]:
    rows = file.session.execute(
        select(Attachment, StoredFile.size, Person.name)
        .join(StoredFile, StoredFile.digest == Attachment.digest)
        .join(Person, Person.id == Attachment.uploaded_by_id)
        .where(Attachment.case_id == file.case.id)
        .order_by(Attachment.uploaded_at, Attachment.id)
    )
    return tuple(
        FileLine(each.digest, each.name, size, by, each.uploaded_at) for each, size, by in rows
    )


def _verbs(file: CaseFile) -> tuple[str, ...]:
    # Only the starter's page has to know whether the run still waits for a withdrawal.
    own = file.case.starter_id == file.actor.person_id and file.case.ended_at is None
    withdrawable = own and file.run.waits_for(WITHDRAW)
    return case_verbs(file.facts, file.actor, file.part, withdrawable)
