"""What a start form and the start itself rest on: the same reading for both, so they agree."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.access import Actor, PostRef
from engine.core.case_facts import Applicant, Provider, case_facts
from engine.core.eligibility import dedicated_note, of_resource, of_unit
from engine.core.forms import Form
from engine.core.pack import Entry, Pack, Process
from engine.core.succession import NO_SUCCESSOR
from engine.errors import BadRequest, Forbidden, RuleRefused
from engine.sentence import listed, say
from engine.store.database import Store
from engine.store.grant_book import hold_grants
from engine.store.grant_facts import GrantRows, grant_rows
from engine.store.packs import current_version_id, pack_of
from engine.store.standing import Standing, lock_resource, standing_of, under_way
from engine.store.start_facts import (
    ResourceRows,
    offices_and,
    resource_rows,
    unit_facts,
)
from engine.store.suitability import refuse_unsuited
from engine.store.tables import Unit


@dataclass
class Starting:
    """A start being prepared."""

    version_id: str
    pack: Pack
    process: Process
    entry: Entry
    post: PostRef
    rows: ResourceRows | None
    #: The grant that the case is about, or that a request goes on from.
    grant: GrantRows | None
    successor: ResourceRows | None
    offices: dict[str, str]
    unit: Unit
    actor: Actor
    #: The day in Asia/Shanghai.
    today: date
    #: Items that the applicant holds already, known once it is said who that is.
    held: Mapping[str, str] = field(default_factory=dict)

    @property
    def item_names(self) -> Mapping[str, str]:
        """Code -> name of each information item of the resource."""
        return {} if self.rows is None else {item.code: item.name for item in self.rows.items}

    @property
    def form(self) -> Form:
        """The start form."""
        return self.pack.form(self.process.key, self.entry.form)

    @property
    def applicant(self) -> Applicant:
        """The actor as applicant; for an entry that records another's request, nobody yet."""
        if self.entry.applicant_field is not None:
            return Applicant("", "", bureau=False)
        if self.entry.side == "recording":
            unit = self.subject_unit
            return Applicant(unit.code, unit.name, unit.bureau, credit_code=unit.credit_code)
        return Applicant(
            self.unit.code,
            self.unit.name,
            self.unit.bureau,
            self.actor.person_id,
            self.actor.name,
            self.actor.phone,
            self.unit.credit_code,
        )

    @property
    def subject_unit(self) -> Unit:
        """The unit that 信息中心 records for: the grant's using unit, else the provider."""
        assert self.rows is not None
        return self.rows.provider if self.grant is None else self.grant.unit

    @property
    def filing_unit(self) -> Unit:
        """The unit whose case it is."""
        return self.subject_unit if self.entry.side == "recording" else self.unit

    def facts(
        self, case_id: str, number: str, applicant: Applicant, unit_id: str
    ) -> dict[str, Any]:
        """Return the value of `case` for the case to come."""
        rows = self.rows
        return case_facts(
            case_id=case_id,
            number=number,
            process=self.process.key,
            entry=self.entry.key,
            applicant=applicant,
            provider=None if rows is None else _provider(rows.provider),
            agent=None if rows is None else rows.agent_facts(),
            offices=self.offices,
            resource=None if rows is None else rows.snapshot(unit_id),
            grant=None if self.grant is None else self.grant.facts(),
            user=None if self.grant is None else self.grant.user(),
            successor=None if self.successor is None else self.successor.snapshot(unit_id),
            own=self.entry.successor,
        )


def prepare_start(  # noqa: PLR0913 - a start has that many sides
    session: Session,
    store: Store,
    actor: Actor,
    process: str,
    *,
    post_id: str | None = None,
    entry: str | None = None,
    resource: str | None = None,
    grant: str | None = None,
    successor: str | None = None,
    choosing: bool = False,
) -> Starting:
    """Read what a start rests on. Raises NotFound, Forbidden (no such post), BadRequest, and
    RuleRefused where a successor is needed and none is named (Art. 18), unless it is still being
    chosen (`choosing`)."""
    version_id = current_version_id(session)
    pack = pack_of(session, store, version_id)
    wanted = pack.process(process)
    chosen = wanted.entry(entry, frozenset(post.role for post in actor.posts))
    post = _post(actor, chosen, post_id)
    _refuse_unnamed(chosen, resource, grant, successor or ("?" if choosing else None))
    today = local_date(store.clock.now())
    about = grant_rows(session, grant, today, actor) if grant else None
    reader = _Reader(session, today, actor, post)
    rows = reader.resource(about.resource.code if about is not None else resource)
    new = reader.resource(successor)
    offices, unit = offices_and(session, post.unit_id)
    return Starting(
        version_id, pack, wanted, chosen, post, rows, about, new, offices, unit, actor, today
    )


