"""`restore_grant`, `restrict_grant`: use is taken up again, whole or within narrower limits."""

from collections.abc import Iterable
from typing import Any

from calendars import local_date
from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.grant_changes import grant_of_case, tell_trail
from engine.errors import RuleRefused
from engine.sentence import say
from engine.store.audit import NewEvent
from engine.store.grant_book import HeldGrant
from engine.store.grant_facts import is_renewable


def restore_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Move the case's suspended grant back to use. Parameter: `reason`.

    A grant that came to its end meanwhile stays ended.
    """
    held = grant_of_case(context)
    return _taken_up(context, asked, held, "grant_restored")


def restrict_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """As restore_grant, with fewer items and more conditions.

    Parameters: `items` (codes that may be used on; all when empty), `conditions` (added to those
    there are), `reason`. RuleRefused when an item is named that the grant does not hold.
    """
    held = grant_of_case(context)
    grant = held.grant
    kept = asked.params.get("items") or grant.items
    strange = [code for code in kept if code not in grant.items]
    if strange:
        raise RuleRefused(
            say("保留的信息项不在原授权范围内，请只从原授权的信息项中选择。"), "items"
        )
    if grant.state == "SUSPENDED":
        grant.items = list(kept)
        added = asked.params.get("conditions") or ""
        grant.conditions = "\n".join(each for each in (grant.conditions, added) if each)
    return _taken_up(context, asked, held, "grant_restricted", items=grant.items)


def _taken_up(
    context: EffectContext, asked: EffectAsked, held: HeldGrant, kind: str, **data: Any
) -> Iterable[NewEvent]:
    grant = held.grant
    if grant.state != "SUSPENDED":
        return []
    days = context.pack.limits.expiring_days
    soon = is_renewable(grant, local_date(context.now), days)
    grant.state, grant.suspended_at = ("EXPIRING" if soon else "ACTIVE"), None
    reason = asked.params.get("reason") or ""
    return [tell_trail(context, asked, held, kind, reason=reason, **data)]
