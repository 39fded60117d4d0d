"""`receipt`: since when a unit has had a step of the case (Art. 16: from the day of receipt)."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from engine.clock import aware, local_iso
from engine.core.workflow import LookupAsked
from engine.errors import WorkflowFault
from engine.lookups.context import LookupContext
from engine.sentence import say
from engine.store.tables import Task, Unit


def receipt(context: LookupContext, asked: LookupAsked) -> dict[str, Any]:
    """Return the unit and when it received the step first, the present moment if it never did.

    Parameters: `unit` (code), `task` (element), `since` (ISO moment; what came before does not
    count). Whoever of the unit had it, it is the unit that received it: passing it to another
    person, or away and back, starts nothing anew.
    """
    code = asked.params.get("unit")
    unit = context.session.scalar(select(Unit).where(Unit.code == code))
    if unit is None:
        raise WorkflowFault(say("没有代码为“%(code)s”的单位。", code=code))
    received = context.session.scalar(
        select(func.min(Task.created_at)).where(
            Task.case_id == context.case_id,
            Task.element == asked.params.get("task"),
            or_(
                Task.for_unit_id == unit.id, Task.drawn_unit_id == unit.id, Task.unit_id == unit.id
            ),
            *_since(asked.params.get("since")),
        )
    )
    return {
        "unit": unit.code,
        "unit_name": unit.name,
        "works_here": unit.works_here,
        "received_at": local_iso(received or asked.at),
    }


def _since(text: str | None) -> list[Any]:
    return [Task.created_at >= aware(datetime.fromisoformat(text))] if text else []
