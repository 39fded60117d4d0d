"""The rows of record against what the events of their cases say of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.sentence import Sentence, say
from engine.store.record import KINDS, row_digest
from engine.store.tables import Table

#: Cases whose rows are read together.
BATCH = 50
NAMES = {
    "case": "办件登记",
    "task": "待办记录",
    "clock": "时限记录",
    "grant": "使用授权记录",
    "message": "通知记录",
    "voucher": "调用记录凭证",
    "retirement": "停用下线计划",
    "holder_notice": "停用通知",
}


class Said:
    """What one case's events say of its rows: (kind, id) -> digest of the row as last written."""

    def __init__(self) -> None:
        self.number = ""
        self.rows: dict[tuple[str, str], str] = {}
        #: Rows that an event found otherwise than the one before had left them -> its place.
        self.otherwise: dict[tuple[str, str], int] = {}

    def hear(self, event: RowMapping) -> None:
        """Take in one event, in their order; what is not of the right shape says nothing."""
        self.number = event["number"] or ""
        for key, before, after in stated(event["data"]):
            if before != self.rows.get(key, ""):
                self.otherwise.setdefault(key, event["seq"])
            self.rows[key] = after

    def problem_of(self, kind: str, row: Table) -> Problem | None:
        """Return what is wrong with a row of the case, which then counts as seen."""
        key = (kind, row.id)  # type: ignore[attr-defined]
        stated = self.rows.pop(key, None)
        if stated is None:
            return self._problem(key, "record_unknown", say("没有记录可以证明"))
        if stated != row_digest(row):
            return self._problem(key, "record_changed", say("与记录不符"))
        return None

    def problems_before(self) -> Iterator[Problem]:
        """Yield the rows that had been changed when the program wrote them anew."""
        for key, seq in self.otherwise.items():
            what = say("在第 %(seq)s 条记录之前被改动过", seq=seq)
            yield self._problem(key, "record_changed", what)

    def problems_left(self) -> Iterator[Problem]:
        """Yield the rows that are gone, unless the whole case is: that is said already."""
        if not any(kind == "case" for kind, _ in self.rows):
            for key in self.rows:
                yield self._problem(key, "record_missing", say("缺失"))

    def _problem(self, key: tuple[str, str], kind: str, what: Sentence) -> Problem:
        message = say(
            "办件 %(number)s：%(row)s %(id)s %(what)s。",
            number=self.number,
            row=say(NAMES.get(key[0], key[0])),
            id=key[1],
            what=what,
        )
        return Problem(kind, message, self.number)


def stated(data: Any) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Yield what an event's data say of rows: (kind, id), digest before, digest after."""
    rows = data.get("rows") if isinstance(data, dict) else None
    for kind, stated in rows.items() if isinstance(rows, dict) else ():
        for row_id, pair in stated.items() if isinstance(stated, dict) else ():
            match pair:
                case [str(before), str(after)]:
                    yield (kind, row_id), before, after


class Batch:
    """Cases whose events were read and whose rows are still to be compared, a batch at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cases: dict[str, Said] = {}

    def start(self, case_id: str) -> Said:
        """Return where to note what the events of the next case say."""
        said = self._cases[case_id] = Said()
        return said

    def problems_when_full(self) -> Iterator[Problem]:
        """Yield what is wrong with the cases so far, once they are a batch."""
        if len(self._cases) >= BATCH:
            yield from self.problems()

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the rows of the cases so far, and forget them."""
        cases, self._cases = self._cases, {}
        for said in cases.values():
            yield from said.problems_before()
        for kind, table in KINDS.items():
            owner = "id" if kind == "case" else "case_id"
            for row in self._rows(table, owner, cases):
                problem = cases[getattr(row, owner)].problem_of(kind, row)
                if problem is not None:
                    yield problem
            self._session.expunge_all()
        for said in cases.values():
            yield from said.problems_left()

    def _rows(self, table: type[Table], owner: str, cases: Mapping[str, Said]) -> Sequence[Table]:
        wanted = select(table).where(getattr(table, owner).in_(list(cases)))
        return self._session.scalars(wanted.order_by(table.id)).all()  # type: ignore[attr-defined]
