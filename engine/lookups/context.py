"""What every lookup is handed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import ChinaCalendar
from engine.core.workflow import LookupAsked
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.directory import Directory
from engine.store.tables import Resource


@dataclass(frozen=True)
class LookupContext:
    """The transaction of the running command; `today` in Asia/Shanghai."""

    store: Store
    session: Session
    today: date
    case_id: str

    @property
    def calendar(self) -> ChinaCalendar:
        """The calendar in force."""
        return calendar_in(self.store, self.session)

    @property
    def directory(self) -> Directory:
        """Who holds which post today."""
        return Directory(self.session, self.today)

    def resource_id(self, asked: LookupAsked) -> str | None:
        """Return the id of the resource that the case is about."""
        code = (asked.data["case"].get("resource") or {}).get("code")
        return self.session.scalar(select(Resource.id).where(Resource.code == code))
