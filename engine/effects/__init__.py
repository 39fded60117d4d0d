"""What a diagram may ask the program to do: one effect, one file.

An effect gets the context of the running command and what was asked; it adds rows in the command's
transaction and returns the audit events that say so. It sends nothing and commits nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any

from engine.core.workflow import EffectAsked
from engine.effects.activate_grant import activate_grant
from engine.effects.context import EffectContext, Opening
from engine.effects.end_grant import close_grant, end_grant, open_destruction
from engine.effects.list_unit import list_unit
from engine.effects.notify_holders import notify_holders, record_delivery
from engine.effects.open_grant import open_grant
from engine.effects.register_plan import cancel_plan, register_plan
from engine.effects.restore_grant import restore_grant, restrict_grant
from engine.effects.revoke_grant import cut_grant, revoke_grant
from engine.effects.send_mail import recipients, send_mail
from engine.effects.suspend_grant import suspend_grant
from engine.effects.take_offline import extend_transition, take_offline
from engine.errors import WorkflowFault
from engine.sentence import say
from engine.store.audit import NewEvent

Effect = Callable[[EffectContext, EffectAsked], Iterable[NewEvent]]

#: Name in a diagram -> effect; engine.core.workflow.effects says what parameters each takes.
EFFECTS: dict[str, Effect] = {
    "send_mail": send_mail,
    "open_grant": open_grant,
    "activate_grant": activate_grant,
    "list_unit": list_unit,
    "suspend_grant": suspend_grant,
    "restore_grant": restore_grant,
    "restrict_grant": restrict_grant,
    "revoke_grant": revoke_grant,
    "cut_grant": cut_grant,
    "end_grant": end_grant,
    "open_destruction": open_destruction,
    "close_grant": close_grant,
    "register_plan": register_plan,
    "cancel_plan": cancel_plan,
    "notify_holders": notify_holders,
    "record_delivery": record_delivery,
    "extend_transition": extend_transition,
    "take_offline": take_offline,
}

__all__ = ["EFFECTS", "EffectContext", "Opening", "carry_out", "recipients_of"]


def carry_out(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Carry out what a service task asked. WorkflowFault when the effect is not registered."""
    effect = EFFECTS.get(asked.name)
    if effect is None:
        raise WorkflowFault(say("流程图要求的功能“%(name)s”不存在。", name=asked.name))
    return effect(context, asked)


def recipients_of(asked: EffectAsked) -> list[dict[str, Any]]:
    """Return the recipients named in the parameters, so that they can be looked up at once."""
    return list(recipients(asked.params.get("to")))
