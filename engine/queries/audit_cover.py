"""Whether every event among the sealed ones is under a seal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Row, RowMapping, select
from sqlalchemy.orm import Session

from engine.queries.audit_problem import Problem
from engine.sentence import say
from engine.store.seals import Gap, gaps_of
from engine.store.tables import Event


@dataclass(frozen=True)
class Sealed:
    """A seal's content: id -> (hash, case, seq) of what it names, case -> newest seq, its gaps."""

    known: dict[int, tuple[str, str | None, int | None]]
    heads: dict[str, int]
    gaps: tuple[Gap, ...]

    def covers(self, event: Row[Any]) -> bool:
        """Tell whether an event is named, or stands in the chain of a case before its head."""
        if event.case_id is None:
            return event.id in self.known
        return self.heads.get(event.case_id, 0) >= (event.seq or 0)

    def awaits(self, event_id: int) -> bool:
        """Tell whether an id was passed over and is still looked for."""
        return any(gap.first <= event_id <= gap.last for gap in self.gaps)


def read_content(content: Any) -> Sealed | None:
    """Return what a seal's content says; None when it is not what the program writes."""
    try:
        heads = [(int(i), str(case), int(seq), str(h)) for i, case, seq, h in content["heads"]]
        free = [(int(i), str(h)) for i, h in content["events"]]
        gaps = tuple(gaps_of(content))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    named = {i: (h, case, seq) for i, case, seq, h in heads}
    return Sealed(
        {**named, **{i: (h, None, None) for i, h in free}},
        {case: seq for _, case, seq, _ in heads},
        gaps,
    )


class Cover:
    """Walks the events along with the seals; keeps in mind only the few that a seal awaits."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._awaited: dict[int, Row[Any]] = {}
        self._last: Sealed | None = None

    def problems(self, row: RowMapping, sealed: Sealed) -> Iterator[Problem]:
        """Yield the events in the range of a seal that it neither covers nor awaits."""
        self._last = sealed
        for event_id in [i for i, event in self._awaited.items() if sealed.covers(event)]:
            del self._awaited[event_id]
        events = self._session.execute(
            select(Event.id, Event.case_id, Event.seq)
            .where(Event.id >= row["first_event"], Event.id <= row["last_event"])
            .execution_options(yield_per=1000)
        )
        for event in cast(Iterable[Row[Any]], events):
            if sealed.awaits(event.id):
                self._awaited[event.id] = event
            elif not sealed.covers(event):
                yield _unsealed(event.id)

    def problems_left(self) -> Iterator[Problem]:
        """Yield the events that no seal came back for."""
        for event_id in self._awaited:
            if self._last is None or not self._last.awaits(event_id):
                yield _unsealed(event_id)


def _unsealed(event_id: int) -> Problem:
    message = say("记录 %(event_id)s 不在封存范围内，可能是事后加入的。", event_id=event_id)
    return Problem("unsealed", message, event_id=event_id)
