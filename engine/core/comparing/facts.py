"""From two sets of facts to what is not the same in them."""

from collections.abc import Iterator, Mapping

from engine.core.comparing.model import Change, Facts
from engine.sentence import listed, say


def differences(before: Facts, after: Facts) -> tuple[Change, ...]:
    """Return what was added, removed and changed, in the order of the files.

    The second part of a subject's key decides which is which; its first part, in words, may change.
    """
    was = {key: (subject, facts) for (subject, key), facts in before.items()}
    now = {key: (subject, facts) for (subject, key), facts in after.items()}
    found = [each for key in _in_order(was, now) for each in _of(key, was.get(key), now.get(key))]
    return tuple(found)


def _in_order(was: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    return [*now, *(key for key in was if key not in now)]


Stated = tuple[str, Mapping[str, str]]


def _of(key: str, was: Stated | None, now: Stated | None) -> Iterator[Change]:
    if was is None and now is not None:
        yield Change("added", now[0], "", "", _summary(now[1]), key)
    elif now is None and was is not None:
        yield Change("removed", was[0], "", _summary(was[1]), "", key)
    elif was is not None and now is not None:
        yield from _changed(key, now[0], was[1], now[1])


def _changed(
    key: str, subject: str, was: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[Change]:
    for what in _in_order(was, now):
        old, new = was.get(what, ""), now.get(what, "")
        if old != new:
            yield Change("changed", subject, what, old, new, key)


def _summary(facts: Mapping[str, str]) -> str:
    return listed(
        (say("%(what)s：%(value)s", what=what, value=value)
         for what, value in facts.items() if value),
        "；",
    )  # fmt: skip
