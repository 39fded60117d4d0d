"""What somebody typed of a notice: kept as it was typed, and made out as an entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from calendars import Break, ReadChange
from engine.commands.propose_notice import Change, NoticeEntry
from webui.admin.calendar.typed_days import NotADay, day_of, days_of, span_of

#: How the days are given: by the text alone, festival by festival, or as a change.
BY_TEXT, BY_HAND, BY_CHANGE = "text", "hand", "change"
WAYS = (BY_TEXT, BY_HAND, BY_CHANGE)
PLAIN = ("text", "url", "number", "signed", "title", "published", "reason", "year", "amends",
         "holiday")  # fmt: skip
LISTS = ("off_add", "off_remove", "work_add", "work_remove")
DAYS = ("from", "to", "work")
CELLS = ("name", *DAYS)
#: Rows offered: the seven festivals, and a few for what else a year brings.
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
ROWS = len(FESTIVALS) + 2
#: Days are still made out where the year is not, so that only the year is wrong then.
ANY_YEAR = 2000


@dataclass
class Typed:
    """`fields` by name and `rows` of festivals, as typed; `errors` of what could not be made out:
    field -> sentences."""

    way: str
    fields: dict[str, str]
    rows: list[dict[str, str]]
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A sha256 over all of it: what was looked at is what is entered."""
        whole = [self.way, self.fields, self.rows if self.way == BY_HAND else []]
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()

    @property
    def days_wrong(self) -> bool:
        """Whether a day, or the year, could not be made out."""
        return not self.errors.keys() <= {"signed", "published"}

    @property
    def only_text(self) -> bool:
        """Whether there is a text, and no day typed beside it."""
        typed = any(row[name].strip() for row in self.rows for name in DAYS)
        return bool(self.fields["text"].strip()) and not typed

    def propose(self, read: ReadChange) -> None:
        """Fill in what the text of a change notice seems to say, for a person to check."""
        self.way = BY_CHANGE
        self.fields["amends"] = str(read.amends)
        self.fields["holiday"] = read.holiday
        for name in LISTS:
            self.fields[name] = "、".join(day.isoformat() for day in getattr(read, name))

    def entry(self) -> NoticeEntry:
        """Return the entry; what cannot be made out is left out and told in `errors`."""
        given = {name: self.fields[name] for name in ("text", "number", "title", "url", "reason")}
        return NoticeEntry(
            **given,
            signed=self._day("signed"),
            published=self._day("published"),
            year=self._year("year") if self.way == BY_HAND else None,
            breaks=tuple(self._breaks()) if self.way == BY_HAND else (),
            change=self._change() if self.way == BY_CHANGE else None,
        )

    def _day(self, name: str) -> date | None:
        try:
            return day_of(self.fields[name])
        except NotADay:
            self.errors[name] = [_("请按 2026-11-04 的样子填写日期。")]
            return None

    def _year(self, name: str) -> int | None:
        text = self.fields[name].strip()
        if text.isdecimal() and len(text) == 4:
            return int(text)
        self.errors[name] = [_("请填写四位数的年份，例如 2027。")]
        return None

    def _breaks(self) -> list[Break]:
        year = self.fields["year"].strip()
        known = int(year) if year.isdecimal() and len(year) == 4 else ANY_YEAR
        found = [self._break(number, row, known) for number, row in enumerate(self.rows, start=1)]
        breaks = [each for each in found if each is not None]
        if not breaks and "breaks" not in self.errors:
            self.errors["breaks"] = [_("请逐项填写各节日的放假日期。")]
        return breaks

    def _break(self, number: int, row: Mapping[str, str], year: int) -> Break | None:
        if not any(row[name].strip() for name in DAYS):
            return None
        try:
            first, last = day_of(row["from"], year), day_of(row["to"], year)
            work = days_of(row["work"], year)
            off = span_of(first, last or first) if first is not None else ()
        except NotADay as wrong:
            self._wrong(number, _("看不出是哪一天：“%(typed)s”。", typed=wrong.args[0]))
            return None
        name = row["name"].strip()
        if not off or not name:
            self._wrong(number, _("请填写节日名称和放假的第一天。"))
            return None
        return Break(name, len(off), off, tuple(sorted(work)))

    def _wrong(self, number: int, words: str) -> None:
        told = _("第 %(n)s 行：%(words)s", n=number, words=words)
        self.errors.setdefault("breaks", []).append(told)

    def _change(self) -> Change:
        amends = self._year("amends")
        days = {name: self._days(name, amends or ANY_YEAR) for name in LISTS}
        if not any(self.fields[name].strip() for name in LISTS):
            self.errors["change"] = [_("请至少填写一个调整的日期。")]
        return Change(amends or 0, self.fields["holiday"], **days)

    def _days(self, name: str, year: int) -> tuple[date, ...]:
        try:
            return days_of(self.fields[name], year)
        except NotADay as wrong:
            self.errors[name] = [_("看不出是哪一天：“%(typed)s”。", typed=wrong.args[0])]
            return ()


def blank(way: str) -> Typed:
    """Return a page on which nothing is typed yet but the names of the festivals."""
    return Typed(_way(way), dict.fromkeys((*PLAIN, *LISTS), ""), _blank_rows())


def typed_of(form: Mapping[str, Any]) -> Typed:
    """Return what the posted page says."""
    fields = {name: str(form.get(name, "")) for name in (*PLAIN, *LISTS)}
    rows = [
        {name: str(form.get(f"rows-{number}-{name}", "")) for name in CELLS}
        for number in range(ROWS)
    ]
    if "rows-0-name" not in form:  # the page had no rows yet
        rows = _blank_rows()
    return Typed(_way(str(form.get("_way", ""))), fields, rows)


def _blank_rows() -> list[dict[str, str]]:
    names = [*FESTIVALS, *[""] * (ROWS - len(FESTIVALS))]
    return [{**dict.fromkeys(CELLS, ""), "name": name} for name in names]


def _way(code: str) -> str:
    return code if code in WAYS else BY_TEXT
