"""From the bytes of a bureau's files to raw rows, each with its place."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.core.bureau.problems import Place, Problem

#: Which table a file holds, and the key that names a row of it.
TABLES = {
    "units.toml": ("unit", "code"),
    "people.toml": ("person", "username"),
    "agents.toml": ("agent", "document_number"),
    "resources.toml": ("resource", "code"),
}
#: What `people.toml` may say once for all: the mail domain and the first day of the posts.
DEFAULTS = {"email_domain": str, "posts_from": date}
NEEDED = ("units.toml", "people.toml")


@dataclass
class RawBureau:
    """Rows as the files give them, by table, and what was wrong with the files themselves."""

    rows: dict[str, list[tuple[Place, Any]]] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_files(files: Mapping[str, bytes]) -> RawBureau:
    """Read all TOML files; documents (*.md) are passed over, anything else is a problem."""
    raw = RawBureau(rows={table: [] for table, _ in TABLES.values()})
    for path in sorted(files):
        _read_file(raw, path, files[path])
    for path in NEEDED:
        if path not in files:
            raw.problems.append(Problem(Place(path), "", "缺少这个文件，请补上"))
    return raw


def _read_file(raw: RawBureau, path: str, content: bytes) -> None:
    name = "resources.toml" if path.startswith("resources/") and path.endswith(".toml") else path
    if name in TABLES:
        _add_rows(raw, path, *TABLES[name], _toml(raw, path, content))
    elif not path.endswith(".md"):
        known = "units.toml、people.toml、agents.toml、resources.toml 和 resources/*.toml"
        raw.problems.append(Problem(Place(path), "", f"不认识这个文件，可用的是 {known}"))


def _toml(raw: RawBureau, path: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        message = "不是 UTF-8 编码，请另存为 UTF-8"
    except tomllib.TOMLDecodeError as wrong:
        message = f"不是有效的 TOML：{wrong}，请按提示的行列（line、column）修改"
    raw.problems.append(Problem(Place(path), "", message))
    return {}


def _add_rows(raw: RawBureau, path: str, table: str, key: str, content: dict[str, Any]) -> None:
    rows = content.pop(table, [])
    if not isinstance(rows, list):
        raw.problems.append(Problem(Place(path), table, f"请写成 [[{table}]]（两层方括号）"))
        rows = []
    raw.rows[table].extend(_placed(path, key, rows))
    for name, value in content.items():
        _add_default(raw, path, name, value)


def _placed(path: str, key: str, rows: list[Any]) -> Iterator[tuple[Place, Any]]:
    for number, row in enumerate(rows, 1):
        label = row.get(key, "") if isinstance(row, dict) else ""
        yield Place(path, number, label if isinstance(label, str) else ""), row


def _add_default(raw: RawBureau, path: str, name: str, value: Any) -> None:
    if path != "people.toml" or name not in DEFAULTS:
        table = TABLES.get(path, TABLES["resources.toml"])[0]
        message = f"不认识这一项，每一行数据以 [[{table}]] 开头"
        raw.problems.append(Problem(Place(path), name, message))
    elif type(value) is not DEFAULTS[name]:
        example = '"scj.invalid"' if name == "email_domain" else "2022-06-16"
        raw.problems.append(Problem(Place(path), name, f"写法不对，应如 {name} = {example}"))
    else:
        raw.defaults[name] = value
