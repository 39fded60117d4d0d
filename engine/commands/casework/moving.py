"""Give a clock another end: the row, the run's timer, the tasks under it, the next reminder."""

from engine.commands.casework.opening import OpenCase
from engine.core import ladder
from engine.core.workflow import Term
from engine.store.tables import ClockRow


def put_term(work: OpenCase, clock: ClockRow, term: Term) -> None:
    """Let `clock` count `term` from now on."""
    moves = clock.due_at != term.due_at
    clock.due_at, clock.trace, clock.provisional = term.due_at, term.trace, term.provisional
    clock.calendar_revision = term.calendar_revision
    if not moves:
        return
    _wake(work, clock)
    work.run.postpone(clock.engine_id, term.due_at)
    for task in work.open_tasks():
        if task.clock_id == clock.id:
            task.due_at = term.due_at


def _wake(work: OpenCase, clock: ClockRow) -> None:
    """Reminded already, nobody is reminded again; not yet, they are before the new end."""
    first = ladder.first_wake(work.calendar, work.pack.ladder, work.now, clock.due_at)
    due = ("due", clock.due_at)
    clock.next_step, clock.next_at = first or due if clock.next_step == "before" else due
