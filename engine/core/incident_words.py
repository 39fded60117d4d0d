"""What an incident says. It is stored in Chinese and known again by these when it is shown."""

NOBODY_ELIGIBLE = "办件%(number)s的“%(task)s”没有可以办理的人员，已转管理部门。"
NOBODY_TOLD = "办件%(number)s的通知“%(template)s”没有可送达的人员。"
MAIL_DEAD = "发往 %(address)s 的邮件“%(subject)s”未能送达，已停止重试。"
CASE_STUCK = "办件无法继续运行：%(reason)s"

INCIDENT_SENTENCES = (NOBODY_ELIGIBLE, NOBODY_TOLD, MAIL_DEAD, CASE_STUCK)
