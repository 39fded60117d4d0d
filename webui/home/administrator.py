"""Which numbers an administrator's first page shows, and where each of them leads."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Tile:
    """A number of `overview`; `tone` colours it when it is not zero."""

    name: str
    label: LazyString
    endpoint: str
    query: tuple[tuple[str, str], ...] = ()
    tone: str = ""


TILES = (
    Tile("open_cases", _("办理中的办件"), "admin.cases", (("state", "open"),)),
    Tile("overdue_tasks", _("已超期的环节"), "admin.cases", (("state", "overdue"),), "danger"),
    Tile("failing_timers", _("处理失败的时限"), "admin.timers", (("list", "failing"),), "danger"),
    Tile("waiting_mails", _("待发送的邮件"), "admin.mails", (("state", "waiting"),)),
    Tile("dead_mails", _("发送失败的邮件"), "admin.mails", (("state", "dead"),), "danger"),
    Tile("incidents", _("待处理的异常"), "admin.incidents", (), "danger"),
    Tile("people", _("启用的账号"), "admin.accounts"),
    Tile("locked", _("锁定的账号"), "admin.accounts", (), "warning"),
    Tile("failures", _("24 小时内登录失败"), "admin.sign_ins", (), "warning"),
    Tile("sessions", _("当前登录"), "admin.accounts"),
    Tile("events", _("24 小时内的审计记录"), "admin.audit"),
    Tile("seals", _("封存记录"), "admin.audit_verify"),
)
