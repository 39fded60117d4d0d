"""`gongxiang calendar notices|notice|confirm|reject|withdraw`: the notices behind the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta

import click

from calendars import DayState
from calendars.wording import weekday_words
from engine.cli.calendar_keys import ENTRY, NOTICE, REVISED
from engine.cli.calendar_source import readable_store
from engine.cli.keys import keyed
from engine.cli.output import echo_json, echo_table, shown
from engine.cli.session import Session, as_json, as_user, pass_session
from engine.commands.decide_notice import confirm_notice, reject_notice
from engine.commands.propose_notice import propose_withdrawal
from engine.core.access import Actor
from engine.queries.calendar.entry import Entry, get_entry
from engine.queries.calendar.impact import Impact
from engine.queries.calendar.notices import NoticeFile, NoticeItem, list_notices

KINDS = {"year": "年度通知", "change": "调整通知", "withdrawal": "撤销"}
ONE_DAY = timedelta(days=1)
#: Who asks without a name: sees what everybody may see.
NOBODY = Actor("", "", "", (), via="cli")
notice_argument = click.argument("notice_id", metavar="ID")


@click.command("notices")
@click.option("--as", "username", metavar="USER", help="维护日历的人还能看到待复核和不予采用的")
@as_json
@pass_session
def list_all(session: Session, username: str | None, as_json: bool) -> None:
    """列出日历所依据的通知：待复核的在前，其余按年份，最近的在前。"""
    with readable_store(session) as store:
        actor = NOBODY if username is None else session.actor(username)
        found = list_notices(store, actor)
    if as_json:
        echo_json({"items": keyed(found, NOTICE)})
        return
    heads = ("年份", "文号", "类别", "状态", "成文", "公布", "录入", "复核", "文本", "id")
    echo_table([_line(each) for each in found], heads)


def _line(each: NoticeItem) -> tuple[object, ...]:
    digest = each.text_sha256[:12] or "无文本"
    return (each.year, each.number, KINDS[each.kind], each.state_words, each.signed,
            each.published, each.entered_by, each.checked_by, digest, each.id)  # fmt: skip


@click.command("notice")
@notice_argument
@as_user
@as_json
@pass_session
def show_notice(session: Session, notice_id: str, username: str, as_json: bool) -> None:
    """查看录入的一项通知：内容、文本，以及复核采用后会变动的日子和在办期限。"""
    found = get_entry(session.store, session.actor(username), notice_id)
    if as_json:
        echo_json(keyed(found, ENTRY))
    else:
        _tell(found)


@click.command()
@notice_argument
@as_user
@click.option("--revision", type=click.IntRange(min=0), required=True,
              help="查看影响时给出的日历版次；此后日历有变动的，不予复核")  # fmt: skip
@click.option("--note", default="", help="复核意见")
@as_json
@pass_session
def confirm(
    session: Session, notice_id: str, username: str, revision: int, note: str, as_json: bool
) -> None:
    """复核采用他人录入的通知或撤销；在办的期限随后按新的日历重新计算。"""
    done = confirm_notice(session.store, session.actor(username), notice_id, revision, note)
    if as_json:
        echo_json(keyed(done, REVISED))
    else:
        click.echo(f"已复核采用，工作日历为第 {done.number} 版。")


@click.command()
@notice_argument
@as_user
@click.option("--reason", required=True, help="不予采用的理由")
@pass_session
def reject(session: Session, notice_id: str, username: str, reason: str) -> None:
    """不予采用录入的通知或撤销；录入人也可以这样撤回。"""
    reject_notice(session.store, session.actor(username), notice_id, reason)
    click.echo("已不予采用。")


@click.command()
@notice_argument
@as_user
@click.option("--reason", required=True, help="撤销的理由")
@as_json
@pass_session
def withdraw(session: Session, notice_id: str, username: str, reason: str, as_json: bool) -> None:
    """申请撤销已复核采用的通知，由另一人复核后生效。"""
    made = propose_withdrawal(session.store, session.actor(username), notice_id, reason)
    echo_entered(made, as_json)


def echo_entered(notice_id: str, as_json: bool) -> None:
    """Tell that an entry waits for the second person."""
    if as_json:
        echo_json({"id": notice_id})
    else:
        click.echo(f"已录入，等待另一人复核：{notice_id}")


def _tell(entry: Entry) -> None:
    item = entry.file.item
    click.echo(f"{item.number} {item.title}")
    click.echo(f"{KINDS[item.kind]}（{item.year} 年）：{item.state_words}")
    pairs = (
        ("成文", item.signed), ("公布", item.published), ("网址", item.url),
        ("录入", f"{item.entered_by} {shown(item.entered_at)}"), ("说明", item.reason),
        ("复核", f"{item.checked_by} {shown(item.checked_at)}".strip()), ("意见", item.decision),
        ("文本摘要", item.text_sha256 or "无文本"), ("撤销的是", entry.file.withdraws),
    )  # fmt: skip
    echo_table([(name, text) for name, text in pairs if text], indent="  ")
    _tell_days(entry.file)
    for finding in entry.file.findings:
        click.echo(f"提醒：{finding}")
    if entry.obstacle:
        click.echo(f"不能复核采用：{entry.obstacle}")
    if entry.impact is not None:
        _tell_impact(entry.impact)


def _tell_days(file: NoticeFile) -> None:
    rows = [(each.name, each.days_declared, days_words(each.off), days_words(each.work))
            for each in file.breaks]  # fmt: skip
    _section("安排", rows, ("节日", "天数", "放假", "上班"))
    if file.change is not None:
        _section("调整", change_rows(file.change))


def change_rows(change: object) -> list[tuple[str, str]]:
    """Return what a change notice, or the proposal of one, changes: name and days."""
    names = {"off_add": "增加放假", "off_remove": "取消放假", "work_add": "增加上班",
             "work_remove": "取消上班"}  # fmt: skip
    found = ((words, days_words(getattr(change, name))) for name, words in names.items())
    return [(words, days) for words, days in found if days]


def days_words(days: Sequence[date]) -> str:
    """Return days with their weekdays; from and to where they follow one another."""
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and day - spans[-1][-1] == ONE_DAY:
            spans[-1][1:] = [day]
        else:
            spans.append([day])
    return "、".join("至".join(map(_day_words, span)) for span in spans)


def _day_words(day: date) -> str:
    return f"{day}（{weekday_words(day)}）"


def _tell_impact(impact: Impact) -> None:
    rows = [(each.date, _state(each.before), "→", _state(each.after)) for each in impact.days]
    _section("变动的日子", rows)
    moved = [(each.number, each.title, each.unit, each.term, each.was, "→", each.due,
              "暂定" if each.provisional else "") for each in impact.moved]  # fmt: skip
    _section("变动的在办期限", moved)
    click.echo(
        f"\n在办期限 {impact.open_terms} 项，其中 {impact.moving} 项的最后一日变动，"
        f"{impact.settled} 项只是不再暂定。"
    )
    click.echo(f"复核时请给出 --revision {impact.revision}。")


def _state(day: DayState) -> str:
    return ("班" if day.working else "休") + (f"（{day.label}）" if day.label else "")


def _section(title: str, rows: Sequence[Sequence[object]], heads: Sequence[str] = ()) -> None:
    if rows:
        click.echo(f"\n{title}")
        echo_table(rows, heads, indent="  ")


COMMANDS = (list_all, show_notice, confirm, reject, withdraw)
