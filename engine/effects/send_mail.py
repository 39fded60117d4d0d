"""`send_mail`: tell people, in the system and by mail; one message per person."""

from collections.abc import Iterable, Iterator
from typing import Any

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.telling import Telling, tell
from engine.store.audit import NewEvent


def recipients(to: Any) -> Iterator[dict[str, Any]]:
    """Yield the recipients in a parameter: one, or a list of them and of such lists."""
    if isinstance(to, dict):
        yield to
    for each in to if isinstance(to, list) else ():
        yield from recipients(each)


def send_mail(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Write the messages. Parameters: `template` (a mail of the pack), `to` (recipients).

    An empty list of recipients says that nobody is to be told; null is a mistake, an incident.
    """
    to = list(recipients(asked.params["to"]))
    if not to and asked.params["to"] is not None:
        return []
    clock = next((each for each in context.clocks if each.engine_id == asked.host_id), None)
    telling = Telling(
        template=asked.params["template"],
        process=asked.process,
        data=asked.data,
        at=asked.at,
        to=to,
        key=f"effect:{asked.task_id}:{asked.at.isoformat()}",
        clock=clock,
        element=asked.element,
    )
    return [tell(context, telling)]
