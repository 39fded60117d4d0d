"""Titles of notices: what kind of notice, of which year, about which holiday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from calendars.notice_text.shapes import FESTIVAL, ISSUER, NUMBER, TITLE


class Kind(Enum):
    """What a notice does, by its title."""

    YEAR = "部分节假日安排"
    REARRANGED = "调整"
    EXTENDED = "延长"
    ADDED = "调休放假"


@dataclass(frozen=True)
class Title:
    """`year` is None and `holiday` empty where the title does not say."""

    text: str
    kind: Kind
    year: int | None
    holiday: str


#: Around a title: 受权发布丨…, 标题：…, 新华社北京11月4日电…，全文如下.
_FRAMED = re.compile(
    f"(?:新华社[^0-9，。]{{1,6}}[0-9]{{1,2}}月[0-9]{{1,2}}日电|[^0-9，。]{{0,10}}[丨|：])?"
    f"《?(?P<title>{TITLE})》?(?:，全文如下)?(?P<number>{NUMBER})?"
)
_KINDS = {
    Kind.YEAR: re.compile(f"{ISSUER}?关于(?P<year>[0-9]{{4}})年部分节假日安排的通知"),
    Kind.REARRANGED: re.compile(
        f"{ISSUER}?关于调整(?P<year>[0-9]{{4}})年(?P<holiday>{FESTIVAL})(?:假期|放假)安排的通知"
    ),
    Kind.EXTENDED: re.compile(
        f"{ISSUER}?关于延长(?P<year>[0-9]{{4}})年(?P<holiday>{FESTIVAL})假期的通知"
    ),
    Kind.ADDED: re.compile(f"{ISSUER}?关于(?P<holiday>.{{2,40}}?)调休放假的通知"),
}


def title_in(text: str) -> tuple[Title, str] | None:
    """The title that a sentence consists of and the number behind it ("" if none); else None."""
    framed = _FRAMED.fullmatch(text)
    if framed is None:
        return None
    for kind, shape in _KINDS.items():
        found = shape.fullmatch(framed["title"])
        if found:
            return _title(kind, found), framed["number"] or ""
    return None


def _title(kind: Kind, found: re.Match[str]) -> Title:
    parts = found.groupdict()
    text = found[0] if found[0].startswith("国务院") else f"国务院办公厅{found[0]}"
    year = int(parts["year"]) if parts.get("year") else None
    return Title(text, kind, year, parts.get("holiday") or "")
