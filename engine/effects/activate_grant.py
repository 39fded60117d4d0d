"""`activate_grant`: the channel is open, the unit may use the data."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from engine.core.workflow import EffectAsked
from engine.effects.context import EffectContext
from engine.store.audit import NewEvent
from engine.store.tables import AccessGrant


def activate_grant(context: EffectContext, asked: EffectAsked) -> Iterable[NewEvent]:
    """Move the case's grants from SUPPLYING to ACTIVE, with how they are supplied."""
    fresh = [each for each in context.rows if isinstance(each, AccessGrant)]
    grants = [*_stored(context, len(fresh)), *fresh]
    if not grants:  # another case's grant covers it all
        return
    for grant in grants:
        grant.state, grant.activated_at = "ACTIVE", asked.at
        grant.supply = asked.data.get("access_opening") or {}
    yield NewEvent(
        kind="grant_activated",
        effective_at=asked.at,
        recorded_at=context.now,
        element=asked.element,
        data={"grants": [grant.number for grant in grants]},
    )


def _stored(context: EffectContext, fresh: int) -> Sequence[AccessGrant]:
    """Return the case's grants from before this command; it knows how many it has given."""
    if context.case.grants_given == fresh:
        return ()
    return context.session.scalars(
        select(AccessGrant).where(
            AccessGrant.case_id == context.case.id, AccessGrant.state == "SUPPLYING"
        )
    ).all()
