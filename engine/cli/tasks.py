"""`gongxiang task`: the inbox and the verbs on a task."""

from typing import Any

import click

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
from engine.cli.showing import due_words, echo_moved, echo_task
from engine.commands.claim_task import claim_task
from engine.commands.comment_case import comment_task
from engine.commands.complete_task import complete_task
from engine.commands.release_task import release_task
from engine.commands.return_task import return_task
from engine.commands.save_draft import drop_draft, save_draft, task_slot
from engine.commands.transfer_task import transfer_task
from engine.errors import Conflict, Forbidden
from engine.queries import inbox
from engine.queries.inbox_rows import DUES, LISTS, SORTS
from engine.queries.tasks import get_task

task_argument = click.argument("task_id", metavar="TASK")


@click.group()
def task() -> None:
    """待办：列出、查看、办理、签收、退签、转办、退回、留言、暂存。TASK 是待办 id。"""


@task.command("list")
@as_user
@click.option(
    "--list", "which", type=click.Choice(LISTS), default="todo", help="待办、已办、我发起的"
)
@click.option("--due", type=click.Choice(DUES), help="已超期、今天到期、即将到期")
@click.option("--process", help="只要这一流程的")
@click.option("--q", metavar="TEXT", help="编号或标题中的文字")
@click.option("--sort", type=click.Choice(SORTS), default="urgency", help="按紧急程度或到达先后")
@click.option("--after", metavar="KEY", help="上一页给出的 next")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@as_json
@pass_session
def list_tasks(
    session: Session, /, username: str, which: str, as_json: bool, **wished: Any
) -> None:
    """列出待办、已办或我发起的。"""
    page = inbox.list_tasks(session.store, session.actor(username), which, **wished)
    if as_json:
        echo_json(keys.page(page, keys.INBOX_ITEM))
        return
    rows = [(each.task_id or each.case_id, each.number, each.step, each.state_label,
             due_words(each.due), each.title) for each in page.items]  # fmt: skip
    echo_table(rows, ("id", "编号", "环节", "状态", "时限", "标题"))
    echo_more(page.next_after)


@task.command("show")
@task_argument
@as_user
@as_json
@pass_session
def show(session: Session, task_id: str, username: str, as_json: bool) -> None:
    """查看一项待办：谁办、何时截止、为什么、可以做什么；--json 带有表单。"""
    view = get_task(session.store, session.actor(username), task_id)
    if not as_json:
        echo_task(view)
        return
    form = view.form.to_json(view.context) if view.form and view.context else None
    echo_json({**keys.keyed(view, keys.TASK), "form": form})


@task.command("complete")
@task_argument
@answer_options
@approval_options
@as_user
@as_json
@pass_session
def complete(session: Session, /, task_id: str, username: str, as_json: bool, **given: Any) -> None:
    """办理一项待办：提交它的表单。"""
    store, actor = session.store, session.actor(username)
    answers = read_answers(store, actor, given["source"], given["pairs"], given["files"])
    password = read_password(given["password_file"], given["ask_password"])
    done = complete_task(store, actor, task_id, answers, key=given["key"], password=password)
    drop_draft(store, actor, task_slot(task_id))
    echo_moved(done, as_json)


@task.command("save-draft")
@task_argument
@answer_options
@as_user
@pass_session
def keep_draft(session: Session, /, task_id: str, username: str, **given: Any) -> None:
    """暂存回答，不提交；代替之前暂存的。"""
    store, actor = session.store, session.actor(username)
    view = get_task(store, actor, task_id)
    if view.state != "open":
        raise Conflict("这项待办已经办结或撤销，无需再暂存。")
    if "save-draft" not in view.verbs or view.form is None:
        raise Forbidden()
    answers = read_answers(store, actor, given["source"], given["pairs"], given["files"])
    view.form.check_draft(answers)
    save_draft(store, actor, task_slot(task_id), answers)
    click.echo("已暂存。")


@task.command("claim")
@task_argument
@as_user
@key_option
@pass_session
def claim(session: Session, task_id: str, username: str, key: str | None) -> None:
    """签收本岗位的一项待办。"""
    claim_task(session.store, session.actor(username), task_id, key=key)
    click.echo("已签收。")


@task.command("release")
@task_argument
@as_user
@key_option
@pass_session
def release(session: Session, task_id: str, username: str, key: str | None) -> None:
    """退签，同岗位的其他人员可以办理。"""
    release_task(session.store, session.actor(username), task_id, key=key)
    click.echo("已退签。")


@task.command("transfer")
@task_argument
@as_user
@click.option("--to", "receiver", metavar="USER", required=True, help="转给谁（用户名）")
@click.option("--reason", required=True, help="转办的原因")
@key_option
@pass_session
def transfer(session: Session, /, task_id: str, username: str, **given: Any) -> None:
    """转办给同一岗位的其他人员；时限继续计算。"""
    to = session.actor(given["receiver"]).person_id
    actor = session.actor(username)
    transfer_task(session.store, actor, task_id, to, given["reason"], key=given["key"])
    click.echo("已转办。")


@task.command("return")
@task_argument
@as_user
@click.option(
    "--to", "target", metavar="STEP", required=True, help="退回到哪一环节（见 task show）"
)
@click.option("--reason", required=True, help="退回的原因和需要补正的内容")
@key_option
@as_json
@pass_session
def send_back(
    session: Session, /, task_id: str, username: str, as_json: bool, **given: Any
) -> None:
    """退回到之前的环节。"""
    actor = session.actor(username)
    done = return_task(
        session.store, actor, task_id, given["target"], given["reason"], key=given["key"]
    )
    echo_moved(done, as_json)


@task.command("comment")
@task_argument
@click.argument("text")
@as_user
@key_option
@pass_session
def comment(session: Session, task_id: str, text: str, username: str, key: str | None) -> None:
    """在待办所属的办件上留言。"""
    comment_task(session.store, session.actor(username), task_id, text, key=key)
    click.echo("已留言。")
