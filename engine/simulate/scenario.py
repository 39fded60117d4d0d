"""A scenario file: a clock, who does what when, and what must then be true.

docs/authoring.md describes the format for those who write them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from engine.clock import SHANGHAI
from engine.errors import PackError

#: What a step may do.
ACTS = frozenset(
    {"start", "complete", "claim", "release", "transfer", "return", "withdraw", "comment", "wait"}
)
#: What may be said of the case after a step.
CHECKS = frozenset(
    {"state", "outcome", "open", "due", "kind", "provisional", "mails", "told", "grants",
     "items", "recorded", "legal", "assignee", "incidents"}
)  # fmt: skip
_KEYS = frozenset(
    {"at", "who", "do", "process", "entry", "resource", "task", "answers", "to", "target",
     "reason", "text", "password", "refused", "down", "then"}
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One act at a moment (aware). `refused`: the field or error code it must be refused with."""

    at: datetime
    do: str
    who: str = ""
    process: str = ""
    entry: str | None = None
    resource: str | None = None
    task: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    to: str = ""
    target: str = ""
    reason: str = "按情况办理"
    text: str = ""
    password: bool = True
    refused: str | None = None
    down: bool = False
    then: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scenario:
    """A story about one case. `recorded`: codes of units that do not work here in it."""

    path: str
    title: str
    article: str
    recorded: tuple[str, ...]
    steps: tuple[Step, ...]


def read_scenarios(files: Mapping[str, bytes]) -> list[Scenario]:
    """Read all `*/scenarios/*.toml` of a pack, in order of path. PackError names what is wrong."""
    paths = sorted(path for path in files if "/scenarios/" in path and path.endswith(".toml"))
    return [read_scenario(path, files[path]) for path in paths]


def read_scenario(path: str, content: bytes) -> Scenario:
    """Read one scenario. PackError names file and key."""
    try:
        source = tomllib.loads(content.decode("utf-8"))
        steps = tuple(_step(path, number, row) for number, row in enumerate(source["step"], 1))
        return Scenario(
            path=path,
            title=source["title"],
            article=source.get("article", ""),
            recorded=tuple(source.get("recorded", ())),
            steps=steps,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _refusal(path, f"缺少或写错了 {error}") from error


def _step(path: str, number: int, row: Mapping[str, Any]) -> Step:
    where = f"第{number}步"
    unknown = set(row) - _KEYS | set(row.get("then", {})) - CHECKS
    if unknown:
        raise _refusal(path, f"{where}有不认识的项：{'、'.join(sorted(unknown))}")
    if row.get("do", "wait") not in ACTS:
        raise _refusal(path, f"{where}的 do 不是可用的动作：{row['do']}")
    return Step(**{**row, "do": row.get("do", "wait"), "at": _moment(row["at"])})


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
    raise ValueError(f"at 应当写成时间，例如 2022-09-26T10:00:00，而不是 {value!r}")


def _refusal(path: str, reason: str) -> PackError:
    return PackError(f"{path}：{reason}。", problems=[{"file": path, "message": reason}])
