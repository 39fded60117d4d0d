"""What the check of a pack knows as a function is what a running case can call."""

from collections.abc import Callable
from datetime import UTC, datetime
from inspect import signature
from typing import Any

from calendars import shipped
from engine.core.expressions import PROCESS_FUNCTIONS, PURE_FUNCTIONS
from engine.core.lint.names import FUNCTIONS
from engine.core.workflow.evaluator import Evaluator


def test_known_to_the_check_is_known_to_the_run() -> None:
    registered = Evaluator(datetime(2026, 9, 21, tzinfo=UTC), shipped()).environment._functions
    assert registered.keys() | PURE_FUNCTIONS.keys() == FUNCTIONS
    for name, function in registered.items():
        assert _takes(function) == _takes(PROCESS_FUNCTIONS[name]), name


def _takes(function: Callable[..., Any]) -> list[bool]:
    """For each parameter, whether it may be left out."""
    return [each.default is not each.empty for each in signature(function).parameters.values()]
