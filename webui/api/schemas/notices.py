"""Notices behind the calendar: readings, entries, what they would change, their confirmation."""

from typing import Any

from marshmallow import fields, validate

from webui.api.schemas.base import PostOnly, Wire, text
from webui.api.schemas.calendar import DayStateSchema

MAX_TEXT, MAX_REASON, MAX_LINE = 100_000, 2000, 200
#: No break is longer, no notice names more festivals.
MAX_DAYS, MAX_BREAKS = 40, 20
KIND = {"description": "year（年度通知）change（调整通知）withdrawal（撤销）"}
STATE = {"description": "shipped replaced proposed confirmed withdrawn rejected"}


def dates(**more: Any) -> fields.List[Any]:
    """Return a field of days."""
    size = validate.Length(max=MAX_DAYS, error=f"不能超过 {MAX_DAYS} 天。")
    return fields.List(fields.Date(), validate=size, **more)


class CalendarNoticeSchema(Wire):
    """A notice, or the withdrawal of one; `id` is empty for one that came with the release."""

    id = fields.String(required=True)
    kind = fields.String(required=True, metadata=KIND)
    state = fields.String(required=True, metadata=STATE)
    state_label = fields.String(required=True, attribute="state_words")
    year = fields.Integer(required=True)
    number = fields.String(required=True)
    signed = fields.Date(required=True)
    published = fields.Date(required=True)
    title = fields.String(required=True)
    url = fields.String(required=True)
    text_sha256 = fields.String(required=True)
    entered_by = fields.String(required=True)
    entered_at = fields.AwareDateTime(required=True, allow_none=True)
    checked_by = fields.String(required=True)
    checked_at = fields.AwareDateTime(required=True, allow_none=True)
    reason = fields.String(required=True)
    decision = fields.String(required=True)
    mine = fields.Boolean(required=True)


class CalendarNoticesSchema(Wire):
    """What waits for confirmation first, then the newest year first."""

    items = fields.List(fields.Nested(CalendarNoticeSchema), required=True)


class BreakSchema(Wire):
    """A festival of a yearly notice."""

    name = text(MAX_LINE, 1, required=True)
    days_declared = fields.Integer(
        validate=validate.Range(1, MAX_DAYS, error=f"应为 1 至 {MAX_DAYS} 之间的整数。"),
        metadata={"description": "共 N 天；默认为放假日的天数"},
    )
    off = dates(required=True)
    work = dates(load_default=list)


class NoticeChangeSchema(Wire):
    """What a change notice changes."""

    amends = fields.Integer(required=True, metadata={"description": "调整哪一年的安排"})
    holiday = text(MAX_LINE, 1, required=True)
    off_add = dates(load_default=list)
    off_remove = dates(load_default=list)
    work_add = dates(load_default=list)
    work_remove = dates(load_default=list)


class DayChangeSchema(Wire):
    """A day that would be worked, or off, other than now."""

    date = fields.Date(required=True)
    before = fields.Nested(DayStateSchema, required=True)
    after = fields.Nested(DayStateSchema, required=True)


class MovedTermSchema(Wire):
    """An open term that would end on another day."""

    case_id = fields.String(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    term = fields.String(required=True)
    clause = fields.String(required=True)
    kind = fields.String(required=True)
    unit = fields.String(required=True)
    was = fields.Date(required=True)
    due = fields.Date(required=True)
    provisional = fields.Boolean(required=True)


class ImpactSchema(Wire):
    """What the confirmation would change; at most 500 of the terms are listed."""

    revision = fields.Integer(required=True, metadata={"description": "复核时给出"})
    days = fields.List(fields.Nested(DayChangeSchema), required=True)
    moved = fields.List(fields.Nested(MovedTermSchema), required=True)
    moving = fields.Integer(required=True)
    settled = fields.Integer(required=True, metadata={"description": "只是不再暂定"})
    open_terms = fields.Integer(required=True)


class CalendarEntrySchema(Wire):
    """An entry in full, with what its confirmation would change while it waits."""

    notice = fields.Nested(CalendarNoticeSchema, required=True, attribute="file.item")
    text = fields.String(required=True, attribute="file.text")
    content = fields.String(
        required=True, attribute="file.content", metadata={"description": "TOML"}
    )
    breaks = fields.List(fields.Nested(BreakSchema), required=True, attribute="file.breaks")
    change = fields.Nested(
        NoticeChangeSchema, required=True, allow_none=True, attribute="file.change"
    )
    withdraws = fields.String(required=True, allow_none=True, attribute="file.withdraws")
    findings = fields.List(fields.String(), required=True, attribute="file.findings")
    impact = fields.Nested(ImpactSchema, required=True, allow_none=True)
    obstacle = fields.String(required=True, metadata={"description": "不能复核采用的原因"})


class PassedOverSchema(Wire):
    """A sentence without an arrangement."""

    line = fields.Integer(required=True)
    sentence = fields.String(required=True)


class ReadingSchema(Wire):
    """What a text says: a year with its festivals, or the proposal of a change."""

    kind = fields.String(required=True, metadata={"description": "year change"})
    proposed = fields.Boolean(metadata={"description": "change：只是建议"})
    year = fields.Integer()
    amends = fields.Integer()
    number = fields.String(required=True)
    signed = fields.Date(required=True, allow_none=True)
    title = fields.String(required=True)
    holidays = fields.List(fields.Nested(BreakSchema))
    holiday = fields.String()
    off_add = fields.List(fields.Date())
    off_remove = fields.List(fields.Date())
    work_add = fields.List(fields.Date())
    work_remove = fields.List(fields.Date())
    passed_over = fields.List(fields.Nested(PassedOverSchema), required=True)


class NoticeTextSchema(Wire):
    """The text of a notice."""

    text = text(MAX_TEXT, 1, required=True)


class EntryGivenSchema(PostOnly):
    """An entry: the pasted text and its source; the days where the text alone does not do."""

    url = text(MAX_LINE, 1, required=True)
    number = text(MAX_LINE, load_default="", metadata={"description": "文字中没有时"})
    signed = fields.Date(metadata={"description": "文字中没有时"})
    published = fields.Date(metadata={"description": "默认为成文日期"})
    title = text(MAX_LINE, load_default="", metadata={"description": "文字中没有时"})
    reason = text(MAX_REASON, load_default="")
    year = fields.Integer(metadata={"description": "与 breaks 同用：逐项填写的年度通知"})
    breaks = fields.List(
        fields.Nested(BreakSchema),
        validate=validate.Length(max=MAX_BREAKS, error=f"不能超过 {MAX_BREAKS} 项。"),
        load_default=list,
    )
    change = fields.Nested(NoticeChangeSchema, metadata={"description": "调整通知：调整的内容"})
    # The last one: it hides the function that makes such fields.
    text = text(MAX_TEXT, load_default="")


class EnteredSchema(Wire):
    """The id of what waits for a second person now."""

    id = fields.String(required=True)


class ConfirmSchema(PostOnly):
    """A confirmation of what was looked at."""

    revision = fields.Integer(
        required=True,
        validate=validate.Range(0, 2**31 - 1, error="应为影响清单给出的版次。"),
        metadata={"description": "impact.revision；此后日历有变动的，不予复核（409）"},
    )
    note = text(MAX_REASON, load_default="")


class RevisedSchema(Wire):
    """The revision that a confirmation made."""

    number = fields.Integer(required=True)
    digest = fields.String(required=True)
