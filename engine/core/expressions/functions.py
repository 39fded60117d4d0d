"""The functions that need nothing but their arguments, and the names of those that need a case.

Each takes null where a form left something empty, so that a rule need not guard every word.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.core.expressions.errors import ExpressionError
from engine.core.expressions.limits import MAX_DIGITS, MAX_ITEMS, MAX_NUMBER, MAX_WORD
from engine.core.expressions.work import spend

#: Registered by the engine for the diagrams, with what they take: terms and recipients.
PROCESS_FUNCTIONS: Mapping[str, Callable[..., None]] = {
    "working_days": lambda n, since=None: None,
    "natural_days": lambda n, since=None: None,
    "full_natural_days": lambda n, since=None: None,
    "on_day": lambda n, since=None: None,
    "post": lambda unit, role: None,
    "posts": lambda units, role: None,
    "person": lambda id: None,
    "today": lambda: None,
}


def count_items(value: Any) -> int:
    """`len(x)`: how many characters, rows or keys; 0 for null."""
    if value is None:
        return 0
    if not isinstance(value, str | list | dict):
        raise ExpressionError("len 只能用于文字、列表和字典。")
    return len(value)


def length(text: Any) -> int:
    """`length(text)`: characters without the blanks around and between."""
    return sum(1 for char in _text(text) if not char.isspace())


def contains(text: Any, word: Any) -> bool:
    """`contains(text, word)`: whether the text has the word, whatever the width and case."""
    return contains_any(text, [word])


def contains_any(text: Any, words: Any) -> bool:
    """`contains_any(text, [word, …])`: whether the text has at least one of the words."""
    plain = _plain(text)
    return any(_has(plain, _plain(word)) for word in _rows(words))


def _has(plain: str, word: str) -> bool:
    spend(len(plain) + len(word))
    return word != "" and word in plain


def mentions(text: Any, words: Any, everyday: Any = None) -> bool:
    """`mentions(text, [word, …], [longer, …])`: whether a word stands anywhere but in a longer one.

    Blanks and signs inside a word are overlooked (转 让, 转·让); inside a longer one blanks alone:
    经营、许可 is not 经营许可.
    """
    plain = _plain(text)
    harmless = [span for each in _rows(everyday) for span in _spans(plain, each, r"\s")]
    return any(
        not _inside(span, harmless)
        for word in _rows(words)
        for span in _spans(plain, word, r"[\W_]")
    )


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    spend(len(others))
    return any(start <= span[0] and span[1] <= stop for start, stop in others)


def count_of(rows: Any, field: str, value: Any) -> int:
    """`count_of(rows, "field", value)`: how many rows hold the value in that field."""
    return sum(1 for row in _rows(rows) if _holds(row, field, [value]))


def any_of(rows: Any, field: str, value: Any) -> bool:
    """`any_of(rows, "field", value)`: whether some row holds the value in that field."""
    return count_of(rows, field, value) > 0


def all_of(rows: Any, field: str, value: Any) -> bool:
    """`all_of(rows, "field", value)`: whether there are rows and all hold the value."""
    return len(_rows(rows)) > 0 and count_of(rows, field, value) == len(_rows(rows))


def same_text(one: Any, other: Any) -> bool:
    """`same_text(a, b)`: whether both say the same, blanks, signs, width and case aside."""
    return _letters(one) == _letters(other) != ""


def rows_where(rows: Any, field: str, wanted: Any) -> list[Any]:
    """`rows_where(rows, "field", value)`: the rows that hold the value, or one of a list."""
    values = _rows(wanted) if isinstance(wanted, list) else [wanted]
    return [row for row in _rows(rows) if _holds(row, field, values)]


def _holds(row: Any, field: str, values: Sequence[Any]) -> bool:
    spend(len(values))
    return isinstance(row, Mapping) and row.get(field) in values


def column(rows: Any, field: str) -> list[Any]:
    """`column(rows, "field")`: what each row holds in that field."""
    return [row.get(field) for row in _rows(rows) if isinstance(row, Mapping)]


def days_after(day: Any, n: int) -> str | None:
    """`days_after("2022-09-15", 21)`: the ISO date so many natural days later; null for null."""
    if day is None:
        return None
    try:
        return (date.fromisoformat(_text(day)[:10]) + timedelta(days=n)).isoformat()
    except (ValueError, OverflowError, TypeError):
        raise ExpressionError("days_after 的参数应当是日期和天数。") from None


def number(value: Any) -> Decimal | None:
    """`number(text)`: the number that a decimal field keeps as text; null for null."""
    if value is None:
        return None
    written = str(value) if isinstance(value, str | int | float | Decimal) else ""
    try:
        result = Decimal(written[: MAX_DIGITS + 1])
    except InvalidOperation:
        raise ExpressionError("number 的参数不是数字。") from None
    if not result.is_finite() or len(written) > MAX_DIGITS or abs(result) > MAX_NUMBER:
        raise ExpressionError("number 的参数不是数字，或者过大。")
    return result


PURE_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "len": count_items,
    "length": length,
    "contains": contains,
    "contains_any": contains_any,
    "mentions": mentions,
    "count_of": count_of,
    "any_of": any_of,
    "all_of": all_of,
    "rows_where": rows_where,
    "column": column,
    "same_text": same_text,
    "number": number,
    "days_after": days_after,
}


def _text(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise ExpressionError("参数应当是文字。")
    return value or ""


def _plain(value: Any) -> str:
    return unicodedata.normalize("NFKC", _text(value)).casefold()


def _letters(value: Any) -> str:
    return re.sub(r"[\W_]+", "", _plain(value))


def _spans(plain: str, word: Any, between: str) -> Sequence[tuple[int, int]]:
    """Return where the word stands, whatever of `between` is put between its characters."""
    letters = [re.escape(letter) for letter in _plain(word)]
    if len(letters) > MAX_WORD:
        raise ExpressionError(f"词语过长，最多 {MAX_WORD} 个字。")
    spend(len(plain) * len(letters))
    # Each letter is looked for where the one before it was found, and nowhere else: a word of signs
    # would else be tried in as many ways as its signs can be spread over the text.
    pattern = "".join([*letters[:1], *(f"(?:(?!{each}){between})*+{each}" for each in letters[1:])])
    return [found.span() for found in re.finditer(pattern, plain)] if letters else []


def _rows(value: Any) -> Sequence[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ExpressionError("参数应当是列表。")
    if len(value) > MAX_ITEMS:
        raise ExpressionError("列表过长。")
    return value
