"""Our own element classes: timers on the run's clock, service tasks that name an effect."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimeDateEventDefinition

from engine.clock import aware
from engine.core.workflow.evaluator import EffectAsked, LookupAsked
from engine.core.workflow.places import process_of
from engine.core.workflow.terms import Term
from engine.errors import WorkflowFault


class TermTimer(TimeDateEventDefinition):  # type: ignore[misc]
    """A timer whose moment is a term of the calendar, compared with the run's clock."""

    def has_fired(self, my_task: Any) -> bool:
        """Fire once the run's moment has reached the due moment (which is exclusive)."""
        due = my_task._get_internal_data("event_value")
        if due is None:
            due = self._begin(my_task)
        if parse_moment(due) <= my_task.workflow.script_engine.now:
            my_task._set_internal_data(event_fired=True)
        return bool(my_task._get_internal_data("event_fired", False))

    def _begin(self, my_task: Any) -> str:
        engine = my_task.workflow.script_engine
        term = engine.evaluate(my_task, self.expression)
        if not isinstance(term, Term):
            raise WorkflowFault(f"计时器“{my_task.task_spec.bpmn_name}”的时限写法不正确。")
        if forfeits(my_task.task_spec.extensions["gx"]):
            term = engine.spare(term)
        due: str = term.due_at.isoformat()
        my_task._set_internal_data(event_value=due)
        engine.journal.terms[str(my_task.id)] = term
        return due


class EffectTask(ServiceTask):  # type: ignore[misc]
    """A service task: an effect, which the run notes and the command carries out, or a lookup,
    which puts what the rows say into the data at once."""

    def _run_hook(self, my_task: Any) -> bool:
        gx = self.extensions["gx"]
        if "lookup" in gx:
            self._look_up(my_task, gx["lookup"])
        else:
            self._ask_for_effect(my_task, gx["effect"])
        return True

    def _look_up(self, my_task: Any, asked: Mapping[str, Any]) -> None:
        engine = my_task.workflow.script_engine
        found = engine.lookup(
            LookupAsked(
                asked["name"],
                self._params(my_task, asked),
                process_of(my_task.workflow),
                self.bpmn_id,
                engine.now,
                dict(my_task.data),
            )
        )
        my_task.data = {**my_task.data, asked["into"]: found}

    def _params(self, my_task: Any, asked: Mapping[str, Any]) -> dict[str, Any]:
        engine = my_task.workflow.script_engine
        return {name: engine.evaluate(my_task, text) for name, text in asked["params"].items()}

    def _ask_for_effect(self, my_task: Any, asked: Mapping[str, Any]) -> None:
        engine = my_task.workflow.script_engine
        engine.journal.effects.append(
            EffectAsked(
                asked["name"],
                self._params(my_task, asked),
                process_of(my_task.workflow),
                self.bpmn_id,
                engine.now,
                dict(my_task.data),
                str(my_task.id),
                _lapsed_host(my_task),
            )
        )


def forfeits(gx: Mapping[str, Any]) -> bool:
    """Whether a timer's end takes a right away, by its extensions."""
    return bool(gx.get("lapse", {}).get("forfeits") == "true")


def _lapsed_host(my_task: Any) -> str | None:
    """Return the engine id of the timer on whose branch this task stands, if it stands on one."""
    above, taken = my_task.parent, my_task
    while above is not None:
        event = getattr(above.task_spec, "event_definition", None)
        if isinstance(event, TermTimer) or _led_by_term(event, above, taken):
            return str(above.id)
        above, taken = above.parent, above
    return None


def _led_by_term(event: Any, gateway: Any, taken: Any) -> bool:
    """Whether it was the timer behind an event gateway that led to `taken`."""
    behind = zip(getattr(event, "event_definitions", ()), gateway.task_spec.outputs, strict=False)
    return any(isinstance(each, TermTimer) and spec is taken.task_spec for each, spec in behind)


def parse_moment(text: str) -> datetime:
    """Return the aware UTC datetime written as ISO `text`."""
    return aware(datetime.fromisoformat(text))
