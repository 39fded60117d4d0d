"""The side menu: what is offered to whom. It only shows the way; each page checks for itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, g, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from engine.queries import inbox, processes
from engine.queries.admin.incidents import open_incidents
from engine.queries.consents import consents_for
from engine.queries.sessions import Actor
from webui.context import actor_or_none, current_actor, current_store

SYSTEM, SECURITY, AUDIT = "system_admin", "security_admin", "auditor"
ALL = ("*",)
#: Who fills in requests, who records those that came in (Art. 14), and who starts a retirement or
#: takes a right of use back (Art. 18, 22).
STARTERS = ("handler", "info_center", "provider_reviewer", "managing")
#: Who enters and confirms the notices of the calendar.
KEEPERS = (SYSTEM, "managing", "info_center")
#: Who changes the pack or agrees to its settings.
DESIGNERS = (SYSTEM, "managing")
PACK_READERS = (SYSTEM, SECURITY, AUDIT, "managing", "coordinator", "info_center")


@dataclass(frozen=True)
class Entry:
    """A line of the menu, for `roles` (empty: everyone who decides cases, `ALL`: everyone).

    `count` names a number shown beside it, `tone` its colour.
    """

    label: LazyString
    endpoint: str
    roles: tuple[str, ...] = ()
    count: str = ""
    tone: str = ""

    def is_for(self, actor: Actor) -> bool:
        """Tell whether `actor` is shown this line."""
        if self.endpoint not in current_app.view_functions:
            return False
        if self.roles == ALL:
            return True
        return actor.has_role(*self.roles) if self.roles else not actor.is_admin


@dataclass(frozen=True)
class Section:
    """A captioned group of entries."""

    caption: LazyString
    entries: tuple[Entry, ...]


MENU = (
    Section(
        _("办公"),
        (
            Entry(_("首页"), "home.index", ALL),
            Entry(_("待办"), "work.todo", count="todo", tone="count-danger"),
            Entry(_("已办"), "work.done"),
            Entry(_("我发起的"), "work.started"),
            Entry(_("消息"), "messages.index", ALL, count="unread", tone="count-warning"),
        ),
    ),
    Section(
        _("共享"),
        (
            Entry(_("资源目录"), "catalogue.index"),
            Entry(_("发起申请"), "catalogue.start_index", STARTERS),
            Entry(_("使用授权"), "grants.index"),
            Entry(_("办件查询"), "cases.index"),
            Entry(_("时限计算"), "calculator.index", ALL),
            Entry(_("工作日历"), "calendar.index", ALL),
        ),
    ),
    Section(
        _("管理"),
        (
            Entry(_("维护工作日历"), "admin.calendar", KEEPERS),
            Entry(_("办件"), "admin.cases", (SYSTEM,)),
            Entry(_("时限"), "admin.timers", (SYSTEM,)),
            Entry(_("邮件"), "admin.mails", (SYSTEM,)),
            Entry(_("异常"), "admin.incidents", (SYSTEM,), count="incidents", tone="count-danger"),
            Entry(_("流程包"), "admin.pack", PACK_READERS),
            Entry(
                _("流程设计"), "modeler.overview", DESIGNERS, count="consents", tone="count-danger"
            ),
            Entry(_("运行监控"), "modeler.monitor", DESIGNERS),
            Entry(_("用户与登录"), "admin.accounts", (SECURITY,)),
            Entry(_("审计日志"), "admin.audit", (AUDIT,)),
        ),
    ),
)


@dataclass(frozen=True)
class ShownEntry:
    """A line as the page shows it."""

    label: str
    endpoint: str
    count: int
    tone: str
    current: bool


def init_menu(app: Flask) -> None:
    """Give templates `menu()`, `my_counts()` and `process_title(key)`, worked out on asking."""
    app.jinja_env.globals.update(menu=menu, my_counts=my_counts, process_title=process_title)


def my_counts() -> inbox.Counts:
    """Return the numbers of who is signed in, asked for once per request."""
    if "counts" not in g:
        g.counts = inbox.counts(current_store(), current_actor())
    found: inbox.Counts = g.counts
    return found


def menu() -> list[tuple[str, list[ShownEntry]]]:
    """Return the captions and lines for who is signed in; nothing when nobody is."""
    actor = actor_or_none()
    if actor is None:
        return []
    sections = ((str(each.caption), _shown(each.entries, actor)) for each in MENU)
    return [(caption, entries) for caption, entries in sections if entries]


def process_title(key: str) -> str:
    """Return the title that the newest pack gives a process; its key when it has none."""
    if "process_titles" not in g:
        g.process_titles = processes.titles(current_store())
    titles: dict[str, str] = g.process_titles
    return titles.get(key, key)


def _shown(entries: Sequence[Entry], actor: Actor) -> list[ShownEntry]:
    return [_line(each) for each in entries if each.is_for(actor)]


def _line(entry: Entry) -> ShownEntry:
    return ShownEntry(
        label=str(entry.label),
        endpoint=entry.endpoint,
        count=_count(entry.count),
        tone=entry.tone,
        current=_is_current(entry.endpoint),
    )


def _count(name: str) -> int:
    if name == "incidents":
        return open_incidents(current_store())
    if name == "consents":
        return consents_for(current_store(), current_actor())
    return getattr(my_counts(), name) if name else 0


def _is_current(endpoint: str) -> bool:
    # A page below a list (a task, a resource) says itself to which line it belongs.
    return endpoint in (request.endpoint, g.get("menu_entry"))
