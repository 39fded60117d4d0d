"""Point a request for a resource that goes out of use to the one that takes its place (Art. 18).

The request stays the same case with the same terms; what it asks for is written anew by the plan's
mapping of items.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from calendars import local_date
from engine.commands.casework.opening import OpenCase
from engine.core.forms import Form
from engine.core.pack import Pack
from engine.effects.telling import Telling, tell
from engine.store.start_facts import ResourceRows, resource_rows
from engine.store.tables import Resource, Retirement

POINTED, LEFT = "case_pointed", "case_left"
#: The mails of the pack that say so; without them nobody is told.
TOLD = {POINTED: "pointed-to-successor", LEFT: "not-pointed"}


def point_case(work: OpenCase, plan: Retirement) -> None:
    """Point the case to the plan's new resource, or note that nothing it asks for lives on there.

    `work` is saved afterwards, by the caller.
    """
    new = _successor(work, plan)
    wanted = _wanted(work)
    kept = [code for each in wanted if (code := plan.mapping.get(each))]
    kind = POINTED if kept else LEFT
    if kept:
        _write_anew(work, plan, new, kept)
    names = {"from": _known(work)["name"], "to": new.resource.name, "plan": plan.id}
    work.note(kind, at=work.now, actor=None, data={**names, "items": kept})
    _tell(work, kind, names)


def _successor(work: OpenCase, plan: Retirement) -> ResourceRows:
    code = work.session.get_one(Resource, plan.successor_id).code
    today = local_date(work.now)
    return resource_rows(work.session, code, today, work.case.applicant_unit_id, None)


def _known(work: OpenCase) -> Mapping[str, Any]:
    resource: Mapping[str, Any] = work.run.innermost_data()["case"]["resource"]
    return resource


def _wanted(work: OpenCase) -> list[str]:
    """The codes that the request asks for: those of its first form, all where it names none."""
    data = work.run.innermost_data()
    for key, form in _forms(work.pack):
        for name in _item_fields(form):
            chosen = (data.get(key) or {}).get(name)
            if chosen:
                return list(chosen)
    return [each["code"] for each in _known(work)["items"]]


def _forms(pack: Pack) -> Iterator[tuple[str, Form]]:
    """Each form of the processes that ask for access, with the name its answers go by."""
    for process in pack.processes.values():
        if process.asks_for_access:
            for path in process.files:
                if "/forms/" in path and path.endswith(".json"):
                    key = path.rpartition("/")[2].removesuffix(".json")
                    yield key.replace("-", "_"), pack.form(process.key, key)


def _item_fields(form: Form) -> list[str]:
    return [each.name for each in form.spec.fields if each.type == "items"]


def _write_anew(work: OpenCase, plan: Retirement, new: ResourceRows, kept: list[str]) -> None:
    snapshot = new.snapshot(work.case.applicant_unit_id)
    names = {each["code"]: each["name"] for each in snapshot["items"]}
    forms = dict(_forms(work.pack))

    def change(data: dict[str, Any]) -> dict[str, Any]:
        changed = (
            {**data, "case": {**data["case"], "resource": snapshot}} if "case" in data else data
        )
        for key, form in forms.items():
            if isinstance(changed.get(key), dict):
                answers = _answers(changed[key], form, plan.mapping, names, kept)
                changed = {**changed, key: answers}
        return changed

    work.run.rewrite(change)
    title = work.pack.process(work.case.process).case_title
    work.case.title = title.format(
        applicant=work.run.innermost_data()["case"]["applicant"]["unit_name"],
        resource=new.resource.name,
        process=work.pack.process(work.case.process).title,
    )
    work.case.resource_id = new.resource.id


def _answers(
    answers: dict[str, Any],
    form: Form,
    mapping: Mapping[str, str | None],
    names: Mapping[str, str],
    kept: list[str],
) -> dict[str, Any]:
    """Return the answers to a form with the old items' codes and names made the new ones'."""
    changed = dict(answers)
    for field in form.spec.fields:
        value = answers.get(field.name)
        if field.type == "items" and field.name in answers:
            changed[field.name] = (
                [new for old in value if (new := mapping.get(old))] if value else kept
            )
        elif field.type == "table" and field.rows_from and isinstance(value, list):
            changed[field.name] = [
                {**row, "code": new, "name": names.get(new, new)}
                for row in value
                if (new := mapping.get(row.get("code")))
            ]
    return changed


def _tell(work: OpenCase, kind: str, names: Mapping[str, str]) -> None:
    template = TOLD[kind]
    if f"mail/{template}.txt" not in work.pack.files:
        return
    data = work.run.innermost_data()
    telling = Telling(
        template=template,
        process=work.case.process,
        data={**data, "pointing": {"from": names["from"], "to": names["to"]}},
        at=work.now,
        to=[*_applicant(data["case"]), *_at_work(work)],
        key=f"pointing:{work.case.id}:{names['plan']}",
    )
    work.events.append(tell(work.effect_context(), telling))


def _applicant(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    person = facts["applicant"]["person"]
    if person is None:
        return [{"unit": facts["info_center"], "role": "info_center"}]
    return [{"person": person}]


def _at_work(work: OpenCase) -> Iterator[dict[str, Any]]:
    """Whoever has a task of the case, or the post that it waits for."""
    for task in work.open_tasks():
        if task.assignee_id is not None:
            yield {"person": task.assignee_id}
        else:
            for unit in work.directory.by_id(task.unit_id):
                yield {"unit": unit.code, "role": task.role}
