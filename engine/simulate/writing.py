"""A scenario as the text of its file, laid out like those that people wrote.

A library writes TOML too, but none of them chooses between a table in one line and one of many by
its width, nor says behind a user name who that is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from engine.clock import SHANGHAI
from engine.simulate.scenario import Attempt, Scenario, Step

#: Longer lines become tables of their own.
WIDTH = 100
#: What a step says, in the order of the file; answers and then come last, as they are tables.
ORDER = ("process", "entry", "resource", "grant", "successor", "of", "task", "to", "target",
         "reason", "text", "password", "files", "down", "tried", "refused", "says")  # fmt: skip
_DEFAULTS = {each.name: each.default for each in fields(Step)}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def written(scenario: Scenario, names: Mapping[str, str] | None = None, note: str = "") -> str:
    """Return the text of a scenario's file; reading it gives the same scenario.

    `names`: user name -> who that is, said behind the first mention; `note`: what stands above all.
    """
    known = dict(names or {})
    head = [*(f"# {line}".rstrip() for line in note.splitlines()), *([""] if note else [])]
    steps = ["\n".join(["", "[[step]]", *_step(step, known)]) for step in scenario.steps]
    return "\n".join([*head, *_head(scenario), *steps, ""])


def _head(scenario: Scenario) -> Iterator[str]:
    yield f"title = {value(scenario.title)}"
    yield f"article = {value(scenario.article)}"
    if scenario.recorded:
        yield f"recorded = {value(list(scenario.recorded))}"
    if scenario.agents_until:
        yield f"agents_until = {value(scenario.agents_until)}"
    for name in ("posts", "given"):
        if rows := getattr(scenario, name):
            yield from (f"{name} = [", *(f"    {value(_row(row))}," for row in rows), "]")


def _row(row: Any) -> dict[str, Any]:
    """What differs from what is meant when nothing is said."""
    given = {each.name: (getattr(row, each.name), each.default) for each in fields(row)}
    return {name: found for name, (found, usual) in given.items() if found != usual}


def _step(step: Step, names: dict[str, str]) -> Iterator[str]:
    yield f"at = {value(step.at)}"
    if step.who:
        who = names.pop(step.who, "")
        yield f"who = {value(step.who)}" + (f"  # {who}" if who else "")
    yield f"do = {value(step.do)}"
    for name in ORDER:
        found = getattr(step, name)
        if found != _DEFAULTS[name] and found not in ((), {}):
            yield f"{name} = {value(found)}"
    yield from _tables({"answers": step.answers, "then": step.then})


def _tables(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Each in a line where it fits; once one is a table, what follows has to be one too."""
    long = False
    for name, table in tables.items():
        line = f"{name} = {value(table)}"
        long = bool(table) and (long or len(line) > WIDTH or len(table) > 3)
        if long:
            yield f"[step.{name}]"
            yield from (f"{_key(key)} = {value(each)}" for key, each in _said(table))
        elif table:
            yield line


def value(found: Any) -> str:
    """Return a value as TOML writes it; of a table, what is None is left out."""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, datetime):
        return found.astimezone(SHANGHAI).replace(tzinfo=None).isoformat()
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Attempt):
        return value(_attempt(found))
    if isinstance(found, Mapping):
        pairs = ", ".join(f"{_key(key)} = {value(each)}" for key, each in _said(found))
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(found, Iterable) and not isinstance(found, str):
        return f"[{', '.join(value(each) for each in found)}]"
    return _text(found) if isinstance(found, str) else str(found)


def _said(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key, each) for key, each in table.items() if each is not None)


def _attempt(tried: Attempt) -> dict[str, Any]:
    said = {"says": tried.says} if tried.says else {}
    return {"with": tried.change, "refused": tried.refused, **said}


def _text(text: str) -> str:
    return f'"{"".join(_character(each) for each in text)}"'


def _character(each: str) -> str:
    if each in _ESCAPES:
        return _ESCAPES[each]
    return f"\\u{ord(each):04X}" if ord(each) < 0x20 or ord(each) == 0x7F else each


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else _text(key)
