"""What a rehearsed step asks: its form as the real page shows it, and its answers as a story says
them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from engine.queries.identity import actor_of
from engine.queries.processes import StartView, get_start
from engine.queries.tasks import TaskView, get_task
from engine.simulate.scenario import Step
from engine.simulate.stepping import Rehearsal
from engine.store.tables import Task

#: What every document of a rehearsal is taken for, whatever was chosen.
SUFFIX = ".pdf"


@dataclass(frozen=True)
class Beginning:
    """How a case is to be started: by whom, in which way, about what; `grant` counts the given
    grants from 1."""

    process: str
    entry: str
    who: str
    resource: str | None = None
    grant: int | None = None
    successor: str | None = None

    def step(self, played: Rehearsal) -> Step:
        """Return the step that starts it now, without answers."""
        return Step(
            at=played.now, do="start", who=self.who, process=self.process, entry=self.entry,
            resource=self.resource, grant=self.grant, successor=self.successor,
        )  # fmt: skip


def start_view(played: Rehearsal, beginning: Beginning) -> StartView:
    """Return the form that starts a case. Raises what the start itself would, PackError too."""
    entry = played.play.pack().process(beginning.process).entry(beginning.entry)
    number = played.play.grant_number(beginning.step(played), entry.needs_grant)
    return get_start(
        played.store, actor_of(played.store, username=beginning.who), beginning.process,
        entry=beginning.entry, resource=beginning.resource, grant=number,
        successor=beginning.successor,
    )  # fmt: skip


def task_view(played: Rehearsal, step: Step) -> TaskView:
    """Return the task that `step` means as who acts sees it. Raises NotFound, PackError."""
    actor = actor_of(played.store, username=step.who)
    return get_task(played.store, actor, played.play.task(step).id)


@contextmanager
def looking_at(played: Rehearsal, of: str | None) -> Iterator[None]:
    """Look at the latest case of the process `of` for a while; None: at the one it is about."""
    case_id = played.play.case_id
    try:
        if of:
            played.play.focus(Step(at=played.now, do="wait", of=of))
        yield
    finally:
        played.play.case_id = case_id


def split_files(answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return answers without attachments, and the names of these by field, as a step has them."""
    files = {name: _names(value) for name, value in answers.items() if _is_file(value)}
    return {name: value for name, value in answers.items() if name not in files}, files


def _is_file(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(_is_file(each) for each in value)
    return isinstance(value, Mapping) and "digest" in value and "name" in value


def _names(value: Any) -> str | list[str]:
    if not isinstance(value, list):
        return _as_paper(value["name"])
    names = [_as_paper(each["name"]) for each in value]
    return names[0] if len(names) == 1 else names


def _as_paper(name: str) -> str:
    """The content is a sample: its name has to say so, or the name would be refused for it."""
    stem = str(name).rpartition("/")[2].rpartition("\\")[2]
    return (stem.rpartition(".")[0] or stem or "paper")[:80] + SUFFIX


def act(played: Rehearsal, step: Step) -> None:
    """Take a step; what was typed becomes what the form made of it. Raises the command's errors."""
    answered = step.do in ("start", "complete")
    before = played.play.task(step).id if step.do == "complete" else None
    played.act(step, _said(played, before) if answered else None)


def _said(played: Rehearsal, task_id: str | None) -> Any:
    """Return what makes of a step one with the answers as they were understood."""

    def understood(step: Step) -> Step:
        wanted = select(Task.answers).where(Task.case_id == played.play.case_id)
        wanted = wanted.where(Task.id == task_id) if task_id else wanted.order_by(Task.created_at)
        with played.store.reading() as session:
            found = session.scalar(wanted.limit(1)) or {}
        answers, _files = split_files(found)
        return replace(step, answers={k: v for k, v in answers.items() if v not in (None, [], "")})

    return understood
