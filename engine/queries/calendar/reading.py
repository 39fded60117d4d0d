"""What the text of a notice says, before anybody enters it."""

from typing import Any

from calendars import Break, ReadChange, ReadNotice
from engine.core.access import Actor
from engine.core.notice_entry import read_text, require_keeper
from engine.core.notice_words import CHANGE, YEAR
from engine.queries.calendar.exchange import calendar_of
from engine.store.database import Store


def read_pasted(store: Store, actor: Actor, text: str) -> ReadNotice | ReadChange:
    """Return what a pasted notice says, a change held against the calendar in force.

    Nothing is kept. Raises Forbidden for who does not keep the calendar, FormError on `text`
    naming the line and the sentence that stopped it.
    """
    require_keeper(actor)
    return read_text(text, calendar_of(store))


def reading(read: ReadNotice | ReadChange) -> dict[str, Any]:
    """Return a reading as scripts get it, at the terminal and over HTTP; dates as dates."""
    head = {"number": read.number, "signed": read.signed, "title": read.title}
    passed = [{"line": each.line, "sentence": each.sentence} for each in read.passed_over]
    if isinstance(read, ReadNotice):
        holidays = [_holiday(each) for each in read.breaks]
        return {"kind": YEAR, "year": read.year, **head, "holidays": holidays,
                "passed_over": passed}  # fmt: skip
    lists = ("off_add", "off_remove", "work_add", "work_remove")
    days = {name: list(getattr(read, name)) for name in lists}
    return {"kind": CHANGE, "proposed": True, "amends": read.amends, **head,
            "holiday": read.holiday, **days, "passed_over": passed}  # fmt: skip


def _holiday(each: Break) -> dict[str, Any]:
    return {"name": each.name, "days_declared": each.days_declared,
            "off": list(each.off), "work": list(each.work)}  # fmt: skip
