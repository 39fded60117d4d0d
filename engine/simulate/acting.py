"""Doing what a step says, through the same commands that the pages call."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import func, select

from engine.clock import MovedClock
from engine.commands.claim_task import claim_task
from engine.commands.comment_case import comment_case
from engine.commands.complete_task import complete_task
from engine.commands.expire_grants import expire_grants
from engine.commands.keep_service import keep_service
from engine.commands.lapse_due import lapse_due
from engine.commands.point_requests import point_requests
from engine.commands.release_task import release_task
from engine.commands.remind_expiring import remind_expiring
from engine.commands.return_task import return_task
from engine.commands.start_case import start_case
from engine.commands.store_file import store_file
from engine.commands.transfer_task import transfer_task
from engine.commands.withdraw_case import withdraw_case
from engine.core.access import Actor
from engine.core.pack import Pack
from engine.errors import PackError
from engine.queries.identity import actor_of
from engine.sentence import say
from engine.simulate.scenario import Step
from engine.simulate.stage import PASSWORD
from engine.store.database import Store
from engine.store.outages import PATIENCE
from engine.store.packs import current_version_id, pack_of
from engine.store.tables import Case, ClockRow, Task

#: What every document of a story holds: enough to be a PDF, which is what its name must say.
PAPER = b"%PDF-1.4\n%%EOF\n"
#: Moments at which something is due in one story; real ones have a few dozen.
MAX_MOMENTS = 1000


@dataclass
class Play:
    """A scenario under way: its store and the case it is about."""

    store: Store
    case_id: str | None = None
    down: bool = False
    #: Numbers of the grants that were given before the story.
    given: list[str] = field(default_factory=list)
    #: At how many moments the scheduler has run on the way.
    moments: int = 0

    def focus(self, step: Step) -> None:
        """Look at the latest case of the process that the step is about, if it names one."""
        if step.of is not None:
            with self.store.reading() as session:
                self.case_id = session.scalar(
                    select(Case.id).where(Case.process == step.of).order_by(Case.id.desc()).limit(1)
                )

    def grant_number(self, step: Step, needed: bool) -> str | None:
        """Return the number of the given grant that a start is about."""
        at = step.grant or (1 if needed else None)
        if at is None:
            return None
        if not 0 < at <= len(self.given):
            raise PackError(say("场景没有给出第 %(n)s 项使用授权（given）。", n=at))
        return self.given[at - 1]

    def move_clock(self, step: Step) -> None:
        """Let the scheduler run at every moment that something is due, then stand at the step.

        A step with `down` finds that the program did not run in between; waiting, or after the act,
        it has come back.
        """
        clock = self.clock
        self._serve(unbroken=not self.down)
        moment = None if step.down else self._next_moment(step)
        while moment is not None:
            clock.set(max(moment, clock.now()))
            self._count_moment()
            self._serve()
            moment = self._next_moment(step) if lapse_due(self.store) else None
        clock.set(step.at)
        expire_grants(self.store)
        remind_expiring(self.store)
        point_requests(self.store)
        self.down = step.down
        if step.do == "wait":
            self._serve(unbroken=not step.down)
            while lapse_due(self.store):
                pass

    def _count_moment(self) -> None:
        """Raise PackError where a story never comes to its end: a term that begins itself anew."""
        self.moments += 1
        if self.moments > MAX_MOMENTS:
            words = say(
                "到期的时点超过 %(most)s 个，已停止：请检查流程图是否反复开始同一时限。",
                most=MAX_MOMENTS,
            )
            raise PackError(words)

    def _serve(self, unbroken: bool = True) -> None:
        """The program serves now; it did so all the while since the last time, if `unbroken`."""
        keep_service(self.store, timedelta.max if unbroken else PATIENCE)

    @property
    def clock(self) -> MovedClock:
        """The clock of the story."""
        assert isinstance(self.store.clock, MovedClock)
        return self.store.clock

    def _next_moment(self, step: Step) -> datetime | None:
        with self.store.reading() as session:
            moment = session.scalar(select(func.min(ClockRow.next_at)))
        return moment if moment is not None and moment <= step.at else None

    def act(self, step: Step) -> None:
        """Do what the step says. Raises the command's own errors."""
        self.focus(step)
        if step.do != "wait":
            DOING[step.do](self, actor_of(self.store, username=step.who, via="scenario"), step)

    def task(self, step: Step) -> Task:
        """Return the open task that the step means: the element it names, or the only one.

        Raises PackError when there is none, or more than one.
        """
        with self.store.reading() as session:
            wanted = select(Task).where(Task.case_id == self.case_id, Task.state == "open")
            if step.task:
                wanted = wanted.where(Task.element == step.task)
            found = session.scalars(wanted).all()
        if len(found) > 1:
            found = self._mine(found, step)
        if len(found) != 1:
            task = step.task or say("（未指明）")
            raise PackError(say("没有场景要办理的待办，或者不止一项：%(task)s", task=task))
        return found[0]

    def _mine(self, tasks: Sequence[Task], step: Step) -> list[Task]:
        """Of steps that several units have at once, those of whoever acts."""
        actor = actor_of(self.store, username=step.who)
        units = {post.unit_id for post in actor.posts}
        return [task for task in tasks if task.unit_id in units]

    def pack(self) -> Pack:
        """Return the pack that the story is about."""
        with self.store.reading() as session:
            return pack_of(session, self.store, current_version_id(session))

    def password(self, step: Step, process: str, forms: Iterable[str | None]) -> str | None:
        """Return the password where one of `forms` asks for it and the step confirms.

        Nowhere else is it given: each is checked and counted in transactions of its own.
        """
        pack = self.pack()
        asked = any(pack.form(process, form).spec.password for form in forms if form is not None)
        return PASSWORD if asked and step.password else None

    def answers(self, actor: Actor, step: Step) -> dict[str, Any]:
        """Return the step's answers, with its documents uploaded and named in them."""
        files = {field: self._uploaded(actor, named) for field, named in step.files.items()}
        return {**step.answers, **files}

    def _uploaded(self, actor: Actor, named: str | Sequence[str]) -> Any:
        if not isinstance(named, str):
            return [self._uploaded(actor, name) for name in named]
        return store_file(self.store, actor, named, BytesIO(PAPER)).as_answer()


