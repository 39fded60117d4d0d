"""Articles 14 and 15(2), decisions: an approval, a check or a refusal that may not stand."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.clock import MovedClock
from engine.store.database import Store
from engine.store.tables import Person, Post
from tests.bureau.fixtures import PASSWORD, START
from tests.trust.conftest import copied, served
from tests.trust.doors import Doors
from tests.trust.office import (
    APPROVE,
    FORWARD,
    PASS,
    REFUSE,
    REQUEST,
    RETURN,
    WITH_AGENT,
    act,
    at_provider,
    begin,
    open_task,
    rows_of,
    walk,
)
from tests.trust.test_bad_request import refused

Row = tuple[dict[str, Any], str, str]
TOMORROW = "2026-09-22"
SCAN = {"digest": "0" * 64, "name": "批准件.pdf", "size": 9}


class Desk:
    """One bureau with a case at each step that is decided."""

    def __init__(self, store: Store) -> None:
        self.doors = Doors(served(store), store)
        self.cases = {
            "approval": begin(store).id,
            "forwarding": begin(store).id,
            "compliance": begin(store).id,
            "reply": at_provider(store),
            "agent": at_provider(store, WITH_AGENT),
            "partly": at_provider(store, items=["SYDJZBH", "SBZL"]),
        }
        act(store, self.cases["forwarding"], "lushan", APPROVE)
        act(store, self.cases["compliance"], "lushan", APPROVE)
        act(store, self.cases["compliance"], "yangfan", FORWARD)


@pytest.fixture(scope="module")
def desk(ready: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A case at each step; nothing is decided, so all tests may share them."""
    store = copied(ready, tmp_path_factory.mktemp("desk") / "desk.sqlite3")
    yield Desk(store)
    store.close()


def refused_everywhere(
    desk: Desk, step: str, who: str, answers: dict[str, Any], field: str, words: str,
    password: str = "",
) -> None:  # fmt: skip
    """Page, API and command line refuse it, and the case stays as it is to the last row."""
    case_id = desk.cases[step]
    before = rows_of(desk.doors.store, case_id)
    task = open_task(desk.doors.store, case_id).id
    given = {key: value for key, value in answers.items() if value is not None}
    for door, status in zip(desk.doors.all(), (422, 422, 1), strict=True):
        refused(door.complete(who, task, given, password), status, field, words)
    assert rows_of(desk.doors.store, case_id) == before


APPROVALS: dict[str, Row] = {
    "nothing decided": ({"decision": None}, "decision", "请选择"),
    "refused without reason": ({"decision": "refuse"}, "opinion", "不予批准的理由"),
    "returned without reason": (
        {"decision": "return", "opinion": "无"},
        "opinion",
        "请写明修改要求",
    ),
    "neither password nor scan": ({}, "password", "登录密码"),
    "date of the paper in the future": ({"scan_date": TOMORROW}, "scan_date", "不能晚于"),
    "a date and no paper": ({"scan_date": "2026-09-18"}, "scan", "签字的批准件"),
    "no date": ({"scan_date": "2026-13-01"}, "scan_date", "不是有效的日期"),
}


@pytest.mark.parametrize("row", APPROVALS)
def test_an_approval_that_may_not_stand(row: str, desk: Desk) -> None:
    change, field, words = APPROVALS[row]
    refused_everywhere(desk, "approval", "lushan", APPROVE | change, field, words)


def test_a_paper_without_its_date(desk: Desk) -> None:
    task = open_task(desk.doors.store, desk.cases["approval"]).id
    answer = desk.doors.api.complete("lushan", task, APPROVE | {"scan": SCAN})
    refused(answer, 422, "scan_date", "落款日期")


def test_a_wrong_password_is_no_signature(desk: Desk) -> None:
    words = "密码不正确"
    refused_everywhere(desk, "approval", "lushan", APPROVE, "password", words, "Falsch-2026-x")
    page = desk.doors.page.complete(
        "lushan", open_task(desk.doors.store, desk.cases["approval"]).id, APPROVE, "Falsch-2026-y"
    )
    assert "Falsch-2026-y" not in page.text


FORWARDINGS: dict[str, Row] = {
    "nothing decided": ({"decision": None}, "decision", "请选择"),
    "one thing unchecked": ({"checks": FORWARD["checks"][:3]}, "checks", "四项都符合才能报送"),
    "nothing checked": ({"checks": []}, "checks", "请逐项核对后勾选"),
    "returned without reason": ({"decision": "return", "checks": []}, "reason", "要补充、修改什么"),
}


