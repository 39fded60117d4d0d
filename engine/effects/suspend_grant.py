"""`suspend_grant`: use stops at once, and can be taken up again (Art. 22(1))."""

from collections.abc import Iterable

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.grant_changes import IN_USE, grant_of_case, tell_trail
from engine.errors import RuleRefused
from engine.sentence import say
from engine.store.audit import NewEvent


def suspend_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Move the case's grant to SUSPENDED. Parameter: `reason`, kept in the event.

    RuleRefused when it is not in use: it has ended, or another case has suspended it.
    """
    held = grant_of_case(context)
    if held.grant.state not in IN_USE:
        words = say("使用授权 %(number)s 已不在使用中，无需暂停。", number=held.grant.number)
        raise RuleRefused(words, "grant")
    held.grant.state, held.grant.suspended_at = "SUSPENDED", asked.at
    return [
        tell_trail(context, asked, held, "grant_suspended", reason=asked.params.get("reason") or "")
    ]
