"""`gongxiang case`: starting and following a case."""

from typing import Any

import click
from sqlalchemy import or_, select

from engine.cli import keys
from engine.cli.answers import (
    answer_options,
    approval_options,
    key_option,
    read_answers,
    read_password,
)
from engine.cli.output import echo_json, echo_more, echo_table
from engine.cli.session import Session, as_json, as_user, pass_session
from engine.cli.showing import echo_case, echo_moved
from engine.commands.comment_case import comment_case
from engine.commands.start_case import start_case
from engine.commands.withdraw_case import withdraw_case
from engine.core.access import Actor
from engine.errors import BadRequest, NotFound
from engine.queries import case_lists
from engine.queries import cases as queries
from engine.store.database import Store
from engine.store.tables import Case

case_argument = click.argument("number", metavar="CASE")


@click.group()
def case() -> None:
    """办件：发起、查看、撤回、留言。CASE 是办件编号或 id。"""


@case.command("start")
@click.argument("process")
@click.option("--resource", metavar="CODE", help="资源代码")
@click.option("--grant", metavar="GRANT", help="使用授权编号：办件所涉及的，或者申请续期的")
@click.option("--successor", metavar="CODE", help="停用下线时，替代原资源的新资源的代码")
@click.option("--entry", help="发起方式；不给出时取岗位可用的第一种")
@click.option("--post", metavar="POST", help="以哪个岗位：岗位 id，或 单位代码:角色")
@answer_options
@approval_options
@as_user
@as_json
@pass_session
def start(session: Session, /, process: str, username: str, as_json: bool, **given: Any) -> None:
    """发起办件并提交第一张表单。"""
    store, actor = session.store, session.actor(username)
    answers = read_answers(store, actor, given["source"], given["pairs"], given["files"])
    started = start_case(
        store, actor, process, answers,
        post_id=_post(actor, given["post"]), entry=given["entry"], resource=given["resource"],
        grant=given["grant"], successor=given["successor"], key=given["key"],
        password=read_password(given["password_file"], given["ask_password"]),
    )  # fmt: skip
    echo_moved(started, as_json)


@case.command("list")
@as_user
@click.option(
    "--scope",
    type=click.Choice(case_lists.SCOPES),
    default="mine",
    help="我的、本单位的、全部可见的",
)
@click.option("--process", help="只要这一流程的")
@click.option("--q", metavar="TEXT", help="编号或标题中的文字")
@click.option("--open", "open_only", is_flag=True, help="只要未办结的")
@click.option("--after", metavar="KEY", help="上一页给出的 next")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@as_json
@pass_session
def list_cases(session: Session, /, username: str, as_json: bool, **wished: Any) -> None:
    """列出办件，最近的在前。"""
    page = case_lists.list_cases(session.store, session.actor(username), **wished)
    if as_json:
        echo_json(keys.page(page, keys.CASE_LINE))
        return
    rows = [(each.number, each.state_label, each.starter, each.started_at, each.title)
            for each in page.items]  # fmt: skip
    echo_table(rows, ("编号", "状态", "申请人", "发起时间", "标题"))
    echo_more(page.next_after)


@case.command("show")
@case_argument
@as_user
@as_json
@pass_session
def show(session: Session, number: str, username: str, as_json: bool) -> None:
    """查看办件：状态、时限、经过、回答。"""
    actor = session.actor(username)
    view = queries.get_case(session.store, actor, case_id_of(session.store, number))
    if as_json:
        history = keys.keyed(view.timeline, keys.HAPPENING)
        echo_json({**keys.keyed(view, keys.CASE), "history": history})
    else:
        echo_case(view)


@case.command("withdraw")
@case_argument
@as_user
@click.option("--reason", required=True, help="撤回的原因")
@key_option
@as_json
@pass_session
def withdraw(
    session: Session, number: str, username: str, reason: str, key: str | None, as_json: bool
) -> None:
    """在答复之前撤回自己的申请。"""
    store, actor = session.store, session.actor(username)
    echo_moved(withdraw_case(store, actor, case_id_of(store, number), reason, key=key), as_json)


@case.command("comment")
@case_argument
@click.argument("text")
@as_user
@key_option
@pass_session
def comment(session: Session, number: str, text: str, username: str, key: str | None) -> None:
    """给能看到的办件留言。"""
    store = session.store
    comment_case(store, session.actor(username), case_id_of(store, number), text, key=key)
    click.echo("已留言。")


def case_id_of(store: Store, number: str) -> str:
    """Return the id of the case with this number or id; raises NotFound. Says nothing of it."""
    with store.reading() as session:
        found = session.scalar(select(Case.id).where(or_(Case.number == number, Case.id == number)))
    if found is None:
        raise NotFound("没有这件办件，或者您无权查看。")
    return found


def _post(actor: Actor, wanted: str | None) -> str | None:
    if wanted is None or ":" not in wanted:
        return wanted
    unit, _, role = wanted.partition(":")
    found = [post.id for post in actor.posts if (post.unit_code, post.role) == (unit, role)]
    if not found:
        held = "、".join(f"{post.unit_code}:{post.role}" for post in actor.posts)
        raise BadRequest(f"您没有 {wanted} 这个岗位，现有的是：{held or '（无）'}。")
    return found[0]
