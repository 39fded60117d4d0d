"""The register as a workbook: what the filter shows, nothing that becomes a formula, bounded."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from engine.errors import BadRequest
from engine.queries import grant_sheet
from engine.queries.grant_sheet import export_grants
from engine.queries.grants import GrantFilter
from tests.counting import counted
from tests.queries.world import World


def opened(content: bytes) -> Any:
    return load_workbook(BytesIO(content)).active


def rows(content: bytes) -> list[dict[str, Any]]:
    head, *lines = opened(content).iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_the_workbook_has_what_the_filter_shows(world: World) -> None:
    case, resource = world.case(), world.resource()
    world.grant("SQ-1", case, resource, period_start=date(2026, 9, 1), purpose="核验登记状态",
                period_end=date(2026, 9, 30), state="EXPIRING")  # fmt: skip
    world.grant("SQ-2", case, resource, state="DESTROYED", end_reason="expired")
    world.grant("SQ-3", world.case("li", "ZFD"), resource, unit="ZFD")
    sheet = export_grants(world.store, world.actor("zhang"), GrantFilter(state="EXPIRING"))
    assert (sheet.name, sheet.rows, sheet.cut) == ("使用授权台账-20260921.xlsx", 1, False)
    (line,) = rows(sheet.content)
    assert line == {
        "授权编号": "SQ-1", "资源代码": "JZ-01", "资源名称": "纳税人登记信息",
        "使用部门": "综合监管科", "提供部门": "市税务局", "授权方式": "经申请审核",
        "信息项": "纳税人名称", "使用用途": "核验登记状态", "使用条件": None,
        "使用起始日": "2026-09-01", "使用截止日": "2026-09-30", "剩余天数": "9",
        "状态": "即将到期", "结束原因": None, "授权时间": "2026-09-21 09:00",
        "开通时间": "2026-09-21 09:00", "暂停时间": None, "结束时间": None,
        "办件编号": case.number,
    }  # fmt: skip
    mine = rows(export_grants(world.store, world.actor("zhang")).content)
    assert [each["授权编号"] for each in mine] == ["SQ-2", "SQ-1"]
    assert mine[0]["结束原因"] == "期满"
    assert len(rows(export_grants(world.store, world.actor("man")).content)) == 3
    assert rows(export_grants(world.store, world.actor("sys")).content) == []


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_nothing_becomes_a_formula(world: World, evil: str) -> None:
    world.grant("SQ-1", purpose=evil, conditions=evil)
    sheet = opened(export_grants(world.store, world.actor("zhang")).content)
    cells = [cell for cell in sheet[2] if cell.value is not None]
    assert evil in [cell.value for cell in cells]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_signs_that_no_workbook_takes_are_left_out(world: World) -> None:
    world.grant("SQ-1", purpose="核\x0b验\x00" + "长" * 40_000)
    (line,) = rows(export_grants(world.store, world.actor("zhang")).content)
    assert line["使用用途"].startswith("核验长")
    assert len(line["使用用途"]) == grant_sheet.MOST_SIGNS


def test_the_head_stays_where_it_is(world: World) -> None:
    sheet = opened(export_grants(world.store, world.actor("zhang")).content)
    assert (sheet.freeze_panes, sheet.title) == ("B2", "使用授权台账")
    assert sheet["A1"].font.bold


def test_a_long_register_is_cut_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grant_sheet, "MOST_ROWS", 2)
    case, resource = world.case(), world.resource()
    for n in range(3):
        world.grant(f"SQ-{n}", case, resource)
    sheet = export_grants(world.store, world.actor("zhang"))
    assert (sheet.rows, sheet.cut) == (2, True)
    *lines, last = rows(sheet.content)
    assert [each["授权编号"] for each in lines] == ["SQ-2", "SQ-1"]
    assert "超过 2 条" in last["授权编号"]


def test_it_is_refused_as_the_list_is(world: World) -> None:
    with pytest.raises(BadRequest):
        export_grants(world.store, world.actor("zhang"), GrantFilter("both"))


def test_it_takes_two_statements(world: World) -> None:
    world.grant("SQ-1")
    actor = world.actor("man")
    with counted(world.store) as count:
        export_grants(world.store, actor)
    assert len(count.statements) == 2
