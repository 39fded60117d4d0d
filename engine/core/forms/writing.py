"""From the source of a form to the text of its file, laid out as the shipped forms are."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

#: An object of plain values stands on one line up to here; beyond, and around others, on several.
WIDTH = 98


def write_form(source: Mapping[str, Any]) -> bytes:
    """Return the file of a form as UTF-8, its keys in the order of `source`.

    The same source always gives the same bytes, so that a change shows as that change alone.
    """
    # Half a character, which UTF-8 has no place for, stays the escape that JSON has for it.
    return f"{_written(source, 0, 0)}\n".encode("utf-8", "backslashreplace")


def _written(value: Any, indent: int, used: int) -> str:
    """`value` as JSON, at `indent` blanks, on a line of which `used` characters are taken."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, Mapping | list) or not value or _fits(value, flat, indent, used):
        return flat
    opening, closing = "{}" if isinstance(value, Mapping) else "[]"
    inner = ",\n".join(_lines(value, indent + 2))
    return f"{opening}\n{inner}\n{' ' * indent}{closing}"


def _fits(value: Any, flat: str, indent: int, used: int) -> bool:
    """Whether it stands on one line: a plain object or list that is not the whole file."""
    inner = value.values() if isinstance(value, Mapping) else value
    plain = not any(isinstance(each, Mapping | list) for each in inner)
    return plain and indent > 0 and used + len(flat) < WIDTH


def _lines(value: Mapping[str, Any] | list[Any], indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        heads = [f"{json.dumps(key, ensure_ascii=False)}: " for key in value]
        inner = list(value.values())
    else:
        heads, inner = [""] * len(value), value
    for head, each in zip(heads, inner, strict=True):
        yield f"{' ' * indent}{head}{_written(each, indent, indent + len(head))}"
