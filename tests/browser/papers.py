"""What people write on the way of a request, by the field names of the pack's forms."""

from typing import Any

from engine.simulate.stage import PASSWORD

Answers = dict[str, Any]

REQUEST: Answers = {
    "purpose": "核验经营许可申请人的登记情况",
    "scene": "许可窗口受理申请时在业务系统中查询比对",
    "basis_document": "中华人民共和国食品安全法",
    "basis_number": "主席令第二十一号",
    "basis_article": "第三十五条",
    "period": {"start": "2026-10-01", "end": "2028-09-30"},
    "commitment": True,
}
APPROVE: Answers = {"decision": "approve", "password": PASSWORD}
FORWARD: Answers = {
    "decision": "forward",
    "checks": ["approval", "complete", "secrecy", "catalogue"],
}
PASS: Answers = {
    "result": "pass",
    "checks": ["materials", "eligible", "resource", "duty", "fields"],
}
RETURN: Answers = {
    "checks": ["eligible", "resource"],
    "result": "return",
    "missing": [
        {"what": "使用依据", "how": "补充文件名称和条款"},
        {"what": "使用范围", "how": "写明使用的科室和人员"},
    ],
    "complete_list": True,
}
GROUNDS: Answers = {
    "category": "law",
    "basis_kind": "law",
    "citation_document": "中华人民共和国个人信息保护法",
    "citation_number": "主席令第九十一号",
    "citation_article": "第三十四条",
    "explanation": "该信息项属于敏感个人信息，提供全部内容超出履行本项职责所必需的范围和限度",
    "acceptable": "改为只返回核验结果的，可以提供",
}
REFUSE: Answers = {"result": "refuse", **GROUNDS}
NEGOTIATE: Answers = {"decision": "negotiate", "reason": "不核验检验结果就不能作出许可决定"}
NEED: Answers = {
    "duty": "食品经营许可审查，食品安全法第三十五条",
    "necessity": "不核验检验结果就不能判断设备能否使用",
    "alternatives": "已查询公开数据，只有汇总没有明细",
}
MEETING: Answers = {
    "attendees": "双方经办人、审核人",
    "minutes": "双方就所需信息项的必要性和保护措施交换了意见",
}
