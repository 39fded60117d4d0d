"""When a retired resource may go offline; nothing here touches a database.

Measures, Art. 18: the new resource can be used first, then the old one goes offline, after a
transition of not fewer than 20 natural days, and its users are told. How the days are counted:
docs/decisions/readings-of-the-law.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calendars import local_date, midnight, minimum_period

#: What Art. 18 sets; a pack may ask for more, never for less.
LEAST_DAYS = 20


@dataclass(frozen=True)
class Transition:
    """The transition of a resource, as its rows have it; all moments aware.

    `notified_at`: when the last unit that may use it was told; None while one has not been.
    `days`: the least number of natural days. `extended_until`: the last day of a longer one.
    """

    usable_at: datetime
    registered_at: datetime
    notified_at: datetime | None
    extended_until: date | None = None
    days: int = LEAST_DAYS

    @property
    def starts_at(self) -> datetime | None:
        """The latest of the three moments from which it counts; None while one is missing."""
        if self.notified_at is None:
            return None
        return max(self.usable_at, self.registered_at, self.notified_at)

    @property
    def earliest(self) -> datetime | None:
        """The first instant (aware UTC) at which the resource may go offline; None: not yet known.

        00:00 Asia/Shanghai of the day after the last of the days, the day of the start not counted.
        """
        if self.starts_at is None:
            return None
        least = minimum_period(self.starts_at, max(self.days, LEAST_DAYS))
        if self.extended_until is None:
            return least
        return max(least, midnight(self.extended_until + timedelta(days=1)))

    @property
    def starts_on(self) -> date | None:
        """Day D in Asia/Shanghai, which does not count."""
        return None if self.starts_at is None else local_date(self.starts_at)