def _refuse_unnamed(
    entry: Entry, resource: str | None, grant: str | None, successor: str | None
) -> None:
    if entry.needs_grant and not grant:
        raise BadRequest("请先在使用授权中选择这一事项所涉及的授权。")
    if entry.needs_resource and not (resource or grant):
        raise BadRequest("请先在资源目录中选择要申请的资源。")
    if entry.successor and not successor:
        raise RuleRefused(NO_SUCCESSOR, "successor")


@dataclass(frozen=True)
class _Reader:
    """Reads resources as the actor may know of them."""

    session: Session
    today: date
    actor: Actor
    post: PostRef

    def resource(self, code: str | None) -> ResourceRows | None:
        """Return the rows of the resource with this code; None without one."""
        if not code:
            return None
        return resource_rows(self.session, code, self.today, self.post.unit_id, self.actor)


def lock_subject(session: Session, starting: Starting) -> None:
    """Lock what a case that is no request is about, so that of two starts one sees the other's.

    A grant by its case, as everybody locks it (engine/store/grant_book.py), else the resource.
    """
    if starting.entry.asks_for_access or starting.rows is None:
        return
    if starting.grant is not None:
        hold_grants(session, [starting.grant.grant.id])
    else:
        lock_resource(session, starting.rows.resource.id)


def refuse_ineligible(session: Session, starting: Starting, unit: Unit) -> None:
    """Raise RuleRefused when `unit` may not ask for it in this way (Art. 2, 3, 10, 15)."""
    rows, entry = starting.rows, starting.entry
    if not entry.asks_for_access:
        refuse_unsuited(
            session, entry=entry, process=starting.process.key, post=starting.post, rows=rows,
            grant=starting.grant, successor=starting.successor,
        )  # fmt: skip
    if rows is None or not entry.asks_for_access:
        return
    facts, who = rows.facts(), unit_facts(unit)
    for sentence in of_resource(facts):
        raise RuleRefused(sentence, "resource")
    for sentence in of_unit(facts, who):
        raise RuleRefused(sentence, entry.applicant_field or "resource")
    if entry.dedicated is False and facts.dedicated:
        raise RuleRefused(dedicated_note(facts, who), "resource")
    if entry.dedicated is True and not facts.dedicated:
        raise RuleRefused("本资源不是专用资源，请按一般流程提出共享申请。", "resource")
    if entry.share_types and facts.share_type not in entry.share_types:
        raise RuleRefused("本资源的共享类型不适用这一流程。", "resource")
    _refuse_second(session, starting, _standing(session, starting, unit, rows.resource.id))


def _standing(session: Session, starting: Starting, unit: Unit, resource_id: str) -> Standing:
    return standing_of(
        session,
        unit,
        resource_id,
        starting.today,
        processes=starting.pack.requests,
        renewable=starting.pack.limits.expiring_days,
    )


def _refuse_second(session: Session, starting: Starting, standing: Standing) -> None:
    waits = under_way(session, starting.actor, standing)
    if waits is not None:
        raise RuleRefused(waits, "resource")
    starting.held = standing.held
    if standing.held and starting.item_names.keys() <= standing.held.keys():
        numbers = listed(dict.fromkeys(standing.held.values()))
        name = standing.unit.name
        sentence = say(
            "%(name)s已持有本资源的使用授权（%(held)s），无需重复申请。", name=name, held=numbers
        )
        raise RuleRefused(sentence, "resource")


def refuse_held_items(starting: Starting, wanted: Collection[str]) -> None:
    """Raise RuleRefused on `items` when some of `wanted` (codes; all of them when empty) are held
    by a grant already: what was refused or not asked for before may be asked for, nothing twice.
    """
    twice = [code for code in wanted or starting.item_names if code in starting.held]
    if twice:
        names = listed(starting.item_names.get(code, code) for code in twice)
        numbers = listed(dict.fromkeys(starting.held[code] for code in twice))
        sentence = say(
            "“%(items)s”已由使用授权 %(held)s 提供，请只选择其他信息项。", items=names, held=numbers
        )
        raise RuleRefused(sentence, "items")


def _post(actor: Actor, entry: Entry, post_id: str | None) -> PostRef:
    if post_id is not None:
        post = actor.holds(post_id)
        if post is None or post.role != entry.role:
            raise Forbidden("您所选的岗位不能发起这一事项，请换一个岗位。")
        return post
    fitting = [post for post in actor.posts if post.role == entry.role]
    if not fitting:
        raise Forbidden("您没有可以发起这一事项的岗位。")
    return fitting[0]


def _provider(unit: Unit) -> Provider:
    return Provider(unit.code, unit.name, unit.bureau, unit.works_here)
