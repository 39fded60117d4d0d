"""From {path: bytes} to a `Pack`. What is wrong is named with its file and key."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from calendars.deadlines import CLOSING, POLICIES
from engine.core.pack.model import (
    TITLE_NAME,
    TITLE_NAMES,
    Bound,
    Entry,
    Ladder,
    Limits,
    Pack,
    Process,
    Rung,
)
from engine.core.pack.paths import refuse_bad_paths
from engine.core.workflow import ReceiptRule
from engine.errors import PackError


def read_pack(files: Mapping[str, bytes]) -> Pack:
    """Read a pack from its files (paths relative to the pack's folder, `/` between the parts).

    Raises PackError with `problems` when pack.toml or a process.toml is missing or wrong, or a path
    is none that the pack could be exported to.
    """
    refuse_bad_paths(files)
    head = _toml(files, "pack.toml")
    folders = sorted(path.partition("/")[0] for path in files if path.endswith("/process.toml"))
    try:
        return _pack(head, {folder: _process(files, folder) for folder in folders}, files)
    except (KeyError, TypeError, ValueError) as error:
        raise _refusal("pack.toml", f"缺少或写错了 {error}") from error


def _pack(head: Mapping[str, Any], processes: dict[str, Process], files: Any) -> Pack:
    return Pack(
        key=head["key"],
        title=head["title"],
        document_number=head.get("document_number", ""),
        in_force_from=_date(head, "in_force_from"),
        in_force_until=_date(head, "in_force_until"),
        interpreter=head.get("interpreter", ""),
        newer_law=head.get("newer_law", ""),
        bounds=tuple(Bound(**_known(Bound, row)) for row in head.get("bound", ())),
        ladder=_ladder(head.get("ladder", {})),
        limits=_limits(head.get("limits", {})),
        processes={process.key: process for process in processes.values()},
        files=dict(files),
        sha256=digest_of(files),
    )


def _process(files: Mapping[str, bytes], folder: str) -> Process:
    path = f"{folder}/process.toml"
    head = _toml(files, path)
    try:
        return Process(
            key=head["key"],
            title=head["title"],
            article=head.get("article", ""),
            kind_code=head["kind_code"],
            notice=head.get("notice", ""),
            case_title=_case_title(head.get("case_title", "{applicant}：{resource}")),
            entries=tuple(_entry(row) for row in head.get("entry", ())),
            receipt=_receipt(head.get("receipt", {})),
            files={name: data for name, data in files.items() if name.startswith(f"{folder}/")},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _refusal(path, f"缺少或写错了 {error}") from error


def _case_title(text: str) -> str:
    unknown = set(TITLE_NAME.findall(text)) - TITLE_NAMES
    if unknown:
        named = "、".join("{" + name + "}" for name in sorted(unknown))
        raise ValueError(
            f"case_title 不认识 {named}，可用 {{applicant}}、{{resource}}、{{process}}"
        )
    return text


def _receipt(row: Mapping[str, Any]) -> ReceiptRule:
    """When what arrives counts as received: another way than the law's needs a rule to cite."""
    unknown = set(row) - set(ReceiptRule.__dataclass_fields__)
    if unknown:
        raise ValueError(f"receipt 不认识 {'、'.join(sorted(unknown))}")
    policy, rule = row.get("policy", "statutory"), row.get("rule", "")
    if policy not in POLICIES:
        raise ValueError(f"receipt.policy 应为 {'、'.join(POLICIES)} 之一")
    if not isinstance(rule, str) or (policy != "statutory" and not rule.strip()):
        raise ValueError("receipt.rule 应写明所依据的规定：法律没有规定非工作时间收到的顺延")
    return ReceiptRule(policy, _closing(row.get("closing", CLOSING)), rule)


def _closing(value: Any) -> time:
    """A time of day in Asia/Shanghai, to the minute."""
    try:
        moment = value if isinstance(value, time) else time.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment != moment.replace(second=0, microsecond=0, tzinfo=None):
        raise ValueError('receipt.closing 应写成几点几分，例如 "17:30"')
    return moment


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        key=row["key"],
        title=row["title"],
        role=row["role"],
        form=row["form"],
        needs=_one_of(row, "needs", ("resource", "grant", "nothing")),
        share_types=tuple(row.get("share_types", ())),
        dedicated=row.get("dedicated"),
        applicant_field=row.get("applicant_field"),
        side=_one_of(row, "side", ("using", "providing", "managing", "recording")),
        grant_states=tuple(row.get("grant_states", ())),
        successor=row.get("successor", False),
        once=_one_of(row, "once", ("", "grant", "resource")),
        automatic=_one_of(row, "automatic", ("", "grant_ended")),
    )


def _one_of(row: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = row.get(name, allowed[0])
    if value not in allowed:
        raise TypeError(f"{name}：“{value}”不是 {'、'.join(each for each in allowed if each)} 之一")
    return str(value)


def _ladder(row: Mapping[str, Any]) -> Ladder:
    def rung(name: str) -> Rung | None:
        return Rung(**_known(Rung, row[name])) if name in row else None

    at = row.get("at", time(8, 30))
    moment = at if isinstance(at, time) else time.fromisoformat(at)
    return Ladder(rung("before"), rung("after"), moment)


def _limits(row: Mapping[str, Any]) -> Limits:
    unknown = set(row) - set(Limits.__dataclass_fields__)
    if unknown:
        raise ValueError(f"limits 不认识 {'、'.join(sorted(unknown))}")
    for name, value in row.items():
        if type(value) is not int or value < 1:
            raise ValueError(f"{name} 应当是正整数")
    return Limits(**row)


def _known(kind: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    names = kind.__dataclass_fields__
    if "n" in row and "max" not in row and "min" not in row:
        raise ValueError(f"{kind.__name__} 需要 max 或 min")
    return {key: value for key, value in row.items() if key in names}


def _date(head: Mapping[str, Any], key: str) -> date:
    value = head[key]
    if not isinstance(value, date):
        raise ValueError(f"{key} 应当写成日期，例如 2022-06-16")
    return value


def _toml(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    if path not in files:
        raise _refusal(path, "文件不存在")
    try:
        return tomllib.loads(files[path].decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refusal(path, str(error)) from error


def _refusal(path: str, reason: str) -> PackError:
    return PackError(f"{path}：{reason}。", problems=[{"file": path, "message": reason}])


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the sha256 over all paths and contents, in the order of the paths."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.encode())
        total.update(b"\0" + hashlib.sha256(files[path]).digest())
    return total.hexdigest()
