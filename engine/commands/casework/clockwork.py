"""Keep the clock rows in step with the run: new terms, lapsed ones, stopped ones."""

from datetime import datetime

from engine.commands.casework.opening import OpenCase
from engine.core import ladder
from engine.core.workflow import TimerVisit
from engine.store.tables import ClockRow
from engine.store.types import new_id


def sync(work: OpenCase) -> list[ClockRow]:
    """Update the open clocks of `work` and return the new ones, not yet added."""
    known = {clock.engine_id: clock for clock in work.clocks}
    timers = work.run.timers()
    for timer in timers:
        if timer.engine_id in known:
            _stop(work, known.pop(timer.engine_id), timer.term.started_at)
    for clock in known.values():
        _update(work, clock)
    fresh = [_new_clock(work, timer) for timer in timers]
    for clock in fresh:
        _update(work, clock)
    return fresh


def _update(work: OpenCase, clock: ClockRow) -> None:
    watch = work.run.watch
    if clock.state == "running" and clock.engine_id in watch.fired:
        _lapse(work, clock)
    stopped = watch.stopped.get(clock.engine_id)
    if stopped is not None:
        _stop(work, clock, stopped)


def _lapse(work: OpenCase, clock: ClockRow) -> None:
    clock.state, clock.lapsed_at = "lapsed", clock.due_at
    last = clock.interrupting or clock.wakes
    wake = ladder.next_wake(work.calendar, work.pack.ladder, "due", clock.due_at, last)
    clock.next_step, clock.next_at = wake or (None, None)
    clock.lease_until, clock.failures = None, 0
    work.note(
        "term_lapsed",
        at=clock.due_at,
        element=clock.element,
        actor=None,
        data={"clock": clock.id, "term": clock.term, "clause": clock.clause, "kind": clock.kind,
              "host": clock.host_element, "due_at": clock.due_at.isoformat()},
    )  # fmt: skip


def _stop(work: OpenCase, clock: ClockRow, at: datetime) -> None:
    clock.state, clock.stopped_at = "stopped", at
    clock.next_step = clock.next_at = clock.lease_until = None
    clock.failures = 0


def _first_wake(work: OpenCase, timer: TimerVisit) -> ladder.Wake:
    """The ladder's reminder before the end, but not of a timer that is itself only a reminder."""
    if "wake" in timer.gx:
        return None
    term = timer.term
    return ladder.first_wake(work.calendar, work.pack.ladder, term.started_at, term.due_at)


def _new_clock(work: OpenCase, timer: TimerVisit) -> ClockRow:
    basis = timer.gx.get("basis", {})
    kind = basis.get("kind", "internal") if work.case.legal else "internal"
    term = timer.term
    wakes = "wake" in timer.gx
    step, moment = _first_wake(work, timer) or ("due", term.due_at)
    return ClockRow(
        id=new_id(),
        case_id=work.case.id,
        engine_id=timer.engine_id,
        host_id=timer.host_id,
        process=timer.process,
        element=timer.element,
        host_element=timer.host_element,
        term=basis.get("term") or timer.name,
        clause=basis.get("clause", ""),
        kind=kind,
        interrupting=timer.interrupting,
        forfeits=timer.forfeits,
        wakes=wakes,
        state="running",
        started_at=term.started_at,
        due_at=term.due_at,
        provisional=term.provisional,
        trace=term.trace,
        calendar_revision=term.calendar_revision,
        calendar_seen=term.calendar_revision,
        next_step=step,
        next_at=moment,
        failures=0,
    )
