"""`gongxiang resource`: the catalogue."""

from typing import Any

import click

from engine.cli import keys
from engine.cli.output import echo_json, echo_more, echo_table
from engine.cli.session import Session, as_json, as_user, pass_session
from engine.core.bureau.words import PROVIDE_MODES, SHARE_TYPES
from engine.queries import catalogue


@click.group()
def resource() -> None:
    """资源目录。"""


@resource.command("list")
@as_user
@click.option("--q", metavar="TEXT", help="名称、代码、摘要或信息项中的文字")
@click.option("--unit", metavar="CODE", help="提供部门的代码")
@click.option("--share-type", type=click.Choice(tuple(SHARE_TYPES)), help="共享类型")
@click.option("--theme", help="主题")
@click.option("--after", metavar="KEY", help="上一页给出的 next")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@as_json
@pass_session
def list_resources(session: Session, /, username: str, as_json: bool, **wished: Any) -> None:
    """列出目录中的资源，按代码。"""
    page = catalogue.search(session.store, session.actor(username), **wished)
    if as_json:
        echo_json(keys.page(page, keys.RESOURCE_LINE))
        return
    rows = [
        (each.code, each.name, each.provider, SHARE_TYPES[each.share_type],
         PROVIDE_MODES.get(each.provide_mode, each.provide_mode))
        for each in page.items
    ]  # fmt: skip
    echo_table(rows, ("代码", "名称", "提供部门", "共享类型", "提供方式"))
    echo_more(page.next_after)
