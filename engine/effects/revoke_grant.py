"""`revoke_grant`, `cut_grant`: the right of use is taken back and the channel cut (Art. 22(1))."""

from collections.abc import Iterable

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.grant_changes import ENDED, grant_of_case, tell_trail
from engine.store.audit import NewEvent


def revoke_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Move the case's grant to REVOKED. Parameter: `reason`.

    One that came to its end meanwhile keeps its end; the trail says that it was revoked too.
    """
    held = grant_of_case(context)
    reason = asked.params.get("reason") or ""
    if held.grant.state not in ENDED:
        held.grant.state, held.grant.ended_at = "REVOKED", asked.at
        held.grant.end_reason = "revoked"
    return [tell_trail(context, asked, held, "grant_revoked", reason=reason)]


def cut_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Keep the proof that the channel is cut. Parameter: `proof` (the answers that show it)."""
    held = grant_of_case(context)
    held.grant.closing = {**held.grant.closing, "cut": asked.params.get("proof") or {}}
    return [tell_trail(context, asked, held, "grant_cut")]
