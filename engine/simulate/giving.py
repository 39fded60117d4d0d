"""Grants that stand in the register before a story begins, so that it need not begin with them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.pack import Process
from engine.errors import PackError
from engine.sentence import say
from engine.simulate.scenario import GivenGrant
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from engine.store.record import changes
from engine.store.standing import HELD_GRANTS
from engine.store.tables import AccessGrant, Case, Person, Resource, ResourceItem, Unit
from engine.store.types import new_id


def give(store: Store, given: Sequence[GivenGrant], first: int = 1) -> list[str]:
    """Put the grants into the register, each as the result of a request that is over.

    `first`: where their numbers begin. Returns their numbers. Raises PackError when one names a
    unit, resource or person that is none.
    """
    if not given:
        return []
    with store.transaction() as session:
        version = current_version_id(session)
        pack = pack_of(session, store, version)
        process = pack.process(sorted(pack.requests)[0])
        now = store.clock.now()
        return [
            _Giving(session, version, process, now).give(number, each)
            for number, each in enumerate(given, first)
        ]


#: Cases of such grants are numbered from here, out of the way of those of the story.
FIRST = 9000


class _Giving:
    def __init__(self, session: Session, version: str, process: Process, now: datetime) -> None:
        self.session, self.version, self.process, self.now = session, version, process, now

    def give(self, number: int, given: GivenGrant) -> str:
        """Write one grant and the request it came from; return its number."""
        unit = self._one(given.unit, select(Unit).where(Unit.code == given.unit))
        person = self._one(given.who, select(Person).where(Person.username == given.who))
        resource = self._one(
            given.resource, select(Resource).where(Resource.code == given.resource)
        )
        case = self._case(f"{self._series}-{FIRST + number}", unit, resource, person)
        self.session.add(case)
        self.session.flush()
        grant = self._grant(case, given, unit, resource)
        self.session.add(grant)
        new = {case.id: "", grant.id: ""}
        audit.append(self.session, case, [self._event(grant)], changes([case, grant], new))
        return grant.number

    @property
    def _series(self) -> str:
        return f"{self.process.kind_code}-{local_date(self.now).year}"

    def _event(self, grant: AccessGrant) -> NewEvent:
        data = {"grant": grant.id, "number": grant.number}
        return NewEvent(kind="grant_opened", effective_at=self.now, recorded_at=self.now, data=data)

    def _one(self, name: str, wanted: Any) -> Any:
        found = self.session.scalar(wanted)
        if found is None:
            raise PackError(say("场景的 given 提到的“%(name)s”不存在。", name=name))
        return found

    def _case(self, number: str, unit: Unit, resource: Resource, person: Person) -> Case:
        return Case(
            id=new_id(), number=number, process=self.process.key, entry="", title=resource.name,
            pack_version_id=self.version, document=b"", event_seq=0, event_hash="",
            grants_given=1, state_code="APPROVED", state_label="已同意", outcome="granted",
            legal=True, starter_id=person.id, automatic=False, applicant_unit_id=unit.id,
            provider_unit_id=resource.provider_unit_id, resource_id=resource.id,
            started_at=self.now, recorded_at=self.now, ended_at=self.now,
        )  # fmt: skip

    def _grant(self, case: Case, given: GivenGrant, unit: Unit, resource: Resource) -> AccessGrant:
        held = given.state in HELD_GRANTS
        return AccessGrant(
            id=new_id(), number=f"{case.number}-SQ1", case_id=case.id, resource_id=resource.id,
            resource_version=resource.version, unit_id=unit.id,
            kind="dedicated" if resource.dedicated else "request",
            items=list(given.items) or self._items(resource), conditions=given.conditions,
            purpose=given.purpose, period_start=given.start, period_end=given.end,
            state=given.state, supply={}, granted_at=self.now,
            activated_at=None if given.state == "SUPPLYING" else self.now,
            ended_at=None if held else self.now, end_reason="" if held else "expired", closing={},
        )  # fmt: skip

    def _items(self, resource: Resource) -> list[str]:
        return list(
            self.session.scalars(
                select(ResourceItem.code)
                .where(ResourceItem.resource_id == resource.id)
                .order_by(ResourceItem.position)
            )
        )
