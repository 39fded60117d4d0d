"""Under which keys `--json` prints a view: those of the REST interface, so that a script may change
its door. A test holds these lists and the schemas of `webui/api` together."""

from collections.abc import Mapping, Sequence
from typing import Any

#: Key -> (where the view has it, with dots and numbers; how what stands there is printed).
Shape = dict[str, tuple[str, "Shape | None"]]


def shape(keys: str, **inner: Shape) -> Shape:
    """Return a shape from words `key` or `key=where`; `inner`: key -> shape of what it holds."""
    found: Shape = {}
    for word in keys.split():
        key, _, where = word.partition("=")
        found[key] = (where or key, inner.get(key))
    return found


def keyed(value: Any, by: Shape) -> Any:
    """Return a view, or a list or dict of them, as plain dicts with the keys of `by`."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {key: keyed(each, by) for key, each in value.items()}
    if isinstance(value, list | tuple) and not _is_pair(by):
        return [keyed(each, by) for each in value]
    return {key: _of(value, where, inner) for key, (where, inner) in by.items()}


def page(found: Any, by: Shape) -> dict[str, Any]:
    """Return a page of a list."""
    return {"items": keyed(found.items, by), "next": found.next_after}


def _is_pair(by: Shape) -> bool:
    return all(where.isdigit() for where, _ in by.values())


def _of(value: Any, where: str, inner: Shape | None) -> Any:
    for part in where.split("."):
        value = value[int(part)] if part.isdigit() else getattr(value, part)
    if inner is None:
        return value
    if _is_pair(inner) and isinstance(value, Sequence):
        return [keyed(each, inner) for each in value]
    return keyed(value, inner)


PAIR = shape("label=0 text=1")
DUE = shape("at last_day state days phrase provisional basis=clause legal late wakes")
DAY = shape("date kind number note notice")
TERM = shape("id step term state started_at stopped_at due why days", due=DUE, days=DAY)
CHOICE = shape("value name")

INBOX_ITEM = shape(
    "id=task_id case_id number title process name=step state=state_code state_label outcome"
    " applicant applicant_unit at legal recorded own due",
    due=DUE,
)
TASK = shape(
    "id case=case.head process element name state form draft unit role assignee mine=is_mine"
    " candidates approving recorded for_unit fallback arrived_at completed_at completed_by due"
    " terms verbs transfer_to return_to",
    case=shape("id number title state=state_code state_label legal"),
    draft=shape("answers updated_at"),
    due=DUE,
    terms=TERM,
    transfer_to=CHOICE,
    return_to=CHOICE,
)

_LINE = (
    "id number title process state=state_code state_label outcome legal starter automatic"
    " applicant_unit started_at ended_at"
)
CASE_LINE = shape(_LINE)
CASE_MOVED = shape("id number state state_label tasks", tasks=shape("id element name"))
GRANT = shape(
    "number case_id case_number resource=resource_code resource_name=resource resource_version unit"
    " unit_code provider provider_code kind items conditions purpose period_start period_end"
    " days_left state supply granted_at activated_at suspended_at ended_at end_reason renews mine"
)
HAPPENING = shape(
    "kind text at recorded_at who post via state recorded for_unit outcome note task_id element"
    " late legal clause",
    note=PAIR,
)
LINE = shape("name label text columns rows files")
GRANT_LIFE = shape(
    "number=grant.number state=grant.state history=life cases renewed_by papers",
    history=HAPPENING,
    cases=shape("id number title process state_label outcome started_at ended_at"),
    papers=shape("form title lines", lines=LINE),
)
VOUCHER = shape("number called_at digest note by recorded_at after_end")
_ANSWER = shape("code words until reason at by recorded")
TRANSITION = shape(
    "days registered_at usable_at planned_on successor=successor_code successor_name=successor"
    " starts_on last_day earliest recommended_on extended_until undelivered cancelled_at offline_at"
    " holders",
    holders=shape(
        "unit code grants notices report decision undecided",
        notices=shape("round way placed_at mails mail_state mailed_at read_at read_by"),
        report=_ANSWER,
        decision=_ANSWER,
    ),
)
CASE = shape(
    "id=head.id head full facts about successor transition sheets open_tasks terms grants notices"
    " files verbs",
    head=shape(f"{_LINE} process_title article provider_unit recorded_at notice"),
    facts=PAIR,
    about=shape("number state"),
    successor=shape("code name"),
    transition=TRANSITION,
    sheets=shape(
        "task_id form title basis step by unit at recorded_at recorded for_unit lines warnings"
        " round rounds",
        lines=LINE,
    ),
    open_tasks=shape("id name holder arrived_at recorded for_unit fallback due", due=DUE),
    terms=TERM,
    grants=GRANT,
    notices=shape("subject to at mail_state"),
    files=shape("digest name size by at"),
)

RESOURCE_LINE = shape(
    "code name provider provider_code theme share_type provide_mode dedicated grade update_cycle"
    " state items"
)
DEADLINE = shape(
    "received day_zero n unit policy last_day due_at provisional counted skipped notices",
    counted=shape("date weekday note notice"),
    skipped=shape("date reason notice"),
)
VERSION = shape("pack number sha256 deployed_at deployed_by reason current")
PROBLEM = shape("file element rule message severity")
DEPLOYED = shape("pack number sha256 changed")
REPORT = shape(
    "passed complete scenarios coverage",
    scenarios=shape("path title steps passed failures"),
    coverage=shape("process total walked missing"),
)
