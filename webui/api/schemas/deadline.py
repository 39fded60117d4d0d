"""The calculator."""

from marshmallow import fields

from calendars import Deadline, explain
from webui.api.schemas.base import Wire, one_of, text

UNITS = ("working_day", "natural_day", "natural_month", "working_day_before")


class DeadlineQuery(Wire):
    """What is counted."""

    received = text(
        40, 1, required=True,
        metadata={"description": "收到之日 2026-09-21（北京时间），或带时区的时刻"},
    )  # fmt: skip
    n = fields.Integer(required=True)
    unit = one_of(*UNITS, load_default="working_day")
    policy = one_of("statutory", "next_working_day_receipt", load_default="statutory")
    as_of = fields.Date(metadata={"description": "只用截至这一日已公布的放假通知"})


class CountedDaySchema(Wire):
    """A day that counts."""

    date = fields.Date(required=True)
    weekday = fields.String(required=True)
    note = fields.String(required=True)
    notice = fields.String(required=True, allow_none=True)


class SkippedDaySchema(Wire):
    """A day passed over, and why."""

    date = fields.Date(required=True)
    reason = fields.String(required=True)
    notice = fields.String(required=True, allow_none=True)


class DeadlineSchema(Wire):
    """When a term ends, and why."""

    received = fields.AwareDateTime(required=True)
    day_zero = fields.Date(required=True, metadata={"description": "不计入的起算日"})
    n = fields.Integer(required=True)
    unit = fields.String(required=True)
    policy = fields.String(required=True)
    last_day = fields.Date(required=True)
    due_at = fields.AwareDateTime(required=True, metadata={"description": "届满时刻（不含），UTC"})
    provisional = fields.Boolean(required=True)
    counted = fields.List(fields.Nested(CountedDaySchema), required=True)
    skipped = fields.List(fields.Nested(SkippedDaySchema), required=True)
    notices = fields.List(fields.String(), required=True)
    why = fields.Method("_why", metadata={"type": "array", "items": {"type": "string"}})

    def _why(self, found: Deadline) -> list[str]:
        return list(explain(found))
