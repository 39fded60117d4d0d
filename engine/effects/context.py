"""What every effect is handed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from calendars import ChinaCalendar
from engine.core.pack import Pack
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.directory import Directory
from engine.store.grant_book import GrantBook
from engine.store.tables import Case, ClockRow, Table


@dataclass(frozen=True)
class Opening:
    """A case that the program is to open because a grant ended, at the moment `at` (aware)."""

    grant_id: str
    pack_version_id: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class EffectContext:
    """The command's transaction and the case as it stands in it; `now` is when it is recorded.

    What an effect makes goes into `rows`: the command writes them after the case, once. Grants of
    other cases are changed through `grants`; cases to be opened are named in `openings`.
    """

    store: Store
    session: Session
    case: Case
    pack: Pack
    directory: Directory
    now: datetime
    clocks: Sequence[ClockRow]
    rows: list[Table]
    grants: GrantBook
    openings: list[Opening]

    @property
    def calendar(self) -> ChinaCalendar:
        """The calendar in force."""
        return calendar_in(self.store, self.session)
