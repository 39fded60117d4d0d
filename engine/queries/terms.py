"""The terms of a case: each with its basis, how it stands, and why it ends on that day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from calendars import Deadline, explain, label_words, last_day_before
from engine.queries.casefile import CaseFile, unit_of
from engine.queries.deadline import from_trace
from engine.queries.due import Due
from engine.queries.moves import moves_of
from engine.sentence import Sentence, say
from engine.store.tables import ClockRow

RUNNING, LAPSED, STOPPED = "running", "lapsed", "stopped"


@dataclass(frozen=True)
class Day:
    """A day of the count: `kind` is start, counted, skipped or due; `number` counts from 1."""

    date: date
    kind: str
    number: int
    note: str
    notice: str | None


@dataclass(frozen=True)
class TermView:
    """A term: as the diagram says it (5个工作日), over which step, since when, how it stands.

    `state`: running, lapsed (past its end, work still open) or stopped (the work is done).
    `why`: sentences; `days`: the same as a strip of days. Both are empty without a trace.
    """

    id: str
    step: str
    term: str
    due: Due
    state: str
    started_at: datetime
    stopped_at: datetime | None
    why: tuple[str, ...]
    days: tuple[Day, ...]


def terms_of(file: CaseFile) -> tuple[TermView, ...]:
    """Return the terms of a case in the order in which they began."""
    return tuple(term_of(file, clock) for clock in file.clocks.values())


def term_of(file: CaseFile, clock: ClockRow) -> TermView:
    """Return one term of a case."""
    count = from_trace(clock.trace or {})
    return TermView(
        id=clock.id,
        step=_step(file, clock),
        term=clock.term,
        due=file.due_at(clock.due_at, clock, clock.stopped_at),
        state=clock.state,
        started_at=clock.started_at,
        stopped_at=clock.stopped_at,
        why=tuple(_why(count, clock.trace)) if count is not None else (),
        days=moved(days_of(count), clock) if count is not None else (),
    )


def _why(count: Deadline, trace: Mapping[str, Any]) -> Iterator[Sentence]:
    yield from explain(count)
    if trace.get("receipt_rule"):
        yield say("收到时间的认定依据：%(rule)s。", rule=trace["receipt_rule"])
    yield from moves_of(trace)


def _step(file: CaseFile, clock: ClockRow) -> str:
    blueprint = file.pack.blueprint(file.case.process)
    element = blueprint.elements.get(clock.host_element)
    name = element.name if element is not None and element.name else clock.host_element
    return _with_unit(file, clock, name) if blueprint.is_repeated(clock.host_element) else name


def _with_unit(file: CaseFile, clock: ClockRow, name: str) -> str:
    """Many have the step side by side: say whose term it is."""
    hosts = (task for task in file.tasks if task.engine_id == clock.host_id)
    unit = next((file.units.get(unit_of(task), "") for task in hosts), "")
    return say("%(name)s（%(more)s）", name=name, more=unit) if unit else name


def days_of(count: Deadline) -> tuple[Day, ...]:
    """Return every day from the day of receipt to the last one, in order."""
    found = {count.day_zero: Day(count.day_zero, "start", 0, "", None)}
    for number, counted in enumerate(count.counted, 1):
        note = label_words(counted.note)
        found[counted.date] = Day(counted.date, "counted", number, note, counted.notice)
    for skipped in count.skipped:
        # A rest day at the end of natural days counts and then is passed over: say the latter.
        reason = label_words(skipped.reason)
        found[skipped.date] = Day(skipped.date, "skipped", 0, reason, skipped.notice)
    last = found.get(count.last_day)
    number = last.number if last is not None else 0
    note, notice = (last.note, last.notice) if last is not None else ("", None)
    found[count.last_day] = Day(count.last_day, "due", number, note, notice)
    return tuple(found[day] for day in sorted(found))


def moved(days: tuple[Day, ...], clock: ClockRow) -> tuple[Day, ...]:
    """Return `days` with the last day to which the term was moved, where it was."""
    if "moved" not in clock.trace:
        return days
    counted = (replace(day, kind="counted") if day.kind == "due" else day for day in days)
    extended = clock.trace["moved"][-1]["cause"] == "transition"
    note = say("改期") if extended else say("顺延")
    return (*counted, Day(last_day_before(clock.due_at), "due", 0, note, None))
