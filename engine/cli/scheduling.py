"""`gongxiang scheduler` and `gongxiang tick`."""

import click

from engine.cli.output import echo_json
from engine.cli.session import Session, as_json, pass_session
from engine.store.writable import require_writable


@click.command()
@pass_session
def scheduler(session: Session) -> None:
    """只启动调度：时限届满、提醒、发信、封存；可在多个节点上同时运行。"""
    from engine.scheduler import run_scheduler

    session.log_to_stderr()
    require_writable(session.store.engine)
    run_scheduler(session.store, session.settings)


@click.command()
@as_json
@pass_session
def tick(session: Session, as_json: bool) -> None:
    """把调度的各项工作各做一次，然后退出；有一项失败时退出码为 1。"""
    from engine.scheduler import tick as run_once

    done = run_once(session.store, session.settings)
    if as_json:
        echo_json(done)
    else:
        for job, count in done.items():
            click.echo(f"{job}: {'失败' if count is None else count}")
    if None in done.values():
        raise click.exceptions.Exit(1)