@pytest.mark.parametrize("row", FORWARDINGS)
def test_a_forwarding_that_may_not_stand(row: str, desk: Desk) -> None:
    change, field, words = FORWARDINGS[row]
    refused_everywhere(desk, "forwarding", "yangfan", FORWARD | change, field, words)


CHECKS: dict[str, Row] = {
    "nothing decided": ({"result": None}, "result", "请选择"),
    "passed with one thing missing": ({"checks": PASS["checks"][1:]}, "checks", "都须符合"),
    "returned without a list": (RETURN | {"missing": []}, "missing", "一次列全"),
    "a line without what to do": (
        RETURN | {"missing": [{"what": "使用依据的条款", "how": ""}]}, "missing-0-how", "补正要求"),
    "not the complete list": (RETURN | {"complete_list": False}, "complete_list", "一次列全"),
    "rejected without reason": (
        {"result": "reject", "checks": ["materials"]}, "reason", "不符合哪项要求"),
    "rejected in two words": (
        {"result": "reject", "checks": ["materials"], "reason": "不行的"},
        "reason", "至少 10 个字"),
    "all in order and yet rejected": (
        {"result": "reject", "reason": "不属于使用部门的职责范围，依据第十四条"},
        "checks", "不一致"),
}  # fmt: skip


@pytest.mark.parametrize("row", CHECKS)
def test_a_check_that_may_not_stand(row: str, desk: Desk) -> None:
    change, field, words = CHECKS[row]
    refused_everywhere(desk, "compliance", "panyue", PASS | change, field, words)


REFUSALS: dict[str, Row] = {
    "no category": ({"category": None}, "category", "请选择"),
    "no kind of basis": ({"basis_kind": None}, "basis_kind", "请选择"),
    "an internal rule": ({"basis_kind": "internal"}, "basis_kind", "不得作为不予提供的依据"),
    "an internal rule by its name": (
        {"citation_document": "本科室数据内部管理办法"}, "citation_document", "第六条（一）"),
    "no document": ({"citation_document": ""}, "citation_document", "请写明文件的全称"),
    "blank article": ({"citation_article": " 　"}, "citation_article", "引用的条、款、项"),
    "no number": ({"citation_number": None}, "citation_number", "文号"),
    "a citation that is none": ({"citation_document": "无"}, "citation_document", "请如实写明"),
    "no explanation": ({"explanation": None}, "explanation", "结合依据说明"),
    "only 不同意": ({"explanation": "不同意"}, "explanation", "请如实写明"),
    "不同意, many times": ({"explanation": "不同意" * 10}, "explanation", "请如实写明"),
    "nineteen signs": ({"explanation": REFUSE["explanation"][:19]}, "explanation", "至少 20 个字"),
    "nothing that would help": ({"acceptable": ""}, "acceptable", "补充什么、改变什么"),
}  # fmt: skip


@pytest.mark.parametrize("step", ["reply", "agent"])
@pytest.mark.parametrize("row", REFUSALS)
def test_a_refusal_without_sufficient_grounds(row: str, step: str, desk: Desk) -> None:
    change, field, words = REFUSALS[row]
    who = "fengxue" if step == "agent" else "zhoujun"
    refused_everywhere(desk, step, who, REFUSE | change, field, words)


PARTLY: dict[str, Any] = REFUSE | {
    "result": "partly",
    "decisions": [{"code": "SYDJZBH", "decision": "agree"}, {"code": "SBZL", "decision": "refuse"}],
}
PARTIAL: dict[str, Row] = {
    "no reasons for the refused part": ({"explanation": ""}, "explanation", "结合依据说明"),
    "an internal rule for that part": ({"basis_kind": "internal"}, "basis_kind", "第六条（一）"),
    "nothing refused": (
        {"decisions": [{"code": "SYDJZBH", "decision": "agree"},
                       {"code": "SBZL", "decision": "agree"}]}, "decisions", "各项都同意提供"),
    "nothing granted": (
        {"decisions": [{"code": "SYDJZBH", "decision": "refuse"},
                       {"code": "SBZL", "decision": "refuse"}]}, "decisions", "各项都不予提供"),
    "an item left open": (
        {"decisions": [{"code": "SYDJZBH", "decision": "agree"}, {"code": "SBZL"}]},
        "decisions-1-decision", "请选择"),
}  # fmt: skip


@pytest.mark.parametrize("row", PARTIAL)
def test_a_partial_answer_that_may_not_stand(row: str, desk: Desk) -> None:
    change, field, words = PARTIAL[row]
    refused_everywhere(desk, "partly", "zhoujun", PARTLY | change, field, words)


