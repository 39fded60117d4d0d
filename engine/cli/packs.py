"""`gongxiang pack`: the law as data, checked, tried and deployed."""

from pathlib import Path

import click

from engine.cli.checked import Alone, InPack, to_check
from engine.cli.keys import DEPLOYED, PROBLEM, REPORT, VERSION, keyed
from engine.cli.output import echo_json, echo_table
from engine.cli.session import Session, as_json, pass_session
from engine.cli.sources import shipped_or_folder
from engine.core.access import Actor
from engine.errors import BadRequest, Conflict, Forbidden
from engine.queries import pack_files
from engine.queries.pack_files import Problem
from engine.simulate import Report, deploy, simulate

source_argument = click.argument("source", metavar="PACK")


@click.group()
def pack() -> None:
    """流程包：检查、试运行、部署、导出。

    PACK 是含有 pack.toml 的目录，或随程序提供的流程包名称，例如 jz-2022。
    """


@pack.command("check")
@click.argument("source", metavar="PATH")
@as_json
def check_pack(source: str, as_json: bool) -> None:
    """检查能否运行、是否符合 BPMN 2.0、是否守住法定时限；有错误时退出码为 1。

    PATH 是含有 pack.toml 的目录，其中一个流程的目录，单个 .bpmn 文件，或随程序提供的流程包名称。
    """
    found = _problems(to_check(source))
    errors = [each for each in found if each.severity == "error"]
    if as_json:
        echo_json({"ok": not errors, "problems": keyed(found, PROBLEM)})
    else:
        for each in found:
            place = " ".join(part for part in (each.file, each.element) if part)
            click.echo(f"{'错误' if each.severity == 'error' else '提醒'} {place}：{each.message}")
        click.echo(f"{len(errors)} 处错误，{len(found) - len(errors)} 处提醒。")
    if errors:
        raise click.exceptions.Exit(1)


def _problems(asked: InPack | Alone) -> tuple[Problem, ...]:
    if isinstance(asked, Alone):
        return pack_files.problems_alone(asked.files, asked.folder, asked.only)
    return pack_files.problems_in(asked.files, asked.place)


@pack.command("simulate")
@source_argument
@click.option("--only", metavar="TEXT", help="只运行路径中含有这段文字的场景")
@as_json
def simulate_pack(source: str, only: str | None, as_json: bool) -> None:
    """在私有的内存数据库里运行全部场景，列出结果和连线覆盖；有场景不通过时退出码为 1。"""
    report = simulate(shipped_or_folder(source), only)
    if as_json:
        echo_json(keyed(report, REPORT))
    else:
        _tell(report)
    if not report.passed:
        raise click.exceptions.Exit(1)


def _tell(report: Report) -> None:
    rows = [("通过" if each.passed else "不通过", each.steps, each.path, each.title)
            for each in report.scenarios]  # fmt: skip
    echo_table(rows, ("结果", "步数", "场景", "说明"))
    for each in report.scenarios:
        for failure in each.failures:
            click.echo(f"  {each.path} {failure}", err=True)
    click.echo()
    flows = [(each.process, f"{each.walked}/{each.total}", "、".join(each.missing))
             for each in report.coverage.values()]  # fmt: skip
    echo_table(flows, ("流程", "走过的连线", "没有走过的"))
    passed = sum(each.passed for each in report.scenarios)
    click.echo(f"\n{len(report.scenarios)} 个场景，{passed} 个通过。")


@pack.command("deploy")
@source_argument
@click.option("--as", "username", metavar="USER", help="系统管理员的用户名；首次部署时不必给出")
@click.option("--reason", required=True, help="为什么部署，记入审计")
@as_json
@pass_session
def deploy_pack(
    session: Session, source: str, username: str | None, reason: str, as_json: bool
) -> None:
    """通过全部检查和场景后部署；新办件按新版本办理，在办的不变。"""
    actor = _deployer(session, username)
    done = deploy(session.store, actor, shipped_or_folder(source), reason)
    if as_json:
        echo_json(keyed(done, DEPLOYED))
    else:
        words = "已部署" if done.changed else "内容没有变化，仍为"
        click.echo(f"{words} {done.pack} 第 {done.number} 版（{done.sha256[:12]}）。")


def _deployer(session: Session, username: str | None) -> Actor | None:
    """Return who deploys: the one named, or nobody for the very first pack of an installation."""
    if username is None and pack_files.versions(session.store):
        raise Forbidden("已部署过流程包，请用 --as 给出系统管理员的用户名。")
    if username is None:
        return None
    actor = session.actor(username)
    pack_files.may_deploy(actor)
    return actor


@pack.command("list")
@as_json
@pass_session
def list_packs(session: Session, as_json: bool) -> None:
    """列出部署过的版本；带 * 的是新办件所用的。"""
    found = pack_files.versions(session.store)
    if as_json:
        echo_json({"items": keyed(found, VERSION)})
        return
    rows = [("*" if each.current else "", each.pack, each.number, each.deployed_at,
             each.deployed_by, each.sha256[:12], each.reason) for each in found]  # fmt: skip
    echo_table(rows, ("", "流程包", "版本", "部署时间", "部署人", "sha256", "原因"))


@pack.command("export")
@click.argument("name", metavar="PACK")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--version", "number", type=int, help="第几版，默认为最新的")
@pass_session
def export_pack(session: Session, name: str, folder: Path, number: int | None) -> None:
    """把部署过的一版写成文件；目录须是空的或还不存在。"""
    files = pack_files.files_of(session.store, name, number)
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(f"目录 {folder} 不是空的，没有写入任何文件。")
    for path, content in files.items():
        target = (folder / path).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise BadRequest(f"流程包中的路径 {path} 指向目录之外，没有写出。")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    click.echo(f"已写出 {len(files)} 个文件到 {folder}。")
