"""The command line, `gongxiang`: one file per group of commands, loaded when it is asked for."""

from engine.cli.program import gongxiang

__all__ = ["gongxiang", "main"]


def main() -> None:
    """Run the command line; the console script of the package."""
    gongxiang(prog_name="gongxiang")
