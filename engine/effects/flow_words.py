"""The names of a mail, with what people wrote withheld: what an administrator may read of it."""

from collections.abc import Mapping
from typing import Any

from engine.core.templates.withheld import withhold

#: Names that the program fills in by itself.
OWN = frozenset(
    {
        "case",
        "clock",
        "terms",
        "task",
        "at",
        "link",
        "expiry",
        "holder",
        "pointing",
        "moves",
        "notices",
    }
)
#: Of the acts that no form describes, what is no words of a person: who, when, where from.
ACTS = {"withdrawal": ("by", "at", "held_by"), "returned": ("by", "from")}


def flow_words(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names of a mail with all answers withheld; who answered, and when, stay.

    What is not known to be the program's own is an answer.
    """
    return {name: _seen(name, value, names) for name, value in names.items()}


def _seen(name: str, value: Any, names: Mapping[str, Any]) -> Any:
    if name in OWN or (name.endswith("_by") and name.removesuffix("_by") in names):
        return value
    if name in ACTS and isinstance(value, Mapping):
        return {**withhold(value), **{key: value[key] for key in ACTS[name] if key in value}}
    return withhold(value)
