"""What the scenarios of a draft can lend to a rehearsal: who, about what, with which answers."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import PackError
from engine.simulate.scenario import GivenGrant, Scenario, Step, read_scenario


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


def lent_answers(files: Mapping[str, bytes], folder: str, names: Collection[str]) -> dict[str, Any]:
    """Return answers that some story of a folder gives to a form with the fields `names`: of those
    that fit the one that says most."""
    fitting = [step for step in _answered(files, folder) if _fits(step, names)]
    best = max(fitting, key=lambda step: len(step.answers), default=None)
    return dict(best.answers) if best is not None else {}


def _answered(files: Mapping[str, bytes], folder: str) -> Iterator[Step]:
    for story in readable(files, folder):
        yield from (step for step in story.steps if step.answers and not step.refused)


def _fits(step: Step, names: Collection[str]) -> bool:
    return set(step.answers) <= set(names)


def readable(files: Mapping[str, bytes], folder: str) -> Iterator[Scenario]:
    """Yield the scenarios of a folder that can be read, in order of path."""
    for path in sorted(files):
        if path.startswith(f"{folder}/scenarios/") and path.endswith(".toml"):
            try:
                yield read_scenario(path, files[path])
            except PackError:
                continue