def _start(play: Play, actor: Actor, step: Step) -> None:
    process = play.pack().process(step.process)
    entries = process.entries
    chosen = process.entry(step.entry, frozenset(post.role for post in actor.posts))
    password = play.password(step, step.process, [entry.form for entry in entries])
    play.case_id = start_case(
        play.store, actor, step.process, play.answers(actor, step),
        entry=step.entry, resource=step.resource,
        grant=play.grant_number(step, chosen.needs_grant), successor=step.successor,
        password=password,
    ).id  # fmt: skip


def _complete(play: Play, actor: Actor, step: Step) -> None:
    task = play.task(step)
    password = play.password(step, task.process, [task.form])
    complete_task(play.store, actor, task.id, play.answers(actor, step), password=password)


def _claim(play: Play, actor: Actor, step: Step) -> None:
    claim_task(play.store, actor, play.task(step).id)


def _release(play: Play, actor: Actor, step: Step) -> None:
    release_task(play.store, actor, play.task(step).id)


def _transfer(play: Play, actor: Actor, step: Step) -> None:
    to = actor_of(play.store, username=step.to).person_id
    transfer_task(play.store, actor, play.task(step).id, to, step.reason)


def _return(play: Play, actor: Actor, step: Step) -> None:
    return_task(play.store, actor, play.task(step).id, step.target, step.reason)


def _withdraw(play: Play, actor: Actor, step: Step) -> None:
    withdraw_case(play.store, actor, play.case_id or "", step.reason)


def _comment(play: Play, actor: Actor, step: Step) -> None:
    comment_case(play.store, actor, play.case_id or "", step.text)


DOING: dict[str, Callable[[Play, Actor, Step], None]] = {
    "start": _start,
    "complete": _complete,
    "claim": _claim,
    "release": _release,
    "transfer": _transfer,
    "return": _return,
    "withdraw": _withdraw,
    "comment": _comment,
}
