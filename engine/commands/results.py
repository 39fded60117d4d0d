"""What the verbs on a case give back; kept with the row, so that a repeat gets the same answer."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.store.tables import Case, Task


@dataclass(frozen=True)
class TaskRef:
    """An open task, in short."""

    id: str
    element: str
    name: str


@dataclass(frozen=True)
class CaseMoved:
    """A case after a verb: where it stands and what is open now. `task_id`: the task acted on."""

    id: str
    number: str
    state: str
    state_label: str
    tasks: tuple[TaskRef, ...]
    task_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "CaseMoved":
        """Return what `to_json` gave."""
        tasks = tuple(TaskRef(**each) for each in kept["tasks"])
        return cls(**{**kept, "tasks": tasks})


def moved(case: Case, open_tasks: Sequence[Task], task_id: str | None = None) -> CaseMoved:
    """Return the result for a case with its open tasks."""
    tasks = tuple(TaskRef(task.id, task.element, task.name) for task in open_tasks)
    return CaseMoved(case.id, case.number, case.state_code, case.state_label, tasks, task_id)
