"""What the codes in a diagram are called: whose unit, effects, lookups, outcomes."""

#: Whose unit a task may go to, as the expression that a diagram carries.
UNIT_NAMES = {
    "case.applicant.unit": "申请单位",
    "case.provider.unit": "提供部门",
    "case.agent.unit": "授权代理方",
    "case.user.unit": "使用单位",
    "case.info_center": "信息中心",
    "case.managing": "管理部门",
    "case.platform": "共享平台",
}
EFFECT_NAMES = {
    "send_mail": "发送通知",
    "open_grant": "建立使用授权",
    "activate_grant": "开通使用授权",
    "list_unit": "列入专用名单",
    "suspend_grant": "暂停使用授权",
    "restore_grant": "恢复使用授权",
    "restrict_grant": "缩小使用授权",
    "revoke_grant": "收回使用权",
    "cut_grant": "切断数据提供",
    "end_grant": "终止使用授权",
    "open_destruction": "启动数据销毁",
    "close_grant": "了结使用授权",
    "register_plan": "登记停用计划",
    "cancel_plan": "撤销停用计划",
    "notify_holders": "通知使用单位",
    "record_delivery": "登记送达",
    "extend_transition": "延长过渡期",
    "take_offline": "资源下线",
}
LOOKUP_NAMES = {
    "holders": "持有授权的单位",
    "unready": "尚未就绪的单位",
    "receipt": "收到的时间",
    "moment": "当前时刻",
    "transition": "过渡期",
}
OUTCOMES = {
    "granted": "已授权",
    "partly_granted": "部分授权",
    "refused": "不予提供",
    "not_accepted": "不予受理",
    "withdrawn": "已撤回",
    "lapsed": "逾期关闭",
    "closed": "已办结",
}
