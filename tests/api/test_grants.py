"""Grants by the API: the register, one of them, vouchers, the workbook."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook

from engine.store.database import Store
from tests.api.caller import PREFIX, Caller, problem
from tests.bureau.fixtures import CONDITIONAL
from tests.commands.casework import act, approve, begin

Callers = Callable[[str], Caller]
GIVEN = {"number": "DYPZ-1", "called_at": "2026-09-21T09:00:00+08:00", "digest": "a" * 64}


@pytest.fixture
def number(store: Store) -> str:
    """A grant of registration on a resource of special-equipment."""
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    return f"{case.number}-SQ1"


def test_the_register_is_filtered(caller: Callers, number: str) -> None:
    pengli = caller("pengli")
    for wish in ({"state": "held"}, {"resource": CONDITIONAL}, {"unit": "registration"}):
        (grant,) = pengli.get("/grants", **wish).json["items"]
        assert (grant["number"], grant["unit_code"]) == (number, "registration")
        assert (grant["days_left"], grant["end_reason"], grant["renews"]) == (None, "", None)
    assert pengli.get("/grants", state="REVOKED").json["items"] == []
    assert problem(pengli.get("/grants", state="LOST")) == (422, "invalid_answers")


def test_the_life_of_a_grant(caller: Callers, number: str) -> None:
    life = caller("zhoujun").get(f"/grants/{number}/life").json
    assert [each["text"] for each in life["history"]] == ["作出使用授权", "数据开通，可以使用"]
    assert (life["number"], life["state"]) == (number, "ACTIVE")
    assert (life["cases"], life["papers"], life["renewed_by"]) == ([], [], [])
    assert problem(caller("lina").get(f"/grants/{number}/life")) == (404, "not_found")


def test_a_voucher_is_registered_once(caller: Callers, number: str) -> None:
    zhang, path = caller("zhangwei"), f"/grants/{number}/vouchers"
    for _ in range(2):
        assert zhang.post(path, key="k", **GIVEN).status_code == 204
    assert problem(zhang.post(path, key="k", **{**GIVEN, "number": "2"})) == (409, "key_reused")
    (voucher,) = caller("zhoujun").get(path).json["items"]
    assert (voucher["number"], voucher["by"], voucher["note"]) == ("DYPZ-1", "张伟", "")
    assert voucher["called_at"] == "2026-09-21T01:00:00+00:00"


def test_a_refused_voucher_says_by_field_why(caller: Callers, number: str) -> None:
    zhang, path = caller("zhangwei"), f"/grants/{number}/vouchers"
    answer = zhang.post(path, number=" ", called_at="2026-09-21T09:01", digest="z")
    assert problem(answer) == (422, "invalid_answers")
    assert list(answer.get_json(force=True)["errors"]) == ["number", "called_at", "digest"]
    missing = zhang.post(path, number="1")
    assert problem(missing) == (422, "invalid_answers")
    assert problem(caller("zhoujun").post(path, **GIVEN)) == (403, "forbidden")
    assert problem(caller("lina").post(path, **GIVEN)) == (404, "not_found")
    assert problem(zhang.post(path, **GIVEN, post="none")) == (403, "forbidden")


def test_vouchers_page_by_key(caller: Callers, number: str) -> None:
    zhang, path = caller("zhangwei"), f"/grants/{number}/vouchers"
    for n in range(3):
        zhang.post(path, **{**GIVEN, "number": str(n)})
    first = zhang.get(path, limit=2).json
    rest = zhang.get(path, limit=2, after=first["next"]).json
    assert [each["number"] for each in (*first["items"], *rest["items"])] == ["2", "1", "0"]
    assert problem(zhang.get(path, after="x")) == (400, "bad_request")


def test_the_workbook(caller: Callers, number: str) -> None:
    answer = caller("zhangwei").get("/grants.xlsx", state="ACTIVE")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet.max_row) == (number, 2)
    assert problem(caller("zhangwei").get("/grants.xlsx", limit=1)) == (422, "invalid_answers")
    bare = caller("zhangwei").client.get(f"{PREFIX}/grants.xlsx")
    assert problem(bare) == (401, "not_signed_in")
