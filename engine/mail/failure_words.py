"""Why a mail was not sent. It is stored in Chinese and known again by these when it is shown."""

BAD_ADDRESS = "收件地址不正确：%(address)s"
RECIPIENT_REFUSED = "收件人被拒绝：%(code)s %(answer)s"
MAIL_REFUSED = "邮件被拒绝：%(code)s %(answer)s"
SERVICE_REFUSED = "邮件服务器拒绝服务：%(code)s %(answer)s"
NO_CONNECTION = "无法连接邮件服务器：%(fault)s"
NOT_MADE = "邮件无法生成：%(fault)s"
INTERRUPTED = "发送时系统多次中断。"

FAILURE_SENTENCES = (
    BAD_ADDRESS,
    RECIPIENT_REFUSED,
    MAIL_REFUSED,
    SERVICE_REFUSED,
    NO_CONNECTION,
    NOT_MADE,
    INTERRUPTED,
)
