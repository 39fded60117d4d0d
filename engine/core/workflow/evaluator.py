"""The only evaluator that SpiffWorkflow ever reaches, and what a run asks of the program."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from calendars import ChinaCalendar
from engine.core import expressions
from engine.core.workflow.terms import (
    STATUTORY_RECEIPT,
    ReceiptRule,
    Spare,
    Term,
    as_counted,
    term_functions,
)
from engine.errors import WorkflowFault
from engine.sentence import say


@dataclass(frozen=True)
class EffectAsked:
    """What a service task asked the program to do, at the effective moment of the run."""

    name: str
    params: Mapping[str, Any]
    process: str
    element: str
    at: datetime
    data: Mapping[str, Any]
    #: The engine's own id of the service task; it tells two passes of one moment apart.
    task_id: str
    host_id: str | None = None


@dataclass(frozen=True)
class Passed:
    """An element that was completed, with the flow that led to it."""

    process: str
    element: str
    at: datetime
    flow: str | None = None


@dataclass(frozen=True)
class LookupAsked:
    """What a service task looks up in the rows, at the effective moment of the run."""

    name: str
    params: Mapping[str, Any]
    process: str
    element: str
    at: datetime
    data: Mapping[str, Any]


#: Reads the rows for a diagram and returns plain JSON values.
Lookup = Callable[[LookupAsked], Any]


def nothing_to_look_up(asked: LookupAsked) -> NoReturn:
    """Refuse: this run has no rows at hand."""
    raise WorkflowFault(say("流程图要查的“%(name)s”在这里查不到。", name=asked.name))


@dataclass
class Journal:
    """What happened in one run, in order."""

    effects: list[EffectAsked] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    terms: dict[str, Term] = field(default_factory=dict)


class _Environment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """Conditions and correlations that bypass the engine's `evaluate` end here."""

    def __init__(self, functions: Mapping[str, Any]) -> None:
        super().__init__()
        self._functions = functions

    def evaluate(self, expression: Any, context: Any, external_context: Any = None) -> Any:
        return expressions.evaluate(
            expression, {**(external_context or {}), **context}, self._functions
        )

    def execute(self, script: Any, context: Any, external_context: Any = None) -> NoReturn:
        raise WorkflowFault("流程图中不允许使用脚本。")

    def call_service(self, context: Any, **kwargs: Any) -> NoReturn:
        raise WorkflowFault("流程图中的服务任务必须指明一项登记的功能。")


class Evaluator(PythonScriptEngine):  # type: ignore[misc]
    """Evaluates expressions for one run and keeps its moment and its journal.

    A fresh one is made at each load, so specs stay free of clocks and can be shared.
    """

    def __init__(
        self,
        now: datetime,
        calendar: ChinaCalendar,
        receipt: ReceiptRule = STATUTORY_RECEIPT,
    ) -> None:
        self.now = now
        self.journal = Journal()
        #: What a term that takes a right away is asked of when it begins.
        self.spare: Spare = as_counted
        #: What the diagram's lookups are answered by.
        self.lookup: Lookup = nothing_to_look_up
        self._functions = {**term_functions(calendar, lambda: self.now, receipt), **RECIPIENTS}
        super().__init__(_Environment(self._functions))

    def validate(self, expression: Any) -> None:
        """Raise SyntaxError when `expression` is none (decision cells rely on it)."""
        expressions.check(expression)

    def evaluate(self, task: Any, expression: Any, external_context: Any = None) -> Any:
        """Return the value of `expression` over the task's data."""
        return self.environment.evaluate(expression, task.data, external_context)

    def execute(self, task: Any, script: Any, external_context: Any = None) -> None:
        """Refuse: there are no scripts."""
        self.environment.execute(script, task.data)

    def call_service(self, task: Any, **kwargs: Any) -> None:
        """Refuse: service tasks name an effect."""
        self.environment.call_service(task.data, **kwargs)


def post(unit: str | None, role: str) -> dict[str, Any]:
    """`post(unit, role)`: everyone who holds that post, as a recipient."""
    return {"unit": unit, "role": role}


def person(person_id: str | None) -> dict[str, Any]:
    """`person(id)`: one person, as a recipient."""
    return {"person": person_id}


def posts(units: Sequence[str] | None, role: str) -> list[dict[str, Any]]:
    """`posts(units, role)`: everyone who holds that post in one of the units."""
    return [post(unit, role) for unit in dict.fromkeys(units or ()) if unit]


RECIPIENTS = {"post": post, "posts": posts, "person": person}
