"""The notices in force: those shipped with the release, and those confirmed in the program."""

from __future__ import annotations

from collections.abc import Sequence

from calendars.notice_checks import check_set
from calendars.notice_model import Notice, YearNotice, notice_order


def in_force(shipped: Sequence[Notice], confirmed: Sequence[Notice]) -> tuple[Notice, ...]:
    """`shipped` with `confirmed` laid over them, oldest first, fit for `ChinaCalendar`.

    `confirmed` are in the order of their confirmation. Each replaces what is there of the same
    number and, if it is the notice of a year, of the same year: a shipped notice, or one
    confirmed earlier. Changes stay, and must fit what they change. Raises NoticeError when the
    whole does not fit together, as for a set of files.
    """
    kept = list(shipped)
    for newer in confirmed:
        kept = [older for older in kept if not _replaces(newer, older)] + [newer]
    notices = tuple(sorted(kept, key=notice_order))
    check_set(notices)
    return notices


def _replaces(newer: Notice, older: Notice) -> bool:
    if newer.source.number == older.source.number:
        return True
    if isinstance(newer, YearNotice) and isinstance(older, YearNotice):
        return newer.year == older.year
    return False
