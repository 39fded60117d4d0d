"""What people write on the way of a resource and of a grant, by the field names of the forms."""

from typing import Any

from tests.life.deeds import MAPPING

Answers = dict[str, Any]

REQUEST: Answers = {
    "purpose": "核验许可申请人中农民专业合作社的登记情况",
    "scene": "许可窗口受理申请时在业务系统中查询比对",
    "commitment": True,
}
FORWARD: Answers = {
    "decision": "forward",
    "checks": ["approval", "complete", "secrecy", "catalogue"],
}
PASS: Answers = {
    "result": "pass",
    "checks": ["materials", "eligible", "resource", "duty", "fields"],
}
ERROR: Answers = {
    "item": "FDDBR",
    "record_key": "9314****1234",
    "current_value": "王某某",
    "claimed_value": "李某某",
    "basis": "办事人出示的营业执照载明法定代表人已经变更为李某某",
    "urgency": "urgent",
    "concerns_service": True,
    "matter": "食品经营许可变更，已经受理",
    "acknowledged": ["serve"],
}
FOUND_RIGHT: Answers = {
    "result": "confirmed_right",
    "reason": "已核对登记档案原件，法定代表人为王某某，没有变更登记的记录",
}
OBJECTION: Answers = {
    "decision": "object",
    "objection": "变更登记已于上月核准，准予变更通知书扫描件附后，请再核对",
}
CORRECTED: Answers = {
    "result": "corrected",
    "corrected_value": "李某某",
    "source_note": "登记系统变更未同步，已经补推数据",
}
PLAN: Answers = {
    "reason": "合作社登记已并入企业登记系统，由新资源统一提供，旧库不再更新",
    "guide": "新资源无条件共享，使用单位另行申请授权；新旧资源在过渡期内并行",
    "contact": "登记注册科王芳",
    "phone": "0354-2660003",
    "mapping": MAPPING,
}
PLAN_PASSED: Answers = {
    "decision": "pass",
    "checks": ["mapping", "differences", "usable", "guide"],
    "tested_how": "在共享平台调用新资源三次均返回数据，与原资源抽样比对一致",
}
OFFLINE: Answers = {
    "act": "offline",
    "readiness_seen": True,
    "objections_settled": True,
    "proof": "在共享平台撤下原资源的库表，平台工单第1006号",
}
ARCHIVED: Answers = {
    "archive_number": "XXZX-TY-003",
    "location": "信息中心电子档案库停用资源类",
    "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "retention": "30_years",
}
INVENTORY: Answers = {
    "kept": True,
    "has_backup": True,
    "to_destroy": [
        {"what": "合作社登记核验结果", "place": "许可系统", "medium": "database", "copies": 1},
        {"what": "许可系统每日备份", "place": "备份服务器", "medium": "backup", "copies": 7},
    ],
}
DESTRUCTION: Answers = {
    "method": "erase",
    "place": "市审批局机房",
    "executor": "蔡英",
    "witness": "魏兰",
}
