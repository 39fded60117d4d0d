"""What hangs on a case is seen like the case: grants, messages, drafts, mails, lists."""

from typing import Any

import pytest
from sqlalchemy import select

from engine.store.tables import Message, Person
from tests.trust import office
from tests.trust.doors import Doors


@pytest.fixture
def granted(doors: Doors) -> str:
    """The id of a case of caiying's that has ended in a grant."""
    case = office.begin(doors.store)
    office.walk(doors.store, case.id, "open_access")
    office.act(doors.store, case.id, *office.STEPS["open_access"])
    return case.id


USING = ("caiying", "lushan", "weilan", "zhoujun", "wuting", "zhengkai", "linhai", "yangfan",
         "pengli")  # fmt: skip
STRANGERS = ("zhangwei", "panyue", "fengxue", "lina", "shenjie", "sysadmin", "secadmin", "auditor")


def test_a_grant_is_seen_in_the_two_units_and_by_who_oversees(doors: Doors, granted: str) -> None:
    (grant,) = doors.api.get("caiying", "/grants").json["items"]
    number = grant["number"]
    for who in USING:
        assert doors.api.get(who, f"/grants/{number}").status == 200, who
        assert number in doors.page.see(who, "/grants").text, who
    for who in STRANGERS:
        assert doors.api.get(who, f"/grants/{number}").status == 404, who
        assert doors.page.see(who, f"/grants/{number}").status == 404, who
        assert number not in doors.page.see(who, "/grants").text, who
        assert doors.api.get(who, "/grants").json["items"] == [], who


def test_a_message_is_its_receivers(doors: Doors, granted: str) -> None:
    with doors.store.reading() as session:
        rows = session.execute(
            select(Message.id, Person.username)
            .join(Person, Person.id == Message.person_id)
            .where(Message.case_id == granted)
        ).all()
    assert rows
    everybody = ("caiying", "lushan", "zhoujun", "yangfan", "pengli", "zhangwei", "auditor")
    for message, receiver in rows:
        for who in everybody:
            status = doors.page.see(who, f"/messages/{message}").status
            assert status == (200 if who == receiver else 404), (who, receiver)


def test_a_draft_is_its_writers(doors: Doors) -> None:
    case = office.begin(doors.store)
    path = f"/tasks/{case.tasks[0].id}"
    note = "只有自己看得到的草稿文字"
    answers = {"decision": "return", "opinion": note}
    assert doors.api.post("lushan", f"{path}/save-draft", answers=answers).status == 204
    assert note in doors.page.see("lushan", path).text
    for who in ("caiying", "weilan", "pengli", "yangfan", "sysadmin", "auditor"):
        assert note not in doors.page.see(who, path).text, who
        assert doors.api.get(who, path).json["draft"] is None, who
        assert note not in doors.api.get(who, f"/cases/{case.id}").text
    # A start form's draft is kept for each writer, unit and resource alone.
    place = f"/start/data-request/request?resource={office.OPEN}"
    doors.page.act("caiying", place, purpose=note, _verb="save-draft")
    assert note in doors.page.see("caiying", place).text
    assert note not in doors.page.see("zhangwei", place).text


LISTS = ("/cases?scope=all", "/cases?scope=unit", "/cases?scope=mine", "/tasks?list=todo",
         "/tasks?list=done", "/tasks?list=started")  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_lists_hold_nothing_that_may_not_be_opened(path: str, doors: Doors) -> None:
    number = office.begin(doors.store).number
    page = path.replace("/tasks?list=", "/work/")
    outsiders = ["zhangwei", "zhoujun", "panyue", "fengxue", "kongdeming"]
    if "/cases" not in path:  # they may open the flow of every case
        outsiders += ["sysadmin", "secadmin", "auditor"]
    for who in outsiders:
        assert number not in doors.api.get(who, path).text, who
        assert number not in doors.page.see(who, page).text, who
        searched = f"{page}{'&' if '?' in page else '?'}q={number}"
        found = doors.page.see(who, searched).text
        # The number that was searched for is shown again, in its own field and in links.
        assert f">{number}<" not in found, who
        assert "/cases/0" not in found, who


def test_administrators_see_the_flow_of_a_case_and_no_word_of_it(doors: Doors) -> None:
    words = "核验经营许可申请人的登记情况甲乙丙"
    case = office.begin(doors.store, purpose=words)
    office.walk(doors.store, case.id, "review_as_provider")
    said = "请补充材料的一句留言丁戊己"
    doors.api.post("zhoujun", f"/cases/{case.id}/comment", text=said)
    for who in ("sysadmin", "secadmin", "auditor"):
        pages: list[Any] = [doors.page.see(who, f"/cases/{case.id}")]
        assert pages[0].status == 200
        places = (f"/cases/{case.id}{more}" for more in ("", "/history", "/diagram"))
        pages += [doors.api.get(who, place) for place in places]
        pages.append(doors.cli.run("case", "show", case.id, "--as", who, "--json"))
        pages.append(doors.page.see(who, f"/cases/{case.id}/diagram.json"))
        for each in pages:
            assert words not in each.text, who
            assert said not in each.text, who
            assert office.REQUEST["scene"] not in each.text, who
        assert "陆山" in pages[0].text
    for who, path in (("auditor", "/admin/audit"), ("sysadmin", "/admin/cases"),
                      ("sysadmin", "/admin/timers"), ("sysadmin", "/admin/incidents")):  # fmt: skip
        page = doors.page.see(who, path)
        assert page.status == 200
        assert words not in page.text
        assert said not in page.text


def test_the_administrator_reads_mails_without_what_people_wrote(doors: Doors) -> None:
    case = office.begin(doors.store)
    office.walk(doors.store, case.id, "open_access")
    words = [
        *(office.REFUSE[key] for key in ("citation_number", "explanation", "acceptable")),
        office.COORDINATED["opinion"],
    ]
    with doors.store.reading() as session:
        mails = session.scalars(select(Message).where(Message.case_id == case.id)).all()
    told = "".join(mail.text for mail in mails)
    assert [each in told for each in words] == [True, True, True, False]
    seen = ""
    for mail in mails:
        page = doors.page.see("sysadmin", f"/admin/mails/{mail.id}").text
        assert mail.subject in page
        assert not [each for each in words if each in page], mail.subject
        seen += page
    assert "说明：〔内容略〕" in seen
    assert "答复：不予提供" in seen
    assert f"办理和查看：http://127.0.0.1:8000/cases/{case.id}" in seen
