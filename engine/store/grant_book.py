"""Grants in the hands of a command that works on another case.

A grant's row is vouched for by the trail of the case that gave it. So whoever changes one holds the
lock of that case, and adds the event there. Cases of grants are locked before resources, and in the
order of their ids, so that no two commands wait for each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.record import changes, row_digest
from engine.store.tables import AccessGrant, Case


@dataclass
class HeldGrant:
    """A grant whose case is locked; `before`: its digest as it was read."""

    grant: AccessGrant
    case: Case
    before: str
    events: list[NewEvent] = field(default_factory=list)


class GrantBook:
    """The grants that one command has in hand; each is locked once, and written once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[str, HeldGrant] = {}

    def hold(self, grant_ids: Iterable[str]) -> list[HeldGrant]:
        """Return these grants, locked; those already in hand stay as they are."""
        wanted = list(dict.fromkeys(grant_ids))
        fresh = [each for each in wanted if each not in self._held]
        for held in hold_grants(self._session, fresh):
            self._held[held.grant.id] = held
        return [self._held[each] for each in wanted]

    def write(self) -> None:
        """Add the events of every grant that has some to the trail of its case. Call it last."""
        for held in self._held.values():
            if held.events:
                rows = changes([held.grant], {held.grant.id: held.before})
                audit.append(self._session, held.case, held.events, rows)
                held.events, held.before = [], row_digest(held.grant)


def hold_grants(session: Session, grant_ids: Iterable[str]) -> list[HeldGrant]:
    """Lock the cases of these grants, then read the grants as they are now."""
    ids = list(grant_ids)
    if not ids:
        return []
    with session.no_autoflush:
        cases = session.scalars(
            select(Case)
            .where(Case.id.in_(select(AccessGrant.case_id).where(AccessGrant.id.in_(ids))))
            .order_by(Case.id)
            .with_for_update(of=Case, key_share=True)
            .execution_options(populate_existing=True)
        ).all()
        by_id = {case.id: case for case in cases}
        grants = session.scalars(
            select(AccessGrant)
            .where(AccessGrant.id.in_(ids))
            .order_by(AccessGrant.id)
            .execution_options(populate_existing=True)
        ).all()
    return [HeldGrant(each, by_id[each.case_id], row_digest(each)) for each in grants]
