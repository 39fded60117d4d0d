"""What the buttons of the form page do to its parts: add, double, move, take away.

A button posts `_do` as `act:place`; a place is `fields.3`, `fields.3.columns.1`, `rules.0` … and
for `add` the list itself.
"""

import copy
from typing import Any

from webui.modeler.forms_typed import LISTS, MOST_PARTS, Part, put

ACTS = frozenset({"add", "copy", "up", "down", "remove"})


def act(form: Part, do: str) -> str:
    """Change `form` as the button says; return the place of the part to go on at, "" for none.

    A place that is not there, as on a page that was left open, changes nothing.
    """
    name, _, place = do.partition(":")
    if name not in ACTS:
        return ""
    if name == "add":
        return _add(form, place)
    holder, _, number = place.rpartition(".")
    rows = _rows(form, holder)
    if rows is None or not number.isdecimal() or int(number[:4]) >= len(rows):
        return ""
    at = _moved(rows, name, int(number[:4]), holder)
    return f"{holder}.{at}" if at is not None else ""


def _add(form: Part, place: str) -> str:
    holder, _, name = place.rpartition(".")
    part = _part(form, holder)
    if part is None or name not in LISTS or len(part.get(name) or []) >= MOST_PARTS:
        return ""
    rows = part.get(name)
    if not isinstance(rows, list):
        rows = []
        put(part, name, rows)
    rows.append(_new(name, rows))
    return f"{place}.{len(rows) - 1}"


def _new(name: str, rows: list[Any]) -> Part:
    if name in ("fields", "columns"):
        return {"name": _free("item", rows), "type": "text", "label": "", "_open": True}
    return {}


def _free(stem: str, rows: list[Any]) -> str:
    taken = {each.get("name") for each in rows if isinstance(each, dict)}
    numbers = (f"{stem}_{number}" for number in range(1, len(taken) + 2))
    return next(each for each in numbers if each not in taken)


def _moved(rows: list[Part], name: str, at: int, holder: str) -> int | None:
    if name == "remove":
        del rows[at]
        return None
    if name == "copy":
        rows.insert(at + 1, _double(rows, at, holder))
        return at + 1
    other = max(at - 1, 0) if name == "up" else min(at + 1, len(rows) - 1)
    rows[at], rows[other] = rows[other], rows[at]
    return other


def _double(rows: list[Part], at: int, holder: str) -> Part:
    double = copy.deepcopy(rows[at])
    if holder.endswith(("fields", "columns")):
        double["name"] = _free(str(double.get("name") or "item")[:30], rows)
        double["_open"] = True
    return double


def _part(form: Part, place: str) -> Part | None:
    """The part at a place, the form itself at none."""
    if not place:
        return form
    holder, _, number = place.rpartition(".")
    rows = _rows(form, holder)
    if rows is None or not number.isdecimal() or int(number[:4]) >= len(rows):
        return None
    return rows[int(number[:4])]


def _rows(form: Part, place: str) -> list[Part] | None:
    holder, _, name = place.rpartition(".")
    part = _part(form, holder) if place.count(".") <= 4 else None
    rows = part.get(name) if part is not None and name in LISTS else None
    return rows if isinstance(rows, list) else None
