"""What the keys of pack.toml and process.toml are called; docs/authoring.md says what they mean."""

from collections.abc import Mapping

from engine.core.access import ROLE_NAMES
from engine.core.bureau.words import SHARE_TYPES
from engine.core.drawn_words import EFFECT_NAMES
from engine.core.grant_words import GRANT_STATES
from engine.sentence import Sentence, say

KEYS: Mapping[str, Sentence] = {
    "key": say("编号"),
    "title": say("标题"),
    "document_number": say("文号"),
    "in_force_from": say("施行日期"),
    "in_force_until": say("有效期至"),
    "interpreter": say("解释机关"),
    "newer_law": say("上位法"),
    "article": say("条款"),
    "kind_code": say("编号前缀"),
    "case_title": say("办件标题"),
    "notice": say("办件页的提示"),
    "clause": say("依据条款"),
    "kind": say("法定或内部"),
    "unit": say("计算单位"),
    "max": say("最多"),
    "min": say("最少"),
    "process": say("流程"),
    "element": say("环节或时限"),
    "on": say("所在环节"),
    "since": say("起算时刻"),
    "elsewhere": say("另有规定的流程"),
    "effect": say("程序动作"),
    "through": say("必经的表单"),
    "role": say("办理角色"),
    "form": say("表单"),
    "needs": say("针对"),
    "side": say("哪一方"),
    "share_types": say("共享类型"),
    "dedicated": say("专用资源"),
    "grant_states": say("授权状态"),
    "successor": say("须选后继资源"),
    "once": say("不得同时办理的范围"),
    "applicant_field": say("申请单位字段"),
    "automatic": say("自动发起"),
    "at": say("发送时刻"),
    "before": say("到期前提醒"),
    "after": say("到期后提醒"),
    "working_days": say("工作日数"),
    "to": say("收件人"),
    "template": say("邮件"),
    "policy": say("收到口径"),
    "closing": say("下班时刻"),
    "rule": say("所依据的规定"),
    "expiring_days": say("提前几个自然日算即将到期"),
    "last_call_days": say("到期前几个自然日再提醒"),
    "working_days_after_outage": say("停运后至少留几个工作日"),
    "max_period_years": say("使用时限最长几年"),
}

TABLES: Mapping[str, Sentence] = {
    "ladder": say("提醒"),
    "limits": say("限度"),
    "receipt": say("收到日期"),
}

#: Keys whose values are codes with words of their own.
CODES: Mapping[str, Mapping[str, str]] = {
    "role": ROLE_NAMES,
    "to": ROLE_NAMES,
    "effect": EFFECT_NAMES,
    "share_types": SHARE_TYPES,
    "grant_states": GRANT_STATES,
}
VALUES: Mapping[tuple[str, str], Sentence] = {
    ("kind", "statutory"): say("法定"),
    ("kind", "internal"): say("内部"),
    ("unit", "working_day"): say("工作日"),
    ("unit", "natural_day"): say("自然日"),
    ("needs", "resource"): say("资源"),
    ("needs", "grant"): say("授权"),
    ("needs", "nothing"): say("不针对"),
    ("side", "using"): say("使用方"),
    ("side", "providing"): say("提供方"),
    ("side", "managing"): say("管理部门"),
    ("side", "recording"): say("信息中心补录"),
    ("to", "owner"): say("办理人"),
    ("to", "managing"): say("管理部门"),
    ("once", "grant"): say("同一授权"),
    ("once", "resource"): say("同一资源"),
    ("automatic", "grant_ended"): say("授权结束时"),
    ("policy", "statutory"): say("到达即为收到"),
    ("policy", "next_working_day_receipt"): say("非工作时间到达的，下一工作日收到"),
}
