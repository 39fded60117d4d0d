"""`gongxiang calendar import-notice`: what the official text of a notice says, and its entry."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from datetime import date, datetime
from typing import Any, BinaryIO

import click
from sqlalchemy.exc import DBAPIError

from calendars import (
    ChinaCalendar,
    NoticeTextError,
    ReadChange,
    ReadNotice,
    read_notice_text,
    shipped,
)
from engine.cli.calendar_notices import change_rows, days_words, echo_entered
from engine.cli.calendar_source import known_calendar
from engine.cli.failing import Malformed
from engine.cli.output import echo_json, echo_table
from engine.cli.session import Session, as_json, pass_session
from engine.commands.propose_notice import propose_notice
from engine.core.notice_entry import Change, NoticeEntry
from engine.core.notice_words import said
from engine.errors import BadRequest, GongxiangError
from engine.queries.calendar.reading import reading

#: The text was not understood, or contradicts itself or the law.
NOT_UNDERSTOOD = 4
MAX_BYTES = 100_000
ISO_DATE = click.DateTime(["%Y-%m-%d"])
LISTS = {"off_add": "增加的放假日", "off_remove": "取消的放假日",
         "work_add": "增加的上班日", "work_remove": "取消的上班日"}  # fmt: skip
OPTIONS = (
    click.option("--enter", is_flag=True, help="录入，由另一人复核后生效；须有 --as 和 --url"),
    click.option("--as", "username", metavar="USER", help="以谁的身份录入（用户名）"),
    click.option("--url", default="", help="核对所依据的网页地址"),
    click.option("--number", default="", help="文号；通知的文字中没有时"),
    click.option("--signed", type=ISO_DATE, metavar="DATE", help="成文日期；通知的文字中没有时"),
    click.option("--published", type=ISO_DATE, metavar="DATE", help="公布日期；默认为成文日期"),
    click.option("--title", default="", help="标题；通知的文字中没有时"),
    click.option("--reason", default="", help="录入说明"),
    click.option("--amends", type=int, metavar="YEAR", help="调整通知：调整哪一年的安排"),
    click.option("--holiday", default="", help="调整通知：哪个节日"),
    *(click.option(f"--{name.replace('_', '-')}", name, type=ISO_DATE, multiple=True,
                   metavar="DATE", help=f"调整通知：{words}（可多次）")
      for name, words in LISTS.items()),
)  # fmt: skip


def entry_options(command: Any) -> Any:
    """Add the options that an entry needs beyond the text."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command("import-notice")
@click.argument("file", type=click.File("rb"))
@entry_options
@as_json
@pass_session
def import_notice(
    session: Session, /, file: BinaryIO, enter: bool, as_json: bool, **given: Any
) -> None:
    """读出国务院办公厅放假通知全文 FILE（- 为标准输入）的安排；不需要数据库，也不存入。

    读不懂、与自身或与法律不符时退出码为 4，并指出停在哪一行、哪一句。

    调整已有安排的通知只提出建议；录入时须用 --amends、--holiday 和四组日期写明调整的内容。
    """
    text = _text(file)
    if enter:
        _enter(session, text, as_json, given)
        return
    stray = [name for name, value in given.items() if value]
    if stray:
        raise Malformed({name: ["只有录入时才用，请与 --enter 同用。"] for name in stray})
    found = _understood(session, text, as_json)
    if as_json:
        echo_json(reading(found))
    else:
        _tell(found)


def _text(file: BinaryIO) -> str:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadRequest("文件超过 100 kB，不会是一份放假通知，请只给出通知的全文。")
    marked = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadRequest("文件不是文字：请把通知另存为 UTF-8 编码的纯文本。")


def _understood(session: Session, text: str, as_json: bool) -> ReadNotice | ReadChange:
    try:
        return _read(session, text)
    except NoticeTextError as wrong:
        click.echo(said(wrong), err=True)
        if as_json:
            where = {"line": wrong.line, "sentence": wrong.sentence, "reason": wrong.reason}
            echo_json({"error": where})
        raise click.exceptions.Exit(NOT_UNDERSTOOD) from wrong


def _read(session: Session, text: str) -> ReadNotice | ReadChange:
    """Read a yearly notice, which speaks for itself, without looking for a database; hold a change
    against the calendar of the installation too, which may know a year that no release does."""
    try:
        found = read_notice_text(text, shipped())
    except NoticeTextError:
        known = _own_calendar(session)
        if known is None:
            raise
        return read_notice_text(text, known)
    known = _own_calendar(session) if isinstance(found, ReadChange) else None
    return found if known is None else read_notice_text(text, known)


def _own_calendar(session: Session) -> ChinaCalendar | None:
    """The calendar of the installation, when there is one and it knows more than the release."""
    try:
        known = known_calendar(session)
    except (GongxiangError, DBAPIError):
        click.echo("数据库不能使用，只按随版本提供的通知核对。", err=True)
        return None
    return None if known.revision == shipped().revision else known


def _enter(session: Session, text: str, as_json: bool, given: dict[str, Any]) -> None:
    missing = {name: [f"录入时请用 {option} 给出{words}。"] for name, option, words in (
        ("username", "--as", "录入人的用户名"), ("url", "--url", "核对所依据的网页地址"),
    ) if not given[name]}  # fmt: skip
    if missing:
        raise Malformed(missing)
    change = _change(given)
    if change is None:
        _understood(session, text, as_json)
    signed, published = (_day(given[name]) for name in ("signed", "published"))
    entry = NoticeEntry(
        text=text, number=given["number"], signed=signed, published=published,
        title=given["title"], url=given["url"], reason=given["reason"], change=change,
    )  # fmt: skip
    actor = session.actor(given["username"])
    echo_entered(propose_notice(session.store, actor, entry), as_json)


def _change(given: dict[str, Any]) -> Change | None:
    lists = {name: tuple(map(datetime.date, given[name])) for name in LISTS}
    if given["amends"] is None:
        stray = [name for name in ("holiday", *LISTS) if given[name]]
        if stray:
            raise Malformed({"amends": ["请用 --amends 写明调整的是哪一年的安排。"]})
        return None
    return Change(amends=given["amends"], holiday=given["holiday"], **lists)


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()


def _tell(found: ReadNotice | ReadChange) -> None:
    year = found.year if isinstance(found, ReadNotice) else found.amends
    head = (f"{year} 年", found.number, found.title, f"{found.signed} 成文" if found.signed else "")
    click.echo(" ".join(filter(None, head)))
    if isinstance(found, ReadNotice):
        rows = [(each.name, each.days_declared, days_words(each.off), days_words(each.work))
                for each in found.breaks]  # fmt: skip
        echo_table(rows, ("节日", "天数", "放假", "上班"), indent="  ")
    else:
        click.echo(f"调整{found.holiday}的安排。以下只是建议，请核对后录入：")
        echo_table(change_rows(found), indent="  ")
    for each in found.passed_over:
        click.echo(f"没有安排、未采用：第 {each.line} 行：{each.sentence}")
