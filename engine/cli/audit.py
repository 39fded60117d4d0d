"""`gongxiang audit`: is the trail what it was?"""

import click

from engine.cli.output import echo_json
from engine.cli.session import Session, as_json, pass_session
from engine.queries.audit import verify as verify_trail


@click.group()
def audit() -> None:
    """审计记录。"""


@audit.command()
@as_json
@pass_session
def verify(session: Session, as_json: bool) -> None:
    """核对全部记录、封存、办件数据和附件，找出被改动、缺失、添加或换序的；有问题时退出码为 1。"""
    report = verify_trail(session.store)
    if as_json:
        echo_json({**vars(report), "sound": report.sound})
    else:
        for problem in report.problems:
            click.echo(problem.message, err=True)
        found = "没有发现问题" if report.sound else f"{len(report.problems)} 处问题"
        seen = f"{report.cases} 件办件、{report.events} 条记录、{report.seals} 次封存"
        click.echo(f"{seen}；{found}。")
        click.echo(f"最近一次封存：{report.last_seal or '（无）'}")
    if not report.sound:
        raise click.exceptions.Exit(1)
