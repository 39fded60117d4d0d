"""A scenario file: a clock, who does what when, and what must then be true.

docs/authoring.md describes the format for those who write them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from engine.clock import SHANGHAI
from engine.errors import PackError
from engine.sentence import Sentence, say

#: What a step may do.
ACTS = frozenset(
    {"start", "complete", "claim", "release", "transfer", "return", "withdraw", "comment", "wait"}
)
#: What may be said of the case after a step.
CHECKS = frozenset(
    {"state", "outcome", "open", "due", "kind", "provisional", "mails", "told", "grants",
     "items", "recorded", "legal", "assignee", "incidents", "warned", "given", "resource",
     "opened"}
)  # fmt: skip
_KEYS = frozenset(
    {"at", "who", "do", "process", "entry", "resource", "task", "answers", "to", "target",
     "reason", "text", "password", "files", "tried", "refused", "says", "down", "then",
     "grant", "successor", "of"}
)  # fmt: skip
_POST_KEYS = frozenset({"who", "unit", "role", "until"})
_GIVEN_KEYS = frozenset(
    {"unit", "resource", "who", "state", "items", "purpose", "conditions", "start", "end"}
)
_ATTEMPT_KEYS = frozenset({"with", "refused", "says"})


@dataclass(frozen=True)
class Attempt:
    """What is tried first in a step, its answers changed, and must be refused."""

    change: Mapping[str, Any]
    refused: str
    says: str = ""


@dataclass(frozen=True)
class Step:
    """One act at a moment (aware).

    `grant`: which of the story's given grants a start is about, from 1; `of`: the process whose
    latest case the step is about, where it is not that of the last start.

    `refused`: the field or error code it must be refused with, `says`: words of the refusal.
    `files`: field -> name of a document uploaded first, or names. `tried`: what is refused before.
    """

    at: datetime
    do: str
    who: str = ""
    process: str = ""
    entry: str | None = None
    resource: str | None = None
    grant: int | None = None
    successor: str | None = None
    of: str | None = None
    task: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    to: str = ""
    target: str = ""
    reason: str = "按情况办理"
    text: str = ""
    password: bool = True
    files: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    tried: tuple[Attempt, ...] = ()
    refused: str | None = None
    says: str = ""
    down: bool = False
    then: Mapping[str, Any] = field(default_factory=dict)

    def attempts(self) -> Iterator["Step"]:
        """Yield what is to be done: each attempt that must be refused, then the act itself."""
        for each in self.tried:
            answers = {**self.answers, **each.change}
            yield replace(self, answers=answers, refused=each.refused, says=each.says)
        yield self


@dataclass(frozen=True)
class MorePost:
    """A post that somebody holds in this story besides those of the bureau, until a day."""

    who: str
    unit: str
    role: str
    until: date | None = None


@dataclass(frozen=True)
class GivenGrant:
    """A grant that stands in the register before the story begins; `who` asked for it."""

    unit: str
    resource: str
    who: str
    state: str = "ACTIVE"
    items: tuple[str, ...] = ()
    purpose: str = "办理登记业务时核对"
    conditions: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Scenario:
    """A story about one case. `recorded`: codes of units that do not work here in it;
    `agents_until`: the last day of every designation of an agent, where it is not the bureau's."""

    path: str
    title: str
    article: str
    recorded: tuple[str, ...]
    posts: tuple[MorePost, ...]
    agents_until: date | None
    given: tuple[GivenGrant, ...]
    steps: tuple[Step, ...]


def read_scenarios(files: Mapping[str, bytes]) -> list[Scenario]:
    """Read all `*/scenarios/*.toml` of a pack, in order of path. PackError names what is wrong."""
    paths = sorted(path for path in files if "/scenarios/" in path and path.endswith(".toml"))
    return [read_scenario(path, files[path]) for path in paths]


def read_scenario(path: str, content: bytes, begun: bool = True) -> Scenario:
    """Read one scenario; where it has not `begun`, it need have no step yet. PackError names file
    and key."""
    try:
        source = tomllib.loads(content.decode("utf-8"))
        rows = source["step"] if begun else source.get("step", ())
        steps = tuple(_step(path, number, row) for number, row in enumerate(rows, 1))
        _refuse_backwards(path, steps)
        return Scenario(
            path=path,
            title=source["title"],
            article=source.get("article", ""),
            recorded=tuple(source.get("recorded", ())),
            posts=tuple(_post(path, row) for row in source.get("posts", ())),
            agents_until=_last_day(source.get("agents_until")),
            given=tuple(_given(path, row) for row in source.get("given", ())),
            steps=steps,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _refusal(path, say("缺少或写错了 %(what)s", what=_wrong(error))) from error


def _post(path: str, row: Mapping[str, Any]) -> MorePost:
    _refuse_unknown(path, "posts", set(row) - _POST_KEYS)
    return MorePost(**row)


def _given(path: str, row: Mapping[str, Any]) -> GivenGrant:
    _refuse_unknown(path, "given", set(row) - _GIVEN_KEYS)
    return GivenGrant(**{**row, "items": tuple(row.get("items", ()))})


def _refuse_unknown(path: str, where: str, unknown: set[str]) -> None:
    if unknown:
        what = "、".join(sorted(unknown))
        raise _refusal(path, say("%(where)s有不认识的项：%(what)s", where=where, what=what))


def _step(path: str, number: int, row: Mapping[str, Any]) -> Step:
    where = say("第%(number)s步", number=number)
    _refuse_unknown(path, where, set(row) - _KEYS | set(row.get("then", {})) - CHECKS)
    if row.get("do", "wait") not in ACTS:
        raise _refusal(
            path, say("%(where)s的 do 不是可用的动作：%(act)s", where=where, act=str(row["do"]))
        )
    tried = tuple(_attempt(path, where, each) for each in row.get("tried", ()))
    given = {**row, "do": row.get("do", "wait"), "at": _moment(row["at"]), "tried": tried}
    return Step(**given)


def _attempt(path: str, where: str, row: Mapping[str, Any]) -> Attempt:
    _refuse_unknown(path, say("%(where)s的 tried ", where=where), set(row) - _ATTEMPT_KEYS)
    return Attempt(row["with"], row["refused"], row.get("says", ""))


def _refuse_backwards(path: str, steps: tuple[Step, ...]) -> None:
    for number, (before, after) in enumerate(pairwise(steps), 2):
        if after.at < before.at:
            raise _refusal(path, say("第%(number)s步的 at 早于上一步", number=number))


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
    raise ValueError(
        say("at 应当写成时间，例如 2022-09-26T10:00:00，而不是 %(found)s", found=repr(value))
    )


def _last_day(value: Any) -> date | None:
    if value is None or type(value) is date:
        return value
    raise ValueError(
        say("agents_until 应当写成日期，例如 2022-09-28，而不是 %(found)s", found=repr(value))
    )


def _refusal(path: str, reason: str) -> PackError:
    return PackError(
        say("%(path)s：%(reason)s。", path=path, reason=reason),
        problems=[{"file": path, "message": reason}],
    )


def _wrong(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said if isinstance(said, Sentence) else str(error)
