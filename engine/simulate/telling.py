"""The steps of a rehearsed story in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.core.pack import Pack
from engine.simulate.bureau import Somebody
from engine.simulate.check_words import ACTS
from engine.simulate.scenario import Step
from engine.simulate.stepping import Rehearsal, Taken
from engine.store.tables import Case


@dataclass(frozen=True)
class StepLine:
    """A step of the story: `about`: the way in or the step of the diagram; `state`: what the case
    is called after it; `refused`: it was to be refused, and was; `failures`: what went otherwise
    than the story says."""

    number: int
    at: datetime
    who: str
    act: str
    about: str
    state: str
    mails: tuple[str, ...]
    down: bool
    refused: bool
    failures: tuple[str, ...]


def step_lines(played: Rehearsal, people: Mapping[str, Somebody]) -> tuple[StepLine, ...]:
    """Return the steps that were taken; `people` by user name."""
    pack, cases = played.play.pack(), _processes(played)
    return tuple(
        _line(number, each, pack, cases.get(each.case_id or "", ""), people)
        for number, each in enumerate(played.taken, 1)
    )


def _processes(played: Rehearsal) -> dict[str, str]:
    ids = {each.case_id for each in played.taken if each.case_id}
    with played.store.reading() as session:
        found = (session.get(Case, case_id) for case_id in ids)
        return {case.id: case.process for case in found if case is not None}


def _line(
    number: int, taken: Taken, pack: Pack, process: str, people: Mapping[str, Somebody]
) -> StepLine:
    step = taken.step
    somebody = people.get(step.who)
    return StepLine(
        number=number,
        at=step.at,
        who=somebody.name if somebody is not None else step.who,
        act=ACTS[step.do],
        about=_about(step, pack, process),
        state=taken.found.get("state") or "",
        mails=tuple(taken.found.get("mails") or ()),
        down=step.down,
        refused=bool(step.refused) and not taken.refusal,
        failures=taken.failures,
    )


def _about(step: Step, pack: Pack, process: str) -> str:
    if step.do == "start" and step.process in pack.processes:
        entries = pack.processes[step.process].entries
        return next((each.title for each in entries if each.key == step.entry), "")
    if not step.task or process not in pack.processes:
        return ""
    element = pack.blueprint(process).elements.get(step.task)
    return (element.name or step.task) if element is not None else step.task
