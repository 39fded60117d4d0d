"""Loading the notice files: one TOML per State Council notice, refused when anything is off.

A yearly file holds the notice as issued; a change notice is a file of its own. The files are
never edited after sign-off: what a later paper changes, a later file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from calendars.notice_checks import check_change, check_year
from calendars.notice_model import Break, ChangeNotice, Notice, Source, YearNotice, notice_order
from calendars.notice_set import check_set
from calendars.notice_syntax import toml_values
from calendars.notice_table import Table
from calendars.sentence import say

SHA256 = re.compile(r"[0-9a-f]{64}")


def parse_notice(file: str, text: str) -> Notice:
    """One notice from the text of its TOML file; `file` is the name used in complaints.

    Raises NoticeError naming file, key and value; for bad TOML syntax the line.
    """
    table = Table(file, "", toml_values(file, text))
    notice = _change(table) if "amends" in table else _year(table)
    table.close()
    return notice


def load_notices(named_texts: Iterable[tuple[str, str]]) -> tuple[Notice, ...]:
    """All notices of (file name, TOML text) pairs, checked alone and together, oldest first.

    Raises NoticeError for a bad file and for a set with gaps or contradictions.
    """
    notices = tuple(sorted((parse_notice(*pair) for pair in named_texts), key=notice_order))
    check_set(notices)
    return notices


@lru_cache(maxsize=1)
def shipped_notices() -> tuple[Notice, ...]:
    """The notices that come with this release."""
    return load_notices(folder_texts(files("calendars") / "notices"))


def folder_texts(folder: Traversable) -> list[tuple[str, str]]:
    """(name, text) of every TOML file directly in `folder`."""
    return [
        (entry.name, entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]


def _year(table: Table) -> YearNotice:
    notice = YearNotice(
        year=table.integer("year"),
        source=_source(table),
        breaks=tuple(_break(item) for item in table.tables("holiday")),
    )
    check_year(notice)
    return notice


def _break(table: Table) -> Break:
    result = Break(
        name=table.text("name"),
        days_declared=table.integer("days_declared"),
        off=table.days("off"),
        work=table.days("work"),
    )
    table.close()
    return result


def _change(table: Table) -> ChangeNotice:
    notice = ChangeNotice(
        amends=table.integer("amends"),
        holiday=table.text("holiday"),
        off_add=table.days("off_add"),
        off_remove=table.days("off_remove"),
        work_add=table.days("work_add"),
        work_remove=table.days("work_remove"),
        source=_source(table),
    )
    check_change(notice)
    return notice


def _source(parent: Table) -> Source:
    table = parent.table("notice")
    signed = table.day("signed")
    source = Source(
        file=table.file,
        number=table.text("number"),
        signed=signed,
        published=table.day("published") if "published" in table else signed,
        title=table.text("title"),
        url=table.text("url"),
        text_sha256=table.text("text_sha256", blank=True),
        entered_by=table.text("entered_by"),
        checked_by=table.text("checked_by", blank=True),
    )
    _check_source(table, source)
    table.close()
    return source


def _check_source(table: Table, source: Source) -> None:
    if source.published < source.signed:
        raise table.refuse("published", source.published, say("早于成文日期"))
    if not source.url.startswith(("https://", "http://")):
        raise table.refuse("url", source.url, say("应为网址"))
    if source.text_sha256 and not SHA256.fullmatch(source.text_sha256):
        raise table.refuse("text_sha256", source.text_sha256, say("应为 64 位十六进制摘要或留空"))
