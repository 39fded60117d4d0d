"""The working-day calendar: its years, how fresh it is, files of it and comparisons with it."""

from marshmallow import fields, validate

from webui.api.schemas.base import Wire, one_of
from webui.api.schemas.starting import UploadSchema


class DayStateSchema(Wire):
    """What a calendar says of a day."""

    working = fields.Boolean(required=True)
    label = fields.String(required=True)
    notice = fields.String(required=True, allow_none=True)
    provisional = fields.Boolean(required=True)


class CalendarDaySchema(DayStateSchema):
    """A day of the year."""

    date = fields.Date(required=True)
    weekend = fields.Boolean(required=True)
    mark = fields.String(required=True, metadata={"description": "休 班，平常的日子为空"})
    today = fields.Boolean(required=True)


class MonthSchema(Wire):
    """A month in numbers."""

    number = fields.Integer(required=True)
    working_days = fields.Integer(required=True)


class YearSchema(Wire):
    """A year by the calendar in force."""

    year = fields.Integer(required=True)
    known = fields.Boolean(required=True, metadata={"description": "false：全年暂定"})
    notices = fields.List(fields.String(), required=True)
    working_days = fields.Integer(required=True)
    days_off = fields.Integer(required=True, metadata={"description": "周一至周五放假的天数"})
    days_worked = fields.Integer(required=True, metadata={"description": "周末上班的天数"})
    first = fields.Integer(required=True)
    last = fields.Integer(required=True)
    last_known = fields.Integer(required=True)
    months = fields.List(fields.Nested(MonthSchema), required=True)
    days = fields.List(fields.Nested(CalendarDaySchema), required=True)


class FreshnessSchema(Wire):
    """How fresh the calendar is."""

    last_year = fields.Integer(required=True)
    missing = fields.Integer(
        required=True, allow_none=True, metadata={"description": "该录入而没有录入的年度"}
    )
    level = fields.String(required=True, metadata={"description": "info warning critical，或空"})
    words = fields.String(required=True, allow_none=True)
    waiting = fields.Integer(required=True, metadata={"description": "等待复核的项数"})
    revision = fields.Integer(required=True)
    recounting = fields.Boolean(required=True)


class ExportQuery(Wire):
    """Which years, in which format."""

    format = one_of("ics", "csv", "json", load_default="ics")
    year = fields.List(
        fields.Integer(),
        validate=validate.Length(max=200, error="不能超过 200 个年份。"),
        metadata={"description": "可多次；默认全部有通知的年份"},
    )


class CompareQuery(Wire):
    """Which year."""

    year = fields.Integer(metadata={"description": "只比对这一年；默认文件中说到的各年"})


class FeedSchema(UploadSchema):
    """A calendar that others made: .ics, .csv or .json, at most 5 MB."""


class DifferenceSchema(Wire):
    """A day on which the file says other than the notices do."""

    date = fields.Date(required=True)
    ours = fields.Nested(DayStateSchema, required=True)
    theirs_working = fields.Boolean(required=True)
    theirs_name = fields.String(required=True)


class ComparisonSchema(Wire):
    """What a comparison gave."""

    first = fields.Date(required=True)
    last = fields.Date(required=True)
    compared = fields.Integer(required=True, metadata={"description": "比对的天数"})
    differences = fields.List(fields.Nested(DifferenceSchema), required=True)
    unread = fields.List(
        fields.String(), required=True, metadata={"description": "没有采用的内容、没有比对的年份"}
    )
