"""The only door to SpiffWorkflow; see README.md."""

import logging

from engine.core.workflow.blueprint import Blueprint, Element
from engine.core.workflow.evaluator import EffectAsked, Lookup, LookupAsked, Passed
from engine.core.workflow.parser import named_processes, processes_in
from engine.core.workflow.run import Run
from engine.core.workflow.terms import ReceiptRule, Term, count_term, receipt_rule_of
from engine.core.workflow.watch import HumanTask, TimerVisit

# The engine logs every change of every task, and walks the tree for it; our own events say more.
logging.getLogger("spiff").setLevel(logging.WARNING)

__all__ = [
    "Blueprint",
    "EffectAsked",
    "Element",
    "HumanTask",
    "Lookup",
    "LookupAsked",
    "Passed",
    "ReceiptRule",
    "Run",
    "Term",
    "TimerVisit",
    "count_term",
    "named_processes",
    "processes_in",
    "receipt_rule_of",
]
