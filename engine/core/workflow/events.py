"""Events that are drawn by themselves, and the gateway at which the first of several decides."""

from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway

from engine.core.workflow.elements import TermTimer


class FirstEvent(EventBasedGateway):  # type: ignore[misc]
    """An event gateway. It holds the definitions of the events behind it, and waits in their place.

    Of two events that come at once the one that was seen first leads on.
    """

    def _run_hook(self, my_task: Any) -> bool:
        del my_task.internal_data["seen_events"][1:]
        super()._run_hook(my_task)
        # An event has no place in the state that is written.
        del my_task.internal_data["seen_events"]
        return True


def definitions_of(spec: Any) -> Iterable[Any]:
    """Return the event definitions that a task of `spec` waits for."""
    event = getattr(spec, "event_definition", None)
    found: Iterable[Any] = getattr(event, "event_definitions", [event])
    return found


def definition_in(spec: Any) -> Any:
    """Return the event definition that is drawn in `spec`, None when there is none."""
    for before in spec.inputs:
        if isinstance(before, EventBasedGateway):
            return before.event_definition.event_definitions[before.outputs.index(spec)]
    return getattr(spec, "event_definition", None)


def timer_of(spec: Any) -> Any:
    """Return the spec of the drawn timer whose term a task of `spec` counts: itself, or the one
    behind an event gateway; None when it counts none."""
    if isinstance(spec, EventBasedGateway):
        behind = zip(spec.event_definition.event_definitions, spec.outputs, strict=True)
        return next((each for event, each in behind if isinstance(event, TermTimer)), None)
    return spec if isinstance(getattr(spec, "event_definition", None), TermTimer) else None


def has_lapsed(task: Any) -> bool:
    """Tell whether the term of a task that is over has come, not something else before it."""
    timer = timer_of(task.task_spec)
    return timer is task.task_spec or any(each.task_spec is timer for each in task.children)
