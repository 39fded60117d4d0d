"""The root of the command line: its groups, its options, its boundary for errors."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from engine.cli.failing import report_failure
from engine.cli.session import Session
from engine.cli.usage import tell_misuse

#: Command -> (module under engine.cli that holds it, what --help says without loading it).
COMMANDS = {
    "serve": ("serving", "启动网页服务和调度"),
    "scheduler": ("scheduling", "只启动调度"),
    "tick": ("scheduling", "把调度的各项工作各做一次"),
    "db": ("database", "数据库：升级、检查"),
    "bureau": ("bureaus", "本单位的数据文件：检查、载入"),
    "pack": ("packs", "流程包：检查、试运行、部署、导出"),
    "case": ("cases", "办件：发起、查看、撤回、留言"),
    "task": ("tasks", "待办：列出、查看、办理和其他操作"),
    "calendar": ("calendar", "工作日历：计算时限，查看、录入、复核、导出"),
    "resource": ("resources", "资源目录"),
    "grant": ("grants", "使用授权：列出、查看、登记凭证"),
    "audit": ("audit", "审计记录：验证"),
    "user": ("users", "用户：列出、建立、重置密码"),
    "token": ("users", "接口令牌：创建"),
}


class Program(click.Group):
    """Loads a command when it is called, and turns errors into a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, in the order of the documentation."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of this name, or return None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"engine.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        standalone_mode: bool = True,
        **more: Any,
    ) -> Any:
        """Run as a program does, and tell in Chinese how it was used wrongly."""
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **more)
        try:
            code = super().main(args, prog_name, standalone_mode=False, **more)
        except click.ClickException as wrong:
            tell_misuse(wrong)
            sys.exit(wrong.exit_code)
        except click.Abort:
            click.echo("已中止。", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what goes wrong is told in a sentence, never as a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:  # noqa: BLE001 - the last boundary
            return ctx.exit(report_failure(error))


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", metavar="DIR", help="数据目录（等同 GONGXIANG_DATA）")
@click.version_option(package_name="gongxiang", message="%(version)s")
@click.pass_context
def gongxiang(ctx: click.Context, data: str | None) -> None:
    """共享通：政务数据资源共享审批与台账。

    \b
    退出码：0 完成；1 被拒绝或检查未通过；2 用法不对；3 没有找到；
    4 没有权限；5 情况已变化；6 环境未就绪；70 程序内部错误。
    """
    session = Session(dict(os.environ))
    ctx.obj = session if data is None else session.with_settings(DATA=data)
    ctx.call_on_close(lambda: ctx.obj.close())
