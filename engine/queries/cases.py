"""One case with everything its page shows, and the lists of cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select

from calendars import local_date
from engine.core.access import Actor, case_verbs
from engine.errors import BadRequest
from engine.queries import grants
from engine.queries import page as paging
from engine.queries.casefile import CaseFile, open_file
from engine.queries.due import Due
from engine.queries.grants import Grant
from engine.queries.history import Happening, holder, timeline
from engine.queries.page import Page
from engine.queries.scope import known
from engine.queries.sheets import Sheet, facts_of, sheets_of
from engine.queries.terms import TermView, terms_of
from engine.sentence import listed, say
from engine.store.database import Store
from engine.store.tables import Attachment, Case, Message, Person, StoredFile, Task, Unit

#: The message that a withdrawal sends into the run.
WITHDRAW = "withdraw"
SCOPES = ("mine", "unit", "all")


@dataclass(frozen=True)
class CaseHead:
    """What a case is, in a line or two. `legal` is false when it stays inside the bureau."""

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
    applicant_unit: str
    provider_unit: str
    started_at: datetime
    recorded_at: datetime
    ended_at: datetime | None


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
    `sheets`: answers by form and round.
    """

    head: CaseHead
    own: bool
    full: bool
    facts: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    timeline: tuple[Happening, ...]
    open_tasks: tuple[OpenTask, ...]
    terms: tuple[TermView, ...]
    grants: tuple[Grant, ...]
    notices: tuple[Notice, ...]
    files: tuple[FileLine, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    id: str
    number: str
    title: str
    process: str
    state_code: str
    state_label: str
    outcome: str | None
    legal: bool
    starter: str
    applicant_unit: str
    started_at: datetime
    ended_at: datetime | None


def get_case(store: Store, actor: Actor, case_id: str) -> CaseView:
    """Return a case; raises NotFound when there is none that `actor` may know of."""
    with store.reading() as session:
        return view_of(open_file(store, session, actor, case_id))


def view_of(file: CaseFile) -> CaseView:
    """Return the view of an opened case."""
    return CaseView(
        head=head_of(file),
        own=file.case.starter_id == file.actor.person_id,
        full=file.full,
        facts=facts_of(file),
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
    case = file.case
    process = file.pack.process(case.process)
    return CaseHead(
        id=case.id, number=case.number, title=case.title, process=case.process,
        process_title=process.title, article=process.article, state_code=case.state_code,
        state_label=case.state_label, outcome=case.outcome, legal=case.legal,
        starter=file.people.get(case.starter_id, ""),
        applicant_unit=file.units.get(case.applicant_unit_id, ""),
        provider_unit=file.units.get(case.provider_unit_id or "", ""),
        started_at=case.started_at, recorded_at=case.recorded_at, ended_at=case.ended_at,
    )  # fmt: skip


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


def list_cases(  # noqa: PLR0913 - the filters of one list
    store: Store,
    actor: Actor,
    scope: str = "mine",
    *,
    q: str | None = None,
    process: str | None = None,
    open_only: bool = False,
    after: str | None = None,
    limit: int = 20,
) -> Page[CaseLine]:
    """Return a page of cases, latest first: `mine` (I started them), `unit` (one of my units
    applies or provides) or `all` that I may open: for administrators, whose pages show a case's
    flow without answers, every case. Raises BadRequest for an unknown scope.
    """
    if scope not in SCOPES:
        raise BadRequest(
            say(
                "“%(value)s”不是可用的选项，可用的有：%(names)s。",
                value=scope,
                names=listed(SCOPES),
            )
        )
    limit = paging.limit_of(limit)
    chosen = _lines().where(known(actor), *_narrowed(actor, scope, q, process, open_only))
    if after:
        text, last_id = paging.read_key(after, 2)
        moment = paging.read_moment(text)
        same = and_(Case.started_at == moment, Case.id < last_id)
        chosen = chosen.where(or_(Case.started_at < moment, same))
    with store.reading() as session:
        newest_first = chosen.order_by(Case.started_at.desc(), Case.id.desc())
        rows = session.execute(newest_first.limit(limit + 1)).all()
    return paging.page_of(rows, limit, lambda row: [row.started_at.isoformat(), row.id], _line)


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id, Case.number, Case.title, Case.process, Case.state_code, Case.state_label,
            Case.outcome, Case.legal, Person.name.label("starter"),
            Unit.name.label("applicant_unit"), Case.started_at, Case.ended_at,
        )
        .join(Person, Person.id == Case.starter_id)
        .join(Unit, Unit.id == Case.applicant_unit_id)
    )  # fmt: skip


def _line(row: Row[Any]) -> CaseLine:
    return CaseLine(**row._mapping)


def _narrowed(
    actor: Actor, scope: str, q: str | None, process: str | None, open_only: bool
) -> list[Any]:
    units = [post.unit_id for post in actor.posts]
    found: list[Any] = {
        "mine": [Case.starter_id == actor.person_id],
        "unit": [or_(Case.applicant_unit_id.in_(units), Case.provider_unit_id.in_(units))],
        "all": [],
    }[scope]
    if q and q.strip():
        like = paging.containing(q.strip()[:100])
        found.append(or_(Case.number.ilike(like, escape="\\"), Case.title.ilike(like, escape="\\")))
    if process:
        found.append(Case.process == process)
    return [*found, Case.ended_at.is_(None)] if open_only else found
