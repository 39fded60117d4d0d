"""What a notice of the State Council says, as immutable values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """Where a notice comes from and who vouches for the entry.

    `published` is the day it became public, the signing date unless the notice came out later.
    `text_sha256` is empty where the text was not at hand; `checked_by` is empty for files that
    came with the release and that no second person has compared.
    """

    file: str
    number: str
    signed: date
    published: date
    title: str
    url: str
    text_sha256: str
    entered_by: str
    checked_by: str


@dataclass(frozen=True)
class Break:
    """One holiday of a yearly notice: the days off and the weekend days worked for it."""

    name: str
    days_declared: int
    off: tuple[date, ...]
    work: tuple[date, ...]


@dataclass(frozen=True)
class YearNotice:
    """The yearly notice, as issued: what it ordered before any change."""

    year: int
    source: Source
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class ChangeNotice:
    """A notice that changes the arrangement of year `amends`; `holiday` names the days added."""

    amends: int
    source: Source
    holiday: str
    off_add: tuple[date, ...]
    off_remove: tuple[date, ...]
    work_add: tuple[date, ...]
    work_remove: tuple[date, ...]


Notice = YearNotice | ChangeNotice


def notice_order(notice: Notice) -> tuple[date, int, str]:
    """Sorting key: the order in which notices took effect, a year before its changes."""
    return (notice.source.published, int(isinstance(notice, ChangeNotice)), notice.source.number)


def revision_of(notices: Iterable[Notice], laws: Iterable[str] = ()) -> str:
    """A sha256 (hex) over what the notices order: equal answers need equal revisions.

    `laws` are the numbers of the laws that give provisional days. File names and who checked
    them do not enter, so a later countersignature moves nothing.
    """
    ordered = [_ordered(notice) for notice in sorted(notices, key=notice_order)]
    text = json.dumps([list(laws), ordered], default=date.isoformat, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _ordered(notice: Notice) -> list[object]:
    head = [notice.source.number, notice.source.signed, notice.source.published]
    if isinstance(notice, YearNotice):
        return [*head, notice.year, [(b.name, b.off, b.work) for b in notice.breaks]]
    days = (notice.off_add, notice.off_remove, notice.work_add, notice.work_remove)
    return [*head, notice.amends, notice.holiday, *days]
