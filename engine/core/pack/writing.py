"""Writing settings back into TOML: what is not changed stays as it stands, comments included."""

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from engine.errors import PackError
from engine.sentence import say

#: A key of the file: ("title",) or ("limits", "expiring_days").
Path = tuple[str, ...]


def write_settings(
    content: bytes,
    values: Mapping[Path, Any],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
) -> bytes:
    """Return the TOML file `content` with `values` set and the rows of `tables` instead of its own.

    A value of None takes its key away; so does one in a row. `_row` of a row names the place of
    the row that it was, from 0: those that none names are taken away, a row without one is added.
    Raises PackError when `content` is no TOML.
    """
    try:
        document = tomlkit.parse(content.decode("utf-8"))
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise PackError(say("设定文件无法读取：%(error)s。", error=error)) from error
    for path, value in values.items():
        _set(document, path, value)
    for name, rows in tables.items():
        _set_rows(document, name, rows)
    return tomlkit.dumps(document).encode()


def _set(document: Any, path: Path, value: Any) -> None:
    *above, key = path
    place = document
    for name in above:
        if name not in place:
            if value is None:
                return
            place[name] = tomlkit.table()
        place = place[name]
    _put(place, key, value)


def _put(place: Any, key: str, value: Any) -> None:
    if value is None:
        if _plain(place.get(key)):  # what says nothing may stay as it stands
            place.pop(key)
    elif key not in place or _plain(place[key]) != value:
        place[key] = value


def _plain(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _set_rows(document: Any, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if name not in document:
        document[name] = tomlkit.aot()
    whole = document[name]
    kept = {row["_row"]: row for row in rows if row.get("_row") is not None}
    for at, row in kept.items():
        _fill(whole[at], row)
    for at in reversed(range(len(whole))):
        if at not in kept:
            del whole[at]
    for row in rows:
        if row.get("_row") is None:
            added = _fill(tomlkit.table(), row)
            added.add(tomlkit.nl())
            whole.append(added)
    if not whole:
        document.pop(name)


def _fill(table: Any, row: Mapping[str, Any]) -> Any:
    for key, value in row.items():
        if key != "_row":
            _put(table, key, value)
    return table
