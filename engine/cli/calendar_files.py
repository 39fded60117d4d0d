"""`gongxiang calendar show|status|export|compare`: the calendar to look at and to hand on."""

from pathlib import Path
from typing import BinaryIO

import click

from calendars import Comparison
from engine.cli.calendar_keys import COMPARISON, FRESHNESS, YEAR
from engine.cli.calendar_months import echo_year
from engine.cli.calendar_source import known_calendar, readable_store
from engine.cli.keys import keyed
from engine.cli.output import echo_json, echo_table
from engine.cli.session import Session, as_json, pass_session
from engine.clock import SystemClock
from engine.errors import BadRequest, FormError, NotFound
from engine.queries.calendar.exchange import FORMATS
from engine.queries.calendar.exchange import compare as compared
from engine.queries.calendar.exchange import export as exported
from engine.queries.calendar.freshness import Freshness, freshness
from engine.queries.calendar.year import get_year

#: One byte more than any calendar that is read: the reader says what is too large.
MOST = 5_000_001


@click.command()
@click.argument("year", type=int)
@as_json
@pass_session
def show(session: Session, year: int, as_json: bool) -> None:
    """显示 YEAR 年的日历：十二个月，休、班和暂定，以及依据的通知。"""
    with readable_store(session) as store:
        view = get_year(store, year)
    if as_json:
        echo_json(keyed(view, YEAR))
    else:
        echo_year(view)


@click.command()
@as_json
@pass_session
def status(session: Session, as_json: bool) -> None:
    """日历录入到哪一年，下一年度的通知是否该录入了；该录入而没有录入时退出码仍为 0。"""
    with readable_store(session) as store:
        found = freshness(store)
    if as_json:
        echo_json(keyed(found, FRESHNESS))
    else:
        _tell_status(found)


def _tell_status(found: Freshness) -> None:
    click.echo(f"放假安排通知录入至 {found.last_year} 年。")
    if found.words is not None:
        click.echo(found.words)
    if found.waiting:
        click.echo(f"{found.waiting} 项通知等待复核。")
    if found.revision:
        click.echo(f"工作日历为第 {found.revision} 版。")
    if found.recounting:
        click.echo("在办的期限正在按现行日历重新计算。")


@click.command()
@click.option("--format", "kind", type=click.Choice(tuple(FORMATS)), default="ics",
              show_default=True, help="文件格式")  # fmt: skip
@click.option("--year", "years", type=int, multiple=True, help="只要这一年（可多次）；默认全部")
@click.option("--output", "-o", metavar="FILE", help="写入文件；默认写到标准输出")
@pass_session
def export(session: Session, kind: str, years: tuple[int, ...], output: str | None) -> None:
    """导出通知安排的放假日和周末上班日；没有通知的年份不导出，退出码为 3。"""
    file = exported(known_calendar(session), kind, years, SystemClock().now())
    if output is None:
        click.echo(file.content, nl=False)
        return
    try:
        Path(output).write_bytes(file.content)
    except OSError as wrong:
        raise BadRequest(f"写不了文件 {output}：{wrong.strerror}。") from wrong
    click.echo(f"已写入 {output}。", err=True)


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--year", type=int, help="只比对这一年；默认文件中说到的各年")
@as_json
@pass_session
def compare(session: Session, file: BinaryIO, year: int | None, as_json: bool) -> None:
    """逐日比对他人的日历 FILE（.ics、.csv、.json，- 为标准输入）与本日历。

    没有差异退出码为 0，有差异为 1，文件不能用为 2，没有可以比对的日子为 3。
    """
    try:
        found = compared(known_calendar(session), file.read(MOST), _name(file), year)
    except FormError as wrong:
        raise BadRequest(wrong.errors["file"][0]) from wrong
    if as_json:
        echo_json(keyed(found, COMPARISON))
    else:
        _tell_comparison(found)
    if not found.compared:
        raise NotFound("没有可以比对的日子。")
    if found.differences:
        raise click.exceptions.Exit(1)


def _name(file: BinaryIO) -> str:
    name = getattr(file, "name", "")
    return Path(name).name if isinstance(name, str) and name != "<stdin>" else ""


def _tell_comparison(found: Comparison) -> None:
    rows = [
        (each.date, each.ours.label, each.ours.notice, _words(each.ours.working),
         _words(each.theirs_working), each.theirs_name)
        for each in found.differences
    ]  # fmt: skip
    echo_table(rows, ("日期", "本日历说明", "依据", "本日历", "来源", "来源说明") if rows else ())
    if found.compared:
        span = f"{found.first} 至 {found.last}"
        words = f"{len(rows)} 处差异" if rows else "没有差异"
        click.echo(f"{span} 比对了 {found.compared} 天，{words}。")
    for sentence in found.unread:
        click.echo(f"  {sentence}", err=True)


def _words(working: bool) -> str:
    return "班" if working else "休"


COMMANDS = (show, status, export, compare)
