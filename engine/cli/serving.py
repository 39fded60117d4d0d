"""`gongxiang serve`: makes everything ready, then supervises the web server and the scheduler."""

import os
import sys

import click
from sqlalchemy import select

from engine.cli.demo import load_demo, tell_accounts
from engine.cli.failing import Unready
from engine.cli.session import Session, pass_session
from engine.cli.sole import sole_server
from engine.cli.supervisor import Child, Supervisor
from engine.cli.surroundings import answers, require_assets, require_free_port
from engine.core.bureau import CastMember
from engine.queries.pack_files import versions
from engine.settings import PREFIX, Settings
from engine.store.database import Store
from engine.store.migrate import upgrade
from engine.store.tables import Unit
from engine.store.writable import require_writable

#: By name only: the engine knows nothing of the web.
APPLICATION = "webui:create_app"


@click.command()
@click.option("--demo", is_flag=True, help="首次启动时载入演示单位和账号")
@click.option("--host", help="监听地址（等同 GONGXIANG_HOST，默认 127.0.0.1）")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="端口（等同 GONGXIANG_PORT，默认 8000）"
)
@click.option("--data", metavar="DIR", help="数据目录（等同 GONGXIANG_DATA，默认 var）")
@click.option("--no-scheduler", is_flag=True, help="不启动调度（由其他节点运行）")
@pass_session
def serve(
    session: Session,
    demo: bool,
    host: str | None,
    port: int | None,
    data: str | None,
    no_scheduler: bool,
) -> None:
    """启动网页服务和调度，直到按下 Ctrl+C 或收到 SIGTERM。

    先升级数据库；再次启动保留全部数据。
    """
    session = session.with_settings(HOST=host, PORT=port, DATA=data)
    settings = session.settings
    session.log_to_stderr()
    require_assets()
    require_free_port(settings.host, settings.port)
    require_writable(session.opened.engine)
    with sole_server(session.opened):
        _run(session, demo, scheduler=not no_scheduler)


def _run(session: Session, demo: bool, scheduler: bool) -> None:
    settings = session.settings
    cast = _prepared(session, demo)
    supervisor = Supervisor(
        children=_children(session, scheduler),
        ready=lambda: answers(settings.host, settings.port),
        announce=lambda: _announce(settings, cast),
    )
    if not supervisor.run():
        raise Unready("服务反复意外退出，已停止；原因见上面的日志。")


def _prepared(session: Session, demo: bool) -> tuple[CastMember, ...]:
    """Migrate, load the demo bureau when asked for, and leave the database to the children."""
    try:
        upgrade(session.opened.engine)
        if demo:
            return load_demo(session.opened)
        _tell_what_is_missing(session.opened)
        return ()
    finally:
        session.close()


def _tell_what_is_missing(store: Store) -> None:
    with store.reading() as session:
        bureau = session.scalar(select(Unit.id).limit(1))
    if bureau is None:
        click.echo("数据库中还没有单位数据：请运行 gongxiang bureau load DIR。", err=True)
    if not versions(store):
        click.echo("还没有部署流程包：请运行 gongxiang pack deploy jz-2022 --reason …。", err=True)


def _children(session: Session, scheduler: bool) -> list[Child]:
    settings = session.settings
    # What the parent has settled, so that a child with another working folder agrees.
    environ = {
        **session.environ,
        PREFIX + "DATA": str(settings.data),
        PREFIX + "HOST": settings.host,
        PREFIX + "PORT": str(settings.port),
        "PYTHONUNBUFFERED": "1",
    }
    web = Child("网页服务", [sys.executable, "-m", *_web_server(settings)], environ)
    clock = Child("调度", [sys.executable, "-m", "engine.cli", "scheduler"], environ)
    return [web, clock] if scheduler else [web]


def _web_server(settings: Settings) -> list[str]:
    if os.name == "posix":
        return ["gunicorn", "-c", "python:engine.cli.gunicorn_settings"]
    threads = f"--threads={settings.threads}"
    at = [f"--host={settings.host}", f"--port={settings.port}"]
    return ["waitress", *at, threads, "--call", APPLICATION]


def _announce(settings: Settings, cast: tuple[CastMember, ...]) -> None:
    click.echo(f"\n共享通已启动：{settings.base_url}\n数据目录：{settings.data}")
    tell_accounts(cast)
    click.echo("\n按 Ctrl+C 停止。")
    sys.stdout.flush()
