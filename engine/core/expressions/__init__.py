"""The one small safe language behind conditions, timers, recipients, decision cells and form rules.

The language: literals, lists, dicts, names, `a.b` and `a["b"]` on dicts (a missing key is null, and
so is anything read from null), comparison, `in`, `is None`, `and` / `or` / `not`, `+ - * / %` on
numbers (`+` joins texts and lists as well), `a if c else b`, and calls of registered functions.
Nothing is compiled or executed: our own walker reads the parsed tree, within fixed limits.
"""

from engine.core.expressions.errors import ExpressionError, ExpressionSyntaxError
from engine.core.expressions.evaluator import evaluate
from engine.core.expressions.functions import PROCESS_FUNCTIONS, PURE_FUNCTIONS
from engine.core.expressions.syntax import check, names_in

__all__ = [
    "PROCESS_FUNCTIONS",
    "PURE_FUNCTIONS",
    "ExpressionError",
    "ExpressionSyntaxError",
    "check",
    "evaluate",
    "names_in",
]
