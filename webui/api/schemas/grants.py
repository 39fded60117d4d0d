"""使用授权."""

from marshmallow import fields

from webui.api.schemas.base import PageQuery, Wire, one_of, text


class GrantsQuery(PageQuery):
    """Which grants."""

    side = one_of("all", "using", "providing", load_default="all")
    state = text(40)
    q = text(100)


class GrantSchema(Wire):
    """Who may use which items of what, for what and how long."""

    number = fields.String(required=True)
    case_id = fields.String(required=True)
    case_number = fields.String(required=True)
    resource = fields.String(required=True, attribute="resource_code")
    resource_name = fields.String(required=True, attribute="resource")
    resource_version = fields.Integer(required=True)
    unit = fields.String(required=True)
    provider = fields.String(required=True)
    kind = fields.String(required=True)
    items = fields.List(fields.String(), required=True)
    conditions = fields.String(required=True)
    purpose = fields.String(required=True)
    period_start = fields.Date(required=True, allow_none=True)
    period_end = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True)
    supply = fields.Dict(required=True)
    granted_at = fields.AwareDateTime(required=True)
    activated_at = fields.AwareDateTime(required=True, allow_none=True)
    mine = fields.Boolean(required=True)
