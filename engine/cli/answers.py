"""Answers to a form on the command line: a JSON file, single values, attachments, the password."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.commands.store_file import store_file
from engine.core.access import Actor
from engine.errors import BadRequest
from engine.store.database import Store

Command = TypeVar("Command", bound=Callable[..., Any])


def answer_options(command: Command) -> Command:
    """Add the options of a command that hands in a form."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


OPTIONS = (
    click.option(
        "--answers", "source", type=click.File("r", encoding="utf-8"), metavar="FILE",
        help="回答，JSON 对象，按字段名；- 为标准输入",
    ),
    click.option(
        "--set", "pairs", multiple=True, metavar="FIELD=VALUE",
        help="单个回答；VALUE 是 JSON 就按 JSON 读，否则作为文字（可多次）",
    ),
    click.option(
        "--attach", "files", multiple=True, metavar="FIELD=FILE",
        help="上传附件作为该字段的回答（可多次，同一字段多次即为多个附件）",
    ),
)  # fmt: skip
PASSWORD_OPTIONS = (
    click.option(
        "--password-file", type=click.File("r", encoding="utf-8"), metavar="FILE",
        help="书面批准时再次确认的登录密码，取文件的第一行；- 为标准输入",
    ),
    click.option("--ask-password", is_flag=True, help="书面批准时，询问登录密码"),
)  # fmt: skip


def key_option(command: Command) -> Command:
    """Add the option that names a request, so that a repeat of it has one effect."""
    words = "幂等键：同一人用同一个键重复提交只生效一次"
    return click.option("--key", metavar="KEY", help=words)(command)


def approval_options(command: Command) -> Command:
    """Add the options of a command that may stand for a written approval."""
    command = key_option(command)
    for option in reversed(PASSWORD_OPTIONS):
        command = option(command)
    return command


def read_answers(
    store: Store, actor: Actor, source: Any, pairs: Iterable[str], files: Iterable[str]
) -> dict[str, Any]:
    """Return the answers; uploads the attachments. Raises BadRequest, FileRefused."""
    answers = _object(source.read()) if source is not None else {}
    for pair in pairs:
        name, value = _split(pair)
        answers[name] = _value(value)
    attached: dict[str, list[dict[str, Any]]] = {}
    for pair in files:
        name, path = _split(pair)
        attached.setdefault(name, []).append(_stored(store, actor, Path(path)))
    return answers | {name: one if len(one) > 1 else one[0] for name, one in attached.items()}


def read_password(source: Any, ask: bool) -> str | None:
    """Return the password that confirms an approval, or None when none is given."""
    if source is not None:
        return str(source.readline()).rstrip("\r\n") or None
    return str(click.prompt("登录密码", hide_input=True, err=True)) if ask else None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise BadRequest(f"--answers 不是有效的 JSON：{wrong}。") from wrong
    if not isinstance(found, dict):
        raise BadRequest("--answers 应为 JSON 对象，按字段名给出回答。")
    return found


def _split(pair: str) -> tuple[str, str]:
    name, found, value = pair.partition("=")
    if not found or not name:
        raise BadRequest(f"“{pair}”应写成 字段=值 的样子。")
    return name, value


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _stored(store: Store, actor: Actor, path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return dict(store_file(store, actor, path.name, stream).as_answer())
    except OSError as wrong:
        raise BadRequest(f"附件 {path} 无法读取（{wrong.strerror}）。") from wrong
