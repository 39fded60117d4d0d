"""How a value of a form or of a settings file is said."""

from collections.abc import Mapping
from typing import Any

from engine.core.comparing.words import NO, YES
from engine.sentence import listed, say

#: Lists and tables inside each other deeper than this are not said in words.
DEEPEST = 6


def said_value(value: Any, depth: int = 0) -> str:
    """Return `value` in words; empty for what is not there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if depth > DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        return _said_table(value, depth)
    if isinstance(value, list | tuple):
        return listed([said_value(each, depth + 1) for each in value])
    return str(value)


def _said_table(value: Mapping[str, Any], depth: int) -> str:
    if "label" in value:  # a choice: what is read, and the code behind it
        code = said_value(value.get("value"), depth + 1)
        label, hint = said_value(value["label"], depth + 1), said_value(value.get("hint"))
        words = say("%(label)s（%(code)s）", label=label, code=code)
        return say("%(label)s：%(hint)s", label=words, hint=hint) if hint else words
    return listed(
        [say("%(what)s：%(value)s", what=key, value=said_value(each, depth + 1))
         for key, each in value.items()],
        "；",
    )  # fmt: skip
