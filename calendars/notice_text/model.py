"""What was read out of a notice's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calendars.notice_model import Break


@dataclass(frozen=True)
class PassedOver:
    """A sentence without an arrangement, ignored and to be shown; `line` counts from 1."""

    line: int
    sentence: str


@dataclass(frozen=True)
class ReadNotice:
    """What a yearly notice says. `title` and `number` are empty, `signed` None where not given."""

    year: int
    title: str
    number: str
    signed: date | None
    breaks: tuple[Break, ...]
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True)
class ReadChange:
    """What a change notice seems to do to the year `amends`: a proposal that a person confirms."""

    amends: int
    title: str
    number: str
    signed: date | None
    holiday: str
    off_add: tuple[date, ...]
    off_remove: tuple[date, ...]
    work_add: tuple[date, ...]
    work_remove: tuple[date, ...]
    passed_over: tuple[PassedOver, ...]
