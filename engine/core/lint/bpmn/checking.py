"""All structural rules over one document."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from engine.core.lint.bpmn import (
    activities,
    boundary,
    data,
    events,
    flows,
    gateways,
    lanes,
    links,
    picture,
    pools,
    references,
    subprocesses,
    triggers,
    types,
)
from engine.core.lint.bpmn.document import Document
from engine.core.lint.limits import MAX_SAME
from engine.core.lint.problem import Problem

Rule = Callable[[Document], Iterable[Problem]]

#: A tangle is not looked at to its end: nobody reads more of one kind.
MOST = 3 * MAX_SAME

RULES: tuple[Rule, ...] = (
    references.check_identifiers,
    references.check_references,
    references.check_event_references,
    references.check_association_ends,
    references.check_imports,
    subprocesses.check_no_process,
    subprocesses.check_public,
    subprocesses.check_none_starts,
    subprocesses.check_event_subprocesses,
    subprocesses.check_ad_hoc,
    subprocesses.check_choreography,
    subprocesses.check_specifications,
    events.check_starts,
    events.check_ends,
    triggers.check_triggers,
    triggers.check_several,
    boundary.check_hosts,
    boundary.check_boundary_flows,
    boundary.check_cancel_ends,
    boundary.check_handlers,
    links.check_links,
    links.check_link_flows,
    flows.check_ends_of_flows,
    flows.check_both_ends_agree,
    flows.check_defaults,
    flows.check_conditions,
    flows.check_immediate,
    gateways.check_directions,
    gateways.check_event_gateways,
    gateways.check_instantiating,
    activities.check_quantities,
    activities.check_loops,
    activities.check_scripts,
    activities.check_services,
    activities.check_messages,
    activities.check_escalation_codes,
    pools.check_message_flows,
    pools.check_participants,
    lanes.check_lane_members,
    lanes.check_one_lane,
    data.check_sets,
    data.check_set_pairs,
    data.check_data_associations,
    data.check_collections,
    data.check_event_data,
    types.check_messages_carried,
    types.check_events_carry,
    types.check_rows,
    types.check_called_data,
    picture.check_shown,
    picture.check_once,
    picture.check_numbers,
    picture.check_waypoints,
)


def structure_of(document: Document) -> Iterator[Problem]:
    """Check one document against the structural rules, each at most so often."""
    for rule in RULES:
        yield from islice(rule(document), MOST)
