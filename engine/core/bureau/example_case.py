"""A made-up case, on which forms and mails are shown to those who write them."""

from collections.abc import Mapping
from typing import Any

DAY, LATER = "2026-10-12", "2027-10-11"
MOMENT = "2026-10-12T09:30:00+08:00"
ID = "0" * 26
TEXT = "样例"
LINK = "https://gongxiang.example.cn/cases/sample"
FILE = {"digest": "0" * 64, "name": "附件.pdf", "size": 1024}

_ITEMS = (
    {"code": "1", "name": "企业名称", "data_type": "C", "share_type": "conditional"},
    {"code": "2", "name": "法定代表人", "data_type": "C", "share_type": "unconditional"},
)
_RESOURCE = {
    "code": "307003/000001",
    "name": "企业登记信息",
    "summary": "企业名称、住所、法定代表人等登记事项",
    "share_type": "conditional",
    "share_condition": "用于行政执法",
    "provide_mode": "api",
    "api_param_controlled": True,
    "dedicated": False,
    "on_dedicated_list": False,
    "grade": "L2",
    "version": "1",
    "items": list(_ITEMS),
}
_USER = {"unit": "food", "unit_name": "食品安全协调科", "works_here": True,
         "person": ID, "person_name": "李敏"}  # fmt: skip
#: What the data of a case hold from its start.
CASE: Mapping[str, Any] = {
    "id": ID,
    "number": "资申〔2026〕12号",
    "title": "食品安全协调科：企业登记信息",
    "state": "审核中",
    "process": "data-request",
    "entry": "",
    "legal": True,
    "applicant": {**_USER, "credit_code": "11140700MB1234567X", "phone": "0354-2638000"},
    "provider": {"unit": "registration", "unit_name": "登记注册科", "works_here": True},
    "agent": {"unit": "info-center", "unit_name": "信息中心", "works_here": True,
              "document": "关于授权代理的函", "valid_until": "2026-12-31"},
    "resource": _RESOURCE,
    "successor": {**_RESOURCE, "code": "307003/000002", "name": "经营主体登记信息"},
    "grant": {
        "number": "授〔2026〕8号",
        "state": "ACTIVE",
        "kind": "regular",
        "conditions": "只用于登记审查",
        "purpose": "办理登记业务时核对企业名称",
        "scene": "登记窗口受理时核对",
        "period_start": DAY,
        "period_end": LATER,
        "end_reason": "",
        "items": [{"code": each["code"], "name": each["name"]} for each in _ITEMS],
    },
    "user": _USER,
    "info_center": "info-center",
    "managing": "managing",
    "platform": "platform",
}  # fmt: skip
SIGNATURE: Mapping[str, Any] = {
    "person": ID,
    "person_name": "王强",
    "post": "登记注册科 审核人",
    "unit": "registration",
    "unit_name": "登记注册科",
    "at": MOMENT,
    "recorded": False,
}
CLOCK: Mapping[str, Any] = {
    "element": "",
    "term": "5个工作日",
    "clause": "第十四条（二）",
    "kind": "法定",
    "last_day": DAY,
    "due_at": "2026-10-13T00:00:00+08:00",
    "started_at": "2026-09-28T10:00:00+08:00",
    "provisional": False,
}
#: Everything else that a mail or a form may read, by its first name.
OTHERS: Mapping[str, Any] = {
    "link": LINK,
    "at": MOMENT,
    "task": {"name": "审核", "unit": "登记注册科"},
    "clock": CLOCK,
    "withdrawal": {
        "reason": "已从其他途径取得",
        "by": "李敏",
        "at": MOMENT,
        "held_by": [{"unit": "registration", "role": "provider_reviewer"}],
    },
    "returned": {"reason": "请补充使用依据", "by": "王强", "from": "审核", "id": ""},
    "expiry": {
        "grant": "授〔2026〕8号",
        "resource": "企业登记信息",
        "unit_name": "食品安全协调科",
        "last_day": DAY,
        "days": 30,
        "link": LINK,
    },
    "pointing": {"from": "企业登记信息", "to": "经营主体登记信息"},
    "moves": [{"term": "5个工作日", "clause": "第十四条（二）", "was": DAY, "due": "2026-10-13",
               "provisional": False}],
    "notices": "国办发明电〔2025〕7号",
}  # fmt: skip
#: What an answer to a field of this type may be.
ANSWERS: Mapping[str, Any] = {
    "number": 3,
    "decimal": "1.5",
    "date": DAY,
    "datetime": MOMENT,
    "yesno": True,
    "items": ["1"],
    "file": FILE,
    "files": [FILE],
    "unit": "registration",
    "person": ID,
}
PERIOD: Mapping[str, Any] = {"start": DAY, "end": LATER, "long_term": False, "reason": ""}
#: What a lookup may find, by the name of the part; another is TEXT.
FOUND: Mapping[str, Any] = {
    "works_here": True,
    "reachable": True,
    "grants": "授〔2026〕8号",
    "received_at": MOMENT,
    "starts_on": DAY,
    "earliest_on": DAY,
    "earliest": DAY,
    "recommended_on": DAY,
}


def answer_to(label: str) -> str:
    """Return what stands for a text that somebody writes into a field of this label."""
    return f"〔{label}〕"
