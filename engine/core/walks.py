"""Walks over what leads to what; none calls itself, since a drawing may be longer than Python may
call."""

from collections.abc import Iterator, Mapping, Sequence

Ways = Mapping[str, Sequence[str]]


def last_first(ways: Ways) -> Iterator[str]:
    """Yield the keys of `ways` so that what follows one comes before it, ways back aside."""
    seen: set[str] = set()
    for root in ways:
        waiting = [(root, False)]
        while waiting:
            here, done = waiting.pop()
            if done:
                yield here
            elif here not in seen and here in ways:
                seen.add(here)
                waiting.append((here, True))
                waiting += [(each, False) for each in ways[here]]


def circles(ways: Ways) -> Iterator[list[str]]:
    """Yield the groups of keys that each lead back to themselves (Tarjan's strongly connected
    components by two walks, after Kosaraju), each in the order of `ways`."""
    back, order = _turned(ways), {key: place for place, key in enumerate(ways)}
    done: set[str] = set()
    for root in reversed(list(last_first(ways))):
        group = _reached(back, root, done)
        done |= group
        if len(group) > 1:
            yield sorted(group, key=order.__getitem__)


def _turned(ways: Ways) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key in ways}
    for key, following in ways.items():
        for each in following:
            if each in found:
                found[each].append(key)
    return found


def _reached(ways: Ways, begin: str, without: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = [begin]
    while waiting:
        here = waiting.pop()
        if here not in found and here not in without:
            found.add(here)
            waiting += ways[here]
    return found
