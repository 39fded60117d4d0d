"""What the row of a clock counts, as a term."""

from engine.core.workflow import Term
from engine.store.tables import ClockRow


def term_of(clock: ClockRow) -> Term:
    """Return what a clock row counts."""
    return Term(
        clock.started_at, clock.due_at, clock.provisional, clock.trace, clock.calendar_revision
    )
