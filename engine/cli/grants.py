"""`gongxiang grant`: the register of grants, and vouchers of the platform."""

from pathlib import Path
from typing import Any

import click

from engine.cli import keys
from engine.cli.answers import key_option
from engine.cli.output import echo_json, echo_more, echo_table, shown
from engine.cli.session import Session, as_json, as_user, pass_session
from engine.commands.register_voucher import digest_of, register_voucher
from engine.core.grant_words import GRANT_ENDS, GRANT_KINDS, GRANT_STATES
from engine.errors import BadRequest
from engine.queries.grant_file import GrantFile, get_file
from engine.queries.grant_sheet import export_grants
from engine.queries.grants import SIDES, STATES, Grant, GrantFilter, list_grants
from engine.queries.vouchers import Voucher, list_vouchers

grant_argument = click.argument("number", metavar="GRANT")


@click.group()
def grant() -> None:
    """使用授权：列出、查看、登记凭证。GRANT 是授权编号。"""


@grant.command("list")
@as_user
@click.option(
    "--side", type=click.Choice(SIDES), default="all", help="全部可见的、本单位使用的、本单位提供的"
)
@click.option("--state", type=click.Choice(STATES), help="状态；held 为尚未结束的")
@click.option("--q", metavar="TEXT", help="授权编号、资源或单位中的文字")
@click.option("--resource", metavar="CODE", help="资源代码")
@click.option("--unit", metavar="CODE", help="使用部门的代码")
@click.option("--after", metavar="KEY", help="上一页给出的 next")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@click.option("--excel", metavar="FILE", help="不分页，把符合条件的授权写成 Excel 文件")
@as_json
@pass_session
def list_all(session: Session, /, username: str, as_json: bool, **given: Any) -> None:
    """列出使用授权，最近的在前。"""
    store, actor = session.store, session.actor(username)
    after, limit, excel = (given.pop(name) for name in ("after", "limit", "excel"))
    wanted = GrantFilter(**{name: text for name, text in given.items() if text is not None})
    if excel is not None:
        sheet = export_grants(store, actor, wanted)
        _write(excel, sheet.content)
        click.echo(
            f"已导出 {sheet.rows} 条。" + ("条件以外还有更多，请缩小范围。" if sheet.cut else "")
        )
        return
    page = list_grants(store, actor, wanted, after=after, limit=limit)
    if as_json:
        echo_json(keys.page(page, keys.GRANT))
        return
    heads = ("授权编号", "状态", "使用部门", "提供部门", "截止日", "资源")
    echo_table([_line(each) for each in page.items], heads)
    echo_more(page.next_after)


@grant.command("show")
@grant_argument
@as_user
@as_json
@pass_session
def show(session: Session, number: str, username: str, as_json: bool) -> None:
    """查看使用授权：授权内容、经过、相关办件、了结材料、最近的凭证。"""
    file = get_file(session.store, session.actor(username), number)
    if as_json:
        vouchers = keys.keyed(file.vouchers.items, keys.VOUCHER)
        found = {**keys.keyed(file, keys.GRANT_LIFE), **keys.keyed(file.grant, keys.GRANT)}
        echo_json({**found, "vouchers": vouchers})
    else:
        _tell(file)


@grant.command("voucher")
@grant_argument
@as_user
@click.option("--list", "listing", is_flag=True, help="列出已登记的凭证，不登记")
@click.option("--number", "voucher", metavar="TEXT", default="", help="凭证编号")
@click.option("--called-at", metavar="TIME", default="", help="调用时间，例如 2026-09-21T09:30")
@click.option("--digest", metavar="HEX", default="", help="凭证文件的 SHA-256")
@click.option("--file", "path", metavar="FILE", help="凭证文件：只计算 SHA-256，不保存文件")
@click.option("--note", metavar="TEXT", default="", help="备注")
@click.option("--after", metavar="KEY", help="与 --list 同用：上一页给出的 next")
@key_option
@as_json
@pass_session
def voucher(session: Session, /, number: str, username: str, as_json: bool, **given: Any) -> None:
    """登记共享平台的资源调用记录凭证；不保存凭证文件和数据。"""
    store, actor = session.store, session.actor(username)
    if given["listing"]:
        _list_vouchers(list_vouchers(store, actor, number, after=given["after"]), as_json)
        return
    digest = given["digest"] or (_digest(given["path"]) if given["path"] else "")
    register_voucher(
        store, actor, number, number=given["voucher"], called_at=given["called_at"],
        digest=digest, note=given["note"], key=given["key"],
    )  # fmt: skip
    click.echo(f"已登记，SHA-256：{digest}")


def _digest(path: str) -> str:
    try:
        with Path(path).open("rb") as stream:
            return digest_of(stream)
    except OSError as error:
        raise BadRequest(f"读不到文件 {path}：{error.strerror}。") from None


def _write(path: str, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise BadRequest(f"写不了文件 {path}：{error.strerror}。") from None


def _line(each: Grant) -> tuple[object, ...]:
    state = GRANT_STATES.get(each.state, each.state)
    return (each.number, state, each.unit, each.provider, each.period_end, each.resource)


def _list_vouchers(page: Any, as_json: bool) -> None:
    if as_json:
        echo_json(keys.page(page, keys.VOUCHER))
        return
    echo_table(
        [_voucher(each) for each in page.items], ("凭证编号", "调用时间", "登记人", "SHA-256")
    )
    echo_more(page.next_after)


def _voucher(each: Voucher) -> tuple[object, ...]:
    return (each.number, each.called_at, each.by, each.digest)


def _tell(file: GrantFile) -> None:
    one = file.grant
    click.echo(f"{one.number} {one.resource}（{one.resource_code}）")
    end = GRANT_ENDS.get(one.end_reason, "")
    click.echo(f"状态：{GRANT_STATES.get(one.state, one.state)}" + (f"（{end}）" if end else ""))
    period = f"{shown(one.period_start)} 至 {shown(one.period_end) or '长期'}"
    pairs = (
        ("使用部门", one.unit), ("提供部门", one.provider),
        ("授权方式", GRANT_KINDS.get(one.kind, one.kind)), ("信息项", "、".join(one.items)),
        ("使用时限", period), ("使用用途", one.purpose), ("使用条件", one.conditions),
        ("办件", one.case_number), ("续期自", one.renews), ("续期为", "、".join(file.renewed_by)),
    )  # fmt: skip
    echo_table([(name, text) for name, text in pairs if text], indent="  ")
    _section("经过", [(each.at, each.who, each.text) for each in file.life])
    _section("相关办件", [(each.number, each.state_label, each.title) for each in file.cases])
    for paper in file.papers:
        _section(paper.title, [(line.label, line.text) for line in paper.lines])
    _section("最近的凭证", [_voucher(each) for each in file.vouchers.items])


def _section(title: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        click.echo(f"\n{title}")
        echo_table(rows, indent="  ")
