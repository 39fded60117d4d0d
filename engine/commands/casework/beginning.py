"""Begin a case that nobody starts: a grant ended, and what was supplied is to be destroyed."""

from typing import Any

from sqlalchemy.orm import Session

from calendars import local_date
from engine.commands.casework.opening import OpenCase, new_case
from engine.core.case_facts import Applicant, Provider, case_facts
from engine.core.pack import Entry, Pack, Process
from engine.core.workflow import Run
from engine.effects import Opening
from engine.lookups import LookupContext, lookups
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.grant_facts import GrantRows, grant_rows
from engine.store.numbers import case_number
from engine.store.packs import pack_of
from engine.store.start_facts import ResourceRows, offices_and, resource_rows
from engine.store.tables import AccessGrant, Case
from engine.store.types import new_id

#: What happens for the program to open a case: the name in `automatic` of an entry.
GRANT_ENDED = "grant_ended"


def begin_case(store: Store, session: Session, opening: Opening) -> OpenCase | None:
    """Return the case that the pack opens when a grant ends, not yet saved; None if it opens none.

    The case is the using unit's; its starter is who asked for the grant, but the program opened it.
    """
    pack = pack_of(session, store, opening.pack_version_id)
    found = pack.opened_when(GRANT_ENDED)
    if found is None:
        return None
    return _Beginning(store, session, opening, pack, *found).case()


class _Beginning:
    """One case being begun."""

    def __init__(
        self,
        store: Store,
        session: Session,
        opening: Opening,
        pack: Pack,
        process: Process,
        entry: Entry,
    ) -> None:
        self.store, self.session, self.opening = store, session, opening
        self.pack, self.process, self.entry = pack, process, entry
        self.today = local_date(store.clock.now())
        grant = session.get_one(AccessGrant, opening.grant_id)
        self.about: GrantRows = grant_rows(session, grant.number, self.today, None)
        self.rows: ResourceRows = resource_rows(
            session, self.about.resource.code, self.today, self.about.unit.id, None
        )

    def case(self) -> OpenCase:
        """Return the case, run to its first human task."""
        now, opening = self.store.clock.now(), self.opening
        facts = self._facts(case_number(self.session, self.process.kind_code, now))
        lookup = lookups(LookupContext(self.store, self.session, self.today, facts["id"]))
        blueprint = self.pack.blueprint(self.process.key)
        run = Run.start(
            blueprint, {"case": facts}, opening.at, calendar_in(self.store, self.session), lookup
        )
        work = new_case(self.store, self.session, None, self._row(facts), self.pack, run)
        work.note(
            "case_opened",
            at=opening.at,
            data={"title": work.case.title, "entry": self.entry.key, "reason": opening.reason,
                  "grant": self.about.grant.number},
        )  # fmt: skip
        run.step_to(now)
        return work

    def _facts(self, number: str) -> dict[str, Any]:
        unit, provider = self.about.unit, self.rows.provider
        user = self.about.user()
        return case_facts(
            case_id=new_id(),
            number=number,
            process=self.process.key,
            entry=self.entry.key,
            applicant=Applicant(
                unit.code, unit.name, unit.bureau, user.person, user.person_name,
                credit_code=unit.credit_code,
            ),
            provider=Provider(provider.code, provider.name, provider.bureau, provider.works_here),
            agent=None,
            offices=offices_and(self.session, unit.id)[0],
            resource=self.rows.snapshot(unit.id),
            grant=self.about.facts(),
            user=user,
        )  # fmt: skip

    def _row(self, facts: dict[str, Any]) -> Case:
        asked = self.session.get_one(Case, self.about.grant.case_id)
        return Case(
            id=facts["id"],
            number=facts["number"],
            process=self.process.key,
            entry=self.entry.key,
            title=self.process.case_title.format(
                applicant=facts["applicant"]["unit_name"],
                resource=facts["resource"]["name"],
                process=self.process.title,
            ),
            pack_version_id=self.opening.pack_version_id,
            event_seq=0,
            event_hash="",
            grants_given=0,
            state_code="",
            state_label="",
            legal=facts["legal"],
            starter_id=asked.starter_id,
            automatic=True,
            applicant_unit_id=self.about.unit.id,
            provider_unit_id=self.rows.provider.id,
            resource_id=self.about.grant.resource_id,
            grant_id=self.about.grant.id,
            started_at=self.opening.at,
            recorded_at=self.store.clock.now(),
        )
