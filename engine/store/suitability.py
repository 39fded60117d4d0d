"""Whether a case that is no request may be started: by whom, about which grant or resource."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.access import PostRef
from engine.core.pack import Entry
from engine.core.succession import Candidate, succession_refusals
from engine.errors import RuleRefused
from engine.sentence import listed, say
from engine.store.grant_facts import GrantRows
from engine.store.start_facts import ResourceRows
from engine.store.tables import Case, Unit

#: State of a grant -> what it is called.
GRANT_STATES = {
    "SUPPLYING": say("供给中"),
    "ACTIVE": say("使用中"),
    "EXPIRING": say("即将到期"),
    "EXPIRED": say("已到期"),
    "SUSPENDED": say("已暂停"),
    "REVOKED": say("已收回"),
    "DESTROY_PENDING": say("待销毁"),
    "DESTROYED": say("已销毁"),
    "RETAINED": say("依法留存"),
}
_RESOURCE_STATES = {
    "draft": say("本资源尚未发布。"),
    "deprecated": say("本资源已经处于停用过渡期，不能再登记停用计划。"),
    "offline": say("本资源已经下线。"),
}


def refuse_unsuited(
    session: Session,
    *,
    entry: Entry,
    process: str,
    post: PostRef,
    rows: ResourceRows | None,
    grant: GrantRows | None,
    successor: ResourceRows | None,
) -> None:
    """Raise RuleRefused unless `entry` fits who starts and what it is about."""
    if rows is None:
        return
    _refuse_side(entry, post, rows, grant)
    if grant is not None and entry.needs_grant:
        _refuse_grant_state(entry, grant)
    if entry.successor:
        _refuse_state(rows)
    if entry.successor and successor is not None:
        _refuse_succession(rows, successor)
    _refuse_second(session, entry, process, rows, grant)


def _refuse_side(entry: Entry, post: PostRef, rows: ResourceRows, grant: GrantRows | None) -> None:
    provider = rows.provider
    if entry.side == "using" and grant is not None and grant.unit.id != post.unit_id:
        words = say("这项使用授权属于%(unit)s，只有该单位可以办理。", unit=grant.unit.name)
        raise RuleRefused(words, "grant")
    if entry.side == "providing" and provider.id != post.unit_id:
        words = say("本资源由%(unit)s提供，只有提供部门可以办理。", unit=provider.name)
        raise RuleRefused(words, "resource")
    if entry.side == "recording":
        _refuse_recording(provider if grant is None else grant.unit)


def _refuse_recording(unit: Unit) -> None:
    if unit.works_here:
        words = say("%(unit)s在本系统办理，应由该单位自行提出，不能代为登记。", unit=unit.name)
        raise RuleRefused(words, "resource")


def _refuse_grant_state(entry: Entry, grant: GrantRows) -> None:
    state = grant.grant.state
    if entry.grant_states and state not in entry.grant_states:
        words = say(
            "使用授权 %(number)s 的状态是“%(state)s”，不能办理这一事项；"
            "可以办理的状态：%(states)s。",
            number=grant.grant.number,
            state=GRANT_STATES.get(state, say(state)),
            states=listed(GRANT_STATES.get(each, say(each)) for each in entry.grant_states),
        )
        raise RuleRefused(words, "grant")


def _refuse_state(old: ResourceRows) -> None:
    state = old.resource.state
    if state != "published":
        raise RuleRefused(_RESOURCE_STATES.get(state, say("本资源目前不能停用。")), "resource")


def _refuse_succession(old: ResourceRows, new: ResourceRows) -> None:
    for sentence in succession_refusals(candidate(old), candidate(new)):
        raise RuleRefused(sentence, "successor")


def candidate(rows: ResourceRows) -> Candidate:
    """Return the resource as the rules of succession see it."""
    resource = rows.resource
    return Candidate(
        resource.code, rows.provider.code, resource.share_type, resource.state, resource.dedicated
    )


def _refuse_second(
    session: Session, entry: Entry, process: str, rows: ResourceRows, grant: GrantRows | None
) -> None:
    if not entry.once:
        return
    same = (
        Case.grant_id == grant.grant.id
        if entry.once == "grant" and grant is not None
        else Case.resource_id == rows.resource.id
    )
    wanted = select(Case.number).where(Case.process == process, Case.ended_at.is_(None), same)
    number = session.scalar(wanted.limit(1))
    if number is not None:
        words = say("同一事项（%(number)s）正在办理，办结之前不能再次提出。", number=number)
        raise RuleRefused(words, entry.once)
