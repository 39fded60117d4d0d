"""From files to a checked bureau: all of it, or a list of everything that is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError

from engine.core.bureau.catalogue import ResourceSchema
from engine.core.bureau.draft import Draft
from engine.core.bureau.files import RawBureau, read_files
from engine.core.bureau.model import Bureau
from engine.core.bureau.problems import Place, Placed, Problem, refuse
from engine.core.bureau.rules import ALL_RULES
from engine.core.bureau.schemas import AgentSchema, PersonSchema, Row, UnitSchema


def parse_bureau(files: Mapping[str, bytes], today: date) -> Bureau:
    """Read and check a bureau's files; `today` is the day in Asia/Shanghai.

    Raises PackError whose `details["problems"]` lists every fault as {file, row, field, message,
    te{first | post ift}; nothing is usable unless everything is right.
    """
    raw = read_files(files)
    draft, problems = _check_rows(raw, today)
    problems += [problem for rule in ALL_RULES for problem in rule(draft)]
    refuse(raw.problems + problems)
    return Bureau(
        units=_rows(draft.units),
        people=_rows(draft.people),
        resources=_rows(draft.resources),
        agents=_rows(draft.agents),
    )


def _rows(placed: Iterable[Placed[Any]]) -> tuple[Any, ...]:
    return tuple(one.row for one in placed)


def _check_rows(raw: RawBureau, today: date) -> tuple[Draft, list[Problem]]:
    problems: list[Problem] = []

    def checked(table: str, schema: Row, prepare: Callable[[Any], Any] = lambda row: row) -> Any:
        rows = ((place, prepare(row)) for place, row in raw.rows[table])
        return list(_load(schema, rows, problems))

    draft = Draft(
        today=today,
        units=checked("unit", UnitSchema()),
        people=checked("person", PersonSchema(), lambda row: _with_defaults(row, raw.defaults)),
        resources=checked("resource", ResourceSchema()),
        agents=checked("agent", AgentSchema()),
        unit_codes=frozenset(place.label for place, _ in raw.rows["unit"]),
        resource_codes=frozenset(place.label for place, _ in raw.rows["resource"]),
    )
    return draft, problems


def _with_defaults(row: Any, defaults: Mapping[str, Any]) -> Any:
    """Fill in the mail address and the first day of each post, where the file gives them once."""
    if not isinstance(row, dict):
        return row
    filled = dict(row)
    if "email_domain" in defaults and "username" in row:
        filled.setdefault("email", f"{row['username']}@{defaults['email_domain']}")
    if "posts_from" in defaults and isinstance(row.get("posts"), list):
        first = {"valid_from": defaults["posts_from"]}
        filled["posts"] = [
            first | post if isinstance(post, dict) else post for post in row["posts"]
        ]
    return filled


def _load(
    schema: Row, rows: Iterable[tuple[Place, Any]], problems: list[Problem]
) -> Iterator[Placed[Any]]:
    for place, row in rows:
        try:
            yield Placed(place, schema.load(row))
        except ValidationError as wrong:
            problems += [Problem(place, *fault) for fault in _faults(wrong.messages)]


def _faults(messages: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Flatten marshmallow's nested messages to (items[2].type, sentence) pairs, from 1."""
    if not isinstance(messages, dict):
        yield from ((path, str(message)) for message in messages)
        return
    for key, inner in messages.items():
        step = f"[{key + 1}]" if isinstance(key, int) else f".{key}"
        yield from _faults(inner, path if key == "_schema" else (path + step).lstrip("."))
