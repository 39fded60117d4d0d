"""The template language of mails: Jinja without calls, methods, imports or arithmetic.

Templates come from packs that administrators edit, so a template may read the data it is given and
nothing else, and must not be able to use up the memory of the program.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.core.templates.dates import as_date, as_last_day, as_moment
from engine.core.templates.grammar import bounded, refused
from engine.core.templates.growth import counted, join_rows, joined
from engine.core.templates.withheld import Withheld

#: Of Jinja's own filters, those that only select or join.
PLAIN_FILTERS = ("default", "first", "last", "length", "map", "trim")
ONLY_READING = "模板只能读取办件数据，不能调用函数、运算或引用其他模板"
LOOP_NAMES = ("index", "first", "last", "length")


class MailSandbox(ImmutableSandboxedEnvironment):
    """Reads mappings and lists by key, counts loops, calls nothing."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "**", "%"])
    intercepted_unops = frozenset(["+", "-"])

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, finalize=_shown, trim_blocks=True)
        self.globals.clear()
        own = {
            name: _dating(each)
            for name, each in (("date", as_date), ("moment", as_moment), ("last_day", as_last_day))
        }
        growing = {"counted": counted, "joined": joined, "join": join_rows}
        self.filters = {name: FILTERS[name] for name in PLAIN_FILTERS} | own | growing

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse, refuse what the grammar has not, and bound the rest."""
        tree = super()._parse(source, name, filename)
        for node in refused(tree):
            raise TemplateSyntaxError(ONLY_READING, node.lineno or 1)
        return bounded(tree)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the key `attribute` of a mapping; a field named items is no method."""
        if isinstance(obj, LoopContext) and attribute in LOOP_NAMES:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry of a mapping or a list, or an undefined value that names it."""
        entries = isinstance(obj, Mapping) or (
            isinstance(obj, Sequence) and isinstance(argument, int)
        )
        if not entries:
            return self.undefined(obj=obj, name=argument)
        try:
            return obj[argument]
        except LookupError:
            return self.undefined(obj=obj, name=argument)

    def call(self, _context: Any, _callee: Any, *_args: Any, **_kwargs: Any) -> Any:
        """Refuse every call."""
        raise SecurityError("模板中不能调用函数")

    def call_binop(self, _context: Any, operator: str, left: Any, right: Any) -> Any:
        """Join texts up to a length; refuse everything else that could make much of little."""
        if operator != "+":
            raise SecurityError(f"模板中不能使用运算符 {operator}")
        if isinstance(left, str) and isinstance(right, str):
            return joined(left, right)
        if all(isinstance(each, int | float | Decimal) for each in (left, right)):
            return left + right
        raise SecurityError("只能相加文字和文字、数字和数字")

    def call_unop(self, _context: Any, operator: str, _value: Any) -> Any:
        """Refuse: nothing is computed in a mail."""
        raise SecurityError(f"模板中不能使用运算符 {operator}")


def _dating(filtered: Callable[[Any], str]) -> Callable[[Any], str]:
    """A filter for dates, which says nothing of one that is withheld."""
    return lambda value: str(value) if isinstance(value, Withheld) else filtered(value)


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Withheld):
        return str(value)
    if not isinstance(value, str | int | float | Decimal | date | Undefined):
        raise SecurityError(f"不能直接显示 {type(value).__name__}，请逐项列出")
    return value
