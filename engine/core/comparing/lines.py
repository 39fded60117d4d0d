"""Two texts, line by line."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from engine.core.comparing.model import Line

#: Larger texts are not compared: it would take too long, and nobody would read it.
MOST_LINES, MOST_BYTES = 2_000, 200_000
#: Equal lines that are shown around a difference.
AROUND = 2


def compared_lines(before: bytes | None, after: bytes | None) -> tuple[Line, ...] | None:
    """Return the lines that differ, with some around them; None when this cannot be read or is
    too large. A missing file has no lines."""
    was, now = _lines(before), _lines(after)
    if was is None or now is None:
        return None
    return tuple(_shown(was, now))


def _lines(content: bytes | None) -> list[str] | None:
    if len(content or b"") > MOST_BYTES:
        return None
    try:
        text = (content or b"").decode("utf-8")
    except UnicodeDecodeError:
        return None
    lines = text.splitlines()
    return None if len(lines) > MOST_LINES or "\0" in text else lines


def _shown(was: Sequence[str], now: Sequence[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, was, now)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number:
            yield Line("gap", "")
        for code, start, end, begin, stop in group:
            if code == "equal":
                yield from (_same(was, start + n, begin + n) for n in range(end - start))
            else:
                yield from (Line("removed", was[n], old=n + 1) for n in range(start, end))
                yield from (Line("added", now[n], new=n + 1) for n in range(begin, stop))


def _same(lines: Sequence[str], old: int, new: int) -> Line:
    return Line("same", lines[old], old + 1, new + 1)
