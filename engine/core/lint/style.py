"""How a diagram is drawn: what a clerk and a lawyer need to read it. See docs/diagram-style.md."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from engine.core.lint import (
    agreement,
    endings,
    labels,
    lanes,
    lines,
    parallel,
    refused,
    shapes,
    structure,
    terms,
    traps,
    wiring,
)
from engine.core.lint.diagram import Diagram
from engine.core.lint.limits import MAX_SAME
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject

DrawingCheck = Callable[[Diagram], Iterable[Problem]]

#: A tangle is not looked at to its end: nobody reads more of one kind.
MOST = 3 * MAX_SAME

#: What would not run: reported before anything is parsed, in words that say how to mend it.
RUNNING: tuple[DrawingCheck, ...] = (
    refused.check_refused,
    refused.check_ids,
    agreement.check_texts,
    traps.check_unused,
    traps.check_event_gateways,
    wiring.check_flows,
    wiring.check_choices,
    wiring.check_events,
    structure.check_start,
    structure.check_reach,
    structure.check_side_branches,
)
READING: tuple[DrawingCheck, ...] = (
    terms.check_timers,
    structure.check_size,
    structure.check_ends,
    structure.check_gateways,
    structure.check_names,
    parallel.check_parallel,
    endings.check_endless,
    endings.check_tokens,
    parallel.check_chain,
    lanes.check_lanes,
    lanes.check_lane_shapes,
    lanes.check_lane_order,
    shapes.check_drawn,
    shapes.check_sizes,
    shapes.check_places,
    shapes.check_overlaps,
    lines.check_angles,
    lines.check_crossings,
    lines.check_passages,
    lines.check_ends_of_lines,
    labels.check_labels,
    labels.check_lane_borders,
    labels.check_notes,
)


def check_drawings(subject: Subject) -> Iterator[Problem]:
    """Check every diagram by itself: what would not run first, then how it reads."""
    for diagram in subject.asked:
        for check in (*RUNNING, *READING):
            yield from islice(check(diagram), MOST)
