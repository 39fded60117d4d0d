"""Everything that is wrong with the source of a form, each fault at the field that has it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.forms.reading import read_form
from engine.core.forms.source import FormSourceError
from engine.sentence import say

#: More fields than this are looked through as a whole, and the first fault is all that is said.
_MOST = 120


@dataclass(frozen=True)
class Fault:
    """`field`: the number of the field from 0, None for the form; `name`: of the field or column
    that the message is about, empty for the form."""

    field: int | None
    name: str
    message: str


def faults_of(source: Mapping[str, Any], max_period_years: int | None = None) -> tuple[Fault, ...]:
    """Return what `compile_form` refuses in `source`: one fault per field, else one of the rest.

    Empty exactly when the form can be compiled; never raises, whatever `source` holds.
    """
    whole = _fault(source, None, max_period_years)
    if whole is None:
        return ()
    fields = source.get("fields")
    if not isinstance(fields, list) or len(fields) > _MOST:
        return (whole,)
    return tuple(_of_fields(fields, max_period_years)) or (_placed(whole, fields),)


def _fault(source: Mapping[str, Any], field: int | None, years: int | None) -> Fault | None:
    try:
        read_form(source, years)
    except FormSourceError as error:
        return Fault(field, str(error.details.get("field") or ""), error.reason)
    except (TypeError, AttributeError, KeyError, ValueError, RecursionError) as error:
        return Fault(field, "", say("内容的结构不对（%(fault)s）。", fault=str(error)))
    return None


def _of_fields(fields: list[Any], years: int | None) -> Iterator[Fault]:
    """What each field alone gets wrong, the others being there by name only."""
    names = [each.get("name") if isinstance(each, Mapping) else None for each in fields]
    others = [_stand_in(each, years) for each in fields]
    for number, field in enumerate(fields):
        # Of two with the same name the second is at fault.
        around = {
            each["name"]: each
            for at, each in enumerate(others)
            if each is not None and (each["name"] != names[number] or at < number)
        }
        alone = {"key": "?", "title": "?", "fields": [*around.values(), field]}
        if (fault := _fault(alone, number, years)) is not None:
            yield fault


def _stand_in(field: Any, years: int | None) -> dict[str, str] | None:
    """A field of the same name with which nothing is wrong; None where the name itself is."""
    if not isinstance(field, Mapping) or field.get("type") == "heading":
        return None
    made = {"name": str(field.get("name")), "type": "text", "label": "?"}
    alone = {"key": "?", "title": "?", "fields": [made]}
    return made if _fault(alone, None, years) is None else None


def _placed(fault: Fault, fields: list[Any]) -> Fault:
    """A fault of the form's own keys, at the field that it names if there is one."""
    names = [each.get("name") for each in fields if isinstance(each, Mapping)]
    if fault.name and fault.name in names:
        return Fault(names.index(fault.name), fault.name, fault.message)
    return fault
