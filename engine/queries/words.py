"""What the codes in rows are called in Chinese, for whoever shows them.

Lists without codes are rows' own words, of which a bureau's data choose.
"""

from engine.core.access import ROLE_NAMES
from engine.core.bureau.words import (
    DATA_FORMATS,
    DATA_KINDS,
    DATA_TYPES,
    OPEN_TYPES,
    PROVIDE_MODES,
    RESOURCE_STATES,
    REVIEW_LABELS,
    SHARE_TYPES,
    UPDATE_CYCLES,
)
from engine.core.grant_words import GRANT_ENDS, GRANT_KINDS, GRANT_STATES
from engine.core.mail_words import MAIL_STATES

__all__ = [
    "DATA_FORMATS",
    "DATA_KINDS",
    "DATA_TYPES",
    "DOORS",
    "EVENTS",
    "GRANT_ENDS",
    "GRANT_KINDS",
    "GRANT_STATES",
    "INCIDENTS",
    "MAIL_STATES",
    "OPEN_TYPES",
    "OUTCOMES",
    "PROVIDE_MODES",
    "RESOURCE_STATES",
    "REVIEW_LABELS",
    "ROLE_NAMES",
    "SHARE_TYPES",
    "UPDATE_CYCLES",
]

#: Kind of audit event -> its name.
EVENTS = {
    "case_started": "办件发起",
    "case_withdrawn": "撤回申请",
    "case_ended": "办结",
    "commented": "留言",
    "task_arrived": "环节到达",
    "task_completed": "办理环节",
    "task_claimed": "签收",
    "task_released": "退回岗位",
    "task_freed": "办理人离岗，退回岗位",
    "task_transferred": "转办",
    "task_returned": "退回",
    "task_cancelled": "环节取消",
    "steps_passed": "流程推进",
    "rows_saved": "保存状态",
    "term_lapsed": "时限届满",
    "term_moved": "截止日变更",
    "grant_opened": "作出使用授权",
    "grant_covered": "已有授权，不重复授权",
    "grant_expired": "使用授权到期",
    "grant_activated": "数据开通",
    "unit_listed": "列入专用名单",
    "voucher_registered": "登记资源调用记录凭证",
    "notified": "发出通知",
    "signed_in": "登录",
    "signed_out": "退出",
    "sign_in_failed": "登录失败",
    "sign_in_refused": "登录被拒（锁定）",
    "password_changed": "修改密码",
    "password_reset": "重置密码",
    "account_unlocked": "解锁账号",
    "user_created": "建立账号",
    "post_given": "授予岗位",
    "post_ended": "结束岗位",
    "token_created": "创建令牌",
    "token_revoked": "停用令牌",
    "file_uploaded": "上传附件",
    "mail_retried": "重发邮件",
    "mail_dropped": "放弃邮件",
    "incident_resolved": "处理异常",
    "pack_deployed": "部署流程包",
    "bureau_loaded": "载入单位人员数据",
}
INCIDENTS = {
    "case_stuck": "办件无法继续",
    "mail_dead": "邮件发送失败",
    "nobody_eligible": "无人可办",
    "nobody_told": "无人可通知",
}
OUTCOMES = {
    "granted": "已授权",
    "partly_granted": "部分授权",
    "refused": "不予提供",
    "not_accepted": "不予受理",
    "withdrawn": "已撤回",
    "lapsed": "逾期关闭",
    "closed": "已关闭",
}
#: The door through which somebody came.
DOORS = {
    "web": "网页",
    "api": "接口",
    "cli": "命令行",
    "scenario": "情景",
    "system": "系统",
}
