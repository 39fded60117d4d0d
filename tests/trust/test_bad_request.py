"""Article 14, the application: each row of bad input is refused at every door, naming the field."""

from typing import Any

import pytest

from engine.store.tables import Case
from tests.trust.doors import Answer, Doors
from tests.trust.office import CONDITIONAL, CONTROLLED, OPEN, REQUEST, count_of, room

LONG = "核验许可申请人的登记情况" * 42
#: What is typed instead (None: left out), the field that is named, and what would be right.
ROWS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no purpose": ({"purpose": None}, "purpose", "请写明用于履行哪项职责"),
    "empty purpose": ({"purpose": ""}, "purpose", "请写明用于履行哪项职责"),
    "blank purpose": ({"purpose": " \t　\n "}, "purpose", "请写明用于履行哪项职责"),
    "测试 as purpose": ({"purpose": "测试"}, "purpose", "请如实写明"),
    "测试 many times": ({"purpose": "测试测试测试测试"}, "purpose", "请如实写明"),
    "digits as purpose": ({"purpose": "1111111111"}, "purpose", "请如实写明"),
    "short purpose": ({"purpose": "核验许可"}, "purpose", "至少 6 个字"),
    "long purpose": ({"purpose": LONG}, "purpose", "最多 500 个字"),
    "no scene": ({"scene": "  "}, "scene", "请写明由谁、在哪个业务环节使用"),
    "purpose equal to scene": ({"scene": REQUEST["purpose"]}, "scene", "请分别写明"),
    "equal but for a full stop": ({"scene": REQUEST["purpose"] + "。"}, "scene", "请分别写明"),
    "equal but for blanks": ({"scene": f"  {REQUEST['purpose']} "}, "scene", "请分别写明"),
    "no items": ({"items": []}, "items", "请选择履行职责所必需的信息项"),
    "control characters": ({"purpose": "核验登记\x07情况如何"}, "purpose", "控制字符"),
    "an escape sequence": ({"scene": "窗口查询\x1b[31m比对情况"}, "scene", "控制字符"),
    "reading direction": ({"scope": "许可科\u202egpj.exe"}, "scope", "控制字符"),
    "period backwards": (
        {"period": {"start": "2026-12-31", "end": "2026-10-01"}}, "period", "早于开始日期"),
    "period too long": (
        {"period": {"start": "2026-10-01", "end": "2029-10-02"}}, "period", "最长 3 年"),
    "period without end": ({"period": {"start": "2026-10-01"}}, "period", "结束日期"),
    "period of no dates": (
        {"period": {"start": "2026-02-30", "end": "2026-10-01"}}, "period", "不是有效的日期"),
    "long term for no reason": (
        {"period": {"start": "2026-10-01", "long_term": True}}, "period", "写明为什么"),
    "phone": ({"phone": "12345"}, "phone", "11 位手机号"),
    "phone with letters": ({"phone": "0354-26380OO"}, "phone", "带区号的座机号"),
    "no address": ({"system_ip": "10.12.3.456"}, "system_ip", "10.12.3.45"),
    "own address": ({"system_ip": "127.0.0.1"}, "system_ip", "实际地址"),
    "credit code": ({"third_party_code": "91350100M000100Y44"}, "third_party_code", "校验位"),
    "short credit code": ({"third_party_code": "9135"}, "third_party_code", "18 位"),
    "personal data unprotected": ({"personal": True}, "personal_measures", "怎样保护"),
    "no commitment": ({"commitment": None}, "commitment", "请阅读承诺内容后选择"),
    "commitment declined": ({"commitment": False}, "commitment", "不能提出申请"),
}  # fmt: skip
#: What only a script can send; a page offers no way to type it.
FORGED: dict[str, tuple[dict[str, Any], str, str]] = {
    "items of another resource": ({"items": ["NSRSBH"]}, "items", "请从列出的选项中选择"),
    "an item that is not shared": ({"items": ["LXDH"]}, "items", "不予共享"),
    "unknown way of sharing": ({"share_mode": "fax"}, "share_mode", "请从列出的选项中选择"),
    "a file that was never uploaded": (
        {"attachments": [{"digest": "0" * 64, "name": "a.pdf", "size": 9}]},
        "attachments", "重新上传"),
    "an unknown field": ({"approved": True}, "approved", "没有“approved”这一项"),
}  # fmt: skip


def refused(answer: Answer, status: int, field: str, words: str) -> None:
    """The answer says what is wrong, where, and what would be right."""
    assert answer.status == status, answer.text[:2000]
    if field != "_form":
        assert field in answer.errors, answer.errors
        assert words in answer.errors[field], answer.errors
    else:
        assert words in answer.said


