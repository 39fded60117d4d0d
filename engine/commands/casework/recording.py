"""Write down what a command did to a case, and what its rows of record were and are."""

from collections.abc import Iterator

from engine.commands.casework.opening import OpenCase
from engine.store import audit
from engine.store.record import changes, kind_of
from engine.store.tables import AccessGrant, HolderNotice, Retirement, Table

#: Rows of record that effects change where they stand.
KEPT = (AccessGrant, Retirement, HolderNotice)


def append_events(work: OpenCase) -> None:
    """Add the events of `work` to the trail, the last one with the digests of the rows it changed.

    Call it last but for the flush of new rows, and once. What changed without an event gets one.
    """
    rows = changes(_rows(work), work.as_read)
    if rows and not work.events:
        work.note("rows_saved", actor=None)
    audit.append(work.session, work.case, work.events, rows)


def _rows(work: OpenCase) -> Iterator[Table]:
    yield from (work.case, *work.tasks, *work.clocks)
    yield from (row for row in work.rows if kind_of(row) is not None)
    for row in work.session.identity_map.values():
        if isinstance(row, KEPT) and row.case_id == work.case.id:
            yield row
