"""How far a mail has come, in words."""

MAIL_STATES = {
    "waiting": "待发送",
    "sent": "已发送",
    "kept": "仅留存",
    "dead": "发送失败",
    "dropped": "已放弃",
    "none": "没有收件地址",
}
