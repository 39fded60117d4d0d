"""The calculator."""

from datetime import datetime
from typing import Any

from marshmallow import fields

from calendars import SHANGHAI, Deadline, explain
from engine.queries.deadline import POLICIES, UNITS
from webui.api.schemas.base import Wire, one_of, text


class ChinaDateTime(fields.AwareDateTime):
    """An instant on the clock of Asia/Shanghai: a term ends at a midnight that one can see."""

    def _serialize(
        self, value: datetime | None, attr: str | None, obj: Any, **more: Any
    ) -> str | float | None:
        local = value.astimezone(SHANGHAI) if value is not None else None
        return super()._serialize(local, attr, obj, **more)


class DeadlineQuery(Wire):
    """What is counted."""

    received = text(
        40, 1, required=True,
        metadata={"description": "收到之日 2026-09-21（北京时间），或带时区的时刻"},
    )  # fmt: skip
    n = fields.Integer(required=True)
    unit = one_of(*UNITS, load_default="working_day")
    policy = one_of(*POLICIES, load_default="statutory")
    as_of = fields.Date(metadata={"description": "只用截至这一日已公布的放假通知"})
    strict = fields.Boolean(
        load_default=False,
        metadata={"description": "须用到尚无通知的日子时不给暂定的日期（422 not_covered）"},
    )


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

    received = ChinaDateTime(required=True)
    day_zero = fields.Date(required=True, metadata={"description": "不计入的起算日"})
    n = fields.Integer(required=True)
    unit = fields.String(required=True)
    policy = fields.String(required=True)
    last_day = fields.Date(required=True)
    due_at = ChinaDateTime(required=True, metadata={"description": "届满时刻（不含），北京时间"})
    provisional = fields.Boolean(required=True)
    counted = fields.List(fields.Nested(CountedDaySchema), required=True)
    skipped = fields.List(fields.Nested(SkippedDaySchema), required=True)
    notices = fields.List(fields.String(), required=True)
    why = fields.Method("_why", metadata={"type": "array", "items": {"type": "string"}})

    def _why(self, found: Deadline) -> list[str]:
        return list(explain(found))
