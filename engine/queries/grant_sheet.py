"""The register of grants as an Excel workbook: exactly what a filter shows, all in text cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from calendars import local_date
from engine.clock import SHANGHAI
from engine.core.access import Actor
from engine.core.grant_words import GRANT_ENDS, GRANT_KINDS, GRANT_STATES
from engine.queries.grants import Grant, GrantFilter, chosen_by, maker
from engine.sentence import listed, say
from engine.store.database import Store

#: A workbook that people still open; beyond it a filter has to help.
MOST_ROWS = 10_000
#: What Excel takes into one cell.
MOST_SIGNS = 32_767
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Head of each column with its width in signs.
COLUMNS = (
    ("授权编号", 26), ("资源代码", 18), ("资源名称", 30), ("使用部门", 20), ("提供部门", 20),
    ("授权方式", 18), ("信息项", 40), ("使用用途", 40), ("使用条件", 30), ("使用起始日", 12),
    ("使用截止日", 12), ("剩余天数", 10), ("状态", 10), ("结束原因", 12), ("授权时间", 17),
    ("开通时间", 17), ("暂停时间", 17), ("结束时间", 17), ("办件编号", 18),
)  # fmt: skip
CUT = "符合条件的授权超过 %(most)s 条，本表只列出最近的 %(most)s 条，请缩小筛选范围后分次导出。"


@dataclass(frozen=True)
class Sheet:
    """A workbook: its name, its bytes, how many grants are in it, and whether there are more."""

    name: str
    content: bytes
    rows: int
    cut: bool


def export_grants(store: Store, actor: Actor, wanted: GrantFilter | None = None) -> Sheet:
    """Return the grants that `actor` may see and wants, newest first, at most MOST_ROWS.

    Raises BadRequest as the list does. Texts that begin like a formula stay texts.
    """
    now = store.clock.now()
    chosen = chosen_by(actor, wanted or GrantFilter()).limit(MOST_ROWS + 1)
    with store.reading() as session:
        rows = session.execute(chosen).all()
        make = maker(session, actor, rows, local_date(now))
    cut = len(rows) > MOST_ROWS
    grants = [make(row) for row in rows[:MOST_ROWS]]
    name = say("使用授权台账-%(day)s.xlsx", day=f"{local_date(now):%Y%m%d}")
    return Sheet(name, _workbook(grants, cut), len(grants), cut)


def _workbook(grants: Sequence[Grant], cut: bool) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(say("使用授权台账"))
    sheet.freeze_panes = "B2"
    for number, (_head, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, head, bold=True) for head, _width in COLUMNS])
    for grant in grants:
        sheet.append([_cell(sheet, text) for text in _texts(grant)])
    if cut:
        sheet.append([_cell(sheet, say(CUT, most=MOST_ROWS), bold=True)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, text: str, bold: bool = False) -> Any:
    """Return a cell of text: neither Excel nor this library takes it for a formula or a number."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_SIGNS])
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _texts(grant: Grant) -> Iterator[str]:
    yield from (grant.number, grant.resource_code, grant.resource, grant.unit, grant.provider)
    yield GRANT_KINDS.get(grant.kind, grant.kind)
    yield listed(grant.items)
    yield from (grant.purpose, grant.conditions)
    yield from (_day(grant.period_start), _day(grant.period_end))
    yield "" if grant.days_left is None else str(max(grant.days_left, 0))
    yield GRANT_STATES.get(grant.state, grant.state)
    yield GRANT_ENDS.get(grant.end_reason, "")
    for moment in (grant.granted_at, grant.activated_at, grant.suspended_at, grant.ended_at):
        yield "" if moment is None else f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    yield grant.case_number


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
