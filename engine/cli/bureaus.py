"""`gongxiang bureau`: a customer's own units, people and catalogue, from data files."""

from pathlib import Path

import click

from engine.cli.session import Session, pass_session
from engine.cli.surroundings import files_below
from engine.clock import SHANGHAI, SystemClock
from engine.commands.load_bureau import load_bureau
from engine.core.bureau import parse_bureau
from engine.errors import Conflict

folder_argument = click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False)
)


@click.group()
def bureau() -> None:
    """本单位的数据文件：单位、人员、资源目录、授权代理。格式见演示单位的说明。"""


@bureau.command()
@folder_argument
def check(folder: Path) -> None:
    """检查数据文件，列出全部问题；不写数据库。"""
    found = parse_bureau(files_below(folder), SystemClock().now().astimezone(SHANGHAI).date())
    counts = (len(found.units), len(found.people), len(found.resources), len(found.agents))
    click.echo(f"{_counted(*counts)}，没有发现问题。")


@bureau.command()
@folder_argument
@pass_session
def load(session: Session, folder: Path) -> None:
    """载入空的数据库，全部成功或全不载入；人员还没有密码，用 user reset-password 逐个给出。"""
    done = load_bureau(session.store, files_below(folder), password=None)
    if not done.loaded:
        raise Conflict("数据库中已有单位数据，没有载入。")
    click.echo(f"已载入 {_counted(done.units, done.people, done.resources, done.agents)}。")


def _counted(units: int, people: int, resources: int, agents: int) -> str:
    return f"{units} 个单位、{people} 名人员、{resources} 项资源、{agents} 项授权"
