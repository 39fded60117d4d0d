"""Steps that are done once for each row of a list: the list is there, and has an end."""

from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import (
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
)

from engine.errors import WorkflowFault
from engine.sentence import say

#: More rows than this are more than anybody could follow, and than one run could begin.
MAX_ROWS = 300
TOO_MANY = "“%(step)s”逐项办理的清单有 %(rows)s 项，最多 %(most)s 项。"


def listen_to_rows(specs: Iterable[Any]) -> None:
    """Let each repeated step of these levels hear when a row of it is done.

    The engine does so when a step begins, which may have been before the program was started anew.
    """
    for level in specs:
        for spec in level.task_specs.values():
            if isinstance(spec, _Rows):
                level.task_specs[spec.task_spec].completed_event.connect(spec.merge_child)


class _Rows:
    """Looks at the list before anything is made of it."""

    data_input: Any
    input_item: Any
    task_spec: str
    bpmn_name: str | None
    bpmn_id: str

    def _look_at_rows(self, my_task: Any) -> None:
        exists = self.data_input is not None and self.data_input.exists(my_task)
        rows = self.data_input.get(my_task) if exists else None
        title = self.bpmn_name or self.bpmn_id
        if not isinstance(rows, list):
            raise WorkflowFault(say("“%(step)s”逐项办理的清单不存在。", step=title))
        if len(rows) > MAX_ROWS:
            raise WorkflowFault(say(TOO_MANY, step=title, rows=len(rows), most=MAX_ROWS))

    def merge_child(self, workflow: Any, child: Any) -> None:
        """Take over what a row gave, but for the row itself: the next one has that name."""
        above = child.parent
        super().merge_child(workflow, child)  # type: ignore[misc]
        self._forget_row(above)

    def _forget_row(self, my_task: Any) -> None:
        if self.input_item is not None:
            my_task.data.pop(self.input_item.bpmn_id, None)


class AllRows(_Rows, ParallelMultiInstanceTask):  # type: ignore[misc]
    """All rows at once."""

    def create_children(self, my_task: Any) -> None:
        """Begin every row; WorkflowFault when there is no list, or one too long."""
        self._look_at_rows(my_task)
        super().create_children(my_task)


class RowAfterRow(_Rows, SequentialMultiInstanceTask):  # type: ignore[misc]
    """One row after the other."""

    def init_remaining_items(self, my_task: Any) -> Any:
        """Return the rows to come; WorkflowFault when there is no list, or one too long."""
        self._look_at_rows(my_task)
        return super().init_remaining_items(my_task)

    def add_next_child(self, my_task: Any) -> None:
        """Begin the next row."""
        if my_task.internal_data["merged"]:
            self._forget_row(my_task)
        super().add_next_child(my_task)
