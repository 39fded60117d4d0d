"""Where a task of the engine stands in the drawings."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import CallActivity


def process_of(workflow: Any) -> str:
    """Return the id of the process (not of an embedded subprocess) that `workflow` runs."""
    while workflow.parent_task_id is not None:
        holder = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        if isinstance(holder.task_spec, CallActivity):
            return str(workflow.spec.name)
        workflow = holder.workflow
    return str(workflow.spec.name)


def host_of(timer: Any) -> Any:
    """Return the task that the timer is attached to; itself when it is no boundary event."""
    if getattr(timer.task_spec, "cancel_activity", None) is None:
        return timer
    return next(
        task
        for task in timer.parent.children
        if getattr(task.task_spec, "cancel_activity", None) is None
    )


def element_before(task: Any) -> Any:
    """Return the nearest task above `task` that is drawn, or None at the start of its process."""
    above = task.parent
    while above is not None and above.task_spec.bpmn_id is None:
        above = above.parent
    return above
