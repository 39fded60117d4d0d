"""From the text of a notice file to its values, or to the line where it is no TOML."""

from __future__ import annotations

from typing import Any

import tomli

from calendars.errors import NoticeError
from calendars.sentence import Sentence, say

#: Ten times the longest notice there was: a bigger file is something else.
MOST_CHARACTERS = 20_000


def toml_values(file: str, text: str) -> dict[str, Any]:
    """The values of `text`, which is TOML. Raises NoticeError with the line where it is not."""
    if len(text) > MOST_CHARACTERS:
        reason = say("文件过长，不是放假通知，应不超过 %(most)s 个字符", most=MOST_CHARACTERS)
        raise NoticeError(file, "TOML", f"{text[:40]}…", reason)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise _at(file, text, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets in brackets without end.
        raise NoticeError(file, "TOML", f"{text[:40]}…", _wrong()) from error


def _at(file: str, text: str, line: int, column: int) -> NoticeError:
    written = text.splitlines()[line - 1 : line] or [""]
    place = say("第 %(line)s 行第 %(column)s 字符", line=line, column=column)
    return NoticeError(file, place, written[0], _wrong(), line=line)


def _wrong() -> Sentence:
    return say("不合 TOML 语法：文字须加引号，日期写作 2026-10-01、不加引号，列表写在 [ ] 内")
