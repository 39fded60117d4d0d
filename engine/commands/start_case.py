"""Start a case and hand in its first form, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.commands.casework import OpenCase, allow_for_recording, new_case, save_case
from engine.commands.casework.answering import (
    Answered,
    attach_files,
    check_answers,
)
from engine.commands.casework.repeating import Sending, answer_once
from engine.commands.confirm_password import confirm_password, require_approval
from engine.commands.results import CaseMoved, moved
from engine.core.access import Actor
from engine.core.case_facts import Applicant
from engine.core.forms import FormContext
from engine.core.workflow import Run
from engine.errors import FormError, WorkflowFault
from engine.lookups import LookupContext, lookups
from engine.sentence import say
from engine.store.audit import digest_json
from engine.store.calendar import calendar_in
from engine.store.choosers import choosers
from engine.store.database import Store
from engine.store.numbers import case_number
from engine.store.starting import (
    Starting,
    lock_subject,
    prepare_start,
    refuse_held_items,
    refuse_ineligible,
)
from engine.store.tables import Case, Unit
from engine.store.types import new_id


def start_case(  # noqa: PLR0913 - a start has that many sides
    store: Store,
    actor: Actor,
    process: str,
    answers: Mapping[str, Any],
    *,
    post_id: str | None = None,
    entry: str | None = None,
    resource: str | None = None,
    grant: str | None = None,
    successor: str | None = None,
    key: str | None = None,
    password: str | None = None,
) -> CaseMoved:
    """Start a case of `process` about `resource` (its code) and submit the first form.

    `grant` (its number): the 使用授权 that the case is about, or that a request goes on from;
    `successor` (its code): the resource that takes the place of `resource`.

    `entry` names the way in (the first one that the actor's posts allow, when left out); `key`
    makes a repeat harmless. Raises NotFound, Forbidden, BadRequest, FormError, RuleRefused, and
    Conflict for a key that stands for something else.
    """
    confirmed = confirm_password(store, actor, password)
    order = _Order(process, answers, post_id, entry, resource, grant, successor, confirmed)
    about = [dict(answers), post_id, entry, resource, *filter(None, (grant, successor))]
    sending = Sending(actor, key, "start", process, about)
    return answer_once(store, sending, lambda session: _carry_out(session, store, actor, order))


@dataclass(frozen=True)
class _Order:
    process: str
    answers: Mapping[str, Any]
    post_id: str | None
    entry: str | None
    resource: str | None
    grant: str | None
    successor: str | None
    confirmed: bool


def _carry_out(session: Session, store: Store, actor: Actor, order: _Order) -> CaseMoved:
    starting = prepare_start(
        session,
        store,
        actor,
        order.process,
        post_id=order.post_id,
        entry=order.entry,
        resource=order.resource,
        grant=order.grant,
        successor=order.successor,
    )
    lock_subject(session, starting)
    if starting.entry.applicant_field is None:
        refuse_ineligible(session, starting, starting.unit)
    answered = _check(session, store, starting, order.answers)
    if answered.form.asks_password(answered.values):
        require_approval(order.confirmed, bool(answered.files))
    unit, applicant = _applicant(session, starting, answered)
    if starting.entry.applicant_field is not None:
        refuse_ineligible(session, starting, unit)
    refuse_held_items(starting, answered.values.get("items") or ())
    work = _start(session, store, starting, answered, unit, applicant)
    open_tasks = save_case(work)
    attach_files(session, actor, work.case.id, None, answered)
    return moved(work.case, open_tasks)


def _check(
    session: Session, store: Store, starting: Starting, answers: Mapping[str, Any]
) -> Answered:
    facts = starting.facts("", "", starting.applicant, starting.filing_unit.id)
    context = FormContext({"case": facts}, store.clock.now(), **choosers(session, starting.form))
    answered = check_answers(starting.form, answers, context, starting.actor, starting.post)
    _refuse_before_law(starting, answered)
    return answered


def _refuse_before_law(starting: Starting, answered: Answered) -> None:
    """What another system did before these rules were in force is no case of theirs (Art. 31)."""
    field, since = answered.form.effective, starting.pack.in_force_from
    if field is not None and answered.effective.astimezone(SHANGHAI).date() < since:
        raise FormError(
            {field: [say("时间不能早于规则施行之日（%(since)s），请核对。", since=since)]}
        )


def _applicant(session: Session, starting: Starting, answered: Answered) -> tuple[Unit, Applicant]:
    """Return who applies: the actor's unit, or the one a recorded request names."""
    name = starting.entry.applicant_field
    if name is None:
        return starting.filing_unit, starting.applicant
    unit = session.scalar(select(Unit).where(Unit.code == answered.values[name]))
    if unit is None:
        raise FormError({name: ["请从单位名录中选择使用部门。"]})
    contact = answered.values.get("contact") or ""
    phone = answered.values.get("phone") or ""
    return unit, Applicant(
        unit.code, unit.name, unit.bureau, None, contact, phone, unit.credit_code
    )


def _start(
    session: Session,
    store: Store,
    starting: Starting,
    answered: Answered,
    unit: Unit,
    applicant: Applicant,
) -> OpenCase:
    case_id = new_id()
    number = case_number(session, starting.process.kind_code, store.clock.now())
    facts = starting.facts(case_id, number, applicant, unit.id)
    blueprint = starting.pack.blueprint(starting.process.key)
    lookup = lookups(LookupContext(store, session, starting.today, case_id))
    calendar = calendar_in(store, session)
    run = Run.start(blueprint, {"case": facts}, answered.effective, calendar, lookup)
    case = _case_row(starting, facts, answered, unit, number)
    work = new_case(store, session, starting.actor, case, starting.pack, run)
    work.note(
        "case_started",
        at=answered.effective,
        post=starting.post.title,
        data={"title": case.title, "entry": case.entry, "answers": digest_json(answered.values)},
    )
    allow_for_recording(work, answered.effective)
    _hand_in(work, starting, answered)
    run.step_to(work.now)
    return work


def _case_row(
    starting: Starting, facts: dict[str, Any], answered: Answered, unit: Unit, number: str
) -> Case:
    rows = starting.rows
    return Case(
        id=facts["id"],
        number=number,
        process=starting.process.key,
        entry=starting.entry.key,
        title=_title(starting, facts),
        pack_version_id=starting.version_id,
        event_seq=0,
        event_hash="",
        grants_given=0,
        state_code="",
        state_label="",
        legal=facts["legal"],
        starter_id=starting.actor.person_id,
        applicant_unit_id=unit.id,
        provider_unit_id=rows.provider.id if rows is not None else None,
        resource_id=rows.resource.id if rows is not None else None,
        grant_id=starting.grant.grant.id if starting.grant is not None else None,
        automatic=False,
        started_at=answered.effective,
        recorded_at=answered.effective,
    )


def _title(starting: Starting, facts: dict[str, Any]) -> str:
    resource = facts["resource"]
    return starting.process.titled(
        facts["applicant"]["unit_name"], resource["name"] if resource else ""
    )


def _hand_in(work: OpenCase, starting: Starting, answered: Answered) -> None:
    """Complete the first task with the answers; the diagram must begin with the entry's form."""
    first = [visit for visit in work.run.humans() if _form_of(visit) == starting.entry.form]
    if len(first) != 1:
        raise WorkflowFault("流程图的第一个环节与发起表单不一致。")
    work.case.recorded_at = work.now
    work.handed_in = {first[0].engine_id: answered.values}
    work.run.complete(first[0].engine_id, answered.changes)


def _form_of(visit: Any) -> str | None:
    key = visit.gx.get("form", {}).get("key")
    return key if isinstance(key, str) else None
