"""What goes wrong, as RFC 9457 has it."""

from marshmallow import fields

from webui.api.schemas.base import Wire


class ProblemSchema(Wire):
    """A problem document."""

    type = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "这一类问题"})
    detail = fields.String(required=True, metadata={"description": "给人看的一句话"})
    status = fields.Integer(required=True)
    code = fields.String(required=True, metadata={"description": "稳定的代码，供程序判断"})
    errors = fields.Dict(metadata={"description": "字段名 → 原因；表格为 行号 → 字段名 → 原因"})
    warnings = fields.Dict(metadata={"description": "字段名 → 提醒，不妨碍提交"})
    problems = fields.List(fields.Dict(), metadata={"description": "流程包的问题清单"})
