"""The demo bureau: loaded once, its pack deployed as it is shipped, its accounts told."""

from collections.abc import Mapping

import click
from sqlalchemy import select

from engine.cli.output import echo_table
from engine.cli.surroundings import PROCESSES, files_below
from engine.commands.load_bureau import load_bureau
from engine.core.bureau import CastMember, cast_of
from engine.core.pack import read_pack
from engine.simulate import deploy
from engine.store.database import Store
from engine.store.tables import PackVersion, Person

PACK = "jz-2022"
#: Who deployed a version, where no person did.
RELEASE = "release"
NOT_REPLACED = (
    "随程序提供的流程包有更新。现行版本由人员部署，没有自动替换：请在“流程设计—版本—导入”中"
    "导入 processes 目录下的流程包，比较后采用。"
)
#: Everybody's in the demo bureau; no other account ever has a password from the program's text.
DEMO_PASSWORD = "Gongxiang-2026"  # noqa: S105


def load_demo(store: Store) -> tuple[CastMember, ...]:
    """Make sure that the demo bureau and its pack are there; return whom one may sign in as.

    A pack that was deployed before, or that an administrator has changed since, stays.
    """
    files = files_below(PROCESSES / PACK)
    bureau = {
        path.removeprefix("demo/"): data for path, data in files.items() if path.startswith("demo/")
    }
    if load_bureau(store, bureau, password=DEMO_PASSWORD).loaded:
        click.echo("已载入演示单位。", err=True)
    deploy_release(store, files)
    return _present(store, cast_of(bureau))


def deploy_release(store: Store, files: Mapping[str, bytes]) -> None:
    """Deploy a shipped pack, with all checks, unless this very content was deployed before, or the
    version in force is a person's: what they changed is not undone by an upgrade."""
    pack = read_pack(files)
    versions = select(PackVersion).where(PackVersion.pack == pack.key)
    with store.reading() as session:
        found = session.scalars(versions.order_by(PackVersion.number.desc())).all()
    if any(each.sha256 == pack.sha256 for each in found):
        return
    if found and found[0].deployed_by != RELEASE:
        click.echo(NOT_REPLACED, err=True)
        return
    click.echo("检查并部署流程包（运行全部场景，需要片刻）…", err=True)
    done = deploy(store, None, files, RELEASE)
    click.echo(f"已部署流程包 {done.pack} 第 {done.number} 版。", err=True)


def _present(store: Store, cast: tuple[CastMember, ...]) -> tuple[CastMember, ...]:
    names = [member.username for member in cast]
    with store.reading() as session:
        found = set(session.scalars(select(Person.username).where(Person.username.in_(names))))
    return tuple(member for member in cast if member.username in found)


def tell_accounts(cast: tuple[CastMember, ...]) -> None:
    """Print whom one may sign in as, and the password."""
    if not cast:
        return
    click.echo(f"\n演示账号（密码均为 {DEMO_PASSWORD}）：")
    rows = [(each.username, each.name, each.purpose or each.posts) for each in cast]
    echo_table(rows, indent="  ")
