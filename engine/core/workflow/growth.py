"""How many tasks the engine foresees from an element: it keeps one for every way to each element.

Of an exclusive gateway it foresees the elements right behind it, of everything else all that
follows, and of what two branches join in it foresees all that follows twice. So each parallel pair
in a row doubles the tasks: 285 at five, 2,301 at eight, more than there is memory for at twenty.
"""

from collections.abc import Mapping
from typing import Any

from engine.core.walks import last_first

#: More tasks than this are not begun: a drawing that is read has some dozens.
MAX_FORESEEN = 2000


def foreseen(spec: Any) -> int:
    """Return the most tasks that are foreseen from any element of a level's `spec`."""
    specs: Mapping[str, Any] = spec.task_specs
    ways = {name: [each.name for each in specs[name].outputs] for name in specs}
    counts: dict[str, int] = {}
    for name in last_first(ways):
        chooses = hasattr(specs[name], "cond_task_specs")
        ahead = (1 if chooses else counts.get(each, 0) for each in ways[name])
        counts[name] = min(1 + sum(ahead), 2 * MAX_FORESEEN)
    return max(counts.values(), default=0)
