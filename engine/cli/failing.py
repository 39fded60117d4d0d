"""What went wrong, as a sentence on stderr and an exit code that a script can act on."""

import logging
import os
import sys
from collections.abc import Iterator
from typing import Any

import click
from sqlalchemy.exc import DBAPIError

from engine.errors import FormError, GongxiangError

log = logging.getLogger(__name__)

REFUSED, USAGE, NOT_FOUND, FORBIDDEN, CONFLICT, UNREADY, INTERNAL = 1, 2, 3, 4, 5, 6, 70

BY_STATUS = {
    400: USAGE, 401: FORBIDDEN, 403: FORBIDDEN, 404: NOT_FOUND, 409: CONFLICT, 422: REFUSED,
    503: UNREADY,
}  # fmt: skip
#: Errors whose HTTP status says nothing about the command line.
BY_CODE = {"bad_setting": UNREADY, "malformed": USAGE, "not_covered": NOT_FOUND}
#: What a database driver says -> what to do about it.
DATABASE = {
    "readonly database": "数据库文件没有写入权限，请检查该文件及所在目录的权限。",
    "unable to open database": "数据库文件无法打开，请检查数据目录是否存在、是否有权限。",
    "not a database": "数据库文件已损坏，或者不是 SQLite 文件。",
    "malformed": "数据库文件已损坏，请用备份恢复。",
    "disk is full": "磁盘空间不足，无法写入数据库。",
    "locked": "数据库正被其他程序长时间占用，请稍后再试。",
    "Connection refused": "连接不上数据库服务器，请检查它是否已启动，以及 GONGXIANG_DATABASE_URL。",
    "translate host name": "找不到数据库服务器，请检查 GONGXIANG_DATABASE_URL 中的主机名。",
    "authentication failed": "数据库的用户名或口令不对，请检查 GONGXIANG_DATABASE_URL。",
    "does not exist": "数据库或用户不存在，请检查 GONGXIANG_DATABASE_URL。",
}


class Malformed(FormError):
    """An argument or option is not of the shape that it should have."""

    code = "malformed"
    default = "参数的写法不对，请按提示更正。"


class Unready(GongxiangError):
    """The surroundings do not let the program start; the message says what to do."""

    code = "unready"
    status = 503


def report_failure(error: Exception) -> int:
    """Tell `error` on stderr and return the exit code. Click's own errors are let through."""
    if isinstance(error, click.ClickException | click.exceptions.Exit | click.Abort):
        raise error
    if isinstance(error, BrokenPipeError):  # the reader, `head` for one, has seen enough
        _say_no_more()
        return 0
    if isinstance(error, GongxiangError):
        for line in _lines(error):
            click.echo(line, err=True)
        return BY_CODE.get(error.code) or BY_STATUS.get(error.status, INTERNAL)
    log.debug("unexpected", exc_info=error)
    if isinstance(error, DBAPIError):
        click.echo(_of_database(error), err=True)
        return UNREADY
    click.echo(f"程序内部错误（{type(error).__name__}: {error}）。", err=True)
    return INTERNAL


def _say_no_more() -> None:
    """Send what is left to nowhere: closing the pipe at the end would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _of_database(error: DBAPIError) -> str:
    said = str(error.orig).strip()
    known = next((words for part, words in DATABASE.items() if part in said), None)
    return known or f"数据库无法使用：{said.splitlines()[0] if said else type(error.orig).__name__}"


def _lines(error: GongxiangError) -> Iterator[str]:
    yield error.message
    if isinstance(error, FormError):
        yield from (f"  {line}" for line in _fields(error.errors) if line != error.message)
    yield from (f"  {_problem(each)}" for each in error.details.get("problems", ()))


def _fields(errors: Any, path: str = "") -> Iterator[str]:
    if isinstance(errors, dict):
        for name, found in errors.items():
            yield from _fields(found, f"{path}.{name}" if path else str(name))
    elif isinstance(errors, list):
        yield from (f"{path}：{each}" for each in errors)
    else:
        yield f"{path}：{errors}"


def _problem(found: Any) -> str:
    if not isinstance(found, dict):
        return str(found)
    place = " ".join(
        str(found[key]) for key in ("file", "element", "row", "field") if found.get(key)
    )
    return str(found.get("text") or f"{place}：{found.get('message', '')}")
