"""`gongxiang calendar`: counting terms, with or without a database behind it."""

from datetime import date
from typing import Any

import click

from calendars import Deadline
from calendars import explain as explained
from engine.cli import calendar_files, calendar_notices
from engine.cli.calendar_import import import_notice
from engine.cli.calendar_source import known_calendar
from engine.cli.failing import Malformed
from engine.cli.keys import DEADLINE, keyed
from engine.cli.output import echo_json
from engine.cli.session import Session, as_json, pass_session
from engine.errors import FormError, NotCovered
from engine.queries.deadline import POLICIES, UNITS, explain, moment_of


@click.group()
def calendar() -> None:
    """工作日历：计算时限，查看、导出、比对日历，录入和复核放假安排通知。

    查看、导出、比对、计算没有数据库也能用；有数据库时，以其中复核采用的通知为准。
    """


@calendar.command()
@click.argument("received")
@click.argument("n", type=int)
@click.argument("unit", type=click.Choice(tuple(UNITS)), metavar="UNIT")
@click.option("--policy", type=click.Choice(POLICIES), default="statutory", show_default=True)
@click.option("--as-of", metavar="DATE", help="只用截至这一日已公布的放假通知")
@click.option("--strict", is_flag=True, help="须用到尚无通知的日子时不给暂定的日期，退出码为 3")
@as_json
@pass_session
def due(  # noqa: PLR0913  (as many as the question has parts)
    session: Session,
    received: str,
    n: int,
    unit: str,
    policy: str,
    as_of: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """计算从 RECEIVED 起 N 个 UNIT 的时限何时届满，并说明理由。

    RECEIVED 是收到的日期（2026-09-21），或带时区的时刻（2026-09-21T17:40:00+08:00）；
    N 为 1 至 3650。没有数据库也能用；有数据库时，其中确认过的通知也计入。

    \b
    UNIT：
      working_day         工作日
      natural_day         自然日，最后一日是休息日的顺延
      full_natural_day    不少于 N 个自然日，遇休息日不缩短也不顺延
      natural_month       月，最后一日是休息日的顺延
      day_of_month        每月 N 日前：收到之后的第一个 N 日，含当日，是休息日的顺延
      working_day_before  RECEIVED 之前的第 N 个工作日

    没有通知能回答时退出码为 3：2007 年以前、2099 年以后，或者 --strict 而通知尚未公布。
    """
    known = _day("as_of", as_of) if as_of else None
    try:
        found = explain(
            known_calendar(session), moment_of(received), n, unit, policy, known, strict=strict
        )
    except NotCovered:
        raise
    except FormError as wrong:
        raise Malformed(wrong.errors) from wrong
    if as_json:
        echo_json(_plain(found))
    else:
        _tell(found)


def _plain(found: Deadline) -> dict[str, Any]:
    """The keys of the REST interface; the instants on the clock of Asia/Shanghai."""
    stored = found.to_json()
    instants = {key: stored[key] for key in ("received", "due_at")}
    return {**keyed(found, DEADLINE), **instants, "why": explained(found)}


def _tell(found: Deadline) -> None:
    click.echo(f"{found.last_day.isoformat()} 24:00 届满{'（暂定）' if found.provisional else ''}")
    for sentence in explained(found):
        click.echo(f"  {sentence}")


def _day(field: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed({field: ["请按 2026-09-21 的样子填写日期。"]}) from None


for _command in (import_notice, *calendar_notices.COMMANDS, *calendar_files.COMMANDS):
    calendar.add_command(_command)
