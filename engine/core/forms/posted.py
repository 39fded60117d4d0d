"""From the flat pairs that a page posts to the nested answers that the API takes."""

from collections.abc import Iterable
from typing import Any

_LONGEST_NUMBER = 9  # digits of a row number
#: Parts of a name beyond this are left together: no form nests so deep, so it is an unknown field.
_DEEPEST = 8


def unflatten(
    pairs: Iterable[tuple[str, str]], files: Iterable[tuple[str, dict[str, Any]]] = ()
) -> dict[str, Any]:
    """Nested raw answers from the pairs of a posted page (`request.form.items(multi=True)`).

    `rows-0-decision` → {"rows": [{"decision": …}]}, `period-start` → {"period": {"start": …}},
    a repeated name → list. Names that begin with `_` and `csrf_token` are left out. `files` are the
    references {"digest", "name", "size"} of what was uploaded with the page, by name of the input;
    each joins those that the page already named.
    """
    answers: dict[str, Any] = {}
    for name, value in pairs:
        if not name.startswith("_") and name != "csrf_token":
            _put(answers, name.split("-", _DEEPEST), value)
    nested = {name: _lists(value) for name, value in answers.items()}
    for name, reference in files:
        _append_file(nested, name.split("-", _DEEPEST), reference)
    return nested


def _put(holder: dict[str, Any], path: list[str], value: str) -> None:
    first, *rest = path
    if rest:
        inner = holder.setdefault(first, {})
        if isinstance(inner, dict):
            _put(inner, rest, value)
    elif first in holder:
        before = holder[first]
        holder[first] = [*before, value] if isinstance(before, list) else [before, value]
    else:
        holder[first] = value


def _lists(value: Any) -> Any:
    """Dicts whose keys are all row numbers as lists, in the order of the numbers."""
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(each) for key, each in value.items()}
    if inner and all(key.isdecimal() and len(key) <= _LONGEST_NUMBER for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def _append_file(holder: Any, path: list[str], reference: dict[str, Any]) -> None:
    first, *rest = path
    if isinstance(holder, list):
        _append_file_to_row(holder, path, reference)
    elif rest:
        _append_file(holder.setdefault(first, []), rest, reference)
    else:
        before = holder.get(first)
        holder[first] = [*(before if isinstance(before, list) else []), reference]


def _append_file_to_row(rows: list[Any], path: list[str], reference: dict[str, Any]) -> None:
    number, *rest = path
    if rest and number.isdecimal() and int(number) < len(rows):
        _append_file(rows[int(number)], rest, reference)
