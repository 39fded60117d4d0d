"""A story under way: played step by step on a private database, and what is true after each."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from engine.errors import FormError, GongxiangError, MailTemplateError, PackError
from engine.sentence import say
from engine.simulate.acting import Play
from engine.simulate.called import Called
from engine.simulate.checking import Seen, found_in
from engine.simulate.mail_faults import mail_fault
from engine.simulate.performing import set_up, take
from engine.simulate.scenario import Scenario, Step
from engine.simulate.stage import Stage
from engine.simulate.stages import stage_for
from engine.simulate.unlike import unlike
from engine.store.database import Store

log = logging.getLogger(__name__)

#: More than any real story has; with it, what one request may cost is bounded.
MAX_STEPS = 200


@dataclass(frozen=True)
class Taken:
    """A step that was taken: `found` is all that `then` can speak of, as it was after it.

    `refusal`: why it could not be taken, though it does not say that it must be refused;
    `failures`: that, or what was not as `then` says. `case_id`: the case that it was about.
    """

    step: Step
    found: Mapping[str, Any]
    refusal: str
    failures: tuple[str, ...]
    case_id: str | None


@dataclass
class Rehearsal:
    """A story as it stands on a stage. It is good only while the stage is held."""

    play: Play
    scenario: Scenario
    begins: datetime
    taken: list[Taken] = field(default_factory=list)
    #: What was true before the first step.
    before: Mapping[str, Any] = field(default_factory=dict)
    _seen: Seen = field(default_factory=Seen)

    @property
    def store(self) -> Store:
        """The private database."""
        return self.play.store

    @property
    def now(self) -> datetime:
        """Where the clock of the story stands."""
        return self.store.clock.now()

    @property
    def stopped(self) -> bool:
        """Whether the last step could not be taken, so that nothing can follow it."""
        return bool(self.taken) and bool(self.taken[-1].refusal)

    def set_up(self) -> None:
        """Make the bureau that of the story. Raises PackError when it names who is not there."""
        set_up(self.play, self.scenario)
        self.before = found_in(self.play, self._seen)

    def follow(self, scenario: Scenario) -> None:
        """Play what `scenario` has beyond what was played."""
        self.scenario = scenario
        for step in scenario.steps[len(self.taken) :]:
            if self.stopped:
                break
            refusal = _safely(self.play, step)
            self._note(step, refusal or "")

    def act(self, step: Step, understood: Callable[[Step], Step] | None = None) -> None:
        """Take a step that the story does not have yet; `understood` tells how the story says it.

        Raises what the command raises, and then the stage has to be set up anew.
        """
        if len(self.taken) >= MAX_STEPS:
            words = say("一次推演最多 %(most)s 步，请记录为场景后重新开始。", most=MAX_STEPS)
            raise FormError({"_form": [words]}, words)
        if self.stopped:
            raise PackError(say("上一步没有办成，请先撤销这一步。"))
        self.play.move_clock(step)
        _guarded(self.play, step)
        said = understood(step) if understood is not None else step
        self.scenario = replace(self.scenario, steps=(*self.scenario.steps, said))
        self._note(said, "")

    def is_start_of(self, scenario: Scenario, begins: datetime) -> bool:
        """Tell whether `scenario` goes on from where this stands."""
        mine = replace(self.scenario, path="", title="", article="", steps=())
        other = replace(scenario, path="", title="", article="", steps=())
        steps = tuple(each.step for each in self.taken)
        return mine == other and begins == self.begins and steps == scenario.steps[: len(steps)]

    def _note(self, step: Step, refusal: str) -> None:
        found = found_in(self.play, self._seen)
        then = {"incidents": [], **step.then}
        said = [refusal] if refusal else list(unlike(found, then, Called(self.play)))
        self.taken.append(Taken(step, found, refusal, tuple(said), self.play.case_id))


def _guarded(play: Play, step: Step) -> None:
    """Act; a fault of an unfinished diagram is told like a refusal."""
    try:
        play.act(step)
    except MailTemplateError as error:
        raise PackError(mail_fault(error, Called(play, step).mail)) from error
    except GongxiangError:
        raise
    except Exception as error:
        log.exception("a rehearsed step failed")
        raise PackError(say("流程在这一步出错，请检查流程图、表单和邮件。")) from error


def _safely(play: Play, step: Step) -> str | None:
    try:
        return take(play, step)
    except Exception:
        log.exception("a rehearsed step failed")
        return say("流程在这一步出错，请检查流程图、表单和邮件。")


@contextmanager
def rehearsal(
    files: Mapping[str, bytes], scenario: Scenario, begins: datetime
) -> Iterator[Rehearsal]:
    """Yield `scenario` as played with the pack in `files`, its clock at the last step, or at
    `begins` (aware) when it has none yet.

    Nothing of the live database is touched. Raises PackError when the pack cannot be read or the
    story names who is not there, Busy when the stage is in use for too long.
    """
    with stage_for(files) as kept:
        standing: Rehearsal | None = kept.playing
        if standing is None or not standing.is_start_of(scenario, begins):
            kept.playing = None
            standing = _begun(kept.stage, scenario, begins)
        standing.follow(scenario)
        kept.playing = standing
        yield standing


def _begun(stage: Stage, scenario: Scenario, begins: datetime) -> Rehearsal:
    rehearsal = Rehearsal(Play(stage.store(begins)), replace(scenario, steps=()), begins)
    rehearsal.set_up()
    return rehearsal
