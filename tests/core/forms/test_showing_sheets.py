"""Forms for the API and answers as data sheets."""

import json

from tests.core.forms.conftest import form_of
from tests.core.forms.test_loading import FILE
from tests.core.forms.test_loading_tables import DECISIONS
from tests.core.forms.test_showing import RESULT, YES_NO


def test_the_api_gets_everything_as_plain_json(context):
    form = form_of(
        {"name": "items", "type": "items"}, {"name": "to", "type": "unit"}, DECISIONS,
        {"name": "period", "type": "period", "max_years": 3}, basis="第十四条",
    )  # fmt: skip

    found = form.to_json(context)
    items, unit, table, period = found["fields"]

    assert json.loads(json.dumps(found)) == found
    assert items["options"][2] == {
        "value": "SFZH", "label": "身份证号", "hint": "", "badge": "不予共享",
        "disabled": "不予共享",
    }  # fmt: skip
    assert unit["options"][0]["label"] == "晋中市公安局"
    assert table["rows"][0] == {"code": "XKZBH", "name": "许可证编号"}
    assert [each["name"] for each in table["columns"]] == ["decision", "reason"]
    assert (period["max_years"], period["long_term"], found["basis"]) == (3, True, "第十四条")


def test_a_data_sheet_reads_in_chinese(context):
    form = form_of(
        {"name": "purpose", "type": "longtext", "label": "使用用途"},
        RESULT,
        YES_NO,
        {"name": "items", "type": "items", "label": "信息项"},
        {"name": "to", "type": "unit", "label": "单位"},
        {"name": "period", "type": "period", "label": "使用时限"},
        {"name": "at", "type": "datetime", "label": "时间"},
        {"name": "count", "type": "number", "label": "数量"},
        {"name": "scan", "type": "file", "label": "扫描件"},
        {"name": "none", "label": "空"},
        DECISIONS,
    )
    values = {
        "purpose": "=一\n二", "result": "refuse", "personal": False, "items": ["XKZBH", "GONE"],
        "to": "JZGA", "period": {"start": "2026-03-01", "end": "2026-12-31"},
        "at": "2026-03-02T09:30:00+08:00", "count": 0, "scan": FILE,
        "decisions": [
            {"code": "XKZBH", "name": "许可证编号", "decision": "refuse", "reason": "依法"},
        ],
    }  # fmt: skip

    lines = {line.label: line for line in form.fields_for_display(values, context)}

    assert {label: line.text for label, line in lines.items()} == {
        "使用用途": "=一\n二",
        "答复": "不予提供",
        "涉及个人信息": "否",
        "信息项": "许可证编号、GONE",
        "单位": "晋中市公安局",
        "使用时限": "2026年3月1日至2026年12月31日",
        "时间": "2026年3月2日 09:30",
        "数量": "0",
        "扫描件": "函件.pdf",
        "逐项决定": "许可证编号；不予；依法",
    }
    assert lines["扫描件"].files == (FILE,)
    assert lines["逐项决定"].columns == ("项目", "决定", "理由")
    assert lines["逐项决定"].rows == (("许可证编号", "不予", "依法"),)
    endless = {"start": "2026-03-01", "end": None, "long_term": True, "reason": "每日核查"}
    (line,) = form.fields_for_display({"period": endless}, context)
    assert line.text == "2026年3月1日起长期（理由：每日核查）"
