"""`holders`, `unready`: the units that may use the resource (Art. 16, 18)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from engine.core.workflow import LookupAsked
from engine.lookups.context import LookupContext
from engine.store.holders import holding_units, reachable_people
from engine.store.standing import lock_resource
from engine.store.tables import Task, Unit


def holders(context: LookupContext, asked: LookupAsked) -> list[dict[str, Any]]:
    """Return a row per unit that holds a grant on the case's resource, suspended ones included.

    Parameter `without`: a unit's code to leave out. `reachable`: somebody there can be sent a mail.
    """
    resource_id = context.resource_id(asked)
    # Whoever grants locks the resource too: nobody becomes a holder while the case still acts on
    # what was found here.
    lock_resource(context.session, resource_id)
    found = holding_units(context.session, resource_id, context.today)
    without = asked.params.get("without")
    return [_row(context, unit, numbers) for unit, numbers in found if unit.code != without]


def unready(context: LookupContext, asked: LookupAsked) -> list[dict[str, Any]]:
    """Return those of `holders` that have the step `task` of this case still open."""
    waiting = set(_units_with(context, asked.params.get("task") or "confirm_readiness"))
    found = holding_units(context.session, context.resource_id(asked), context.today)
    return [_row(context, unit, numbers) for unit, numbers in found if unit.id in waiting]


def _units_with(context: LookupContext, element: str) -> Iterable[str | None]:
    tasks = context.session.scalars(
        select(Task).where(
            Task.case_id == context.case_id, Task.element == element, Task.state == "open"
        )
    )
    return [task.for_unit_id or task.drawn_unit_id or task.unit_id for task in tasks]


def _row(context: LookupContext, unit: Unit, numbers: list[str]) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "unit": unit.code,
        "unit_name": unit.name,
        "works_here": unit.works_here,
        "reachable": bool(reachable_people(context.directory, unit.code)),
        "grants": "、".join(numbers),
    }
