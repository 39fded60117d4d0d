"""When an attempt to sign in may be made at all: locks per account, waits per source.

GB/T 22239-2019 8.1.4.1 b asks for a limit on failed sign-ins; the numbers are ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MAX_FAILURES = 5
LOCK = timedelta(minutes=15)
#: Failures from one address, over all accounts, before each further attempt has to wait.
SOURCE_FREE = 10
SOURCE_MAX_WAIT = timedelta(seconds=60)


@dataclass(frozen=True)
class SessionLimits:
    """How long a sign-in lasts: without any request (`idle`), and at most (`total`)."""

    idle: timedelta = timedelta(minutes=30)
    total: timedelta = timedelta(hours=10)


def lock_end(failures: Sequence[datetime]) -> datetime | None:
    """Return until when an account is locked after `failures` (ascending), or None.

    Five failures within fifteen minutes lock for fifteen minutes, and nothing is counted meanwhile,
    so counting then begins afresh.
    """
    counted: list[datetime] = []
    end: datetime | None = None
    for moment in failures:
        counted = [each for each in counted if each > moment - LOCK] + [moment]
        if len(counted) >= MAX_FAILURES:
            end = moment + LOCK
    return end


def source_free_at(failures: Sequence[datetime]) -> datetime | None:
    """Return when a source may try again after its recent `failures` (ascending), or None.

    A whole office can share one address, so the wait grows but stays short.
    """
    excess = len(failures) - SOURCE_FREE
    if excess < 0:
        return None
    return failures[-1] + min(timedelta(seconds=2 ** min(excess, 10)), SOURCE_MAX_WAIT)
