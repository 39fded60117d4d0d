"""Two settings files: pack.toml or process.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from engine.core.access import ROLE_NAMES
from engine.core.comparing.facts import differences
from engine.core.comparing.model import Change, Facts
from engine.core.comparing.setting_words import KEYS, TABLES, VALUES
from engine.core.comparing.values import said_value
from engine.sentence import Sentence, say

#: Rows of a table of rows are told apart by these of their keys.
IDENTITY = {"bound": ("process", "element"), "passage": ("process", "effect"), "entry": ("key",)}
Fact = tuple[tuple[str, str], dict[str, str]]


def compare_settings(before: bytes | None, after: bytes | None) -> tuple[Change, ...]:
    """Return what is not the same; raises ValueError when one of them is no TOML."""
    return differences(_facts(before), _facts(after))


def _facts(content: bytes | None) -> Facts:
    if content is None:
        return {}
    try:
        found = tomllib.loads(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return dict(_of_file(found))


def _of_file(settings: Mapping[str, Any]) -> Iterator[Fact]:
    plain = {key: each for key, each in settings.items() if not _is_table(each)}
    yield (say("基本情况"), ""), _said(plain)
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield (TABLES.get(name, name), name), _said(value)
        elif _is_table(value):
            yield from _of_rows(name, value)


def _is_table(value: Any) -> bool:
    rows = isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value)
    return isinstance(value, Mapping) or bool(rows)


def _of_rows(name: str, rows: list[Mapping[str, Any]]) -> Iterator[Fact]:
    for number, row in enumerate(rows):
        parts = [str(row.get(key, "")) for key in IDENTITY.get(name, ())] or [str(number + 1)]
        yield (_subject(name, row, parts), f"{name}:{'/'.join(parts)}"), _said(row)


def _subject(name: str, row: Mapping[str, Any], parts: list[str]) -> Sentence:
    if name == "bound":
        return say("法定界限“%(place)s”", place=" / ".join(parts))
    if name == "passage":
        return say("必经环节“%(place)s”", place=" / ".join(parts))
    if name == "entry":
        return say("发起方式“%(title)s”", title=row.get("title", parts[0]))
    return say("%(table)s第 %(n)s 项", table=name, n=" / ".join(parts))


def _said(table: Mapping[str, Any]) -> dict[str, str]:
    return dict(_each(table))


def _each(table: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = KEYS.get(key, key)
        if isinstance(value, Mapping) and depth < 2:
            for inner, said in _each(value, depth + 1):
                yield say("%(table)s：%(key)s", table=name, key=inner), said
        else:
            yield name, _value(key, value)


def _value(key: str, value: Any) -> str:
    if isinstance(value, str):
        role = ROLE_NAMES.get(value) if key in ("role", "to") else None
        return say(role) if role else VALUES.get((key, value), value)
    return said_value(value)
