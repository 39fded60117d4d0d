"""What an incident says. It is stored in Chinese and known again by these when it is shown."""

NOBODY_ELIGIBLE = "办件%(number)s的“%(task)s”没有可以办理的人员，已转管理部门。"
NOBODY_TOLD = "办件%(number)s的通知“%(template)s”没有可送达的人员。"
MAIL_DEAD = "发往 %(address)s 的邮件“%(subject)s”未能送达，已停止重试。"
CASE_STUCK = "办件无法继续运行：%(reason)s"
#: What came of trying again; notes hold it.
RETRIED = "重试成功：到期的事项已经处理，这条异常已了结。"
NOTHING_DUE = (
    "重试完成：办件没有到期未处理的事项。异常如来自办理人的操作，请在改正后由办理人重新提交。"
)
RETRY_FAILED = "重试未成功：%(reason)s"

INCIDENT_SENTENCES = (
    NOBODY_ELIGIBLE, NOBODY_TOLD, MAIL_DEAD, CASE_STUCK, RETRIED, NOTHING_DUE, RETRY_FAILED,
)  # fmt: skip

#: Kind of incident -> what to do about it.
REMEDIES = {
    "case_stuck": (
        "办件的内容都在，没有丢失。请看下面的技术信息，改正流程图、数据或者环境后重试；"
        "流程图改正后要把办件迁移到新版本。"
    ),
    "mail_dead": "请核对收件地址和邮件服务器，改正后到“邮件”页重发。",
    "nobody_eligible": "请安全管理员给该单位的人员授予相应岗位；在此之前由管理部门办理。",
    "nobody_told": "请安全管理员给该单位的人员授予相应岗位或者补上邮箱，再当面或者电话告知。",
}
