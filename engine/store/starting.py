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
from engine.errors import BadRequest, Forbidden, RuleRefused
from engine.sentence import listed, say
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from engine.store.standing import Standing, standing_of, under_way
from engine.store.start_facts import (
    ResourceRows,
    offices_and,
    resource_rows,
    unit_facts,
)
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
        return Applicant(
            self.unit.code,
            self.unit.name,
            self.unit.bureau,
            self.actor.person_id,
            self.actor.name,
            self.actor.phone,
            self.unit.credit_code,
        )

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
        )


def prepare_start(
    session: Session,
    store: Store,
    actor: Actor,
    process: str,
    *,
    post_id: str | None = None,
    entry: str | None = None,
    resource: str | None = None,
) -> Starting:
    """Read what a start rests on. Raises NotFound, Forbidden (no such post), BadRequest."""
    version_id = current_version_id(session)
    pack = pack_of(session, store, version_id)
    wanted = pack.process(process)
    chosen = wanted.entry(entry, frozenset(post.role for post in actor.posts))
    post = _post(actor, chosen, post_id)
    if chosen.needs_resource and not resource:
        raise BadRequest("请先在资源目录中选择要申请的资源。")
    today = local_date(store.clock.now())
    rows = _resource(session, today, actor, post, resource)
    offices, unit = offices_and(session, post.unit_id)
    return Starting(version_id, pack, wanted, chosen, post, rows, offices, unit, actor, today)


def _resource(
    session: Session, today: date, actor: Actor, post: PostRef, code: str | None
) -> ResourceRows | None:
    return resource_rows(session, code, today, post.unit_id, actor) if code else None


def refuse_ineligible(session: Session, starting: Starting, unit: Unit) -> None:
    """Raise RuleRefused when `unit` may not ask for it in this way (Art. 2, 3, 10, 15)."""
    rows, entry = starting.rows, starting.entry
    if rows is None:
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
    _refuse_second(session, starting, standing_of(session, unit, rows.resource.id, starting.today))


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
