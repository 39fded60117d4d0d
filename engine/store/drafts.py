"""Where drafts are kept: each form of a person has a place of its own."""


def task_slot(task_id: str) -> str:
    """Return the place of a task's draft."""
    return f"task:{task_id}"


def start_slot(
    process: str, entry: str, resource: str, grant: str = "", successor: str = ""
) -> str:
    """Return the place of a start form's draft: by what the case is about, where it is known.

    `resource` and `successor` are codes, `grant` is a number.
    """
    slot = f"start:{process}:{entry}:{resource}"
    more = (("grant", grant), ("successor", successor))
    return slot + "".join(f":{name}={value}" for name, value in more if value)
