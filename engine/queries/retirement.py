"""The transition of a resource that goes out of use (Art. 18), provable line by line from rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from calendars import first_working_day, last_day_before, local_date
from engine.core.access import OVERSEEING_ROLES
from engine.queries.casefile import CaseFile, unit_of
from engine.store.retirements import least_days, notices_of, of_case, transition_of
from engine.store.tables import (
    AccessGrant,
    HolderNotice,
    Message,
    Person,
    Resource,
    Retirement,
    Task,
    Unit,
)

#: The steps in which a unit reports how far it is, and in which an objection is answered.
REPORT, DECISION = "confirm_readiness", "answer_objection"


@dataclass(frozen=True)
class NoticeLine:
    """That a unit was told, in one round: when it was placed and by which way (system or other).

    `mails`: messages to its people; `mailed_at`: when the first mail was sent, `mail_state` how the
    first stands (engine/core/mail_words.py); `read_at`, `read_by`: who read it first in the system.
    """

    round: int
    way: str
    placed_at: datetime | None
    mails: int
    mail_state: str
    mailed_at: datetime | None
    read_at: datetime | None
    read_by: str


@dataclass(frozen=True)
class Answer:
    """What was answered: the code chosen and its words, until when, why, by whom."""

    code: str
    words: str
    until: str
    reason: str
    at: datetime
    by: str
    recorded: bool


@dataclass(frozen=True)
class HolderLine:
    """A unit that may use the resource: its grants, how it was told, what it reported.

    `report` is None while it has not answered the last notice; `decision` is what 管理部门 decided
    on it, None where nothing was to be decided or (`undecided`) it has not been yet.
    """

    unit: str
    code: str
    grants: tuple[str, ...]
    notices: tuple[NoticeLine, ...]
    report: Answer | None
    decision: Answer | None
    undecided: bool


@dataclass(frozen=True)
class TransitionView:
    """A plan and its transition: `starts_on` is day D, which does not count.

    `earliest` (aware) is the first instant at which the resource may go offline, `recommended_on`
    the first working day from then on; all three are None while a unit has not been told.
    """

    days: int
    registered_at: datetime
    usable_at: datetime
    planned_on: date | None
    successor_code: str
    successor: str
    starts_on: date | None
    last_day: date | None
    earliest: datetime | None
    recommended_on: date | None
    extended_until: date | None
    undelivered: int
    cancelled_at: datetime | None
    offline_at: datetime | None
    holders: tuple[HolderLine, ...]


def transition_view(file: CaseFile) -> TransitionView | None:
    """Return the transition that a case is about; None without one, and for who sees no answers.

    At most six statements, whatever the number of units.
    """
    if not file.full or not any(entry.successor for entry in file.process.entries):
        return None
    plan = of_case(file.session, file.case.id)
    return _Reading(file, plan).view() if plan is not None else None


@dataclass
class _Reading:
    """The rows behind one plan."""

    file: CaseFile
    plan: Retirement
    notices: Sequence[HolderNotice] = field(init=False)

    def __post_init__(self) -> None:
        self.notices = notices_of(self.file.session, self.plan)

    def view(self) -> TransitionView:
        plan, calendar = self.plan, self.file.calendar
        days = least_days(self.file.pack, self.file.case.process)
        found = transition_of(self.file.session, plan, days)
        earliest = found.earliest
        new = self.file.session.get_one(Resource, plan.successor_id)
        return TransitionView(
            days=found.days, registered_at=plan.registered_at, usable_at=plan.usable_at,
            planned_on=plan.planned_on, successor_code=new.code, successor=new.name,
            starts_on=found.starts_on,
            last_day=last_day_before(earliest) if earliest else None,
            earliest=earliest,
            recommended_on=first_working_day(calendar, local_date(earliest))
            if earliest else None,
            extended_until=plan.extended_until,
            undelivered=sum(each.placed_at is None for each in self.notices),
            cancelled_at=plan.cancelled_at, offline_at=plan.offline_at,
            holders=tuple(self._holders()),
        )  # fmt: skip

    def _holders(self) -> Iterator[HolderLine]:
        units = self._units()
        grants, mails = self._grants(units), self._mails()
        told = defaultdict(list)
        for each in self.notices:
            told[each.unit_id].append(each)
        for unit in units.values():
            report, decision = self._steps(unit.id)
            answered = _answer(self.file, report, "result")
            yield HolderLine(
                unit=unit.name,
                code=unit.code,
                grants=tuple(grants[unit.id]),
                notices=tuple(_notice(each, unit.code, mails) for each in told[unit.id]),
                report=answered,
                decision=_answer(self.file, decision, "decision") if answered else None,
                undecided=decision is not None and decision.state == "open",
            )

    def _units(self) -> dict[str, Unit]:
        ids = {each.unit_id for each in self.notices}
        rows = self.file.session.scalars(
            select(Unit).where(Unit.id.in_(ids), self._shown()).order_by(Unit.position, Unit.code)
        )
        return {unit.id: unit for unit in rows}

    def _shown(self) -> ColumnElement[bool]:
        """A unit that uses the resource sees its own line, not what others hold and answered."""
        actor, provider = self.file.actor, self.file.case.provider_unit_id
        units = [post.unit_id for post in actor.posts]
        if actor.has_role(*OVERSEEING_ROLES) or provider in units:
            return true()
        return Unit.id.in_(units)

    def _grants(self, units: Mapping[str, Unit]) -> dict[str, list[str]]:
        """The grants on the old resource that had not ended when the plan was registered."""
        rows = self.file.session.execute(
            select(AccessGrant.unit_id, AccessGrant.number)
            .where(AccessGrant.resource_id == self.plan.resource_id)
            .where(AccessGrant.unit_id.in_(units))
            .where(
                or_(
                    AccessGrant.ended_at.is_(None),
                    AccessGrant.ended_at >= self.plan.registered_at,
                )
            )
            .order_by(AccessGrant.number)
        )
        found = defaultdict(list)
        for unit_id, number in rows:
            found[unit_id].append(number)
        return found

    def _mails(self) -> dict[tuple[str, datetime], list[Any]]:
        """The messages of the notices, by the unit's code and the moment they were written."""
        rows = self.file.session.execute(
            select(
                Message.dedupe,
                Message.created_at,
                Message.sent_at,
                Message.read_at,
                Person.name,
                Message.mail_state,
            )
            .outerjoin(Person, Person.id == Message.person_id)
            .where(Message.case_id == self.file.case.id)
            .where(Message.created_at.in_({each.recorded_at for each in self.notices}))
            .order_by(Message.id)
        )
        found: dict[tuple[str, datetime], list[Any]] = defaultdict(list)
        for row in rows:
            # The key of a notice to a holder ends in the unit's code and the person.
            unit = row.dedupe.rsplit(":", 2)[-2]
            found[unit, row.created_at].append(row)
        return found

    def _steps(self, unit_id: str) -> tuple[Task | None, Task | None]:
        """The unit's last report that was not called off, and the step that decides on it."""
        mine = [
            task
            for task in self.file.tasks
            if task.element == REPORT and task.state != "cancelled" and unit_of(task) == unit_id
        ]
        report = mine[-1] if mine else None
        return report, self._decided(report) if report is not None else None

    def _decided(self, report: Task) -> Task | None:
        """The step that arose from the report: both were written at the same moment."""
        moment = (report.completed_at, report.completed_recorded_at)
        found = (
            task
            for task in self.file.tasks
            if task.element == DECISION and (task.created_at, task.recorded_at) == moment
        )
        return next(found, None)


