"""docs/cli.md, made of what --help says: `python -m tests.cli.manual > docs/cli.md`."""

import sys
from collections.abc import Iterator

import click
from click.testing import CliRunner

from engine.cli import gongxiang

HEAD = """\
# Command line

`gongxiang` is installed with the program; in a clone it is `.venv/bin/gongxiang`. It reads the same
[settings](settings.md) as the server; `--data DIR` stands for `GONGXIANG_DATA`.

An act needs `--as USER`: the same rights as on the page, and the audit trail says that it came
through the command line. `--json` prints what a script would read, under the keys of the
[REST interface](api.md); `case show` adds `history`. Errors are a Chinese sentence on stderr,
with a line for each field that is wrong, and an exit code:

| code | meaning |
|---|---|
| 0 | done |
| 1 | refused: answers or files that will not do; a check that found something |
| 2 | used wrongly: unknown option, malformed value |
| 3 | not found, or not to be known by this user; no notice of the State Council that answers |
| 4 | found, but not to be done by this user |
| 5 | too late: somebody was faster, the state has moved on, the case is busy |
| 6 | the surroundings are not ready: a setting, the database, a port, the front end |
| 70 | an error inside the program |

This page is what `--help` says; a test holds the two together.
"""


def manual() -> str:
    """The whole page."""
    return HEAD + "".join(_sections(gongxiang, []))


def _sections(command: click.Command, path: list[str]) -> Iterator[str]:
    names = " ".join(["gongxiang", *path])
    yield f"\n{'##' if len(path) < 2 else '###'} {names}\n\n```text\n{_help(path)}```\n"
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _sections(inner, [*path, name])


def _help(path: list[str]) -> str:
    runner = CliRunner(env={"COLUMNS": "100"})
    arguments = [*path, "--help"]
    return runner.invoke(gongxiang, arguments, prog_name="gongxiang", terminal_width=100).output


if __name__ == "__main__":
    sys.stdout.write(manual())
