"""`gongxiang db`: the shape of the database."""

import tempfile
from pathlib import Path

import click

from engine.cli.session import Session, pass_session
from engine.store.database import open_engine
from engine.store.migrate import differences, newest, require_current, upgrade


@click.group()
def db() -> None:
    """数据库：升级、检查。"""


@db.command()
@pass_session
def migrate(session: Session) -> None:
    """建立数据库，或升级到本程序需要的结构；可在多个节点上同时运行。"""
    upgrade(session.opened.engine)
    click.echo(f"数据库结构为 {newest()}。")


@db.command()
@click.option("--models", is_flag=True, help="改为检查程序自身：迁移脚本与表定义是否一致（开发用）")
@pass_session
def check(session: Session, models: bool) -> None:
    """检查数据库是否是本程序需要的结构。"""
    found = _scripts_against_tables() if models else _installed(session)
    for each in found:
        click.echo(each, err=True)
    if found:
        raise click.exceptions.Exit(1)
    click.echo("迁移脚本与表定义一致。" if models else f"数据库结构为 {newest()}，与程序一致。")


def _installed(session: Session) -> list[str]:
    require_current(session.opened.engine)
    return differences(session.opened.engine)


def _scripts_against_tables() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'check.sqlite3'}")
        try:
            upgrade(engine)
            return differences(engine)
        finally:
            engine.dispose()
