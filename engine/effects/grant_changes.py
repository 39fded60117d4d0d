"""What effects on the grant of a case have in common: it is locked, changed, and its trail told."""

from typing import Any

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext, Opening
from engine.effects.happened import happened
from engine.errors import WorkflowFault
from engine.store.audit import NewEvent
from engine.store.grant_book import HeldGrant

#: States in which the unit uses the data.
IN_USE = ("ACTIVE", "EXPIRING")
#: States of a grant that gives no access any more, in the order in which it comes to them.
ENDED = ("EXPIRED", "REVOKED", "DESTROY_PENDING", "DESTROYED", "RETAINED")


def grant_of_case(context: EffectContext) -> HeldGrant:
    """Return the grant that the case is about, locked. WorkflowFault when it is about none."""
    grant_id = context.case.grant_id
    if grant_id is None:
        raise WorkflowFault("这件办件没有关联使用授权，流程图不能对授权作出处置。")
    return context.grants.hold([grant_id])[0]


def tell_trail(
    context: EffectContext, asked: EffectAsked, held: HeldGrant, kind: str, **data: Any
) -> NewEvent:
    """Note in the grant's own trail what happened to it, and return the same for the case's."""
    said = {"grant": held.grant.id, "number": held.grant.number, **data}
    held.events.append(
        NewEvent(
            kind=kind,
            effective_at=asked.at,
            recorded_at=context.now,
            data={**said, "by_case": context.case.number},
        )
    )
    return happened(context, asked, kind, said)


def end_grant(
    context: EffectContext, asked: EffectAsked, held: HeldGrant, reason: str, opens: bool = True
) -> NewEvent:
    """End a grant for `reason`: what was used is to be destroyed (Art. 22(2)).

    `opens`: a case of destruction is opened for it. What was never supplied has nothing to destroy.
    """
    grant = held.grant
    was_used = grant.activated_at is not None
    grant.ended_at, grant.end_reason = asked.at, reason
    grant.state = "DESTROY_PENDING" if was_used else "EXPIRED"
    if was_used and opens:
        context.openings.append(Opening(grant.id, context.case.pack_version_id, asked.at, reason))
    return tell_trail(context, asked, held, "grant_ended", reason=reason)
