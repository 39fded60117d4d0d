"""Steps that are done once for each row of a list: the list is there, and has an end."""

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


class _Rows:
    """Looks at the list before anything is made of it."""

    data_input: Any
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
