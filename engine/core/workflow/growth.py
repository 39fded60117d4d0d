"""How many tasks the engine foresees from an element: it keeps one for every way to each element.

Of an exclusive gateway it foresees the elements right behind it, of everything else all that
follows, and of what two branches join in it foresees all that follows twice. So each parallel pair
in a row doubles the tasks: 285 at five, 2,301 at eight, more than there is memory for at twenty.
"""

from collections.abc import Iterator, Mapping
from typing import Any

#: More tasks than this are not begun: a drawing that is read has some dozens.
MAX_FORESEEN = 2000


def foreseen(spec: Any) -> int:
    """Return the most tasks that are foreseen from any element of a level's `spec`."""
    specs: Mapping[str, Any] = spec.task_specs
    counts: dict[str, int] = {}
    for name in _last_first(specs):
        following = specs[name].outputs
        chooses = hasattr(specs[name], "cond_task_specs")
        ahead = (1 if chooses else counts.get(each.name, 0) for each in following)
        counts[name] = min(1 + sum(ahead), 2 * MAX_FORESEEN)
    return max(counts.values(), default=0)


def _last_first(specs: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names so that what follows comes before, ways back aside."""
    seen: set[str] = set()
    for root in specs:
        waiting = [(root, False)]
        while waiting:
            here, done = waiting.pop()
            if done:
                yield here
            elif here not in seen and here in specs:
                seen.add(here)
                waiting.append((here, True))
                waiting += [(each.name, False) for each in specs[here].outputs]