def test_items_that_were_not_asked_for_cannot_be_decided(desk: Desk) -> None:
    task = open_task(desk.doors.store, desk.cases["partly"]).id
    extra = [*PARTLY["decisions"], {"code": "LXDH", "decision": "agree"}]
    missing = PARTLY["decisions"][:1]
    for decisions, words in ((extra, "不在列出的各行之中"), (missing, "还缺")):
        answer = desk.doors.api.complete("zhoujun", task, PARTLY | {"decisions": decisions})
        refused(answer, 422, "decisions", words)


CONDITIONS: dict[str, Row] = {
    "conditions that are none": ({"result": "agree_conditions"}, "conditions", "附带的条件"),
    "nothing decided": ({}, "result", "请选择"),
}


@pytest.mark.parametrize("row", CONDITIONS)
def test_an_answer_that_may_not_stand(row: str, desk: Desk) -> None:
    change, field, words = CONDITIONS[row]
    refused_everywhere(desk, "reply", "zhoujun", change, field, words)


def test_the_applicant_never_approves_even_as_leader(doors: Doors) -> None:
    """Whoever leads the unit, too: 张伟 is given the leader's post of his own unit."""
    store = doors.store
    with store.transaction() as session:
        person = session.scalars(select(Person).where(Person.username == "zhangwei")).one()
        unit = session.scalars(select(Post.unit_id).where(Post.person_id == person.id)).one()
        session.add(Post(person_id=person.id, unit_id=unit, role="supervising_leader",
                         valid_from=START.date()))  # fmt: skip
    case = begin(store, "zhangwei")
    before = rows_of(store, case.id)
    for door, status in zip(doors.all(), (403, 403, 4), strict=True):
        answer = door.complete("zhangwei", case.tasks[0].id, APPROVE, PASSWORD)
        assert answer.status == status, answer.text
    assert rows_of(store, case.id) == before


def test_a_leader_whose_term_has_ended_cannot_approve(doors: Doors) -> None:
    store = doors.store
    case = begin(store)
    with store.transaction() as session:
        leads = select(Person.id).where(Person.username == "lushan").scalar_subquery()
        session.execute(
            update(Post)
            .where(Post.person_id == leads)
            .values(valid_until=START.date() - timedelta(days=1))
        )
    before = rows_of(store, case.id)
    for door, status in zip(doors.all(), (404, 404, 3), strict=True):
        answer = door.complete("lushan", case.tasks[0].id, APPROVE, PASSWORD)
        assert answer.status == status, answer.text
    assert rows_of(store, case.id) == before


def test_nobody_takes_two_different_approving_steps(doors: Doors) -> None:
    """陆山 approves, then holds the platform's post as well: the check is somebody else's."""
    store = doors.store
    case = begin(store)
    act(store, case.id, "lushan", APPROVE)
    with store.transaction() as session:
        person = session.scalars(select(Person).where(Person.username == "lushan")).one()
        platform = session.scalars(
            select(Post.unit_id).where(Post.role == "platform_reviewer").limit(1)
        ).one()
        session.add(Post(person_id=person.id, unit_id=platform, role="platform_reviewer",
                         valid_from=START.date()))  # fmt: skip
    act(store, case.id, "yangfan", FORWARD)
    task = open_task(store, case.id)
    assert task.element == "check_compliance"
    before = rows_of(store, case.id)
    for door, status in zip(doors.all(), (403, 403, 4), strict=True):
        answer = door.complete("lushan", task.id, PASS, PASSWORD)
        assert answer.status == status, answer.text
        assert "须由不同人员办理" in answer.text
    for verb in ("claim", "release", "transfer", "return"):
        more = {"transfer": {"to_person": "x", "reason": "出差"},
                "return": {"target": "correct_request", "reason": "依据不全"}}  # fmt: skip
        answer = doors.api.post("lushan", f"/tasks/{task.id}/{verb}", **more.get(verb, {}))
        assert answer.status == 403, (verb, answer.text)
    assert rows_of(store, case.id) == before


def test_the_same_step_again_is_the_same_persons_again(store: Store, clock: MovedClock) -> None:
    case = begin(store)
    walk(store, case.id, "check_compliance")
    act(store, case.id, "panyue", RETURN)
    clock.advance(timedelta(hours=1))
    act(store, case.id, "caiying", REQUEST | {"correction_note": "已补充使用依据的条款"})
    walk(store, case.id, "review_as_provider")
