"""Terms and how they stand."""

from marshmallow import fields

from webui.api.schemas.base import Wire


class DueSchema(Wire):
    """A due moment: the first instant after the term, its last local day, and its basis."""

    at = fields.AwareDateTime(required=True, metadata={"description": "届满时刻（不含），UTC"})
    last_day = fields.Date(required=True, metadata={"description": "最后一日（北京时间，含）"})
    state = fields.String(required=True, metadata={"description": "overdue today soon ok done"})
    days = fields.Integer(required=True, metadata={"description": "剩余或超期的工作日数"})
    phrase = fields.String(required=True)
    provisional = fields.Boolean(required=True, metadata={"description": "暂定：放假通知未出"})
    basis = fields.String(required=True, attribute="clause")
    legal = fields.Boolean(required=True, metadata={"description": "法定；否则为内部时限"})
    late = fields.Boolean(required=True)
    wakes = fields.Boolean(
        required=True, metadata={"description": "只是提醒或者最短期限，不要求在此之前办理"}
    )


class DaySchema(Wire):
    """A day of the count."""

    date = fields.Date(required=True)
    kind = fields.String(required=True, metadata={"description": "start counted skipped due"})
    number = fields.Integer(required=True)
    note = fields.String(required=True)
    notice = fields.String(required=True, allow_none=True)


class TermSchema(Wire):
    """A term of a case, with the reason for its end."""

    id = fields.String(required=True)
    step = fields.String(required=True)
    term = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "running lapsed stopped"})
    started_at = fields.AwareDateTime(required=True)
    stopped_at = fields.AwareDateTime(required=True, allow_none=True)
    due = fields.Nested(DueSchema, required=True)
    why = fields.List(fields.String(), required=True)
    days = fields.List(fields.Nested(DaySchema), required=True)
