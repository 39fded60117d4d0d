"""What people write for a day, and for off or worked."""

from __future__ import annotations

import re
from datetime import date

#: ISO, without signs, as Excel shows it (2026/10/1), and in Chinese.
DAY = re.compile(
    r"(?P<y>[0-9]{4})(?:(?P<m>[0-9]{2})(?P<d>[0-9]{2})"
    r"|(?P<s>[-/.])(?P<m2>[0-9]{1,2})(?P=s)(?P<d2>[0-9]{1,2})"
    r"|年(?P<m3>[0-9]{1,2})月(?P<d3>[0-9]{1,2})日)"
)
WORKED, OFF = re.compile("班"), re.compile("[假休]")
#: 调休 alone may mean either day of the swap.
SWAP = re.compile("调休")
#: Says it of something else: half a day for some (放假办法 art. 3), schools, duty rosters.
OTHER = re.compile("不放假|不休|无休|半天|半日|[寒暑]假|值班")


def day_of(text: str) -> date | None:
    """Return the day that `text` writes, None if none."""
    found = DAY.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def says_worked(text: str) -> bool | None:
    """Return whether `text` calls a day worked (True) or off (False); None if neither.

    Worked comes first: 上班（补春节假期） is worked.
    """
    if OTHER.search(text):
        return None
    if WORKED.search(text):
        return True
    return False if OFF.search(SWAP.sub("", text)) else None
