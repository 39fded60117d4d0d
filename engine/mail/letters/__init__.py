"""Mails that stand in the program itself, for what no pack needs to speak of."""

from functools import cache
from importlib.resources import files


@cache
def letter(name: str) -> str:
    """Return the template of the mail `name`."""
    return files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
