"""Data sheets: the answers to each form of a case, in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.core.bureau.words import PROVIDE_MODES, SHARE_TYPES
from engine.core.forms import Form
from engine.core.forms.view import Line
from engine.queries.casefile import CaseFile, unit_of
from engine.queries.starters import starter_words
from engine.sentence import listed, say
from engine.store.tables import Task

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """The answers to one form, in words: who gave them, when, and in which round.

    `warnings`: what a reviewer should look at. `recorded`: entered by 信息中心 for `for_unit`.
    `of`: whose step it is, where several units have it side by side, each with its own sheet.
    """

    task_id: str
    form: str
    title: str
    basis: str
    step: str
    by: str
    unit: str
    at: datetime
    recorded_at: datetime
    recorded: bool
    for_unit: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...]
    round: int
    rounds: int
    of: str = ""

    @property
    def latest(self) -> bool:
        """Whether these are the answers that count."""
        return self.round == self.rounds


def sheets_of(file: CaseFile) -> tuple[Sheet, ...]:
    """Return a sheet per answered form and round, in the order of the answers."""
    return tuple(_sheets(file)) if file.full else ()


def _sheets(file: CaseFile) -> Iterator[Sheet]:
    answered = [task for task in file.tasks if task.state == "done" and task.form]
    answered.sort(key=lambda task: (task.completed_at or task.created_at, task.id))
    rounds = Counter(_key(file, task) for task in answered)
    seen: Counter[tuple[str, ...]] = Counter()
    for task in answered:
        key = _key(file, task)
        seen[key] += 1
        form = file.form_of(task)
        if form is not None:
            yield _sheet(file, task, form, seen[key], rounds[key])


def _key(file: CaseFile, task: Task) -> tuple[str, ...]:
    """What has rounds: a form; of a step that many have side by side each visit is one alone."""
    form = task.process, task.form or ""
    return (*form, task.id) if _is_one_of_many(file, task) else form


def _is_one_of_many(file: CaseFile, task: Task) -> bool:
    return file.pack.blueprint(file.case.process).is_repeated(task.element)


def _sheet(file: CaseFile, task: Task, form: Form, number: int, rounds: int) -> Sheet:
    answers = task.answers or {}
    context = file.context(task, form, file.data)
    return Sheet(
        task_id=task.id,
        form=form.key,
        title=form.title,
        basis=form.basis,
        step=task.name,
        by=file.people.get(task.completed_by_id or "", ""),
        unit=file.units.get(task.unit_id, ""),
        at=task.completed_at or task.created_at,
        recorded_at=task.completed_recorded_at or task.recorded_at,
        recorded=task.recorded,
        for_unit=file.units.get(task.for_unit_id or "", ""),
        lines=tuple(form.fields_for_display(answers, context)),
        warnings=_warnings(file, form, answers),
        round=number,
        rounds=rounds,
        of=_whose(file, task) if _is_one_of_many(file, task) else "",
    )


def _whose(file: CaseFile, task: Task) -> str:
    """The unit of a step that several units have; '' where one unit has it for all of them."""
    alike = (each for each in file.tasks if each.element == task.element)
    if len({unit_of(each) for each in alike}) == 1:
        return ""
    return file.units.get(unit_of(task), "")


def _warnings(file: CaseFile, form: Form, answers: dict[str, Any]) -> tuple[str, ...]:
    """What the form's warnings say of the latest answers, as they were kept with them."""
    key = form.key.replace("-", "_")
    if file.data.get(key) != answers:
        return ()
    kept = file.data.get(f"{key}_warnings") or ()
    return tuple(_warning(each["label"], each["message"]) for each in kept)


def _warning(label: str, message: str) -> str:
    return say("%(where)s：%(what)s", where=label, what=message) if label else message


def facts_of(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """Return what is asked for, by whom and of whom, as pairs of label and text."""
    facts = file.data.get("case") or {}
    resource, applicant = facts.get("resource") or {}, facts.get("applicant") or {}
    agent, user, new = (facts.get(key) or {} for key in ("agent", "user", "successor"))
    pairs = (
        *_sides(file, applicant, user),
        (_contact_label(file), _contact(file, applicant)),
        ("使用授权", (facts.get("grant") or {}).get("number", "")),
        ("资源名称", resource.get("name", "")),
        ("资源代码", resource.get("code", "")),
        ("共享类型", _share_type(resource)),
        ("提供方式", say(PROVIDE_MODES.get(resource.get("provide_mode", ""), ""))),
        ("提供部门", (facts.get("provider") or {}).get("unit_name", "")),
        ("授权代理方", _agent(agent)),
        ("新资源", _with(new.get("name", ""), new.get("code"))),
        ("共享条件", resource.get("share_condition", "")),
    )
    return tuple((label, text) for label, text in pairs if text)


def _sides(file: CaseFile, applicant: Mapping[str, Any], user: Mapping[str, Any]) -> Pairs:
    """Who uses the data, and who started the case where that is another unit."""
    unit = _with(applicant.get("unit_name", ""), applicant.get("credit_code"))
    if user.get("unit") == applicant.get("unit") or (not user and file.process.asks_for_access):
        return (("使用部门", unit),)
    return (("提出单位", unit), ("使用部门", user.get("unit_name", "")))


def _contact_label(file: CaseFile) -> str:
    if file.case.automatic:
        return say("发起")
    return say("申请人") if file.process.asks_for_access else say("经办人")


def _contact(file: CaseFile, applicant: Mapping[str, Any]) -> str:
    if file.case.automatic:
        return starter_words("", True, file.grant.end_reason if file.grant else None)
    name, phone = applicant.get("person_name", ""), applicant.get("phone", "")
    return _with(name, phone if file.full else "") if name else ""


def _share_type(resource: dict[str, Any]) -> str:
    words = [say(SHARE_TYPES.get(resource.get("share_type", ""), ""))]
    words += [say("专用")] if resource.get("dedicated") else []
    words += [say("接口参数受控")] if resource.get("api_param_controlled") else []
    return listed(filter(None, words), "，")


def _agent(agent: dict[str, Any]) -> str:
    return _with(agent["unit_name"], agent.get("document")) if agent else ""


def _with(name: str, more: str | None) -> str:
    return say("%(name)s（%(more)s）", name=name, more=more) if more else name
