"""What a diagram may look up in the rows: one lookup, one file."""

from collections.abc import Callable
from typing import Any

from engine.core.workflow import Lookup, LookupAsked
from engine.errors import WorkflowFault
from engine.lookups.context import LookupContext
from engine.lookups.holders import holders, unready
from engine.lookups.moment import moment
from engine.lookups.receipt import receipt
from engine.lookups.transition import transition
from engine.sentence import say

#: Name in a diagram -> lookup; engine.core.workflow.lookups says what parameters each takes.
LOOKUPS: dict[str, Callable[[LookupContext, LookupAsked], Any]] = {
    "holders": holders,
    "unready": unready,
    "receipt": receipt,
    "moment": moment,
    "transition": transition,
}

__all__ = ["LOOKUPS", "LookupContext", "lookups"]


def lookups(context: LookupContext) -> Lookup:
    """Return what answers the lookups of a run with the rows of `context`."""

    def look_up(asked: LookupAsked) -> Any:
        found = LOOKUPS.get(asked.name)
        if found is None:
            raise WorkflowFault(say("流程图要查的“%(name)s”不存在。", name=asked.name))
        return found(context, asked)

    return look_up
