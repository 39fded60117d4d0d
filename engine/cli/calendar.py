"""`gongxiang calendar`: counting terms, with no database behind it."""

from datetime import date, datetime

import click

from calendars import explain as explained
from calendars.deadlines import POLICIES
from engine.cli.failing import Malformed
from engine.cli.keys import DEADLINE, keyed
from engine.cli.output import echo_json
from engine.cli.session import as_json
from engine.errors import FormError
from engine.queries.deadline import explain
from engine.store.database import Store

UNITS = ("working_day", "natural_day", "natural_month", "working_day_before")


@click.group()
def calendar() -> None:
    """工作日历：计算时限。"""


@calendar.command()
@click.argument("received")
@click.option("--n", type=int, required=True, help="多少个工作日（或自然日、自然月）")
@click.option("--unit", type=click.Choice(UNITS), default="working_day", show_default=True)
@click.option("--policy", type=click.Choice(POLICIES), default="statutory", show_default=True)
@click.option("--as-of", metavar="DATE", help="只用截至这一日已公布的放假通知")
@as_json
def due(received: str, n: int, unit: str, policy: str, as_of: str | None, as_json: bool) -> None:
    """计算从 RECEIVED（日期，或带时区的时刻）起的时限何时届满，并说明理由。"""
    known = _day("as_of", as_of) if as_of else None
    try:
        found = explain(Store("sqlite://"), _moment(received), n, unit, policy, known)
    except FormError as wrong:
        raise Malformed(wrong.errors) from wrong
    if as_json:
        echo_json({**keyed(found, DEADLINE), "why": explained(found)})
        return
    click.echo(f"{found.last_day.isoformat()} 24:00 届满{'（暂定）' if found.provisional else ''}")
    for sentence in explained(found):
        click.echo(f"  {sentence}")


def _day(field: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed({field: ["请按 2026-09-21 的样子填写日期。"]}) from None


def _moment(text: str) -> datetime | date:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed({"received": ["应为日期（2026-09-21），或带时区的时刻。"]}) from None
    if len(text) == len("2026-09-21"):
        return moment.date()
    if moment.tzinfo is None:
        raise Malformed({"received": ["时刻须带时区，例如 2026-09-21T09:00:00+08:00。"]})
    return moment
