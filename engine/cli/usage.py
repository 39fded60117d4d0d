"""Used wrongly: what click says in English, said in Chinese with what would be right."""

import os
import re
from typing import Any

import click
from click import exceptions as wrongs

#: Option -> what `make run` calls it.
MAKE = {"port": "PORT", "data": "DATA"}
MESSAGES = {
    r"No such command '(.*?)'": "没有命令 ",
    r"extra arguments? \((.*)\)": "多余的参数：",
    r"Missing command": "缺少命令",
}


def tell_misuse(error: click.ClickException) -> None:
    """Tell on stderr what is wrong with a command line and where help is."""
    if type(error).__name__ == "NoArgsIsHelpError":  # older versions of click show help themselves
        error.show()
        return
    click.echo(f"{_sentence(error)}。", err=True)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "gongxiang"
    click.echo(f"用法见 {command} --help。", err=True)


def in_make(option: str) -> str:
    """Return how an option is given (its name without dashes), as make calls it where make asks;
    what follows in the sentence follows at once."""
    by_make = f"（make run 时为 {MAKE[option]}=）" if "MAKELEVEL" in os.environ else " "
    return f"--{option}{by_make}"


def _sentence(error: click.ClickException) -> str:
    match error:
        case wrongs.NoSuchOption():
            return f"没有选项 {error.option_name}{_near(error.possibilities)}"
        case wrongs.MissingParameter():
            return f"缺少{_name(error.param)}".rstrip()
        case wrongs.BadParameter():
            return f"{_name(error.param)}的值不对：{_right(error)}"
        case wrongs.BadOptionUsage():
            needs = "不带值" if "not take" in error.message else "需要一个值"
            return f"选项 {error.option_name} {needs}"
        case wrongs.FileError():
            return f"文件 {error.ui_filename} 无法读取"
    return _in_chinese(error.message)


def _in_chinese(message: str) -> str:
    """What has no class of its own in every version of click."""
    for pattern, words in MESSAGES.items():
        found = re.search(pattern, message)
        if found:
            return words + (found[1] if found.groups() else "")
    return f"用法不对（{message}）"


def _near(possible: Any) -> str:
    return f"，您要的可能是 {'、'.join(possible)}" if possible else ""


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Argument):
        return f"参数 {param.metavar or (param.name or '').upper()} "
    if param is None or not param.opts:
        return "参数"
    return f"选项 {in_make(param.name) if param.name in MAKE else param.opts[0] + ' '}"


def _right(error: wrongs.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    match kind:
        case click.IntRange():
            if kind.min is not None and kind.max is not None:
                return f"应为 {kind.min} 至 {kind.max} 之间的整数"
            return "应为整数"
        case click.types.IntParamType():
            return "应为整数"
        case click.Choice():
            return f"应为其中之一：{'、'.join(map(str, kind.choices))}"
        case click.DateTime():
            return "应为日期，例如 2026-09-21"
        case click.File():
            return "文件无法读取，请检查路径和权限"
        case click.Path():
            return "应为可用的目录"
    return error.message
