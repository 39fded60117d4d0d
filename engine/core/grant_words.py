"""How far a grant has come, and why it ended, in words."""

#: In the order of a grant's life.
GRANT_STATES = {
    "SUPPLYING": "供给中",
    "ACTIVE": "使用中",
    "EXPIRING": "即将到期",
    "SUSPENDED": "已暂停",
    "EXPIRED": "已到期",
    "REVOKED": "已收回",
    "DESTROY_PENDING": "待销毁",
    "DESTROYED": "已销毁",
    "RETAINED": "依法留存",
}
#: Of these the right to use has not ended, though it may rest.
HELD_STATES = ("SUPPLYING", "ACTIVE", "EXPIRING", "SUSPENDED")
#: What became of the data is settled, and certified (Art. 22).
SETTLED_STATES = ("DESTROYED", "RETAINED")
GRANT_ENDS = {
    "expired": "期满",
    "revoked": "收回使用权",
    "offline": "资源下线",
    "purpose_done": "使用完毕",
}
GRANT_KINDS = {
    "request": "经申请审核",
    "dedicated": "专用名单，免申请",
}
