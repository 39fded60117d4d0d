"""The only door to SpiffWorkflow; see README.md."""

from engine.core.workflow.blueprint import Blueprint, Element
from engine.core.workflow.evaluator import EffectAsked, Passed
from engine.core.workflow.run import Run
from engine.core.workflow.terms import Term, count_term
from engine.core.workflow.watch import HumanTask, TimerVisit

__all__ = [
    "Blueprint",
    "EffectAsked",
    "Element",
    "HumanTask",
    "Passed",
    "Run",
    "Term",
    "TimerVisit",
    "count_term",
]
