"""How a data sheet is laid out: two pairs to a line, without holes."""

from collections.abc import Iterator, Sequence
from typing import Any

#: Longer than this, a text takes a whole line.
SHORT = 24


def laid_out(lines: Sequence[Any]) -> Iterator[tuple[Any, bool]]:
    """Yield each line with whether it takes a whole line of the sheet.

    A line is a pair (label, text) or has `text`, `wide`, `columns` and `files`. A short one that
    finds no neighbour takes the whole line too, so that no cell stays empty.
    """
    left = False
    for number, line in enumerate(lines):
        if _is_wide(line):
            left = False
            yield line, True
            continue
        alone = not left and (number + 1 == len(lines) or _is_wide(lines[number + 1]))
        left = not left and not alone
        yield line, alone


def _is_wide(line: Any) -> bool:
    if isinstance(line, tuple):
        return len(line[1]) > SHORT
    return bool(line.wide or line.columns or line.files) or len(line.text) > SHORT