@pytest.mark.parametrize("row", ROWS)
def test_a_bad_request_is_refused_at_every_door(row: str, shared: Doors) -> None:
    change, field, words = ROWS[row]
    answers = {k: v for k, v in (REQUEST | change).items() if v is not None}
    before = count_of(shared.store, Case)
    refused(shared.page.start("caiying", answers, CONDITIONAL), 422, field, words)
    refused(shared.api.start("caiying", answers, CONDITIONAL), 422, field, words)
    refused(shared.cli.start("caiying", answers, CONDITIONAL), 1, field, words)
    assert count_of(shared.store, Case) == before


@pytest.mark.parametrize("row", FORGED)
def test_what_no_page_offers_is_refused_too(row: str, shared: Doors) -> None:
    change, field, words = FORGED[row]
    before = count_of(shared.store, Case)
    refused(shared.api.start("caiying", REQUEST | change, CONDITIONAL), 422, field, words)
    refused(shared.cli.start("caiying", REQUEST | change, CONDITIONAL), 1, field, words)
    assert count_of(shared.store, Case) == before


def test_everything_that_is_wrong_is_said_at_once(shared: Doors) -> None:
    wrong = {"items": [], "purpose": "测试", "scene": " ", "phone": "12", "system_ip": "x"}
    fields = {"items", "purpose", "scene", "phone", "system_ip", "commitment"}
    for door in shared.all():
        answer = door.start("caiying", wrong, CONDITIONAL)
        assert fields <= set(answer.errors)


@pytest.mark.parametrize("resource", [OPEN, CONTROLLED])
def test_an_unconditional_resource_asks_for_purpose_and_scene_too(
    resource: str, shared: Doors
) -> None:
    for door in shared.all():
        answer = door.start("caiying", {"purpose": "测试", "commitment": True}, resource)
        assert {"purpose", "scene"} <= set(answer.errors)
        assert "items" not in answer.errors


@pytest.mark.parametrize(
    ("words", "where"),
    [("用于提供有偿服务的企业名单整理", "purpose"), ("整理后转让给合作企业用于推广", "purpose"),
     ("供下属公司经营活动查询客户名单", "scene"), ("由窗口向企业收费查询后打印", "scene")],
)  # fmt: skip
def test_commercial_words_are_a_warning_to_the_reviewer(
    words: str, where: str, doors: Doors
) -> None:
    for door in doors.all():
        with room(doors.store):
            case = door.start("caiying", REQUEST | {where: words}, CONDITIONAL)
        assert case.status in (302, 201, 0), case.text
    for line in doors.api.get("lushan", "/tasks").json["items"]:
        task = doors.page.see("lushan", f"/tasks/{line['id']}")
        assert "请留意" in task.text
        assert "第二十二条禁止的商业用途" in task.text
        sheets = doors.api.get("lushan", f"/cases/{line['case_id']}").json["sheets"]
        assert any("商业用途" in each for each in sheets[0]["warnings"])


def test_full_width_digits_become_plain_ones(doors: Doors) -> None:
    wide = {"phone": "０３５４－２６６０００１", "system_ip": "１０．１２．３．４５",
            "third_party": "某公司", "third_party_code": "９１３５０１００Ｍ０００１００Ｙ４３",
            "period": {"start": "２０２６－１０－０１", "end": "２０２７－０９－３０"}}  # fmt: skip
    for door in doors.all():
        with room(doors.store):
            case = door.start("caiying", REQUEST | wide, CONDITIONAL)
        assert case.status in (302, 201, 0), case.errors
    for line in doors.api.get("caiying", "/cases").json["items"]:
        sheet = doors.api.get("caiying", f"/cases/{line['id']}").json["sheets"][0]
        texts = {each["name"]: each["text"] for each in sheet["lines"]}
        assert texts["phone"] == "0354-2660001"
        assert texts["system_ip"] == "10.12.3.45"
        assert texts["third_party_code"] == "91350100M000100Y43"
        assert "2026年10月1日" in texts["period"]


def test_signs_of_a_formula_stay_as_they_were_typed(doors: Doors) -> None:
    for sign, door in zip("=+-@", (*doors.all(), doors.api), strict=True):
        purpose = f"{sign}SUM(A1)核验登记情况"
        with room(doors.store):
            case = door.start("caiying", REQUEST | {"purpose": purpose}, CONDITIONAL)
        assert case.status in (302, 201, 0), case.errors
    cases = doors.api.get("caiying", "/cases").json["items"]
    shown = [doors.page.see("caiying", f"/cases/{each['id']}").text for each in cases]
    for sign in "=+-@":
        assert any(f"{sign}SUM(A1)核验登记情况" in page for page in shown)
