"""What the scenarios of a draft can lend to a rehearsal: who, about what, with which answers."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from calendars import local_date
from engine.errors import PackError
from engine.simulate.scenario import GivenGrant, Scenario, Step, read_scenario

#: A date, or a moment that begins with one; nothing else in an answer moves with the clock.
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])(T|$)")


@dataclass(frozen=True)
class Example:
    """A story that begins in the same way, and its first step."""

    path: str
    given: tuple[GivenGrant, ...]
    recorded: tuple[str, ...]
    step: Step


def example_of(files: Mapping[str, bytes], process: str, entry: str) -> Example | None:
    """Return the first story of a draft that starts `process` by `entry` and is not refused."""
    for story in readable(files, process):
        step = story.steps[0]
        if step.do == "start" and step.entry == entry and not step.refused:
            return Example(story.path, story.given, story.recorded, step)
    return None


def lent_answers(
    files: Mapping[str, bytes], folder: str, names: Collection[str], now: datetime, about: str
) -> dict[str, Any]:
    """Return answers that some story of a folder gives to a form with the fields `names`.

    Of those that fit: one about the resource `about` if there is any, then the one that says most.
    Its documents come as names; its dates are as far from `now` (aware) as they were from the
    moment of the story.
    """
    fitting = [
        (story, step)
        for story in readable(files, folder)
        for step in story.steps
        if step.answers and not step.refused and {*step.answers, *step.files} <= set(names)
    ]
    if not fitting:
        return {}
    _story, best = max(fitting, key=lambda each: (_is_about(each[0], about), len(each[1].answers)))
    days = local_date(now) - local_date(best.at)
    lent = {name: _moved(value, days) for name, value in best.answers.items()}
    return lent | {name: _shown(named) for name, named in best.files.items()}


def _is_about(story: Scenario, resource: str) -> bool:
    return resource in {story.steps[0].resource, *(each.resource for each in story.given)}


def _shown(named: str | Sequence[str]) -> list[dict[str, Any]]:
    """Documents as a page shows them; whoever hands in takes only their names from it."""
    names = [named] if isinstance(named, str) else named
    return [{"digest": "0", "name": name, "size": 0} for name in names]


def _moved(value: Any, days: timedelta) -> Any:
    """`value` with every day in it moved on."""
    if isinstance(value, list):
        return [_moved(each, days) for each in value]
    if isinstance(value, Mapping):
        return {key: _moved(each, days) for key, each in value.items()}
    if not isinstance(value, str) or not _DAY.match(value):
        return value
    try:
        return (date.fromisoformat(value[:10]) + days).isoformat() + value[10:]
    except (ValueError, OverflowError):  # February 31: whatever it is, it is no day
        return value


def readable(files: Mapping[str, bytes], folder: str) -> Iterator[Scenario]:
    """Yield the scenarios of a folder that can be read, in order of path."""
    for path in sorted(files):
        if path.startswith(f"{folder}/scenarios/") and path.endswith(".toml"):
            try:
                yield read_scenario(path, files[path])
            except PackError:
                continue
