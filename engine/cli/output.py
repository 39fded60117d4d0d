"""Results for people (aligned columns, Chinese counted as two) and for scripts (JSON)."""

import dataclasses
import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import click

from engine.clock import SHANGHAI


def echo_json(value: object) -> None:
    """Print `value` (dataclasses included) as JSON; moments as ISO text in UTC."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def echo_table(
    rows: Iterable[Sequence[object]], heads: Sequence[str] = (), indent: str = ""
) -> None:
    """Print rows in columns; the last column is not padded."""
    lines = [[shown(cell) for cell in row] for row in rows]
    lines = [list(heads), *lines] if heads else lines
    if not lines:
        return
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ]
        click.echo((indent + "  ".join(cells)).rstrip())


def echo_more(after: str | None) -> None:
    """Tell how to ask for the next page, when there is one."""
    if after is not None:
        click.echo(f"还有更多：--after {after}", err=True)


def shown(cell: object) -> str:
    """Return a cell as text; moments to the minute in Asia/Shanghai."""
    if isinstance(cell, datetime):
        return cell.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return "" if cell is None else str(cell)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
