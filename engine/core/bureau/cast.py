"""The people to try a demo bureau with."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.access import ROLE_NAMES


@dataclass(frozen=True)
class CastMember:
    """An account that is shown to whoever starts the demo: user name, name, posts, purpose."""

    username: str
    name: str
    posts: str  # e.g. 登记注册科 经办人、登记注册科 责任人
    purpose: str


def cast_of(files: Mapping[str, bytes]) -> tuple[CastMember, ...]:
    """Read who is marked `main` in `people.toml`, in the order of the file.

    Checks nothing else, so that it also answers long after the bureau was loaded. Raises
    KeyError or tomllib.TOMLDecodeError for files that could never be loaded.
    """
    units = {row["code"]: row for row in _rows(files, "units.toml", "unit")}
    return tuple(
        CastMember(row["username"], row["name"], _posts(row, units), row.get("purpose", ""))
        for row in _rows(files, "people.toml", "person")
        if row.get("main")
    )


def _rows(files: Mapping[str, bytes], path: str, table: str) -> Iterator[dict[str, Any]]:
    yield from tomllib.loads(files[path].decode("utf-8-sig")).get(table, [])


def _posts(person: dict[str, Any], units: Mapping[str, dict[str, Any]]) -> str:
    titles = (
        f"{_short(units[post['unit']])} {ROLE_NAMES[post['role']]}" for post in person["posts"]
    )
    return "、".join(titles)


def _short(unit: dict[str, Any]) -> str:
    return unit.get("short_name") or str(unit["name"])
