"""The event of an effect: at the moment of the run, recorded now, at the step that asked for it."""

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.store.audit import NewEvent
from engine.store.tables import Json


def happened(context: EffectContext, asked: EffectAsked, kind: str, data: Json) -> NewEvent:
    """Return the event `kind` with `data` for the trail of the case."""
    return NewEvent(
        kind=kind,
        effective_at=asked.at,
        recorded_at=context.now,
        element=asked.element,
        data=data,
    )
