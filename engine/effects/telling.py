"""Messages: rendered from the pack's templates, addressed to the holders of posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from engine.clock import SHANGHAI
from engine.core.incident_words import NOBODY_TOLD
from engine.core.templates.render import render, render_withheld
from engine.effects.context import EffectContext
from engine.effects.flow_words import flow_words
from engine.errors import MailTemplateError
from engine.sentence import say
from engine.store.audit import NewEvent
from engine.store.directory import PersonInfo, UnitInfo
from engine.store.tables import ClockRow, Incident, Message
from engine.store.types import new_id


@dataclass(frozen=True)
class Telling:
    """Who is to be told what: a template of the pack over the case's data at a moment.

    `key` makes the same telling impossible twice: it is the start of each message's dedupe key.
    """

    template: str
    process: str
    data: Mapping[str, Any]
    at: datetime
    to: Sequence[Mapping[str, Any]]
    key: str
    clock: ClockRow | None = None
    task_id: str | None = None
    task_name: str = ""
    task_unit: str = ""
    element: str = ""
    #: The mail to send where the pack has none of this name.
    standing: str = ""


@dataclass(frozen=True)
class Letter:
    """What a message says; `outline` is `text` with what people wrote left out."""

    subject: str
    text: str
    outline: str

    def headed(self, head: str) -> "Letter":
        """Return the letter with `head` before what it says."""
        return Letter(self.subject, head + self.text, head + self.outline)


def tell(context: EffectContext, telling: Telling) -> NewEvent:
    """Add one message per person reached and return the event; an incident when nobody is.

    Of a unit that does not work here perhaps nobody can be reached: 信息中心, which records what
    it decides, is told in its place, and whom to pass it on to.
    """
    letter = _letter(context, telling)
    people = _people(context, telling.to)
    for person in people.values():
        context.rows.append(_message(context, telling, person, letter))
    unreached = _unreached(context, telling.to)
    for person in _recorders(context, telling) if unreached else ():
        if person.id not in people:
            people[person.id] = person
            passed_on = letter.headed(f"信息中心：\n\n{_passing_on(unreached)}\n\n")
            context.rows.append(_message(context, telling, person, passed_on))
    if not people:
        context.rows.append(_nobody(context, telling))
    return NewEvent(
        kind="notified",
        effective_at=telling.at,
        recorded_at=context.now,
        element=telling.element,
        task_id=telling.task_id,
        data={
            "template": telling.template,
            "subject": letter.subject,
            "to": [each.name for each in people.values()],
        },
    )


def _letter(context: EffectContext, telling: Telling) -> Letter:
    try:
        return _written(context, telling)
    except MailTemplateError as error:
        error.details["template"] = telling.template  # so that whoever tells of it can name it
        raise


def _written(context: EffectContext, telling: Telling) -> Letter:
    source = _source(context, telling)
    names = mail_context(context, telling)
    # A subject is read over shoulders, in lists and in the audit trail: it never carries words.
    flow = render_withheld(source, flow_words(names))
    return Letter(flow.subject, render(source, names).text, flow.text)


def _source(context: EffectContext, telling: Telling) -> str:
    if telling.standing and not context.pack.has_mail(telling.process, telling.template):
        return telling.standing
    return context.pack.mail(telling.process, telling.template)


def mail_context(context: EffectContext, telling: Telling) -> dict[str, Any]:
    """Return the names that a mail template may use (docs/authoring.md lists them)."""
    case = context.case
    return {
        **telling.data,
        "case": {
            **telling.data.get("case", {}),
            "number": case.number,
            "title": case.title,
            "state": case.state_label,
        },
        "clock": clock_words(telling.clock) if telling.clock is not None else None,
        "terms": {
            each.element: clock_words(each) for each in context.clocks if each.state == "running"
        },
        "task": {"name": telling.task_name, "unit": telling.task_unit},
        "at": telling.at,
        "link": f"{context.store.base_url}/cases/{case.id}",
    }


def clock_words(clock: ClockRow) -> dict[str, Any]:
    """Return a clock as mails speak of it; `last_day` is the day whose 24:00 is due."""
    last_day = (clock.due_at - timedelta(microseconds=1)).astimezone(SHANGHAI).date()
    return {
        "element": clock.element,
        "term": clock.term,
        "clause": clock.clause,
        "kind": "法定" if clock.kind == "statutory" else "内部",
        "due_at": clock.due_at,
        "last_day": last_day,
        "provisional": clock.provisional,
        "started_at": clock.started_at,
    }


def _people(
    context: EffectContext, recipients: Sequence[Mapping[str, Any]]
) -> dict[str, PersonInfo]:
    found: dict[str, PersonInfo] = {}
    for recipient in recipients:
        for person in _reached(context, recipient):
            found[person.id] = person
    return found


def _reached(context: EffectContext, recipient: Mapping[str, Any]) -> Sequence[PersonInfo]:
    if recipient.get("unit"):
        return context.directory.holders(recipient["unit"], recipient["role"])
    person = context.directory.person(recipient.get("person"))
    return [] if person is None else [person]


def _unreached(context: EffectContext, recipients: Sequence[Mapping[str, Any]]) -> list[UnitInfo]:
    """The units that do not work here and of which no mail reaches anyone who is to be told."""
    wanted: dict[str, list[PersonInfo]] = {}
    for recipient in recipients:
        if recipient.get("unit"):
            wanted.setdefault(recipient["unit"], []).extend(_reached(context, recipient))
    silent = [code for code, people in wanted.items() if not any(each.email for each in people)]
    return [unit for unit in map(partial(_unit, context), silent) if unit and not unit.works_here]


def _unit(context: EffectContext, code: str) -> UnitInfo | None:
    try:
        return context.directory.unit(code)
    except KeyError:
        return None


def _recorders(context: EffectContext, telling: Telling) -> Sequence[PersonInfo]:
    return context.directory.holders(telling.data["case"]["info_center"], "info_center")


def _passing_on(units: Sequence[UnitInfo]) -> str:
    names = "、".join(unit.name for unit in units)
    return f"{names}不在本系统办理，没有登记这一岗位的收信人，请把以下通知转告该单位。"


def _message(
    context: EffectContext, telling: Telling, person: PersonInfo, letter: Letter
) -> Message:
    return Message(
        id=new_id(),
        dedupe=f"{telling.key}:{person.id}",
        case_id=context.case.id,
        task_id=telling.task_id,
        clock_id=telling.clock.id if telling.clock is not None else None,
        template=telling.template,
        person_id=person.id,
        address=person.email,
        subject=letter.subject,
        text=letter.text,
        outline=letter.outline,
        created_at=context.now,
        effective_at=telling.at,
        mail_state="waiting" if person.email else "none",
        next_try_at=context.now,
        attempts=0,
        last_error="",
    )


def _nobody(context: EffectContext, telling: Telling) -> Incident:
    return Incident(
        id=new_id(),
        case_id=context.case.id,
        task_id=telling.task_id,
        kind="nobody_told",
        message=say(NOBODY_TOLD, number=context.case.number, template=telling.template),
        created_at=context.now,
    )
