"""`end_grant`, `open_destruction`, `close_grant`: from the end of use to the last copy.

Measures, Art. 22(2): data that is used no longer is destroyed.
"""

from collections.abc import Iterable

from engine.core.workflow import EffectAsked
from engine.effects import grant_changes
from engine.effects.context import EffectContext, Opening
from engine.effects.grant_changes import ENDED, grant_of_case, tell_trail
from engine.errors import WorkflowFault
from engine.sentence import say
from engine.store.audit import NewEvent


def end_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """End the case's grant because its purpose is done; this case sees to the destruction.

    Parameter: `reason` (a code, purpose_done). One that has ended already waits for destruction.
    """
    held = grant_of_case(context)
    if held.grant.state not in ENDED:
        reason = asked.params.get("reason") or "purpose_done"
        return [grant_changes.end_grant(context, asked, held, reason, opens=False)]
    held.grant.state = "DESTROY_PENDING"
    return [tell_trail(context, asked, held, "destruction_opened")]


def open_destruction(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Open a case of destruction for the case's grant, where what was supplied may still exist."""
    held = grant_of_case(context)
    grant = held.grant
    if grant.activated_at is None or grant.state not in ("EXPIRED", "REVOKED"):
        return []
    grant.state = "DESTROY_PENDING"
    context.openings.append(
        Opening(grant.id, context.case.pack_version_id, asked.at, grant.end_reason)
    )
    return [tell_trail(context, asked, held, "destruction_opened")]


def close_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Close the case's grant for good.

    Parameters: `state` (DESTROYED, or RETAINED where something is kept by law), `record` (what was
    destroyed, how, by whom, before whom).
    """
    held, state = grant_of_case(context), asked.params.get("state")
    if state not in ("DESTROYED", "RETAINED"):
        raise WorkflowFault(say("使用授权不能以“%(state)s”了结。", state=state))
    held.grant.state = state
    record = {"case": context.case.number, **(asked.params.get("record") or {})}
    held.grant.closing = {**held.grant.closing, "destruction": record}
    return [tell_trail(context, asked, held, "grant_closed", state=state)]
