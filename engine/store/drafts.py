"""Where drafts are kept: each form of a person has a place of its own."""


def task_slot(task_id: str) -> str:
    """Return the place of a task's draft."""
    return f"task:{task_id}"


def start_slot(process: str, entry: str, resource: str) -> str:
    """Return the place of a start form's draft; `resource` is a code, empty without one."""
    return f"start:{process}:{entry}:{resource}"
