"""The calendar over HTTP: looking, reading a text, entering, confirming by a second person."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from calendars import shipped_notices
from engine.store.database import Store
from tests.api.caller import PREFIX, Caller, problem
from tests.api.keeping import confirm, enter, errors, send
from tests.packs import with_mini
from tests.revising import EXTENSION, NOTICE, NUMBER, URL

Callers = Callable[[str], Caller]
RULE = (422, "rule_refused")
FORBIDDEN, MISSING, LATE = (403, "forbidden"), (404, "not_found"), (409, "conflict")
LISTS = ("off_add", "off_remove", "work_add", "work_remove")
CHANGE = {"amends": 2027, "holiday": "春节",
          **{name: [str(day) for day in getattr(EXTENSION, name)] for name in LISTS}}  # fmt: skip
CHANGED = {"url": URL, "number": "国办发明电〔2027〕1号", "signed": "2027-02-03",
           "title": "国务院办公厅关于延长2027年春节假期的通知", "change": CHANGE}  # fmt: skip


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    """Both databases keep what is entered."""
    return with_mini(each_bureau_store)


@pytest.fixture
def peng(caller: Callers) -> Caller:
    """Who enters: of the managing department."""
    return caller("pengli")


@pytest.fixture
def yang(caller: Callers) -> Caller:
    """Who confirms: of the information centre."""
    return caller("yangfan")


def test_a_text_is_read_and_nothing_is_kept(peng: Caller, store: Store) -> None:
    found = peng.post("/calendar/notices/read", text=NOTICE).json
    assert (found["kind"], found["year"], found["number"]) == ("year", 2027, NUMBER)
    assert found["signed"] == "2026-12-29"
    assert found["holidays"][0] == {
        "name": "元旦", "days_declared": 4, "work": ["2027-01-09"],
        "off": ["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"],
    }  # fmt: skip
    assert "proposed" not in found
    assert _waiting(peng) == []


def _waiting(who: Caller) -> list[str]:
    items = who.get("/calendar/notices").json["items"]
    return [each["id"] for each in items if each["state"] == "proposed"]


def test_a_change_is_only_proposed(peng: Caller) -> None:
    (notice,) = [
        each for each in shipped_notices() if each.source.number == "国办发明电〔2020〕1号"
    ]
    text = (
        "国务院办公厅关于延长2020年春节假期的通知\n国办发明电〔2020〕1号\n"
        "延长2020年春节假期至2月2日（农历正月初九，星期日），2月3日（星期一）起正常上班。\n"
        "2020-01-26"
    )
    found = peng.post("/calendar/notices/read", text=text).json
    assert (found["kind"], found["proposed"], found["amends"]) == ("change", True, 2020)
    assert {name: tuple(map(date.fromisoformat, found[name])) for name in LISTS} == {
        name: getattr(notice, name) for name in LISTS
    }
    refused = peng.post("/calendar/notices", text=text, url=URL)
    assert "建议" in errors(refused)["text"][0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (NOTICE.replace("共7天", "共8天", 1), "二、春节"),
        (NOTICE.replace("周五）至4日", "周四）至4日"), "一、元旦"),
        (NOTICE.replace("2月13日（周六）上班。", "其他人员照常。"), "照常"),
        ("今天天气很好。", "没有读到任何放假安排"),
    ],
)
def test_a_text_that_is_not_understood_names_line_and_sentence(
    peng: Caller, text: str, says: str
) -> None:
    for answer in (
        peng.post("/calendar/notices/read", text=text),
        peng.post("/calendar/notices", text=text, url=URL),
    ):
        (sentence,) = errors(answer)["text"]
        assert sentence.startswith("第 ")
        assert says in sentence


def test_two_people_put_a_notice_in_force_and_take_it_back(
    peng: Caller, yang: Caller, caller: Callers
) -> None:
    made = peng.post("/calendar/notices", text=NOTICE, url=URL, reason="国务院办公厅已公布")
    notice_id = made.json["id"]
    assert made.headers["Location"].endswith(f"/calendar/notices/{notice_id}")
    shown = yang.get(made.headers["Location"].removeprefix(PREFIX)).json
    assert shown["notice"]["state"] == "proposed"
    assert (shown["notice"]["entered_by"], shown["notice"]["mine"]) == ("彭莉", False)
    assert (shown["text"], shown["impact"]["revision"], shown["obstacle"]) == (NOTICE, 0, "")
    assert "2027-01-04" in [each["date"] for each in shown["impact"]["days"]]
    assert confirm(yang, notice_id).json["number"] == 1
    year = caller("zhangwei").get("/calendar/years/2027").json
    assert (year["known"], year["notices"]) == (True, [NUMBER])
    assert yang.get(f"/calendar/notices/{notice_id}").json["impact"] is None
    (listed,) = [each for each in caller("zhangwei").get("/calendar/notices").json["items"]
                 if each["year"] == 2027]  # fmt: skip
    assert (listed["state"], listed["checked_by"]) == ("confirmed", "杨帆")
    asked = yang.post(f"/calendar/notices/{notice_id}/withdrawal", reason="录错了")
    assert asked.status_code == 201
    assert confirm(caller("sysadmin"), asked.json["id"]).json["number"] == 2
    assert peng.get(f"/calendar/notices/{notice_id}").json["notice"]["state"] == "withdrawn"
    assert peng.get("/calendar/years/2027").json["known"] is False


def test_who_entered_it_does_not_confirm_it(peng: Caller) -> None:
    assert problem(confirm(peng, enter(peng))) == FORBIDDEN


def test_who_does_not_keep_the_calendar_is_refused(caller: Callers, peng: Caller) -> None:
    notice_id, zhang = enter(peng), caller("zhangwei")
    path = f"/calendar/notices/{notice_id}"
    for answer in (
        zhang.get(path),
        zhang.post("/calendar/notices", text=NOTICE, url=URL),
        zhang.post("/calendar/notices/read", text=NOTICE),
        zhang.post(f"{path}/confirm", revision=0),
        zhang.post(f"{path}/reject", reason="x"),
        zhang.post(f"{path}/withdrawal", reason="x"),
        send(zhang, b"date,kind\n"),
    ):
        assert problem(answer) == FORBIDDEN
    assert _waiting(zhang) == []
    assert _waiting(peng) == [notice_id]


def test_a_post_that_is_not_theirs_is_refused(peng: Caller, yang: Caller) -> None:
    path = f"/calendar/notices/{enter(peng)}"
    for answer in (
        yang.post("/calendar/notices", text=NOTICE, url=URL, post="x"),
        yang.post(f"{path}/confirm", revision=0, post="x"),
        yang.post(f"{path}/reject", reason="x", post="x"),
    ):
        assert problem(answer) == FORBIDDEN


def test_what_was_looked_at_must_still_stand(peng: Caller, yang: Caller, caller: Callers) -> None:
    first = enter(peng)
    second = enter(peng, text="", **_by_hand(number="国办发明电〔2026〕16号"))
    assert confirm(yang, first).json["number"] == 1
    stale = caller("sysadmin").post(f"/calendar/notices/{second}/confirm", revision=0)
    assert problem(stale) == LATE


def _by_hand(**more: Any) -> dict[str, Any]:
    """The notice of 2027 made out day by day, as the text says it."""
    days = {
        "元旦": (["01-01", "01-02", "01-03", "01-04"], ["01-09"]),
        "春节": ([f"02-{day:02}" for day in range(5, 12)], ["02-13"]),
        "清明节": (["04-03", "04-04", "04-05"], []),
        "劳动节": ([f"05-0{day}" for day in range(1, 6)], ["05-08"]),
        "端午节": (["06-09"], []),
        "中秋节": (["09-15"], []),
        "国庆节": ([f"10-0{day}" for day in range(1, 8)], ["09-26", "10-09"]),
    }
    breaks = [{"name": name, "off": [f"2027-{day}" for day in off],
               "work": [f"2027-{day}" for day in work]}
              for name, (off, work) in days.items()]  # fmt: skip
    given = {"number": NUMBER, "signed": "2026-12-29", "year": 2027, "breaks": breaks,
             "title": "国务院办公厅关于2027年部分节假日安排的通知"}  # fmt: skip
    return {**given, **more}


def test_a_notice_made_out_by_hand_is_the_one_of_the_text(peng: Caller, yang: Caller) -> None:
    by_hand = yang.get(f"/calendar/notices/{enter(peng, text='', **_by_hand())}").json
    assert problem(peng.post("/calendar/notices", text=NOTICE, url=URL)) == LATE
    assert peng.post(f"/calendar/notices/{by_hand['notice']['id']}/reject",
                     reason="改用全文").status_code == 204  # fmt: skip
    pasted = yang.get(f"/calendar/notices/{enter(peng)}").json
    assert (by_hand["breaks"], by_hand["notice"]["text_sha256"]) == (pasted["breaks"], "")


def test_an_entry_is_decided_once(peng: Caller, yang: Caller, caller: Callers) -> None:
    notice_id = enter(peng)
    path = f"/calendar/notices/{notice_id}"
    assert "reason" in errors(yang.post(f"{path}/reject"))
    assert "reason" in errors(yang.post(f"{path}/reject", reason="  "))
    assert problem(yang.post(f"{path}/withdrawal", reason="还没有采用")) == LATE
    assert yang.post(f"{path}/reject", reason="不是国务院办公厅的通知").status_code == 204
    for answer in (
        yang.post(f"{path}/confirm", revision=0),
        yang.post(f"{path}/reject", reason="x"),
        yang.post(f"{path}/withdrawal", reason="x"),
    ):
        assert problem(answer) == LATE
    shown = yang.get(path).json["notice"]
    assert (shown["state"], shown["decision"]) == ("rejected", "不是国务院办公厅的通知")
    again = enter(peng)
    assert confirm(yang, again).status_code == 200
    late = caller("sysadmin").post(f"/calendar/notices/{again}/confirm", revision=1)
    assert problem(late) == LATE
    assert yang.post(f"/calendar/notices/{again}/withdrawal", reason="x").status_code == 201
    twice = yang.post(f"/calendar/notices/{again}/withdrawal", reason="x")
    assert problem(twice) == LATE


def test_nobody_finds_what_is_not_there(yang: Caller) -> None:
    path = "/calendar/notices/0"
    for answer in (
        yang.get(path),
        yang.post(f"{path}/confirm", revision=0),
        yang.post(f"{path}/reject", reason="x"),
        yang.post(f"{path}/withdrawal", reason="x"),
    ):
        assert problem(answer) == MISSING


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"url": "www.gov.cn"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": None}, "url"),
        ({"url": "https://" + "x" * 200}, "url"),
        ({"number": "国办发明电〔2026〕1号"}, "number"),
        ({"signed": "2026-12-28"}, "signed"),
        ({"signed": "昨天"}, "signed"),
        ({"published": "2026-12-01"}, "published"),
        ({"title": "x" * 201}, "title"),
        ({"reason": "x" * 2001}, "reason"),
        ({"text": ""}, "text"),
        ({"text": "x" * 100_001}, "text"),
        ({"breaks": [{"name": "元旦", "off": ["2027-01-01"]}]}, "breaks"),
        ({"breaks": [{"name": "元旦", "off": ["2027-02-30"]}]}, "breaks"),
        ({"change": {"amends": 2026, "holiday": "春节"}}, "change"),
        ({"change": {"amends": 2026, "holiday": " ", "off_add": ["2026-03-02"]}}, "holiday"),
        ({"change": {"holiday": "春节"}}, "change"),
        ({**CHANGED, "text": ""}, "change"),
        ({"text": "", **_by_hand(year=2028)}, "breaks"),
        ({"text": "", **_by_hand(year=None)}, "year"),
        ({"text": "", **_by_hand(number="")}, "number"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_an_entry_that_will_not_do_names_its_field(
    peng: Caller, more: dict[str, Any], field: str
) -> None:
    given = {"text": NOTICE, "url": URL, **more}
    body = {name: value for name, value in given.items() if value is not None}
    assert field in errors(peng.post("/calendar/notices", **body))
    assert _waiting(peng) == []


def test_what_is_too_much_is_refused_before_it_is_looked_at(peng: Caller) -> None:
    days = ["2027-01-01"] * 41
    many = errors(peng.post("/calendar/notices", url=URL, breaks=[{"name": "x", "off": []}] * 21))
    assert many["breaks"] == ["不能超过 20 项。"]
    long = errors(peng.post("/calendar/notices", url=URL, breaks=[{"name": "x", "off": days}]))
    assert long["breaks"]["0"]["off"] == ["不能超过 40 天。"]
    change = {"amends": 2027, "holiday": "春节", "work_add": days}
    assert errors(peng.post("/calendar/notices", url=URL, change=change))["change"] == {
        "work_add": ["不能超过 40 天。"]
    }


def test_a_change_that_lost_what_it_changes_cannot_be_confirmed(
    peng: Caller, yang: Caller, caller: Callers
) -> None:
    year = enter(peng)
    assert confirm(yang, year).status_code == 200
    change = enter(peng, **CHANGED, text="")
    days = yang.get(f"/calendar/notices/{change}").json["impact"]["days"]
    assert [each["date"] for each in days] == ["2027-02-12", "2027-02-13"]
    asked = yang.post(f"/calendar/notices/{year}/withdrawal", reason="不是国务院办公厅的通知")
    assert confirm(caller("sysadmin"), asked.json["id"]).status_code == 200
    shown = yang.get(f"/calendar/notices/{change}").json
    assert (shown["impact"], "2027" in shown["obstacle"]) == (None, True)
    refused = yang.post(f"/calendar/notices/{change}/confirm", revision=2)
    assert problem(refused) == RULE
