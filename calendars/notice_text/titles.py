"""Titles of notices: what kind of notice, of which year, about which holiday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from calendars.notice_text.shapes import AFTER_TITLE, BEFORE_TITLE, FESTIVAL, ISSUER, NUMBER, TITLE


class Kind(Enum):
    """What a notice does, by its title."""

    YEAR = "year"
    REARRANGED = "rearranged"
    EXTENDED = "extended"
    ADDED = "added"


@dataclass(frozen=True)
class Title:
    """`year` is None and `holiday` empty where the title does not say."""

    text: str
    kind: Kind
    year: int | None
    holiday: str


_FRAMED = re.compile(f"{BEFORE_TITLE}(?P<title>{TITLE}){AFTER_TITLE}(?P<number>{NUMBER})?")
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
    plain = framed["title"].replace("发布关于", "关于").replace("安排通知", "安排的通知")
    for kind, shape in _KINDS.items():
        found = shape.fullmatch(plain)
        if found:
            return _title(kind, found), framed["number"] or ""
    return None


def _title(kind: Kind, found: re.Match[str]) -> Title:
    parts = found.groupdict()
    text = found[0] if found[0].startswith("国务院") else f"国务院办公厅{found[0]}"
    year = int(parts["year"]) if parts.get("year") else None
    return Title(text, kind, year, parts.get("holiday") or "")