def _notice(
    notice: HolderNotice, code: str, mails: Mapping[tuple[str, datetime], Sequence[Any]]
) -> NoticeLine:
    sent = mails.get((code, notice.recorded_at), ())
    read = min((row for row in sent if row.read_at), key=lambda row: row.read_at, default=None)
    return NoticeLine(
        round=notice.round,
        way=notice.way,
        placed_at=notice.placed_at,
        mails=len(sent),
        mail_state=_mail_state([row.mail_state for row in sent]),
        mailed_at=min((row.sent_at for row in sent if row.sent_at), default=None),
        read_at=read.read_at if read is not None else None,
        read_by=(read.name or "") if read is not None else "",
    )


def _mail_state(states: Sequence[str]) -> str:
    return "sent" if "sent" in states else next(iter(states), "none")


def _answer(file: CaseFile, task: Task | None, name: str) -> Answer | None:
    if task is None or task.state != "done" or task.completed_at is None:
        return None
    form, answers = file.form_of(task), task.answers or {}
    if form is None:
        return None
    lines = form.fields_for_display(answers, file.context(task, form, file.data))
    words = {line.name: line.text for line in lines}
    return Answer(
        code=str(answers.get(name) or ""),
        words=words.get(name, ""),
        until=words.get("until", ""),
        reason=words.get("reason", ""),
        at=task.completed_at,
        by=file.people.get(task.completed_by_id or "", ""),
        recorded=task.recorded,
    )
