"""What no form means: wrong types, wrong sizes, broken bodies. Always a sentence, never a fault."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.commands.start_case import start_case
from engine.store.database import Store
from engine.store.tables import Case, Draft, Event
from tests.bureau.fixtures import acting
from tests.trust import office
from tests.trust.conftest import copied, served
from tests.trust.doors import Doors, flat
from tests.trust.matrix import DISPUTE, LIMITED
from tests.trust.test_odd_requests import BODIES

#: Where each form of the pack is answered: who, and how a case gets there.
Desk = dict[str, tuple[str, str, str]]
#: A megabyte.
HUGE = "核验许可申请人的登记情况" * 29_000


@pytest.fixture(scope="module")
def desk(ready: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Doors, Desk]]:
    """Form -> who may answer it, the task, its case; nothing is answered, so all tests share it."""
    store = copied(ready, tmp_path_factory.mktemp("abuse") / "abuse.sqlite3")
    yield Doors(served(store), store), _desk(store)
    store.close()


def _desk(store: Store) -> Desk:
    found: Desk = {}

    def keep(case_id: str, who: str) -> None:
        task = office.open_task(store, case_id)
        assert task.form is not None
        found[task.form] = (who, task.id, case_id)

    for element, (who, _) in office.STEPS.items():
        if element != "review_as_agent":
            case = office.begin(store)
            office.walk(store, case.id, element)
            keep(case.id, who)
            if element == "renew_reply":
                break
    for steps, who in (((), "lina"), ((("lina", LIMITED),), "caiying"),
                       ((("lina", LIMITED), ("caiying", DISPUTE)), "pengli")):  # fmt: skip
        case_id = office.at_provider(store, office.CONTROLLED)
        for each in steps:
            office.act(store, case_id, *each)
        keep(case_id, who)
    # The grant at its end bars another request of this unit, so it comes last.
    case = office.begin(store, resource=office.OPEN)
    office.walk(store, case.id, "open_access")
    keep(case.id, "liangchen")
    asked = start_case(
        store, acting(store, "caiying"), "dedicated-access",
        {"purpose": "核对在办的食品安全案件线索", "reason": "审批许可时须核对在办的案件线索"},
        resource=office.DEDICATED,
    )  # fmt: skip
    keep(asked.id, "songyan")
    return found


FORMS = ("leader-approval", "forwarding", "compliance", "reply", "further-need", "need-statement",
         "need-response", "coordination", "renewed-reply", "parameter-authorization",
         "parameter-acceptance", "parameter-coordination", "access-opening",
         "list-answer")  # fmt: skip
#: Nothing of this is what a field of any type takes, in every place where one may be put.
WRONG: dict[str, Any] = {
    "a list": [[]], "lists in lists": [[["x"]]], "an object": {"x": "y"}, "a number": 7,
    "a fraction": 0.5, "far too large": 10**30, "a list of numbers": [1, 2],
    "a list of nothing": [None], "objects in a list": [{"x": {"y": []}}], "false": False,
    "huge": HUGE[:20_000], "a formula": "=1+1", "markup": "<script>alert(1)</script>",
}  # fmt: skip


def fields_of(form: Any) -> list[str]:
    return [field["name"] for field in form["fields"] if field["type"] != "heading"]


@pytest.mark.parametrize("form", FORMS)
def test_wrong_types_in_every_field(form: str, desk: tuple[Doors, Desk]) -> None:
    doors, where = desk
    who, task, case_id = where[form]
    names = fields_of(doors.api.get(who, f"/tasks/{task}").json["form"])
    before = office.rows_of(doors.store, case_id)
    for kind, value in WRONG.items():
        answer = doors.api.complete(who, task, dict.fromkeys(names, value))
        assert answer.status == 422, (kind, answer.text)
        assert {name.split("-")[0] for name in answer.errors} <= {*names, "_form", "password"}
        assert all(char >= "\u4e00" for each in answer.errors.values() for char in each[1:2])
    assert office.rows_of(doors.store, case_id) == before


STARTS = {
    "request": ("caiying", "data-request", "request", office.CONDITIONAL),
    "incoming": ("yangfan", "data-request", "incoming", office.CONDITIONAL),
    "use-terms": ("gaofei", "dedicated-access", "open", office.DEDICATED),
}


@pytest.mark.parametrize("form", STARTS)
def test_wrong_types_in_every_field_of_a_start(form: str, shared: Doors) -> None:
    who, process, entry, resource = STARTS[form]
    asked = f"/processes/{process}/form?entry={entry}&resource={resource}"
    names = fields_of(shared.api.get(who, asked).json["form"])
    before = office.count_of(shared.store, Case)
    for kind, value in WRONG.items():
        answer = shared.api.start(who, dict.fromkeys(names, value), resource, process, entry)
        assert answer.status == 422, (kind, answer.text)
        told = shared.cli.start(who, dict.fromkeys(names, value), resource, process, entry)
        assert told.status == 1, (kind, told.text)
    assert office.count_of(shared.store, Case) == before


TEXTS = ("purpose", "scene", "scope", "frequency", "basis_document", "basis_number",
         "basis_article", "system_name", "system_ip", "third_party", "third_party_code",
         "personal_measures", "phone")  # fmt: skip


def test_a_megabyte_in_every_text_field(shared: Doors) -> None:
    sent = office.REQUEST | dict.fromkeys(TEXTS, HUGE[:26_000]) | {"personal": True}
    for door, status in zip(shared.all(), (422, 422, 1), strict=True):
        answer = door.start("caiying", sent, office.CONDITIONAL)
        assert answer.status == status
        assert set(TEXTS) <= set(answer.errors)
    alone = office.REQUEST | {"purpose": HUGE}
    for door, status in zip(shared.all(), (422, 422, 1), strict=True):
        answer = door.start("caiying", alone, office.CONDITIONAL)
        assert answer.status == status, answer.text[:500]
        assert "最多 500 个字，现在有 348000 个字" in answer.errors["purpose"]


def test_more_than_a_page_can_post(shared: Doors) -> None:
    answer = shared.browser("caiying").post(office.REQUEST_PAGE, purpose="x" * 9 * 1024 * 1024)
    assert (answer.status_code, "文字合计不超过 8 MB" in answer.text) == (413, True)
    nobody = shared.app.test_client().post("/sign-in", data={"username": "x" * 9 * 1024 * 1024})
    assert nobody.status_code == 413


def test_ten_thousand_rows(desk: tuple[Doors, Desk]) -> None:
    doors, where = desk
    who, task, case_id = where["compliance"]
    rows = [{"what": "材料", "how": "补充"}] * 10_000
    answers = office.RETURN | {"missing": rows}
    before = office.rows_of(doors.store, case_id)
    answer = doors.api.complete(who, task, answers)
    assert (answer.status, "最多 500 行" in answer.errors["missing"]) == (422, True)
    fields: dict[str, Any] = dict(flat(answers))
    page = doors.browser(who).post(f"/tasks/{task}", **fields)
    assert page.status_code == 422
    assert office.rows_of(doors.store, case_id) == before


@pytest.mark.parametrize(
    "name",
    ["a" + "-b" * 20_000, "purpose-0-x", "items-x", "period-start-0-y", "period", "attachments-0",
     "attachments-x-digest", "-", "--", "purpose-", "missing-0", "0-1-2", "attachments-0-digest-x"],
    ids=lambda name: name[:24],
)  # fmt: skip
def test_names_of_inputs_that_no_page_has(name: str, shared: Doors) -> None:
    fields: dict[str, Any] = {name: "x", "scene": "y"}
    answer = shared.browser("caiying").post(office.REQUEST_PAGE, **fields)
    assert answer.status_code in (400, 413, 422)


def test_an_attachment_under_a_name_that_no_page_has(shared: Doors) -> None:
    for name in ("purpose", "items", "period-start", "x-y-z", "attachments-0-x", "a" + "-0" * 3000):
        fields: dict[str, Any] = {name: (io.BytesIO(b"text"), "a.txt"), "purpose-x": "1"}
        answer = shared.browser("caiying").post(office.REQUEST_PAGE, **fields)
        assert answer.status_code in (400, 413, 422), name


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("verb", ["complete", "claim", "transfer", "return", "comment"])
def test_a_body_that_is_none_for_a_verb(body: str, verb: str, desk: tuple[Doors, Desk]) -> None:
    doors, where = desk
    who, task, case_id = where["forwarding"]
    data, kind, _ = BODIES[body]
    before = office.rows_of(doors.store, case_id)
    answer = doors.api.send(who, f"/tasks/{task}/{verb}", data, kind)
    if (verb, data) == ("claim", b""):
        assert answer.status == 204
        assert doors.api.post(who, f"/tasks/{task}/release").status == 204
    else:
        assert answer.status in (400, 413, 415, 422), answer.text
        assert office.rows_of(doors.store, case_id) == before


def test_a_draft_is_no_store(desk: tuple[Doors, Desk]) -> None:
    doors, where = desk
    who, task, _ = where["reply"]
    big = {"explanation": HUGE[:300_000]}
    assert doors.api.post(who, f"/tasks/{task}/save-draft", answers=big).status == 422
    assert doors.page.act(who, f"/tasks/{task}/draft", **big).status == 422
    odd: dict[str, Any] = {"decisions": {"x": 1}, "explanation": [1], "unknown": "x",
                           "hand_back": {"a": "b"}}  # fmt: skip
    refused = doors.api.post(who, f"/tasks/{task}/save-draft", answers=odd)
    assert (refused.status, set(refused.errors)) == (422, set(odd))
    strange = {"result": "nothing", "attachments": "x", "category": 5, "explanation": "x"}
    assert doors.api.post(who, f"/tasks/{task}/save-draft", answers=strange).status == 204
    # Whatever was kept, the page that shows it opens.
    assert doors.page.see(who, f"/tasks/{task}").status == 200
    assert doors.api.get(who, f"/tasks/{task}").status == 200
    with doors.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 1


@pytest.mark.parametrize("words", ["", "  ", "x" * 2001, "a\x00b", "a\x1b[0mb", "\u202eabc"])
def test_words_beside_a_form(words: str, desk: tuple[Doors, Desk]) -> None:
    doors, where = desk
    who, task, case_id = where["forwarding"]
    before = office.rows_of(doors.store, case_id)
    path = f"/tasks/{task}"
    colleague = doors.api.get(who, path).json["transfer_to"][0]["value"]
    tried: list[tuple[str, str, str, dict[str, str]]] = [
        (who, f"{path}/comment", "text", {}),
        (who, f"{path}/transfer", "reason", {"to_person": colleague}),
        (who, f"{path}/return", "reason", {"target": "approve_request"}),
        ("caiying", f"/cases/{case_id}/withdraw", "reason", {}),
        ("caiying", f"/cases/{case_id}/comment", "text", {}),
    ]
    for by, where_to, field, more in tried:
        answer = doors.api.post(by, where_to, **{field: words}, **more)
        assert answer.status in (400, 422), answer.text
        assert field in answer.errors or "不允许的字符" in answer.text
        page = doors.page.act(by, where_to, **{field: words}, **more)
        assert page.status == 422, (where_to, page.status)
        assert 'class="field-error"' in page.text
    for arguments in (("task", "comment", task, words),
                      ("task", "return", task, "--to", "approve_request", "--reason", words),
                      ("task", "transfer", task, "--to", "caoyu", "--reason", words)):  # fmt: skip
        assert doors.cli.run(*arguments, "--as", who).status == 1
    assert office.rows_of(doors.store, case_id) == before


def test_nothing_of_all_this_was_a_fault(desk: tuple[Doors, Desk], shared: Doors) -> None:
    """No incident, and the audit trail holds nothing but what was done."""
    for store in (desk[0].store, shared.store):
        with store.reading() as session:
            kinds = set(session.scalars(select(Event.kind).distinct()))
        assert not any("fault" in kind or "incident" in kind for kind in kinds), kinds
