"""`list_unit`: the provider has put the applicant's unit on the 专用 list (Art. 15(4))."""

from collections.abc import Iterable

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.effects.open_grant import refuse_in_transition
from engine.store.audit import NewEvent
from engine.store.standing import lock_resource
from engine.store.tables import DedicatedUnit


def list_unit(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Enter the applicant's unit in the resource's list; nothing where it stands there already.

    Parameters: `document` (by which the provider amended the list) and `amended_on` (that day, an
    ISO date); the event keeps both.
    """
    case, facts = context.case, asked.data["case"]
    if _is_listed(context):
        return
    context.rows.append(DedicatedUnit(resource_id=case.resource_id, unit_id=case.applicant_unit_id))
    yield NewEvent(
        kind="unit_listed",
        effective_at=asked.at,
        recorded_at=context.now,
        element=asked.element,
        data={
            "unit": facts["applicant"]["unit"],
            "name": facts["applicant"]["unit_name"],
            "resource": facts["resource"]["code"],
            "target": facts["resource"]["name"],
            "document": asked.params.get("document"),
            "amended_on": asked.params.get("amended_on"),
        },
    )


def _is_listed(context: EffectContext) -> bool:
    """Whether the unit is on the list, or will be once this command has written its rows.

    The resource's row is locked, so that of two that list at the same moment one sees the other's.
    """
    session, case = context.session, context.case
    refuse_in_transition(lock_resource(session, case.resource_id))
    key = (case.resource_id, case.applicant_unit_id)
    fresh = [each for each in context.rows if isinstance(each, DedicatedUnit)]
    return (
        any((each.resource_id, each.unit_id) == key for each in fresh)
        or session.get(DedicatedUnit, key) is not None
    )
